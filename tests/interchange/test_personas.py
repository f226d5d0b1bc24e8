"""The demonstration people: each file reads, and each number worked out by hand is right."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nenkin.interchange.personas import BadPersona, Persona, read_persona
from nenkin.interchange.record_files import read_record, write_record
from nenkin.law.career import career
from nenkin.law.flags import FlagCode, flagged_months, flags
from nenkin.law.months import Month, month, month_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme, Span
from nenkin.law.totals import qualification, totals
from nenkin.paths import DATA
from nenkin.web.passwords import SEED, STANDARD, Policy, Profile
from tests.reading import read_law

FOLDERS = sorted((DATA / "personas").iterdir())
UNPAID, PARTLY_UNPAID = "*X&", "アチヒ"


def persona_in(folder: Path) -> Persona:
    return read_persona((folder / "persona.toml").read_text(encoding="utf-8"))


def record_in(folder: Path) -> Record:
    with (folder / "record.jsonl").open(encoding="utf-8") as file:
        record = read_record(file)
    assert isinstance(record, Record), record
    return record


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


PEOPLE = [pytest.param(folder, id=folder.name) for folder in FOLDERS]
ALL = {folder.name: (persona_in(folder), record_in(folder)) for folder in FOLDERS}


@pytest.mark.parametrize("folder", PEOPLE)
def test_a_folder_holds_a_persona_and_the_record_of_the_same_day(folder: Path) -> None:
    persona, record = ALL[folder.name]
    assert persona.slug == folder.name
    assert persona.shown_on == record.data_date
    assert {file.name for file in folder.iterdir()} == {
        *("persona.toml", "record.jsonl", "sheet.jsonl", "findings.json"),
    }
    assert read_record(write_record(record)) == record


# An own, slow count of each reason, month by month, that knows nothing of the law's functions.
def months_of(record: Record, chosen: Callable[[Span], bool]) -> list[Month]:
    end = month_of(record.data_date + timedelta(days=1))
    return [
        at
        for span in record.spans
        if span.known_until is None and chosen(span)
        for at in range(span.first, min(end, end if span.last is None else span.last + 1))
    ]


def with_codes(record: Record, codes: str) -> set[Month]:
    return set(months_of(record, lambda span: span.status is not None and span.status in codes))


def gaps(record: Record) -> set[Month]:
    born = month_of(record.person.born_on) - (record.person.born_on.day == 1)
    enrolled = set(months_of(record, lambda _: True))
    first = max(born + 240, month(1961, 4))
    end = month_of(record.data_date + timedelta(days=1))
    return set(range(first, min(born + 720, end))) - enrolled


def overlaps(record: Record) -> set[Month]:
    months = months_of(record, lambda _: True)
    return {at for at in months if months.count(at) > 1}


@pytest.mark.parametrize("folder", PEOPLE)
def test_the_law_counts_what_was_counted_by_hand(folder: Path, law: Law) -> None:
    persona, record = ALL[folder.name]
    lived = career(record)
    found, counted = flags(law, lived, persona.shown_on), totals(lived)
    attention: Counter[str] = Counter()
    for flag in found:
        attention[flag.code.value] += flag.months
    assert attention == persona.expected.attention
    assert len(flagged_months(found)) == persona.expected.attention_months
    assert counted.counted == persona.expected.total_months
    assert qualification(law, lived, counted).reached == persona.expected.reaches_ten_years


@pytest.mark.parametrize("folder", PEOPLE)
def test_the_law_agrees_with_a_slow_count(folder: Path, law: Law) -> None:
    persona, record = ALL[folder.name]
    found = flags(law, career(record), persona.shown_on)

    def flagged(*codes: FlagCode) -> set[Month]:
        return set(flagged_months(tuple(flag for flag in found if flag.code in codes)))

    holes = with_codes(record, UNPAID) | gaps(record)
    assert flagged(FlagCode.PARTIAL_UNPAID) == with_codes(record, PARTLY_UNPAID)
    assert flagged(FlagCode.THIRD_CATEGORY_GAP) == with_codes(record, "-")
    assert flagged(FlagCode.OVERLAP) == overlaps(record)
    assert flagged(FlagCode.DISPUTED) == set(months_of(record, lambda span: span.disputed))
    told = flagged(FlagCode.UNPAID, FlagCode.UNINSURED, FlagCode.BETWEEN_JOBS)
    assert told <= holes <= told | flagged(FlagCode.SAME_EMPLOYER_REENTRY)
    uncounted = with_codes(record, UNPAID + PARTLY_UNPAID + "-")
    months = set(months_of(record, lambda _: True)) - uncounted
    assert len(months) == persona.expected.total_months


def test_all_that_the_site_must_show_is_covered() -> None:
    covered = {what for persona, _ in ALL.values() for what in persona.covers}
    assert covered >= {
        "steady-employee", "self-employed", "unpaid", "exemptions", "deferment", "late-payment",
        "student", "third-category", "late-report", "three-handbooks", "seaman", "miner",
        "public-servant", "abroad", "overlap", "retroactive-cut", "working-pensioner", "twenty",
        "campaign", "printed",
    }  # fmt: skip
    spans = [span for _, record in ALL.values() for span in record.spans]
    assert {span.scheme for span in spans} == set(Scheme)
    assert {span.status for span in spans} >= set("A*ZYTUPQVBCDEK+-$サセシスソタイアオカツチフヒ")
    assert {span.kind for span in spans} >= {
        Kind.VOLUNTARY, Kind.FUND_MEN, Kind.FUND_MINERS, Kind.MINERS_SEAMEN, Kind.SEAMAN,
        Kind.LOCAL_SERVANT, Kind.ABROAD, Kind.STUDENT, Kind.CATEGORY_3,
    }  # fmt: skip
    assert any(span.known_until for span in spans)
    assert any(span.corrected for span in spans)
    assert any(span.disputed for span in spans)


def test_nobody_can_be_taken_for_a_real_person_or_for_another() -> None:
    people = list(ALL.values())
    numbers = [record.person.basic_number for _, record in people]
    assert all(number.startswith("9999") for number in numbers)
    secrets = [each.sign_in.password for each, _ in people if each.sign_in]
    names = [each.sign_in.user_id for each, _ in people if each.sign_in]
    keys = [each.access_key for each, _ in people if each.access_key]
    mails = [each.mail for each, _ in people]
    for unique in (numbers, secrets, names, keys, mails):
        assert len(set(unique)) == len(unique)
    assert len(keys) == 2
    assert all(mail.endswith("@example.jp") for mail in mails)


@pytest.mark.parametrize("profile", [STANDARD, SEED])
def test_every_password_could_have_been_chosen_at_sign_up(profile: Profile) -> None:
    policy = Policy(profile, DATA / "security")
    for persona, record in ALL.values():
        if persona.sign_in:
            person = record.person
            own = [
                *(person.surname, person.given_name, person.surname_kana, person.given_name_kana),
                *(person.basic_number, persona.sign_in.user_id, persona.mail),
            ]
            password = persona.sign_in.password
            assert policy.refusal(password, own=own, born=person.born_on) is None, persona.slug
            assert len(password) <= profile.suggested_longest, persona.slug
            assert password.isascii()
            assert password.isalnum()


def test_names_hold_rare_kanji_and_a_long_reading() -> None:
    surnames = "".join(record.person.surname for _, record in ALL.values())
    assert set("𠮷髙﨑") <= set(surnames)
    assert max(len(record.person.given_name_kana) for _, record in ALL.values()) >= 16


def test_standard_pay_was_within_the_limits_of_its_time() -> None:
    # 標準報酬月額 lowest and highest, from epi_grade_limits_history; a seaman's lie within too.
    limits = [
        (month(1954, 5), 3_000, 18_000), (month(1960, 5), 3_000, 36_000),
        (month(1965, 5), 7_000, 60_000), (month(1969, 11), 10_000, 100_000),
        (month(1971, 11), 10_000, 134_000), (month(1973, 11), 20_000, 200_000),
        (month(1976, 8), 30_000, 320_000), (month(1980, 10), 45_000, 410_000),
        (month(1985, 10), 68_000, 470_000), (month(1989, 12), 80_000, 530_000),
        (month(1994, 11), 92_000, 590_000), (month(2000, 10), 98_000, 620_000),
        (month(2016, 10), 88_000, 620_000), (month(2020, 9), 88_000, 650_000),
    ]  # fmt: skip
    for persona, record in ALL.values():
        for span in record.spans:
            if span.pay is None:
                continue
            last = month_of(record.data_date) if span.last is None else span.last
            ends = [since for since, _, _ in limits[1:]] + [month(2030, 1)]
            for (since, low, high), end in zip(limits, ends, strict=True):
                if span.first < end and last >= since:
                    assert low <= span.pay <= high, (persona.slug, span)


def test_the_people_of_the_campaign_are_shown_before_their_record_was_found() -> None:
    missing = {
        "tohoku85": (month(1944, 1), month(1955, 12), 85, "142か月"),
        "hokkaido75": (month(1954, 1), month(1956, 12), 75, "19か月"),
        "tohoku79": (month(1950, 4), month(1950, 8), 79, "4か月"),
    }
    for slug, (first, last, age, months) in missing.items():
        persona, record = ALL[slug]
        assert months in persona.about
        assert persona.shown_on.isoformat() == "2013-01-31"
        assert (month_of(persona.shown_on) - month_of(record.person.born_on)) // 12 == age
        assert not [at for at in months_of(record, lambda _: True) if first <= at <= last]


GOOD = """
slug = "x"
about = "x"
covers = []
shown_on = 2026-11-20
mail = "x@example.jp"
[access_key]
number = "12026112010400027"
[expected]
total_months = 0
reaches_ten_years = false
attention_months = 0
"""


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("slug", "slag", "slug must be there"),
        ('about = "x"', "about = 1", "about must be there, as str"),
        ("covers = []", 'covers = []\ncolour = "red"', "colour is no key here"),
        ("attention_months = 0", "attention_months = true", "expected.attention_months"),
        ("[access_key]", "[acces_key]", "acces_key is no key"),
        ("0027", "002", "17 digits"),
        ("0027", "0028", "the last of which fits"),
        ("[expected]", '[sign_in]\nuser_id = "x"\npassword = "x"\n[expected]', "one of sign_in"),
        ('[access_key]\nnumber = "12026112010400027"', "", "one of sign_in"),
        ("[expected]", "expected = 1\n[other]", "access_key.expected"),
        ("slug =", "slug", "line 2"),
    ],
)
def test_a_bad_persona_is_refused_with_its_key(before: str, after: str, says: str) -> None:
    assert read_persona(GOOD).slug == "x"
    with pytest.raises(BadPersona, match=says):
        read_persona(GOOD.replace(before, after))
