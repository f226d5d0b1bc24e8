"""Whose months were found has died: who of the family is in line, and which papers each needs."""

import pytest

from nenkin.law.bereaved import Kin, Paper
from nenkin.paths import DATA
from nenkin.reference.bereaved import FILE, load_bereaved
from nenkin.reference.rows import BadData
from tests.features.office_site import CLERK, asked, clerk
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
RULES = load_bereaved(DATA)


async def test_each_of_the_family_is_told_their_place_and_their_papers(people: Town) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    await one.open(f"/staff/cases/{number}")
    page = await one.follow("本人が亡くなっているときに")
    assert "必要な物を出す" in page.text
    assert "年金証書" not in page.text
    page = await one.open(f"/staff/cases/{number}/bereaved?kin=child&lived=apart")
    for words in ("未支給年金", "遺族厚生年金", "在学証明書", "生計同一関係に関する申立書", "18歳"):
        assert words in page.text
    assert "夫または妻が、先に受け取れます" in page.text
    page = await one.open(f"/staff/cases/{number}/bereaved?kin=sibling&lived=together")
    assert "生計同一関係" not in page.text
    unpaid, _, survivors = page.text.partition("生活を支えられていた")
    assert "戸籍" in unpaid
    assert "この続柄の人は、受け取れません" in survivors
    page = await one.open(f"/staff/cases/{number}/bereaved?kin=cat&lived=%27")
    assert page.status == 200
    assert "戸籍" not in page.text


async def test_the_order_is_that_of_the_law() -> None:
    assert list(RULES.unpaid.order) == list(Kin)  # 国民年金法19条4項, 施行令4条の3の2
    assert set(RULES.survivors.order) == set(Kin) - {Kin.SIBLING, Kin.RELATIVE}
    assert RULES.unpaid.before(Kin.SPOUSE) == ()
    assert RULES.survivors.before(Kin.SIBLING) == ()
    assert Paper.DEATH not in RULES.unpaid.needs(Kin.SPOUSE, apart=False)
    assert (RULES.ages.elder, RULES.ages.paid, RULES.ages.child) == (55, 60, 18)


async def test_a_name_that_nobody_knows_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("data")
    text = (DATA / FILE).read_text("utf-8").replace('"sibling"', '"neighbour"')
    (folder / FILE).write_text(text, "utf-8")
    with pytest.raises(BadData, match="neighbour"):
        load_bereaved(folder)
