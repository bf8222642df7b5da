"""What is kept of silences: proposals, whom we let go, what was foretold and learnt (METHOD 8)."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_triage"),
    ]

    operations = [
        migrations.CreateModel(
            name="LettingGo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("let_go_at", models.DateTimeField()),
                ("look_again_on", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("back_by", models.CharField(blank=True, choices=[("act", "act"), ("undo", "undo")], max_length=10)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lettings_go",
                        to="records.opportunity",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
                "indexes": [models.Index(fields=["workspace", "look_again_on"], name="deals_to_look_at_again")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("workspace", "opportunity"),
                        name="let_go_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sent_at", models.DateTimeField()),
                ("answer_on", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="records.opportunity"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "opportunity", "sent_at"), name="one_proposal_a_moment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SilenceConstants",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("team_mu", models.FloatField(default=0.0)),
                ("team_sigma", models.FloatField(default=1.5)),
                ("team_replies", models.PositiveIntegerField(default=0)),
                ("kinds", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace",), name="one_row_of_constants")],
            },
        ),
        migrations.CreateModel(
            name="SilencePrediction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("chance", models.FloatField()),
                ("unanswered", models.PositiveSmallIntegerField()),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("came", models.BooleanField(blank=True, null=True)),
                ("void", models.BooleanField(default=False)),
                ("scored_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.opportunity"
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
                "indexes": [models.Index(fields=["workspace", "scored_at", "due_at"], name="foretold_and_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "opportunity", "made_on"), name="foretold_once_a_day")
                ],
            },
        ),
    ]
