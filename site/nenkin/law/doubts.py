"""Where the law leaves a choice or a value could not be confirmed: each is decided once, and here.

An amount whose yen such a decision touches carries the doubt, and pages show it as 概算. The numbers in
brackets are those of «Open doubts» in the list of sources the tables were made from.
"""

from enum import StrEnum


class Doubt(StrEnum):
    """Each doubt with what we decided; words for people are in content/phrases/law.toml."""

    # (1, 2) The re-evaluation table, 従前額 row and 従前額改定率 of 2026 were computed by the rule and not
    # seen: used as computed.
    REVALUATION = "revaluation"
    # (4, 5) No text fixes where fractions of a yen are rounded on the way: the mean is rounded to a
    # yen, 経過的加算 once at its end. Carried only where rounding nowhere on the way gives another yen.
    ROUNDING = "rounding"
    # (7) Years until 2015-03: each part by itself is that of 特例水準, for whoever was insured before 2002
    # or later, and the whole is not rounded to 100 yen.
    SPECIAL_LEVEL = "special-level"
    # (8) 加給年金 from 2028-04: whoever has it before keeps the old amount, later ones get the new one.
    REFORM_2028 = "reform-2028"
    # (7, 10) A number that was only remembered, such as 在職 thresholds of 2006 to 2009 and 2014 to 2021.
    RECALLED = "recalled"
    # (13) Several kinds of employees' insurance: each kind is worked out and rounded by itself,
    # months, suspension and additions go by the sum.
    SEVERAL_KINDS = "several-kinds"
    # (14) The floor of the mean (70,477円 × 改定率) goes by the class of birth.
    FLOOR = "floor"
    # 繰下げ after work: the mean share that was paid (平均支給率) is kept as an exact fraction.
    PAID_SHARE = "paid-share"
    # 繰上げ of who has 定額部分 before 65: 経過的加算 starts with 定額部分 and is not reduced.
    EARLY_WITH_FIXED = "early-with-fixed"
    # 雇用保険 before 65: 支給限度額 is not applied, and work within the months of 基本手当 changes nothing more.
    JOB_BENEFIT = "job-benefit"
    # Pay of 共済 before 1986-04 is used month by month as recorded, not as the mean of the transition.
    OLD_MUTUAL = "old-mutual"
