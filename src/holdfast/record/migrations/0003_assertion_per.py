from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0002_observation_corrections")]

    operations = [
        migrations.AddField(
            model_name="assertion",
            name="per",
            field=models.CharField(default="day", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="assertion",
            constraint=models.CheckConstraint(
                condition=models.Q(("per__in", ["day", "week"])), name="assertion_per_known"
            ),
        ),
    ]
