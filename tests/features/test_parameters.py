"""/parameters: no number of data/ is left out, and each says where it comes from."""

import re
from datetime import date

import pytest

from nenkin import paths
from nenkin.features.parameters import routes
from nenkin.features.parameters.showing import numbers, title
from nenkin.law.parameters import Confidence
from nenkin.reference.quantities import Quantity, read_quantities
from tests.pages import words
from tests.small_site import browser

QUANTITIES = read_quantities(paths.DATA)
TODAY = date(2026, 11, 20)


def test_every_file_of_data_is_there() -> None:
    files = {path.stem for path in (paths.DATA / "tables").glob("*.csv")}
    files |= {path.stem for path in (paths.DATA / "parameters").rglob("*.toml")}
    assert {one.name for one in QUANTITIES} == files
    assert len(files) >= 30


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda one: one.name)
def test_every_value_has_its_words_and_its_source(quantity: Quantity) -> None:
    library = words()
    assert title(library, quantity)
    assert library.words(f"parameters.table.{quantity.name}.what")
    said = numbers(library, quantity, TODAY)
    assert len(said.rows) == len(quantity.lines)
    sources = {f'href="#source-{source.number}"' for source in said.sources}
    for row in said.rows:
        assert len(row) == len(said.columns)
        assert all(row)
        assert set(re.findall('href="[^"]+"', row[-1])) <= sources
        assert "href" in row[-1]


def test_values_are_said_as_people_say_them() -> None:
    library = words()
    by_name = {one.name: one for one in QUANTITIES}
    premium = numbers(library, by_name["national_premiums"], TODAY)
    assert premium.rows[0][:-1] == (
        "昭和36年（1961年）4月から昭和41年（1966年）12月まで",
        "100円",
        "150円",
    )
    (now,) = premium.now
    assert now[1] == "17,920円"
    fractions = numbers(library, by_name["counted_fractions"], TODAY)
    assert fractions.rows[0][1:-1] == ("全額", "3分の1", "入らない")
    claims = numbers(library, by_name["claim_rates"], TODAY)
    early = ("繰上げ", "1962年（昭和37年）4月1日まで", "ひと月に0.5%", "60か月")
    assert claims.rows[0][:-1] == early
    surcharge = numbers(library, by_name["surcharge_rates"], TODAY)
    assert surcharge.rows[0][:-1] == ("令和6年度", "平成26年度", "1.4%")
    least = numbers(library, by_name["least_pay"], TODAY)
    assert least.rows[0][0] == "昭和44年（1969年）10月まで"


def test_what_nobody_has_checked_is_marked() -> None:
    library = words()
    recalled = [
        (quantity, line)
        for quantity in QUANTITIES
        for line in quantity.lines
        if line.source.confidence is Confidence.RECALLED and "first" in line.values
    ]
    assert recalled
    quantity, line = recalled[0]
    place = quantity.lines.index(line)
    cells = numbers(library, quantity, TODAY).rows[place]
    assert any(cell.endswith("（確認中）") for cell in cells)


async def test_anybody_can_read_them() -> None:
    visitor = browser(routes.ROUTES)
    page = await visitor.open("/parameters")
    assert ("老齢基礎年金の満額", "/parameters/full-amounts") in page.links
    assert (await visitor.open("/parameters/nothing")).status == 404
    assert (await visitor.open("/parameters/revaluation?year=1900")).status == 404
    page = await visitor.open("/parameters/revaluation?year=2013")
    assert "平成25年度" in page.text
    assert "1956年（昭和31年）4月1日までに生まれた人" in page.text
    older = "/parameters/revaluation?year=2013&born=born_until_1930-04-01"
    page = await visitor.open(older)
    assert "13.960" in page.text or "1930年（昭和5年）4月1日までに生まれた人" in page.text
    assert (await visitor.open("/parameters/revaluation?born=nobody")).status == 404
    assert "国民年金法87条" in (await visitor.open("/parameters/national-premiums")).text
