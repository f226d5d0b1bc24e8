"""Whoever starts a demonstration is told who can be signed in as."""

from nenkin.cli.demonstration import introduce, introduce_staff
from nenkin.interchange.access_keys import grouped
from nenkin.paths import DATA
from nenkin.settings import Settings
from nenkin.storage.seeding import read_samples
from nenkin.storage.staff_seeding import read_sample_offices


def test_everybody_is_introduced() -> None:
    people = read_samples(DATA / "personas")
    text = introduce(people, Settings.demonstration_day)
    for sample in people:
        way = sample.persona.sign_in
        if way:
            assert f"{way.user_id} " in text
            assert f" {way.password} " in text
        else:
            assert grouped(sample.persona.access_key or "") in text
            assert sample.record.person.basic_number in text
    assert text.count("（2013-01-31）") == 3  # the cases of the campaign


def test_all_staff_are_introduced_with_where_they_work() -> None:
    offices = read_sample_offices(DATA / "staff" / "demonstration.toml")
    text = introduce_staff(offices)
    for one in offices.staff:
        assert any(
            one.number in line and one.password in line and one.place.name in line
            for line in text.splitlines()
        )
