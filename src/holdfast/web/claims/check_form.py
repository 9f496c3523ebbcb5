"""The form of a check, and what a person says of each line afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.claims.proposing import ModelSettings
from holdfast.claims.stored import GivenLine, Verdict
from holdfast.people.types import Permission, Viewer
from holdfast.sources.queries import sources_list
from holdfast.web.claims.check_shown import KEPT_AROUND, TOGETHER, around, is_date_alone, numbered
from holdfast.web.claims.check_words import VERDICTS
from holdfast.web.desk.forms import DeskForm
from holdfast.web.evidence.forms import LevelField
from holdfast.web.writing import here

MOST_BYTES = 5_000_000  # of a draft, pasted or in a file
ACCEPT_TOGETHER = "accept-together"
MOST_TOLD = 3  # lines still open that are told one by one
INSTEAD = ("file", "address")  # of pasting a text
HOUSE, SOURCE, OTHER = "desk", "source", "other"


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of a form, written out as a form's are."""

    visible_fields: list[forms.BoundField]
    hidden_fields: tuple[forms.BoundField, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether there is a problem with one of them."""
        return any(field.errors for field in self.visible_fields)


class CheckForm(DeskForm):
    """A draft to check: pasted, in a file, or at an address; with its own date and whose text it is."""

    text = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        error_messages={"required": _("Paste a text, choose a file or give an address.")},
        help_text=_("Paste it whole: what is not the article is found and left out."),
    )
    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("Text, Markdown, HTML, DOCX or PDF; at most 5 MB.")
    )
    address = forms.URLField(
        label=_("An address"),
        required=False,
        assume_scheme="https",
        max_length=2000,
        help_text=_("The page is fetched now, and no copy of it is kept."),
    )
    published = forms.DateField(
        label=_("The text’s own date"),
        required=False,
        error_messages={"invalid": _("Write it as year-month-day, such as 2026-01-31.")},
        help_text=_("Such as 2026-01-31. “Yesterday” and days without a year are read by it."),
    )
    whose = forms.ChoiceField(
        label=_("Whose text it is"),
        choices=[
            (HOUSE, pgettext_lazy("whose text", "this desk’s own")),
            (SOURCE, pgettext_lazy("whose text", "a source’s")),
            (OTHER, pgettext_lazy("whose text", "somebody’s who is no source here")),
        ],
        widget=forms.RadioSelect,
        help_text=_("All are checked by the same rules, and counted in the same statistics."),
    )
    source = forms.ChoiceField(label=_("Which source"), required=False)
    name = forms.CharField(
        label=_("Or who else wrote it"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("A paper, an office or a person by name, where it is no source here."),
    )
    model = forms.BooleanField(label=_("Ask the language model too"), required=False)
    restricted = forms.BooleanField(
        label=_("This text is restricted"), required=False, help_text=_("Then it never leaves this desk.")
    )

    def offer(self, viewer: Viewer, model: ModelSettings | None) -> None:
        """What this viewer may give: an address where they may capture, a model where the desk names one."""
        names = [(one.key, here(one.name) or one.key) for one in sources_list(viewer)]
        self.fields["source"].choices = [("", "–"), *sorted(names, key=lambda one: one[1])]  # type: ignore[attr-defined]
        if not viewer.may(Permission.EDIT):
            del self.fields["address"]
        if model is None:
            del self.fields["model"], self.fields["restricted"]
        else:
            self.fields["model"].help_text = gettext(
                "The text is then sent to {host}, to the model {model}. It may point at passages; it decides nothing."
            ).format(host=model.host, model=model.model)

    @property
    def pasted(self) -> "Part":
        """The fields that a pasted text needs."""
        return Part([field for field in self.visible_fields() if field.name not in INSTEAD])

    @property
    def instead(self) -> "Part":
        """Those that give the text in another way."""
        return Part([field for field in self.visible_fields() if field.name in INSTEAD])

    def clean(self) -> dict[str, Any]:
        """Exactly one of text, file and address; a source or a name where the text is not the desk’s own."""
        given = super().clean() or {}
        named = [name for name in ("text", "file", "address") if given.get(name)]
        if named or any(name in self.errors for name in INSTEAD):
            self.errors.pop("text", None)
        if len(named) > 1:
            self.add_error(named[1], gettext("Give one of the three: a text, a file or an address."))
        if given.get("file") and given["file"].size > MOST_BYTES:
            self.add_error("file", gettext("The file has more than 5 MB; check a part of it."))
        if len((given.get("text") or "").encode("utf-8", "replace")) > MOST_BYTES:
            self.add_error("text", gettext("The text has more than 5 MB; check a part of it."))
        if given.get("whose") == SOURCE and not given.get("source"):
            self.add_error("source", gettext("Say which source it is."))
        if given.get("whose") == OTHER and not given.get("name"):
            self.add_error("name", gettext("Say who wrote it."))
        return given


class AcceptForm(DeskForm):
    """What is said once for the whole report; the lines stand beside it."""

    title = forms.CharField(
        label=_("Title of the report"), max_length=300, help_text=_("By which the desk will find it again.")
    )
    keep_text = forms.BooleanField(
        label=_("Keep the text too"),
        required=False,
        help_text=_("Else only its hash is kept, by which anybody who has the text can prove it is the one."),
    )
    keep_context = forms.BooleanField(
        label=_("Keep a few words around each line"),
        required=False,
        help_text=_("At most 80 characters a line; else a line has its number and its own words alone."),
    )
    level = LevelField(_("Who may see it"))

    def offer_to(self, viewer: Viewer) -> None:
        self.fields["level"].offer_to(viewer)  # type: ignore[attr-defined]


def default_title(state: Mapping[str, Any]) -> str:
    """The draft's own title, else its first words."""
    words = str(state.get("title") or "").split() or str(state.get("text") or "").split()
    return " ".join(words)[:120]


def lines_given(
    post: QueryDict, items: list[dict[str, Any]], text: str = ""
) -> tuple[list[GivenLine], list[tuple[int, str]]]:
    """Each line as the person decided it, and what is still open: its number and what is asked.

    The decision is put beside each item, so that the page can be shown again as it was sent. Lines of which the record
    holds nothing are accepted together. Of `text` a few words around each line are kept, where the person ticked that.
    """
    lines, open_lines = [], []
    together = post.get(ACCEPT_TOGETHER) == "yes"
    keeps = post.get("keep_context") == "on"
    for number, item in numbered(items):
        if is_date_alone(item):
            continue
        accepted = together if item["verdict"] in TOGETHER else post.get(f"accept-{number}") == "yes"
        other = post.get(f"verdict-{number}", "")
        reason = post.get(f"reason-{number}", "").strip()[:2000]
        item["decided"] = {"accepted": accepted, "verdict": other, "reason": reason}
        verdict = other if other in set(Verdict) else item["verdict"]
        changed = verdict != item["verdict"]
        if not accepted and not changed:
            open_lines.append((number, gettext("Line {number}: accept it, or decide otherwise.")))
        elif changed and not reason:
            open_lines.append((number, gettext("Line {number}: say why you decided otherwise.")))
        kept = {"context": list(around(text, item, KEPT_AROUND))} if keeps and text else {}
        lines.append(_line(item | kept, verdict, reason))
    if len(open_lines) > MOST_TOLD:
        said = ngettext(
            "{count} line is not decided yet", "{count} lines are not decided yet", len(open_lines)
        )
        return lines, [(open_lines[0][0], said.format(count=len(open_lines)))]
    return lines, [(number, said.format(number=number)) for number, said in open_lines]


def _line(item: Mapping[str, Any], verdict: str, reason: str) -> GivenLine:
    # The claims a line comes near to are looked up anew: not everybody who reads the report may see them.
    apart = ("citations", "why_code", "why_params", "decided", "candidates")
    return GivenLine(
        item={name: value for name, value in item.items() if name not in apart},
        proposed=item["verdict"],
        verdict=verdict,
        why_code=str(item.get("why_code") or ""),
        why_params=item.get("why_params") or {},
        citations=tuple(item.get("citations") or ()),
        reason=reason,
    )


def verdict_choices() -> list[tuple[str, str]]:
    """Every verdict with its word in the reader's language."""
    return [(one.value, str(title)) for one, title in VERDICTS.items()]
