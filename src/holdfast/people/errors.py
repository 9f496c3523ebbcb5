"""What can go wrong about people."""

from holdfast.base.errors import HoldfastError


class NotAllowed(HoldfastError):
    """The role of this person does not carry the permission the action asks for."""

    code = "not-allowed"


class PersonUnknown(HoldfastError):
    """No active account has this name."""

    code = "person-unknown"


class AccountExists(HoldfastError):
    """An account of this name or address is there already."""

    code = "account-exists"


class AccountInvalid(HoldfastError):
    """Name, address, role or password of an account cannot be accepted."""

    code = "account-invalid"


class SecondPersonNeeded(HoldfastError):
    """Who edited this may not publish it while the desk has another person who can."""

    code = "second-person-needed"


class LastAdmin(HoldfastError):
    """The desk would be left without anybody who manages people."""

    code = "last-admin"
