import datetime
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
            name="words",
            field=models.TextField(blank=True),
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
            model_name="workspace",
            name="country",
            field=models.CharField(blank=True, max_length=2),
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
                    ("booked", "booked with Foothold"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("token_sha256", models.CharField(max_length=64)),
                ("sealed", models.TextField()),
                ("expires_at", models.DateTimeField()),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("asked_again_at", models.DateTimeField(blank=True, null=True)),
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
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GuestAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.guest"
                    ),
                ),
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
            ],
        ),
        migrations.AddField(
            model_name="guest",
            name="invitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="records.invitation"
            ),
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
            ],
        ),
        migrations.CreateModel(
            name="NoteChoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("on", models.BooleanField()),
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
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("outcome", models.TextField(blank=True)),
                ("agenda", models.JSONField(default=list)),
                ("slots", models.JSONField(default=list)),
                ("full", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("agenda_sent_at", models.DateTimeField(blank=True, null=True)),
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
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PreparedItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("item", models.CharField(max_length=4)),
                ("key", models.CharField(max_length=64)),
                ("words", models.TextField(blank=True)),
                ("level", models.CharField(default="E0", max_length=2)),
                ("too_thin", models.CharField(blank=True, max_length=100)),
                ("grounds", models.JSONField(default=dict)),
                ("by", models.CharField(blank=True, max_length=254)),
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prepared", to="records.meeting"
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
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Afterthought",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("should_have_asked", "I should have asked …"),
                            ("customer_would_say", "What would the customer say of it?"),
                            ("prediction", "Did it turn out as you expected?"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
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
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "meeting", "user", "question"), name="one_afterthought"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.workspace"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace", "meeting"), name="one_closing_a_meeting")],
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(choices=[("mail", "mailbox"), ("calendar", "calendar server")], max_length=10),
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
                "indexes": [models.Index(fields=["next_read_at"], name="connections_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user", "kind"), name="one_connection_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerJudgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(blank=True, max_length=254)),
                ("learned", models.BooleanField(default=False)),
                ("best_use", models.BooleanField(default=False)),
                ("looking_forward", models.BooleanField(default=False)),
                ("level", models.CharField(max_length=2)),
                ("said_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting", "address"), name="one_judgement_a_customer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Homework",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_level", models.CharField(blank=True, max_length=2)),
                ("done_by", models.CharField(blank=True, max_length=254)),
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="homework", to="records.meeting"
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
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "meeting", "place"), name="one_homework_a_place")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("workspace", "meeting"), name="one_invitation_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("workspace", "uid"), name="one_invitation_a_uid"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("workspace", "code"), name="one_invitation_a_code"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("workspace", "seller", "made_under"), name="one_invitation_a_key"
            ),
        ),
        migrations.AddIndex(
            model_name="guestact",
            index=models.Index(fields=["workspace", "invitation", "done_at"], name="acts_of_an_invitation"),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(fields=["token_sha256"], name="guests_by_token"),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.UniqueConstraint(fields=("workspace", "invitation", "address"), name="one_link_a_guest"),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.UniqueConstraint(fields=("workspace", "token_sha256"), name="one_guest_a_token"),
        ),
        migrations.AddIndex(
            model_name="departure",
            index=models.Index(fields=["state", "due_at"], name="departures_due"),
        ),
        migrations.AddIndex(
            model_name="departure",
            index=models.Index(fields=["workspace", "thread", "place"], name="departures_in_order"),
        ),
        migrations.AddIndex(
            model_name="departure",
            index=models.Index(fields=["workspace", "message_id"], name="departures_by_message"),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.UniqueConstraint(fields=("workspace", "key"), name="one_departure_a_key"),
        ),
        migrations.AddConstraint(
            model_name="notechoice",
            constraint=models.UniqueConstraint(fields=("workspace", "user", "kind"), name="one_choice_a_note"),
        ),
        migrations.AddConstraint(
            model_name="preparation",
            constraint=models.UniqueConstraint(fields=("workspace", "meeting"), name="one_preparation_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="prepareditem",
            constraint=models.UniqueConstraint(
                fields=("workspace", "meeting", "item", "key"), name="one_answer_a_source"
            ),
        ),
    ]
