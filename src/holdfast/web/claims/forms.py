"""Forms of the claims desk: they read what a person wrote; the room's actions judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.base.errors import HoldfastError
from holdfast.claims.actions.given import items_read
from holdfast.claims.engine.claimreview import MOST_BYTES
from holdfast.claims.stored import Verdict
from holdfast.web.claims.check_words import VERDICTS
from holdfast.web.claims.sentences import failure_text
from holdfast.web.desk.forms import DeskForm, EdtfField
from holdfast.web.evidence.forms import LevelField, LevelForm


def _long(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=required,
    )


class ClaimForm(LevelForm):
    """A claim to add."""

    text = _long(_("Claim"), _("Word for word, in the language it was said in."))
    language = forms.CharField(label=_("Language"), help_text=_("Its code: en, ar, fr …"), max_length=20)
    speaker = forms.SlugField(
        label=_("Who said it"),
        help_text=_("The id of a source; empty where nobody knows, or where this desk says it"),
        max_length=100,
        required=False,
    )
    desk = forms.BooleanField(label=_("This desk says it itself"), required=False)
    said = EdtfField(
        label=_("Said on"), help_text=_("2025-12-10, or 2025-12 where the day is not known"), required=False
    )
    where = forms.CharField(label=_("Occasion or medium"), max_length=300, required=False)
    document = forms.SlugField(
        label=_("Document"),
        help_text=_("The id of the document it stands in"),
        max_length=160,
        required=False,
    )
    place = forms.CharField(label=_("Place it is about"), max_length=300, required=False)
    asserts = _long(
        _("What it asserts"),
        _("As JSON with the fields of an item, as “extract” prints them; may stay empty."),
        required=False,
    )
    level = LevelField(_("Who may see it"))

    def clean_asserts(self) -> list[Any]:
        """The items."""
        try:
            return items_read(self.cleaned_data["asserts"])
        except HoldfastError as error:
            raise forms.ValidationError(failure_text(error)) from None


class ClaimRelayForm(DeskForm):
    """Somebody passed a claim on."""

    source = forms.SlugField(
        label=_("Who"), help_text=_("The id of a source"), max_length=100, required=False
    )
    document = forms.SlugField(
        label=_("Document"),
        help_text=_("The id of the document it stands in"),
        max_length=160,
        required=False,
    )
    said = EdtfField(label=_("When"), required=False)
    where = forms.CharField(
        label=_("Where"), help_text=_("An occasion, a medium or an address"), max_length=300, required=False
    )


class ReviewForm(DeskForm):
    """A verdict on a claim, with its reasons."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[("", _("Choose")), *((one.value, VERDICTS[one]) for one in Verdict)],
        help_text=_("Your word, with your name. No verdict is “true”."),
    )
    independent = forms.IntegerField(
        label=_("Independent sources"),
        help_text=_("With “supported” alone: how many. A relay is not a second source."),
        min_value=1,
        max_value=1000,
        required=False,
    )
    evidence = _long(
        _("What it rests on"),
        _(
            "One a line: rows such as O-12, captures such as E-0001, documents by their ids; also what speaks against."
        ),
        required=False,
    )
    why_en = _long(_("Reasons in English"))
    why_ar = _long(_("Reasons in Arabic"), required=False)
    as_of = forms.DateField(
        label=_("As of"),
        help_text=_("Left empty: today."),
        error_messages={"invalid": _("Write it as year-month-day, such as 2026-01-31.")},
        required=False,
    )

    evidence_anyway = forms.BooleanField(
        label=_("I mean these rows, though the desk’s own check of the claim does not cite them"),
        help_text=_("Only where you were told so; the review then says it to its readers."),
        required=False,
    )

    def clean_evidence(self) -> list[str]:
        """The keys."""
        return self.cleaned_data["evidence"].replace(",", " ").split()


class SecondForm(DeskForm):
    """The second reader's word."""

    note = _long(_("What you looked at"), _("For people of the desk."), required=False)


class PublishReviewForm(LevelForm):
    """To whom a review goes out."""

    level = LevelField(_("Who may see it"))

    def offer_to(self, viewer: Any) -> None:
        """Everybody, unless the person says otherwise."""
        super().offer_to(viewer)
        self.fields["level"].initial = 0


class WithdrawForm(DeskForm):
    """Why a published review is taken back."""

    reason = _long(_("Reason"), _("Readers see it."))


class ImportForm(LevelForm):
    """A file of others' reviews."""

    file = forms.FileField(
        label=_("File"), help_text=_("JSON, a page that holds JSON-LD, or a DataFeed; at most 50 MB.")
    )
    skip_broken = forms.BooleanField(label=_("Keep the others where some cannot be read"), required=False)
    level = LevelField(_("Who may see it"))

    def clean_file(self) -> Any:
        """The file, if it is not too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file has more than 50 MB."))
        return file


class LinkForm(DeskForm):
    """Which claim an imported review is about."""

    claim = forms.CharField(
        label=_("Our claim"),
        help_text=_("Such as C-0001; empty where it is about none of ours after all"),
        max_length=20,
        required=False,
    )
    reason = _long(_("Reason"), _("Why you take the two for the same claim: who, when, where, how much."))
