"""くらべる: scenarios are saved by name, stand side by side, and nothing typed is lost or a formula."""

import asyncio
import csv
import io

import pytest

from nenkin.features.estimate.figures import ANSWERS
from nenkin.features.estimate.question_journey import Asked
from nenkin.features.estimate.scenarios import Saved
from nenkin.law.changing import for_life
from nenkin.law.comparing import received
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.settling import as_it_is, settle
from nenkin.web.spreadsheets import BYTE_ORDER_MARK
from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, persona, record_of
from tests.features.test_estimate_conditions import add as add_line
from tests.features.test_estimate_conditions import begin as begin_table
from tests.features.test_estimate_questions import walk
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/estimate/compare"
KEEP, ADD = "この名前で取っておく", "くらべる条件を足す"
AT_70 = {"basic": {"basic-years": "70"}, "employees": {"employees-years": "70"}}


async def begin(browser: Browser) -> Page:
    """Take every scenario out."""
    page = await browser.open(BASE)
    for _ in range(5):
        names = [button for button in REMOVES if f"「{button}」を消す" in page.response.text]
        if not names:
            break
        page = await browser.press(f"「{names[0]}」を消す")
    return page


REMOVES = [
    "いまのまま",
    "七十から",
    "表から",
    "=1+1",
    "甲",
    "乙",
    "丙",
    "丁",
    "戊",
    "己",
    "<b>名前</b>",
]


async def save(browser: Browser, what: str, name: str) -> Page:
    await browser.open(f"{BASE}/new?of={what}")
    return await browser.press(KEEP, {"what": what, "name": name})


async def three(browser: Browser) -> Page:
    await begin(browser)
    await save(browser, "as-it-is", "いまのまま")
    await walk(browser, AT_70)
    await save(browser, "answers", "七十から")
    await begin_table(browser)
    await add_line(browser)
    return await save(browser, "conditions", "表から")


async def test_three_kinds_stand_side_by_side(people: Town) -> None:
    browser = people.browser("tenshoku")
    page = await three(browser)
    assert page.path.startswith(BASE)
    law, settled = read_law(), settle(record_of("tenshoku"))
    life, late = as_it_is(settled), Scenario(basic=840, employees=840)
    now = estimate(law, life, Scenario(), 2026)
    later = estimate(law, life, late, 2026)
    for found in (now, later):
        assert f"{for_life(found):,}円" in page.text
        assert f"{for_life(found) // 12:,}円" in page.text
        assert f"{received(found.phases, life.reaches(85 * 12)):,}円" in page.text
    assert (
        "81歳11か月で、合計が入れかわります。「七十から」が「いまのまま」より多くなります"
        in page.text
    )
    # One axis for all pictures.
    assert len({line for line in page.text.splitlines() if "右のはしは、1年に" in line}) == 1


async def test_it_is_there_after_signing_out(people: Town) -> None:
    browser = people.browser("tenshoku")
    await three(browser)
    other = people.browser("tenshoku")  # another browser, the same person
    page = await other.open(BASE)
    for name in ("いまのまま", "七十から", "表から"):
        assert f"「{name}」を消す" in page.text


async def test_a_scenario_stays_as_it_was_saved(people: Town) -> None:
    browser = people.browser("chofuku")
    await begin(browser)
    await walk(browser, {"basic": {"basic-years": "70"}})
    await save(browser, "answers", "七十から")
    before = (await browser.client.get(f"{BASE}/compare.csv")).text
    await walk(browser, {"basic": {"basic-years": "62"}})
    assert (await browser.client.get(f"{BASE}/compare.csv")).text == before


async def test_answers_are_there_though_the_record_asks_more_by_now() -> None:
    """Who was a dependent when it was saved was not asked about pay; the start age stands all the same."""
    law = read_law()
    asked = Asked(law, record_of("tenshoku"), persona("tenshoku").shown_on)
    typed = {"basic": {"basic-years": ["70"], "basic-months": [""]}}
    saved = Saved(number=1, name="甲", kind=ANSWERS, typed=typed)
    _, scenario = saved.lives(asked)
    assert (scenario.basic, scenario.employees) == (840, 780)


