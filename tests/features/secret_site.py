"""What the tests of the secret question share: its site's fixture is ``seed``, in conftest."""

from nenkin.storage.accounts import Account, read_account
from nenkin.storage.audit import views_of
from nenkin.web.answers import folded
from tests.browser import Browser, Page
from tests.features.accounts import ANSWERS, TARO, World

FIRST = "v7kq2zpw"
SECOND = "w3xj9mhd"
ANSWER = "ふくろうのしろすけ"
OTHER_ANSWER = "うみべのやど二階"
NEW = {"password": SECOND, "password-again": SECOND}
RIGHT = {"question": "pet", "secret-answer": "フクロウの しろすけ"}


async def with_account(town: World, *, question: str | None = "pet") -> Account:
    """Open Tarō's account, with an answer or as it was before there were any."""
    stored = town.hasher.hash_now(folded(ANSWER)) if question else None
    hashed = town.hasher.hash_now(FIRST)
    more = {"question": question, "answer_hash": stored, "password_hash": hashed, "policy": "seed"}
    return await read_account(town.db, await town.account_for(TARO, **more))


async def actions(town: World) -> list[str]:
    """Give what was noted about Tarō."""
    found = await views_of(town.db, town.people[TARO.basic_number], before=None, limit=50)
    return [entry.event.action for entry in found]


def chosen(page: Page) -> list[str]:
    """Give the question that stands in the page's form."""
    (form,) = [form for form in page.forms if "question" in form.values]
    return form.values["question"]


async def with_link(town: World) -> Browser:
    """Open the link for a new password."""
    browser = town.browser()
    await browser.open("/recover/password")
    await browser.press("次へ進む", {"name": "tsukushi55"})
    await browser.open(await town.link())
    return browser


async def ask_user_ids(town: World) -> Browser:
    """Open the link behind which user IDs are shown."""
    browser = town.browser()
    await browser.open("/recover/user-id")
    await browser.press("次へ進む", {"mail": "taro@example.jp"})
    await browser.open(await town.link())
    return browser


async def with_key(town: World, key: str, number: str = TARO.basic_number) -> Browser:
    """Come to the new password by an access key."""
    browser = town.browser()
    await browser.open("/recover")
    await browser.press("次へ進む", {"what": "key"})
    await browser.press("次へ進む", {"number": number})
    for slug in ("kana", "birth"):
        await browser.press("次へ進む", ANSWERS[slug])
    await browser.press("次へ進む", {"access-key": key})
    return browser
