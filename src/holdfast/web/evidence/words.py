"""Words of the vault that come out of the store as codes, and texts of strangers made harmless to show."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.base.why import Why, WhyMalformed, WhyNotInCatalogue, catalogue
from holdfast.evidence.types import Compared, Filed, Method, Outcome, RequestState, Role, StampState, Verb
from holdfast.web import words
from holdfast.web.writing import language, number_text

METHODS = {
    Method.HTTP: _("over HTTP"),
    Method.BROWSER: _("in a browser"),
    Method.UPLOAD: _("a file given to the desk"),
}
OUTCOMES = {
    Outcome.COMPLETE: pgettext_lazy("capture", "complete"),
    Outcome.PARTIAL: pgettext_lazy("capture", "partial: parts of the page failed"),
    Outcome.CUT: pgettext_lazy("capture", "cut off by a limit"),
    Outcome.BLOCKED: pgettext_lazy("capture", "kept out: another page came instead"),
    Outcome.FAILED: pgettext_lazy("capture", "failed"),
}
COMPARED = {
    Compared.FIRST: _("nothing earlier to hold it against"),
    Compared.SAME: _("the same as before"),
    Compared.GREW: _("grew since the one before: more stands there, and nothing was altered"),
    Compared.CHANGED: _("changed since the one before"),
    Compared.REMOVED: _("gone since the one before"),
    Compared.FAILED: _("nothing to compare"),
}
ROLES = {
    Role.WARC: _("what came over the wire (WARC)"),
    Role.BODY: _("the body"),
    Role.SCREENSHOT: _("picture of the page"),
    Role.TEXT: _("its text"),
    Role.UPLOAD: _("the file as it was given"),
    Role.METADATA: _("what the file says about itself"),
    Role.CERTIFICATES: _("certificates of the server"),
}
LOADED = _(
    "what the browser loaded for the page, and how each came out"
)  # the metadata of a browser's capture
VERBS = {
    Verb.COLLECTED: _("collected"),
    Verb.UPLOADED: _("uploaded"),
    Verb.GREW: _("found grown"),
    Verb.CHANGED: _("found changed"),
    Verb.REMOVED: _("found gone"),
    Verb.FAILED: _("not reached"),
    Verb.VIEWED: _("looked at"),
    Verb.EXPORTED: _("exported"),
    Verb.DERIVED: _("copy derived"),
    Verb.REDACTED: _("redacted copy made"),
    Verb.EXPUNGED: _("expunged"),
    Verb.HELD: _("put under a legal hold"),
    Verb.RELEASED: _("legal hold released"),
    Verb.FLAGGED: _("flag of graphic content set or lifted"),
    Verb.ANSWERED: _("question answered"),
    Verb.CONFIRMED: _("answer agreed with or disputed"),
    Verb.LEVEL_CHANGED: _("who may see it changed"),
    Verb.PUT_AWAY: _("finding put away or put back"),
    Verb.KEY_ADDED: _("key added"),
    Verb.KEY_RETIRED: _("key retired"),
    Verb.CHECKPOINT: _("head signed"),
    Verb.STAMPED: _("head stamped"),
    Verb.COSIGNED: _("head cosigned"),
}
FILED = {
    Filed.ADDRESS: _("of the document’s own address"),
    Filed.PERSON: _("filed by a person"),
    Filed.ELSEWHERE: _("of another address, and not counted as preserving the document"),
}
REQUESTS = {
    RequestState.WAITING: pgettext_lazy("request", "waiting"),
    RequestState.DONE: pgettext_lazy("request", "captured"),
    RequestState.FAILED: pgettext_lazy("request", "came to nothing"),
}
STAMPS = {
    StampState.PENDING: pgettext_lazy("stamp", "pending"),
    StampState.ANCHORED: pgettext_lazy("stamp", "in place"),
}
ASKED = {
    "where": _("Where was it?"),
    "when": _("When was it?"),
    "what": _("What does it show?"),
    "who": _("Who made it, and who is in it?"),
    "untampered": _("Is it as its author published it?"),
}
_REDACTED = frozenset(
    {"application/pdf", "text/plain", "text/csv", "text/tab-separated-values", "text/markdown"}
    | {f"image/{kind}" for kind in ("png", "jpeg", "webp", "gif", "bmp", "tiff")}
)
# Control characters, and the marks that turn the direction of what follows round.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def term(kind: str, code: object) -> str:
    """The catalogue's word for a code of a review, such as a ground or a finding."""
    return catalogue(language()).terms.get(f"{kind}.{code}") or str(code)


def came(outcome: Outcome, why: Mapping[str, Any]) -> str:
    """What came of a capture; one that an update judged is what it was not, never "complete"."""
    if refused_by_update(why):
        return gettext("not what was asked for")
    return words.word(OUTCOMES, outcome)


def refused_by_update(why: Mapping[str, Any]) -> bool:
    """Whether the reason is that of an update, which asked for a certain file and got something else."""
    return str(why.get("code", "")).startswith("update-")


def told_why(value: Mapping[str, Any]) -> str:
    """The reason of an outcome, in the language of the page."""
    try:
        return Why.from_json(str(value["code"]), dict(value.get("params") or {})).render(language())
    except (KeyError, TypeError, WhyMalformed, WhyNotInCatalogue):
        return str(value.get("text") or value.get("code") or "")


def harmless(text: str) -> str:
    """A stranger's text with what is not seen and turns directions round written out; line breaks stay."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n"))


def redactable(mime: str) -> bool:
    """Whether redacted copies can be made of a part of this type: pictures, PDF, plain texts."""
    bare = mime.partition(";")[0].strip().lower()
    return bare in _REDACTED


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    for limit, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= limit:
            return f"{number_text(size / limit, 1)}\u00a0{unit}"
    return gettext("{count} bytes").format(count=size).replace(" ", "\u00a0")
