"""年金事務所に送る: what people have sent and are about to send, and its pages in every state."""

from collections.abc import Iterator
from dataclasses import replace

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.history import BEGINNER, CONFLICT, NOTHING_MISSING, WRITER
from e2e.states import State, hidden, send, typed, wrong
from nenkin.interchange.sent_requests import Entry, Line, Part, Request, Said
from nenkin.law.procedures import Outcome, Procedure
from nenkin.law.procedures import State as Stage

BEGUN = "jieigyo"  # who has not looked at the record yet
OP, OTHER_OP = "a" * 32, "b" * 32  # of the request that is being written, and of one that was sent
# By the name under which addresses find its number: what it is, and the stages it has come to.
SENT: dict[str, tuple[Procedure, tuple[Stage, ...], Outcome | None]] = {
    "received": (Procedure.INQUIRY, (), None),
    "papers": (Procedure.INQUIRY, (Stage.INVESTIGATING, Stage.PAPERS_WANTED), None),
    "answered": (
        Procedure.INQUIRY,
        (Stage.INVESTIGATING, Stage.ANSWERED),
        Outcome.NOT_FOUND,
    ),
    "withdrawn": (Procedure.INQUIRY, (Stage.WITHDRAWN,), None),
    "correction": (Procedure.CORRECTION, (), None),
}
REQUEST = Request(
    person=[Line("氏名", "見本 花子"), Line("生年月日", "1969年（昭和44年）5月5日")],
    data_date="2026-11-20",
    data_day="2026年（令和8年）11月20日",
    findings=[
        Said(
            key="work-mihon1",
            about="みほん紡績株式会社",
            title="保険料が引かれていた仕事",
            spans=["平成3年（1991年）4月から平成4年（1992年）2月まで"],
            months="あわせて11か月です。",
            grade="おそらく",
            why="給料から保険料が引かれていたのに、記録がありません。",
            also=[],
            bring="給料の明細",
        )
    ],
    left_out=[],
    contact=[Line("電話番号", "03-0000-0000"), Line("電話に出やすい時間", "午前")],
    bring=["本人とわかる物", "給料の明細"],
    parts=[
        Part(
            "働いた所",
            "/history/work",
            [Entry("みほん紡績株式会社", [Line("いつから", "平成3年（1991年）4月、21歳")])],
        )
    ],
    disputed=True,
    values=[],
    sheet=[],
)
ASKED_FOR = "みほん紡績で働いていたころの給料の明細を見せてください。"
NEW, ONE = "/requests/new", "/requests/{number}"


def _none(page: Page) -> None:
    for box in page.locator("main [name=finding]").all():
        if box.is_checked():
            box.press("Space")
    send(page)


def pages() -> Iterator[State]:
    """Walk what goes along, contact, check page; the list, one in every stage, paper, withdrawal."""
    for who in (WRITER, BEGINNER):
        yield State(name=f"requests, {who}", path="/requests", persona=who)
    choose = State(name="request, new", path=NEW, persona=WRITER)
    yield choose
    yield wrong(choose, "none", _none)
    yield State(name="request, new, record not seen", path=NEW, persona=BEGUN)
    yield State(name="request, new, nothing", path=NEW, persona=NOTHING_MISSING)
    contact = State(name="request, contact", path=f"{NEW}/contact", persona=WRITER)
    yield contact
    yield wrong(contact, "refused", typed({"telephone": "12", "message": "あ" * 501}))
    check = State(name="request, check", path=f"{NEW}/check", persona=WRITER, budget=WHOLE_RECORD)
    yield check
    for name, then in (("changed", hidden("seen", "x")), ("sent already", hidden("op", OTHER_OP))):
        yield replace(check, name=f"request, check, {name}", then=then, status=CONFLICT)
    for name in SENT:
        path = f"/requests/{{{name}}}"
        yield State(name=f"request, {name}", path=path, route=ONE, persona=WRITER)
    path = "/requests/{received}?sent=yes"
    yield State(name="request, sent", path=path, route=ONE, persona=WRITER)
    for slug, name in (
        *(("print", "received"), ("print?size=large", "correction")),
        *(("withdraw", "received"), ("correction", "answered")),
    ):
        yield State(
            name=f"request, page {slug}",
            path=f"/requests/{{{name}}}/{slug}",
            route=f"{ONE}/{slug.partition('?')[0]}",
            persona=WRITER,
            budget=WHOLE_RECORD,
        )
