"""What an update makes of what came, before it is written down: its judgement goes into the capture itself."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from holdfast.base.clock import today
from holdfast.base.errors import HoldfastError, Problems, one_line
from holdfast.base.why import Why
from holdfast.cases.check import check_case
from holdfast.cases.errors import FeedRefused
from holdfast.cases.feeds import read_feed
from holdfast.cases.judging import Judged, judge_capture, judge_problems, judge_rows
from holdfast.cases.kept import kept_case
from holdfast.cases.models import Case, Watched
from holdfast.cases.types import Came, CheckedCase, FeedRead, Watch
from holdfast.evidence.actions.capture import Answered
from holdfast.people.types import Viewer


@dataclass(frozen=True, slots=True)
class Held:
    """A new file held against the case as it stood: both as checked, and what speaks against loading it."""

    standing: str  # the digest of the case that it was held against
    before: CheckedCase
    after: CheckedCase
    judged: Judged | None


class Look:
    """One look at what came for one thing that a case watches; afterwards it says what was seen."""

    def __init__(self, viewer: Viewer, row: Watched, *, accept: bool) -> None:
        self._viewer, self._row, self._accept = viewer, row, accept
        self.judged: Judged | None = None  # what stands against it; None where nothing does
        self.content = b""
        self.address = ""
        self.digest = ""
        self.held: Held | None = None
        self.feed: FeedRead | None = None

    def __call__(self, came: Answered) -> Why | None:
        """Why it is not what was asked for; None where it is, or where that cannot be told yet."""
        try:
            self.judged = self._judge(came)
        except HoldfastError:  # it comes again, and is told, when the file is loaded
            return None
        return self.judged.why if self.judged else None

    def _judge(self, came: Answered) -> Judged | None:
        row = self._row
        ending = ".xml" if row.what == Watch.FEED else PurePosixPath(row.name).suffix.lower()
        wrong = judge_capture(came, ending)
        if wrong is not None or came.body is None:
            return wrong
        self.content, self.address = came.body.content, came.body.address
        self.digest = hashlib.sha256(self.content).hexdigest()
        return self._judge_feed() if row.what == Watch.FEED else self.judge_file()

    def _judge_feed(self) -> Judged | None:
        row = self._row
        try:
            self.feed = read_feed(
                self.content,
                address=self.address,
                timezone=row.timezone,
                kind=row.feed_kind,
                language=row.language,
            )
        except FeedRefused as error:
            what = one_line(error.what_happened.partition(": ")[2]).rstrip(".")
            return Judged(Came.UNREADABLE, Why.of("update-no-feed", what=what))
        if not self.feed.entries:
            return Judged(Came.EMPTY, Why.of("update-no-entries"))
        return None

    def judge_file(self) -> Judged | None:
        """Hold the file against the case as it stands now; what was seen of it is in `held`."""
        row, case = self._row, Case.objects.get(pk=self._row.case_id)
        self.held = None
        if self.is_the_one_there(case):
            return None
        with kept_case(self._viewer, case, instead={row.name: self.content}) as folder:
            try:
                after = check_case(folder)
            except Problems as error:
                return judge_problems(error.problems, row.name)
        with kept_case(self._viewer, case) as folder:
            before = check_case(folder)
        day = today(after.agreement.timezone)
        judged = judge_rows(before, after, row.name, row.most_vanish, what=Watch(row.what), day=day)
        self.held = Held(case.digest, before, after, judged)
        return None if judged is not None and judged.outcome.decidable and self._accept else judged

    def is_the_one_there(self, case: Case) -> bool:
        """Whether the desk holds this very file already."""
        return case.files.filter(name=self._row.name, digest=self.digest).exists()
