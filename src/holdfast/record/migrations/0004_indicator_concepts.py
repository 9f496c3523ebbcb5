from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0003_assertion_per")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="concepts",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="indicator",
            name="words",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
