"""Whose what a person may see: the seller first, his manager within limits, nobody else (METHOD 11, K5; UX 9).

A role alone shows nothing: who settles passwords and retention sees no colleague's meeting by that. A manager sees
those he leads, once the workspace has switched his screens on; figures about persons only from five sellers on, or
with their consent; what was felt and said only where the seller shares it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LEAST_SELLERS = 5
"""Below this many sellers a table of them, or a figure over them, tells who is who."""

_WORDS = ("vague", "our_vague_endings", "suggestions", "ask")
"""Parts of a verdict/1 document that are sentences and nothing else (docs/contracts.md)."""


class What(StrEnum):
    """What is asked for. FINDINGS: meetings, deals, next steps, promises with the sentences they rest on. FIGURES:
    numbers counted of one seller or of a group, in a table, a sheet or a review. FEELING: sureness, felt against
    evidence, happy ears. WORDS: the kept text of a conversation."""

    FINDINGS = "findings"
    FIGURES = "figures"
    FEELING = "feeling"
    WORDS = "words"


class Answer(StrEnum):
    """Yes, or why not. The first reason that holds is said."""

    YES = "yes"
    NOT_LED = "not led"
    SWITCHED_OFF = "switched off"
    TOO_FEW = "too few"
    NOT_SHARED = "not shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """How the one who asks stands to the one asked about.

    `is_own`: they are the same person. `leads`: he leads a team of his. `is_enabled`: the workspace has switched
    the manager's screens on. `sellers`: how many would stand in the table or figure, 0 or more; `consenting`: how
    many of exactly these agree to it, of one person 0 or 1 with `asks_of_one`. `is_shared`: the seller shares what
    is asked for with him.
    """

    is_own: bool = False
    leads: bool = False
    is_enabled: bool = False
    sellers: int = 0
    consenting: int = 0
    asks_of_one: bool = False
    is_shared: bool = False


def may_see(what: What, at: Standpoint) -> Answer:
    """Whether this may be shown, and if not, why.

    >>> may_see(What.FINDINGS, Standpoint(leads=True))
    <Answer.SWITCHED_OFF: 'switched off'>
    """
    if at.is_own:
        return Answer.YES
    if what is What.WORDS:
        # Shared words are shared with the workspace: it takes no manager, and no switch opens others.
        return Answer.YES if at.is_shared else Answer.NOT_SHARED
    if not at.leads:
        return Answer.NOT_LED
    if not at.is_enabled:
        return Answer.SWITCHED_OFF
    if what is What.FEELING and not at.is_shared:
        return Answer.NOT_SHARED
    if what is What.FIGURES and not are_figures_shown(at.sellers, at.consenting, asks_of_one=at.asks_of_one):
        return Answer.TOO_FEW
    return Answer.YES


def are_figures_shown(sellers: int, consenting: int, *, asks_of_one: bool = False) -> bool:
    """Whether figures may be shown: of five sellers and more always, of fewer with the consent of each of them.

    Of one seller's own page (`asks_of_one`) his consent is enough. Nobody at all is no table. Raises ValueError
    where more consent than there are.
    """
    if not 0 <= consenting <= sellers:
        raise ValueError(f"{consenting} of {sellers} sellers cannot consent")
    if sellers >= LEAST_SELLERS:
        return True
    return consenting >= (1 if asks_of_one else max(1, sellers))


def findings_alone(document: Mapping[str, Any]) -> dict[str, Any]:
    """FINDINGS without WORDS: a verdict/1 document without its sentences; levels, days, topics and promises stay.

    >>> findings_alone({"verdict": "advance", "tests": {"T1": {"level": "E3", "evidence": [{"text": "..."}]}}})
    {'verdict': 'advance', 'tests': {'T1': {'level': 'E3', 'evidence': []}}}
    """
    return {
        key: ([] if isinstance(value, list) else None) if key in _WORDS else _without_evidence(value)
        for key, value in document.items()
    }


def _without_evidence(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: [] if key == "evidence" else _without_evidence(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_evidence(each) for each in value]
    return value
