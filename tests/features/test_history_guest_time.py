"""How long a visit by the words on paper goes on at a device that others use too."""

from tests.browser import Browser, Page
from tests.features.accounts import World, later

BORN = {"born-era": "western", "born-year": "1945", "born-month": "6", "born-day": "3"}
NEXT, ENTER, LEAVE = "次へ進む", "続きを書く", "この機械で書くのを終える"
EXTEND = "時間をのばす"


def words_of(page: Page) -> str:
    return "・".join(
        item.text or "" for item in page.main.iter("li") if item.get("class") == "lead"
    )


async def begun(town: World) -> tuple[Browser, str]:
    """Begin a sheet without an account; give its six words."""
    guest = Browser(town.gate)
    await guest.open("/resume/new")
    page = await guest.press("書き始める", BORN)
    code = words_of(page)
    assert code.count("・") == 5, page.text
    return guest, code


async def job_page(guest: Browser) -> Page:
    await guest.open("/history/work")
    return await guest.follow("書き始める")


async def test_every_page_says_until_when_and_each_gives_time(town: World) -> None:
    guest, _ = await begun(town)
    page = await guest.open("/history")
    assert "紙にある言葉で開いた表" in page.response.text
    assert "まで使えます" in page.response.text
    later(town, minutes=25)
    assert (await guest.open("/history/names")).path == "/history/names"
    later(town, minutes=25)
    page = await guest.open("/history")
    assert page.path == "/history"
    later(town, minutes=20)
    page = await guest.press(EXTEND)
    assert page.path == "/history"
    later(town, minutes=29)
    assert (await guest.open("/history")).path == "/history"


async def test_what_was_typed_too_late_comes_back_with_the_words(town: World) -> None:
    guest, code = await begun(town)
    await job_page(guest)
    later(town, minutes=31)
    page = await guest.press(NEXT, {"employer": "みほん紡績", "first": "昭和40年4月"})
    assert page.path.startswith("/resume?ended=yes")
    assert "使わない時間がつづいた" in page.text
    page = await guest.press(ENTER, {"code": code, **BORN})
    assert page.path == "/sign-in/unsent"
    form = page.form_with("この内容を送る")
    answer = await guest.client.post(form.action, form.values)
    assert answer.status == 307  # a browser repeats the form there
    await guest.send(answer.get("location"), form.values)
    page = await guest.open("/history/work")
    assert "みほん紡績" in page.text


async def test_the_next_person_at_the_device_gets_nothing_of_it(town: World) -> None:
    guest, _ = await begun(town)
    _, other = await begun(town)
    await job_page(guest)
    later(town, minutes=31)
    await guest.press(NEXT, {"employer": "みほん紡績", "first": "昭和40年4月"})
    page = await guest.press(ENTER, {"code": other, **BORN})
    assert page.path.startswith("/history")
    assert (await guest.open("/sign-in/unsent")).path.startswith("/history")
    assert "みほん紡績" not in (await guest.open("/history/work")).text


async def test_the_button_to_end_it_stands_on_every_page(town: World) -> None:
    guest, _ = await begun(town)
    await job_page(guest)
    page = await guest.press(LEAVE)
    assert "表を閉じました" in page.text
    assert (await guest.open("/history")).path.startswith("/sign-in")


async def test_asking_for_time_loses_nothing_that_is_typed(town: World) -> None:
    guest, _ = await begun(town)
    page = await job_page(guest)
    later(town, minutes=20)
    typed = {"employer": "みほん紡績", "first": "いつか"}
    page = await guest.press("使える時間をのばす", typed)
    assert page.status == 200
    assert not page.errors
    kept = page.form_with(NEXT).values
    assert {name: kept[name] for name in typed} == {name: [said] for name, said in typed.items()}
    later(town, minutes=29)
    assert (
        await guest.press(NEXT, {"employer": "みほん紡績", "first": "昭和40年4月"})
    ).status == 200
    assert "みほん紡績" in (await guest.open("/history/work")).text
