"""Several updates and a load of one case at the same moment: one after the other, and nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from cases.updates.test_in_turn import expected, standing
from holdfast.cases.actions import load_case
from holdfast.cases.models import UpdateRun
from holdfast.cases.types import Came
from holdfast.cases.updates import update_cases
from holdfast.journal.queries import verify
from holdfast.people.types import Viewer
from holdfast.record.models import Observation

MORE = (*FIRST, ("2026-03-09", "93", ""))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_all_at_once(watched: Folder, publisher: Publisher, alice: Viewer, rania: Viewer) -> None:
    load_case(alice, watched.root)
    watched.change("Kitchen book, March 2026", "Kitchen book")

    def update(turn: int) -> list[Came]:
        try:
            if turn % 4 == 3:
                load_case(rania, watched.root)
                return []
            return [one.outcome for one in update_cases(alice if turn % 2 else rania, case="hillside")]
        finally:
            connection.close()

    for round_ in range(5):
        publisher.gives(MORE) if round_ % 2 == 0 else publisher.fails("503 Busy")
        with ThreadPoolExecutor(8) as threads:
            came = [one for found in threads.map(update, range(8)) for one in found]
        assert len(came) == 6
        assert set(came) <= ({Came.LOADED, Came.SAME} if round_ % 2 == 0 else {Came.ERROR_STATUS})
    assert standing() == expected(MORE)
    assert Observation.objects.count() == 8
    assert UpdateRun.objects.count() == 30
    assert UpdateRun.objects.filter(outcome=Came.LOADED).count() == 1
    assert verify().ok
