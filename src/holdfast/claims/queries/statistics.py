"""How every side's statements came out: the house, each relation of sources in an agreement, each source, alike.
Texts of people who are no source here, and claims of whom nobody knows who said them, stand together as others.

Counted are claims with a published review that stands, and the lines of accepted checks. Those of checks that only
the desk may read are counted too, without what they say: a desk that counted only what it likes to show would say
nothing of itself. A text that was checked again counts once, as it was accepted last. What is restricted is not
counted for who may not see it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max, QuerySet

from holdfast.agreements.queries import relations
from holdfast.claims.models import Claim, Report, ReportLine
from holdfast.claims.queries.claims import standing_verdict
from holdfast.claims.stored import DESK_SIDE, OTHERS_SIDE, SideCount, SideKind, Verdict
from holdfast.people.types import Level, Viewer
from holdfast.sources.queries import sources_list

_DESK, _OTHERS = None, 0  # the house, and who is no source here, where a source's id would stand


@dataclass(slots=True)
class _Tally:
    claims: int = 0
    lines: int = 0
    reports: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "_Tally") -> None:
        self.claims += other.claims
        self.lines += other.lines
        self.reports += other.reports
        self.verdicts.update(other.verdicts)

    def shown(self) -> dict[str, object]:
        return {
            "claims": self.claims,
            "lines": self.lines,
            "reports": self.reports,
            "verdicts": {one.value: self.verdicts.get(one, 0) for one in Verdict},
        }


def sides_statistics(viewer: Viewer) -> tuple[SideCount, ...]:
    """The house first, then each relation in each agreement, each source, and all others together; five queries.

    A source stands under every agreement it has a relation in, so relations are not to be added up.
    """
    tallies = _tallies(viewer)
    sources = {one.id: one for one in sources_list(viewer)}
    found = [SideCount(SideKind.DESK, DESK_SIDE, {}, **tallies.get(_DESK, _Tally()).shown())]  # type: ignore[arg-type]
    ids = {one.key: id_ for id_, one in sources.items()}
    related: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    titles = {}
    for one in relations(viewer):
        tally = tallies.get(ids.get(one.source, -1))
        if tally is not None:
            titles[one.agreement] = one.title
            related[one.agreement, one.relation].add(tally)
    for (agreement, relation), tally in sorted(related.items()):
        found.append(
            SideCount(SideKind.RELATION, relation, {}, agreement, titles[agreement], **tally.shown())  # type: ignore[arg-type]
        )
    for id_, source in sorted(sources.items(), key=lambda pair: pair[1].key):
        if id_ in tallies:
            found.append(SideCount(SideKind.SOURCE, source.key, source.name, **tallies[id_].shown()))  # type: ignore[arg-type]
    if _OTHERS in tallies:
        found.append(SideCount(SideKind.OTHERS, OTHERS_SIDE, {}, **tallies[_OTHERS].shown()))  # type: ignore[arg-type]
    return tuple(found)


def _tallies(viewer: Viewer) -> dict[int | None, _Tally]:
    """By the id of the source, or None for the house; three queries."""
    upto = max(int(viewer.clearance), int(Level.DESK))
    found: dict[int | None, _Tally] = defaultdict(_Tally)
    claims = (
        Claim.objects.filter(level__lte=upto)
        .annotate(stands=standing_verdict(upto))
        .filter(stands__isnull=False)
    )
    for source, desk, verdict, count in (
        claims.order_by().values_list("speaker", "desk", "stands").annotate(count=Count("id"))
    ):
        tally = found[_whose(source, desk)]
        tally.claims += count
        tally.verdicts[verdict] += count
    reports = Report.objects.filter(id__in=_last_of_each_text(upto)).order_by()
    lines = ReportLine.objects.filter(report__in=_last_of_each_text(upto)).order_by()
    for source, desk, verdict, count in lines.values_list(
        "report__source", "report__desk", "verdict"
    ).annotate(count=Count("id")):
        tally = found[_whose(source, desk)]
        tally.lines += count
        tally.verdicts[verdict] += count
    for source, desk, count in reports.values_list("source", "desk").annotate(count=Count("id")):
        found[_whose(source, desk)].reports += count
    return found


def _last_of_each_text(upto: int) -> QuerySet[Report, int]:
    """A text that was checked again counts once, as it was accepted last: nobody is counted up by checking twice."""
    told = Report.objects.filter(level__lte=upto).order_by()
    return (
        told.values("source", "desk", "other", "sha256")
        .annotate(last=Max("id"))
        .values_list("last", flat=True)
    )


def _whose(source: int | None, desk: bool) -> int | None:
    return _DESK if desk else source or _OTHERS
