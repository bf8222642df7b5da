"""How a letter of ours begins: everybody it goes to is named, or nobody."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

_MOST_NAMED = 3


def greeting(names: Sequence[str]) -> str:
    """Hello Petra, Jan, where the names of all are known and they are few; else Hello, alone."""
    known = [first for name in names if "@" not in name and (first := _first(name))]
    if not known or len(known) < len(names) or len(known) > _MOST_NAMED:
        return _("Hello,")
    return _("Hello {names},").format(names=", ".join(known))


def _first(name: str) -> str:
    """ "Lang, Petra" is Petra, "Petra Lang" too; empty where the name holds no word, as "," does."""
    last, _comma, first = name.partition(",")
    return next(iter((first if first.strip() else last).split()), "")
