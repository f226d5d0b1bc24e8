"""A site with the demonstration's places and staff, and browsers in which they sign in."""

from dataclasses import dataclass

from nenkin.features.staff import codes
from nenkin.paths import DATA
from nenkin.storage.seeding import Terms
from nenkin.storage.staff_seeding import SampleStaff, read_sample_offices, seed_staff
from tests.browser import Browser, Page
from tests.features.accounts import World

OFFICES = read_sample_offices(DATA / "staff" / "demonstration.toml")
MANAGER, CLERK, OFFICE_CLERK, AUDITOR = "A0001", "A0002", "C0002", "K0001"
POST_CLERK, CENTRE_CLERK = "B0001", "M0001"


@dataclass
class Offices:
    """A running site, its staff by number."""

    world: World
    staff: dict[str, SampleStaff]

    @classmethod
    async def open(cls, world: World) -> "Offices":
        """Bring the demonstration's staff in."""
        await seed_staff(
            world.db,
            OFFICES,
            hash_secret=world.hasher.hash_now,
            now=world.clock.now(),
            terms=Terms(policy=world.settings.password_profile),
        )
        return cls(world, {one.number: one for one in OFFICES.staff})

    def code(self, number: str, *, ahead: int = 0) -> str:
        """Give the code that somebody's telephone shows now, or so many half minutes later."""
        step = codes.step_of(self.world.clock.now()) + ahead
        return codes.code_of(self.staff[number].totp, step)

    async def password(self, browser: Browser, number: str, password: str = "") -> Page:
        """Take the first step of signing in."""
        await browser.open("/staff/sign-in")
        given = password or self.staff[number].password
        return await browser.press("次に進む", {"number": number, "password": given})

    async def sign_in(self, number: str, browser: Browser | None = None) -> Browser:
        """Give a browser in which somebody is signed in."""
        browser = browser or self.world.browser()
        page = await self.password(browser, number)
        assert page.path == "/staff/sign-in/code", page.text
        page = await browser.press("ログインする", {"code": self.code(number)})
        assert page.path == "/staff", page.text
        return browser
