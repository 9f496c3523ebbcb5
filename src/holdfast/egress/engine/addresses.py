"""Is an IP address one that anybody on the Internet could reach? Whatever is not, is refused.

The tables are those of the IANA special-purpose registries (RFC 6890 and its updates, read in November 2025), not
`ipaddress.is_global` alone: Python 3.11 calls 192.0.0.9, 192.88.99.1, 2002::/16 and multicast global.
"""

from __future__ import annotations

from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from holdfast.base.why import Term

Address = IPv4Address | IPv6Address


class Inside(StrEnum):
    """Why an address is not one of the open Internet."""

    BENCHMARK = "benchmark"
    BROADCAST = "broadcast"
    CARRIER = "carrier"
    DOCUMENTATION = "documentation"
    LINK_LOCAL = "link-local"
    LOOPBACK = "loopback"
    MULTICAST = "multicast"
    NOT_AN_ADDRESS = "not-an-address"
    PRIVATE = "private"
    RESERVED = "reserved"
    SCOPED = "scoped"
    SITE_LOCAL = "site-local"
    TRANSLATED = "translated"
    TUNNELLED = "tunnelled"
    UNSPECIFIED = "unspecified"

    @property
    def term(self) -> Term:
        """The word of the catalogue."""
        return Term(f"egress.{self.value}")


_V4 = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", Inside.UNSPECIFIED),
        ("10.0.0.0/8", Inside.PRIVATE),
        ("100.64.0.0/10", Inside.CARRIER),
        ("127.0.0.0/8", Inside.LOOPBACK),
        ("169.254.0.0/16", Inside.LINK_LOCAL),
        ("172.16.0.0/12", Inside.PRIVATE),
        ("192.0.0.0/24", Inside.RESERVED),
        ("192.0.2.0/24", Inside.DOCUMENTATION),
        ("192.31.196.0/24", Inside.RESERVED),  # AS112: whoever stands nearest answers
        ("192.52.193.0/24", Inside.RESERVED),  # AMT, which carries multicast
        ("192.88.99.0/24", Inside.RESERVED),
        ("192.168.0.0/16", Inside.PRIVATE),
        ("192.175.48.0/24", Inside.RESERVED),  # AS112, delegated to it
        ("198.18.0.0/15", Inside.BENCHMARK),
        ("198.51.100.0/24", Inside.DOCUMENTATION),
        ("203.0.113.0/24", Inside.DOCUMENTATION),
        ("224.0.0.0/4", Inside.MULTICAST),
        ("255.255.255.255/32", Inside.BROADCAST),
        ("240.0.0.0/4", Inside.RESERVED),
    )
)
_V6 = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", Inside.UNSPECIFIED),
        ("::1/128", Inside.LOOPBACK),
        ("64:ff9b:1::/48", Inside.TRANSLATED),  # RFC 8215: for use inside one network
        ("100::/64", Inside.RESERVED),
        ("100:0:0:1::/64", Inside.RESERVED),
        ("2001::/32", Inside.TUNNELLED),  # Teredo
        ("2001:2::/48", Inside.BENCHMARK),
        ("2001:db8::/32", Inside.DOCUMENTATION),
        ("2001::/23", Inside.RESERVED),
        ("2002::/16", Inside.TUNNELLED),  # 6to4
        ("2620:4f:8000::/48", Inside.RESERVED),  # AS112, delegated to it
        ("3fff::/20", Inside.DOCUMENTATION),
        ("5f00::/16", Inside.RESERVED),  # identifiers of SRv6 segments
        ("fc00::/7", Inside.PRIVATE),
        ("fe80::/10", Inside.LINK_LOCAL),
        ("fec0::/10", Inside.SITE_LOCAL),
        ("ff00::/8", Inside.MULTICAST),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# The last 32 bits are an IPv4 address: compatible, mapped, translated (RFC 2765) and NAT64 (RFC 6052).
_HOLDS_V4 = tuple(IPv6Network(n) for n in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
_ISATAP = (0x00005EFE, 0x02005EFE)


def judge(address: str | Address) -> Inside | None:
    """Why the address must not be connected to, or None where it belongs to the open Internet.

    An address with a scope (`fe80::1%eth0`) or in a form that is not an address is refused as such. Of an IPv6
    address that carries an IPv4 address both are judged.
    """
    try:
        known = ip_address(address) if isinstance(address, str) else address
    except ValueError:
        return Inside.NOT_AN_ADDRESS
    if isinstance(known, IPv4Address):
        return _judge_v4(known)
    if known.scope_id is not None:
        return Inside.SCOPED
    for carried in carried_addresses(known):
        refused = _judge_v4(carried)
        if refused is not None and known not in (IPv6Address("::"), IPv6Address("::1")):
            return refused
    for network, kind in _V6:
        if known in network:
            return kind
    if any(known in network for network in _HOLDS_V4[1:2] + _HOLDS_V4[3:]):
        return None  # mapped or NAT64, and what it carries is global
    if known not in _GLOBAL_UNICAST or known.is_multicast or known.is_reserved or not known.is_global:
        return Inside.RESERVED
    return None


def is_address(text: str) -> bool:
    """Whether the text is an IP address in its standard form, scope or not."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def carried_addresses(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo (both), ISATAP."""
    number = int(address)
    found: list[IPv4Address] = []
    if any(address in network for network in _HOLDS_V4):
        found.append(IPv4Address(number & 0xFFFFFFFF))
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        found.append(IPv4Address(number & 0xFFFFFFFF))
    return tuple(found)


def _judge_v4(address: IPv4Address) -> Inside | None:
    for network, kind in _V4:
        if address in network:
            return kind
    return Inside.RESERVED if address.is_multicast or not address.is_global else None
