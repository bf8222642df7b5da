"""Which documents are held out, and which sentences may never be trained on."""

import json
from functools import cache
from hashlib import sha256

from corpora import SHARED, same_words


def held_out(document: str) -> bool:
    """About one document in eight, the same ones for ever: a meeting or a mail is never on both sides."""
    return sha256(document.encode()).digest()[0] < 32


@cache
def development_words() -> frozenset[str]:
    """The 240 development items, so that none of their copies is trained on."""
    rows = (SHARED / "next_steps_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return frozenset(same_words(json.loads(row)["text"]) for row in rows)
