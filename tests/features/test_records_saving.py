"""Paper and files: the same record, safe to open, and with the day of its data."""

import csv
import io
import re

import pytest

from nenkin.features.records.downloads import COLUMNS
from nenkin.interchange.month_codes import read_line
from nenkin.interchange.record_files import read_record
from nenkin.law.periods import Record
from nenkin.web.spreadsheets import BYTE_ORDER_MARK, safe
from tests.features.records_site import PERSONAS, Town, attention, career_of, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_open_file_gives_the_record_back(people: Town, slug: str) -> None:
    answer = await people.browser(slug).client.get("/record/record.jsonl")
    found = read_record(answer.text.splitlines(keepends=True))
    assert isinstance(found, Record), found
    expected = record_of(slug)
    assert found.person == expected.person
    assert found.data_date == expected.data_date
    assert sorted(found.spans, key=repr) == sorted(expected.spans, key=repr)
    assert sorted(found.bonuses, key=repr) == sorted(expected.bonuses, key=repr)


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_table_has_every_month_of_every_span(people: Town, slug: str) -> None:
    answer = await people.browser(slug).client.get("/record/record.csv")
    assert answer.get("content-type") == "text/csv; charset=utf-8"
    assert answer.text.startswith(BYTE_ORDER_MARK)
    head, *lines = list(csv.reader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK))))
    assert {len(line) for line in lines} <= {len(COLUMNS)} == {len(head)}
    career = career_of(slug)
    months = sum(career.last_of(span) - span.first + 1 for span in career.spans)
    assert len(lines) == months + sum(line[5] == "未加入" for line in lines)
    assert {line[-1] for line in lines} == {record_of(slug).data_date.isoformat()}
    assert len({line[0] for line in lines if line[13]}) == attention(slug)
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r1", "＝1", "＋1", "－1", "＠x", " =1", "　＝1"]
)
async def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


async def test_other_cells_stay_as_they_are() -> None:
    assert safe("株式会社=みほん") == "株式会社=みほん"
    assert not safe("")


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
async def test_the_name_of_a_file_says_the_day_and_nothing_of_the_person(
    people: Town, ending: str
) -> None:
    answer = await people.browser("jieigyo").client.get(f"/record/record.{ending}")
    said = answer.get("content-disposition")
    assert said == f'attachment; filename="nenkin-record-2026-11-20.{ending}"'
    assert answer.get("cache-control") == "no-store"


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_paper_has_the_official_lines(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record/print")
    lines = [one.text or "" for one in page.main.iter("li") if "-" in (one.text or "")]
    codes = {read_line(line).year: read_line(line).codes for line in lines}
    for span in career_of(slug).spans:
        if span.status:
            year, at = divmod(span.first - 3, 12)
            assert codes[year][at] == span.status


async def test_the_paper_hides_the_number_but_for_its_end(people: Town) -> None:
    for path in (
        *("/record/print", "/record/unclear"),
        *("/record/print?words=easy", "/record/print?size=large"),
    ):
        page = await people.browser("jieigyo").open(path)
        assert "＊＊＊＊＊＊＊＊02" in page.text
        assert "9999000102" not in page.response.text
        assert "2026年（令和8年）11月20日" in page.text
        assert ("large" in (page.root.get("class") or "").split()) is path.endswith("large")


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_paper_in_easy_words_says_the_same_record(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    whole = (await browser.open("/record/print")).text
    page = await browser.follow("やさしい日本語")
    assert page.path == "/record/print?words=easy"
    employers = {span.employer for span in career_of(slug).spans if span.employer}
    assert not {one for one in employers if one not in page.text}
    counted = re.findall(r"合計 ([\d,]+か月)", whole)
    assert counted == re.findall(r"合計 ([\d,]+か月)", page.text)
    assert (attention(slug) > 0) is ("見てほしい月は、ありません" not in page.text)
    assert not [code for code in ("資格取得日", "標準報酬") if code in page.text]


async def test_the_paper_to_take_along_has_all_that_an_office_asks_for(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/unclear")
    for words in (
        "𠮷見 大輔",
        "確認していただきたい月が47か月あります",
        "平成10年（1998年）9月から平成12年（2000年）3月まで",
        "持って行く物",
        "領収書や通帳",
        "聞く所",
        "0120-000-000",
        "聞きたいことや、思い出したこと",
    ):
        assert words in page.text


async def test_without_months_to_look_at_there_is_no_such_paper(people: Town) -> None:
    page = await people.browser("antei").open("/record/unclear")
    assert "確認していただきたい月は、見つかりませんでした" in page.text
    page = await people.browser("antei").open("/record/save")
    assert "/record/unclear" not in {href for _, href in page.links}
