"""私の履歴整理表: what one person has written, and its pages in every state."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.people import sample
from e2e.states import State, empty, hidden, send, typed, wrong
from nenkin.features.history.desk import ALL as EVERYTHING
from nenkin.features.history.desk import SHOWN
from nenkin.features.history.recorded import key_of as key_of_part
from nenkin.features.history.recorded import parts_of
from nenkin.features.history.sections import ALL, WHOLE

WRITER, BEGINNER = "tenshoku", "antei"
KEY = "mihon1"
CONFLICT = 409
# By part and page, as it was typed into the boxes.
WRITTEN: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = {
    "names": {
        "name": {"name-kind": ["former"], "surname": ["見本"], "given-name": [""]},
        "reading": {"surname-kana": ["みほん"]},
        "when": {"first": ["わからない"], "last": ["24歳ごろ"]},
    },
    "handbook-count": {"count": {"handbook-count": ["2"]}},
    "work": {
        "job": {
            "employer": ["みほん紡績株式会社"],
            "first": ["平成3年4月"],
            "last": ["平成4年の冬"],
        },
        "place": {"workplace": ["みほん工場"], "place": ["みほん市"]},
        "kind": {"occupation": ["糸をつむぐ仕事"], "employment": ["regular"]},
        "kept": {"kept": ["health-card", "pension-deducted"]},
        "size": {"size": ["from-51"]},
    },
    "marriage": {"turn": {"at": ["24歳ごろ"], "surname-before": ["見本"]}},
    "objections": {
        "said": {
            "recorded": ["1992-04", "1996-05", "employees", "みほん印刷"],
            "objection": ["other-name"],
            "note": ["働いたのは、みほん社です。"],
        },
    },
}
# Another has begun, and has not looked at the record yet.
BEGUN: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = {
    "work": {"job": {"employer": ["みほん商店"], "first": ["20歳ごろ"], "last": [""]}},
}
# A third has looked, and nothing is missing.
NOTHING_MISSING = "chofuku"
SHEETS = {
    WRITER: {**WRITTEN, SHOWN: {SHOWN: {}}},
    "jieigyo": BEGUN,
    NOTHING_MISSING: {"marriage": WRITTEN["marriage"], SHOWN: {SHOWN: {}}},
}
# Of a part of the record nothing is said yet.
_FIRST = parts_of(sample(WRITER).record)[0]
HEAD = (
    '{"type": "sheet", "format": "nenkin-history", "version": 1, "born_on": "1944-09-03"}\n'
    '{"type": "event", "key": "work-1", "category": "work", "first": {"precision": "unknown"},'
    ' "work": {"employer": "みほん紡績"}}\n'
)
WITH_MISTAKES = HEAD + '{"type": "event"}\n{\n'
UNFIT = {"first": "58年", "last": "平成9年2月30日"}


def key_of(part: str) -> str:
    """Give the key under which somebody's entry of a part is kept."""
    if part == SHOWN:
        return EVERYTHING
    return next(section.single for section in WHOLE if section.slug == part) or KEY


def _met(page: Page) -> None:
    """Write into a page that another tab has written meanwhile."""
    page.locator("main form input[name=seen]").first.evaluate("field => { field.value = '9' }")
    page.locator("main [name=employer]").fill("みほん織物")
    send(page)


def _brought(text: str) -> Callable[[Page], None]:
    """Choose a file with this text, and send it."""

    def act(page: Page) -> None:
        chosen = {"name": "sheet.jsonl", "mimeType": "application/jsonl", "buffer": text.encode()}
        page.locator("main [type=file]").set_input_files(chosen)  # type: ignore[arg-type]
        send(page)

    return act


def pages() -> Iterator[State]:
    """Walk the sheet: empty and begun, every part, every page, and what asks or refuses."""
    for who in (WRITER, BEGINNER):
        yield State(name=f"history, {who}", path="/history", persona=who, budget=WHOLE_RECORD)
    route = "/history/{part}"
    for part in (*WRITTEN, "sea"):
        yield State(name=f"history, {part}", path=f"/history/{part}", route=route, persona=WRITER)
    path = "/history/delete"
    yield State(name="history, delete", path=path, route=route, persona=WRITER)
    for who in (WRITER, "jieigyo"):
        path = "/history/compare"
        yield State(
            name=f"history, compare, {who}",
            path=path,
            route=route,
            persona=who,
            budget=WHOLE_RECORD,
        )
    gaps = State(name="history, gaps", path="/history/gaps", route=route, persona=WRITER)
    yield gaps
    yield wrong(gaps, "empty", empty)
    yield replace(gaps, name="history, gaps, nothing written", persona=BEGINNER)
    for who, size in ((WRITER, ""), ("jieigyo", "?size=large")):
        yield State(
            name=f"history, print, {who}",
            path=f"/history/print{size}",
            route=route,
            persona=who,
            budget=WHOLE_RECORD,
        )
    path = f"/history/compare/work-{KEY}"
    yield State(name="history, finding", path=path, route="/history/{part}/{key}", persona=WRITER)
    route = "/history/{part}/{key}/{page}"
    for section in ALL:
        written = WRITTEN.get(section.slug, {})
        for page in section.pages:
            path = f"/history/{section.slug}/{key_of(section.slug)}/{page}"
            state = State(
                name=f"history, {section.slug}, {page}",
                path=path,
                route=route,
                persona=WRITER if page in written else BEGINNER,
            )
            yield state
            if page == section.first:
                yield wrong(state, "empty", empty)
    job = State(name="history, job", path=f"/history/work/{KEY}/job", route=route, persona=WRITER)
    yield wrong(job, "refused", typed(UNFIT))
    yield State(
        name="history, record beside",
        path=f"{job.path}?record=yes",
        route=route,
        persona=WRITER,
        budget=WHOLE_RECORD,
    )
    bring = State(
        name="history, import", path="/history/import", route="/history/{part}", persona=WRITER
    )
    yield bring
    yield wrong(bring, "no file", send)
    yield wrong(bring, "mistakes", _brought(WITH_MISTAKES))
    yield replace(bring, name="history, import, asked", then=_brought(HEAD), budget=WHOLE_RECORD)
    path = f"/history/objections/{KEY}/said"
    objection = State(name="history, objection", path=path, route=route, persona=WRITER)
    yield objection
    unsaid = f"/history/objections/{key_of_part(_FIRST)}/said"
    yield wrong(replace(objection, path=unsaid), "nothing chosen", send)
    yield State(
        name="history, two tabs",
        path=job.path,
        route=route,
        persona=WRITER,
        then=_met,
        status=CONFLICT,
    )
    for name, there in (("sheet", job), ("objection", objection)):
        gone = f"history, {name} deleted meanwhile"
        yield replace(there, name=gone, then=hidden("sheet", "x"), status=CONFLICT)
    yield State(
        name="history, delete, written meanwhile",
        path="/history/delete",
        route="/history/{part}",
        persona=WRITER,
        then=hidden("seen", "0"),
        status=CONFLICT,
    )
    path = f"/history/work/{KEY}/remove"
    yield State(name="history, remove", path=path, route=route, persona=WRITER)
