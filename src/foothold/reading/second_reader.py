"""The port of the extra [llm]: somebody else who reads the same words and points at some of them.

What comes through it is a stranger's word: `foothold.reading.suggestions` looks every quote up in the
text and drops what is not there. Nothing that judges takes a second reader, so none can move a verdict.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

Said = tuple[str, str]
"""A speaker's name and his words. A voice nobody is named for is NOBODY_NAMED."""

NOBODY_NAMED = "?"


class SecondReader(Protocol):
    """Reads a part of a conversation and proposes findings, each with the words it rests on."""

    @property
    def model(self) -> str:
        """Its name, as shown beside what it proposes."""

    @property
    def asked(self) -> str:
        """Where it is asked: host and port, never a key."""

    def propose(self, said: Sequence[Said]) -> Sequence[Mapping[str, object]]:
        """Claims about these words: `kind`, `quotes` (each `speaker` and `text`), and, where they fit, `test`,
        `owner` and `when`. Nothing about them is believed.

        Raises `foothold.core.conversation.Unreadable`, one line for a person, where it gives no answer.
        """
