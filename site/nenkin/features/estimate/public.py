"""/estimate/try: an estimate without signing in (ログインしないで試す); nothing is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide

from nenkin.content.library import Library
from nenkin.features.estimate.public_forms import AboutForm, TypedPeriodForm
from nenkin.features.estimate.public_state import (
    LOST,
    MOST,
    PERIOD,
    Told,
    about_fields,
    begun_fields,
    period_fields,
    read_told,
)
from nenkin.features.estimate.result import refusal, result_view
from nenkin.features.estimate.why import write_yen
from nenkin.law.conditions import Period, Way
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.months import fiscal_year, month_of, spell
from nenkin.law.parameters import Law
from nenkin.law.wareki import write_fiscal_year, write_month_both
from nenkin.settings import Settings
from nenkin.web.access import Access, exchange_of
from nenkin.web.days import shown_day
from nenkin.web.forms import Form, FormView, Rejected, all_wrong, view
from nenkin.web.preferences import FORM, typed_only
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

OPEN: dict[str, Any] = {"access": Access.EVERYBODY}
BASE = "/estimate/try"
ABOUT, ADD, REMOVE, RESULT = "about", "add", "remove", "result"  # the names of buttons
SHOWN, PERIODS = "shown", "periods"  # which page a form stands on: ABOUT, PERIODS or RESULT
Page = Response[bytes]


@dataclass(frozen=True, slots=True)
class Counter:
    """One request's way to the law and its words; there is none to any storage."""

    visit: Visit
    renderer: Renderer
    library: Library
    law: Law
    settings: Settings

    @property
    def today(self) -> date:
        """Give the day."""
        return shown_day(self.settings, None, self.visit.now)

    def about(self, sent: Submission, rejected: Rejected | None = None) -> Page:
        """Ask who somebody is, with what was typed before."""
        return self.renderer.page(
            self.visit,
            "estimate/public_about.html",
            status=422 if rejected else 200,
            form=self._form(AboutForm, rejected or sent),
            hidden=[
                (SHOWN, ABOUT),
                *((PERIOD, text) for text in sent.get(PERIOD, [])[:MOST]),
                *begun_fields(sent),
            ],
            base=BASE,
        )

    def periods(
        self, sent: Submission, told: Told, typed: Submission | Rejected, refused: str = ""
    ) -> Page:
        """Show the periods so far, and ask for one more, with what was typed of it before."""
        form = self._form(TypedPeriodForm, typed)
        errors = [*form.errors, *([{"text": refused, "href": f"#{FORM}"}] if refused else [])]
        return self.renderer.page(
            self.visit,
            "estimate/public_periods.html",
            status=422 if errors else 200,
            form=form,
            errors=errors,
            hidden=[(SHOWN, PERIODS), *about_fields(sent), *period_fields(told)],
            lines=[_line(self.library, one) for one in told.periods],
            lost=[_line(self.library, one) for one in told.lost],
            full=len(told.periods) >= MOST,
            base=BASE,
        )

    def result(self, sent: Submission, told: Told) -> Page:
        """Show what it all comes to, with every step; or what does not go together."""
        year = fiscal_year(month_of(self.today))
        try:
            life = told.life(self.law)
            found = estimate(self.law, life, told.scenario, year)
        except (Refused, NotInForce) as problem:
            return self.periods(sent, told, {}, refusal(self.library, problem))
        return self.renderer.page(
            self.visit,
            "estimate/public_result.html",
            view=result_view(self.library, found, life, self.today),
            year=write_fiscal_year(year),
            assumed=list(_assumed(self.library, told)),
            hidden=[(SHOWN, RESULT), *about_fields(sent), *period_fields(told)],
            lines=[_line(self.library, one)["cells"] for one in told.periods],
            base=BASE,
        )

    def again(self, sent: Submission) -> Page:
        """Show the page that the form stands on with everything typed there, as it looks now."""
        sent = {**typed_only(sent), PERIOD: [*sent.get(PERIOD, []), *sent.get(LOST, [])]}
        told = read_told(self.law, sent, self.today)
        if first(sent, SHOWN) == ABOUT or isinstance(told, Rejected):
            return self.about(sent)
        if first(sent, SHOWN) == RESULT:
            return self.result(sent, told)
        return self.periods(sent, told, sent)

    def _form(self, form: type[Form], typed: Submission | Rejected) -> FormView:
        return view(form, self.library.forms[form.words], typed)


@get("/estimate/try", opt=OPEN)
async def begin(counter: NamedDependency[Counter]) -> Page:
    """Ask who somebody is, or nothing of it."""
    return counter.about({})


@post("/estimate/try", opt=OPEN)
async def go_on(counter: NamedDependency[Counter], submission: NamedDependency[Submission]) -> Page:
    """Read everything that the form brings along, and show what comes next."""
    if counter.visit.shown_again:
        return counter.again(submission)
    if ABOUT in submission:
        return counter.about(submission)
    told = read_told(counter.law, submission, counter.today)
    if isinstance(told, Rejected):
        return counter.about(submission, told)
    return _further(counter, submission, told)


def _further(counter: Counter, submission: Submission, told: Told) -> Page:
    if REMOVE in submission:
        rest = told.without(first(submission, REMOVE))
        return counter.periods(submission, rest, submission)
    adding = ADD in submission or (RESULT in submission and bool(begun_fields(submission)))
    if adding and len(told.periods) < MOST:
        read = TypedPeriodForm.read(submission)

        def fitting(one: TypedPeriodForm) -> Told | Rejected:
            return told.fitting(one, submission)

        more = (
            all_wrong(TypedPeriodForm, read, fitting)
            if isinstance(read, Rejected)
            else fitting(read)
        )
        if isinstance(more, Rejected):
            return counter.periods(submission, told, more)
        told = more
    if RESULT in submission and not told.lost:
        return counter.result(submission, told)
    return counter.periods(submission, told, {} if adding else submission)


def _line(library: Library, one: Period) -> Mapping[str, Any]:
    words = library.phrases
    way = library.forms[TypedPeriodForm.words].fields["way"].options[one.way].label
    months = (write_month_both(one.first), write_month_both(one.last))
    pay = bonus = words["public.none"]
    what = way
    if one.way is Way.EMPLOYEE:
        pay = words["public.lowest"] if one.pay is None else write_yen(library, one.pay)
        bonus = bonus if one.bonus is None else write_yen(library, one.bonus)
        what = library.words("public.line", way=way, pay=pay, bonus=bonus)
    return {
        "first": spell(one.first),
        "name": library.words("conditions.months", first=months[0], last=months[1]),
        "what": what,
        "cells": (*months, way, pay, bonus),
    }


def _assumed(library: Library, told: Told) -> Iterator[str]:
    """Say what was taken where nothing was said, and what is never exact here."""
    about = told.about
    for name, value in (("born", about.born), ("sex", about.sex), ("start", about.start)):
        if not value:
            yield library.phrases[f"public.assumed.{name}"]
    employed = [one for one in told.periods if one.way is Way.EMPLOYEE]
    if any(one.pay is None for one in employed):
        yield library.phrases["public.assumed.pay"]
    if employed:
        yield library.phrases["public.assumed.same-pay"]
    yield library.phrases["public.assumed.family"]


def provide_counter(request: Request[Any, Any, Any]) -> Counter:
    """Give a request's way to the law; nothing else of the application."""
    parts = request.app.state
    return Counter(
        exchange_of(request).visit, parts.renderer, parts.library, parts.law, parts.settings
    )


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[begin, go_on],
        dependencies={"counter": Provide(provide_counter, sync_to_thread=False)},
    ),
)
