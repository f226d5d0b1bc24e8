"""Who may do what: the declared side of the matrix, and values for what stands in addresses.

A route that is in no row fails the build, and so does a part of an address without a sample. Add
the row together with the route: it is where somebody reads who may see a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from nenkin.law.duties import Duty
from nenkin.web.access import Access

EVERYBODY, PERSON, STAFF = Access.EVERYBODY, Access.PERSON, Access.STAFF


@dataclass(frozen=True)
class Row:
    """Addresses that are used alike. ``pattern`` is matched against the route's own address."""

    pattern: str
    access: Access
    methods: frozenset[str]
    # Tables in which somebody else's rows may be added or used up: a letter to them, a link.
    may_touch: frozenset[str] = frozenset()
    # Tables in which opening the page may add rows of the person's own: what is told is kept first.
    keeps: frozenset[str] = frozenset()
    # The outbox of the demonstration shows every mail and letter; it exists nowhere else.
    shows_everybody: bool = False
    tokenless: bool = False
    duty: Duty | None = None  # what a member of staff needs; data/duties.toml says who has it
    # Staff whose duty it is work on somebody's case there: they see that person, and ``may_touch``
    # is for them alone. Nobody else sees or changes anything.
    in_case: bool = False
    alike: bool = False  # where is nobody's data, and for all who have the duty the same


def row(pattern: str, access: Access, methods: str = "GET", **more: object) -> Row:
    return Row(pattern, access, frozenset(methods.split()), **more)  # type: ignore[arg-type]


RELATION = "/staff/relations/{relation}"
APPLIED = frozenset({"letter", "mail", "office_case", "office_case_step", "case_arrival"})
CASE = frozenset(
    {
        *("office_case", "office_case_step", "notice", "correction", "draft", "record_span"),
        *("case_note", "letter", "letter_batch", "access_key", "token", "relation"),
        *("viewing", "telling", "person"),  # closed to one alone, and opened in an emergency
    }
)


def _office() -> Iterator[Row]:
    """Give the pages of cases."""
    propose, approve = Duty.PROPOSE_CORRECTION, Duty.APPROVE_CORRECTION
    see, allow = Duty.SEE_RESTRICTED, Duty.ALLOW_RESTRICTED
    one, correction = "/staff/cases/{number}", "/staff/corrections/{correction}"
    for path, methods, duty in (
        *((f"{one}/{page}", "GET POST", propose) for page in ("proposal*", "relation")),
        (f"{one}/state", "POST", propose),
        (f"{one}/notes", "GET POST", Duty.WRITE_NOTE),
        (f"{one}/known", "GET POST", Duty.SEE_CASE),
        (f"{one}/bereaved", "GET", Duty.SEE_CASE),
        (f"{one}/candidates", "GET POST", Duty.SEARCH_BY_NAME),
        ("/staff/slips", "GET POST", Duty.SEARCH_BY_NAME),
        (one, "GET", Duty.SEE_CASE),
        (f"{correction}/undo", "GET POST", propose),
        *((f"{correction}/{step}", "POST", propose) for step in ("withdraw", "agreed")),
        *((f"{correction}/{step}", "POST", approve) for step in ("approve", "refuse")),
        *((shown, "GET", Duty.SEE_CASE) for shown in (correction, RELATION)),
        *((listed, "GET", approve) for listed in ("/staff/corrections", "/staff/relations")),
        ("/staff/letters*", "GET POST", Duty.PRINT_LETTERS),
        ("/staff/batches/*", "GET POST", Duty.PRINT_LETTERS),
        ("/staff/proof-case/*", "GET POST", Duty.SEE_CASE),
        (f"{one}/look", "POST", see),
        (f"{one}/closing", "GET POST", see),
        (f"{one}/closing/*", "POST", see),
        ("/staff/viewings", "GET", allow),
        ("/staff/viewings/{viewing}", "GET", allow),
        ("/staff/viewings/{viewing}/*", "POST", allow),
        ("/staff/glass", "GET POST", Duty.BREAK_GLASS),
        ("/staff/glass/{number}", "GET", Duty.BREAK_GLASS),
        *((f"{RELATION}/{step}", "POST", propose) for step in ("withdraw", "end")),
        *((f"{RELATION}/{step}", "POST", approve) for step in ("confirm", "refuse")),
    ):
        yield row(path, STAFF, methods, duty=duty, in_case=True, may_touch=CASE)


