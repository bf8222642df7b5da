"""Booking, readiness, deals, silence, people, other systems, the review and the weekly meeting."""

import datetime
import uuid
from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foothold.records.review_tables import create_tables, drop_tables, drop_triggers


def _make_tables(apps: Any, schema_editor: Any) -> None:
    create_tables()


def _drop_tables(apps: Any, schema_editor: Any) -> None:
    drop_triggers()
    drop_tables()


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_second_reader"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="country",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="account",
            name="tz",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="invitationreply",
            name="came_at",
            field=models.DateTimeField(auto_now_add=True, null=True),
        ),
        migrations.AddField(
            model_name="invitationreply",
            name="kept_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitationreply",
            name="words",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="sender_check",
            field=models.CharField(
                choices=[("pass", "Pass"), ("fail", "Fail"), ("none", "None")], default="none", max_length=4
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="shares_feeling",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="works_from",
            field=models.TimeField(default=datetime.time(9, 0)),
        ),
        migrations.AddField(
            model_name="membership",
            name="works_until",
            field=models.TimeField(default=datetime.time(17, 0)),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="amount",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="amount_level",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="crm",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="crm_key",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="currency",
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="expected_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="seller",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="stage",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="workspace",
            name="country",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[("owner", "owner"), ("admin", "admin"), ("manager", "manager"), ("seller", "seller")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="kind",
            field=models.CharField(
                choices=[
                    ("calendar_file", "calendar file"),
                    ("calendar_address", "calendar address"),
                    ("mails", "mails"),
                    ("calls", "call log"),
                    ("calendar_server", "calendar server"),
                    ("crm", "CRM export"),
                    ("booked", "booked with Foothold"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["workspace", "from_address", "sent_at"], name="letters_from_a_person"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)),
                fields=["workspace", "seller", "next_at"],
                name="meetings_by_next_date",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["workspace", "opportunity", "held_at"], name="meetings_of_a_deal"),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["workspace", "closure", "seller"], name="opportunities_of_a_seller"),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("amount__isnull", False), ("amount_level__gte", "E2")),
                fields=["workspace", "amount"],
                name="amounts_borne_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("crm_key", ""), _negated=True),
                fields=("workspace", "crm", "crm_key"),
                name="one_opportunity_a_crm_row",
            ),
        ),
        migrations.CreateModel(
            name="Afterthought",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.meeting"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("should_have_asked", "I should have asked …"),
                            ("customer_would_say", "What would the customer say of it?"),
                            ("could_more", "Could you have done more?"),
                            ("how_good", "How good was it, 1 to 5?"),
                            ("chance_to_win", "How likely do we win?"),
                            ("prediction", "Did it turn out as you expected?"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "meeting", "user", "question"), name="one_afterthought"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("week", models.DateField()),
                ("place", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=200)),
                ("agreed_at", models.DateTimeField()),
                ("meet_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "seller", "week", "place"), name="one_agreement_a_place"
                    ),
                    models.CheckConstraint(condition=models.Q(("place__in", (1, 2))), name="at_most_two_agreements"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ChosenHabit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "habit",
                    models.CharField(
                        choices=[
                            ("date_in_the_room", "date_in_the_room"),
                            ("homework", "homework"),
                            ("recap", "recap"),
                            ("agenda", "agenda"),
                            ("should_have_asked", "should_have_asked"),
                        ],
                        max_length=20,
                    ),
                ),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("chosen_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("workspace", "user"),
                        name="one_habit_at_a_time",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closings", to="records.meeting"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("offered", "a date offered"),
                            ("refused", "they would not set a date"),
                            ("not_asked", "not asked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace", "meeting"), name="one_closing_a_meeting")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("mail", "mailbox"), ("calendar", "calendar server")], max_length=10),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("settings", models.JSONField(default=dict)),
                ("sealed", models.TextField(blank=True)),
                ("cursor", models.JSONField(default=dict)),
                ("connected_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("next_read_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("attempt", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["next_read_at"], name="connections_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user", "kind"), name="one_connection_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="CrmAccount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("crm", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=210)),
                ("name", models.CharField(max_length=200)),
                ("domain", models.CharField(blank=True, max_length=254)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.account"
                    ),
                ),
                (
                    "may_be",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.account",
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True, choices=[("same", "same firm"), ("another", "another")], max_length=10
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "domain"], name="crm_firms_by_domain")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "crm", "key"), name="one_row_a_firm_of_a_crm")
                ],
            },
        ),
        migrations.CreateModel(
            name="CrmAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.source"
                    ),
                ),
                ("crm", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[("meeting", "meeting"), ("call", "call"), ("mail", "mail"), ("other", "other")],
                        max_length=10,
                    ),
                ),
                ("logged_at", models.DateTimeField()),
                ("has_time", models.BooleanField(default=True)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=254)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.account",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "account", "logged_at"], name="logged_acts_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "crm", "key"), name="one_row_a_logged_act")
                ],
            },
        ),
        migrations.CreateModel(
            name="CrmMapping",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("program", models.CharField(blank=True, max_length=20)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deals", "deals"),
                            ("contacts", "contacts"),
                            ("companies", "companies"),
                            ("log", "log"),
                        ],
                        max_length=10,
                    ),
                ),
                ("columns", models.JSONField(default=dict)),
                ("day_first", models.BooleanField(blank=True, null=True)),
                ("decimal_mark", models.CharField(blank=True, max_length=1)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "fingerprint"), name="one_mapping_a_header")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CustomerJudgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.meeting"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=254)),
                ("learned", models.BooleanField(default=False)),
                ("best_use", models.BooleanField(default=False)),
                ("looking_forward", models.BooleanField(default=False)),
                (
                    "goal",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")], max_length=10
                    ),
                ),
                ("could_more", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3)),
                ("level", models.CharField(max_length=2)),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting", "address"), name="one_judgement_a_customer")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ErasedMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "digest"), name="one_mark_an_erased_person")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="FigureConsent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("workspace", "user"),
                        name="one_open_consent_a_person",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Homework",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="homework", to="records.meeting"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("ours", "ours"), ("customer", "customer"), ("unknown", "unknown")], max_length=10
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("what", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.commitment",
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_level", models.CharField(blank=True, max_length=2)),
                ("done_by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting", "place"), name="one_homework_a_place")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="records.meeting"
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "from_meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.meeting",
                    ),
                ),
                ("uid", models.CharField(max_length=255)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("slot_sequence", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=12)),
                ("made_under", models.CharField(max_length=64)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("file", "a calendar file and a mail of your own"),
                            ("web", "your web calendar"),
                            ("mail", "your mailbox"),
                            ("calendar", "your calendar server"),
                        ],
                        max_length=10,
                    ),
                ),
                ("organizer", models.CharField(max_length=254)),
                ("topic", models.CharField(max_length=200)),
                ("outcome", models.TextField(blank=True)),
                ("agenda", models.JSONField(default=list)),
                ("prep_question", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("tz", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("video", "video"),
                            ("phone", "phone"),
                            ("mail", "mail: read, but no meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("agreed", models.CharField(default="E0", max_length=2)),
                ("in_room", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("taken_up", models.UUIDField(blank=True, null=True)),
                ("answers_written", models.JSONField(default=dict)),
                ("asked_again_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting"), name="one_invitation_a_meeting"),
                    models.UniqueConstraint(fields=("workspace", "uid"), name="one_invitation_a_uid"),
                    models.UniqueConstraint(fields=("workspace", "code"), name="one_invitation_a_code"),
                    models.UniqueConstraint(fields=("workspace", "seller", "made_under"), name="one_invitation_a_key"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="LettingGo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
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
                ("let_go_at", models.DateTimeField()),
                ("look_again_on", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("back_by", models.CharField(blank=True, choices=[("act", "act"), ("undo", "undo")], max_length=10)),
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
            name="LoginAttempts",
            fields=[
                ("counted_for", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                ("open_at", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "whose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "screen",
                    models.CharField(
                        choices=[
                            ("meeting", "a meeting"),
                            ("deal", "a deal"),
                            ("account", "a customer"),
                            ("accounts", "customers of the team"),
                            ("pipeline", "deals of the team"),
                            ("review", "last 90 days of the team"),
                            ("sheet", "weekly sheet"),
                            ("one_to_one", "one-to-one"),
                            ("feeling", "felt against evidence"),
                            ("api", "a meeting, by a program"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200)),
                ("looked_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "whose", "-looked_at"], name="looks_newest_first")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="NoteChoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("on", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user", "kind"), name="one_choice_a_note")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="OpportunityClosing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closings", to="records.opportunity"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "closure",
                    models.CharField(
                        blank=True, choices=[("won", "won"), ("lost", "lost"), ("let go", "let go")], max_length=10
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "before",
                    models.CharField(
                        blank=True, choices=[("won", "won"), ("lost", "lost"), ("let go", "let go")], max_length=10
                    ),
                ),
                ("before_at", models.DateTimeField(blank=True, null=True)),
                ("said_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "opportunity", "version"), name="one_closing_a_version"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="OpportunityJudgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="records.opportunity"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("software", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "opportunity", "version"), name="one_class_a_version")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="OpportunityStanding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="records.opportunity"
                    ),
                ),
                ("as_of", models.DateTimeField()),
                ("state", models.CharField(blank=True, max_length=10)),
                ("slot_at", models.DateTimeField(blank=True, null=True)),
                (
                    "who_must_answer",
                    models.CharField(
                        blank=True,
                        choices=[("ours", "ours"), ("customer", "customer"), ("unknown", "unknown")],
                        max_length=10,
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=10)),
                ("topic", models.CharField(blank=True, max_length=200)),
                ("last_act_at", models.DateTimeField(blank=True, null=True)),
                ("meetings_held", models.PositiveIntegerField(default=0)),
                ("silence", models.CharField(blank=True, max_length=10)),
                ("p_alive", models.FloatField(blank=True, null=True)),
                ("alive_ratio", models.FloatField(blank=True, null=True)),
                ("usual_answer_days", models.FloatField(blank=True, null=True)),
                ("silent_since", models.DateTimeField(blank=True, null=True)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                ("triage", models.CharField(blank=True, max_length=20)),
                ("uncertain", models.BooleanField(default=False)),
                ("p_win", models.FloatField(blank=True, null=True)),
                ("p_low", models.FloatField(blank=True, null=True)),
                ("p_high", models.FloatField(blank=True, null=True)),
                ("tier", models.PositiveSmallIntegerField(default=0)),
                ("reasons", models.JSONField(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "state"], name="deals_by_state"),
                    models.Index(fields=["workspace", "triage"], name="deals_by_class"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "opportunity"), name="one_standing_an_opportunity")
                ],
            },
        ),
        migrations.CreateModel(
            name="PipelineDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="records.opportunity"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("week", models.DateField()),
                (
                    "decision",
                    models.CharField(choices=[("keep", "keep"), ("ask", "ask"), ("let_go", "let go")], max_length=10),
                ),
                ("decided_at", models.DateTimeField()),
                ("state", models.CharField(blank=True, max_length=10)),
                ("triage", models.CharField(blank=True, max_length=20)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "user", "week"], name="decisions_of_a_week")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "opportunity", "user", "week"), name="one_decision_a_deal_and_week"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.meeting"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("outcome", models.TextField(blank=True)),
                ("agenda", models.JSONField(default=list)),
                ("slots", models.JSONField(default=list)),
                ("full", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("agenda_sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting"), name="one_preparation_a_meeting")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PreparedItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prepared", to="records.meeting"
                    ),
                ),
                ("item", models.CharField(max_length=4)),
                ("key", models.CharField(max_length=64)),
                ("words", models.TextField(blank=True)),
                ("level", models.CharField(default="E0", max_length=2)),
                ("too_thin", models.CharField(blank=True, max_length=100)),
                ("grounds", models.JSONField(default=dict)),
                ("by", models.CharField(blank=True, max_length=254)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("skipped", models.BooleanField(default=False)),
                ("not_applicable", models.TextField(blank=True)),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hit", "as expected"),
                            ("partly", "partly"),
                            ("miss", "not so"),
                            ("not_learned", "not learned"),
                        ],
                        max_length=12,
                    ),
                ),
                ("marked_by", models.CharField(blank=True, max_length=10)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting", "item", "key"), name="one_answer_a_source")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
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
                ("sent_at", models.DateTimeField()),
                ("answer_on", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "opportunity", "sent_at"), name="one_proposal_a_moment"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SilenceConstants",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("team_mu", models.FloatField(default=0.0)),
                ("team_sigma", models.FloatField(default=1.5)),
                ("team_replies", models.PositiveIntegerField(default=0)),
                ("kinds", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace",), name="one_row_of_constants")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SilencePrediction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.opportunity"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("chance", models.FloatField()),
                ("unanswered", models.PositiveSmallIntegerField()),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("came", models.BooleanField(blank=True, null=True)),
                ("void", models.BooleanField(default=False)),
                ("scored_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "scored_at", "due_at"], name="foretold_and_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "opportunity", "made_on"), name="foretold_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace", "name"), name="one_team_a_name")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TeamScreens",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("note", models.TextField()),
                ("on_at", models.DateTimeField()),
                (
                    "on_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("off_at__isnull", True)), fields=("workspace",), name="on_once_a_workspace"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TriageLearning",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("document", models.JSONField()),
                ("learned_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace",), name="one_learning_a_workspace")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TriageSetting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
                (
                    "hour",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                ("to_pursue", models.FloatField(default=20.0)),
                ("to_nurture", models.FloatField(default=2.0)),
                ("capacity", models.FloatField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace",), name="one_triage_setting_a_workspace"),
                    models.CheckConstraint(
                        condition=models.Q(("to_nurture__gt", 0), ("to_pursue__gt", models.F("to_nurture"))),
                        name="pursuing_takes_longer",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="WaitingTable",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("came_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["came_at"], name="waiting_tables_by_age")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.invitation",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.meeting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "invitation"),
                            ("change", "changed invitation"),
                            ("cancellation", "cancellation"),
                            ("counter_declined", "answer to another time"),
                            ("recap", "recap"),
                            ("note", "note to yourself"),
                            ("letter", "letter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by", models.CharField(choices=[("mail", "mailbox"), ("calendar", "calendar server")], max_length=10)),
                ("key", models.CharField(max_length=128)),
                ("thread", models.CharField(max_length=255)),
                ("place", models.PositiveIntegerField(default=0)),
                ("message_id", models.CharField(blank=True, max_length=255)),
                ("uid", models.CharField(blank=True, max_length=255)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("to_addresses", models.JSONField(default=list)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("sealed", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to send"),
                            ("sent", "sent"),
                            ("refused", "refused"),
                            ("taken_back", "taken back before it left"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("attempt", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due_at"], name="departures_due"),
                    models.Index(fields=["workspace", "thread", "place"], name="departures_in_order"),
                    models.Index(fields=["workspace", "message_id"], name="departures_by_message"),
                ],
                "constraints": [models.UniqueConstraint(fields=("workspace", "key"), name="one_departure_a_key")],
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="records.invitation"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("token_sha256", models.CharField(max_length=64)),
                ("sealed", models.TextField()),
                ("expires_at", models.DateTimeField()),
                ("language", models.CharField(blank=True, max_length=8)),
            ],
            options={
                "indexes": [models.Index(fields=["token_sha256"], name="guests_by_token")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "invitation", "address"), name="one_link_a_guest"),
                    models.UniqueConstraint(fields=("workspace", "token_sha256"), name="one_guest_a_token"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinedAccount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.crmaccount"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.account"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("tz", models.CharField(blank=True, max_length=64)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("moved", models.JSONField(default=dict)),
                ("renamed", models.JSONField(default=dict)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace", "firm"), name="one_joining_a_firm")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SeatInvitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "owner"), ("admin", "admin"), ("manager", "manager"), ("seller", "seller")],
                        max_length=10,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.team",
                    ),
                ),
                ("token_sha256", models.CharField(max_length=64)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("sent", models.PositiveSmallIntegerField(default=1)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["token_sha256"], name="seat_invitations_by_token")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                        fields=("workspace", "address"),
                        name="one_open_invitation_an_address",
                    ),
                    models.UniqueConstraint(fields=("workspace", "token_sha256"), name="one_seat_invitation_a_token"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamLead",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.membership"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leads", to="records.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "seat", "team"), name="one_lead_a_seat_and_team")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="GuestAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="acts", to="records.invitation"
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.guest"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("yes", "yes, that works"),
                            ("other_time", "another time"),
                            ("not_this_time", "no to this time"),
                            ("not_at_all", "no to going on"),
                            ("not_for_me", "not for me"),
                            ("brought", "homework ticked"),
                            ("not_brought", "homework unticked"),
                            ("colleague", "a colleague added"),
                            ("prepared", "prep question answered"),
                            ("judged", "said how the meeting was"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("level", models.CharField(max_length=2)),
                ("said", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "invitation", "done_at"], name="acts_of_an_invitation")],
                "constraints": [],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="seats",
                to="records.team",
            ),
        ),
        migrations.RunPython(_make_tables, _drop_tables),
    ]
