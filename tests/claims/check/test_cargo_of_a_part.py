"""A part of the trucks, said to have carried another cargo than the record's part, is not borne out."""

import pytest

from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", ["2,564 of them of fuel", "639 of them of aid"])
def test_a_part_of_another_cargo_is_not_partly_supported(viewer: Viewer, part: str) -> None:
    text = (
        "The Gaza Government Media Office said on 1 November 2025 that 3,203 trucks had entered Gaza"
        f" between 10 and 31 October, {part}."
    )
    lines = {one.item.text: one for one in draft_checked(viewer, text).lines}
    assert lines["3,203"].verdict.value == "supported as attributed"
    assert lines[part.split()[0]].verdict.value == "unsupported"
