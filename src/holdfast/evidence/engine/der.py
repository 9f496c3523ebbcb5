"""As much of DER as time-stamp tokens and certificates need: read, never trusted."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import NamedTuple

from holdfast.evidence.engine.results import Unreadable

DER_INTEGER, DER_OCTETS, DER_OID, DER_SEQUENCE, DER_SET = 0x02, 0x04, 0x06, 0x30, 0x31
DER_UTC_TIME, DER_TIME = 0x17, 0x18
DER_LENGTH_BYTES = 4
DER_PARTS_CAP = 10_000
PEM_BEGIN = re.compile(rb"-----BEGIN (?:TRUSTED )?CERTIFICATE-----")
PEM_END = b"-----END"
PEM_CERTIFICATES_CAP = 200
PEM_CAP = 1 << 20
NAME_ATTRIBUTES = {"2.5.4.3": "CN", "2.5.4.10": "O", "2.5.4.11": "OU"}


class Der(NamedTuple):
    """One value: its tag, its content, and all of its bytes."""

    tag: int
    content: bytes
    whole: bytes


class Certificate(NamedTuple):
    """What of an X.509 certificate is read here without a library; nothing of it is verified."""

    der: bytes
    serial: int
    issuer: bytes
    subject: bytes
    not_before: datetime
    not_after: datetime
    public_key: bytes

    def name(self) -> str:
        """The subject in words."""
        return name_text(self.subject)

    def valid_at(self, when: datetime) -> bool:
        """Whether the certificate's own dates cover this instant."""
        return self.not_before <= when <= self.not_after

    def pem(self) -> bytes:
        """The certificate as text."""
        return to_pem(self.der, "CERTIFICATE")


