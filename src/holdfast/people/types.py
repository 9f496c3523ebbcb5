"""Who may see and do what: levels, roles, permissions, and the viewer every query takes."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self


class Level(IntEnum):
    """How far a record may travel; a viewer sees what is at or under their clearance."""

    PUBLIC = 0
    ALLIES = 10
    DESK = 20  # where every record begins
    RESTRICTED = 30


class Permission(StrEnum):
    """One thing an action may ask for."""

    READ = "read"
    EDIT = "edit"
    DECIDE = "decide"
    PUBLISH = "publish"
    LOAD_CASE = "load_case"
    MANAGE_PEOPLE = "manage_people"


class Role(StrEnum):
    """What a person is at this desk; nobody signed in is anonymous."""

    ANONYMOUS = "anonymous"
    READER = "reader"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that this role may do; what is not listed is denied."""
        return GRANTS[self]


_EDITOR = frozenset({Permission.READ, Permission.EDIT, Permission.DECIDE, Permission.LOAD_CASE})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ANONYMOUS: frozenset({Permission.READ}),  # of public records: the clearance narrows it
    Role.READER: frozenset({Permission.READ}),
    Role.EDITOR: _EDITOR,
    Role.REVIEWER: _EDITOR | {Permission.PUBLISH},
    Role.ADMIN: frozenset(Permission),
}

ACCOUNT_ROLES = (Role.READER, Role.EDITOR, Role.REVIEWER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a person's key, role and clearance, without anything that could write."""

    key: str
    name: str
    role: Role
    clearance: Level
    signed_in: bool

    @classmethod
    def anonymous(cls) -> Self:
        """A reader nobody knows: sees public records alone."""
        return cls(key="", name="", role=Role.ANONYMOUS, clearance=Level.PUBLIC, signed_in=False)

    def may(self, permission: Permission) -> bool:
        """Whether this viewer's role carries the permission."""
        return permission in self.role.permissions

    def sees(self, level: int) -> bool:
        """Whether a record of this level is within this viewer's clearance."""
        return level <= self.clearance


@dataclass(frozen=True, slots=True)
class Person:
    """One account, as the people page lists it; the address stays with those who manage people."""

    key: str
    name: str
    role: Role
    clearance: Level
    active: bool
    email: str | None
