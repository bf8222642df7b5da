"""How this machine calls us, so that every line that names a command can be copied and works."""

import shutil
import sys
from pathlib import Path


def command() -> str:
    """`foothold` where the shell finds it; from a clone its path below the current folder, else in full."""
    own = Path(sys.prefix) / "bin" / "foothold"
    if sys.prefix == sys.base_prefix or not own.exists():
        return "foothold"
    found = shutil.which("foothold")
    if found and Path(found).resolve() == own.resolve():
        return "foothold"
    try:
        return str(own.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(own)
