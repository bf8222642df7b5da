"""Show a meeting's words to the workspace, or to its seller only again."""

from django.db import transaction

from foothold.records.models import SourceText
from foothold.records.models.meetings import Visibility


def share_words(source: SourceText, *, shared: bool) -> SourceText:
    """Only the meeting's own seller gets as far as this action."""
    source.visibility = Visibility.SHARED if shared else Visibility.SELLER
    with transaction.atomic():
        source.save(update_fields=["visibility"])
    return source
