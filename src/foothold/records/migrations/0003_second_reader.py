import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_calendar_and_mailbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondReader",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.BooleanField(default=False)),
                ("base_url", models.CharField(blank=True, max_length=500)),
                ("shown", models.CharField(blank=True, max_length=300)),
                ("model", models.CharField(blank=True, max_length=200)),
                ("sealed", models.TextField(blank=True)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace",), name="one_second_reader_a_workspace")],
            },
        ),
        migrations.CreateModel(
            name="SecondReading",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("answered", "answered"), ("failed", "failed")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("document", models.JSONField(blank=True, null=True)),
                ("waiting_since", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("attempt", models.PositiveIntegerField(default=0)),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.judgement"
                    ),
                ),
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
                "indexes": [models.Index(fields=["state", "waiting_since"], name="second_readings_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting"), name="one_second_reading_a_meeting")
                ],
            },
        ),
    ]
