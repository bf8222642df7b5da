"""Keep the outputs quoted in the docs true: run each quoted command again, write what it says now.

    .venv/bin/python docs/guide/examples/quote.py           rewrites the pages
    .venv/bin/python docs/guide/examples/quote.py --check   only says which pages are out of date, exit 1

A quoted command is a fenced block whose first line is `$ foothold read docs/guide/examples/...`, or an import, today,
book or review with `--now`; everything below that line is its output. The commands of a page run one after the other on
a data folder of their own, in Vienna.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOOTHOLD = Path(sys.executable).parent / "foothold"
BLOCK = re.compile(
    r"(?P<head>^```\n\$ foothold "
    r"(?P<asked>read docs/guide/examples/[^\n]*|(?:import|today|book|review) [^\n]*--now [^\n]*)\n).*?(?P<tail>^```$)",
    re.M | re.S,
)


def said(data: str, block: re.Match[str]) -> str:
    """The block with what the command says now, on the data folder `data`."""
    answered = subprocess.run(  # noqa: S603
        [FOOTHOLD, *shlex.split(block["asked"])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ
        | {"FOOTHOLD_DATA": data, "TZ": "Europe/Vienna", "PATH": f"{FOOTHOLD.parent}:{os.environ.get('PATH', '')}"},
    )
    if answered.returncode:
        sys.exit(f"foothold {block['asked']}: exit {answered.returncode}\n{answered.stderr}")
    return f"{block['head']}{answered.stdout}{block['tail']}"


def main() -> int:
    """Rewrite or check every page; 1 when a checked page is out of date."""
    stale = []
    for page in sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]):
        written = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as data:
            true = BLOCK.sub(partial(said, data), written)
        if true == written:
            continue
        stale.append(page.relative_to(ROOT))
        if "--check" not in sys.argv:
            page.write_text(true, encoding="utf-8")
    for page in stale:
        print(f"{page}: its quoted output is not what the program says; run docs/guide/examples/quote.py")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
