"""`holdfast capture`, `watch` and `work`, as a person runs them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Run
from evidence.capturing.site import PAGE, Site, answer, served


@pytest.fixture
def site(desk: Path) -> Iterator[Site]:
    """A site that the desk may go to."""
    with served(Site({f"/{number}": answer(PAGE + b"%d" % number) for number in range(5)})) as running:
        with (desk / "desk.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[egress]\ntest_hosts = ["{running.host}"]\n')
        yield running


def test_an_address_is_captured_and_told_in_a_sentence(holdfast: Run, desk: Path, site: Site) -> None:
    done = holdfast("capture", site.url("/0"), desk=desk)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"E-0001  {site.url('/0')}\n        complete, status 200, ")
    again = holdfast("capture", site.url("/0"), desk=desk)
    assert "the same as E-0001" in again.stdout


def test_a_list_is_captured_and_what_failed_is_named(
    holdfast: Run, desk: Path, site: Site, tmp_path: Path
) -> None:
    listed = tmp_path / "list.txt"
    lines = [
        "# what we need",
        site.url("/0"),
        "",
        site.url("/none"),
        "http://10.0.0.1/",
        site.url("/1") + "#part",
    ]
    listed.write_text("\n".join(lines), encoding="utf-8")
    done = holdfast("capture", "--from", listed, "--json", desk=desk)
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert {one["address"]: one["outcome"] for one in said["captures"]} == {
        site.url("/0"): "complete",
        site.url("/none"): "failed",
        site.url("/1") + "#part": "complete",
    }
    assert [one["address"] for one in said["failed"]] == ["http://10.0.0.1/"]
    assert "captures-failed" in done.stderr and site.url("/none") in done.stderr
    assert f"--resume {said['lot']}" in done.stderr
    # Nothing is left to take up, and that is what was asked.
    resumed = holdfast("capture", "--resume", said["lot"], "--json", desk=desk)
    assert resumed.returncode == 0 and json.loads(resumed.stdout)["captures"] == []
    unknown = holdfast("capture", "--resume", "no-such-lot", desk=desk)
    assert unknown.returncode == 1 and "lot-unknown" in unknown.stderr


def test_files_are_kept(holdfast: Run, desk: Path, tmp_path: Path) -> None:
    given = tmp_path / "photo.jpg"
    given.write_bytes(b"\xff\xd8\xff\xe0 not much of a photo")
    done = holdfast("capture", "--file", given, "--json", desk=desk)
    assert done.returncode == 0, done.stderr
    (made,) = json.loads(done.stdout)["captures"]
    assert made["method"] == "upload" and [part["role"] for part in made["parts"]] == ["upload", "metadata"]
    both = holdfast("capture", "--file", given, "http://example.org/", desk=desk)
    assert both.returncode == 2


def test_an_address_is_watched_and_the_worker_captures_it(holdfast: Run, desk: Path, site: Site) -> None:
    assert holdfast("watch", site.url("/2"), "--every", "6", desk=desk).returncode == 0
    worked = holdfast("work", "--once", desk=desk)
    assert worked.returncode == 0 and worked.stdout.startswith("E-0001"), worked.stderr
    assert holdfast("watch", "--run", desk=desk).stdout == "Nothing is due.\n"
    (listed,) = json.loads(holdfast("watch", "--json", desk=desk).stdout)["watches"]
    assert (listed["address"], listed["every_hours"], listed["last"]) == (site.url("/2"), 6, "E-0001")
    site.routes["/2"] = answer(b"gone", "404 Not Found")
    later = holdfast("watch", "--run", desk=desk, HOLDFAST_NOW="2099-01-01T00:00:00Z")
    assert later.returncode == 0 and "removed since E-0001" in later.stdout, later.stderr
    assert "watched no more" in holdfast("watch", site.url("/2"), "--stop", desk=desk).stdout
    assert holdfast("watch", site.url("/2"), desk=desk).returncode == 2


def test_who_may_not_write_captures_nothing(holdfast: Run, desk: Path, site: Site) -> None:
    made = holdfast("account", "add", "bob", "--role", "reader", "--no-password", desk=desk)
    done = holdfast("--as", "bob", "capture", site.url("/0"), desk=desk)
    assert done.returncode == 1, made.stderr
    assert site.requests == []


def test_usage_is_told(holdfast: Run, desk: Path) -> None:
    for words in (["capture"], ["watch", "--run", "http://x/"], ["capture", "--resume", "a", "http://x/"]):
        assert holdfast(*words, desk=desk).returncode == 2
