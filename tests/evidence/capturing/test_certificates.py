"""The certificates of a capture are those of the same connection, and one that fails is recorded as what it is."""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from evidence.capturing.site import Site, answer, served
from holdfast.egress import actions
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.queries.captures import manifest_bytes, part_bytes
from holdfast.evidence.types import Outcome
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody else vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure(certificate: Path, settings: Any, desk_of_its_own: None) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with served(Site({"/": answer()}, tls=context)) as running:
        settings.DESK = replace(settings.DESK, tables={"egress": {"test_hosts": [running.host]}})
        yield running


def test_the_chain_is_kept_with_the_capture(
    secure: Site, certificate: Path, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(actions, "default_trust", lambda: trust)
    (made,) = capture_addresses(alice, addresses=[secure.url()])
    assert made.capture is not None and made.capture.outcome is Outcome.COMPLETE
    pem = part_bytes(alice, made.capture.key, "certificates.pem").decode()
    der = ssl.PEM_cert_to_DER_cert(pem)
    said = json.loads(manifest_bytes(alice, made.capture.key))
    assert said["server"]["tls"]["chain"] == [hashlib.sha256(der).hexdigest()]
    assert said["server"]["tls"]["protocol"].startswith("TLS")
    assert any("does not prove to anybody else" in limit for limit in said["limits"])


def test_a_certificate_that_fails_is_a_failed_capture_that_shows_it(secure: Site, alice: Viewer) -> None:
    (made,) = capture_addresses(alice, addresses=[secure.url()])
    assert made.capture is not None
    assert (made.capture.outcome, made.capture.why["code"]) == (Outcome.FAILED, "egress-certificate-failed")
    assert made.capture.status is None and secure.requests == []
    assert "BEGIN CERTIFICATE" in part_bytes(alice, made.capture.key, "certificates.pem").decode()
    limits = json.loads(manifest_bytes(alice, made.capture.key))["limits"]
    assert limits == [
        "The certificate did not hold, so nothing was asked of the server and nothing came of it."
    ]
