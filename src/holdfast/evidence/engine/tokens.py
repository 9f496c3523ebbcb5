"""Time-stamp tokens of RFC 3161: status, imprint, signature, the authority's chain at the time of the stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from holdfast.evidence.engine.der import (
    DER_INTEGER,
    DER_OCTETS,
    DER_OID,
    DER_SEQUENCE,
    DER_SET,
    DER_TIME,
    Certificate,
    Der,
    der_integer,
    der_oid,
    der_parts,
    der_time,
    expect_der,
    maybe_der,
    name_text,
    parse_certificate,
    take_der,
)
from holdfast.evidence.engine.provers import Prover, Verdict
from holdfast.evidence.engine.results import Unreadable

TOKEN_CAP = 1 << 20
TOKEN_CERTIFICATES_CAP = 50
OID_SIGNED_DATA = "1.2.840.113549.1.7.2"
OID_TST_INFO = "1.2.840.113549.1.9.16.1.4"
OID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
OID_CONTENT_TYPE = "1.2.840.113549.1.9.3"
OID_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
OID_SIGNING_CERTIFICATE_2 = "1.2.840.113549.1.9.16.2.47"
OID_EXTENDED_KEY_USAGE = "2.5.29.37"
OID_TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
# Ways to sign that are read here, each with the hash it names; RSA by itself names none.
SIGNATURE_OIDS = {
    "1.2.840.113549.1.1.1": "",
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
HASH_OIDS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "1.3.14.3.2.26": "sha1",
    "1.2.840.113549.2.5": "md5",
}
SOUND_HASHES = ("sha256", "sha384", "sha512")
TOKEN_STATUS = ("granted", "granted with changes", "refused", "waiting", "revocation warning", "revoked")


class Signer(NamedTuple):
    """Who signed the token and what exactly: the attributes and the signature over them."""

    issuer: bytes | None
    serial: int
    key_id: bytes | None
    hash_name: str
    attributes: bytes
    algorithm: str
    signature: bytes


class Token(NamedTuple):
    """What a token says, before anything of it is believed."""

    info: bytes
    hash_name: str
    imprint: bytes
    time: datetime
    nonce: int | None
    certificates: tuple[Certificate, ...]
    signer: Signer


class Request(NamedTuple):
    """What was asked of an authority."""

    hash_name: str
    imprint: bytes
    nonce: int | None


def parse_token(data: bytes) -> Token:
    """Read a response of an authority, or the token alone; Unreadable when it is neither, or a refusal."""
    if len(data) > TOKEN_CAP:
        raise Unreadable("longer than any token we read")
    parts = list(der_parts(expect_der(data, DER_SEQUENCE, "time-stamp token").content))
    if parts and parts[0].tag == DER_SEQUENCE:
        status = der_integer(take_der(list(der_parts(parts[0].content)), DER_INTEGER, "status"))
        if status not in (0, 1):
            word = TOKEN_STATUS[status] if 0 <= status < len(TOKEN_STATUS) else str(status)
            raise Unreadable(f"the authority gave no stamp: its answer is {word}")
        parts.pop(0)
        parts = list(der_parts(take_der(parts, DER_SEQUENCE, "token").content))
    if der_oid(take_der(parts, DER_OID, "token")) != OID_SIGNED_DATA:
        raise Unreadable("it holds no signed data")
    signed = list(
        der_parts(expect_der(take_der(parts, 0xA0, "signed data").content, DER_SEQUENCE, "token").content)
    )
    take_der(signed, DER_INTEGER, "version")
    declared = [_hash_name(one) for one in der_parts(take_der(signed, DER_SET, "hash algorithms").content)]
    held = list(der_parts(take_der(signed, DER_SEQUENCE, "stamp").content))
    if der_oid(take_der(held, DER_OID, "stamp")) != OID_TST_INFO:
        raise Unreadable("what is signed is no time-stamp")
    info = expect_der(take_der(held, 0xA0, "stamp").content, DER_OCTETS, "stamp").content
    embedded = maybe_der(signed, 0xA0)
    maybe_der(signed, 0xA1)
    signers = list(der_parts(take_der(signed, DER_SET, "signer").content))
    if len(signers) != 1:
        raise Unreadable("a token has one signer")
    held_in = [one for one in der_parts(embedded.content if embedded else b"") if one.tag == DER_SEQUENCE]
    if len(held_in) > TOKEN_CERTIFICATES_CAP:
        raise Unreadable("more certificates than any token holds")
    certificates = [parse_certificate(one.whole) for one in held_in]
    hash_name, imprint, time, nonce = _read_info(info)
    signer = _read_signer(signers[0])
    if signer.hash_name not in declared:
        raise Unreadable("it is signed over a hash that it does not declare")
    return Token(info, hash_name, imprint, time, nonce, tuple(certificates), signer)


def parse_request(data: bytes) -> Request:
    """Read a request for a stamp; Unreadable when it is none."""
    parts = list(der_parts(expect_der(data, DER_SEQUENCE, "request").content))
    if der_integer(take_der(parts, DER_INTEGER, "version")) != 1:
        raise Unreadable("a request of another version")
    hash_name, imprint = _read_imprint(take_der(parts, DER_SEQUENCE, "imprint"))
    maybe_der(parts, DER_OID)
    nonce = maybe_der(parts, DER_INTEGER)
    return Request(hash_name, imprint, None if nonce is None else der_integer(nonce))


def _read_imprint(value: Der) -> tuple[str, bytes]:
    parts = list(der_parts(value.content))
    hash_name = _hash_name(take_der(parts, DER_SEQUENCE, "hash algorithm"))
    return hash_name, take_der(parts, DER_OCTETS, "imprint").content


def _hash_name(value: Der) -> str:
    if value.tag != DER_SEQUENCE:
        raise Unreadable("it holds no hash algorithm")
    oid = der_oid(take_der(list(der_parts(value.content)), DER_OID, "hash algorithm"))
    return HASH_OIDS.get(oid, oid)


def _read_info(info: bytes) -> tuple[str, bytes, datetime, int | None]:
    parts = list(der_parts(expect_der(info, DER_SEQUENCE, "stamp").content))
    if der_integer(take_der(parts, DER_INTEGER, "version")) != 1:
        raise Unreadable("a stamp of another version")
    take_der(parts, DER_OID, "policy")
    hash_name, imprint = _read_imprint(take_der(parts, DER_SEQUENCE, "imprint"))
    take_der(parts, DER_INTEGER, "serial number")
    time = der_time(take_der(parts, DER_TIME, "time"))
    maybe_der(parts, DER_SEQUENCE)
    maybe_der(parts, 0x01)
    nonce = maybe_der(parts, DER_INTEGER)
    return hash_name, imprint, time, None if nonce is None else der_integer(nonce)


def _read_signer(value: Der) -> Signer:
    if value.tag != DER_SEQUENCE:
        raise Unreadable("it holds no signer")
    parts = list(der_parts(value.content))
    take_der(parts, DER_INTEGER, "version")
    issuer, serial, key_id = None, 0, None
    named = maybe_der(parts, 0x80)
    if named:
        key_id = named.content
    else:
        who = list(der_parts(take_der(parts, DER_SEQUENCE, "signer's name").content))
        issuer = take_der(who, DER_SEQUENCE, "signer's name").whole
        serial = der_integer(take_der(who, DER_INTEGER, "signer's number"))
    hash_name = _hash_name(take_der(parts, DER_SEQUENCE, "hash algorithm"))
    attributes = take_der(parts, 0xA0, "signed attributes")
    algorithm = der_oid(
        take_der(list(der_parts(take_der(parts, DER_SEQUENCE, "algorithm").content)), DER_OID, "oid")
    )
    signature = take_der(parts, DER_OCTETS, "signature").content
    # RFC 5652 section 5.4: what is signed is the set with the tag of a set.
    signed = b"\x31" + attributes.whole[1:]
    return Signer(issuer, serial, key_id, hash_name, signed, algorithm, signature)


def signing_certificate(token: Token, known: Sequence[Certificate]) -> Certificate | None:
    """The certificate the token says it was signed with, from itself or from those known."""
    signer = token.signer
    for one in (*token.certificates, *known):
        if signer.issuer is not None and (one.issuer, one.serial) == (signer.issuer, signer.serial):
            return one
        if signer.key_id is not None and b"\x04" + bytes([len(signer.key_id)]) + signer.key_id in one.der:
            return one
    return None


def verify_signature(token: Token, certificate: Certificate, prover: Prover) -> Verdict:
    """Whether this certificate's key signed this token and was named in it; trust in the certificate is not asked."""
    signer = token.signer
    named = SIGNATURE_OIDS.get(signer.algorithm)
    if signer.hash_name not in SOUND_HASHES or named is None:
        return Verdict(None, "the token is signed in a way that is not read here")
    try:
        attributes = _attributes(signer.attributes)
        digest = expect_der(attributes[OID_MESSAGE_DIGEST], DER_OCTETS, "digest of the stamp").content
        content_type = der_oid(expect_der(attributes[OID_CONTENT_TYPE], DER_OID, "type of the stamp"))
    except (KeyError, Unreadable):
        return Verdict(False, "the token's signed attributes are not those of a stamp")
    if digest != hashlib.new(signer.hash_name, token.info).digest() or content_type != OID_TST_INFO:
        return Verdict(False, "what the token says was changed after it was signed")
    if not _names_certificate(attributes, certificate.der):
        return Verdict(False, "the token was signed for another certificate than the one it is held against")
    if not only_for_stamps(certificate.der):
        return Verdict(False, f"the certificate of {certificate.name()} is not one for time-stamps alone")
    # RFC 5652 section 5.4: the attributes are hashed as the signature's own algorithm says.
    return prover.signed(
        certificate.public_key, named or signer.hash_name, signer.attributes, signer.signature
    )


