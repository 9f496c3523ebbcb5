"""What the vault stores: captures and their parts, the custody log and its seals, what reviewers said and did.

Everything but parts, openings, answers' words, requests, removals and watches is append-only; of a capture its level
alone follows its level changes. An expunge deletes parts, openings and bytes, and leaves captures and log as they were.
"""

from holdfast.evidence.models.captures import Capture, CaptureRequest, Part, Watch
from holdfast.evidence.models.changes import LevelChange, LevelRequest, PutAway
from holdfast.evidence.models.log import (
    Checkpoint,
    Cosignature,
    DeskKey,
    LogEntry,
    LogHead,
    Opening,
    Stamp,
    Witnessed,
)
from holdfast.evidence.models.reviews import (
    Answer,
    AnswerWords,
    Confirmation,
    Expunge,
    ExpungeRequest,
    Flag,
    Hold,
    Redaction,
    RedactionRequest,
    RedactionSalt,
    Release,
    Removal,
)

__all__ = [
    "Answer",
    "AnswerWords",
    "Capture",
    "CaptureRequest",
    "Checkpoint",
    "Confirmation",
    "Cosignature",
    "DeskKey",
    "Expunge",
    "ExpungeRequest",
    "Flag",
    "Hold",
    "LevelChange",
    "LevelRequest",
    "LogEntry",
    "LogHead",
    "Opening",
    "Part",
    "PutAway",
    "Redaction",
    "RedactionRequest",
    "RedactionSalt",
    "Release",
    "Removal",
    "Stamp",
    "Watch",
    "Witnessed",
]
