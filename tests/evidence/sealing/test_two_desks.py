"""Two desks at the command line: one seals, the other witnesses, over files alone."""

import json
import shutil
from pathlib import Path

import pytest

from cli.conftest import run_holdfast
from evidence.sealing.services import OpensslAuthority, served


def desk(folder: Path) -> Path:
    made = run_holdfast("init", folder, "--admin", "ada", "--published-by", "A coalition", cwd=folder.parent)
    assert made.returncode == 0, made.stderr
    return folder


def say(folder: Path, table: str) -> None:
    with (folder / "desk.toml").open("a") as out:
        out.write(f"\n[evidence]\n{table}\n")


def upload(folder: Path, name: str) -> None:
    (folder.parent / name).write_text(name)
    done = run_holdfast("capture", "--file", folder.parent / name, cwd=folder.parent, desk=folder)
    assert done.returncode == 0, done.stderr


def test_a_head_goes_to_the_witness_and_comes_back_and_a_fork_does_not(tmp_path: Path) -> None:
    ours, theirs = desk(tmp_path / "ours"), desk(tmp_path / "theirs")

    def run(folder: Path, *words: object, code: int = 0) -> str:
        done = run_holdfast(*words, cwd=tmp_path, desk=folder)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout if code == 0 else done.stderr

    said = run(ours, "seal")
    assert "nobody outside this desk can say when" in said
    witness = json.loads(run(theirs, "witness", "key", "--json"))
    name = witness["key"].split("+", 1)[0]
    say(ours, f'witnesses = [{{name = "{name}", public = "{witness["public"]}"}}]')
    log_key = json.loads(run(ours, "seal", "keys", "--json"))[0]["key"]
    say(theirs, f'logs = ["{log_key}"]')

    (tmp_path / "request").write_text(run(ours, "seal", "request", name))
    (tmp_path / "answer").write_text(run(theirs, "witness", "cosign", tmp_path / "request"))
    accepted = json.loads(run(ours, "seal", "accept", tmp_path / "answer", "--json"))
    assert accepted["witness"] == name
    assert "cosigned the head" in run(ours, "seal", "accept", tmp_path / "answer")
    assert name in run(ours, "seal", "list")

    # A copy of the desk goes its own way, and the witness sees both.
    fork = tmp_path / "fork"
    shutil.copytree(ours, fork)
    upload(ours, "one.txt")
    upload(fork, "two.txt")
    for folder in (ours, fork):
        run(folder, "seal")
        (tmp_path / f"{folder.name}.request").write_text(run(folder, "seal", "request", name))
    run(theirs, "witness", "cosign", tmp_path / "ours.request")
    refused = run(theirs, "witness", "cosign", tmp_path / "fork.request", "--json", code=1)
    assert json.loads(refused)["error"]["code"] == "witness-refused"

    assert "are as they were entered" in run(ours, "seal", "check")
    assert json.loads(run(theirs, "seal", "check", "--json"))["ok"]
    assert "no authority, calendar or witness" in run(theirs, "doctor")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl: a local authority cannot be made")
def test_fewer_authorities_than_needed_is_said_and_is_not_success(tmp_path: Path) -> None:
    ours = desk(tmp_path / "ours")
    tsa = OpensslAuthority(tmp_path / "authority")
    with served(tsa.answer) as address:
        say(
            ours,
            "authorities_needed = 2\nauthorities = ["
            f'{{name = "one", url = "{address}/good", chain = "{tsa.root}"}}, '
            f'{{name = "two", url = "{address}/closed", chain = "{tsa.root}"}}]',
        )
        done = run_holdfast("seal", cwd=tmp_path, desk=ours)
        assert done.returncode == 1
        assert "It existed before" in done.stdout
        assert "1 of 2 authorities stamped the head, and 2 are needed" in done.stderr
        assert "✕ two: It answered with status 503" in done.stderr
        listed = json.loads(run_holdfast("seal", "list", "--json", cwd=tmp_path, desk=ours).stdout)
    assert [one["authority"] for one in listed[0]["stamps"]] == ["one"]
    doctor = run_holdfast("doctor", cwd=tmp_path, desk=ours).stdout
    assert f"time-stamp authority one at {address}/good" in doctor
