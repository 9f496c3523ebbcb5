"""What people write into the claims desk, as it may be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.base.edtf import DateNotUnderstood, parse_edtf
from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.items import Bound, Item, Kind, Voice
from holdfast.claims.errors import ClaimInvalid, ClaimReviewUnknown, ClaimUnknown
from holdfast.claims.keys import claim_number, review_number
from holdfast.claims.models import Claim, Review
from holdfast.claims.stored import Side, Verdict
from holdfast.people.types import Level, Viewer
from holdfast.sources.errors import DocumentUnknown, SourceUnknown
from holdfast.sources.queries import document_ids, source_ids

UNTOUCHED = "Nothing was written"
LONGEST = 20_000
MOST_ITEMS = 200
# What Arabic, Hebrew and lists are written with.
_SIGNS = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u00ad")
_ITEM = frozenset(one.name for one in fields(Item))
_TEXT = frozenset(
    {"text", "lang", "unit", "what", "per", "attribution", "place", "actor", "population", "point", "ask"}
)
_NUMBER = frozenset({"value", "low", "high", "base"})
_DATE = frozenset({"as_of", "period_from", "period_to"})
_WORDS = {"kind": Kind, "bound": Bound, "voice": Voice}


def invalid(what: str, next_step: str = "") -> ClaimInvalid:
    """The error for what cannot be kept; nothing was written."""
    return ClaimInvalid(what, untouched=UNTOUCHED, next_step=next_step)


def written(text: object, what: str, *, most: int = LONGEST, empty: bool = False) -> str:
    """The text without blanks at its ends; raises ClaimInvalid where it is empty, too long or holds control signs."""
    cleaned = text.replace("\r\n", "\n").strip() if isinstance(text, str) else ""
    if (not cleaned and not empty) or len(cleaned) > most:
        raise invalid(f"The {what} has {len(cleaned):,} characters; it takes {0 if empty else 1} to {most:,}")
    for char in cleaned:
        if not char.isprintable() and char not in _SIGNS:
            raise invalid(f"The {what} holds {shown(char)}, which is no character of a text")
    return cleaned


def line(text: object, what: str, *, most: int = 300, empty: bool = True) -> str:
    """A text of one line."""
    return " ".join(written(text, what, most=most, empty=empty).split())


def tongue(code: object, *, empty: bool = False) -> str:
    """A language by its code, such as en or ar; raises ClaimInvalid."""
    found = str(code or "").strip().lower()
    if (empty and not found) or (
        2 <= len(found) <= 20 and found.replace("-", "").isalnum() and found.isascii()
    ):
        return found
    raise invalid(f"{shown(code)} is not the code of a language", "Write it like en, ar or fr")


def words(given: Mapping[str, str], what: str) -> str:
    """Texts by language, English among them, as canonical JSON; raises ClaimInvalid."""
    found = {tongue(code): written(text, what) for code, text in given.items() if str(text).strip()}
    if "en" not in found:
        raise invalid(
            f"The {what} is not given in English", "Give it in English, and in other languages beside"
        )
    return plain(found)


def verdict(word: str) -> Verdict:
    """The verdict of this word; raises ClaimInvalid for none of the closed list."""
    try:
        return Verdict(word)
    except ValueError:
        raise invalid(
            f"{shown(word)} is not a verdict", f"Choose of: {', '.join(one.value for one in Verdict)}"
        ) from None


def level_within(viewer: Viewer, level: int) -> int:
    """The level; raises ClaimInvalid for none there is, or one the viewer does not see."""
    if level not in list(Level) or not viewer.sees(level):
        raise invalid(
            f"{viewer.key} cannot write under the level {shown(level)}",
            "Choose a level within your clearance",
        )
    return int(level)


def said(text: str) -> dict[str, Any]:
    """A date as EDTF with its first and last day, for the fields of a row; raises ClaimInvalid."""
    text = (text or "").strip()
    if not text:
        return {"said": "", "said_first": None, "said_last": None}
    try:
        found = parse_edtf(text)
    except DateNotUnderstood as error:
        raise invalid(error.what_happened, error.next_step) from None
    return {"said": text, "said_first": found.first, "said_last": found.last}


def source_id(viewer: Viewer, key: str | None) -> int | None:
    """The id of a source this viewer may see; raises SourceUnknown."""
    if not key:
        return None
    found = source_ids(viewer, [key]).get(key) if key.isprintable() else None
    if found is None:
        raise SourceUnknown(
            f"There is no source {shown(key)}", untouched=UNTOUCHED, next_step="Add the source first"
        )
    return found


def document_id(viewer: Viewer, key: str | None) -> int | None:
    """The id of a document this viewer may see; raises DocumentUnknown."""
    if not key:
        return None
    found = document_ids(viewer, [key]).get(key) if key.isprintable() else None
    if found is None:
        raise DocumentUnknown(
            f"There is no document {shown(key)}", untouched=UNTOUCHED, next_step="Add the document first"
        )
    return found


def side_fields(viewer: Viewer, side: Side) -> dict[str, Any]:
    """Whose words: the id of the source, or the desk's own; raises SourceUnknown, ClaimInvalid."""
    if side.desk and side.source:
        raise invalid("The words are this desk's own or a source's, not both", "Leave one of them out")
    if side.name:
        raise invalid("Only a text can be of somebody who is no source here", "Name a source, or nobody")
    return {"desk": side.desk, "source_id": source_id(viewer, side.source)}