async def test_it_is_removed_once_and_for_all(people: Town) -> None:
    browser = people.browser("komuin")
    await begin(browser)
    await save(browser, "as-it-is", "甲")
    await save(browser, "as-it-is", "乙")
    page = await browser.press("「甲」を消す")
    assert "「甲」" not in page.text
    assert "「乙」を消す" in page.text
    token = page.form_with("「乙」を消す").values["token"]
    again = await browser.client.post(f"{BASE}/remove", {"token": token, "number": "99"})
    assert again.status == 303
    assert "「乙」を消す" in (await browser.open(BASE)).text


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_can_compare(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    await begin(browser)
    page = await save(browser, "as-it-is", "甲")
    assert page.status == 200
    for path in (BASE, f"{BASE}/ages", f"{BASE}/print", f"{BASE}/compare.csv"):
        assert (await browser.client.get(path)).status == 200


@pytest.mark.parametrize(("slug", "said"), [("zaishoku", "いまは70歳です"), ("antei", "")])
async def test_ages_that_are_over_are_said_to_be_for_comparing_only(
    people: Town, slug: str, said: str
) -> None:
    browser = people.browser(slug)
    await begin(browser)
    await save(browser, "as-it-is", "甲")
    page = await browser.open(f"{BASE}/ages")
    assert ("もう選べません" in page.text) is bool(said)
    assert said in page.text


async def test_nothing_saved_is_a_normal_page(people: Town) -> None:
    browser = people.browser("sango")
    await begin(browser)
    for path in (BASE, f"{BASE}/ages", f"{BASE}/print"):
        assert "取っておいた条件は、まだありません" in (await browser.open(path)).text
    text = (await browser.client.get(f"{BASE}/compare.csv")).text
    assert len(text.splitlines()) == 1


async def test_five_are_enough(people: Town) -> None:
    browser = people.browser("jieigyo")
    page = await begin(browser)
    for name in "甲乙丙丁戊":
        page = await save(browser, "as-it-is", name)
    assert "条件は5つまでです" in page.text
    assert ADD not in page.text
    page = await browser.open(f"{BASE}/new")
    assert "条件は5つまでです" in page.text
    token = (await browser.open(BASE)).form_with("「甲」を消す").values["token"]
    sixth = {"token": token, "what": "as-it-is", "name": "己"}
    answer = await browser.client.post(f"{BASE}/new", sixth)
    assert "条件は5つまでです" in answer.text
    assert "「己」" not in (await browser.open(BASE)).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "条件の名前を入力してください"),
        ({"name": "あ" * 21}, "20文字までにしてください"),
        ({"name": "名前😀"}, "絵文字を消してください"),
        ({"what": ""}, "取っておく条件を選んでください"),
        ({"what": "nothing"}, "下の中から選んでください"),
        ({"what": "answers"}, "先に質問に答えてください"),
        ({"name": "いまのまま"}, "同じ名前の条件があります"),
        ({"name": "　いまのまま "}, "同じ名前の条件があります"),
    ],
)
async def test_what_cannot_be_is_refused_and_kept(
    people: Town, fields: dict[str, str], said: str
) -> None:
    browser = people.browser("antei")
    await begin(browser)
    await save(browser, "as-it-is", "いまのまま")
    page = await browser.open("/estimate/questions")
    if "はじめからやり直す" in page.response.text:
        await browser.press("はじめからやり直す")
    await browser.open(f"{BASE}/new")
    sent = {"what": "conditions", "name": "甲", **fields}
    page = await browser.press(KEEP, sent)
    assert page.status == 422
    assert said in page.text
    assert page.form_with(KEEP).values["name"] == [sent["name"]]


async def test_all_mistakes_are_said_at_once(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open(f"{BASE}/new")
    page = await browser.press(KEEP, {"name": ""})
    assert len(page.errors) == 2


async def test_sent_twice_it_is_there_once(people: Town) -> None:
    browser = people.browser("funanori")
    await begin(browser)
    await save(browser, "as-it-is", "甲")
    page = await save(browser, "as-it-is", "甲")
    assert page.status == 200
    assert page.text.count("「甲」を消す") == 1


async def test_two_tabs_at_once_lose_nothing(people: Town) -> None:
    browser = people.browser("gakusei" if "gakusei" in PERSONAS else "kaigai")
    await begin(browser)
    await browser.open(f"{BASE}/new")
    token = browser.page.form_with(KEEP).values["token"]
    sent = [{"token": token, "what": "as-it-is", "name": name} for name in "甲乙丙"]
    await asyncio.gather(*(browser.client.post(f"{BASE}/new", one) for one in sent))
    page = await browser.open(BASE)
    for name in "甲乙丙":
        assert f"「{name}」を消す" in page.text


async def test_the_file_holds_no_formula_and_no_markup(people: Town) -> None:
    browser = people.browser("zaishoku")
    await begin(browser)
    await save(browser, "as-it-is", "=1+1")
    page = await save(browser, "as-it-is", "<b>名前</b>")
    assert "<b>名前</b>" not in page.response.text
    answer = await browser.client.get(f"{BASE}/compare.csv")
    assert answer.get("content-type") == "text/csv; charset=utf-8"
    assert "zaishoku" not in answer.get("content-disposition")
    head, *lines = list(csv.reader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK))))
    assert {line[0] for line in lines} == {"'=1+1", "<b>名前</b>"}
    life = as_it_is(settle(record_of("zaishoku")))
    found = estimate(read_law(), life, Scenario(), 2026)
    sums = {line[2]: line[7] for line in lines if line[7] and line[0] == "'=1+1"}
    assert sums["100歳"] == str(received(found.phases, life.reaches(1200)))
    assert len(head) == len(lines[0])


async def test_the_table_by_start_age(people: Town) -> None:
    browser = people.browser("tenshoku")
    await three(browser)
    page = await browser.follow("受け取り始める年齢を変えた額を見る")
    life = as_it_is(settle(record_of("tenshoku")))
    for years in (60, 65, 70, 75):
        scenario = Scenario(basic=12 * years, employees=12 * years)
        yen = for_life(estimate(read_law(), life, scenario, 2026))
        assert f"{yen:,}円" in page.text
    assert "いまのまま（概算）" in page.text
    past = await browser.open("/estimate/past")
    assert "受け取り始める年齢ごとの見込額" in past.text


async def test_they_are_their_owners_only(people: Town) -> None:
    await begin(people.browser("antei"))
    await save(people.browser("antei"), "as-it-is", "甲")
    assert "「甲」" not in (await people.browser("sango").open(BASE)).text
    assert (await Browser(people.gate).open(BASE)).path.startswith("/sign-in")
