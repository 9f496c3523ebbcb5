"""Readers go on while a load holds the store: the board answers with what stood before, and waits for nobody."""

from pathlib import Path

import pytest

from cases.test_interrupted_loads import LOADER
from drills.desks import run, start, stop

READ = """
import django
from django.conf import settings
settings.STORAGES = {**settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()
from django.test import Client
client = Client()
for path in ("/", "/agreements/", "/series/", "/corrections/", "/", "/search/?q=meals"):
    answer = client.get(path)
    print(path, answer.status_code, "hillside" in answer.content.decode())
"""
STAGE = "before the line"  # every row is written, nothing is committed, the store's one writer is at work


@pytest.mark.slow
def test_the_board_answers_during_a_load(desk: Path, long_case: Path) -> None:
    loading = start(desk, LOADER, long_case, STAGE)
    try:
        read = run(desk, READ).splitlines()
        assert loading.poll() is None  # it held the store all the while
    finally:
        stop(loading)
    assert read and all(" 200 False" in line for line in read), read


@pytest.mark.slow
def test_the_first_reader_of_a_day_answers_during_a_load(desk: Path, long_case: Path, tmp_path: Path) -> None:
    """The standing a board computes cannot be stored while another writes: the reader gets it all the same."""
    run(desk, LOADER, long_case, "")
    more = long_case / "meals.csv"
    more.write_text(more.read_text() + "2026-12-31,5,\n")
    loading = start(desk, LOADER, long_case, STAGE)
    try:
        read = run(desk, READ).splitlines()
        assert loading.poll() is None  # it held the store all the while
    finally:
        stop(loading)
    assert all(" 200 " in line for line in read), read
    assert read[0].endswith("True")