LEDGER = frozenset({"estimate"})  # every figure that is shown (台帳)

ROWS = (
    row("/", EVERYBODY),
    row("/static/*", EVERYBODY),
    row("/prefs", EVERYBODY, "POST", tokenless=True),
    *(row(f"/{one}", EVERYBODY) for one in ("about", "privacy", "terms", "accessibility")),
    row("/help", EVERYBODY),
    *(row(f"/{one}*", EVERYBODY) for one in ("glossary", "faq", "parameters", "gallery")),
    row("/record", PERSON),
    row("/record/payable", PERSON, keeps=LEDGER),
    row("/record/*", PERSON),
    row("/estimate/try", EVERYBODY, "GET POST"),
    row("/estimate/questions", PERSON),
    row("/estimate/questions/*", PERSON, "GET POST", keeps=LEDGER),
    row("/estimate/conditions", PERSON),
    row("/estimate/conditions/*", PERSON, "GET POST", keeps=LEDGER),
    row("/estimate/found", PERSON),
    row("/estimate/found/*", PERSON, "GET POST", keeps=LEDGER),
    row("/estimate/compare/new", PERSON, "GET POST"),
    row("/estimate/compare/remove", PERSON, "POST"),
    row("/estimate", PERSON, keeps=LEDGER),
    row("/estimate/*", PERSON, keeps=LEDGER),
    row("/history", PERSON),
    row("/history/*", PERSON, "GET POST"),
    row("/helping", PERSON),
    row("/helping/code", PERSON, "GET POST"),
    row("/helping/*", PERSON, "GET POST"),
    row("/search", PERSON),
    row("/search/*", PERSON, "GET POST", keeps=frozenset({"draft"})),
    row("/requests", PERSON),
    row("/requests/*", PERSON, "GET POST"),
    row("/resume", EVERYBODY, "GET POST"),
    row("/resume/new", EVERYBODY, "GET POST"),
    row("/resume/leave", EVERYBODY, "POST"),
    row("/resume/extend", PERSON, "POST"),
    row("/sign-up", EVERYBODY, "GET POST"),
    row("/sign-up/*", EVERYBODY, "GET POST", may_touch=APPLIED),
    row("/sign-in", EVERYBODY, "GET POST"),
    row("/recover", EVERYBODY, "GET POST", may_touch=frozenset({"mail", "token"})),
    row("/recover/*", EVERYBODY, "GET POST", may_touch=frozenset({"letter", "mail", "token"})),
    row("/sign-in/unsent", PERSON, "GET POST"),
    row("/sign-out", PERSON, "POST"),
    row("/signed-out", EVERYBODY),
    row("/closed", EVERYBODY),
    row("/mail/*", EVERYBODY, "GET POST"),  # whoever holds the link that the mail brought
    row("/session/extend", PERSON, "POST"),
    row("/account", PERSON, "GET POST"),
    row("/account/secret-question", PERSON, "GET POST"),  # with the profile seed; else not found
    row("/account/secret-question/delete", PERSON, "GET POST"),
    row("/account/*", PERSON, "GET POST"),
    row("/kiosk/end", EVERYBODY, "POST", tokenless=True),
    row("/kiosk", EVERYBODY, "GET POST"),
    row("/kiosk/*", EVERYBODY, "GET POST"),
    row("/places", EVERYBODY),
    row("/places/*", EVERYBODY),
    row("/staff/sign-in", EVERYBODY, "GET POST"),
    row("/staff/sign-in/code", EVERYBODY, "GET POST"),
    row("/staff/signed-out", EVERYBODY),
    row("/staff/sign-out", STAFF, "POST", duty=Duty.ENTER),
    row("/staff/extend", STAFF, "POST", duty=Duty.ENTER),
    row("/staff/first", EVERYBODY, "GET POST"),
    row("/staff/first/secret", EVERYBODY, "GET POST"),
    row("/staff/terminal", EVERYBODY, "GET POST"),
    row("/staff/password", STAFF, "GET POST", duty=Duty.ENTER),
    row("/staff/check-list", STAFF, "GET POST", duty=Duty.TRAINING),
    row("/staff/accounts", STAFF, duty=Duty.PROPOSE_STAFF_ACCOUNT),
    row("/staff/propose", STAFF, "GET POST", duty=Duty.PROPOSE_STAFF_ACCOUNT),
    row("/staff/accounts/*", STAFF, "GET POST", duty=Duty.END_STAFF_ACCOUNT),
    row("/staff/openings", STAFF, duty=Duty.OPEN_STAFF_ACCOUNT),
    row("/staff/openings/*", STAFF, "GET POST", duty=Duty.OPEN_STAFF_ACCOUNT),
    row("/staff/terminals", STAFF, "GET POST", duty=Duty.REGISTER_TERMINAL),
    row("/staff/terminals/*", STAFF, "POST", duty=Duty.REGISTER_TERMINAL),
    row("/staff", STAFF, duty=Duty.ENTER),
    row("/staff/practice/*/record*", STAFF, duty=Duty.TRAINING, alike=True),
    row("/staff/practice*", STAFF, "GET POST", duty=Duty.TRAINING, alike=True),
    row("/staff/counter", STAFF, "GET POST", duty=Duty.RUN_ASSISTED_SESSION),
    row("/staff/counter/refer", STAFF, "GET POST", duty=Duty.REFER),
    row("/staff/counter/without", STAFF, "GET POST", duty=Duty.RUN_ASSISTED_SESSION),
    row("/staff/unnumbered", STAFF, duty=Duty.SEARCH_BY_NAME),
    row("/staff/unnumbered/*", STAFF, "GET POST", duty=Duty.SEARCH_BY_NAME),
    row("/staff/counter/record/print", STAFF, duty=Duty.PRINT_RECORD),
    row("/staff/counter/record/unclear", STAFF, duty=Duty.PRINT_RECORD),
    row("/staff/counter/record/leaflet", STAFF, duty=Duty.PRINT_RECORD),
    row("/staff/counter/record/payable", STAFF, duty=Duty.SEE_AMOUNTS, keeps=LEDGER),
    row("/staff/counter/estimate*", STAFF, duty=Duty.SEE_ESTIMATE, keeps=LEDGER),
    row("/staff/counter/record", STAFF, duty=Duty.SEE_RECORD),
    row("/staff/counter/record/*", STAFF, duty=Duty.SEE_RECORD),
    row("/staff/counter/history", STAFF, duty=Duty.WRITE_SHEET),
    row("/staff/counter/history/*", STAFF, "GET POST", duty=Duty.WRITE_SHEET),
    row("/staff/counter/search", STAFF, duty=Duty.SEARCH_OWNERLESS),
    row("/staff/counter/search/*", STAFF, "GET POST", duty=Duty.SEARCH_OWNERLESS),
    row("/staff/counter/*", STAFF, "GET POST", duty=Duty.RUN_ASSISTED_SESSION),
    row("/staff/cases", STAFF, duty=Duty.SEE_QUEUE),
    *_office(),
    row("/staff/audit/outliers", STAFF, duty=Duty.SEE_OUTLIERS),
    row("/staff/audit/exports/*/take", STAFF, "POST", duty=Duty.AUDIT_EXPORT),
    row("/staff/audit/exports/*/*", STAFF, "POST", duty=Duty.ALLOW_EXPORT),
    row("/staff/audit/exports*", STAFF, "GET POST", duty=Duty.AUDIT_EXPORT),
    row("/staff/audit/alone", STAFF, duty=Duty.SEE_OUTLIERS),
    row("/staff/audit/alone/*", STAFF, "GET POST", duty=Duty.READ_AUDIT),
    row("/staff/audit", STAFF, "GET POST", duty=Duty.READ_AUDIT),
    row("/staff/audit/verify", STAFF, "POST", duty=Duty.READ_AUDIT),
    row("/demo/*", EVERYBODY, "GET POST", shows_everybody=True),
    row("/proof/*", EVERYBODY, "GET POST"),  # what tests/proof itself adds
    row("/proof-own/told/*", PERSON, keeps=LEDGER),
    row("/proof-own/*", PERSON, "GET POST"),
)

