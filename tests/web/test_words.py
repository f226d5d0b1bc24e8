"""Every form has exactly the words it needs: none missing, none left over."""

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

import pytest

import nenkin.features
from nenkin.web.forms import Form, kinds, view
from nenkin.web.preferences import BUTTONS
from tests.reading import read_words

LIBRARY = read_words()


def all_forms() -> list[type[Form]]:
    for module in pkgutil.walk_packages(nenkin.features.__path__, "nenkin.features."):
        importlib.import_module(module.name)
    return [
        form
        for form in below(Form)
        if form.__module__.startswith("nenkin.") and "__dataclass_params__" in vars(form)
    ]


def below(form: type[Form]) -> Iterator[type[Form]]:
    for child in form.__subclasses__():
        yield child
        yield from below(child)


FORMS = all_forms()


def needed() -> dict[str, dict[str, tuple[frozenset[str], frozenset[str]]]]:
    """Give, by file and field, the error codes and choices that forms can show."""
    files: dict[str, dict[str, Any]] = defaultdict(dict)
    for form in FORMS:
        for name, kind in kinds(form).items():
            arguments = kind.arguments({}, name)
            options = {option["value"] for option in arguments.get("options", ())}
            codes = kind.codes | form.own_codes.get(name, frozenset())
            before = files[form.words].get(name, (frozenset(), frozenset()))
            files[form.words][name] = (
                before[0] | codes,
                before[1] | options | set(arguments.get("eras", ())),
            )
    return files


def test_there_are_forms() -> None:
    assert len(FORMS) > 20


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_names_its_words_and_can_be_drawn(form: type[Form]) -> None:
    assert is_dataclass(form)
    assert set(form.own_codes) <= set(kinds(form))
    drawn = view(form, LIBRARY.forms[form.words], heading=True)
    assert list(drawn.fields) == list(kinds(form))


def test_files_and_forms_are_the_same() -> None:
    assert set(LIBRARY.forms) == set(needed())


@pytest.mark.parametrize("file", sorted(needed()))
def test_every_code_and_choice_has_its_words_and_nothing_is_left_over(file: str) -> None:
    said = {
        name: (frozenset(field.errors), frozenset(field.options))
        for name, field in LIBRARY.forms[file].fields.items()
    }
    assert said == needed()[file]


def test_no_field_has_the_name_of_a_button_of_the_look() -> None:
    names = {name for form in FORMS for name in kinds(form)}
    assert len(names) > 50
    assert not BUTTONS & names
