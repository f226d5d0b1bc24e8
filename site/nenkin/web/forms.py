"""Forms that are read once: what was sent becomes a value, or every mistake at once.

A form is a frozen dataclass whose annotations say how each field is read::

    @dataclass(frozen=True)
    class NameForm(Form):
        surname: Annotated[str, Text(23, autocomplete="family-name")]
        given_name: Annotated[str, Text(23, autocomplete="given-name")]

``NameForm.read(submission)`` gives a ``NameForm`` or ``Rejected``; no page ever works with a form
that is half right. Words (labels, hints, messages) are in content/forms/, never here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Protocol, Self, TypeVar, get_type_hints

from nenkin.web.fields import Field, Mistake
from nenkin.web.preferences import has_press
from nenkin.web.submissions import Submission


class OptionWording(Protocol):
    """The words of one choice."""

    @property
    def label(self) -> str:
        """Give what the choice is called."""
        ...

    @property
    def hint(self) -> str:
        """Give its explanation, or the empty string."""
        ...


class FieldWording(OptionWording, Protocol):
    """The words of one field."""

    @property
    def options(self) -> Mapping[str, OptionWording]:
        """Give the words of each choice."""
        ...

    @property
    def errors(self) -> Mapping[str, str]:
        """Give the message for each code."""
        ...


class Wording(Protocol):
    """The words of one form, as content/forms/ has them: by field."""

    @property
    def fields(self) -> Mapping[str, FieldWording]:
        """Give the words of each field."""
        ...


@dataclass(frozen=True)
class Trouble:
    """A mistake in its place."""

    field: str
    code: str
    part: str = ""


@dataclass(frozen=True)
class Rejected:
    """A form that could not be read: what was typed, and everything that is wrong with it."""

    submission: Submission
    troubles: tuple[Trouble, ...]


class Form:
    """What every form can do; a form is a frozen dataclass that inherits from it."""

    words: ClassVar[str] = ""  # its file in content/forms/, which several steps may share

    # codes that ``check`` can raise, by field, for the test that compares code and content
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {}

    @classmethod
    def read(cls, submission: Submission) -> Self | Rejected:
        """Read every field, then what they mean together; all mistakes at once.

        Sent by a button of the settings it is rejected without a mistake: it is only shown again.
        """
        if has_press(submission):
            return Rejected(submission, ())
        values: dict[str, Any] = {}
        troubles: list[Trouble] = []
        for name, kind in kinds(cls).items():
            try:
                values[name] = kind.read(submission, html_name(name))
            except Mistake as mistake:
                troubles.append(Trouble(name, mistake.code, mistake.part))
        if not troubles:
            form = cls(**values)
            troubles = [Trouble(field, code) for field, code in form.check()]
            if not troubles:
                return form
        return Rejected(submission, tuple(troubles))

    def check(self) -> Iterable[tuple[str, str]]:
        """Give (field, code) for what is wrong only when fields are seen together."""
        return ()


_Form = TypeVar("_Form", bound=Form)


def all_wrong(form: type[_Form], rejected: Rejected, judge: Callable[[_Form], object]) -> Rejected:
    """Give all that is wrong at once: in single fields, and in the others beside what is there.

    ``judge`` gives ``Rejected`` for a form whose fields can be read. It judges the form without the
    fields that cannot, where these may be left open; of them it adds nothing.
    """
    wrong = {trouble.field for trouble in rejected.troubles}
    rest = {
        name: said
        for name, said in rejected.submission.items()
        if not any(f"{name}-".startswith(f"{html_name(field)}-") for field in wrong)
    }
    read = form.read(rest)
    judged = None if isinstance(read, Rejected) else judge(read)
    more = judged.troubles if isinstance(judged, Rejected) else ()
    others = (trouble for trouble in more if trouble.field not in wrong)
    return Rejected(rejected.submission, (*rejected.troubles, *others))


_KINDS: dict[type, dict[str, Field]] = {}  # read from the annotations once for each form


def kinds(form: type[Form]) -> dict[str, Field]:
    """Give each field of a form with its kind, in order."""
    if form not in _KINDS:
        assert is_dataclass(form)
        hints = get_type_hints(form, include_extras=True)
        _KINDS[form] = {field.name: hints[field.name].__metadata__[0] for field in fields(form)}
    return _KINDS[form]


def html_name(field: str) -> str:
    """Give a field's name in HTML: hyphens, as in every address and identifier of a page."""
    return field.replace("_", "-")


@dataclass(frozen=True)
class FieldView:
    """One field, ready to be drawn: ``ui[component](**arguments)``."""

    component: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class FormView:
    """A form, ready to be drawn: the errors for the summary, and its fields in order."""

    errors: Sequence[Mapping[str, str]]
    fields: Mapping[str, FieldView]


def view(
    form: type[Form],
    words: Wording,
    typed: Submission | Rejected | None = None,
    *,
    heading: bool = False,
) -> FormView:
    """Draw a form empty, as it was typed, or, where it was rejected, with every mistake in its place.

    ``heading``: its first field's label is the page's h1 (one question a page).
    """
    submission, troubles = (
        (typed.submission, typed.troubles) if isinstance(typed, Rejected) else (typed or {}, ())
    )
    wrong = {trouble.field: trouble for trouble in reversed(troubles)}
    drawn: dict[str, FieldView] = {}
    errors = []
    for name, kind in kinds(form).items():
        arguments = dict(kind.arguments(submission, html_name(name)))
        said = words.fields[name]
        for option in arguments.get("options", ()):
            option["label"] = said.options[option["value"]].label
            option["hint"] = said.options[option["value"]].hint
        if "eras" in arguments:
            arguments["eras"] = [(era, said.options[era].label) for era in arguments["eras"]]
        label = "label" if kind.component in LABELLED else "legend"
        message = ""
        if name in wrong:
            message = said.errors[wrong[name].code]
            part = wrong[name].part or arguments.get("first_part", "")
            target = f"f-{html_name(name)}" + (f"-{part}" if part else "")
            errors.append({"text": message, "href": f"#{target}"})
        arguments.pop("first_part", None)
        drawn[name] = FieldView(
            kind.component,
            {
                **arguments,
                "name": html_name(name),
                label: said.label,
                "hint": said.hint,
                "error": message,
                "heading": heading and not drawn,
            },
        )
    return FormView(errors, drawn)


LABELLED = frozenset({"text_field", "text_area", "select"})
