"""Lives that Hypothesis draws: any births, schemes and claims that can be."""

from datetime import date, timedelta

from hypothesis import strategies as st

from nenkin.law.lives import Child, Life, PaidBonus, Scenario, Spouse, Stretch
from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Scheme, Sex

OLDEST, YOUNGEST = date(1926, 4, 2), date(2005, 12, 31)
KINDS = (
    Kind.MEN,
    Kind.WOMEN,
    Kind.MINERS_SEAMEN,
    Kind.CONTINUED,
    Kind.FUND_MEN,
    Kind.NATIONAL_SERVANT,
    Kind.LOCAL_SERVANT,
    Kind.PRIVATE_SCHOOL,
)
OLD_KINDS, OLD_UNTIL = (Kind.SEAMAN, Kind.OTHER), month(1986, 4)  # 旧船員保険, 旧三共済
MUTUAL = (Kind.NATIONAL_SERVANT, Kind.LOCAL_SERVANT, Kind.PRIVATE_SCHOOL, Kind.OTHER)
SCHEMES = {Kind.SEAMAN: Scheme.SEAMEN} | dict.fromkeys(MUTUAL, Scheme.MUTUAL)
MOST = 12  # stretches
NEW_KINDS_OF_EXEMPTION = month(2006, 7)


@st.composite
def stretches(draw: st.DrawFn, first: Month, last: Month) -> Stretch:
    if first < month(1961, 4) or draw(st.booleans()):
        kind = draw(st.sampled_from((*KINDS, *OLD_KINDS) if last < OLD_UNTIL else KINDS))
        scheme = SCHEMES.get(kind, Scheme.EMPLOYEES)
        pay = draw(st.none() | st.integers(8, 65)) if draw(st.integers(0, 9)) == 0 else 30
        pay = draw(st.integers(8, 65)) if pay == 30 else pay
        yen = None if pay is None else pay * 10_000
        return Stretch(scheme=scheme, kind=kind, first=first, last=last, pay=yen)
    codes = "AB*+YサセPX#" + ("イツフアチヒ" if first >= NEW_KINDS_OF_EXEMPTION else "")
    code = draw(st.sampled_from(codes))
    kind = Kind.CATEGORY_3 if code == "+" else Kind.CATEGORY_1
    return Stretch(scheme=Scheme.NATIONAL, kind=kind, first=first, last=last, status=code)


@st.composite
def lives(draw: st.DrawFn, *, until_age: int = 840, oldest: date = OLDEST) -> Life:
    born_on = oldest + timedelta(days=draw(st.integers(0, (YOUNGEST - oldest).days)))
    bare = Life(born_on=born_on, sex=draw(st.sampled_from(Sex)))
    at = max(bare.reaches(draw(st.sampled_from((15, 18, 20, 22))) * 12), month(1942, 6))
    found: list[Stretch] = []
    end = bare.reaches(until_age)
    while at < end and len(found) < MOST:
        length = draw(st.sampled_from((300, 240, 180, 119, 60, 24, 7, 1)))
        last = min(at + length, end) - 1
        if last < bare.reaches(720) or draw(st.booleans()):
            stretch = draw(stretches(at, last))
            working = stretch.scheme is not Scheme.NATIONAL
            if working or (at >= bare.reaches(240) and last < bare.reaches(720)):
                found.append(stretch)
        at = last + 1 + draw(st.sampled_from((0, 0, 0, 1, 30)))
    bonuses = draw(
        st.lists(
            st.integers(month(2003, 4), max(bare.reaches(840), month(2003, 5))),
            max_size=4,
            unique=True,
        )
    )
    spouse = draw(st.none() | st.integers(-10, 15))
    return Life(
        born_on=born_on,
        sex=bare.sex,
        stretches=tuple(found),
        bonuses=tuple(PaidBonus(one, 450_000) for one in sorted(bonuses)),
        spouse=None
        if spouse is None
        else Spouse(
            born_on=born_on + timedelta(days=365 * spouse),
            keeps=draw(st.booleans()),
            pension_since=draw(st.none() | st.just(bare.reaches(780 + 12 * spouse) + 1)),
        ),
        children=tuple(
            Child(born_on + timedelta(days=365 * draw(st.integers(18, 60))))
            for _ in range(draw(st.integers(0, 3)))
        ),
    )


def scenarios() -> st.SearchStrategy[Scenario]:
    early = st.integers(720, 780).map(lambda age: Scenario(basic=age, employees=age))
    ages = st.just(780) | st.integers(792, 900)
    late = st.builds(Scenario, basic=ages, employees=ages, arrears=st.booleans())
    return early | late
