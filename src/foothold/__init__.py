"""Foothold makes every sales meeting count.

`from foothold import read` reads one conversation to a verdict; the method itself is in
`foothold.core`. Importing this package loads neither Django nor the reading.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "read"]

if TYPE_CHECKING:
    from foothold.read import read


def __getattr__(name: str) -> Any:
    if name == "read":
        from foothold.read import read

        return read
    raise AttributeError(f"module 'foothold' has no attribute {name!r}")
