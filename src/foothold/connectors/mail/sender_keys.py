"""The keys that mails are signed with, as far as DNS gives them in a time nobody minds (RFC 6376 3.6.2)."""

import time
from collections.abc import Callable, Sequence

from foothold.connectors.mail.lookups import NoAnswer, txt_records

MOST_FAILED = 2
MOST_SECONDS = 20.0


class SenderKeys:
    """Asks for each key once. After two questions nobody answered, or 20 seconds in all, it asks no more.

    One is made for a run: what DNS says holds for it. `ask` gives the TXT records of a name or raises `NoAnswer`.
    """

    def __init__(self, ask: Callable[[str], Sequence[str]] | None = None) -> None:
        self._ask = ask or txt_records
        self._known: dict[str, Sequence[str] | None] = {}
        self._failed = 0
        self._spent = 0.0

    def __call__(self, name: str) -> Sequence[str]:
        """The TXT records of `name`. Raises `NoAnswer`."""
        if name not in self._known:
            self._known[name] = self._asked(name)
        found = self._known[name]
        if found is None:
            raise NoAnswer
        return found

    def _asked(self, name: str) -> Sequence[str] | None:
        if self._failed >= MOST_FAILED or self._spent >= MOST_SECONDS:
            return None
        began = time.monotonic()
        try:
            return self._ask(name)
        except NoAnswer:
            self._failed += 1
            return None
        finally:
            self._spent += time.monotonic() - began
