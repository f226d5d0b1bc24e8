"""/staff/audit: the auditors' pages. Whoever reads the trail stands in it too."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide

from nenkin.clock import japanese_day
from nenkin.features.audit.asking import sought_of
from nenkin.features.audit.desk import BASE, READ, WATCH, WRONG, Desk, moment_said, provide_desk
from nenkin.features.audit.exporting import EXPORTING, EXPORTS
from nenkin.features.audit.forms import ANY, TrailForm, slug
from nenkin.features.audit.outlying import DAYS, MOST_IDLE, MOST_OF_ONE, Outlier, outliers
from nenkin.features.audit.reviewing import ALONE, REVIEWING
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.audit import ActorKind, Entry
from nenkin.storage.audit_anchors import Missing
from nenkin.storage.audit_chain import verify
from nenkin.storage.audit_search import (
    LAST,
    looked_at,
    pseudonym,
    search_trail,
    staff_numbers,
)
from nenkin.storage.staff import find_member
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.preferences import typed_only
from nenkin.web.submissions import Submission, first

PAGE = 50
SHOWN_GAPS = 10  # the latest times without an anchor; one is enough to ask why


@get(BASE, opt=READ)
async def show(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show what can be asked, and the latest entries."""
    return await _draw(desk, TrailForm.read({"action": [ANY]}))


@post(BASE, opt=READ)
async def search(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Response[bytes]:
    """Search; ``before`` leads on to what is older."""
    asked = typed_only(submission)
    form = TrailForm.read(asked)
    if not isinstance(form, Rejected) and form.staff_number:
        member = await find_member(desk.db, form.staff_number.upper())
        if member is None:
            form = Rejected(submission, (Trouble("staff_number", "unknown"),))
    # A change of the look asks once more what was asked, so that the entries stay on the page.
    if desk.visit.shown_again and isinstance(form, Rejected):
        form = Rejected(submission, ())
    return await _draw(desk, form, asked)


@post(f"{BASE}/verify", opt=READ)
async def check(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Check every entry of the trail, from the first one on."""
    await desk.note("trail.verified")
    verdict = await verify(desk.db, desk.settings.trail, desk.visit.now)
    return desk.page(
        "verified",
        verdict=verdict,
        day=write_day(japanese_day(desk.visit.now)),
        missing=[_missing(desk, gap) for gap in verdict.missing[: -SHOWN_GAPS - 1 : -1]],
    )


@get(f"{BASE}/outliers", opt=WATCH)
async def stand_out(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show who looks more than others, and at whom again and again."""
    await desk.note("trail.outliers")
    since = desk.visit.now - timedelta(days=DAYS)
    looked = await looked_at(desk.db, "case.viewed", since)
    found = list(outliers(looked))
    numbers = await staff_numbers(desk.db, [one.staff_id for one in found])
    words = desk.library.words
    return desk.page(
        "outliers",
        days=DAYS,
        most=MOST_OF_ONE,
        most_idle=MOST_IDLE,
        clerks=len({one.staff_id for one in looked}),
        rows=[
            (
                numbers.get(one.staff_id, ""),
                words("audit.outliers.people", count=one.people),
                words("audit.outliers.times", count=one.most),
                words("audit.outliers.people", count=one.idle),
                "".join(_why(desk, one)),
            )
            for one in found
        ],
    )


def _why(desk: Desk, one: Outlier) -> Iterator[str]:
    for name in ("of_one", "of_many", "of_idle"):
        if getattr(one, name):
            yield desk.library.words(f"audit.outliers.{name.replace('_', '-')}")


def _missing(desk: Desk, gap: Missing) -> str:
    words = desk.library.words
    if gap.since is None:
        return words("audit.verified.never-anchored")
    since = moment_said(gap.since)
    if gap.until is None:
        return words("audit.verified.not-anchored", since=since)
    return words("audit.verified.gap", since=since, until=moment_said(gap.until))


async def _draw(
    desk: Desk, form: TrailForm | Rejected, typed: Submission | None = None
) -> Response[bytes]:
    words = desk.library.forms[TrailForm.words]
    shown = {"action": [ANY]} if typed is None else typed
    drawn = view(TrailForm, words, form if isinstance(form, Rejected) else shown)
    if isinstance(form, Rejected):
        return desk.page("trail", status=WRONG, form=drawn, rows=[], older="", searched=False)
    await desk.note("trail.searched", what=form.action, case=form.case_number)
    found = await search_trail(
        desk.db, await sought_of(desk, form), before=_before(typed), limit=PAGE
    )
    staff = [one.event.actor_id for one in found if one.event.actor is ActorKind.STAFF]
    numbers = await staff_numbers(desk.db, [one for one in staff if one is not None])
    return desk.page(
        "trail",
        form=drawn,
        rows=[tuple(_row(desk, one, numbers)) for one in found],
        older=str(found[-1].seq) if len(found) == PAGE else "",
        searched=True,
        typed={
            name: values[0]
            for name, values in (typed or shown).items()
            if values and name not in {"token", "before"}
        },
    )


def _before(typed: Submission | None) -> int:
    return id_of(first(typed or {}, "before")) or LAST


def _row(desk: Desk, one: Entry, numbers: Mapping[int, str]) -> Iterator[str]:
    event = one.event
    yield str(one.seq)
    yield moment_said(one.at)
    who = desk.library.words(f"account.actors.{event.actor.name.lower()}")
    # Where staff stood is their office; where a person stood is nobody's business.
    there = event.actor is ActorKind.STAFF
    yield f"{who} {numbers.get(event.actor_id or 0, '')} {event.place if there else ''}".strip()
    action = f"account.actions.{slug(event.action)}"
    phrases = desk.library.phrases
    yield phrases[action if action in phrases else "account.actions.other"]
    about = pseudonym(desk.db, event.subject) if event.subject is not None else ""
    yield f"{about} {event.purpose}".strip()


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[show, search, check, stand_out, *REVIEWING, *EXPORTING],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
STAFF_LINKS = (
    (Duty.READ_AUDIT, "audit.trail.link", BASE),
    (Duty.SEE_OUTLIERS, "audit.outliers.link", f"{BASE}/outliers"),
    (Duty.SEE_OUTLIERS, "audit.alone.link", ALONE),
    (Duty.AUDIT_EXPORT, "audit.exports.link", EXPORTS),
)