def _der_at(view: memoryview, at: int) -> tuple[int, int, int]:
    """The tag of the value at this place, where its content begins and where it ends; nothing is copied."""
    if len(view) - at < 2:
        raise Unreadable("the data ends early")
    tag, length, start = view[at], view[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise Unreadable("a tag of a kind that does not occur here")
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= DER_LENGTH_BYTES or len(view) < start + count:
            raise Unreadable("a length that cannot be followed")
        length, start = int.from_bytes(view[start : start + count], "big"), start + count
    if start + length > len(view):
        raise Unreadable("the data ends early")
    return tag, start, start + length


def read_der(data: bytes) -> tuple[Der, bytes]:
    """The first value, and the bytes after it; Unreadable when there is none."""
    tag, start, end = _der_at(memoryview(data), 0)
    return Der(tag, data[start:end], data[:end]), data[end:]


def der_parts(data: bytes) -> Iterator[Der]:
    """The values that stand one after the other in `data`, each copied once; Unreadable when there are too many."""
    view, at, count = memoryview(data), 0, 0
    while at < len(view):
        tag, start, end = _der_at(view, at)
        count += 1
        if count > DER_PARTS_CAP:
            raise Unreadable("more values than any token holds")
        yield Der(tag, data[start:end], data[at:end])
        at = end


def expect_der(data: bytes, tag: int, what: str) -> Der:
    """The one value that `data` is; Unreadable when it is something else."""
    value, rest = read_der(data)
    if value.tag != tag or rest:
        raise Unreadable(f"it holds no {what}")
    return value


def take_der(parts: list[Der], tag: int, what: str) -> Der:
    """The next of the parts, which must be of this tag."""
    if not parts or parts[0].tag != tag:
        raise Unreadable(f"it holds no {what}")
    return parts.pop(0)


def maybe_der(parts: list[Der], tag: int) -> Der | None:
    """The next of the parts where it is of this tag."""
    return parts.pop(0) if parts and parts[0].tag == tag else None


def der_integer(value: Der) -> int:
    """A whole number."""
    return int.from_bytes(value.content, "big", signed=True)


def der_oid(value: Der) -> str:
    """An object identifier with dots."""
    if value.tag != DER_OID or not value.content or len(value.content) > 64:
        raise Unreadable("it holds no object identifier")
    numbers, number = [], 0
    for byte in value.content:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    if not numbers:
        raise Unreadable("it holds no object identifier")
    first = min(numbers[0] // 40, 2)
    return ".".join(str(n) for n in (first, numbers[0] - 40 * first, *numbers[1:]))


def der_time(value: Der) -> datetime:
    """An instant, aware and in UTC."""
    text = value.content.decode("ascii", "replace")
    if value.tag == DER_UTC_TIME and re.fullmatch(r"\d{12}Z", text):
        text = ("19" if text[:2] >= "50" else "20") + text
    found = re.fullmatch(r"(\d{14})(?:\.(\d{1,9}))?Z", text)
    if value.tag not in (DER_UTC_TIME, DER_TIME) or not found:
        raise Unreadable("it holds no time in UTC")
    try:
        whole = datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    except ValueError:
        raise Unreadable("it holds a time that does not exist") from None
    return whole.replace(microsecond=int((found[2] or "0").ljust(6, "0")[:6]))


def parse_certificate(der: bytes) -> Certificate:
    """Read a certificate's fields; Unreadable when it is none."""
    outer = expect_der(der, DER_SEQUENCE, "certificate")
    body = list(der_parts(outer.content))
    parts = list(der_parts(take_der(body, DER_SEQUENCE, "certificate").content))
    maybe_der(parts, 0xA0)
    serial = take_der(parts, DER_INTEGER, "serial number")
    take_der(parts, DER_SEQUENCE, "algorithm")
    issuer = take_der(parts, DER_SEQUENCE, "issuer")
    validity = list(der_parts(take_der(parts, DER_SEQUENCE, "validity").content))
    subject = take_der(parts, DER_SEQUENCE, "subject")
    key = take_der(parts, DER_SEQUENCE, "public key")
    if len(validity) != 2:
        raise Unreadable("it holds no validity")
    return Certificate(
        der,
        der_integer(serial),
        issuer.whole,
        subject.whole,
        der_time(validity[0]),
        der_time(validity[1]),
        key.whole,
    )


def name_text(name: bytes) -> str:
    """A distinguished name in words, as far as its common attributes go."""
    words = []
    for group in der_parts(expect_der(name, DER_SEQUENCE, "name").content):
        for pair in der_parts(group.content):
            parts = list(der_parts(pair.content))
            if len(parts) == 2 and der_oid(parts[0]) in NAME_ATTRIBUTES:
                text = parts[1].content.decode("utf-8", "replace")
                words.append(f"{NAME_ATTRIBUTES[der_oid(parts[0])]}={text}")
    return ", ".join(words) or "an authority without a name"


def to_pem(der: bytes, label: str) -> bytes:
    """DER as PEM text."""
    text = base64.b64encode(der).decode()
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode()


def read_certificates(data: bytes) -> list[Certificate]:
    """The certificates in PEM text, or the one in DER; Unreadable when there is none, or more than we read."""
    if len(data) > PEM_CAP:
        raise Unreadable("the certificates are longer than any we read")
    found, at = [], 0
    while True:
        begin = PEM_BEGIN.search(data, at)
        end = data.find(PEM_END, begin.end()) if begin else -1
        if begin is None or end < 0:
            break
        found.append(data[begin.end() : end])
        at = end
        if len(found) > PEM_CERTIFICATES_CAP:
            raise Unreadable(f"there are more than {PEM_CERTIFICATES_CAP} certificates")
    try:
        ders = [base64.b64decode(text) for text in found] or [data]
    except (binascii.Error, ValueError):
        raise Unreadable("a certificate is not readable") from None
    return [parse_certificate(der) for der in ders]


def tops_of(given: Sequence[Certificate]) -> list[Certificate]:
    """The certificates to trust among those given: the ones at the top, which none of the others issued."""
    subjects = {one.subject for one in given}
    return [one for one in given if one.issuer == one.subject or one.issuer not in subjects]
