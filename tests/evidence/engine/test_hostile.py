"""What hostile files do to the verifier: nothing; each is refused in words, soon and in little memory."""

import gzip
import io
import json
import os
import random
import resource
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.engine.archives import members, record, wacz, zipped
from evidence.engine.making import Export
from evidence.engine.test_odd_values import STUMBLED
from holdfast.evidence.engine.dispatch import Trust, UsageTrouble, read_trust, verify
from holdfast.evidence.engine.ots import OTS_MAGIC
from waiting import no_hang

DIGEST = b"\x08" + bytes(32)
MEMORY = 200 << 20


@pytest.fixture
def measured() -> Iterator[None]:
    """Each hostile file is done with, and the process grows by less than 200 MB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with no_hang():
        yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MEMORY


def gzip_bomb(size: int, head: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = [packer.compress(head)]
    out += [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*out, packer.flush()])


def zip_bomb(name: str, size: int, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for other, data in more.items():
            package.writestr(other, data)
        with package.open(name, "w") as file:
            for _ in range(size >> 20):
                file.write(bytes(1 << 20))
    return out.getvalue()


def nested_zip(levels: int) -> bytes:
    data = bytes(1 << 20)
    for _ in range(levels):
        data = zipped({f"{number}.zip": data for number in range(10)})
    return data


def many_entries(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(count):
            package.writestr(f"{number}", b"")
    return out.getvalue()


def _der(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content


GIGABYTE = record(Content_Length=str(1 << 30))[:-40]
# Each is made when a test asks for it: together they are hundreds of megabytes.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a.warc.gz bomb in a block": lambda: gzip_bomb(300 << 20, GIGABYTE),
    "b.warc.gz bomb in a header": lambda: gzip_bomb(300 << 20, b"WARC/1.1\r\nWARC-Type: "),
    "c.warc with 50,000 lines of header, cut": lambda: (
        b"WARC/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(50_000)) + record()[10:-12]
    ),
    "d.warc with an endless line": lambda: b"WARC/1.1\r\n" + b"A" * (12 << 20),
    "e.warc of NULs": lambda: bytes(1 << 20),
    "f.warc of empty lines": lambda: b"\r\n" * (1 << 20),
    "g.warc of records that say nothing": lambda: b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 20_000,
    "h.wacz bomb": lambda: zip_bomb("archive/a.warc", 300 << 20),
    "i.wacz whose description is a bomb": lambda: zip_bomb("datapackage.json", 60 << 20),
    "j.zip nested": lambda: nested_zip(3),
    "k.wacz with many entries": lambda: many_entries(20_000),
    "l.wacz cut": lambda: wacz()[:-40],
    "m.wacz with a climbing name": lambda: zipped({"../../etc/passwd": b"x", "datapackage.json": b"{}"}),
    "n.wacz with an absolute name": lambda: zipped({"/etc/passwd": b"x"}),
    "o.ots that only forks": lambda: OTS_MAGIC + b"\x01" + DIGEST + b"\xff" * (1 << 20),
    "p.ots that only hashes": lambda: OTS_MAGIC + b"\x01" + DIGEST + b"\x08" * (1 << 20),
    "q.ots that only grows": lambda: OTS_MAGIC + b"\x01" + DIGEST + b"\xf3" * 200,
    "r.ots with a number without an end": lambda: OTS_MAGIC + b"\xff" * 1000,
    "s.tsr nested": lambda: b"\x30\x84\x00\x0f\xff\xfa" * 100_000,
    "s.tsr of many small values": lambda: _der(0x30, b"\x05\x00" * 400_000),
    "s.tsr of a sequence of sequences": lambda: _der(0x30, _der(0x30, b"\x30\x00" * 400_000)),
    "s.tsr longer than any": lambda: _der(0x30, b"\x05\x00" * 4_000_000),
    "s.warc with a field over 80,000 lines": lambda: (
        b"WARC/1.1\r\nX: y\r\n" + b" folded\r\n" * 80_000 + record()[10:]
    ),
    "s.warc with 16 MB of fields": lambda: (
        b"WARC/1.1\r\n" + (b"X: " + b"y" * 900 + b"\r\n") * 18_000 + record()[10:]
    ),
    "s.warc with a field of 16 MB": lambda: b"WARC/1.1\r\nX: " + b"y" * (16 << 20) + b"\r\n" + record()[10:],
    "s.warc with 4,000,000 lines of HTTP": lambda: record(
        b"HTTP/1.1 200 OK\r\n" + b"a\n" * 4_000_000, WARC_Block_Digest=None
    ),
    "t.tsr of one long length": lambda: b"\x30\x84\xff\xff\xff\xff" + bytes(100),
    "u.tsr of text": lambda: b"0" * 10_000,
    "v.arc with a long line": lambda: b"filedesc://" + b"x" * (3 << 20),
    "w.warc.gz that is no gzip": lambda: b"\x1f\x8b" + bytes(100),
    "x.json": lambda: b"[" * (1 << 20),
    "y": lambda: b"",
    "z.zip of nothing": lambda: zipped({}),
}


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name.split(" ", 1)[0]
    path.write_bytes(HOSTILE[name]())
    verified = verify(path)
    assert verified.result in ("failed", "not checkable")
    assert all(check.why and check.why.isprintable() for check in verified.checks)


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("data/export.json", lambda: b"[" * (1 << 20)),
        ("data/export.json", b'{"format": "holdfast export 2", "captures": [1], "log": {}}'),
        ("data/export.json", b'{"format": "holdfast export 2", "captures": [{"key": "../x"}], "log": {}}'),
        ("data/log/entries.jsonl", lambda: b"[" * (1 << 20)),
        ("data/log/entries.jsonl", b'{"seq": 1e400}\n' * 2000),
        ("data/log/entries.jsonl", b"\xff\xfe\n"),
        ("data/log/leaves.txt", b"z" * 650),
        ("data/log/leaves.txt", lambda: (b"a" * 64 + b"\n") * 500_000),
        ("data/log/checkpoint.txt", b"\n\n" * 100_000),
        ("data/log/keys.json", b'{"keys": [{"name": 1, "public": 2, "from_seq": "x"}]}'),
        ("data/log/keys.json", b'{"keys": [null]}'),
        ("data/log/witnesses.json", b'[{"name": [], "public": "AAAA"}]'),
        ("data/captures/E-0001/manifest.json", b"{}"),
        ("data/trust/hill.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        ("data/trust/bitcoin-headers.txt", b"nonsense"),
        ("data/redactions/R-0001/record.json", b'{"format": "holdfast redaction 1"}'),
        ("data/proofs/9-hill.tsr", bytes(100)),
        ("manifest-sha256.txt", b"\0" * 1000),
        ("export.sig", b"\xff" * 100),
        ("bag-info.txt", b"Payload-Oxum: " + b"9" * 6000 + b".1\n"),
    ],
)
def test_a_hostile_part_of_an_export_fails_in_words(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes]
) -> None:
    data = data() if callable(data) else data
    export = Export(tmp_path / "export", ots=True)
    folder = export.write()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    verified = verify(folder)
    assert verified.result == "failed"
    # And once more by somebody who made the bag anew and signed it.
    again = Export(tmp_path / "again", ots=True)
    folder = again.write(lambda one: one.files.update({name: data}))
    assert all(check.why.isprintable() for check in verify(folder).checks)


def test_a_bag_whose_json_is_of_other_shapes_never_ends_in_a_traceback(tmp_path: Path) -> None:
    chance = random.Random(7)
    shapes = [None, 1, "x", [], {}, [1], {"a": 1}, -1, 1e300, True, [[]], [{}], "\u0000"]
    for number in range(60):
        export = Export(tmp_path / str(number))

        def bend(one: Export) -> None:
            name = chance.choice([name for name in one.files if name.endswith((".json", ".jsonl"))])
            lines = one.files[name].decode().splitlines()
            at = chance.randrange(len(lines))
            value = json.loads(lines[at])
            place = value
            while isinstance(place, dict | list) and place:
                key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
                if chance.random() < 0.4 or not isinstance(place[key], dict | list) or not place[key]:
                    place[key] = chance.choice(shapes)
                    break
                place = place[key]
            lines[at] = json.dumps(value)
            one.files[name] = "".join(f"{line}\n" for line in lines).encode()

        verified = verify(export.write(bend))
        assert verified.checks and not [check for check in verified.checks if STUMBLED in check.why]


SEEDS = [
    record(),
    members(record(), record()),
    wacz(),
    OTS_MAGIC + b"\x01" + DIGEST + b"\xf0\x01a\x08\x00" + bytes(9),
]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=12),
    st.integers(0, 1 << 16),
    st.sampled_from(["a.warc", "a.warc.gz", "a.wacz", "a.zip", "a.ots", "a.tsr", "a.arc", "a"]),
)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_end_in_a_traceback(
    tmp_path: Path, seed: bytes, changes: list[tuple[int, int]], cut: int, name: str
) -> None:
    data = bytearray(seed)
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path / name
    path.write_bytes(bytes(data[: cut if cut % 3 == 0 else None]))
    verified = verify(path)
    assert verified.result in ("passed", "failed", "not checkable")
    assert verified.checks


@given(st.binary(max_size=400), st.sampled_from(["a.tsr", "a.ots", "a.wacz", "a.arc.gz", "a"]))
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_is_never_passed(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert verify(path).result != "passed"


def test_a_compressed_bomb_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(HOSTILE["a.warc.gz bomb in a block"]())
    assert "expands beyond any archive" in verify(path).checks[0].why


@pytest.mark.parametrize("lines", [1, 400, 5000])
def test_a_long_header_is_read_up_to_a_thousand_lines(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "a.warc"
    head = b"WARC/1.1\r\n" + b"".join(b"X-%d: y\r\n folded\r\n" % n for n in range(lines))
    path.write_bytes(head + record()[10:])
    verified = verify(path)
    assert verified.result == ("passed" if lines < 1000 else "failed")
    if lines >= 1000:
        assert "header is longer than any header we read" in verified.checks[0].why


@pytest.mark.usefixtures("measured")
def test_certificates_to_trust_have_an_end(tmp_path: Path) -> None:
    begin, end = b"-----BEGIN CERTIFICATE-----\n", b"-----END CERTIFICATE-----\n"
    for data in (begin * 37_000, (begin + b"MAA=\n" + end) * 15_000, begin + b"A" * (2 << 20) + end):
        (tmp_path / "x.pem").write_bytes(data)
        with pytest.raises(UsageTrouble, match="not readable"):
            read_trust([tmp_path / "x.pem"])


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(
    "made",
    [
        lambda: b'{"keys": [' + b"[]," * 5_000_000 + b"[]]}",
        lambda: b'{"captures": [' + b'{"key":"a"},' * 1_000_000 + b"1]}",
        lambda: b'{"a": "' + b"x" * (17 << 20) + b'"}',
        lambda: (
            b'{"format": "holdfast export 2", "log": {}, "captures": ['
            + b'{"key":"E-1","entries":[],"state":"whole","manifest":""},' * 80_000
            + b"1]}"
        ),
    ],
    ids=["lists", "objects", "long", "captures"],
)
def test_a_description_of_many_megabytes_is_refused(tmp_path: Path, made: Callable[[], bytes]) -> None:
    data = made()
    for name in ("data/export.json", "data/log/keys.json", "data/log/witnesses.json"):
        export = Export(tmp_path / name.replace("/", "-"))
        folder = export.write(lambda one, name=name: one.files.update({name: data}))  # type: ignore[misc]
        assert verify(folder).result == "failed"
    path = tmp_path / "a.wacz"
    path.write_bytes(zipped({"datapackage.json": data, "archive/a.warc": record()}))
    assert verify(path).result == "failed"


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    assert verify(tmp_path).checks[0].why.startswith("this folder is no export")
    os.mkfifo(tmp_path / "pipe")
    assert verify(tmp_path / "pipe").result == "not checkable"
    with pytest.raises(UsageTrouble, match="There is nothing at"):
        verify(tmp_path / "nowhere")
    with pytest.raises(UsageTrouble):
        read_trust([tmp_path / "nowhere.pem"])
    (tmp_path / "x.pem").write_text("nothing")
    with pytest.raises(UsageTrouble, match="not readable"):
        read_trust([tmp_path / "x.pem"])
    assert read_trust() == Trust((), {}, None)


def test_gzip_of_text_is_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "notes.gz").write_bytes(gzip.compress(b"hello"))
    assert verify(tmp_path / "notes.gz").result == "not checkable"
