"""Judging a time-stamp token: does it belong to this data, who made it, and is that authority trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from holdfast.evidence.engine.der import Certificate, tops_of
from holdfast.evidence.engine.provers import Prover
from holdfast.evidence.engine.results import FAILED, NOT_CHECKABLE, PASSED, Unreadable
from holdfast.evidence.engine.tokens import (
    SOUND_HASHES,
    Request,
    Token,
    authority_name,
    parse_token,
    signing_certificate,
    verify_signature,
)


class Judged(NamedTuple):
    """What came of one proof, why, and the instant it proves where it does."""

    result: str
    why: str
    time: datetime | None = None
    token_time: datetime | None = None  # what a token says, whether or not its authority is trusted
    stranger: bool = False  # it failed because its authority is none of those trusted, and for nothing else


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of a certificate, as authorities publish it."""
    return hashlib.sha256(certificate.der).hexdigest()


def judge_stamp(
    data: bytes,
    stamped: Callable[[str], bytes] | Request | None,
    anchors: Sequence[Certificate],
    prover: Prover,
    beside: Sequence[Certificate] = (),
) -> Judged:
    """Judge a token over `stamped` (hash of the data by name, or what was asked) under these anchors.

    Certificates inside the token and beside it are used to find the way to an anchor, and never trusted themselves.
    """
    try:
        token = parse_token(data)
    except Unreadable as unreadable:
        return Judged(FAILED, f"the time-stamp token is not readable: {unreadable}")
    try:
        judged = _judge_token(data, token, stamped, anchors, prover, beside)
    except Unreadable as unreadable:
        judged = Judged(FAILED, f"the time-stamp token is not readable: {unreadable}")
    return judged._replace(token_time=token.time)


def _judge_token(
    data: bytes,
    token: Token,
    stamped: Callable[[str], bytes] | Request | None,
    anchors: Sequence[Certificate],
    prover: Prover,
    beside: Sequence[Certificate],
) -> Judged:
    when = f"{token.time:%Y-%m-%dT%H:%M:%SZ}"
    wrong = _not_over(token, stamped)
    if wrong:
        return Judged(FAILED, wrong)
    roots = tops_of(anchors)
    certificate = signing_certificate(token, [*anchors, *beside])
    who = authority_name(token, certificate)
    if certificate is None:
        if anchors:
            return Judged(
                FAILED,
                f"the token of {when} was made by {who}, whose certificate is not among those given",
                stranger=True,
            )
        return Judged(
            NOT_CHECKABLE, f"the token of {when} carries no certificate of {who}; give it with --trust"
        )
    signature = verify_signature(token, certificate, prover)
    if signature.holds is False:
        return Judged(FAILED, f"the token of {when} by {who} does not hold: {signature.why}")
    if signature.holds is None:
        return Judged(NOT_CHECKABLE, f"the token of {when} by {who} is not checked: {signature.why}")
    if token.hash_name not in SOUND_HASHES:
        return Judged(
            NOT_CHECKABLE, f"the token of {when} stamps a hash ({token.hash_name}) that proves nothing today"
        )
    if not certificate.valid_at(token.time):
        return Judged(
            FAILED,
            f"the authority {who} had no valid certificate when it stamped on {when}: it was valid from"
            f" {certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}",
        )
    if not anchors:
        return Judged(
            NOT_CHECKABLE,
            f"the token of {when} is signed by the certificate it carries, of {who}; whether that authority is to be"
            " trusted is not known: give its certificates with --trust",
        )
    pool = [*token.certificates, *beside, *(one for one in anchors if one not in roots)]
    chain = prover.chain(certificate, pool, roots, token.time)
    known = b"".join(one.pem() for one in (certificate, *pool, *roots))
    second = prover.stamp(data, token.imprint, known, b"".join(one.pem() for one in roots), token.time)
    for verdict in (chain, second):
        if verdict is not None and verdict.holds is False:
            return Judged(
                FAILED,
                f"the token of {when} by {who} does not hold: {verdict.why}",
                stranger=chain.stranger,
            )
    if chain.holds is None:
        return Judged(NOT_CHECKABLE, f"the chain of the token of {when} is not checked: {chain.why}")
    if stamped is None:
        return Judged(
            NOT_CHECKABLE,
            f"the token is sound: {who} stamped a {token.hash_name} hash on {when}; of which data it is, is not known:"
            " give the file or the request with --data",
        )
    return Judged(PASSED, f"the data existed before {when}, says {who}", token.time)


def _not_over(token: Token, stamped: Callable[[str], bytes] | Request | None) -> str | None:
    """Why the token is over other data, in words; None when it is over this, or when there is none to hold it to."""
    if stamped is None or token.hash_name not in SOUND_HASHES:
        return None
    if not isinstance(stamped, Request):
        if stamped(token.hash_name) != token.imprint:
            return f"the token of {token.time:%Y-%m-%dT%H:%M:%SZ} is over other data than this"
        return None
    if (stamped.hash_name, stamped.imprint) != (token.hash_name, token.imprint):
        return "the token is over other data than the request asked for"
    if stamped.nonce is not None and stamped.nonce != token.nonce:
        return "the token answers another request: its nonce is not the one asked with"
    return None
