"""That somebody did not come to a meeting, as its seller says: such a one was not held."""

from typing import Any

from django.db import migrations, models

from foothold.records.review_tables import drop_triggers


def _drop_triggers(apps: Any, schema_editor: Any) -> None:
    drop_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_working_days"),
    ]

    operations = [
        # The triggers of the daily numbers speak of the column that goes; they come back after the migration.
        migrations.RunPython(_drop_triggers, migrations.RunPython.noop),
        # PostgreSQL changes no generated column: it goes, with the index over it, and comes anew.
        migrations.RemoveIndex(model_name="meeting", name="meetings_reviewed"),
        migrations.RemoveField(model_name="meeting", name="tally"),
        migrations.AddField(
            model_name="meeting",
            name="absent",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="meeting",
            name="absent_told_at",
            field=models.DateTimeField(blank=True, null=True),
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
                                models.Q(
                                    ("absent__in", ["customer", "ours"]),
                                    ("absent_told_at__gte", models.F("held_at")),
                                    _negated=True,
                                ),
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
                    models.F("step_full"),
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
        migrations.RunPython(migrations.RunPython.noop, _drop_triggers),
    ]
