"""An attribute that is worked out when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):
    """As functools.cached_property, without the lock it takes at every first look before Python 3.12."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, one: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, one: object, owner: type[Any]) -> T: ...
    def __get__(self, one: object | None, owner: type[Any]) -> "Self | T":
        if one is None:
            return self
        found = one.__dict__[self._name] = self._find(one)
        return found
