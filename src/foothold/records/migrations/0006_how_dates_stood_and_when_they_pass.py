"""How meetings stood before each change, kept from now on (METHOD 7.3); when a deal's date passes."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_counted_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="changes_kept_since",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.CreateModel(
            name="MeetingStood",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("held_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stands", "stands"),
                            ("cancelled", "cancelled"),
                            ("gone", "no longer in the calendar"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "accepted"),
                            ("tentative", "tentative"),
                            ("declined", "declined"),
                            ("no_answer", "no answer"),
                            ("counter", "asks for another time"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer_level", models.CharField(blank=True, max_length=2)),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                ("we_accepted", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3)),
                ("we_declined", models.BooleanField(default=False)),
                ("moved_by_us", models.PositiveSmallIntegerField(default=0)),
                ("moved_by_customer", models.PositiveSmallIntegerField(default=0)),
                ("moved_by_unknown", models.PositiveSmallIntegerField(default=0)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.meeting"
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "meeting", "until"], name="changes_of_a_meeting")],
            },
        ),
        migrations.AddField(
            model_name="opportunitystanding",
            name="holds_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="opportunitystanding",
            index=models.Index(
                condition=models.Q(("holds_until__isnull", False)),
                fields=["holds_until"],
                name="deals_whose_date_passes",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="set_anew",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="meeting",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
