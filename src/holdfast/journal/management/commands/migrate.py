"""Django's migrate, which here always leaves the triggers of append-only tables in place.

SQLite drops a table's triggers silently when a migration alters the table.
"""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from holdfast.journal.triggers import without_triggers


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate without the triggers, and install them afterwards, also where a migration failed."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with without_triggers(connections[options["database"]]):
            super().handle(*args, **options)