def text_side_fields(viewer: Viewer, side: Side) -> dict[str, Any]:
    """Whose text: a source's, the desk's own, or somebody's by name; raises SourceUnknown, ClaimInvalid."""
    name = line(side.name, "name of who wrote the text")
    if bool(side.source) + bool(side.desk) + bool(name) != 1:
        raise invalid(
            "The report does not say whose text it is",
            "Name a source, or somebody who is no source here, or say that it is the desk's own",
        )
    return {"desk": side.desk, "source_id": source_id(viewer, side.source), "other": name}


def plain(value: Any) -> str:
    """The value as canonical JSON; raises ClaimInvalid for what has none."""
    try:
        return canonical_json(value).decode("utf-8")
    except HoldfastError as error:
        raise invalid(error.what_happened, error.next_step) from None


def items(given: Sequence[Item | Mapping[str, Any]]) -> str:
    """What a claim asserts, each by the fields of `engine.items.Item`, as canonical JSON; raises ClaimInvalid."""
    if len(given) > MOST_ITEMS:
        raise invalid(
            f"A claim asserts at most {MOST_ITEMS} things; here are {len(given):,}",
            "Make several claims of it",
        )
    return plain([_item(one) for one in given])


def _item(given: Item | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(given, Item):
        found = {one.name: getattr(given, one.name) for one in fields(Item)}
    elif isinstance(given, Mapping):
        found = dict(given)
    else:
        raise invalid(f"{shown(given)} is not an item", "Give an object with the fields of an item")
    unknown = sorted(str(name) for name in found if name not in _ITEM)
    if unknown:
        raise invalid(
            f"An item has no field {shown(unknown[0])}", f"Its fields are {', '.join(sorted(_ITEM))}"
        )
    for name, kind in _WORDS.items():
        if name in found and found[name] not in [one.value for one in kind]:
            raise invalid(f"{shown(found[name])} is not a {name} of an item")
    for name, value in found.items():
        if value is None:
            continue
        if name in _TEXT and not (isinstance(value, str) and len(value) <= LONGEST):
            raise invalid(f"The field {name} of an item is not a text")
        if name in _NUMBER and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
            raise invalid(f"The field {name} of an item is not an exact number")
        if name in _DATE:
            said(value if isinstance(value, str) else "?")
    return {name: value for name, value in found.items() if value not in (None, (), "")}


def items_read(text: str) -> list[Mapping[str, Any]]:
    """Items a person wrote as JSON, an object or a list of them; raises ClaimInvalid."""
    if not text.strip():
        return []
    try:
        found = canonical_loads(text)
    except HoldfastError as error:
        raise invalid(f"What it asserts is not JSON: {error.what_happened}", error.next_step) from None
    found = [found] if isinstance(found, Mapping) else found
    if not isinstance(found, list):
        raise invalid("What it asserts is not a list of items", "Give an object, or a list of them")
    return found


def claim_for(viewer: Viewer, key: str, *, lock: bool = False) -> Claim:
    """The claim of this key; raises ClaimUnknown where there is none that this viewer may see."""
    found = Claim.objects.filter(level__lte=viewer.clearance, id=claim_number(key))
    row = (found.select_for_update() if lock else found).first()
    if row is None:
        raise ClaimUnknown(
            f"There is no claim {shown(key)}",
            untouched=UNTOUCHED,
            next_step="Look at the list: holdfast claim list",
        )
    return row


def review_for(viewer: Viewer, key: str) -> Review:
    """The review of this key, its claim locked; raises ClaimReviewUnknown. For people of the desk."""
    claim, number = review_number(key)
    about = Claim.objects.filter(level__lte=viewer.clearance, id=claim).select_for_update().first()
    row = Review.objects.filter(claim_id=claim, number=number).first() if about else None
    if row is None or about is None:
        raise ClaimReviewUnknown(
            f"There is no review {shown(key)}",
            untouched=UNTOUCHED,
            next_step="Write it like C-0001.r1; holdfast claim show C-0001 lists them",
        )
    row.claim = about
    return row
