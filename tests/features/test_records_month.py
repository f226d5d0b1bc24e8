"""/record/months: everything known of one month, and what was known before."""

import pytest

from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_unpaid_month_says_code_reason_and_last_day(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/months/2024-10")
    assert "令和6年（2024年）10月の記録" in page.title
    for words in (
        "▲ 国民年金 未納",
        "年金事務所の記号 *（未納）",
        "納められる最後の日 2026年（令和8年）11月30日",
        "なぜ確認が必要か：",
        "次にすること：",
        "届け出をした人 本人",
        "保険料（本人の分） 納めていません",
    ):
        assert words in page.text
    page = await people.browser("jieigyo").open("/record/months/2024-09")
    assert "2026年（令和8年）10月31日（過ぎています）" in page.text


async def test_months_past_their_last_day_are_not_said_to_be_payable(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/months/1998-09")
    following = page.text.partition("次にすること：")[2].partition("次の月：")[0]
    assert "見つからないときも、相談してください" in following
    assert "2年の間なら" not in following


async def test_a_cut_shows_the_change_and_what_was_recorded_before(people: Town) -> None:
    page = await people.browser("sokyu").open("/record/months/2007-09")
    assert "前の月は410,000円でした。312,000円へりました。" in page.text
    before = page.text.partition("前はこうなっていました")[2]
    assert "2009年（平成21年）3月25日までの記録" in before
    assert "標準報酬月額 410,000円" in before


async def test_a_month_taken_away_shows_what_was_there(people: Town) -> None:
    page = await people.browser("sokyu").open("/record/months/2008-12")
    assert "▲ 未加入" in page.text
    assert "勤務先 かげろう建設" in page.text.partition("前はこうなっていました")[2]


async def test_both_sides_of_an_overlap_stand_on_the_page(people: Town) -> None:
    page = await people.browser("chofuku").open("/record/months/1995-04")
    assert "この月には、2つの記録があります。" in page.text
    assert "国民年金（納付）" in page.text
    assert "厚生年金保険（ひつじ設備）" in page.text


async def test_a_bonus_stands_in_its_month(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/months/2003-07")
    assert "標準賞与額 2003年（平成15年）7月10日に240,000円" in page.text


async def test_one_walks_from_month_to_month_and_to_the_year(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open("/record/months/2000-03")
    page = await browser.follow("次の月：平成12年4月")
    assert page.path == "/record/months/2000-04"
    page = await browser.follow("前の月：平成12年3月")
    page = await browser.follow("平成11年度の12か月に戻る")
    assert page.path == "/record/years/1999"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/record/months/1998-08", 200, "20歳になる前の月です"),
        ("/record/months/2027-03", 200, "記録の日より後なので、まだわからない月です"),
        ("/record/months/1998-03", 404, "見つかりません"),
        ("/record/months/2027-04", 404, "見つかりません"),
        ("/record/months/1998-13", 404, "見つかりません"),
        ("/record/months/x", 404, "見つかりません"),
        ("/record/months/１９９８-09", 404, "見つかりません"),
    ],
)
async def test_a_month_outside_the_record_is_told(
    people: Town, path: str, status: int, words: str
) -> None:
    page = await people.browser("jieigyo").open(path)
    assert page.status == status
    assert words in page.text


@pytest.mark.parametrize(
    ("slug", "month", "words"),
    [
        ("jieigyo", "2024-10", "前の月と同じ記録です。"),
        ("jieigyo", "1998-09", "前の月は、"),
        ("tenshoku", "2005-10", "前の月は、厚生年金保険（はりねずみ電機）でした。"),
        ("tenshoku", "2006-01", "前の月は、国民年金（未納）でした。"),
        ("sokyu", "2008-12", "前の月は、厚生年金保険（かげろう建設）でした。"),
        ("chofuku", "1995-04", "前の月は、国民年金（納付）でした。"),
    ],
)
async def test_a_month_says_what_the_month_before_was(
    people: Town, slug: str, month: str, words: str
) -> None:
    assert words in (await people.browser(slug).open(f"/record/months/{month}")).text


async def test_a_month_at_work_says_the_signs_of_the_printout(people: Town) -> None:
    page = await people.browser("tenshoku").open("/record/months/2003-05")
    assert "年金事務所の記号 種別の5（基金の男子）、国民年金の記号は「/」" in page.text
    page = await people.browser("chofuku").open("/record/months/1995-04")
    assert "種別の" in page.text
    assert "国民年金の記号は" not in page.text, "one of the two is of 国民年金"
