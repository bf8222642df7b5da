"""Template words for sources and imports: counts in words, skipped things by their reason."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from foothold.connectors import file_kinds
from foothold.records.models import Import, Source
from foothold.web import import_report, troubles
from foothold.web.sources_page import changes_in_words, counts_in_words

register = template.Library()


@register.simple_tag
def files_read() -> str:
    """Every kind of file that may be dropped."""
    return file_kinds.ALL


@register.simple_tag
def files_imported() -> str:
    """Those that are imported, conversations aside."""
    return file_kinds.IMPORTED


@register.filter
def reasons(skipped: Iterable[Mapping[str, Any]]) -> list[import_report.Reason]:
    """Skipped things, alike ones together."""
    return import_report.reasons(skipped)


@register.filter
def to_know(skipped: Iterable[Mapping[str, Any]]) -> list[str]:
    """Doubts about what was read."""
    return import_report.to_know(skipped)


@register.filter
def answered(run: Import) -> list[str]:
    """Who answered what by what was read, each in a line."""
    return import_report.answer_lines(run)


@register.filter
def left_out(skipped: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was not read."""
    return import_report.left_out(skipped)


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
