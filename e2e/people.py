"""The demonstration people whom the tests know."""

from e2e.screens.joining import Newcomer
from nenkin import paths
from nenkin.storage.seeding import Sample, read_samples

SEX = {"male": "男性", "female": "女性"}


def sample(slug: str) -> Sample:
    """Find a demonstration person."""
    return next(one for one in read_samples(paths.DATA / "personas") if one.persona.slug == slug)


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