# By route pattern and the name of the part: values with which the page is really there.
SAMPLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("/static/*", "digest", ("0123456789ab",)),
    ("/static/*", "name", ("light.css", "nothing.css")),
    ("/glossary/*", "slug", ("nenkin-techo", "nothing")),
    ("/faq/*", "slug", ("nothing",)),
    ("/parameters/*", "slug", ("full-amounts", "nothing")),
    ("/kiosk/languages/*", "code", ("en", "nothing")),
    ("/gallery/*", "name", ("button", "nothing")),
    ("/gallery/*", "number", ("1", "2")),
    ("/staff/counter/estimate/*", "kind", ("so-far",)),
    ("/staff/*", "year", ("1980",)),
    ("/staff/*", "month", ("1980-04",)),
    ("/staff/practice/*", "slug", ("tenshoku", "nothing")),
    ("/staff/practice/*", "number", ("found", "nothing")),
    # tests/features/test_counter_together.py walks these with somebody at the counter
    ("/staff/*/history/*", "part", ("work", "compare")),
    ("/staff/*/history/*", "key", ("new",)),
    ("/staff/*/history/*", "page", ("job",)),
    ("/staff/*/search/*", "question", ("place",)),
    ("/staff/counter/*", "number", ("00000000000000",)),
    ("/staff/unnumbered/*", "number", ("00000000000000",)),
    ("/record/*", "year", ("1980", "1999")),
    ("/record/*", "month", ("1980-04", "nothing")),
    ("/estimate/*", "kind", ("so-far", "nothing")),
    ("/estimate/questions/*", "slug", ("work", "basic", "check", "result", "anew", "nothing")),
    ("/estimate/conditions/*", "slug", ("new", "2026-11", "result", "why", "anew", "nothing")),
    ("/estimate/found/*", "slug", ("new", "1983-04", "why", "anew", "nothing")),
    (
        "/history/*",
        "part",
        (
            "work",
            "handbook-count",
            "compare",
            "gaps",
            "print",
            "sheet.txt",
            "sheet.pdf",
            "sheet.jsonl",
            "import",
            "delete",
            "nothing",
        ),
    ),
    ("/history/*", "key", ("new", "count", "check", "abc")),
    ("/history/*", "page", ("job", "count", "place", "remove", "nothing")),
    # Nobody helps anybody there: tests/proof/test_helpers.py walks another's sheet as a helper.
    ("/account/helpers/*", "helper", ("1", "nothing")),
    ("/helping/*", "whose", ("1", "nothing")),
    ("/helping/*", "part", ("work", "compare", "delete")),
    ("/helping/*", "key", ("new",)),
    ("/helping/*", "page", ("job", "remove")),
    ("/helping/*", "number", ("00000000000000", "nothing")),
    ("/search/*", "question", ("place", "nothing")),
    ("/search/*", "number", ("00000000000000", "nothing")),
    ("/requests/*", "number", ("00000000000000", "nothing")),
    ("/staff/proof-case/*", "number", ("00000000000000", "nothing")),
    ("/staff/[cg]*", "number", ("00000000000000", "nothing")),  # cases, and glass
    ("/staff/corrections/*", "correction", ("1", "nothing")),
    ("/staff/*", "viewing", ("1", "nothing")),
    ("/staff/audit/exports/*", "export", ("1", "nothing")),
    ("/staff/letters/*", "letter", ("1", "nothing")),
    ("/staff/batches/*", "batch", ("1", "nothing")),
    ("/staff/relations/*", "relation", ("1", "nothing")),
    ("/sign-up/*", "way", ("key", "post", "paper", "letter", "nothing")),
    ("/sign-up/*", "slug", ("terms", "number", "secret-question", "nothing")),
    ("/recover/*", "way", ("key", "post", "nothing")),
    ("/recover/*", "slug", ("number", "nothing")),
    ("/mail/*", "link", ("nothing",)),
    ("/mail/*", "what", ("password", "nothing")),
    ("/places/*", "prefecture", ("13", "19", "nothing")),
    ("/staff/accounts/*", "member", ("1", "nothing")),
    ("/staff/openings/*", "grant", ("1", "nothing")),
    ("/staff/terminals/*", "terminal", ("1", "nothing")),
    ("/demo/*", "number", ("1",)),
    ("/proof/*", "status", ("200",)),
    ("/proof*/*", "person_id", ("1",)),
)


@cache
def row_of(path: str) -> Row:
    """Give the row of a route; the first that matches counts."""
    for one in ROWS:
        if fnmatchcase(path, one.pattern):
            return one
    raise AssertionError(
        f"{path}: add a row to tests/proof/expectations.py that says who may use it"
    )


def samples(path: str, name: str) -> Iterator[str]:
    """Give values for one part of a route's address."""
    found = [
        value
        for pattern, part, values in SAMPLES
        if part == name and fnmatchcase(path, pattern)
        for value in values
    ]
    assert found, f"{path}: add samples of {{{name}}} to tests/proof/expectations.py"
    yield from found
