"""Keep the outputs quoted in the docs true: run each quoted command again, write what it says now.

    .venv/bin/python docs/guide/examples/quote.py           rewrites the pages
    .venv/bin/python docs/guide/examples/quote.py --check   only says which pages are out of date, exit 1

A quoted command is a fenced block whose first line is `$ foothold read docs/guide/examples/...`; everything
below that line is its output.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOOTHOLD = Path(sys.executable).parent / "foothold"
BLOCK = re.compile(
    r"(?P<head>^```\n\$ foothold (?P<asked>read docs/guide/examples/[^\n]*)\n).*?(?P<tail>^```$)", re.M | re.S
)


def said(block: re.Match[str]) -> str:
    """The block with what the command says now."""
    answered = subprocess.run(  # noqa: S603
        [FOOTHOLD, *shlex.split(block["asked"])], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    if answered.returncode:
        sys.exit(f"foothold {block['asked']}: exit {answered.returncode}\n{answered.stderr}")
    return f"{block['head']}{answered.stdout}{block['tail']}"


def main() -> int:
    """Rewrite or check every page; 1 when a checked page is out of date."""
    stale = []
    for page in sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]):
        written = page.read_text(encoding="utf-8")
        true = BLOCK.sub(said, written)
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
