"""Which reading changed a meeting, so that undoing it takes along that alone; which promises are one told twice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_story_of_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingstood",
            name="run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="records.import",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="told_again",
                to="records.commitment",
            ),
        ),
    ]
