"""Parts of addresses: the key of a figure or of a capture, a day. Registered once, when an address first names them."""

from datetime import date

from django.urls import register_converter


class FigureKeyInPath:
    """F-0001, or F-0001.r2."""

    regex = r"F-[0-9]{4,9}(?:\.r[1-9][0-9]{0,5})?"

    def to_python(self, value: str) -> str:
        """The key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands in the address."""
        return str(value)


class CaptureKeyInPath:
    """E-0001."""

    regex = r"E-[0-9]{4,15}"

    def to_python(self, value: str) -> str:
        """The key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands in the address."""
        return str(value)


class ReportKeyInPath:
    """D-0001."""

    regex = r"D-[0-9]{4,15}"

    def to_python(self, value: str) -> str:
        """The key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands in the address."""
        return str(value)


class ClaimKeyInPath:
    """C-0001."""

    regex = r"C-[0-9]{4,15}"

    def to_python(self, value: str) -> str:
        """The key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands in the address."""
        return str(value)


class ClaimReviewKeyInPath(ClaimKeyInPath):
    """C-0001.r2."""

    regex = r"C-[0-9]{4,15}\.r[1-9][0-9]{0,5}"


class ImportedKeyInPath(ClaimKeyInPath):
    """I-0001."""

    regex = r"I-[0-9]{4,15}"


class DayInPath:
    """2025-10-10."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day; an address with a day that does not exist is no address (ValueError)."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The day as ISO writes it."""
        return str(value)


register_converter(FigureKeyInPath, "figure")
register_converter(CaptureKeyInPath, "capture")
register_converter(ReportKeyInPath, "report")
register_converter(ClaimKeyInPath, "claim")
register_converter(ClaimReviewKeyInPath, "claimreview")
register_converter(ImportedKeyInPath, "imported")
register_converter(DayInPath, "day")