def _attributes(signed: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for attribute in der_parts(expect_der(signed, DER_SET, "signed attributes").content):
        parts = list(der_parts(attribute.content))
        name = der_oid(take_der(parts, DER_OID, "attribute"))
        values = list(der_parts(take_der(parts, DER_SET, "attribute").content))
        if name in found or len(values) != 1:
            raise Unreadable("an attribute that stands twice")
        found[name] = values[0].whole
    return found


def _names_certificate(attributes: dict[str, bytes], der: bytes) -> bool:
    """ESSCertID of RFC 2634 and RFC 5816: the signed attributes hold the hash of the signer's certificate."""
    for oid, usual in ((OID_SIGNING_CERTIFICATE_2, "sha256"), (OID_SIGNING_CERTIFICATE, "sha1")):
        if oid not in attributes:
            continue
        try:
            lists = list(der_parts(expect_der(attributes[oid], DER_SEQUENCE, "certificate id").content))
            first = list(
                der_parts(next(der_parts(take_der(lists, DER_SEQUENCE, "certificate ids").content)).content)
            )
            given = maybe_der(first, DER_SEQUENCE) if oid == OID_SIGNING_CERTIFICATE_2 else None
            hash_name = _hash_name(given) if given else usual
            value = take_der(first, DER_OCTETS, "hash").content
        except (Unreadable, StopIteration):
            return False
        if hash_name not in (*SOUND_HASHES, "sha1"):
            return False
        return hashlib.new(hash_name, der, usedforsecurity=False).digest() == value
    return False


def only_for_stamps(der: bytes) -> bool:
    """RFC 3161 section 2.3: extended key usage is critical and time-stamping alone."""
    body = list(der_parts(expect_der(der, DER_SEQUENCE, "certificate").content))
    fields = list(der_parts(body[0].content))
    for field in fields:
        if field.tag == 0xA3:
            for extension in der_parts(expect_der(field.content, DER_SEQUENCE, "extensions").content):
                parts = list(der_parts(extension.content))
                if der_oid(parts[0]) == OID_EXTENDED_KEY_USAGE:
                    usages = expect_der(parts[-1].content, DER_SEQUENCE, "usages")
                    critical = len(parts) == 3 and parts[1].content != b"\x00"
                    return critical and [der_oid(one) for one in der_parts(usages.content)] == [
                        OID_TIME_STAMPING
                    ]
    return False


def authority_name(token: Token, certificate: Certificate | None) -> str:
    """Who made the stamp, in words."""
    if certificate is not None:
        return certificate.name()
    return name_text(token.signer.issuer) if token.signer.issuer else "an authority without a name"
