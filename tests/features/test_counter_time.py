"""Time of an assisted session: either screen keeps both, and two minutes without a touch on both ask."""

from nenkin.storage import kiosk
from tests.browser import Browser
from tests.features.accounts import later
from tests.features.counter_site import agreed
from tests.features.staff_site import Offices
from tests.features.test_counter import offices
from tests.features.test_kiosk import at_kiosk

__all__ = ["offices"]
ASKED, QUIET = "/kiosk/still-there?back=/record", "/kiosk/still-there?quiet=yes"


async def seconds(screen: Browser) -> int:
    return int((await screen.client.get(QUIET)).text)


async def test_a_clerk_at_work_keeps_the_persons_screen(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    for _ in range(10):  # minutes in which the person does not touch theirs
        later(offices.world, seconds=60)
        await clerk.open("/staff/counter/record")
    assert await seconds(screen) > 0
    assert (await screen.open(ASKED)).path == "/record", "nobody is asked"
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter/record"


async def test_a_person_at_work_keeps_the_clerks_screen(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    for _ in range(12):
        later(offices.world, minutes=2)
        assert (await screen.open("/record/grid")).path == "/record/grid"
    page = await clerk.open("/staff/counter/record")
    assert page.path == "/staff/counter/record"


async def test_after_two_minutes_on_both_the_person_is_asked_and_then_both_end(
    offices: Offices,
) -> None:
    clerk, screen = await agreed(offices)
    await clerk.open("/staff/counter/record")
    later(offices.world, seconds=kiosk.IDLE.seconds)
    assert await seconds(screen) == 0
    assert (await screen.open(ASKED)).path.startswith("/kiosk/still-there")
    later(offices.world, seconds=kiosk.LIMIT.seconds)
    assert (await screen.open("/kiosk/over")).path == "/kiosk?ended=time"
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"


async def test_a_clerks_visit_that_is_over_is_not_brought_back(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    later(offices.world, seconds=170)
    await screen.open("/record")
    later(offices.world, minutes=15)  # nobody at either
    await screen.open("/record")
    assert (await clerk.open("/staff/counter")).path.startswith("/staff/sign-in")


async def test_after_its_end_the_clerk_keeps_nobodys_screen(offices: Offices) -> None:
    clerk, screen = await agreed(offices)
    await clerk.open("/staff/counter")
    await clerk.press("この手続きを終わる")
    assert (await screen.open("/record")).path == "/kiosk?ended=person"


async def test_who_is_alone_at_a_kiosk_is_asked_as_before(offices: Offices) -> None:
    screen = await at_kiosk(offices.world)
    assert await seconds(screen) == 0
    assert (await screen.open("/kiosk/still-there")).path.startswith("/kiosk/still-there")
