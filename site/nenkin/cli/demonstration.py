"""Introduces the demonstration people and staff to whoever starts the site."""

from collections.abc import Sequence
from datetime import date

from nenkin.interchange import access_keys
from nenkin.interchange.personas import Persona
from nenkin.storage.seeding import Sample
from nenkin.storage.staff_seeding import SampleOffices


def introduce(people: Sequence[Sample], day: date) -> str:
    """Say who can be signed in as, and how."""
    signed_up = [
        (sample.persona.sign_in, sample.persona)
        for sample in people
        if sample.persona.sign_in is not None
    ]
    lines = [
        f"A demonstration as of {day} (NENKIN_DEMONSTRATION_DAY). Ctrl-C stops it.",
        "",
        "Sign in as",
        f"  {'user ID':<16}{'password':<22}who",
        *(
            f"  {way.user_id:<16}{way.password:<22}{_in_short(persona, day)}"
            for way, persona in signed_up
        ),
    ]
    holders = [sample for sample in people if sample.persona.access_key is not None]
    if holders:
        lines += ["", "Sign up as (access key, 基礎年金番号, name, born)"]
    for sample in holders:
        lines += [f"  {_proof(sample)}", f"    {_in_short(sample.persona, day)}"]
    return "\n".join(lines)


def introduce_staff(offices: SampleOffices) -> str:
    """Say who can be signed in as at a counter or behind it, and where the six digits are."""
    return "\n".join(
        [
            "",
            "Sign in as staff at /staff (the page that asks for six digits shows them here)",
            f"  {'number':<16}{'password':<28}who",
            *(
                f"  {one.number:<16}{one.password:<28}"
                f"{one.name}、{one.place.name}: {', '.join(one.roles)}"
                for one in offices.staff
            ),
        ]
    )


def _proof(sample: Sample) -> str:
    person = sample.record.person
    kana = f"{person.surname_kana} {person.given_name_kana}"
    return "  ".join(
        (
            access_keys.grouped(sample.persona.access_key or ""),
            person.basic_number,
            f"{person.surname} {person.given_name}（{kana}）",
            f"{person.born_on} {person.sex}",
        )
    )


def _in_short(persona: Persona, day: date) -> str:
    first = persona.about.partition("。")[0] + "。"
    return first if persona.shown_on == day else f"{first}（{persona.shown_on}）"
