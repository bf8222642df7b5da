"""Trained weights, shipped as figures; training/ makes them, MODEL_CARD.md there says from what."""

import sys
from array import array
from collections.abc import Iterable
from functools import cache
from math import exp
from pathlib import Path
from struct import Struct
from zlib import crc32

_HEAD = Struct("<4sIIff")
_MARK = b"FHW1"
_LANE = 32
_HALF = 1 << 15


class Weights:
    """A linear model over hashed features: each known feature adds its row of whole numbers, one for each class.

    The rows lie side by side in one long integer, so that adding the features of a sentence is one addition a
    feature, whatever the number of classes.
    """

    def __init__(self, data: bytes) -> None:
        mark, rows, classes, self._scale, self._temperature = _HEAD.unpack_from(data)
        if mark != _MARK or len(data) != _HEAD.size + rows * (4 + 2 * classes) + 4:
            raise ValueError("these are no weights of ours, or not all of them")
        if crc32(data[:-4]) != int.from_bytes(data[-4:], "little"):
            raise ValueError("these weights were changed since they were made")
        keys, values = array("I"), array("h")
        at = _HEAD.size
        keys.frombytes(data[at : at + 4 * rows])
        values.frombytes(data[at + 4 * rows : at + 4 * rows + 2 * rows * classes])
        if sys.byteorder == "big":
            keys.byteswap()
            values.byteswap()
        # Each row becomes one long integer of lanes wide enough for the sum of any sentence's features.
        lanes = array("I", map(_HALF.__add__, values)).tobytes()
        width = 4 * classes
        self._rows = {
            key: int.from_bytes(lanes[width * row : width * (row + 1)], sys.byteorder) for row, key in enumerate(keys)
        }
        order = range(classes) if sys.byteorder == "little" else range(classes - 1, -1, -1)
        self._lanes = [_LANE * lane for lane in order]

    def probabilities(self, features: Iterable[int]) -> list[float]:
        """The probability of each class, summing to 1; a feature counts once, an unknown one not at all."""
        known = [row for row in map(self._rows.get, set(features)) if row is not None]
        total, least = sum(known), _HALF * len(known)
        scores = [(((total >> lane) & 0xFFFFFFFF) - least) * self._scale / self._temperature for lane in self._lanes]
        top = max(scores)
        raised = [exp(score - top) for score in scores]
        whole = sum(raised)
        return [one / whole for one in raised]


def packed(rows: dict[int, list[int]], classes: int, scale: float, temperature: float) -> bytes:
    """The bytes `Weights` reads: rows by key, each of `classes` whole numbers within -32768 and 32767."""
    keys = array("I", sorted(rows))
    values = array("h", [value for key in keys for value in rows[key]])
    if sys.byteorder == "big":
        keys.byteswap()
        values.byteswap()
    data = _HEAD.pack(_MARK, len(keys), classes, scale, temperature) + keys.tobytes() + values.tobytes()
    return data + crc32(data).to_bytes(4, "little")


@cache
def weights(name: str) -> Weights:
    """The shipped weights of that name, read once a process."""
    return Weights(Path(__file__).with_name(f"{name}.bin").read_bytes())
