"""Template words for sources and imports: counts in words, skipped things by their reason."""

from collections.abc import Iterable, Mapping

from django import template

from foothold.records.models import Import
from foothold.web import import_report
from foothold.web.sources_page import counts_in_words

register = template.Library()


@register.filter
def reasons(skipped: Iterable[Mapping[str, str]]) -> list[import_report.Reason]:
    """Skipped things, alike ones together."""
    return import_report.reasons(skipped)


@register.filter
def counts(run: Import) -> str:
    """214 entries: 3 new, 1 changed, 210 as before."""
    return counts_in_words(run)
