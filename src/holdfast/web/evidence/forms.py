"""Forms of the vault: they read what a person wrote; the room's actions judge it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.evidence.queries.kept import address_refused
from holdfast.evidence.types import CaptureWish, Finding, Ground, Method
from holdfast.people.types import Level, Viewer
from holdfast.web import words
from holdfast.web.desk.forms import DeskForm
from holdfast.web.evidence.words import METHODS, term
from holdfast.web.writing import language

LEVELS = [(code, title) for code, title in words.LEVELS.items()]
WAYS = [(one.value, METHODS[one]) for one in (Method.HTTP, Method.BROWSER)]
MOST_LINES = 500
_PLACE = re.compile(r"\s*(\d{1,7})[\s,]+(\d{1,7})[\s,]+(\d{1,7})[\s,]+(\d{1,7})\s*")
_PAGED = re.compile(r"\s*(\d{1,6})\s*:\s*(\d{1,7})[\s,]+(\d{1,7})[\s,]+(\d{1,7})[\s,]+(\d{1,7})\s*")
_SPAN = re.compile(r"\s*(\d{1,9})[\s,:–-]+(\d{1,9})\s*")


class LevelField(forms.TypedChoiceField):
    """A level that the viewer may see; the desk's own at first, or theirs where it is lower."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, choices=LEVELS, coerce=int, initial=int(Level.DESK))

    def offer_to(self, viewer: Viewer) -> None:
        """Up to the viewer's clearance."""
        self.choices = [(code, title) for code, title in LEVELS if viewer.sees(code)]
        self.initial = min(int(Level.DESK), int(viewer.clearance))

    def validate(self, value: Any) -> None:
        """A level above the viewer's clearance is refused by its word."""
        word = next((title for code, title in LEVELS if str(code) == str(value)), None)
        if word is not None and not self.valid_value(value):
            raise forms.ValidationError(
                gettext("The level “{level}” is above your clearance.").format(level=word)
            )
        super().validate(value)


class LevelForm(DeskForm):
    """A form that asks, in its field `level`, who may see what it makes."""

    def offer_to(self, viewer: Viewer) -> None:
        self.fields["level"].offer_to(viewer)  # type: ignore[attr-defined]


def _check_address(address: str) -> str:
    """The address, if the fetcher would go to it as far as its text tells: a refused one is never stored."""
    refused = address_refused(address)
    if refused is not None:
        raise forms.ValidationError(refused.render(language()))
    return address


def _long(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=required,
    )


class CaptureForm(LevelForm):
    """Addresses to capture."""

    addresses = forms.CharField(
        label=_("Addresses"),
        help_text=_("One a line, in full. The id of the document it is may follow after a space."),
        widget=forms.Textarea,
        max_length=1_000_000,
    )
    method = forms.ChoiceField(
        label=_("How"),
        choices=WAYS,
        help_text=_("In a browser, a picture of the page is taken too; it needs a browser on this machine."),
    )
    level = LevelField(_("Who may see it"))

    def clean_addresses(self) -> list[CaptureWish]:
        """The wishes, one a line."""
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["addresses"].splitlines(), 1):
            parts = line.split()
            if not parts:
                continue
            try:
                if len(parts) > 2:
                    raise forms.ValidationError(
                        gettext("an address, and at most the id of one document after it.")
                    )
                found.append(CaptureWish(_check_address(parts[0]), parts[1] if len(parts) > 1 else None))
            except forms.ValidationError as error:
                wrong.append(
                    gettext("Line {number}: {reason}").format(number=number, reason=error.messages[0])
                )
        if wrong:
            raise forms.ValidationError(wrong)
        if not 1 <= len(found) <= MOST_LINES:
            raise forms.ValidationError(gettext("From 1 to {most} addresses.").format(most=MOST_LINES))
        return found


class UploadForm(LevelForm):
    """A file to keep."""

    file = forms.FileField(label=_("File"), help_text=_("It is kept as it is, under its name."))
    document = forms.SlugField(
        label=_("Document"), help_text=_("The id of the document it is"), required=False, max_length=160
    )
    level = LevelField(_("Who may see it"))


