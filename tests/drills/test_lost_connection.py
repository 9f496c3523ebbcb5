"""PostgreSQL ends the connection in mid-load: nothing is half-written, and the next load writes all of it."""

import pytest
from django.db import connection

from cases.folders import Folder
from cases.store import stored
from cases.test_interrupted_loads import many_days
from holdfast.base.errors import HoldfastError
from holdfast.cases import actions
from holdfast.cases.actions import load_case
from holdfast.journal.queries import verify
from holdfast.people.types import Viewer


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["agreement", "rows"])
def test_the_connection_is_lost(
    tmp_path: object, alice: Viewer, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    folder = Folder(tmp_path)  # type: ignore[arg-type]
    many_days(folder, 3_000)
    before = stored()

    def cut() -> None:
        pid = connection.connection.info.backend_pid
        with psycopg.connect(
            connection.connection.info.dsn, password=connection.settings_dict["PASSWORD"]
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])

    content = actions._Loading.content

    def late(self: object) -> object:
        cut()
        return content(self)  # type: ignore[arg-type]

    if stage == "rows":
        monkeypatch.setattr(actions._Loading, "content", late)
    with pytest.raises(HoldfastError):
        load_case(alice, folder.root, progress=lambda told: cut() if told == stage else None)
    monkeypatch.undo()
    connection.close()
    assert stored() == before and verify().ok
    assert load_case(alice, folder.root).added == 3_000
