"""What the command line advises helps: no other way and no other hour for an address that is refused."""

from pathlib import Path

import pytest

from cli.conftest import Run
from holdfast.base import extras


def test_a_refused_address_is_told_how_to_be_opened(holdfast: Run, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    made = holdfast(
        "init", desk, "--name", "d", "--published-by", "p", "--campaigns-for", "c", "--admin", "mira"
    )
    assert made.returncode == 0, made.stderr
    done = holdfast("capture", "http://192.168.0.1/", desk=desk)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "another hour" not in said and "--method browser" not in said
    assert "test_hosts" in said and "192.168.0.1 is a private network" in said


@pytest.mark.parametrize(
    ("checkout", "said"), [(True, "pip install -e '.[browser]'"), (False, "'holdfast[browser]'")]
)
def test_an_extra_is_installed_as_the_software_was(
    monkeypatch: pytest.MonkeyPatch, checkout: bool, said: str
) -> None:
    monkeypatch.setattr(extras, "from_a_checkout", lambda: checkout)
    assert said in extras.install_extra("browser")
