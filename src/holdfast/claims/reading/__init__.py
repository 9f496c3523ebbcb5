"""Reading a draft: text, Markdown, HTML, DOCX, PDF or an address, into the text that will be checked."""

from holdfast.claims.reading.drafts import MOST_FILE, MOST_TEXT, read_draft
from holdfast.claims.reading.types import Draft, DraftKind

__all__ = ["MOST_FILE", "MOST_TEXT", "Draft", "DraftKind", "read_draft"]
