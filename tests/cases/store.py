"""Everything that stands in the store, so that a test can say that nothing at all was written."""

from django.apps import apps
from django.db import connection

ROOMS = ("journal", "people", "sources", "record", "agreements", "figures", "cases")


def stored() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the rooms."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for room in ROOMS:
            for model in apps.get_app_config(room).get_models():
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                found[model._meta.db_table] = sorted(cursor.fetchall(), key=repr)
    return found
