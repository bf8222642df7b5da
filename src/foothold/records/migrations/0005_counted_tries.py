from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_table(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Where tries at logging in are counted, for every process that answers pages (CACHES)."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_meetings_on_both_sides"),
    ]

    operations = [
        migrations.RunPython(
            make_table, lambda _, editor: editor.execute("DROP TABLE IF EXISTS records_counted_tries"), elidable=False
        ),
    ]
