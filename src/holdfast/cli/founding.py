"""What is first written into a store just made: the founder's account, or a whole demo. Needs Django on its desk."""

import getpass
import re
from collections.abc import Sequence
from pathlib import Path

from holdfast.cases.actions import load_case
from holdfast.cli.printing import say_progress
from holdfast.cli.showcase import show_vault
from holdfast.figures.actions import publish_figures
from holdfast.figures.queries import keys_to_publish
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role


def add_founder(name: str | None) -> str:
    """Make the first account, an admin without a password, and return its name."""
    key = name or re.sub(r"[^a-z0-9-]+", "-", getpass.getuser().lower()).strip("-") or "founder"
    return add_account(viewer=None, username=key, name=key, role=Role.ADMIN, clearance=Level.RESTRICTED).key


def fill_demo(folders: Sequence[Path]) -> None:
    """Load the cases as one person and publish their figures as another; show the vault on a site of our own."""
    editor = add_account(viewer=None, username="demo-editor", name="Demo editor", role=Role.ADMIN)
    reviewer = add_account(viewer=editor, username="demo-reviewer", name="Demo reviewer", role=Role.REVIEWER)
    for folder in folders:
        say_progress(load_case(editor, folder=folder).sentence())
    keys = keys_to_publish(reviewer)
    for revision in publish_figures(reviewer, keys=keys, reason="First publication of the example"):
        say_progress(f"{revision.key}: {revision.answer}")
    show_vault(editor, reviewer)
