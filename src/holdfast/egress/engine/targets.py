"""Reading an address: what exactly it would connect to, or why it is refused.

The reading is stricter than the WHATWG URL standard wherever two clients could understand one text differently
(backslashes, control characters, text before an @), and follows it where a host is a number in disguise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, unquote_to_bytes, urljoin

import idna

from holdfast.base.why import Term, Why
from holdfast.egress.engine.addresses import Address, judge
from holdfast.egress.errors import AddressRefused, TestHostNotUnderstood

PORTS = {"http": 80, "https": 443}
LONGEST = 8192
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE | re.ASCII)
_NAME = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
)
# Names that the public tree does not hold (IANA special-use names, ICANN's collisions), and .arpa, where no page lies:
# a resolver of the house may answer them all the same, and what it answers may be an address of the open Internet.
_INSIDE_NAMES = (
    *("localhost", "local", "localdomain", "internal", "intranet", "lan", "private", "home", "corp", "mail"),
    *("test", "invalid", "alt", "onion", "arpa"),
)
# What a path may hold as it is; everything else is percent-encoded, and what is encoded stays as it was written.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%?[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """What an address asks for: `host` is an ASCII name without a trailing dot, or an IP address in its one form."""

    scheme: str
    host: str
    port: int
    path: str  # with the query, never empty, percent-encoded
    ip: Address | None  # where the host is an address

    @property
    def authority(self) -> str:
        """Host and port, the port always there, IPv6 in brackets."""
        return f"{self.bracketed}:{self.port}"

    @property
    def bracketed(self) -> str:
        """The host as an address writes it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def host_header(self) -> str:
        """The value of the Host header: no port where it is the scheme's own."""
        return self.bracketed if self.port == PORTS[self.scheme] else self.authority

    @property
    def address(self) -> str:
        """The address in its one form, without a fragment."""
        return f"{self.scheme}://{self.host_header}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port."""
        return self.scheme, self.host, self.port


def read_target(address: str, *, test_hosts: frozenset[tuple[str, int]], own_hosts: frozenset[str]) -> Target:
    """The target of an address; raises AddressRefused. Names are not resolved here: the proxy judges what they mean.

    `test_hosts` are (host, port) pairs opened for development, `own_hosts` the desk's own public hosts.
    """
    text = address.strip(" ")
    if len(text) > LONGEST:
        raise AddressRefused(Why.of("egress-address-too-long", limit=LONGEST))
    scheme, rest = _scheme(text)
    authority, path = _authority(rest)
    if "@" in unquote_to_bytes(authority).decode("utf-8", "replace"):
        raise AddressRefused(Why.of("egress-userinfo-refused"))
    host_text, port = _port(authority, PORTS[scheme])
    host, ip = read_host(host_text)
    check_host(host, port, ip, test_hosts=test_hosts, own_hosts=own_hosts)
    return Target(scheme, host, port, path, ip)


def read_authority(
    authority: str, *, test_hosts: frozenset[tuple[str, int]], own_hosts: frozenset[str]
) -> tuple[str, int, Address | None]:
    """Host, port and address of a CONNECT request's `host:port`; raises AddressRefused."""
    if "@" in authority or not re.search(r":[0-9]{1,5}\Z", authority, re.ASCII):
        raise AddressRefused(Why.of("egress-address-malformed"))
    host_text, port = _port(authority, 0)
    host, ip = read_host(host_text)
    check_host(host, port, ip, test_hosts=test_hosts, own_hosts=own_hosts)
    return host, port, ip


def check_host(
    host: str,
    port: int,
    ip: Address | None,
    *,
    test_hosts: frozenset[tuple[str, int]],
    own_hosts: frozenset[str],
) -> None:
    """Refuse what can be refused before a name is resolved; raises AddressRefused."""
    if host in own_hosts:
        raise AddressRefused(Why.of("egress-own-host", host=host))
    if (host, port) in test_hosts:
        return
    if ip is not None:
        refused = judge(ip)
        if refused is not None:
            raise AddressRefused(why_inside(host, str(ip), refused.term))
    elif "." not in host or host.rsplit(".", 1)[1] in _INSIDE_NAMES:
        raise AddressRefused(Why.of("egress-name-inside", host=host))
    if port not in PORTS.values():
        raise AddressRefused(Why.of("egress-port-refused", port=str(port)))


