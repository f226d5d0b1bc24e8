"""Pages that more than one part of this feature draws."""

from litestar import Response

from nenkin.features.account.desk import Desk
from nenkin.features.account.forms import PasswordForm
from nenkin.features.account.own_forms import ProveForm
from nenkin.features.account.secret_forms import ProveAllForm, RenewByKeyForm
from nenkin.web.forms import Form, Rejected
from nenkin.web.visits import Visit

GONE = 410
WRONG = 422
PERHAPS = frozenset({ProveAllForm, RenewByKeyForm})  # whose secret question may be left out


def one_question(
    desk: Desk, visit: Visit, form: type[Form], typed: Rejected | None, *, action: str, back: str
) -> Response[bytes]:
    """Draw a form of one field, whose label is the heading."""
    (name,) = desk.form(form).fields
    return desk.renderer.page(
        visit,
        "account/one.html",
        status=WRONG if typed else 200,
        form=desk.form(form, typed, heading=True),
        title=desk.library.forms[form.words].fields[name].label,
        action=action,
        back=back,
    )


def new_password(
    desk: Desk,
    visit: Visit,
    typed: Rejected | None,
    *,
    action: str,
    form: type[Form] = PasswordForm,
    back: str = "/recover",
    words: str = "account.recover",
    version: str = "",
) -> Response[bytes]:
    """Draw the page on which a password is chosen."""
    return desk.renderer.page(
        visit,
        "account/password.html",
        status=WRONG if typed else 200,
        form=desk.form(form, typed),
        perhaps=form in PERHAPS,
        profile=desk.policy.profile,
        action=action,
        back=back,
        version=version,
        title=desk.library.words(f"{words}.new-password"),
        button=desk.library.words(f"{words}.send-password"),
    )


def prove(
    desk: Desk,
    visit: Visit,
    typed: Rejected | None,
    *,
    action: str,
    back: str,
    words: str,
    form: type[Form] = ProveForm,
) -> Response[bytes]:
    """Draw the page that asks for the password once more, and say what for."""
    return desk.renderer.page(
        visit,
        "account/prove.html",
        status=WRONG if typed else 200,
        form=desk.form(form, typed),
        perhaps=form in PERHAPS,
        title=desk.library.words(f"{words}.title"),
        button=desk.library.words(f"{words}.show"),
        action=action,
        back=back,
    )


def dead_link(desk: Desk, visit: Visit) -> Response[bytes]:
    """Say that a link opens nothing any more, and how to get another."""
    return desk.renderer.page(visit, "account/dead_link.html", status=GONE, errors=True)


def press(desk: Desk, visit: Visit, *, words: str, action: str) -> Response[bytes]:
    """Draw the page behind a mail's link: one button, so that opening it changes nothing."""
    return desk.renderer.page(visit, "account/press.html", said=words, action=action)


def said(desk: Desk, visit: Visit, words: str) -> Response[bytes]:
    """Draw a page that only says that something is done."""
    title = desk.library.words(f"{words}.title")
    text = desk.library.words(f"{words}.text")
    return desk.renderer.page(visit, "account/said.html", title=title, text=text)
