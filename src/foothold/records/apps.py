from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "foothold.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the triggers of the reviews' daily numbers off before a migration, and put them back after it."""
        pre_migrate.connect(_before_migrating, sender=self)
        post_migrate.connect(_after_migrating, sender=self)


def _before_migrating(plan: list[Any], **_: Any) -> None:
    from foothold.records.review_tables import drop_triggers

    if plan:
        drop_triggers()


def _after_migrating(**_: Any) -> None:
    from foothold.records.review_tables import install_triggers, tables_are_there

    if tables_are_there():
        install_triggers()
