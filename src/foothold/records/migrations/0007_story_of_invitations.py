"""What became of invitations: each step, what left under which SEQUENCE, and which meetings they were never told of."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, Q

from foothold.records.review_tables import drop_triggers


def _drop_triggers(apps: Any, schema_editor: Any) -> None:
    drop_triggers()


def _say_what_left(apps: Any, schema_editor: Any) -> None:
    """As far as it is on record. By hand, only of the present one it is: those before it count as having left."""
    model = {name: apps.get_model("records", name) for name in ("Invitation", "Departure")}
    letters = model["Departure"].objects.filter(state="sent").exclude(kind="counter_declined")
    letters = letters.filter(Q(by="mail") | Q(invitation__way="calendar"))
    left = dict(letters.values_list("invitation_id").annotate(last=Max("sequence")))
    for invitation in model["Invitation"].objects.iterator():
        is_by_hand = invitation.way in {"file", "web"}
        if invitation.left_at is not None:
            told = invitation.sequence
        elif is_by_hand:
            before = invitation.sequence - 1
            told = min(invitation.slot_sequence, before) if invitation.sequence else None
        else:
            told = left.get(invitation.pk)
        if told is not None:
            model["Invitation"].objects.filter(pk=invitation.pk).update(told_sequence=told)


def _keep_last_steps(apps: Any, schema_editor: Any) -> None:
    """What the story of an invitation could tell so far: its last step, and that its present state was sent by hand."""
    step = apps.get_model("records", "InvitationStep")
    for each in apps.get_model("records", "Invitation").objects.iterator():
        of_it = {"workspace_id": each.workspace_id, "invitation": each, "sequence": each.sequence}
        if each.left_at is not None and each.way in {"file", "web"}:
            step.objects.create(kind="by_hand", done_at=each.left_at, **of_it)
        if each.cancelled_at is not None:
            step.objects.create(kind="called_off", done_at=each.cancelled_at, **of_it)
        elif each.sequence:
            kind = "moved" if each.slot_sequence == each.sequence else "changed"
            step.objects.create(kind=kind, done_at=each.changed_at, **of_it)


def _say_untold(apps: Any, schema_editor: Any) -> None:
    model = {
        name: apps.get_model("records", name)
        for name in (
            "Invitation",
            "InvitationReply",
            "GuestAct",
            "Meeting",
            "CustomerJudgement",
            "Attendance",
            "SourceText",
            "Judgement",
        )
    }
    not_left = Q(told_sequence=None) | Q(told_sequence__lt=models.F("slot_sequence"))
    waiting = model["Invitation"].objects.filter(not_left, meeting__demo=False, taken_up=None)
    waiting = waiting.exclude(agreed__in=["E3", "E4"])
    waiting = waiting.exclude(meeting__answer__in=["accepted", "tentative", "declined", "counter"])
    for invitation in waiting.iterator():
        of_it = {"meeting_id": invitation.meeting_id}
        replies = model["InvitationReply"].objects.filter(workspace_id=invitation.workspace_id, uid=invitation.uid)
        on_its_page = (
            model["GuestAct"].objects.filter(invitation=invitation, sequence__gte=invitation.slot_sequence),
            model["CustomerJudgement"].objects.filter(**of_it).exclude(level="E0"),
        )
        heard = (
            replies.filter(sequence__gte=invitation.slot_sequence).exclude(level="E0"),
            model["Attendance"].objects.filter(**of_it),
            model["SourceText"].objects.filter(**of_it, spoken=True),
            model["Judgement"].objects.filter(**of_it, made_at__gte=models.F("meeting__held_at")),
        )
        if any(rows.exists() for rows in on_its_page):
            known = {"known_sequence": invitation.slot_sequence}
            model["Invitation"].objects.filter(pk=invitation.pk).update(**known)
        elif not any(rows.exists() for rows in heard):
            model["Meeting"].objects.filter(pk=invitation.meeting_id).update(untold=True)
            model["Meeting"].objects.filter(next_meeting_id=invitation.meeting_id).update(next_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_how_dates_stood_and_when_they_pass"),
    ]

    operations = [
        # The triggers of the daily numbers speak of the column that goes; they come back after the migration.
        migrations.RunPython(_drop_triggers, migrations.RunPython.noop),
        migrations.AddField(
            model_name="invitation",
            name="told_sequence",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="known_sequence",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="links_deleted",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="InvitationStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="records.invitation"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moved", "moved"),
                            ("followed", "moved in the calendar"),
                            ("changed", "changed"),
                            ("by_hand", "sent by hand"),
                            ("called_off", "called off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("was_at", models.DateTimeField(blank=True, null=True)),
                ("is_at", models.DateTimeField(blank=True, null=True)),
                ("asked_for", models.BooleanField(default=False)),
                ("done_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "invitation", "done_at"], name="steps_of_an_invitation")],
                "constraints": [],
            },
        ),
        # PostgreSQL changes no generated column: it goes, with the index over it, and comes anew.
        migrations.RemoveIndex(model_name="meeting", name="meetings_reviewed"),
        migrations.RemoveField(model_name="meeting", name="tally"),
        migrations.AddField(
            model_name="meeting",
            name="untold",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="tally",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Case(
                        models.When(
                            models.Q(
                                ("status__in", ["", "stands"]),
                                ("we_declined", False),
                                models.Q(("answer", "declined"), _negated=True),
                                ("untold", False),
                                models.Q(("medium", "mail"), _negated=True),
                            ),
                            then=models.Value("h"),
                        ),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(
                            models.Q(
                                ("status__in", ["", "stands"]),
                                ("we_declined", False),
                                models.Q(("answer", "declined"), _negated=True),
                                ("untold", True),
                                models.Q(("medium", "mail"), _negated=True),
                            ),
                            then=models.Value("g"),
                        ),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(models.Q(("we_declined", True)), then=models.Value("d")),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(models.Q(("next_fell_through", True)), then=models.Value("f")),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(models.Q(("moved_by_us__gt", 0)), then=models.Value("u")),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(models.Q(("moved_by_customer__gt", 0)), then=models.Value("c")),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Case(
                        models.When(models.Q(("moved_by_unknown__gt", 0)), then=models.Value("m")),
                        default=models.Value(""),
                        output_field=models.CharField(),
                    ),
                    models.Value("|"),
                    models.F("answer"),
                    models.Value("|"),
                    models.F("next_set"),
                    models.Value("|"),
                    models.F("step_counts"),
                    models.Value("|"),
                    models.F("recap_sent"),
                    models.Value("|"),
                    models.F("homework_set"),
                    models.Value("|"),
                    models.F("ending"),
                    models.Value("|"),
                    models.F("medium"),
                    models.Value("|"),
                    models.F("status"),
                    arg_joiner=" || ",
                    output_field=models.CharField(max_length=120),
                    template="(%(expressions)s)",
                ),
                output_field=models.CharField(max_length=120),
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["workspace", "relation", "held_at", "tally", "next_at", "ends_at", "account", "demo"],
                name="meetings_reviewed",
            ),
        ),
        migrations.RunPython(_say_what_left, migrations.RunPython.noop),
        migrations.RunPython(_keep_last_steps, migrations.RunPython.noop),
        migrations.RunPython(_say_untold, _drop_triggers),
    ]
