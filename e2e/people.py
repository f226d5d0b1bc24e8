"""The demonstration people whom the tests know."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from e2e.screens.joining import Newcomer
from nenkin import paths
from nenkin.storage.seeding import Sample, read_samples

AHEAD, IN_2027 = (
    "tohoku79",
    date(2027, 4, 5),
)  # of that year no number is known: nothing is worked out
NEWCOMER = "gakusei"  # who has a key, and has not signed up
Answers = Mapping[str, Mapping[str, list[str]]]
SEX = {"male": "男性", "female": "女性"}


@cache
def samples() -> Mapping[str, Sample]:
    """Read the demonstration people once, by their names."""
    return {one.persona.slug: one for one in read_samples(paths.DATA / "personas")}


def sample(slug: str) -> Sample:
    """Find a demonstration person."""
    return samples()[slug]


def newcomer(slug: str) -> Newcomer:
    """Give somebody who has a key and has not signed up."""
    found = sample(slug)
    person, key = found.record.person, found.persona.access_key
    assert key, f"{slug} has no key"
    born = person.born_on
    return Newcomer(
        number=person.basic_number,
        surname=person.surname,
        given_name=person.given_name,
        surname_kana=person.surname_kana,
        given_name_kana=person.given_name_kana,
        born=("西暦", str(born.year), str(born.month), str(born.day)),
        sex=SEX[person.sex.name.lower()],
        access_key=key,
        mail=found.persona.mail,
    )


def answers(*, abroad: bool) -> Answers:
    """Give every answer of the sign-up and of the proofs of recovery."""
    who = newcomer(NEWCOMER)
    _, year, month, day = who.born
    typed: dict[str, dict[str, str]] = {
        "terms": {"agree": "yes"},
        "number": {"number": who.number},
        "name": {"surname": who.surname, "given_name": who.given_name},
        "kana": {"surname_kana": who.surname_kana, "given_name_kana": who.given_name_kana},
        "birth": {
            "born-era": "western",
            "born-year": year,
            "born-month": month,
            "born-day": day,
        },
        "sex": {"sex": sample(NEWCOMER).record.person.sex.name.lower()},
        "access-key": {"access_key": who.access_key},
        "postcode": {"postcode": "8888888" if abroad else "1000001"},
        "address": {"prefecture": "13", "address": "千代田区見本町1-2-3 みほん荘201号室"},
        "abroad": {
            "country": "France",
            "abroad_address": "12 rue de l'Exemple, 75011 Paris",
            "latin_name": "Hanako Mihon",
            "last_address": "東京都千代田区見本町1-2-3",
        },
        "telephone": {"telephone": "03-0000-0000"},
        "user-id": {"user_id": who.user_id},
        "mail": {"mail": who.mail, "mail_again": who.mail},
        "notices": {"notices": "no"},
        "letter-code": {"letter_code": who.access_key},
    }
    return {
        slug: {name.replace("_", "-"): [text] for name, text in fields.items()}
        for slug, fields in typed.items()
    }
