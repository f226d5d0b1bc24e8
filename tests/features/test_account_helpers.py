"""家族に手伝ってもらう: asked with six words, seen in all they do, ended at once; the whole way."""

from datetime import date

import pytest
from lxml import html

from nenkin.storage.helpers import MOST_HELPERS, Power, invite
from nenkin.storage.people import restrict
from tests.browser import Browser, Page
from tests.features.accounts import HANAKO, PASSWORD, TARO, WRONG, World, later

ASK = "渡す言葉を作る"
ANSWERS = {"called": "娘の花子", "powers": "write", "months": "3", "current-password": PASSWORD}
BIRTH = {"born-era": "western", "born-year": "1955", "born-month": "1", "born-day": "23"}


async def both(town: World) -> tuple[Browser, Browser]:
    """Give the browsers of Tarō, who asks, and of Hanako, who helps."""
    await town.account_for(TARO)
    await town.account_for(
        HANAKO,
        user_id="hanako99",
        mail="hanako@example.jp",
        person_id=town.people[HANAKO.basic_number],
    )
    return await town.signed_in(), await town.signed_in("hanako99")


async def ask(browser: Browser, **more: str | list[str]) -> Page:
    await browser.open("/account/helpers/new")
    answers = {**ANSWERS, **{name.replace("_", "-"): value for name, value in more.items()}}
    return await browser.press(ASK, answers)


def words_of(page: Page) -> str:
    tree = html.fromstring(page.response.text)
    found = tree.xpath("(//main//ol)[1]/li")
    assert len(found) == 6
    return " ".join(item.text for item in found)


async def begin(browser: Browser, code: str) -> Page:
    await browser.open("/history")
    await browser.follow("ご家族などの表を書く")
    await browser.follow("受け取った言葉を入力する")
    return await browser.press("手伝いを始める", {"code": code, "knows-as": "父", **BIRTH})


async def test_the_whole_way_from_asking_to_the_end(town: World) -> None:
    taro, hanako = await both(town)
    await taro.open("/history")
    await taro.follow("家族に手伝ってもらう")
    assert "いま、手伝っている人はいません" in taro.page.text
    await taro.follow("手伝いを頼む")
    page = await taro.press(ASK, ANSWERS)
    for said in ("2026年（令和8年）12月4日まで使えます", "娘の花子"):
        assert said in page.text
    assert "昭和30年" not in page.text  # a paper that is found must not open anything alone
    assert "表を書くことが、2027年（令和9年）2月20日までできます" in page.text
    code = words_of(page)
    assert "まだ始めていません" in (await taro.open("/account/helpers")).text
    page = await begin(hanako, code)
    assert "「父」の表を、かわりに書いています" in page.text
    await hanako.follow("働いた所")
    await hanako.follow("書き始める")
    await hanako.press("次へ進む", {"employer": "みほん紡績", "first": "昭和50年4月"})
    assert "みほん紡績" in (await taro.open("/history/work")).text
    page = await taro.open("/account/views")
    for said in ("手伝いの娘の花子さん", "履歴整理表に書いた", "履歴整理表の手伝いを始めた"):
        assert said in page.text
    await taro.open("/account/helpers")
    page = await taro.follow("娘の花子さんがしたことを見る")
    for said in ("手伝っています", "履歴整理表に書いた", "履歴整理表を見た"):
        assert said in page.text
    page = await taro.press("すぐにやめてもらう")
    assert "に終わりました" in page.text
    assert "すぐにやめてもらう" not in page.text
    page = await hanako.press("次へ進む", {"workplace": "工場の中"})
    assert page.status == 410
    assert "工場の中" in page.text
    page = await taro.open("/account/helpers")
    assert "終わった手伝い" in page.text
    await taro.follow("したことを見る")
    assert "履歴整理表に書いた" in taro.page.text
    assert "娘の花子" not in hanako.page.response.text
    for secret in (HANAKO.given_name_kana, HANAKO.basic_number, "hanako@example.jp"):
        assert secret not in taro.page.response.text


