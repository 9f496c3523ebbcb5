"""What a role allows, and the two-person rule: pure functions that actions ask."""

from collections.abc import Collection

from holdfast.people.errors import NotAllowed, SecondPersonNeeded
from holdfast.people.types import Permission, Role, Viewer


def require(viewer: Viewer, permission: Permission, *, untouched: str = "Nothing was written") -> None:
    """The viewer may do this; raises NotAllowed, naming the roles that could."""
    if viewer.may(permission):
        return
    able = [role.value for role in Role if permission in role.permissions]
    who = f"{viewer.key} is a {viewer.role.value}" if viewer.signed_in else "Nobody is signed in"
    raise NotAllowed(
        f"{who}; '{permission.value}' takes the role {' or '.join(able)}",
        untouched=untouched,
        next_step="Sign in, or ask somebody who manages people at this desk",
    )


def publisher_allowed(*, publisher: str, editors: Collection[str], people_able: int) -> bool:
    """The two-person rule: who edited a thing does not publish it, unless the desk has nobody else.

    `people_able` is the number of active people able to edit or publish (`queries.active_people_count`).
    """
    return people_able <= 1 or publisher not in editors


def require_second_person(*, publisher: str, editors: Collection[str], people_able: int) -> None:
    """As `publisher_allowed`; raises SecondPersonNeeded."""
    if not publisher_allowed(publisher=publisher, editors=editors, people_able=people_able):
        raise SecondPersonNeeded(
            f"{publisher} edited this, and the desk has {people_able} people able to edit or publish",
            untouched="Nothing was published",
            next_step="Ask another reviewer to publish it",
        )