def read_host(text: str) -> tuple[str, Address | None]:
    """The host in its one form and, where it is an address in any spelling, the address; raises AddressRefused."""
    if text.startswith("["):
        return _v6(text)
    try:
        decoded = unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        raise AddressRefused(Why.of("egress-address-malformed")) from None
    name = unicodedata.normalize("NFKC", decoded).replace("\u3002", ".").lower()
    try:
        if not name.isascii():
            name = idna.encode(name, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused(Why.of("egress-host-malformed")) from None
    name = name.removesuffix(".")
    if _NUMBER.fullmatch(name.rsplit(".", 1)[-1]):
        ip = v4_as_inet_aton(name)
        if ip is None:
            raise AddressRefused(Why.of("egress-host-malformed"))
        return str(ip), ip
    if not _NAME.fullmatch(name):
        raise AddressRefused(Why.of("egress-host-malformed"))
    return name, None


def v4_as_inet_aton(text: str) -> IPv4Address | None:
    """The IPv4 address that inet_aton reads: one to four numbers, decimal, octal or hexadecimal; None if it is none."""
    parts = text.split(".")
    if not 1 <= len(parts) <= 4:
        return None
    numbers: list[int] = []
    for part in parts:
        if not _NUMBER.fullmatch(part) or len(part) > 40:
            return None
        try:
            if part[:2].lower() == "0x":
                numbers.append(int(part[2:] or "0", 16))
            else:
                numbers.append(int(part, 8 if len(part) > 1 and part[0] == "0" else 10))
        except ValueError:
            return None
    *leading, last = numbers
    if any(number > 255 for number in leading) or last >= 256 ** (5 - len(numbers)):
        return None
    whole = last
    for place, number in enumerate(leading):
        whole += number << (24 - 8 * place)
    return IPv4Address(whole)


def follow(target: Target, location: str) -> str:
    """The address a Location header leads to from here; one with a scheme of its own is taken as it stands."""
    location = location.strip(" \t").partition("#")[0]
    return location if _SCHEME.match(location) else urljoin(target.address, location)


def read_test_host(text: str) -> tuple[str, int]:
    """The pair of a test host written `name:port`, `127.0.0.1:8000` or `[::1]:8000`; raises TestHostNotUnderstood."""
    try:
        host_text, port = _port(text, 0)
        host, _ = read_host(host_text)
    except AddressRefused:
        host, port = "", 0
    if not port:
        raise TestHostNotUnderstood(
            f"The test host {text!r} has no name or no port",
            untouched="Nothing was opened",
            next_step="Write it like localhost:8000",
        )
    return host, port


def _scheme(text: str) -> tuple[str, str]:
    if any(ord(char) < 33 or ord(char) == 127 for char in text):
        raise AddressRefused(Why.of("egress-address-malformed"))
    found = _SCHEME.match(text)
    if found is None:
        raise AddressRefused(Why.of("egress-address-malformed"))
    scheme = found[1].lower()
    if scheme not in PORTS:
        raise AddressRefused(Why.of("egress-scheme-refused", scheme=scheme[:40]))
    rest = text[found.end() :]
    if not rest.startswith("//"):
        raise AddressRefused(Why.of("egress-address-malformed"))
    return scheme, rest[2:]


def _authority(rest: str) -> tuple[str, str]:
    rest = rest.partition("#")[0]
    cut = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
    authority, path = rest[:cut], rest[cut:]
    if not authority or "\\" in authority:
        raise AddressRefused(Why.of("egress-address-malformed"))
    if not path.startswith("/"):
        path = "/" + path
    try:
        path = quote(path, safe=_PATH_SAFE)
    except UnicodeEncodeError:
        raise AddressRefused(Why.of("egress-address-malformed")) from None
    return authority, path


def _port(authority: str, usual: int) -> tuple[str, int]:
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, ""
    if not host or (":" in host and not host.startswith("[")):
        raise AddressRefused(Why.of("egress-address-malformed"))
    if not port:
        return host, usual
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII) or not 0 < int(port) < 65536:
        raise AddressRefused(Why.of("egress-port-refused", port=port[:10]))
    return host, int(port)


def why_inside(host: str, ip: str, kind: Term) -> Why:
    """That a host's address is inside; of a host that is an address itself, said once."""
    if host == ip:
        return Why.of("egress-itself-inside", ip=ip, kind=kind)
    return Why.of("egress-address-inside", host=host, ip=ip, kind=kind)


def _v6(text: str) -> tuple[str, Address]:
    if not text.endswith("]"):
        raise AddressRefused(Why.of("egress-address-malformed"))
    try:
        ip = IPv6Address(unquote_to_bytes(text[1:-1]).decode("ascii"))
    except (AddressValueError, UnicodeDecodeError):
        raise AddressRefused(Why.of("egress-host-malformed")) from None
    if ip.scope_id is not None:
        refused = judge(ip)
        assert refused is not None  # noqa: S101 - a scope is always refused
        raise AddressRefused(why_inside(text[1:-1][:80], str(ip)[:80], refused.term))
    return str(ip), ip