async def test_every_mistake_is_said_at_once_and_nothing_is_lost(town: World) -> None:
    taro, _ = await both(town)
    await taro.open("/account/helpers/new")
    page = await taro.press(ASK, {"called": "あ" * 21})
    assert page.status == 422
    for said in ("20文字まで", "一つは選んで", "いつまで頼むか", "パスワードを入力"):
        assert said in page.text
    page = await ask(taro, current_password=WRONG, powers=["write", "record"])
    assert page.status == 422
    assert "いまのパスワードとちがっています" in page.text
    values = page.form_with(ASK).values
    assert values["called"] == ["娘の花子"]
    assert values["powers"] == ["write", "record"]
    assert "current-password" not in values or values["current-password"] == [""]
    page = await ask(taro, powers=["write", "send"])
    assert list(page.errors) == ["送ることを頼むときは、「年金の記録を見る」も選んでください"]
    page = await ask(taro, powers=["write", "nothing"])
    assert "もう一度選んで" in page.text
    assert "まだ始めていません" not in (await taro.open("/account/helpers")).text


@pytest.mark.parametrize("months", ["1", "3", "6", "12"])
async def test_a_month_ends_on_its_last_day(town: World, months: str) -> None:
    taro, _ = await both(town)
    later(town, days=102)  # to the last of February's neighbours: 2 March
    until = {"1": "4月2日", "3": "6月2日", "6": "9月2日", "12": "2028年（令和10年）3月2日"}
    taro = await town.signed_in()
    assert until[months] in (await ask(taro, months=months)).text


async def test_helpers_are_counted(town: World) -> None:
    taro, _ = await both(town)
    async with town.db.write() as session:
        for number in range(MOST_HELPERS):
            await invite(
                session,
                town.people[TARO.basic_number],
                f"code {number}",
                called=f"孫{number}",
                powers=Power.WRITE,
                until=date(2026, 12, 31),
                now=town.clock.now(),
            )
    page = await ask(taro, called="もう一人")
    assert page.status == 422
    assert "10人まで" in page.text


async def test_who_is_restricted_cannot_ask_and_is_not_told_why(town: World) -> None:
    taro, hanako = await both(town)
    code = words_of(await ask(taro))
    waiting = await taro.open("/account/helpers/new")
    async with town.db.write() as session:
        person_id = town.people[TARO.basic_number]
        await restrict(session, person_id, restricted=True, now=town.clock.now())
    page = await taro.press(ASK, ANSWERS)
    assert waiting.path == "/account/helpers/new"
    assert page.path.startswith("/account/helpers")
    assert "いまは、このページから手伝いを頼めません" in page.text
    assert "支援" not in page.response.text
    assert (await taro.open("/account/helpers/new")).path.startswith("/account/helpers#main") or (
        "頼めません" in taro.page.text
    )
    page = await begin(hanako, code)
    assert page.status == 422
    assert "見つかりません" in page.text


async def test_nobody_sees_or_ends_another_s_helper(town: World) -> None:
    taro, hanako = await both(town)
    await begin(hanako, words_of(await ask(taro)))
    page = await taro.open("/account/helpers")
    address = next(href for text, href in page.links if "したことを見る" in text)
    assert (await hanako.open(address)).status == 404
    token = (await hanako.open("/account/helpers/new")).form_with(ASK).values["token"]
    assert (await hanako.send(address, {"token": token})).status == 404
    assert "手伝っています" in (await taro.open(address)).text
    for helper in ("x", "0", "9" * 40):
        assert (await taro.open(f"/account/helpers/{helper}")).status == 404


async def test_the_paper_names_everybody_who_can_be_ended(town: World) -> None:
    taro, _ = await both(town)
    assert "全員" in (await taro.open("/account/helpers/paper")).text
    await ask(taro)
    page = await taro.open("/account/helpers/paper")
    assert "□ 娘の花子" in page.text
    assert TARO.basic_number not in page.response.text
