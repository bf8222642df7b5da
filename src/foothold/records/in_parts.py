"""Many keys, asked for a few hundred at a time: databases limit the variables of a statement."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from foothold.records.meeting_rows import AT_ONCE

Key = TypeVar("Key")


def in_parts(keys: Iterable[Key], at_once: int = AT_ONCE) -> Iterator[list[Key]]:
    """The keys in lists of at most `at_once`, in their order; nothing for no keys."""
    listed = list(keys)
    return (listed[at : at + at_once] for at in range(0, len(listed), at_once))
