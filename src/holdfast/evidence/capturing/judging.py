"""What came of a capture, in a word and with its reason.

Facts come first: how the fetch ended, the status, an empty answer. Then rules of thumb about pages that answer 200 and
are not what was asked for: a sign-in page, a challenge for robots, an error page. They read words and forms, they can
err both ways, and their reasons say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from holdfast.base.why import Why
from holdfast.egress.types import Outcome as Ended
from holdfast.evidence.types import Outcome

SHORT = 3000  # characters: a page with more to say than that is taken for what was asked
REFUSALS = frozenset({401, 402, 403, 407, 429, 451})
GONE = frozenset({404, 410})

_PASSWORD = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sso|auth|accounts?/(?:log|sign)-?in|session/new)(?:[/.?]|$)", re.I
)
_LOGIN_WORDS = re.compile(
    r"\b(?:log ?in|sign ?in|subscribe) to (?:continue|read|view|see)|\bsubscribers? only\b|"
    r"\bcreate a free account to\b|سج[ّ]?ل الدخول للمتابعة",
    re.IGNORECASE,
)
_CHALLENGE_MARKUP = re.compile(
    r"cf-chl-|challenge-platform|_Incapsula_Resource|px-captcha|g-recaptcha|h-captcha|datadome|"
    r"ddos-guard|/_sec/cp_challenge",
    re.IGNORECASE,
)
_CHALLENGE_WORDS = re.compile(
    r"^just a moment|^attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|access (?:to this page has been |is )?denied|you have been blocked|unusual traffic from your|"
    r"enable javascript and cookies to continue|not available in your (?:country|region)|request blocked",
    re.IGNORECASE | re.MULTILINE,
)
_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|http)\W*)?(?:404|410|500|502|503|504)\b|\b(?:page|file|document|resource) (?:was |is |could )?"
    r"not (?:be )?(?:found|available)|^not found\b|^error\b|internal server error|bad gateway|"
    r"service (?:temporarily )?unavailable|الصفحة غير موجودة",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Came:
    """What a capture got, as far as it can be judged: of a page its title, its text and its markup."""

    asked: str
    final: str
    status: int | None
    size: int  # of the decoded body
    title: str = ""
    text: str = ""
    markup: str = ""
    challenged: bool = False  # a header of the answer says that it is a challenge


@dataclass(frozen=True, slots=True)
class Judged:
    """The word, its reason, and whether it rests on a rule of thumb."""

    outcome: Outcome
    why: Why
    by_rule: bool = False


def judge_ending(ended: Ended, why: Why, status: int | None) -> Judged | None:
    """What the way the fetch ended says already; None where the answer came whole."""
    if ended is Ended.COMPLETE:
        return None
    if ended in (Ended.CUT_BY_SIZE, Ended.CUT_BY_TIME, Ended.ENDED_EARLY) and status is not None:
        # A cut error page stays an error page.
        return judge_status(status) or Judged(Outcome.CUT, why)
    return Judged(Outcome.FAILED, why)


def judge_status(status: int | None) -> Judged | None:
    """What the status says; None for one that brings what was asked."""
    if status is None:
        return Judged(Outcome.FAILED, Why.of("capture-no-status"))
    if status in REFUSALS:
        return Judged(Outcome.BLOCKED, Why.of("capture-status-refused", status=status))
    if status >= 400:
        return Judged(Outcome.FAILED, Why.of("capture-status-error", status=status))
    if status in (204, 205, 304) or status >= 300 or status < 200:
        return Judged(Outcome.FAILED, Why.of("capture-status-without-page", status=status))
    return None


def judge_page(came: Came) -> Judged:
    """What the page itself shows, after status and ending said nothing against it."""
    if not came.size:
        return Judged(Outcome.FAILED, Why.of("capture-empty"))
    short = len(came.text) < SHORT
    if came.challenged or (
        short and (_CHALLENGE_MARKUP.search(came.markup) or _CHALLENGE_WORDS.search(came.text))
    ):
        return Judged(Outcome.BLOCKED, Why.of("capture-looks-blocked"), by_rule=not came.challenged)
    if came.markup and _is_login(came, short):
        return Judged(Outcome.BLOCKED, Why.of("capture-looks-login"), by_rule=True)
    if came.markup and short and _ERROR_TITLE.search(came.title):
        return Judged(Outcome.FAILED, Why.of("capture-looks-error"), by_rule=True)
    return Judged(Outcome.COMPLETE, Why.of("capture-complete"))


def _is_login(came: Came, short: bool) -> bool:
    sent_there = bool(_LOGIN_PATH.search(urlsplit(came.final).path)) and not _LOGIN_PATH.search(
        urlsplit(came.asked).path
    )
    asks = bool(_PASSWORD.search(came.markup))
    return (
        (sent_there and (asks or short)) or (short and asks) or bool(short and _LOGIN_WORDS.search(came.text))
    )
