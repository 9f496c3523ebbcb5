"""On whose behalf a command reads or writes: who is named, with their clearance; else a read is the operator's own."""

import click

from holdfast.base.errors import HoldfastError
from holdfast.people import queries
from holdfast.people.types import Level, Role, Viewer


class NobodyNamed(HoldfastError):
    """A write from the command line does not say who writes."""

    code = "nobody-named"


def writer() -> Viewer:
    """The person a write is by: --as, HOLDFAST_PERSON, or the desk's only account; raises NobodyNamed."""
    name = _named()
    if not name:
        people = [person.key for person in queries.people_list(operator()) if person.active]
        if len(people) != 1:
            raise NobodyNamed(
                "This writes, and nobody is named as the one who does it"
                if people
                else "This writes, and the desk has no account yet",
                untouched="Nothing was written",
                next_step="Say who: holdfast --as NAME …"
                if people
                else "Make one: holdfast account add NAME --role admin",
            )
        name = people[0]
    return queries.viewer_for(name)


def reader() -> Viewer:
    """The person a read is by, with their clearance: --as or HOLDFAST_PERSON; where nobody is named, the operator."""
    name = _named()
    return queries.viewer_for(name) if name else operator()


def _named() -> str | None:
    name: str | None = click.get_current_context().meta.get("holdfast.person")
    return name


def operator() -> Viewer:
    """Who holds the desk's folder can read all of it; the command line shows it without asking for a name."""
    return Viewer(key="", name="", role=Role.ADMIN, clearance=Level.RESTRICTED, signed_in=False)
