"""Why the writer of WARC is our own: warcio's writes headers anew. Ours is held to warcio's checker and reader."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.warcwriter import WARCWriter

from holdfast.egress.types import Wire
from holdfast.evidence.capturing.warcs import Exchanged, write_warc

ADDRESS = "http://a.example/"
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANSWERS = {
    "no blank after a colon": b"HTTP/1.1 200 OK\r\nContent-Type:text/html\r\n\r\nbody",
    "more blanks": b"HTTP/1.1 200  Fine\r\nX-Odd:   two  \r\n\r\nbody",
    "folded": b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\n\r\nbody",
    "no colon": b"HTTP/1.1 200 OK\r\nno colon here\r\nX: y\r\n\r\nbody",
    "not ASCII": b"HTTP/1.1 200 OK\r\nX-Place: caf\xe9\r\n\r\nbody",
}
USUAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody"


def by_us(answer: bytes) -> bytes:
    out, wire = BytesIO(), Wire()
    wire.write(answer)
    request = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
    write_warc(
        out,
        [Exchanged(ADDRESS, AT, request, wire)],
        address=ADDRESS,
        made=AT,
        about={"operator": "a desk"},
        facts=[("outcome", "whole")],
    )
    return out.getvalue()


def by_warcio(answer: bytes) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warc_record(ADDRESS, "response", payload=BytesIO(answer), length=len(answer))
    )
    return out.getvalue()


def response(warc: bytes) -> tuple[bytes, str, str]:
    """The block of the answer, its digest, and the version, as warcio reads them."""
    for record in ArchiveIterator(BytesIO(warc), no_record_parse=True):
        if record.rec_type == "response":
            digest = record.rec_headers.get_header("WARC-Block-Digest")
            return record.raw_stream.read(), digest.partition(":")[0], record.rec_headers.protocol
    raise AssertionError("no response")


@pytest.mark.parametrize("name", ANSWERS)
def test_warcio_writes_headers_anew_and_ours_stay(name: str) -> None:
    assert response(by_us(ANSWERS[name])) == (ANSWERS[name], "sha256", "WARC/1.1")
    block, algorithm, version = response(by_warcio(ANSWERS[name]))
    assert block != ANSWERS[name]
    assert (algorithm, version) == ("sha1", "WARC/1.0")


@pytest.mark.parametrize("write", [by_us, by_warcio])
def test_a_usual_answer_stays_in_both(write: Callable[[bytes], bytes]) -> None:
    assert response(write(USUAL))[0] == USUAL


@pytest.mark.parametrize("name", [*ANSWERS, "usual"])
def test_warcio_check_passes_what_we_write(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(by_us(ANSWERS.get(name, USUAL)))
    checker = Checker(type("Cmd", (), {"inputs": [str(path)], "verbose": True})())
    assert not checker.process_all()
    said = capsys.readouterr().out
    assert said.count("digest pass") == 4 and "fail" not in said and "no digest" not in said
