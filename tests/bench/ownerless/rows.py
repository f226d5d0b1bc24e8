"""One ownerless record and one search, written as lines of the open files."""

import json
import random
from dataclasses import dataclass, replace
from datetime import date

from tests.bench.ownerless.people import People, World

ERAS = (
    ("M", date(1868, 10, 23)),
    ("T", date(1912, 7, 30)),
    ("S", date(1926, 12, 25)),
    ("H", date(1989, 1, 8)),
)
# By inhabitants of 1970, in hundred thousands, rounded: how often a place lies there (assumption).
PREFECTURES = {
    "北海道": 52,
    "青森県": 14,
    "岩手県": 14,
    "宮城県": 18,
    "秋田県": 12,
    "山形県": 12,
    "福島県": 19,
    "茨城県": 21,
    "栃木県": 16,
    "群馬県": 17,
    "埼玉県": 39,
    "千葉県": 34,
    "東京都": 114,
    "神奈川県": 55,
    "新潟県": 24,
    "富山県": 10,
    "石川県": 10,
    "福井県": 7,
    "山梨県": 8,
    "長野県": 20,
    "岐阜県": 18,
    "静岡県": 31,
    "愛知県": 54,
    "三重県": 15,
    "滋賀県": 9,
    "京都府": 23,
    "大阪府": 76,
    "兵庫県": 47,
    "奈良県": 9,
    "和歌山県": 10,
    "鳥取県": 6,
    "島根県": 8,
    "岡山県": 17,
    "広島県": 24,
    "山口県": 15,
    "徳島県": 8,
    "香川県": 9,
    "愛媛県": 14,
    "高知県": 8,
    "福岡県": 40,
    "佐賀県": 8,
    "長崎県": 16,
    "熊本県": 17,
    "大分県": 12,
    "宮崎県": 11,
    "鹿児島県": 17,
    "沖縄県": 9,
}
WORK = {  # what an employer's name tells of it, and how often such a record is (assumption)
    "factory": (("紡績", "製作所", "鉄工所", "製糸", "工業", "電機"), 42),
    "shop": (("商店", "百貨店", "食品店"), 20),
    "office": (("銀行", "生命保険", "新聞社", "運送"), 18),
    "ship": (("汽船", "水産"), 3),
    "mine": (("炭鉱", "鉱業所"), 7),
}
STEMS = [a + b for a in "東西南北中大新日光富" for b in "和洋邦栄豊興明昭進協陽海山川都"]
NATIONAL, EMPLOYEES, SEAMEN = "national", "employees", "seamen"


@dataclass(frozen=True)
class Person:
    """Who somebody is, in truth."""

    family: tuple[str, str]  # kanji, kana
    former: tuple[str, str]
    given: tuple[str, str]
    family_others: tuple[str, ...]
    former_others: tuple[str, ...]
    given_others: tuple[str, ...]
    female: bool
    born: date


@dataclass(frozen=True)
class Job:
    """What a record tells beside name, birth date and sex."""

    scheme: str
    work: str
    employer: str
    prefecture: str
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True)
class Recorded:
    """The name, birth date and sex as they stand in a record."""

    family_kana: str
    given_kana: str
    family_kanji: str
    given_kanji: str
    born: str
    sex: str


def people(world: World, drawn: People) -> list[Person]:
    """Give them one by one."""
    return [
        Person(
            family=(world.family_kanji[family], world.family_kana[family]),
            former=(world.family_kanji[former], world.family_kana[former]),
            given=(world.given_kanji[given], world.given_kana[given]),
            family_others=world.family_others[family],
            former_others=world.family_others[former],
            given_others=world.given_others[given],
            female=female,
            born=date.fromordinal(born),
        )
        for family, former, given, female, born in zip(
            drawn.family.tolist(),
            drawn.former.tolist(),
            drawn.given.tolist(),
            drawn.female.tolist(),
            drawn.born.tolist(),
            strict=True,
        )
    ]


def written_birth(born: date) -> str:
    """Write a birth date as records do: S05-04-02."""
    sign, since = next((sign, since) for sign, since in reversed(ERAS) if born >= since)
    return f"{sign}{born.year - since.year + 1:02}-{born.month:02}-{born.day:02}"


def truly(person: Person) -> Recorded:
    """Give what a record without a slip says."""
    return Recorded(
        family_kana=person.family[1],
        given_kana=person.given[1],
        family_kanji=person.family[0],
        given_kanji=person.given[0],
        born=written_birth(person.born),
        sex="female" if person.female else "male",
    )


def job(dice: random.Random, born_year: int, ledgers: float) -> Job:
    """Draw what somebody worked: from the age of 15 on, after 1942, before 1997."""
    year = min(max(born_year + 15 + int(dice.random() ** 1.5 * 30), 1942), 1996)
    months = 1 + int(dice.expovariate(1 / 30))
    month = dice.randrange(12)
    end = min(year * 12 + month + months, 1996 * 12 + 11)
    kinds = [*WORK, "own-business"]
    work = dice.choices(kinds, [*(share for _, share in WORK.values()), 25])[0]
    scheme = NATIONAL if work == "own-business" else SEAMEN if work == "ship" else EMPLOYEES
    employer = ""
    if scheme == NATIONAL and year < 1961:
        scheme, work = EMPLOYEES, "factory"
    if scheme != NATIONAL:
        employer = f"みほん{dice.choice(STEMS)}{dice.choice(WORK[work][0])}"
        if year < 1957 and dice.random() < ledgers * 2:
            scheme, employer = f"{scheme}-ledger", ""
    return Job(
        scheme=scheme,
        work=work,
        employer=employer,
        prefecture=dice.choices(list(PREFECTURES), list(PREFECTURES.values()))[0],
        first=(year, month + 1),
        last=(end // 12, end % 12 + 1),
    )


def record_line(number: int, recorded: Recorded, worked: Job) -> str:
    """Write a record."""
    row = {
        "type": "record",
        "id": f"R{number:08}",
        "scheme": worked.scheme,
        "family_kana": recorded.family_kana,
        "given_kana": recorded.given_kana,
        "family_kanji": recorded.family_kanji,
        "given_kanji": recorded.given_kanji,
        "born": recorded.born,
        "sex": recorded.sex,
        "employer": worked.employer,
        "place": worked.prefecture,
        "first": "{}-{:02}".format(*worked.first),
        "last": "{}-{:02}".format(*worked.last),
    }
    return json.dumps({key: text for key, text in row.items() if text}, ensure_ascii=False)


def kana_only(recorded: Recorded) -> Recorded:
    """Leave the kanji out."""
    return replace(recorded, family_kanji="", given_kanji="")
