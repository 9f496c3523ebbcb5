"""Reading accounts."""

from typing import Any

from holdfast.journal.queries import objects_touched
from holdfast.people.errors import PersonUnknown
from holdfast.people.models import User
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Person, Role, Viewer


def viewer_for(username: str) -> Viewer:
    """The viewer an active account is; raises PersonUnknown for a name nobody active has."""
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        raise PersonUnknown(
            f"No active account is called '{username[:50]}'",
            untouched="Nothing was written",
            next_step="List the accounts with: holdfast account list, or add one: holdfast account add",
        )
    return viewer_of(user)


def viewer_of(user: Any) -> Viewer:
    """The viewer behind a request's user; whoever is not signed in to an active account is anonymous."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer.anonymous()
    return Viewer(
        key=user.username,
        name=user.name or user.username,
        role=Role(user.role),
        clearance=Level(user.clearance),
        signed_in=True,
    )


def people_list(viewer: Viewer) -> tuple[Person, ...]:
    """Every account in the order of names, for who manages people; raises NotAllowed."""
    require(viewer, Permission.MANAGE_PEOPLE, untouched="Nothing was shown")
    return tuple(
        Person(user.username, user.name, Role(user.role), Level(user.clearance), user.is_active, user.email)
        for user in User.objects.order_by("username")
    )


def active_people_count() -> int:
    """How many active people are able to edit or publish: what the two-person rule asks."""
    able = [role.value for role in Role if role.permissions & {Permission.EDIT, Permission.PUBLISH}]
    return User.objects.filter(is_active=True, role__in=able).count()


def is_able(username: str, permission: Permission, *, clearance: int) -> bool:
    """Whether this account is active, carries the permission and sees what is of this level, now."""
    return _able(permission, clearance).filter(username=username).exists()


def others_able(permission: Permission, *, clearance: int, besides: str) -> int:
    """How many people besides this one carry the permission and see what is of this level.

    Whoever cannot, and whose account that one person changed or closed at any time, counts as able: nobody makes
    themself the last who is left.
    """
    able = set(_able(permission, clearance).exclude(username=besides).values_list("username", flat=True))
    touched = objects_touched(besides, ("change_role", "deactivate_account"))
    names = [name.removeprefix("person:") for name in touched]
    changed = User.objects.filter(username__in=names).exclude(username=besides)
    return len(able | set(changed.values_list("username", flat=True)))


def _able(permission: Permission, clearance: int) -> Any:
    able = [role.value for role in Role if permission in role.permissions]
    return User.objects.filter(is_active=True, role__in=able, clearance__gte=clearance)


def accounts_exist() -> bool:
    """Whether the desk has any account; its first one is made without a person to name."""
    return User.objects.exists()
