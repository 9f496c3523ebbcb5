"""A desk's folder is made private, read strictly, and never written over."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast.base.errors import HoldfastError
from holdfast.desk import Desk, DeskExists, DeskUnreadable, database_from_url, make_desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "d", name='A "desk"\n\\', published_by="الائتلاف", campaigns_for="c\x7f")


def test_it_works(desk: Desk) -> None:
    assert (desk.name, desk.published_by, desk.campaigns_for) == ('A "desk"\n\\', "الائتلاف", "c\x7f")
    assert open_desk(desk.folder) == desk
    assert desk.is_local
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (desk.folder, desk.folder / "secret-key")]
    assert modes == [0o700, 0o600]


def test_a_desk_is_never_made_over_another(desk: Desk) -> None:
    with pytest.raises(DeskExists):
        make_desk(desk.folder, name="x", published_by="y", campaigns_for="z")
    assert open_desk(desk.folder) == desk


def test_readers_see_accounts_unless_the_desk_signs_for_all(desk: Desk) -> None:
    described = desk.folder / "desk.toml"
    assert not desk.signs_for_all
    text = described.read_text(encoding="utf-8")
    described.write_text(text.replace('sign_as = "account"', 'sign_as = "desk"'), encoding="utf-8")
    assert open_desk(desk.folder).signs_for_all
    described.write_text(text.replace('sign_as = "account"\n', ""), encoding="utf-8")
    assert not open_desk(desk.folder).signs_for_all
    described.write_text(text.replace('sign_as = "account"', 'sign_as = "rania"'), encoding="utf-8")
    with pytest.raises(DeskUnreadable, match="sign_as"):
        open_desk(desk.folder)


def test_a_secret_key_is_not_printed(desk: Desk) -> None:
    assert desk.secret_key not in repr(desk)


def test_a_key_that_others_can_read_is_refused(desk: Desk) -> None:
    (desk.folder / "secret-key").chmod(0o644)
    with pytest.raises(DeskUnreadable, match="chmod 600"):
        open_desk(desk.folder)


def test_a_short_key_is_refused(desk: Desk) -> None:
    (desk.folder / "secret-key").write_text("short")
    with pytest.raises(DeskUnreadable, match="key"):
        open_desk(desk.folder)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = ",
        'name = "x"\npublished_by = ""\ncampaigns_for = "z"',
        'name = "x"\npublished_by = "y"\ncampaigns_for = 3',
        'name = "x"\npublished_by = "y"\ncampaigns_for = "z"\nhosts = []',
        'name = "x"\npublished_by = "y"\ncampaigns_for = "z"\nhosts = "localhost"',
        'name = "x"\npublished_by = "y"\ncampaigns_for = "z"\nhosts = ["*"]',
        "\udcff",
    ],
)
def test_a_broken_desk_says_what_is_wrong(desk: Desk, text: str) -> None:
    (desk.folder / "desk.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DeskUnreadable) as refused:
        open_desk(desk.folder)
    assert refused.value.next_step


@pytest.mark.parametrize("folder", [None, "", "/nowhere/at/all"])
def test_no_desk_is_no_start(folder: str | None) -> None:
    with pytest.raises(DeskUnreadable, match="holdfast init"):
        open_desk(folder)


def test_a_host_beyond_this_machine_asks_for_https(tmp_path: Path) -> None:
    made = make_desk(tmp_path, name="x", published_by="y", campaigns_for="z", hosts=("desk.example.org",))
    code = (
        "from holdfast import settings as s;"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_HSTS_SECONDS > 0"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HOLDFAST_DESK": str(made.folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_database_address_is_read_or_refused(tmp_path: Path) -> None:
    assert database_from_url(None, tmp_path / "x")["ENGINE"] == "django.db.backends.sqlite3"
    found = database_from_url("postgresql://u:p%40ss@[::1]:5433/name?sslmode=require", tmp_path)
    assert (found["HOST"], found["PORT"], found["PASSWORD"], found["NAME"]) == ("::1", "5433", "p@ss", "name")
    assert found["OPTIONS"] == {"sslmode": "require"}
    for url in ("mysql://x/y", "postgresql://host", "nonsense"):
        with pytest.raises(HoldfastError):
            database_from_url(url, tmp_path)


def test_a_desk_says_whose_it_is_in_each_language_it_knows(tmp_path: Path) -> None:
    arabic = {"published_by": "ائتلافنا", "campaigns_for": "الوفاء بالوعد"}
    desk = make_desk(
        tmp_path / "desk",
        name="d",
        published_by="Us",
        campaigns_for="a promise",
        other_languages={"ar": arabic},
    )
    assert desk.said_in("ar") == ("ائتلافنا", "الوفاء بالوعد")
    assert desk.said_in("en") == ("Us", "a promise")
    assert desk.said_in("fr") == ("Us", "a promise")
