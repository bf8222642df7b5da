"""Template words for sources and imports: counts in words, skipped things by their reason."""

from collections.abc import Iterable, Mapping

from django import template

from foothold.records.models import Import, Source
from foothold.web import import_report, troubles
from foothold.web.sources_page import changes_in_words, counts_in_words

register = template.Library()


@register.filter
def reasons(skipped: Iterable[Mapping[str, str]]) -> list[import_report.Reason]:
    """Skipped things, alike ones together."""
    return import_report.reasons(skipped)


@register.filter
def trouble(source: Source) -> str:
    """What is wrong with a source."""
    return troubles.trouble(source)


@register.filter
def counts(run: Import) -> str:
    """214 entries: 3 new, 1 changed, 210 as before."""
    return counts_in_words(run)


@register.filter
def changes(run: Import) -> str:
    """3 new, 1 changed."""
    return changes_in_words(run)
