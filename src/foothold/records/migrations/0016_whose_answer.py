"""Which answer a time was set by, and what our own entries say of answers (DESIGN 1.1, 6)."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def remember_what_was_written(apps: Any, _editor: Any) -> None:
    """Until now an update said again whatever was answered, proven or not: read back, that is no act of anybody."""
    invitations = apps.get_model("records", "Invitation")._base_manager
    replies = apps.get_model("records", "InvitationReply")._base_manager
    for invitation in invitations.filter(sequence__gt=F("slot_sequence")).iterator():
        said: dict[str, list[str]] = {}
        given = replies.filter(
            workspace_id=invitation.workspace_id,
            uid=invitation.uid,
            sequence__gte=invitation.slot_sequence,
            new_start__isnull=True,
            came_at__lte=invitation.changed_at,
        )
        for address, partstat in given.exclude(level="E0").order_by("came_at").values_list("address", "partstat"):
            words = said.setdefault(address, [])
            if partstat not in words:
                words.append(partstat)
        if said:
            invitations.filter(pk=invitation.pk).update(answers_written=said)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0015_price_of_an_hour"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="taken_up",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="answers_written",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(remember_what_was_written, migrations.RunPython.noop),
    ]
