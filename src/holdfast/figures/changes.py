"""What changed between two revisions: typed, so that it can be said in any language and counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.base.canonical import canonical_json
from holdfast.figures.types import Difference

_TOLD = 50  # rows named in a change; the rest are counted
_PLAIN = (
    "state",
    "value",
    "counts",
    "observed_state",
    "total",
    "low",
    "high",
    "stated",
    "promised",
    "band",
    "window",
    "series",
    "disagreements",
    "answer",
)


def changes_between(
    before: Mapping[str, Any],
    before_rows: Sequence[Mapping[str, Any]],
    after: Mapping[str, Any],
    after_rows: Sequence[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Each change as {"kind", ...}: state, value and bounds, band, window, definition, rows; empty for none."""
    found: list[dict[str, Any]] = []
    for name in _PLAIN:
        was, now = before.get(name), after.get(name)
        if name == "answer":
            was, now = was["en"] if was else None, now["en"] if now else None
        if not same(was, now):
            found.append({"kind": name, "was": was, "is": now})
    found += _definition(before, after)
    found += _rows(before_rows, after_rows)
    if not same(_beside(before), _beside(after)):
        found.append({"kind": "side by side", "was": len(_beside(before)), "is": len(_beside(after))})
    return found


def same(one: Any, other: Any) -> bool:
    """Whether both have one canonical JSON."""
    return canonical_json(one) == canonical_json(other)


def _beside(body: Mapping[str, Any]) -> list[Any]:
    return [
        {
            "series": row["series"],
            "value": row["value"],
            "state": row.get("state"),
            "assertion": row["assertion"],
        }
        for row in body["side_by_side"]["rows"]
    ]


def _definition(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name in ("question", "definition", "obligation", "caveats", "reading"):
        if not same(before.get(name), after.get(name)):
            found.append({"kind": "definition", "part": name})
    return found


def _rows(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    was = {row["row"]: row for row in before}
    now = {row["row"]: row for row in after}
    replaced = {row["supersedes"] for row in after if row["supersedes"]} & set(was)
    groups = {
        "rows added": [key for key in now if key not in was],
        "rows superseded": sorted(key for key in replaced if was[key]["used"]),
        "rows withdrawn": [
            key for key, row in now.items() if withdrawn(row) and key in was and not withdrawn(was[key])
        ],
        "rows no longer read": [key for key in was if key not in now],
        "rows used now": [
            key for key, row in now.items() if row["used"] and key in was and not was[key]["used"]
        ],
        "rows used no longer": [
            key for key, row in now.items() if not row["used"] and key in was and was[key]["used"]
        ],
    }
    return [
        {"kind": kind, "count": len(keys), "rows": list(keys[:_TOLD])}
        for kind, keys in groups.items()
        if keys
    ]


def withdrawn(row: Mapping[str, Any]) -> bool:
    """Whether a published row was withdrawn."""
    return not row["used"] and "withdrawn" in (row["why_code"] or "")


def differences(was: Any, now: Any, most: int = 100) -> list[Difference]:
    """The places where two JSON values differ, the outermost first, both sides cut to a readable length."""
    found: list[Difference] = []
    _compare(was, now, "", found, 100 * most)
    found.sort(key=lambda one: one.path.count(".") + one.path.count("["))
    return found[:most]


def _compare(was: Any, now: Any, path: str, found: list[Difference], most: int) -> None:
    if len(found) >= most:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in sorted({*was, *now}):
            _compare(
                was.get(name, _ABSENT),
                now.get(name, _ABSENT),
                f"{path}.{name}" if path else name,
                found,
                most,
            )
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for place, (one, other) in enumerate(zip(was, now, strict=True)):
            _compare(one, other, f"{path}[{place}]", found, most)
    elif was is _ABSENT or now is _ABSENT or not same(was, now):
        found.append(Difference(path or "the whole", _shown(was), _shown(now)))


_ABSENT = object()


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "absent"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = canonical_json(value).decode("utf-8")
    return text if len(text) <= 120 else text[:119] + "…"
