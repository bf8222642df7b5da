from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0010_full_steps_and_what_belongs_together"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="opportunity", name="amounts_borne_out"),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("amount__isnull", False), ("amount_level__gte", "E2")),
                fields=["workspace", "amount", "currency", "amount_level"],
                name="amounts_borne_out",
            ),
        ),
    ]
