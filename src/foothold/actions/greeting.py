"""How a letter of ours begins: everybody it goes to is named, or nobody."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

_MOST_NAMED = 3


def greeting(names: Sequence[str]) -> str:
    """Hello Petra, Jan, where the names of all are known and they are few; else Hello, alone."""
    known = [name for name in names if name.strip() and "@" not in name]
    if not known or len(known) < len(names) or len(known) > _MOST_NAMED:
        return _("Hello,")
    return _("Hello {names},").format(names=", ".join(_first(name) for name in known))


def _first(name: str) -> str:
    """ "Lang, Petra" is Petra, "Petra Lang" too."""
    last, comma, first = name.partition(",")
    return (first if comma and first.strip() else last).split()[0]
