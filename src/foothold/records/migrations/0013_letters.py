"""What the trusted mail server said of each mail's sender (DESIGN 6, "Who answered?")."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_firms_told_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="sender_check",
            field=models.CharField(
                choices=[("pass", "Pass"), ("fail", "Fail"), ("none", "None")], default="none", max_length=4
            ),
        ),
    ]
