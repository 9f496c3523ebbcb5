"""What can go wrong about reaching an address."""

from holdfast.base.errors import HoldfastError
from holdfast.base.why import Why


class AddressRefused(HoldfastError):
    """An address that is not one of the open web, or that this desk does not go to."""

    code = "address-refused"

    def __init__(self, why: Why) -> None:
        super().__init__(why.render("en"), untouched="Nothing was connected to")
        self.why = why


class TestHostNotUnderstood(HoldfastError):
    """A test host that is not written as a name or an address with a port."""

    code = "test-host-not-understood"
    __test__ = False  # not a test, whatever pytest thinks of its name


class RequestRefused(HoldfastError):
    """A method or a header that the fetcher does not send."""

    code = "request-refused"


class TrustTooWeak(HoldfastError):
    """A TLS context that would take any certificate."""

    code = "trust-too-weak"


class ProxyNotRunning(HoldfastError):
    """The egress proxy could not be started, or was stopped."""

    code = "proxy-not-running"


class BrowserMissing(HoldfastError):
    """Playwright or Chromium is not installed."""

    code = "browser-missing"
