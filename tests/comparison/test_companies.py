"""Names of companies, however they are written."""

import pytest

from nenkin import paths
from nenkin.comparison.companies import LIKE, SAME, Names, alias_groups, folded_company
from nenkin.reference.companies import load_companies

ALIASES = alias_groups(
    [("八幡製鐵", "新日本製鐵"), ("富士製鐵", "新日本製鐵"), ("鐘紡", "カネボウ")]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱みほん製作所", "みほん製作所株式会社"),
        ("（株）みほん製作所", "有限会社みほん製作所"),
        ("みほん製作所　東京営業所", "みほん製作所東京"),
        ("八幡製鐵(株)", "八幡製鉄"),
        ("たぬき工務店", "タヌキ工務店"),
        ("ﾀﾇｷ工務店", "タヌキ工務店"),
        ("キャノン電機", "キヤノン電機"),
        ("澤田商會", "沢田商会"),
        ("スーパーみほん", "ス-パ-みほん"),
        ("医療法人　光会", "光会"),
        ("澁谷燒酎釀造", "渋谷焼酎醸造"),
        ("瀧澤鑛業聯合", "滝沢鉱業連合"),
        ("東亞製藥", "東亜製薬"),
    ],
)
def test_one_name_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    assert Names().alike(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("みほん紡績", "あさひ電機"),
        ("", "みほん紡績"),
        ("株式会社", "有限会社"),
        ("山田商店", "川本運輸"),
    ],
)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert Names().alike(one, other) < LIKE


def test_a_slip_in_a_name_is_alike_and_not_the_same() -> None:
    assert LIKE <= Names().alike("みほん紡績", "みもん紡績") < SAME


def test_a_part_of_a_name_stands_for_the_whole() -> None:
    assert Names().alike("くじら化学", "くじら化学工業") >= SAME
    assert Names().alike("みほ", "みほん紡績") < SAME


def test_merged_companies_are_the_same_also_through_a_third_name() -> None:
    names = Names(ALIASES)
    assert names.alike("八幡製鉄㈱", "富士製鐵") == 100
    assert names.alike("八幡製鉄", "カネボウ") < LIKE
    assert names.has_changed("株式会社鐘紡")
    assert not names.has_changed("みほん紡績")


def test_the_table_joins_what_followed_each_other() -> None:
    names = Names(load_companies(paths.DATA))
    assert names.alike("八幡製鐵", "日本製鉄") == 100
    assert names.alike("松下電器産業㈱", "パナソニック株式会社") == 100
    assert names.alike("呉羽紡績", "東洋紡") == 100
    assert names.alike("第一銀行", "神戸銀行") < SAME


def test_a_name_that_is_all_form_keeps_nothing() -> None:
    assert folded_company("株式会社") == ""
    assert folded_company("工場") != ""
