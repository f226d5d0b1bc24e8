"""The three questions before the answer (お住まい、仕事、時期): which of them to ask.

That depends on what was typed and on how many people bear the names, never on the records: whoever has
one and whoever has none sees the same pages.
"""

from enum import StrEnum

from nenkin.law.ownerless import Query
from nenkin.law.periods import Sex
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.names import family_part, whole_names
from nenkin.matching.skeletons import part_skeleton

RARE_SHARE = 5e-6  # of all people, so some 600: our assumption of what is rare


class Question(StrEnum):
    """A question that can be skipped, in the order in which they are asked."""

    PLACE = "place"  # どの都道府県で
    WORK = "work"  # どんな仕事で
    YEARS = "years"  # いつごろ


def questions_for(query: Query, knowledge: Knowledge) -> tuple[Question, ...]:
    """Give the questions that are worth asking; those that a sheet has answered are not among them.

    None where every surname is rare and no former one can be missing.
    """
    families = {part_skeleton(*family_part(name)) for name in whole_names(query.names)}
    may_miss_one = query.sex is not Sex.MALE and len(families) == 1
    if not may_miss_one and all(knowledge.share(family) < RARE_SHARE for family in families):
        return ()
    answered = {
        Question.PLACE: bool(query.prefectures),
        Question.WORK: query.work is not None,
        Question.YEARS: query.years is not None,
    }
    return tuple(question for question in Question if not answered[question])
