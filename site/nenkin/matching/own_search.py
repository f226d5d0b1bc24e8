"""Whether somebody looks for their own record (本人の検索): who looks for another's gets no answer."""

from nenkin.interchange.names import modern_name
from nenkin.law.ownerless import Query
from nenkin.law.periods import Person
from nenkin.matching.births import births
from nenkin.matching.keys import day_number
from nenkin.matching.knowledge import Knowledge, Readings
from nenkin.matching.levels import BirthLevel
from nenkin.matching.names import Part, whole_parts
from nenkin.matching.skeletons import skeleton, unvoiced

LEAST = 2  # of surname, given name and birth date
# Not a part that differs, nor a late registration: with «another surname» left free, these would let
# somebody step through the days of a month until a stranger of the same given name is met.
_WITHIN = frozenset(
    {
        *(BirthLevel.SAME, BirthLevel.NEAR, BirthLevel.SWAPPED),
        *(BirthLevel.ERA, BirthLevel.LUNAR),
    }
)


def is_own_search(query: Query, person: Person, knowledge: Knowledge) -> bool:
    """Whether all that is looked for is near enough to the verified identity to be answered at once.

    Each name together with each birth date must agree in two of surname, given name (or another
    reading of it) and birth date: one's own name among the others opens nothing for them. What is
    for a member of the family is not one's own, however alike the names are.
    """
    if query.sex is not person.sex or query.for_relative:
        return False
    own_family = person.surname_kana, person.surname
    own_given = person.given_name_kana, person.given_name
    verified = births((person.born_on,), knowledge.lunar)
    days = all(verified.level(day_number(day)) in _WITHIN for day in query.born)
    first = query.names[0]
    for name in query.names:
        family, given = whole_parts(name, first)
        same_family = _agrees(family, own_family, knowledge.family, others=False)
        same_given = _agrees(given, own_given, knowledge.given, others=True)
        if same_family + same_given + days < LEAST:
            return False
    return True


def _agrees(part: Part, own: Part, readings: Readings, *, others: bool) -> bool:
    """Whether a part of a name is one's own: kana and kanji each, as the search looks for both.

    ``others``: another reading of one's own kanji counts too. Other kanji count where they are read
    like one's own name, such as 華子 beside 花子.
    """
    (kana, kanji), (own_kana, own_kanji) = part, own
    bones, modern = skeleton(own_kana), modern_name(kanji)
    read = (
        not kana
        or unvoiced(kana) == unvoiced(own_kana)
        or (others and skeleton(kana) in readings.others(own_kana, own_kanji))
    )
    written = (
        not kanji or modern == modern_name(own_kanji) or bones in readings.of_kanji.get(modern, ())
    )
    return bool(kana or kanji) and read and written
