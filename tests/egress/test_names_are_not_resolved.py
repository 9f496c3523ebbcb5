"""A name that only a house's own resolver answers is refused before it is asked, whatever it would say."""

import pytest

from egress.conftest import OUTSIDE, Names, Outside
from holdfast.egress.actions import Fetcher
from holdfast.egress.engine.targets import read_target
from holdfast.egress.errors import AddressRefused
from holdfast.egress.types import Outcome

ENDINGS = (
    *("local", "localhost", "localdomain", "internal", "intranet", "lan", "private", "home", "corp", "mail"),
    *("test", "invalid", "alt", "onion", "home.arpa", "in-addr.arpa", "ip6.arpa", "ipv4only.arpa"),
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_is_refused_though_it_would_lead_outside(
    fetcher: Fetcher, names: Names, outside: Outside, ending: str
) -> None:
    names.known = {host: [[OUTSIDE]] for host in (ending, f"site.{ending}", f"a.b.{ending}")}
    for host in (f"site.{ending}", f"a.b.{ending}", f"SITE.{ending.upper()}.", ending):
        with fetcher.fetch(f"http://{host}/") as fetched:
            assert fetched.outcome == Outcome.REFUSED
            assert "egress-name-inside" in repr(fetched.why)
    assert outside.dialled == []


def test_names_that_merely_hold_such_a_word_are_read() -> None:
    for host in ("test.example.com", "home.example.org", "corp.com", "mail.example.net", "xtest.de"):
        found = read_target(f"http://{host}/", test_hosts=frozenset(), own_hosts=frozenset())
        assert found.host == host
    opened = read_target(
        "http://site.test:8000/", test_hosts=frozenset({("site.test", 8000)}), own_hosts=frozenset()
    )
    assert opened.host == "site.test"
    with pytest.raises(AddressRefused):
        read_target("http://site.test/", test_hosts=frozenset({("site.test", 8000)}), own_hosts=frozenset())
