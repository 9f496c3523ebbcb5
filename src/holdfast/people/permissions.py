"""What a role allows, and the two-person rule: pure functions that actions ask."""

from collections.abc import Collection

from holdfast.base.errors import with_article
from holdfast.people.errors import NotAllowed, SecondPersonNeeded
from holdfast.people.types import Permission, Role, Viewer

_DOING = {
    Permission.READ: "reading",
    Permission.EDIT: "editing the record",
    Permission.DECIDE: "deciding about a counter",
    Permission.PUBLISH: "publishing",
    Permission.LOAD_CASE: "loading a case",
    Permission.MANAGE_PEOPLE: "managing people",
}


def require(viewer: Viewer, permission: Permission, *, untouched: str = "Nothing was written") -> None:
    """The viewer may do this; raises NotAllowed, naming the roles that could."""
    if viewer.may(permission):
        return
    able = " or ".join(with_article(role.value) for role in Role if permission in role.permissions)
    who = f"{viewer.key} is {with_article(viewer.role.value)}" if viewer.signed_in else "Nobody is signed in"
    raise NotAllowed(
        f"{who}; {_DOING[permission]} takes {able}",
        untouched=untouched,
        next_step="Ask an admin of this desk for that role, or ask somebody who has it"
        if viewer.signed_in
        else "Sign in, or ask an admin of this desk for an account",
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
            f"{publisher} edited what this rests on, and at a desk where {people_able} people can edit or publish "
            "another than the editor publishes",
            untouched="Nothing was published",
            next_step=(
                "Ask another reviewer or admin to publish it; if the desk has none, add one: "
                "holdfast account add NAME --role reviewer"
            ),
        )
