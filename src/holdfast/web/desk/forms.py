"""Forms of the desk: they read what a person wrote; the rooms' actions judge it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from holdfast.base.edtf import DateNotUnderstood, parse_edtf
from holdfast.base.numbers import NumberNotUnderstood, parse_number
from holdfast.people.types import ACCOUNT_ROLES, Viewer
from holdfast.record.types import CounterRuling, Status
from holdfast.web import words
from holdfast.web.claims.sentences import failure_text


class NumberField(forms.CharField):
    """An exact number, written with a decimal point and no thousands marks."""

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except NumberNotUnderstood as error:
            raise forms.ValidationError(failure_text(error)) from None


class EdtfField(forms.CharField):
    """A day, a month, a period, or a date that is not certain, in EDTF."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip()
        if text:
            try:
                parse_edtf(text)
            except DateNotUnderstood as error:
                raise forms.ValidationError(failure_text(error)) from None
        return text


def _choices(table: dict[Any, Any]) -> list[tuple[Any, Any]]:
    return [(code, title) for code, title in table.items() if code != ""]


class DeskForm(forms.Form):
    """A form whose fields are written out one under the other."""

    use_required_attribute = False  # the error summary speaks, not the browser's bubble
    template_name = "parts/fields.html"

    def offer_to(self, viewer: Viewer) -> None:
        """Narrow what may be chosen to what this viewer may choose."""


class SourceForm(DeskForm):
    """A source to add."""

    key = forms.SlugField(
        label=_("Id"), help_text=_("Small letters, digits and hyphens: un2720"), max_length=100
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=300)
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=300, required=False)
    kind = forms.CharField(label=_("What it is"), max_length=60, required=False)
    url = forms.URLField(label=_("Its own address"), required=False, assume_scheme="https")
    level = forms.TypedChoiceField(
        label=_("Who may see it"), choices=_choices(words.LEVELS), coerce=int, initial=20
    )


class DocumentForm(DeskForm):
    """A document to add."""

    key = forms.SlugField(
        label=_("Id"), help_text=_("The source and the date, such as ap-2025-12-10"), max_length=160
    )
    source = forms.SlugField(label=_("Source"), help_text=_("The id of the source that published it"))
    title_en = forms.CharField(label=_("Title in English"), max_length=500)
    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=500, required=False)
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https", max_length=2000)
    said = EdtfField(label=_("Said on"), help_text=_("2025-12-10, or 2025-12 where the day is not known"))
    language = forms.CharField(label=_("Language"), max_length=20, required=False)
    relays = forms.CharField(
        label=_("Documents it passes on"),
        required=False,
        help_text=_(
            "Their ids, parted by blanks. A report that passes on a statement is not a second source."
        ),
    )
    level = forms.TypedChoiceField(
        label=_("Who may see it"), choices=_choices(words.LEVELS), coerce=int, initial=20
    )


class ValueForm(DeskForm):
    """A value with its status and bounds."""

    status = forms.TypedChoiceField(
        label=_("Status"),
        choices=_choices(words.STATUSES),
        coerce=Status.of_word,
        help_text=_(
            "No report, zero reported, not monitored and partly monitored are four different things."
        ),
    )
    value = NumberField(label=_("Value"), required=False)
    low = NumberField(label=_("Lowest"), required=False)
    high = NumberField(label=_("Highest"), required=False)
    qualifier = forms.CharField(
        label=_("As said"), help_text=_("Such as “at least”"), max_length=120, required=False
    )
    hours = forms.IntegerField(label=_("Hours it covers"), min_value=0, required=False)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea)


class ObservationForm(ValueForm):
    """An observation to add."""

    field_order = ["series", "document", "about"]
    series = forms.SlugField(label=_("Series"), help_text=_("The id of the series"))
    document = forms.SlugField(label=_("Document"), help_text=_("The id of the document it stands in"))
    about = EdtfField(label=_("Period it is about"), help_text=_("2025-10-10, or 2025-10-10/2025-10-31"))
    comparator = forms.BooleanField(
        label=_("A later document’s figure for an earlier period"), required=False
    )


class CorrectionForm(ValueForm):
    """A later edition of a row."""

    field_order = ["reason"]
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Readers see it beside both editions."),
        max_length=500,
        widget=forms.Textarea,
    )


class ReasonForm(DeskForm):
    """A reason alone."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Readers see it."), max_length=500, widget=forms.Textarea
    )


class CounterForm(DeskForm):
    """A ruling about a counter that fell."""

    ruling = forms.TypedChoiceField(
        label=_("What happened"),
        choices=_choices(words.RULINGS),
        coerce=CounterRuling,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Readers see it."), max_length=1000, widget=forms.Textarea
    )


class PublishForm(DeskForm):
    """A new revision of a figure."""

    reason = forms.CharField(
        label=_("What changed and why"),
        help_text=_("It stands beside the revision for good."),
        max_length=1000,
        widget=forms.Textarea,
    )
    as_of = forms.DateField(label=_("As of"), help_text=_("Left empty: today."), required=False)
    said_by = forms.DateField(
        label=_("Said by"), help_text=_("Uses only documents said by this day."), required=False
    )


class FindingForm(DeskForm):
    """A reviewer's word on top of “not kept”."""

    reading = forms.SlugField(label=_("Reading"), required=False)
    from_day = forms.DateField(label=_("From"))
    to_day = forms.DateField(label=_("To"))
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea)
    excuses_considered = forms.CharField(label=_("Excuses that were weighed"), widget=forms.Textarea)
    right_of_reply = forms.CharField(
        label=_("Right of reply"),
        help_text=_("Who was asked, when, and what they answered, word for word."),
        widget=forms.Textarea,
    )


class AccountForm(DeskForm):
    """An account to make."""

    username = forms.CharField(
        label=_("Username"),
        max_length=50,
        help_text=_(
            "Small letters, digits and hyphens. Readers may see it under what this person publishes."
        ),
    )
    name = forms.CharField(label=_("Name at the desk"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=[(r.value, words.ROLES[r.value]) for r in ACCOUNT_ROLES]
    )
    clearance = forms.TypedChoiceField(
        label=_("Clearance"), choices=_choices(words.LEVELS), coerce=int, initial=20
    )
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. They change it after signing in."),
    )


class RoleForm(DeskForm):
    """Another role for an account."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(r.value, words.ROLES[r.value]) for r in ACCOUNT_ROLES]
    )
    clearance = forms.TypedChoiceField(label=_("Clearance"), choices=_choices(words.LEVELS), coerce=int)


class PasswordForm(DeskForm):
    """A new password for somebody else."""

    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class ConfirmForm(DeskForm):
    """Nothing to fill in: the button is the answer."""
