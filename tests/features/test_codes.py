"""A code typed into the field of another is named, and what belongs there is said, on every such form."""

import pytest

from nenkin.features.account.forms import AccessKeyForm, LetterForm, NumberForm
from nenkin.features.audit.forms import ExportForm, TrailForm
from nenkin.features.counter.forms import RequestForm
from nenkin.features.history.helped import HelpForm
from nenkin.features.history.resuming import ResumeForm
from nenkin.features.office.forms import GlassForm
from nenkin.features.ownerless.brought import SlipForm
from nenkin.interchange.codes import DIGITS, Code
from nenkin.web.fields import Digits
from nenkin.web.forms import Form, Rejected, kinds, view
from tests.web.test_words import FORMS, LIBRARY

TYPED = {
    Code.BASIC_NUMBER: ("9999-000115", "10けた"),
    Code.INQUIRY_NUMBER: ("123-456-789", "照会番号"),
    Code.ACCESS_KEY: ("１２３４　５６７８　９０１２　３４５６　７", "アクセスキー"),
    Code.RECEIPT_NUMBER: ("12345-67890-1234", "受付番号"),
    Code.RESUME_CODE: ("さくら たぬき みかん すずめ こたつ わかめ", "6つの言葉"),
    Code.MY_NUMBER: ("123456789012", "マイナンバー"),
}
ALL_BUT_THE_KEY = {*Code} - {Code.ACCESS_KEY, Code.MY_NUMBER}
TAKES: tuple[tuple[type[Form], str, set[Code], str], ...] = (
    (NumberForm, "number", {Code.BASIC_NUMBER}, "基礎年金番号を入力してください"),
    (AccessKeyForm, "access_key", {Code.ACCESS_KEY}, "アクセスキーを入力してください"),
    (LetterForm, "letter_code", {Code.ACCESS_KEY}, "手紙の番号を入力してください"),
    (ResumeForm, "code", {Code.RESUME_CODE}, "言葉を入力してください"),
    (HelpForm, "code", {Code.RESUME_CODE}, "言葉を入力してください"),
    (RequestForm, "number", ALL_BUT_THE_KEY, "言葉を入力してください"),
    *(
        (form, "case_number", {Code.RECEIPT_NUMBER}, "受付番号を入力してください")
        for form in (GlassForm, TrailForm, ExportForm)
    ),
    (SlipForm, "number", {Code.RECEIPT_NUMBER}, "受付番号を入力してください"),
)


@pytest.mark.parametrize(("form", "field", "wanted", "asks"), TAKES)
@pytest.mark.parametrize("other", Code)
def test_another_code_is_named(
    form: type[Form], field: str, wanted: set[Code], asks: str, other: Code
) -> None:
    typed, called = TYPED[other]
    submission = {field.replace("_", "-"): [typed]}
    rejected = form.read(submission)
    told = (
        {trouble.field: trouble.code for trouble in rejected.troubles}
        if isinstance(rejected, Rejected)
        else {}
    )
    if other in wanted:
        assert not told.get(field, "").startswith("is-")
        return
    assert told[field] == f"is-{other}"
    assert isinstance(rejected, Rejected)
    shown = view(form, LIBRARY.forms[form.words], rejected)
    (message,) = (
        one["text"]
        for one in shown.errors
        if one["href"].startswith(f"#f-{field.replace('_', '-')}")
    )
    assert called in message
    assert message.endswith(asks)
    assert shown.fields[field].arguments["value"] == typed  # nothing that was typed is lost


def test_no_form_takes_such_a_number_without_knowing_the_others() -> None:
    careless = [
        (form.__name__, name)
        for form in FORMS
        for name, kind in kinds(form).items()
        if ((isinstance(kind, Digits) and kind.length in DIGITS) or "not-receipt" in kind.codes)
        and getattr(kind, "mistaken", None) is None
    ]
    assert careless == []
