"""Every page in every state that the run walks."""

from collections.abc import Iterator

from e2e import (
    account,
    auditors,
    closed,
    compared,
    counter,
    faults,
    found,
    helping,
    history,
    kiosk,
    letters,
    office_pages,
    public,
    relations,
    remembering,
    requests,
    searching,
    staff,
    standing_searches,
    to_come,
)
from e2e.audit import WHOLE_RECORD
from e2e.people import AHEAD
from e2e.states import State, empty, expired, flooded, typed, wrong
from nenkin.features.gallery.parts import read_parts

SOMEBODY = account.SOMEBODY


def _record() -> Iterator[State]:
    """The record of several people: what is unclear, whole, empty, overlapping, before its time."""
    for slug, name in (("", "record"), ("/years", "years"), ("/schemes", "schemes")):
        path = f"/record{slug}"
        for who in (SOMEBODY, "antei", "tenshoku"):
            yield State(name=f"{name}, {who}", path=path, persona=who, budget=WHOLE_RECORD)
    for who in ("chofuku", "kaigai", "zaishoku"):
        yield State(name=f"record, {who}", path="/record", persona=who, budget=WHOLE_RECORD)
    for who in (SOMEBODY, "tenshoku"):
        path = "/record/grid"
        yield State(name=f"grid, {who}", path=path, persona=who, budget=WHOLE_RECORD)
    yield State(
        name="grid, unpaid alone",
        path="/record/grid?show=unpaid",
        persona=SOMEBODY,
        budget=WHOLE_RECORD,
    )
    yield from _in_time()
    yield State(name="overlaps", path="/record/overlaps", persona="chofuku", budget=WHOLE_RECORD)
    yield State(name="overlaps, none", path="/record/overlaps", persona="antei")
    for who in (SOMEBODY, "antei"):
        yield State(name=f"payable, {who}", path="/record/payable", persona=who)
    yield State(name="save", path="/record/save", persona=SOMEBODY)
    for form in ("", "?size=large", "?words=easy"):
        path = f"/record/leaflet{form}"
        yield State(name=f"leaflet{form}", path=path, persona=SOMEBODY)
    for kind in ("print", "unclear"):
        for size in ("", "?size=large"):
            name = f"{kind}, large" if size else kind
            path = f"/record/{kind}{size}"
            yield State(name=name, path=path, persona=SOMEBODY, budget=WHOLE_RECORD)
    path = "/record/print?words=easy"
    yield State(name="print, easy", path=path, persona=SOMEBODY, budget=WHOLE_RECORD)
    yield State(name="unclear, nothing", path="/record/unclear", persona="antei")


def _in_time() -> Iterator[State]:
    """One year and one month, unpaid, employed, with several records, and outside the record."""
    route = "/record/years/{year}"
    for who, year in ((SOMEBODY, 2009), ("tenshoku", 2010), ("chofuku", 1995)):
        path = f"/record/years/{year}"
        yield State(name=f"year, {who}", path=path, route=route, persona=who)
    yield State(
        name="year, not in it", path="/record/years/1900", route=route, persona="antei", status=404
    )
    route = "/record/months/{month}"
    for who, month in ((SOMEBODY, "2009-07"), ("tenshoku", "2010-07"), ("chofuku", "1995-05")):
        path = f"/record/months/{month}"
        yield State(name=f"month, {who}", path=path, route=route, persona=who)


def _estimate() -> Iterator[State]:
    """Two figures, one, none, one of 2012, and what cannot be worked out; and the steps of one."""
    for who in ("tenshoku", SOMEBODY, "funanori", "hokkaido75", AHEAD):
        yield State(name=f"estimate, {who}", path="/estimate", persona=who, budget=WHOLE_RECORD)
    yield State(name="estimate, past", path="/estimate/past", persona="tenshoku")
    route = "/estimate/why/{kind}"
    for who in ("tenshoku", "komuin"):
        path = "/estimate/why/so-far"
        yield State(name=f"why, {who}", path=path, route=route, persona=who, budget=WHOLE_RECORD)


def _conditions() -> Iterator[State]:
    """The table of periods to come, one line of it, and what it comes to."""
    for who in ("tenshoku", "sango", AHEAD):
        yield State(name=f"conditions, {who}", path="/estimate/conditions", persona=who)
    route = "/estimate/conditions/{slug}"
    path = "/estimate/conditions/new"
    line = State(name="conditions, new", path=path, route=route, persona="tenshoku")
    yield line
    yield wrong(line, "empty", empty)
    past = typed({"first": "令和元年5月", "last": "30年4月", "pay": "0", "bonus": "たくさん"})
    yield wrong(line, "refused", past)
    for slug in ("result", "why"):
        path = f"/estimate/conditions/{slug}"
        yield State(
            name=f"conditions, {slug}",
            path=path,
            route=route,
            persona="tenshoku",
            budget=WHOLE_RECORD,
        )


# w3m breaks even short words where a table has five columns and more; they are there, on two lines.
OF_WIDE_TABLES = frozenset({"text-browser"})

# The table names each criterion as the standard (JIS X 8341-3) does, so that auditors find it.
OF_OFFICIAL_NAMES = frozenset({"jargon"})


