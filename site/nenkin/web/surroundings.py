"""What the layout says of an installation, and which menu is whose."""

import re
from dataclasses import dataclass

from nenkin.law.duties import Duty
from nenkin.web.visits import Visit

Links = tuple[tuple[str, str], ...]  # the name of a phrase, and where it leads

MOST_FOR_STAFF = 2


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the layout says of this installation; the same for every request."""

    service: str
    telephone: str
    demonstration_day: str = ""  # as people read it; empty where nothing is a demonstration
    visitor_menu: Links = ()
    person_menu: Links = ()
    staff_menu: tuple[tuple[Duty, str, str], ...] = ()  # shown to those whose duty it is
    footer_menu: Links = ()

    @property
    def in_menus(self) -> frozenset[str]:
        """The addresses that menus lead to."""
        menus = (*self.visitor_menu, *self.person_menu, *self.staff_menu)
        return frozenset(address for *_, address in menus)

    def staff_links(self, duties: frozenset[Duty]) -> Links:
        """Give the pages for staff that are open to somebody with these duties."""
        return tuple(
            (phrase, address) for duty, phrase, address in self.staff_menu if duty in duties
        )

    def menu(self, visit: Visit) -> Links:
        """Give the menu of whoever is here."""
        if visit.staff is not None:
            # Their first page has them all; so many here would stand before every field.
            return self.staff_links(visit.staff.duties)[:MOST_FOR_STAFF]
        return self.person_menu if visit.person else self.visitor_menu

    @property
    def dial(self) -> str:
        """The telephone number as a telephone takes it."""
        return re.sub(r"[^0-9+]", "", self.telephone)
