"""Which time an answer is to, as the program of who gave it gives it back (DTSTART); what we wrote of one, and when."""

from typing import Any

from django.db import migrations, models


def _under_its_time(apps: Any, schema_editor: Any) -> None:
    """As far as it is on record: under the SEQUENCE that set the time."""
    for each in apps.get_model("records", "Invitation").objects.exclude(answers_written={}).iterator():
        since = each.slot_sequence
        each.answers_written = {
            address: [[since, word] for word in words] for address, words in each.answers_written.items()
        }
        each.save(update_fields=["answers_written"])


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_story_of_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitationreply",
            name="slot_start",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(_under_its_time, migrations.RunPython.noop),
    ]
