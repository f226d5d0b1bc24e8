"""The parts of a history sheet in the order in which they are asked, and the pages of each."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from nenkin.features.history import forms
from nenkin.features.history.forms import Remembered
from nenkin.law.remembered import Category


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet; an entry has one answer to each of its ``pages``, the first at least.

    ``category``: what its entries are as events of a life. ``names``: the boxes that an entry is
    called by. ``single``: there is but one entry, with this key.
    """

    slug: str
    pages: Mapping[str, type[Remembered]]
    category: Category | None = None
    names: tuple[str, ...] = ()
    single: str = ""

    @property
    def first(self) -> str:
        """Give the page with which an entry begins."""
        return next(iter(self.pages))

    def after(self, page: str) -> str | None:
        """Give the page after one, or ``None`` at the end."""
        slugs = list(self.pages)
        at = slugs.index(page) + 1
        return slugs[at] if at < len(slugs) else None

    def before(self, page: str) -> str | None:
        """Give the page before one, or ``None`` at the first."""
        slugs = list(self.pages)
        at = slugs.index(page)
        return slugs[at - 1] if at else None


_JOB = {
    "place": forms.WorkplaceForm,
    "kind": forms.OccupationForm,
    "kept": forms.KeptForm,
    "size": forms.SizeForm,
    "sure": forms.SureForm,
}
_TIME = {"time": forms.TimeForm, "place": forms.PlaceForm, "sure": forms.SureForm}


def _of(category: Category, names: str, **pages: type[Remembered]) -> Section:
    return Section(category.value, pages, category, tuple(names.split()))


ALL = (
    Section(
        "names",
        {"name": forms.NameForm, "reading": forms.ReadingForm, "when": forms.NameTimeForm},
        names=("surname", "given_name", "surname_kana", "given_name_kana"),
    ),
    Section("birth-dates", {"day": forms.BirthDateForm}, names=("other_birth",)),
    Section("handbook-count", {"count": forms.HandbookCountForm}, single="count"),
    Section("handbooks", {"book": forms.HandbookForm}, names=("cover",)),
    _of(
        Category.SCHOOL,
        "school",
        school=forms.SchoolForm,
        way=forms.SchoolWayForm,
        sure=forms.SureForm,
    ),
    _of(Category.WORK, "employer", job=forms.JobForm, **_JOB),
    _of(Category.NO_WORK, "doing", **_TIME),
    _of(Category.SELF_EMPLOYED, "doing", **_TIME),
    _of(Category.FAMILY_HELPER, "doing", **_TIME),
    _of(Category.MOVE, "moved_to", move=forms.MoveForm, sure=forms.SureForm),
    _of(Category.MARRIAGE, "", turn=forms.MarriageForm, sure=forms.SureForm),
    _of(Category.DIVORCE, "", turn=forms.SurnameForm, sure=forms.SureForm),
    _of(Category.ADOPTION, "", turn=forms.SurnameForm, sure=forms.SureForm),
    _of(Category.BIRTH, "child", turn=forms.ChildForm, sure=forms.SureForm),
    _of(Category.SEA, "ship employer", ship=forms.ShipForm, **_JOB),
    _of(Category.MINE, "employer", job=forms.JobForm, **_JOB),
    _of(Category.MUNITIONS, "employer", job=forms.JobForm, **_JOB),
    _of(Category.ABROAD, "country", time=forms.CountryForm, sure=forms.SureForm),
    _of(Category.OTHER, "doing", time=forms.TimeForm, sure=forms.SureForm),
)
# Written beside the record, and so never by somebody who may not see it.
OBJECTIONS = Section("objections", {"said": forms.ObjectionForm}, names=("recorded",))
WHOLE = (*ALL, OBJECTIONS)
SECTIONS = {section.slug: section for section in WHOLE}


def after_last(written: Container[str]) -> Section | None:
    """Give the part that is asked after the last one of ``written`` slugs, the first for none of them."""
    places = [at for at, section in enumerate(ALL) if section.slug in written]
    at = places[-1] + 1 if places else 0
    return ALL[at] if at < len(ALL) else None
