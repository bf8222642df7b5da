"""Wrong passwords are counted for the account, in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="LoginAttempts",
            fields=[
                ("counted_for", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                ("open_at", models.DateTimeField()),
            ],
        ),
    ]
