"""Holding items of a text against the readings of a record: rules on structured fields, each with its reason."""

from holdfast.claims.engine.judge.check import check_items
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.readings import Document, Reading, Record, Speaker

__all__ = ["Checked", "Document", "Reading", "Record", "Speaker", "Verdict", "check_items"]
