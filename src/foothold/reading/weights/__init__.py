"""Trained weights, shipped as figures; training/ makes them, MODEL_CARD.md there says from what."""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
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
    """Linear models over the same hashed features: each feature a model knows adds a whole number to each class.

    The numbers of a feature lie side by side in one long integer, its row, so that a feature is looked up once and
    added once, whatever the number of classes and of models.
    """

    def __init__(self, *files: bytes) -> None:
        self._models: list[_Model] = []
        for data in files:
            self._models.append(_Model(data, _LANE * sum(model.classes for model in self._models)))
        self._features = frozenset[int]().union(*(model.features for model in self._models))
        self._rows = _Rows(self._models)

    def probabilities(self, features: Iterable[int]) -> list[float]:
        """The probability of each class, summing to 1; a feature counts once, an unknown one not at all."""
        return self.of_each(features)[0]

    def of_each(self, features: Iterable[int]) -> list[list[float]]:
        """The probabilities by each model, in the order of their files."""
        known = self._features.intersection(features)
        total = sum(map(self._rows.__getitem__, known))
        return [model.shares(total, len(known)) for model in self._models]


class _Model:
    """One file of figures. Its lanes begin at bit `first` of a row, each wide enough for any sentence's sum."""

    def __init__(self, data: bytes, first: int) -> None:
        mark, rows, self.classes, self._scale, self._temperature = _HEAD.unpack_from(data)
        if mark != _MARK or len(data) != _HEAD.size + rows * (4 + 2 * self.classes) + 4:
            raise ValueError("these are no weights of ours, or not all of them")
        if crc32(data[:-4]) != int.from_bytes(data[-4:], "little"):
            raise ValueError("these weights were changed since they were made")
        self.features, self._values = array("I"), array("h")
        at = _HEAD.size
        self.features.frombytes(data[at : at + 4 * rows])
        self._values.frombytes(data[at + 4 * rows : at + 4 * rows + 2 * rows * self.classes])
        if sys.byteorder == "big":
            self.features.byteswap()
            self._values.byteswap()
        self._lanes = range(first, first + _LANE * self.classes, _LANE)

    def row(self, feature: int) -> int:
        """Its numbers in the model's lanes, raised by _HALF so that none is below 0; all 0 where it is not known."""
        place = bisect_left(self.features, feature)
        known = place < len(self.features) and self.features[place] == feature
        begin = place * self.classes
        values = self._values[begin : begin + self.classes] if known else [0] * self.classes
        return sum((value + _HALF) << lane for value, lane in zip(values, self._lanes, strict=True))

    def shares(self, total: int, count: int) -> list[float]:
        """The probability of each class by the sum of the rows of `count` features."""
        least = _HALF * count
        scores = [(((total >> lane) & 0xFFFFFFFF) - least) * self._scale / self._temperature for lane in self._lanes]
        top = max(scores)
        raised = [exp(score - top) for score in scores]
        whole = sum(raised)
        return [one / whole for one in raised]


class _Rows(dict[int, int]):
    """The rows by feature, each made when it is first asked for: most never are."""

    def __init__(self, models: Sequence[_Model]) -> None:
        super().__init__()
        self._models = models

    def __missing__(self, feature: int) -> int:
        row = self[feature] = sum(model.row(feature) for model in self._models)
        return row


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
def weights(*names: str) -> Weights:
    """The shipped weights of these names, read once a process."""
    return Weights(*(Path(__file__).with_name(f"{name}.bin").read_bytes() for name in names))
