"""The short reference in an invitation's text, by which it is known again where its UID is not at hand (DESIGN 6)."""

import re
from collections.abc import Callable

LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no word comes about, and nothing that is read wrongly aloud: no 0 and O, no 1, I and L apart."""
LENGTH = 8
"""Signs after "FH-": 28 ** 8, about 38 bits. It identifies, it opens nothing: guessing one is of no use."""

_CODE = re.compile(rf"(?<![\w-])FH-([{LETTERS}]{{{LENGTH}}})(?![\w-])")
_LOOKED_AT = 100_000
"""Characters of a text that are looked at, from either end."""


def new_reference(choose: Callable[[str], str]) -> str:
    """A fresh reference; `choose` picks one sign of many (`secrets.choice`).

    >>> new_reference(lambda signs: signs[0])
    'FH-22222222'
    """
    return "FH-" + "".join(choose(LETTERS) for _ in range(LENGTH))


def references_in(text: str) -> tuple[str, ...]:
    """The references a text names, in their order, each once.

    >>> references_in("Ref FH-7K2M9QXT. On Tue you wrote: > Ref FH-7K2M9QXT")
    ('FH-7K2M9QXT',)
    """
    looked_at = text if len(text) <= 2 * _LOOKED_AT else f"{text[:_LOOKED_AT]} {text[-_LOOKED_AT:]}"
    return tuple(dict.fromkeys(f"FH-{found}" for found in _CODE.findall(looked_at)))
