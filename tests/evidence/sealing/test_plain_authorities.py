"""An authority as openssl's own pages set it up, with its line `certs`: the order of certificates keeps nobody out."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.sealing.conftest import Says
from evidence.sealing.services import OpensslAuthority, served
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.engine.der import der_parts
from holdfast.evidence.errors import TokenRefused
from holdfast.evidence.models import Stamp
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.sealing import authorities
from holdfast.evidence.sealing.authorities import in_der_order, read_chain, token_time
from holdfast.people.types import Viewer

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl: no local authority")

NOTE = "a head\n"
DOCS = Path(__file__).parents[3] / "docs" / "sealing.md"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority(tmp_path_factory.mktemp("plain"), certs=True)


@pytest.fixture(scope="module")
def both_ways(plain: OpensslAuthority) -> list[bytes]:
    """One token with its certificates in either order."""
    (plain.folder / "note").write_text(NOTE)
    plain._openssl("ts", "-query", "-data", "note", "-sha256", "-cert", "-out", "note.tsq")
    ordered = in_der_order(plain.stamp((plain.folder / "note.tsq").read_bytes()))
    small, large = sorted((_der(plain, "tsa.pem"), _der(plain, "root.pem")))
    assert ordered.count(small + large) == 1
    return [ordered, ordered.replace(small + large, large + small)]


def _der(authority: OpensslAuthority, name: str) -> bytes:
    authority._openssl("x509", "-in", name, "-outform", "DER", "-out", f"{name}.der")
    return (authority.folder / f"{name}.der").read_bytes()


def test_it_works_in_either_order(plain: OpensslAuthority, both_ways: list[bytes]) -> None:
    ordered, turned = both_ways
    assert in_der_order(turned) == ordered == in_der_order(ordered)
    chain = read_chain(plain.root)
    assert token_time(ordered, NOTE, chain) == token_time(turned, NOTE, chain)
    with pytest.raises(TokenRefused):
        token_time(turned, "another head\n", chain)


def test_what_cannot_be_put_in_order_is_refused_in_words(
    plain: OpensslAuthority, both_ways: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authorities, "in_der_order", lambda proof: proof)
    with pytest.raises(TokenRefused, match="leave the line `certs` out"):
        token_time(both_ways[1], NOTE, read_chain(plain.root))


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x00", b"\x30\x02\x30\x00", b"noise", b"\x30\x04\x30\x00\x30\x00"]
)
def test_what_is_no_token_stays_as_it_is(data: bytes) -> None:
    assert in_der_order(data) == data


@pytest.mark.django_db
def test_the_token_is_kept_as_it_came(
    plain: OpensslAuthority, says: Says, alice: Viewer, adam: Viewer
) -> None:
    with served(plain.answer) as address:
        says(authorities=[{"name": "plain", "url": f"{address}/good", "chain": str(plain.root)}])
        made = seal_log(viewer=alice)
    assert not made.short, made.troubles
    came = (plain.folder / f"r{plain.calls}.tsr").read_bytes()
    assert bytes(Stamp.objects.get().proof) == came
    assert len(list(der_parts(came))) == 1
    assert verify_vault(adam).problems == ()


@pytest.mark.django_db
def test_the_authority_of_the_page_on_sealing_stamps(says: Says, alice: Viewer, tmp_path: Path) -> None:
    told = DOCS.read_text(encoding="utf-8").split("### An authority of your own")[1].split("\n### ")[0]
    shell, program = re.findall(r"```(?:sh|python)\n(.*?)```", told, re.S)
    folder = tmp_path / "tsa"
    folder.mkdir()
    subprocess.run(["sh", "-e", "-c", shell], cwd=folder, check=True, capture_output=True, timeout=60)
    assert '("127.0.0.1", 8318)' in program
    program = (
        program.replace("8318", "0")
        .replace("HTTPServer((", "made = HTTPServer((")
        .replace(".serve_forever()", "\nprint(made.server_port, flush=True)\nmade.serve_forever()")
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert running.stdout is not None
        port = running.stdout.readline().strip()
        says(
            authorities=[{"name": "ours", "url": f"http://127.0.0.1:{port}", "chain": str(folder / "ca.pem")}]
        )
        made = seal_log(viewer=alice)
        assert (made.stamped, made.short) == (1, False), made.troubles
    finally:
        running.kill()
        running.communicate()
