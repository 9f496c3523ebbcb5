"""Making and changing accounts: each a journal line, none without a person who may."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from holdfast.base.errors import with_article
from holdfast.journal.actions import recording
from holdfast.people.errors import AccountExists, AccountInvalid, LastAdmin, NotAllowed, PersonUnknown
from holdfast.people.models import User
from holdfast.people.permissions import require
from holdfast.people.types import ACCOUNT_ROLES, Level, Permission, Role, Viewer

_UNTOUCHED = "No account was changed"


@transaction.atomic
def add_account(
    *,
    viewer: Viewer | None,
    username: str,
    role: Role,
    name: str = "",
    email: str | None = None,
    clearance: Level = Level.DESK,
    password: str | None = None,
) -> Viewer:
    """Make an account; without a password it cannot sign in but can be named by the command line.

    The first account of a desk is made without a viewer, and is an admin's. Raises NotAllowed, AccountExists,
    AccountInvalid.
    """
    username, email = username.strip().lower(), (email or "").strip() or None
    if viewer is not None:
        require(viewer, Permission.MANAGE_PEOPLE, untouched=_UNTOUCHED)
    elif User.objects.exists():
        raise NotAllowed(
            "The desk has accounts, and this names nobody who makes another",
            untouched=_UNTOUCHED,
            next_step="Name an admin of this desk",
        )
    elif role is not Role.ADMIN:
        raise AccountInvalid(
            f"The first account of a desk is an admin's, not {with_article(role.value)}'s",
            untouched=_UNTOUCHED,
        )
    if role not in ACCOUNT_ROLES:
        raise AccountInvalid(f"An account cannot be {role.value}", untouched=_UNTOUCHED)
    if User.objects.filter(username=username).exists():
        raise AccountExists(f"An account is called '{username}' already", untouched=_UNTOUCHED)
    if email and User.objects.filter(email__iexact=email).exists():
        raise AccountExists("An account has this address already", untouched=_UNTOUCHED)
    with recording(
        actor=viewer.key if viewer else username or "nobody",
        verb="add_account",
        object_key=f"person:{username}"[:200],
    ) as entry:
        user = User(
            username=username,
            name=name.strip(),
            email=email,
            role=role.value,
            clearance=int(clearance),
            batch=entry.batch,
        )
        _put_password(user, password)
        _clean(user)
        user.save(force_insert=True)
        entry.commit_to(_content(user))
    return Viewer(key=username, name=user.name or username, role=role, clearance=clearance, signed_in=True)


def change_role(*, viewer: Viewer, username: str, role: Role, clearance: Level | None = None) -> None:
    """Give an account another role, and another clearance where one is named; raises LastAdmin, NotAllowed."""
    require(viewer, Permission.MANAGE_PEOPLE, untouched=_UNTOUCHED)
    if role not in ACCOUNT_ROLES:
        raise AccountInvalid(f"An account cannot be {role.value}", untouched=_UNTOUCHED)
    with recording(actor=viewer.key, verb="change_role", object_key=f"person:{username}") as entry:
        user = _locked(username)
        wanted = int(user.clearance if clearance is None else clearance)
        if (user.role, user.clearance) == (role.value, wanted):
            entry.void()
            return
        if role is not Role.ADMIN:
            _keep_an_admin(user)
        user.role, user.clearance, user.batch = role.value, wanted, entry.batch
        user.save(update_fields=["role", "clearance", "batch"])
        entry.commit_to(_content(user))


def deactivate_account(*, viewer: Viewer, username: str) -> None:
    """Close an account: it can sign in and be named no longer, and what it did stays; raises LastAdmin, NotAllowed."""
    require(viewer, Permission.MANAGE_PEOPLE, untouched=_UNTOUCHED)
    with recording(actor=viewer.key, verb="deactivate_account", object_key=f"person:{username}") as entry:
        user = _locked(username)
        if not user.is_active:
            entry.void()
            return
        _keep_an_admin(user)
        user.is_active, user.batch = False, entry.batch
        user.set_unusable_password()  # so that every session of the account ends now
        user.save(update_fields=["is_active", "password", "batch"])
        entry.commit_to(_content(user))


def set_password(*, viewer: Viewer, username: str, password: str) -> None:
    """Set one's own password, or another's where one manages people; raises AccountInvalid, NotAllowed."""
    if viewer.key != username:
        require(viewer, Permission.MANAGE_PEOPLE, untouched=_UNTOUCHED)
    with recording(actor=viewer.key, verb="set_password", object_key=f"person:{username}") as entry:
        user = _locked(username)
        if not user.is_active:
            raise PersonUnknown(f"The account '{username}' is closed", untouched=_UNTOUCHED)
        user.batch = entry.batch
        _put_password(user, password)
        user.save(update_fields=["password", "batch"])
        entry.commit_to({"username": username})  # not even a digest of a password


def _put_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountInvalid(
            f"The password cannot be accepted: {' '.join(error.messages)}", untouched=_UNTOUCHED
        ) from None
    user.set_password(password)


def _clean(user: User) -> None:
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        said = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
        raise AccountInvalid(f"The account cannot be accepted: {said}", untouched=_UNTOUCHED) from None


def _locked(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise PersonUnknown(f"No account is called '{username[:50]}'", untouched=_UNTOUCHED)
    return user


def _keep_an_admin(user: User) -> None:
    # Locked in one order, so that two admins cannot demote each other at once.
    admins = list(
        User.objects.select_for_update().filter(role=Role.ADMIN.value, is_active=True).order_by("username")
    )
    if [admin.username for admin in admins] == [user.username]:
        raise LastAdmin(
            f"{user.username} is the last active admin of this desk",
            untouched=_UNTOUCHED,
            next_step="Make somebody else an admin first",
        )


def _content(user: User) -> dict[str, object]:
    return {
        "username": user.username,
        "name": user.name,
        "email": user.email,
        "role": user.role,
        "clearance": user.clearance,
        "active": user.is_active,
    }
