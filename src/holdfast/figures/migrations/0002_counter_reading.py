from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CounterReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clearance", models.PositiveSmallIntegerField(unique=True)),
                ("seq", models.BigIntegerField()),
                ("body", models.TextField()),
            ],
        ),
    ]
