"""Public-key signatures and certificate chains: by the library `cryptography` where it is installed, else by openssl.

Neither way reads a configuration or a list of authorities of the machine; without both, nothing is claimed.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.evidence.engine.der import Certificate, to_pem

# Looked for at these places alone and never on PATH, where whoever sent the export may have put a program.
OPENSSL_PLACES = (
    "/usr/bin/openssl",
    "/usr/local/bin/openssl",
    "/opt/homebrew/bin/openssl",
    "/opt/local/bin/openssl",
    "/bin/openssl",
    "/run/current-system/sw/bin/openssl",
    "C:/Program Files/Git/usr/bin/openssl.exe",
    "C:/Program Files/OpenSSL-Win64/bin/openssl.exe",
)
OPENSSL_SECONDS = 20
OPENSSL_ALONE = {
    "OPENSSL_CONF": "/dev/null",
    "LC_ALL": "C",
    "SSL_CERT_FILE": "/dev/null",
    "SSL_CERT_DIR": "/dev/null",
}
NO_TOOL = "neither the Python package cryptography nor a fit openssl program is here"
# RFC 8032 section 7.1, test 2: shows whether an openssl knows Ed25519 before it is believed about anything.
RFC8032_PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
RFC8032_MESSAGE = b"\x72"
RFC8032_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")
CHAIN_DEPTH = 8


class Verdict(NamedTuple):
    """Whether something holds; None where nothing here can tell. The reason is for a reader."""

    holds: bool | None
    why: str = ""
    stranger: bool = False  # it fails for nothing else than that nobody trusted vouches for it


UNTOLD = Verdict(None, NO_TOOL)


class Prover:
    """Tells nothing: the base of the two ways, and what is left without either."""

    name = "nothing"

    @property
    def told(self) -> str:
        """What checks the signatures, for a reader."""
        return "nothing: neither the Python package cryptography nor openssl is here, or it was told not to ask them"

    def ed25519(self, public: bytes, message: bytes, signature: bytes) -> Verdict:
        """Whether `public` (32 bytes) signed the message."""
        return UNTOLD

    def signed(self, public_key: bytes, hash_name: str, message: bytes, signature: bytes) -> Verdict:
        """Whether a key (SubjectPublicKeyInfo) signed the message: RSA (PKCS 1 v1.5) or ECDSA (DER)."""
        return UNTOLD

    def chain(
        self, leaf: Certificate, pool: Sequence[Certificate], anchors: Sequence[Certificate], at: datetime
    ) -> Verdict:
        """Whether certificates of the pool lead from the leaf to an anchor, all of them valid at that instant."""
        return UNTOLD

    def stamp(
        self, token: bytes, imprint: bytes, pool: bytes, anchors: bytes, at: datetime
    ) -> Verdict | None:
        """A second judge of a whole time-stamp token, where this way has one."""
        return None


class LibraryProver(Prover):
    """By the Python package cryptography; raises what its import raises where it is missing or broken.

    It is imported here alone and not at the top: verify.py holds this module too and runs where the package is not, and
    whoever asked for openssl, or for nothing, is not made to load it.
    """

    name = "cryptography"

    def __init__(self) -> None:
        from cryptography import exceptions, x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

        self._exceptions, self._x509, self._serialization = exceptions, x509, serialization
        self._hashes: dict[str, Any] = {
            "sha256": hashes.SHA256,
            "sha384": hashes.SHA384,
            "sha512": hashes.SHA512,
        }
        self._ec, self._ed25519, self._padding, self._rsa = ec, ed25519, padding, rsa

    @property
    def told(self) -> str:
        """As Prover says."""
        return "the Python package cryptography"

    def ed25519(self, public: bytes, message: bytes, signature: bytes) -> Verdict:
        """As Prover says."""
        try:
            self._ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (self._exceptions.InvalidSignature, ValueError):
            return Verdict(False, "the signature does not belong to this text and this key")
        return Verdict(True)

    def signed(self, public_key: bytes, hash_name: str, message: bytes, signature: bytes) -> Verdict:
        """As Prover says."""
        if hash_name not in self._hashes:
            return Verdict(None, f"a signature over {hash_name} is not read here")
        chosen = self._hashes[hash_name]()
        try:
            key = self._serialization.load_der_public_key(public_key)
            if isinstance(key, self._rsa.RSAPublicKey):
                key.verify(signature, message, self._padding.PKCS1v15(), chosen)
            elif isinstance(key, self._ec.EllipticCurvePublicKey):
                key.verify(signature, message, self._ec.ECDSA(chosen))
            elif isinstance(key, self._ed25519.Ed25519PublicKey):
                key.verify(signature, message)
            else:
                return Verdict(None, "a key of a kind that is not read here")
        except self._exceptions.InvalidSignature:
            return Verdict(False, "the signature does not belong to this text and this key")
        except (ValueError, self._exceptions.UnsupportedAlgorithm, TypeError):
            return Verdict(False, "the key or the signature is damaged")
        return Verdict(True)

    def chain(
        self, leaf: Certificate, pool: Sequence[Certificate], anchors: Sequence[Certificate], at: datetime
    ) -> Verdict:
        """As Prover says: the first path found, each step signed by the next, each certificate above the leaf a CA."""
        roots = {anchor.der for anchor in anchors}
        found, seen = leaf, {leaf.der}
        for _ in range(CHAIN_DEPTH):
            if not found.valid_at(at):
                return Verdict(False, f"{_outside(found, at)}")
            if found.der in roots:
                return Verdict(True)
            above = None
            for candidate in (*anchors, *pool):
                if candidate.subject == found.issuer and candidate.der not in seen:
                    try:
                        mine = self._x509.load_der_x509_certificate(found.der)
                        theirs = self._x509.load_der_x509_certificate(candidate.der)
                        mine.verify_directly_issued_by(theirs)
                        constraints = theirs.extensions.get_extension_for_class(self._x509.BasicConstraints)
                    except Exception:  # noqa: BLE001, S112  a certificate that cannot be read issued nothing
                        continue
                    if constraints.value.ca:
                        above = candidate
                        break
            if above is None:
                return Verdict(
                    False, f"{found.name()} was issued by none of the authorities that are trusted", True
                )
            found = above
            seen.add(found.der)
        return Verdict(False, "the chain of certificates is longer than any chain we follow")


class OpensslProver(Prover):
    """By the program openssl: arguments as a list, its own empty environment, a time limit, no configuration."""

    name = "openssl"

    def __init__(self, program: str) -> None:
        self.program = program
        self._knows_ed25519: bool | None = None

    @property
    def told(self) -> str:
        """As Prover says."""
        return f"the program {self.program}"

    def run(self, arguments: Sequence[str], files: dict[str, bytes]) -> tuple[int | None, str]:
        """Run openssl in a folder of its own with these files; its exit code and what it said."""
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                (Path(folder) / name).write_bytes(data)
            try:
                done = subprocess.run(
                    [self.program, *arguments],
                    cwd=folder,
                    env=OPENSSL_ALONE,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=OPENSSL_SECONDS,
                    check=False,
                )
            except (OSError, subprocess.SubprocessError) as error:
                return None, f"openssl did not run: {type(error).__name__}"
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def _pkeyutl(self, public: bytes, message: bytes, signature: bytes) -> bool | None:
        code, said = self.run(
            [
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "key.pem",
                "-rawin",
                "-in",
                "message",
                "-sigfile",
                "sig",
            ],
            {"key.pem": to_pem(ED25519_SPKI + public, "PUBLIC KEY"), "message": message, "sig": signature},
        )
        if code == 0 and "Verified Successfully" in said:
            return True
        return False if "Verification Failure" in said else None

    def ed25519(self, public: bytes, message: bytes, signature: bytes) -> Verdict:
        """As Prover says, once this openssl has shown on the vector of RFC 8032 that it knows how."""
        if self._knows_ed25519 is None:
            good = self._pkeyutl(RFC8032_PUBLIC, RFC8032_MESSAGE, RFC8032_SIGNATURE)
            self._knows_ed25519 = good is True and not self._pkeyutl(
                RFC8032_PUBLIC, b"\x73", RFC8032_SIGNATURE
            )
        if not self._knows_ed25519:
            return Verdict(None, "this openssl does not know Ed25519 signatures")
        if len(public) != 32 or not self._pkeyutl(public, message, signature):
            return Verdict(False, "the signature does not belong to this text and this key")
        return Verdict(True)

    def signed(self, public_key: bytes, hash_name: str, message: bytes, signature: bytes) -> Verdict:
        """As Prover says."""
        if hash_name not in ("sha256", "sha384", "sha512"):
            return Verdict(None, f"a signature over {hash_name} is not read here")
        code, said = self.run(
            ["dgst", f"-{hash_name}", "-verify", "key.pem", "-signature", "signature", "message"],
            {"key.pem": to_pem(public_key, "PUBLIC KEY"), "message": message, "signature": signature},
        )
        if code == 0 and "Verified OK" in said:
            return Verdict(True)
        if code is None:
            return Verdict(None, said)
        return Verdict(False, "the signature does not belong to this text and this key")

    def chain(
        self, leaf: Certificate, pool: Sequence[Certificate], anchors: Sequence[Certificate], at: datetime
    ) -> Verdict:
        """As Prover says, by `openssl verify`."""
        arguments = ["verify", "-partial_chain", "-no-CApath", "-CAfile", "anchors.pem", "-attime"]
        arguments += [str(int(at.timestamp())), "-untrusted", "pool.pem", "leaf.pem"]
        code, said = self.run(
            arguments,
            {
                "anchors.pem": b"".join(anchor.pem() for anchor in anchors),
                "pool.pem": b"".join(one.pem() for one in (leaf, *pool)),
                "leaf.pem": leaf.pem(),
            },
        )
        if code == 0 and "leaf.pem: OK" in said:
            return Verdict(True)
        if code is None or "error" not in said:
            return Verdict(None, said.splitlines()[0] if said else "openssl said nothing")
        if not leaf.valid_at(at):
            return Verdict(False, _outside(leaf, at))
        if "expired" in said or "not yet valid" in said:
            return Verdict(False, f"a certificate above {leaf.name()} was not valid on {at:%Y-%m-%d}")
        stranger = "unable to get" in said or "self-signed" in said or "self signed" in said
        return Verdict(
            False, f"{leaf.name()} was issued by none of the authorities that are trusted", stranger
        )

    def stamp(
        self, token: bytes, imprint: bytes, pool: bytes, anchors: bytes, at: datetime
    ) -> Verdict | None:
        """As Prover says, by `openssl ts -verify` at the time of the stamp."""
        arguments = ["ts", "-verify", "-in", "token", "-digest", imprint.hex(), "-CAfile", "anchors.pem"]
        arguments += ["-untrusted", "pool.pem", "-partial_chain", "-attime", str(int(at.timestamp()))]
        code, said = self.run(arguments, {"token": token, "anchors.pem": anchors, "pool.pem": pool})
        if code == 0 and "Verification: OK" in said:
            return Verdict(True)
        if "Verification: FAILED" not in said:
            return Verdict(None, "openssl ts did not answer")
        reasons = [line.split(":")[5].strip() for line in said.splitlines() if line.count(":") > 6]
        return Verdict(False, f"openssl ts says: {'; '.join(reasons[:2]) or 'verification failed'}")


def _outside(certificate: Certificate, at: datetime) -> str:
    return (
        f"the certificate of {certificate.name()} was valid from {certificate.not_before:%Y-%m-%d} to"
        f" {certificate.not_after:%Y-%m-%d}, not on {at:%Y-%m-%d}"
    )


def find_prover(way: str = "any") -> Prover:
    """The way to check signatures here: `cryptography`, `openssl` or `none` by name, or the first there is."""
    if way in ("any", "cryptography"):
        try:
            return LibraryProver()
        except Exception:  # noqa: BLE001, S110  a broken installation is as good as none
            pass
    if way in ("any", "openssl"):
        for place in OPENSSL_PLACES:
            if Path(place).is_file():
                return OpensslProver(place)
    return Prover()
