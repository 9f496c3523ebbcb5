from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                condition=models.Q(("supersedes__isnull", False)),
                fields=["batch"],
                name="observation_corrections",
            ),
        ),
    ]
