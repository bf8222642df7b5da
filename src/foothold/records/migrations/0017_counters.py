"""A time that was declined was declined to the person who asked for it, and to nobody else (RFC 5546 3.2.8)."""

from typing import Any

from django.db import migrations, models


def say_it_of_each(apps: Any, schema_editor: Any) -> None:
    """What was asked for until our time was kept is answered, whoever asked: so it was until now."""
    reply = apps.get_model("records", "InvitationReply")._base_manager
    for invitation in apps.get_model("records", "Invitation")._base_manager.exclude(kept_at=None):
        asked = reply.filter(workspace_id=invitation.workspace_id, uid=invitation.uid, new_start__isnull=False)
        asked.filter(came_at__lte=invitation.kept_at).update(kept_at=invitation.kept_at)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_whose_answer"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitationreply",
            name="kept_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(say_it_of_each, migrations.RunPython.noop),
        migrations.RemoveField(model_name="invitation", name="kept_at"),
    ]
