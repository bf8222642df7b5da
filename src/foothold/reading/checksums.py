"""The whole number by which the weights know a feature, so that they hold figures and no words."""

from collections.abc import Callable
from zlib import crc32

_MOST_KNOWN = 50_000


class _Known(dict[str, int]):
    """Checksums by name; a few thousand words recur, so they are kept."""

    def __missing__(self, name: str) -> int:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        known = self[name] = crc32(name.encode("utf-8", "replace"))
        return known


checksum: Callable[[str], int] = _Known().__getitem__
"""The checksum of a name."""
