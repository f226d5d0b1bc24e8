"""Whoever starts a demonstration is told who can be signed in as."""

from nenkin.cli.demonstration import introduce
from nenkin.interchange.access_keys import grouped
from nenkin.paths import DATA
from nenkin.settings import Settings
from nenkin.storage.seeding import read_samples


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