class WatchForm(LevelForm):
    """An address to capture again and again."""

    address = forms.CharField(label=_("Address"), max_length=2000)
    every_hours = forms.IntegerField(
        label=_("Every how many hours"), min_value=1, max_value=24 * 366, initial=24
    )
    method = forms.ChoiceField(label=_("How"), choices=WAYS)
    document = forms.SlugField(
        label=_("Document"), help_text=_("The id of the document it is"), required=False, max_length=160
    )
    level = LevelField(_("Who may see it"))

    def clean_address(self) -> str:
        """The address, unless the fetcher would refuse it."""
        return _check_address(self.cleaned_data["address"])


class AnswerForm(DeskForm):
    """An answer to one question about a capture."""

    text = _long(_("Answer"))
    method = _long(_("Method"), _("How you found out, so that another can do it again."))
    reasons = _long(_("Reasons"), _("What speaks for it, and what against it."))


class UntamperedForm(AnswerForm):
    """An answer to the question whether it is as its author published it."""

    field_order = ["finding"]
    finding = forms.ChoiceField(label=_("Finding"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [(one.value, term("finding", one.value)) for one in Finding]  # type: ignore[attr-defined]


class AgreeForm(DeskForm):
    """Agreeing with somebody's answer, or not."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("I agree")), ("no", _("I disagree"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
    )
    reason = _long(_("Reason"), _("Needed where you disagree."), required=False)


class WhyForm(DeskForm):
    """A reason alone."""

    reason = _long(_("Reason"), _("It enters the custody log."))


class ChangeLevelForm(LevelForm):
    """Who may see a capture from now on, and why."""

    level = LevelField(_("Who may see it"))
    reason = _long(_("Reason"), _("It enters the custody log."))


class RedactForm(LevelForm):
    """Places to take out of one part."""

    places = _long(
        _("Places"),
        _(
            "One a line, in numbers. Of a picture: x, y, width, height in its pixels, as the grid shows them. "
            "Of a PDF the page first, counted from 1: 2: 40, 100, 200, 30, in points from its top left; one of one "
            "page needs none. Of a text: first character, character after the last, counted from 0."
        ),
        required=False,
    )
    phrases = _long(
        _("Words"),
        _("Of a text: words to take out wherever they stand, one a line, letter by letter."),
        required=False,
    )
    reason = _long(
        _("Reason"), _("It stands in the record of the copy, which everybody may read who gets it.")
    )
    level = LevelField(_("Who may see the copy"))

    def clean_places(self) -> list[dict[str, int]]:
        """Each line as numbers with their names."""
        found = []
        for number, line in enumerate(self.cleaned_data["places"].splitlines(), 1):
            if line.strip():
                place = _read_place(line)
                if place is None:
                    raise forms.ValidationError(
                        gettext("Line {number} is not a place as it is written here.").format(number=number)
                    )
                found.append(place)
        return found

    def clean_phrases(self) -> list[str]:
        """Each line that holds something."""
        return [line.strip() for line in self.cleaned_data["phrases"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Something has to be taken out."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("places") and not cleaned.get("phrases"):
            self.add_error("places", gettext("Name at least one place, or words."))
        return cleaned


def _read_place(line: str) -> dict[str, int] | None:
    for pattern, names in (
        (_PLACE, ("x", "y", "width", "height")),
        (_PAGED, ("page", "x", "y", "width", "height")),
        (_SPAN, ("start", "end")),
    ):
        found = pattern.fullmatch(line)
        if found:
            return {name: int(value) for name, value in zip(names, found.groups(), strict=True)}
    return None


class SeenForm(DeskForm):
    """An approval of the very copy that was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ExpungeForm(DeskForm):
    """A wish that a capture's bytes be deleted."""

    ground = forms.ChoiceField(label=_("Ground"))
    text = _long(
        _("In words"),
        _(
            "It stays in the desk’s own store for good, for people of the desk. Do not repeat what is to be deleted."
        ),
    )
    answers = forms.CharField(
        label=_("Answers whose words go too"),
        help_text=_("Their numbers, parted by blanks: those that quote the content."),
        required=False,
        max_length=500,
    )
    keep_redactions = forms.BooleanField(label=_("Keep the redacted copies"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.value, term("ground", one.value)) for one in Ground]  # type: ignore[attr-defined]

    def clean_answers(self) -> list[int]:
        """The numbers."""
        parts = self.cleaned_data["answers"].replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
            raise forms.ValidationError(gettext("Numbers alone, parted by blanks."))
        return [int(part) for part in parts]
