"""A time-stamp authority of our own: certificates by cryptography, tokens by `openssl ts`."""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# No certs= line: the chain is given on the command line where it is wanted.
CONFIG = """
[tsa]
default_tsa = one
[one]
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
YEAR = timedelta(days=365)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """A root and a signing certificate, valid between two instants."""

    def __init__(
        self, folder: Path, name: str, begins: datetime | None = None, ends: datetime | None = None
    ) -> None:
        folder.mkdir()
        now = datetime.now(UTC).replace(microsecond=0)
        self.folder = folder
        self.begins, self.ends = begins or now - YEAR, ends or now + YEAR
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate(
            f"{name} root", f"{name} root", root_key.public_key(), root_key, ca=True
        )
        self.signer = self._certificate(name, f"{name} root", key.public_key(), root_key, ca=False)
        self.pem = self.root.public_bytes(serialization.Encoding.PEM)
        (folder / "signer.pem").write_bytes(self.signer.public_bytes(serialization.Encoding.PEM))
        (folder / "key.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / "tsa.cnf").write_text(CONFIG)
        (folder / "serial").write_text("01\n")

    def _certificate(
        self,
        subject: str,
        issuer: str,
        public: ec.EllipticCurvePublicKey,
        signer: ec.EllipticCurvePrivateKey,
        *,
        ca: bool,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issuer))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.begins)
            .not_valid_after(self.ends)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(signer, hashes.SHA256())

    def stamp(self, data: bytes, *, with_certificate: bool = True) -> bytes:
        """A token over the data, of now."""
        self._openssl(
            ["-query", "-digest", hashlib.sha256(data).hexdigest(), "-sha256", "-out", "q"]
            + (["-cert"] if with_certificate else [])
        )
        self._openssl(
            [
                "-reply",
                "-queryfile",
                "q",
                "-signer",
                "signer.pem",
                "-inkey",
                "key.pem",
                "-config",
                "tsa.cnf",
                "-out",
                "r",
            ]
        )
        return (self.folder / "r").read_bytes()

    def _openssl(self, words: list[str]) -> None:
        subprocess.run(
            ["openssl", "ts", *words], cwd=self.folder, check=True, capture_output=True, timeout=20
        )
