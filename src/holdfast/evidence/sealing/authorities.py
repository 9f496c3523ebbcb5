"""RFC 3161: a token of a time-stamp authority says that a head existed before an instant, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from holdfast.evidence.engine.der import DER_SEQUENCE, DER_SET, der_parts, expect_der, maybe_der, take_der
from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.errors import SealingSettingsUnfit, ServiceFailed, TokenRefused
from holdfast.evidence.sealing.services import call
from holdfast.evidence.sealing.settings import Authority

SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
TOKEN_BYTES = 64 * 1024


def read_chain(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates an authority is trusted by; raises SealingSettingsUnfit."""
    try:
        found = tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise SealingSettingsUnfit(
            f"The certificates of a time-stamp authority cannot be read: {path}: {error}",
            untouched="Nothing was written",
            next_step="Put the authority's root and intermediate certificates there, as PEM",
        ) from error
    if not any(one.issuer == one.subject for one in found):
        raise SealingSettingsUnfit(
            f"{path} holds no root certificate",
            untouched="Nothing was written",
            next_step="Put the authority's root certificate there too, as PEM",
        )
    return found


def ask_token(authority: Authority, text: str, chain: tuple[x509.Certificate, ...]) -> tuple[bytes, datetime]:
    """A token over the text, checked against what was asked and whom we trust; raises ServiceFailed, TokenRefused."""
    request = (
        TimestampRequestBuilder()
        .data(text.encode())
        .hash_algorithm(HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .build()
    )
    said = call(
        authority.url,
        content=request.as_bytes(),
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        limit=TOKEN_BYTES,
    )
    if said.status != 200:
        raise ServiceFailed(f"It answered with status {said.status}")
    return said.body, token_time(said.body, text, chain, nonce=request.nonce)


def token_time(
    proof: bytes, text: str, chain: tuple[x509.Certificate, ...], *, nonce: int | None = None
) -> datetime:
    """When the authority says the text existed; raises TokenRefused where the token does not hold for it."""
    response = _decoded(proof)
    builder = VerifierBuilder(
        roots=[one for one in chain if one.issuer == one.subject],
        intermediates=[one for one in chain if one.issuer != one.subject],
        nonce=nonce,
    )
    try:
        info = response.tst_info
        if info.message_imprint.hash_algorithm != SHA256:
            raise TokenRefused("The token is over another kind of digest than SHA-256")
        builder.build().verify_message(response, text.encode())
    except (VerificationError, ValueError) as error:
        raise TokenRefused(f"The token does not hold: {error}") from error
    return info.gen_time.astimezone(UTC)


def in_der_order(proof: bytes) -> bytes:
    """The response with its certificates sorted as DER sorts a set (X.690, 11.6); what is none stays as it is.

    `openssl ts` writes them in the order of its configuration's line `certs`, and the library reads DER alone. They
    stand outside of what the token signs.
    """
    try:
        parts = list(der_parts(expect_der(proof, DER_SEQUENCE, "response").content))
        take_der(parts, DER_SEQUENCE, "status")
        content = list(der_parts(take_der(parts, DER_SEQUENCE, "token").content))
        signed = list(der_parts(expect_der(content[1].content, DER_SEQUENCE, "signed data").content))
        del signed[0]  # the version
        take_der(signed, DER_SET, "hash algorithms")
        take_der(signed, DER_SEQUENCE, "stamp")
        found = maybe_der(signed, 0xA0)
        if found is None:
            return proof
        ordered = b"".join(sorted(one.whole for one in der_parts(found.content)))
    except (Unreadable, IndexError):
        return proof
    head = found.whole[: len(found.whole) - len(found.content)]
    return proof.replace(found.whole, head + ordered, 1)


def _decoded(proof: bytes) -> TimeStampResponse:
    ordered = in_der_order(proof)
    try:
        response = decode_timestamp_response(ordered)
    except ValueError as error:
        if "InvalidSetOrdering" in str(error):
            raise TokenRefused(
                "The answer holds a set whose members do not stand in the order of DER, as the reader of tokens asks "
                "for; of an authority that runs openssl, leave the line `certs` out of its configuration"
            ) from error
        raise TokenRefused(f"The answer is not a time-stamp token: {error}") from error
    if response.as_bytes() != ordered:
        raise TokenRefused("The answer holds more than a time-stamp token")
    return response
