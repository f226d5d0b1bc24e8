"""Every feature there is, and the menus that lead to their pages."""

from typing import Any

from nenkin.features.account import routes as account
from nenkin.features.audit import routes as audit_
from nenkin.features.counter import routes as counter
from nenkin.features.demo import routes as demo
from nenkin.features.estimate import routes as estimate
from nenkin.features.gallery import routes as gallery
from nenkin.features.help import routes as help_
from nenkin.features.history import routes as history
from nenkin.features.home import routes as home
from nenkin.features.kiosk import routes as kiosk
from nenkin.features.office import routes as office
from nenkin.features.ownerless import routes as ownerless
from nenkin.features.parameters import routes as parameters
from nenkin.features.preferences import routes as preferences
from nenkin.features.records import at_counter, practising
from nenkin.features.records import routes as records
from nenkin.features.staff import routes as staff

# Each feature's module of routes: ``ROUTES``; ``DEMONSTRATION_ROUTES``, ``STAFF_LINKS`` if it has some.
FEATURES: tuple[Any, ...] = (
    *(home, preferences, help_, parameters, gallery),
    *(records, estimate, history, ownerless, account, staff, office, audit_, kiosk),
    *(counter, at_counter, practising, demo),
)

VISITORS = (
    ("footer.help", "/help"),
    ("layout.sign-up", "/sign-up"),
    ("layout.sign-in", "/sign-in"),
)
PEOPLE = (("layout.record", "/record"), ("layout.account", "/account"), ("footer.help", "/help"))
# Pages for staff, each shown to those whose duty it is.
STAFF = tuple(link for feature in FEATURES for link in getattr(feature, "STAFF_LINKS", ()))
FOOTER = (
    *(("footer.about", "/about"), ("footer.privacy", "/privacy"), ("footer.terms", "/terms")),
    *(("footer.accessibility", "/accessibility"), ("footer.help", "/help")),
    *(("footer.faq", "/faq"), ("footer.glossary", "/glossary")),
    *(("footer.parameters", "/parameters"), ("footer.gallery", "/gallery")),
)
DEMONSTRATION = (
    *(("footer.demo-mail", "/demo/mail"), ("footer.demo-post", "/demo/post")),
    *(("footer.staff", "/staff"),),
)