def _words() -> Iterator[State]:
    yield State(name="home", path="/")
    yield State(name="home, signed in", path="/", persona=SOMEBODY)
    for slug in ("help", "about", "privacy", "terms"):
        yield State(name=slug, path=f"/{slug}")
    yield State(name="accessibility", path="/accessibility", excused=OF_OFFICIAL_NAMES)
    yield State(name="glossary", path="/glossary", budget=WHOLE_RECORD)
    yield State(name="one term", path="/glossary/gap", route="/glossary/{slug}")
    yield State(name="parameters", path="/parameters")
    route = "/parameters/{slug}"
    for slug in ("full-amounts", "revaluation?year=2013", "start-ages", "attention"):
        yield State(
            name=f"parameters, {slug}",
            path=f"/parameters/{slug}",
            route=route,
            budget=WHOLE_RECORD,
            excused=OF_WIDE_TABLES if slug in {"full-amounts", "start-ages"} else frozenset(),
        )
    yield State(name="faq", path="/faq", budget=WHOLE_RECORD)
    yield State(name="numbers", path="/parameters")
    slug = "payment-limits"
    yield State(name="one number", path=f"/parameters/{slug}", route="/parameters/{slug}")
    yield State(name="one question", path="/faq/month-between-jobs", route="/faq/{slug}")
    sign_in = State(name="sign-in", path="/sign-in")
    yield sign_in
    yield wrong(sign_in, "empty", empty)
    nobody = typed({"name": "dare-ka-san", "password": "chigau aikotoba desu"})
    yield wrong(sign_in, "refused", nobody)
    yield State(name="signed out", path="/signed-out")
    yield State(name="closed", path="/closed")
    yield State(name="demonstration, mail", path="/demo/mail")
    yield State(name="demonstration, post", path="/demo/post")
    route = "/demo/post/{number}"
    yield State(name="demonstration, letter", path="/demo/post/{letter}", route=route)


def _refused() -> Iterator[State]:
    """What is refused, and what fails."""
    yield State(name="404", path="/no-such-page", route="(not found)", status=404)
    yield State(name="404, signed in", path="/a", route="(not found)", persona="antei", status=404)
    yield State(name="403", path="/sign-in", then=expired, status=403)
    yield State(name="413", path="/sign-in", then=flooded, status=413)
    for status in faults.STATUSES:
        yield State(name=str(status), path=f"/fault/{status}", route="(fault)", status=status)


# A part is shown with its mistakes among others, on a page that has none itself.
OF_PARTS = frozenset({"title-error"})
# The page has breadcrumbs of its own beside those that it shows.
OF_SHOWN_TWICE = {"breadcrumbs": frozenset({"nav-name", "axe:landmark-unique"})}


def _gallery() -> Iterator[State]:
    """Walk every part with its examples; those with a page of their own one by one."""
    yield State(name="gallery", path="/gallery", budget=WHOLE_RECORD, part=True)
    for name, part in read_parts().items():
        yield State(
            name=f"gallery {name}",
            path=f"/gallery/{name}",
            route="/gallery/{name}",
            budget=WHOLE_RECORD,
            excused=OF_PARTS | OF_SHOWN_TWICE.get(name, frozenset()),
            part=True,
        )
        for number, example in enumerate(part.examples, 1):
            if example.place == "page":
                yield State(
                    name=f"gallery {name} {number}",
                    path=f"/gallery/{name}/{number}",
                    route="/gallery/{name}/{number}",
                    budget=WHOLE_RECORD,
                    excused=OF_PARTS,
                    part=True,
                )


# Routes that are no pages, each with the reason.
# At a counter they are the person's own pages, below what is walked there; with every link and form
# tests/features/test_counter_together.py walks them.
OWN = "the same page as the person's own"
NO_PAGES = {
    "/static/{digest}/{name}": "a file; e2e/test_static_files.py looks at each",
    "/record/record.csv": "a file to keep; tests/features/test_records_saving.py reads it",
    "/estimate/compare/compare.csv": "a file to keep; tests/features/test_estimate_compare.py reads it",
    "/record/record.jsonl": "a file to keep; tests/features/test_records_saving.py reads it",
    "/record/record.pdf": "a file to keep; tests/features/test_papers.py reads it",
    "/kiosk/over": "it leads to the first page, or to the one that asks who is there",
    "/search/on": "it leads on to the question that is asked next, or to the check page",
    "/record/unclear.pdf": "a file to keep; tests/features/test_papers.py reads it",
    "/staff/counter/estimate/why/{kind}": OWN,
    "/staff/counter/record/payable": OWN,
    "/staff/counter/record/leaflet": OWN,
    **{
        f"/staff/practice/{{slug}}/record{tail}": OWN
        for tail in (
            *("/grid", "/years", "/years/{year}", "/months/{month}", "/schemes", "/overlaps"),
            *("/unclear", "/leaflet"),
        )
    },
    **{
        f"/staff/practice/{{slug}}{tail}": OWN
        for tail in (
            *("/history/hints", "/history/{part}/{key}", "/search/names/new", "/search/births"),
            *("/search/births/new", "/search/on", "/search/{question}"),
        )
    },
    "/staff/counter/history/hints": OWN,
    "/staff/counter/history/{part}/{key}": OWN,
    **{
        f"/staff/counter/search{tail}": OWN
        for tail in (
            *("/names/new", "/births", "/births/new", "/on", "/{question}", "/check"),
            *("/slips/{number}", "/slips/{number}/print", "/slips/{number}/more"),
        )
    },
}
PAGES = (
    *_words(),
    *_record(),
    *_estimate(),
    *to_come.pages(),
    *_conditions(),
    *kiosk.pages(),
    *counter.pages(),
    *found.pages(),
    *history.pages(),
    *helping.pages(),
    *remembering.pages(),
    *requests.pages(),
    *searching.pages(),
    *standing_searches.pages(),
    *compared.pages(),
    *public.pages(),
    *staff.pages(),
    *office_pages.pages(),
    *letters.pages(),
    *relations.pages(),
    *auditors.pages(),
    *closed.pages(),
    *account.pages(),
    *_refused(),
)
EVERY = (*PAGES, *_gallery())
