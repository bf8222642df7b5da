"""Labelled sentences whose sources are not in ../shared: from git clones of them to feature checksums, no text kept.

    python training/elsewhere.py FOLDER      FOLDER holds clones named cpc, eslint and hrc (training/README.md)

Writes labels/elsewhere.tsv.gz: id, class, "?" or nothing, and the feature checksums `build.py` fits on. Must be run
again when `act_features` changes; without the clones it stays as it is, and what is new in the features is missing.
"""

import argparse
import gzip
import re
import subprocess
from collections.abc import Container, Iterator
from pathlib import Path

from corpora import Unit
from labels import FOLDER

from foothold.reading import act_features

OUT = FOLDER / "elsewhere.tsv.gz"
KINDS = ("cpc", "eslint", "hrc")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ x]\]\s*)?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"https?://\S+|[*_`]{1,3}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SENTENCE_OF_MAIL = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
_HEADER = re.compile(
    r"^(From|Sent|To|Cc|CC|Bcc|Subject|Date|Attachments?|Importance|Case No|Doc No|UNCLASSIFIED|RELEASE|PART|B\d|FULL"
    r"|STATE DEPT|SUBJECT TO|Original Message|-----)",
    re.IGNORECASE,
)


def elsewhere(folder: Path, stems: Container[str]) -> Iterator[Unit]:
    """Every sentence of the documents wanted, in the clones that are there."""
    for kind in ("cpc", "eslint"):
        if (folder / kind).exists():
            yield from _minutes(kind, folder / kind, stems)
    if (folder / "hrc").exists():
        yield from _mails(folder / "hrc", stems)


def _minutes(kind: str, clone: Path, stems: Container[str]) -> Iterator[Unit]:
    """Minutes in Markdown: a sentence of a paragraph or a list item is a unit."""
    for name in _names(clone):
        if not name.endswith(".md") or f"{kind}:{Path(name).stem}" not in stems:
            continue
        lines = []
        for line in _text(clone, name).splitlines():
            line = _MARKUP.sub("", _LINK.sub(r"\1", _LIST_MARK.sub("", line.strip()))).strip()
            if line and not line.startswith(("#", "|", "<", "---", "@")):
                lines.append(line)
        said = [part.strip() for line in lines for part in _SENTENCE.split(line) if part.strip()]
        yield from _units(f"{kind}:{Path(name).stem}", f"{kind}:{name}", said, placed=True)


def _mails(clone: Path, stems: Container[str]) -> Iterator[Unit]:
    """Released mails as scanned text: their paragraphs without heads, only short ones."""
    for name in _names(clone):
        if not name.endswith(".txt") or f"hrc:{Path(name).stem}" not in stems:
            continue
        paragraphs: list[list[str]] = [[]]
        for line in _text(clone, name).splitlines():
            line = " ".join(re.sub(r"\s{3,}B\d.*$", "", line).split())
            if not line or _HEADER.match(line) or "@" in line or "UNCLASSIFIED" in line:
                paragraphs.append([])
            else:
                paragraphs[-1].append(line)
        said = [p.strip() for lines in paragraphs for p in _SENTENCE_OF_MAIL.split(" ".join(lines)) if p.strip()]
        if len(said) <= 14:
            yield from _units(f"hrc:{Path(name).stem}", f"hrc:{name}", said, placed=False)


def _units(stem: str, document: str, said: list[str], *, placed: bool) -> Iterator[Unit]:
    for number, text in enumerate(said):
        yield Unit(
            id=f"{stem}.{number}",
            document=document,
            text=text,
            before=said[number - 1] if number else "",
            after=said[number + 1] if number + 1 < len(said) else "",
            position=number / max(1, len(said) - 1) if placed else None,
        )


def _names(clone: Path) -> list[str]:
    return _git(clone, "ls-tree", "-r", "HEAD", "--name-only").splitlines()


def _text(clone: Path, name: str) -> str:
    return _git(clone, "show", f"HEAD:{name}")


def _git(clone: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(clone), *words], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def kept() -> Iterator[tuple[str, str, bool, list[int]]]:
    """The rows of labels/elsewhere.tsv.gz: id, class, whether it was doubtful, feature checksums."""
    with gzip.open(OUT, "rt", encoding="ascii") as rows:
        for row in rows:
            name, label, doubt, features = row.rstrip("\n").split("\t")
            yield name, label, doubt == "?", [int(f, 16) for f in features.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    from build import MOMENT

    rows = (FOLDER / "elsewhere_labels.tsv").read_text(encoding="utf-8").splitlines()
    labels = {name: rest for name, *rest in (row.split("\t") for row in rows)}
    lines = []
    for unit in elsewhere(folder, {name.rpartition(".")[0] for name in labels}):
        if unit.id in labels:
            label, *doubt = labels.pop(unit.id)
            seen = act_features.see(unit.text, MOMENT, unit.before, unit.after, unit.position)
            features = " ".join(f"{f:x}" for f in sorted(set(seen.features))) if seen else ""
            lines.append(f"{unit.id}\t{label}\t{'?' if doubt else ''}\t{features}\n")
    OUT.write_bytes(gzip.compress("".join(sorted(lines)).encode("ascii"), mtime=0))
    print(f"{len(lines)} sentences, {len(labels)} labels whose sentence is not in these clones")


if __name__ == "__main__":
    main()
