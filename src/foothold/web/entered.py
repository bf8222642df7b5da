"""That this browser was let in by a one-time link of the machine's own terminal, a moment ago.

Who has the terminal has everything: such a link proves the owner, and lets him settle his way in without the
password he has lost.
"""

import time

from django.http import HttpRequest

from foothold.actions.open_workspace import LINK_LIVES

_KEY = "foothold.entered_by_link_at"


def remember_entry_by_link(request: HttpRequest) -> None:
    """Note it in the session that has just begun."""
    request.session[_KEY] = time.time()


def has_entered_by_link(request: HttpRequest) -> bool:
    """Whether it is less than 30 minutes ago."""
    since = time.time() - float(request.session.get(_KEY, 0))
    return 0 <= since < LINK_LIVES.total_seconds()
