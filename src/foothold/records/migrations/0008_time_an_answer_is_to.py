"""Which time an answer is to, as the program of who gave it gives it back (DTSTART)."""

from django.db import migrations, models


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
    ]
