import json
from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Revisions published before are told the documents of their rows, which they hold."""
    revisions, pages = apps.get_model("figures", "Revision"), apps.get_model("figures", "RevisionRow")
    for revision in revisions.objects.only("id").iterator():
        keys = {
            row["document"]["key"]
            for text in pages.objects.filter(revision=revision).values_list("rows", flat=True)
            for row in json.loads(text)
        }
        revisions.objects.filter(pk=revision.pk).update(documents=sorted(keys))


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_counter_reading")]

    operations = [
        migrations.AddField(model_name="revision", name="documents", field=models.JSONField(default=list)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
