"""What roles allow, and who may publish what others edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.people.errors import NotAllowed, SecondPersonNeeded
from holdfast.people.permissions import publisher_allowed, require, require_second_person
from holdfast.people.types import Level, Permission, Role, Viewer

TABLE = {
    Role.ANONYMOUS: {"read"},
    Role.READER: {"read"},
    Role.EDITOR: {"read", "edit", "decide", "load_case"},
    Role.REVIEWER: {"read", "edit", "decide", "load_case", "publish"},
    Role.ADMIN: {"read", "edit", "decide", "load_case", "publish", "manage_people"},
}


def viewer(role: Role) -> Viewer:
    return Viewer(key="x", name="X", role=role, clearance=Level.DESK, signed_in=True)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_the_table_of_roles(role: Role, permission: Permission) -> None:
    allowed = permission.value in TABLE[role]
    assert viewer(role).may(permission) is allowed
    if allowed:
        require(viewer(role), permission)
    else:
        with pytest.raises(NotAllowed):
            require(viewer(role), permission)


def test_who_is_not_signed_in_sees_public_records_alone() -> None:
    charlie = Viewer.anonymous()
    assert charlie.sees(Level.PUBLIC)
    assert not any(charlie.sees(level) for level in Level if level > Level.PUBLIC)


def test_the_error_names_the_roles_that_could() -> None:
    with pytest.raises(NotAllowed, match="is an editor; publishing takes a reviewer or an admin"):
        require(viewer(Role.EDITOR), Permission.PUBLISH)
    with pytest.raises(NotAllowed, match="managing people takes an admin") as caught:
        require(Viewer.anonymous(), Permission.MANAGE_PEOPLE)
    assert "_" not in str(caught.value)
    assert "Nobody is signed in" in str(caught.value)


def test_who_edited_does_not_publish_where_there_are_two() -> None:
    assert not publisher_allowed(publisher="rania", editors={"alice", "rania"}, people_able=2)
    assert publisher_allowed(publisher="rania", editors={"alice"}, people_able=2)
    assert publisher_allowed(publisher="adam", editors={"adam"}, people_able=1)
    with pytest.raises(SecondPersonNeeded, match="holdfast account add NAME --role reviewer"):
        require_second_person(publisher="rania", editors=["rania"], people_able=3)


@given(st.sets(st.sampled_from("abc")), st.sampled_from("abc"), st.integers(2, 9))
def test_with_two_people_only_others_work_is_published(editors: set[str], publisher: str, able: int) -> None:
    assert publisher_allowed(publisher=publisher, editors=editors, people_able=able) is (
        publisher not in editors
    )
