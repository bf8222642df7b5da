"""When a customer said to be away stands beside the reading; what is counted in working days is settled anew.

So is whether the next step is booked, however late that was: a verdict goes by it.
"""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

from foothold.records.models.findings import TextInside


def _settle_anew(apps: Any, schema_editor: Any) -> None:
    """Holidays and absences count from this release on: the jobs settle every workspace once."""
    apps.get_model("records", "Workspace").objects.update(days_changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_amounts_in_their_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="step_booked",
            field=models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3),
        ),
        migrations.AddField(
            model_name="judgement",
            name="away_from",
            field=models.GeneratedField(
                db_persist=True,
                expression=TextInside("document", path="absence,first"),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="away_until",
            field=models.GeneratedField(
                db_persist=True,
                expression=TextInside("document", path="absence,until"),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(
                condition=models.Q(("away_until__isnull", False)),
                fields=["workspace", "away_until"],
                name="judgements_telling_absence",
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="days_changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(_settle_anew, migrations.RunPython.noop),
    ]
