"""Words of the house that come out of the record as codes: their marks, their classes, their translations."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.agreements.types import State
from holdfast.base.why import catalogue

# A number that is told and from which no duty is judged: what is "not known" is the duty, not the number.
COUNTED = "counted"
COUNT_RULE = "count"
RATES = ("daily floor", "average", "carry-over")
STATES = {
    "kept": pgettext_lazy("state", "kept"),
    "kept late": pgettext_lazy("state", "kept late"),
    "partly kept": pgettext_lazy("state", "partly kept"),
    "not kept": pgettext_lazy("state", "not kept"),
    "discharged otherwise": pgettext_lazy("state", "discharged otherwise"),
    "suspended": pgettext_lazy("state", "suspended"),
    "lapsed": pgettext_lazy("state", "lapsed"),
    "disputed": pgettext_lazy("state", "disputed"),
    "not due": pgettext_lazy("state", "not due"),
    "not known": pgettext_lazy("state", "not known whether kept"),
    "counted": pgettext_lazy("state", "counted, not judged"),
    "not watched": pgettext_lazy("state", "not watched"),
    "broken": pgettext_lazy("state", "broken"),
    "counts differ": pgettext_lazy("state", "counts differ"),
}
# The order in which a reader asks: where is it not kept, what is contested, what is kept, what is dark.
STATE_ORDER = (
    "not kept",
    "partly kept",
    "disputed",
    "kept late",
    "kept",
    "discharged otherwise",
    "suspended",
    "lapsed",
    "not due",
    "counted",
    "not known",
    "not watched",
)
MARKS = {"broken": "✕", "counts differ": "⇄", COUNTED: "?"}
STATE_CLASS = {
    "counts differ": "disputed",
    "kept": "kept",
    "kept late": "kept",
    "discharged otherwise": "kept",
    "partly kept": "partly",
    "not kept": "not-kept",
    "broken": "not-kept",
    "disputed": "disputed",
    "not watched": "not-watched",
}
RELATIONS = {
    "party": _("party"),
    "body of a party": _("body of a party"),
    "ally of a party": _("ally of a party"),
    "mediator or guarantor": _("mediator or guarantor"),
    "verification mechanism": _("verification mechanism"),
    "UN": _("UN"),
    "independent monitor": _("independent monitor"),
    "press": _("press"),
    "court": _("court"),
    "company": _("company"),
    "affected people's organisation": _("affected people's organisation"),
    "": _("no stated relation"),
}
STATUSES = {
    "reported": pgettext_lazy("status", "reported"),
    "zero reported": pgettext_lazy("status", "zero reported"),
    "missing": pgettext_lazy("status", "missing"),
    "not monitored": pgettext_lazy("status", "not monitored"),
    "partial": pgettext_lazy("status", "partial"),
    "estimated": pgettext_lazy("status", "estimated"),
    "derived": pgettext_lazy("status", "derived"),
}
KINDS = {
    "flow": _("flow: so many in a period"),
    "stock": _("stock: so many at a moment"),
    "cumulative": _("running total since a start"),
    "event count": _("count of reported events"),
    "state": _("one of a list of states"),
}
DUTIES = {
    "quantity per time": _("so much in a time"),
    "quantity by date": _("so much by a date"),
    "ratio": _("so much for each of something else"),
    "abstain": _("not to do something"),
    "do once": _("to do something once"),
    "ongoing state": _("to keep a state"),
    "procedure": _("to follow a procedure"),
}
RULES = {
    "daily floor": _("every day at least that much"),
    "average": _("that much on average"),
    "carry-over": _("a surplus of one day counts for the next"),
    "by date": _("all of it by the due time"),
    "ratio": _("so much for each of something else"),
    "none at all": _("not once"),
    "state": _("the promised state holds"),
    "count": _("counted and told, never judged"),
}
POINTS = {
    "screened": _("screened"),
    "entered": _("entered"),
    "crossed": _("crossed"),
    "offloaded": _("offloaded"),
    "collected": _("collected"),
    "delivered": _("delivered"),
    "counted": _("counted"),
    "reported": _("reported"),
}
ASSERTIONS = {
    "average": _("average a day"),
    "average a week": _("average a week"),
    "total": _("total"),
    "share": _("share, per cent"),
    "days": _("length of the window, days"),
    "promised": _("what it says was promised"),
    "part": _("part of a total"),
}
RULINGS = {"restart": _("it began again"), "correction": _("what came before was corrected")}
CORRECTIONS = {
    "correction": _("correction of a row"),
    "withdrawal": _("row withdrawn"),
    "back": _("row back, with the same value"),
    "decision": _("decision about a counter"),
    "revision": _("new revision"),
    "finding": _("finding"),
}
EXTENTS = {"full": _("in full"), "partial": _("in part"), "none": _("not at all")}
SEVERAL = {
    "refuse": _("one document a period: a second one is refused"),
    "first said": _("the one said first"),
    "last said": _("the one said last"),
    "primary over comparator": _("the period’s own document before a later document’s comparison"),
}
LISTINGS = {
    "agreements": _("Agreements"),
    "figures": _("Figures"),
    "revisions": _("Revisions"),
    "series_list": pgettext_lazy("list", "Series"),
    "sources": _("Sources"),
    "documents": _("Documents"),
    "corrections": _("Corrections"),
}
LEVELS = {0: _("public"), 10: _("allies"), 20: _("desk"), 30: _("restricted")}
# Words beside a stated number, as sources use them; any other is shown as it stands.
BOUNDS = {
    "above": _("above"),
    "below": _("below"),
    "over": _("over"),
    "under": _("under"),
    "more than": _("more than"),
    "less than": _("less than"),
    "fewer than": _("fewer than"),
    "at least": _("at least"),
    "at most": _("at most"),
    "up to": _("up to"),
    "does not exceed": _("at most"),
    "did not exceed": _("at most"),
    "exceeds": _("more than"),
    "exceeded": _("more than"),
    "about": _("about"),
    "around": _("about"),
    "approximately": _("about"),
    "roughly": _("about"),
    "nearly": _("nearly"),
    "almost": _("nearly"),
    "just over": _("just over"),
    "some": _("about"),
}
ROLES = {
    "anonymous": _("anonymous"),
    "reader": _("reader"),
    "editor": _("editor"),
    "reviewer": _("reviewer"),
    "admin": _("admin"),
}


def shown_state(state: object, rule: object) -> str:
    """The state as pages print it: of a count the number is known, and what nobody judges is the duty."""
    return COUNTED if str(state) == "not known" and str(rule) == COUNT_RULE else str(state)


def state_of(one: Mapping[str, Any]) -> str:
    """The state of an assessment as pages print it."""
    return shown_state(one["state"], one.get("rule"))


def is_total(one: Mapping[str, Any]) -> bool:
    """Whether its value is a total that was stated, over a window or since a start: no single day was reported."""
    return bool(one.get("own_window")) or one.get("kind") == "cumulative"


def lacking(one: Mapping[str, Any]) -> str:
    """What a stated number lacks to be a count: its total, its window, or both."""
    if one.get("kind") == "total":
        return gettext("a total, no window")
    return gettext("a window, no total") if one.get("from") else gettext("no total, no window")


def totals_text(count: int) -> str:
    """So many stated totals."""
    return ngettext("{count} stated total", "{count} stated totals", count).format(count=count)


def point_word(point: str, language: str) -> str:
    """Where along the way something is counted: our word, the catalogue's term, or the case's own word."""
    if point in POINTS:
        return str(POINTS[point])
    return catalogue(language).terms.get("point." + point.lower().replace(" ", "-")) or point


def bound_word(words: object) -> str:
    """The words beside a stated number, in the reader's language where the list has them."""
    plain = str(words or "").strip(' "')
    found = BOUNDS.get(plain.lower())
    return str(found) if found is not None else plain


def state_word(state: str) -> str:
    """The state in the reader's language."""
    return str(STATES.get(state, state))


def state_mark(state: str) -> str:
    """The sign that stands before the word."""
    return MARKS.get(state) or (State(state).mark if state in set(State) else "?")


def word(table: Mapping[Any, object], code: object) -> str:
    """The word for a code in the reader's language; a code without one is shown as it is."""
    found = table.get(code)
    return str(found) if found is not None else gettext(str(code)) if code else ""
