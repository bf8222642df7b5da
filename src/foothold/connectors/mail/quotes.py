"""What is new in a mail and what is quoted from before: one pass over its lines, each looked at a bounded
number of times, so that no text of any shape takes more than linear time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from foothold.connectors.mail.headers import sender, when
from foothold.connectors.mail.lines import Line
from foothold.connectors.mail.phrases import ATTRIBUTION_BEGINS, FORWARDS, HEADER_KIND, SEPARATORS, WROTE

_LONGEST_ATTRIBUTION = 400
_ATTRIBUTION_LINES = 4
_HEADER_LINES = 14
_WRAPPED_FROM = 60
_ENGLISH_WROTE = frozenset({"wrote", "writes", "said"})

_DATED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """An earlier message as far as a later mail quotes it: who, when and what, None where it is not said.

    `text` is without deeper quotes and without signature; `sent_at` is aware, or None.
    """

    from_name: str | None
    address: str | None
    sent_at: datetime | None
    text: str


@dataclass(slots=True)
class Message:
    """One message of a thread under construction: its own lines, and who sent it where a line says so."""

    from_name: str | None = None
    address: str | None = None
    sent_at: datetime | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not any(self.lines)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Lines that introduce an earlier message: how many, and what they say of it; `sent` is the date as written."""

    length: int
    from_name: str | None = None
    address: str | None = None
    sent_at: datetime | None = None
    sent: str = ""


def messages(lines: Sequence[Line]) -> list[Message]:
    """The messages of a thread, the newest first: the writer's own words, then what they answer."""
    thread = _Thread()
    at = 0
    while at < len(lines):
        line = lines[at]
        depth = _depth(lines, at)
        if line.begins_quote:
            thread.begin(depth, _Opening(1))
            at += 1
            continue
        opening = _header_block(lines, at) or _separator(line) or _attribution(lines, at)
        if opening is None:
            thread.add(depth, line.text)
            at += 1
            continue
        at += opening.length
        thread.begin(_depth_of_content(lines, at, depth), opening)
    return thread.found


def own_header(lines: Sequence[Line]) -> _Opening | None:
    """The header a mail program prints above a mail it saves: From, Sent, To, Subject before any words."""
    for at, line in enumerate(lines[:20]):
        if not line.blank:
            opening = _header_block(lines, at)
            return replace(opening, length=at + opening.length) if opening else None
    return None


@dataclass(slots=True)
class _Thread:
    """Whose words stand at which depth. Levels deeper than the line read last are closed."""

    found: list[Message] = field(default_factory=lambda: [Message()])
    _levels: list[tuple[int, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._levels.append((0, self.found[0]))

    def begin(self, depth: int, opening: _Opening) -> None:
        """From here on, what stands at `depth` belongs to an earlier message."""
        self._close(depth + 1)
        level, message = self._levels[-1]
        if level != depth or message is self.found[0] or not message.empty or message.from_name or message.address:
            self._close(depth)
            message = Message()
            self.found.append(message)
            self._levels.append((depth, message))
        message.from_name = opening.from_name
        message.address = opening.address
        message.sent_at = opening.sent_at or message.sent_at

    def add(self, depth: int, text: str) -> None:
        if not text:
            self._levels[-1][1].lines.append("")
            return
        while len(self._levels) > 1 and self._levels[-1][0] > depth:
            self._levels.pop()
        level, message = self._levels[-1]
        if level < depth:
            message = Message()
            self.found.append(message)
            self._levels.append((depth, message))
        message.lines.append(text)

    def _close(self, depth: int) -> None:
        while self._levels and self._levels[-1][0] >= depth:
            self._levels.pop()


def _depth(lines: Sequence[Line], at: int) -> int:
    """A line's depth; the end of a long quoted line that lost its mark in wrapping is still quoted."""
    line = lines[at]
    if 0 < at < len(lines) - 1 and not line.blank:
        before, after = lines[at - 1], lines[at + 1]
        if (
            before.depth > line.depth == 0
            and after.depth > 0
            and len(before.text) >= _WRAPPED_FROM
            and len(line.text) < _WRAPPED_FROM
            and not after.blank
        ):
            return before.depth
    return line.depth


def _depth_of_content(lines: Sequence[Line], at: int, depth: int) -> int:
    for line in lines[at : at + 3]:
        if not line.blank:
            return max(line.depth, depth)
    return depth


def _header_block(lines: Sequence[Line], at: int) -> _Opening | None:
    """From, Sent, To and Subject lines in any order and the languages of the common programs."""
    if _header(lines[at].text) is None:
        return None
    said: dict[str, str] = {}
    last = at
    for index in range(at, min(len(lines), at + _HEADER_LINES)):
        line = lines[index]
        if line.depth != lines[at].depth:
            break
        header = _header(line.text)
        if header and (header[0] == "to" or header[0] not in said):
            said.setdefault(*header)
            last = index
        elif header or index - last > 3 or (not line.blank and lines[index - 1].blank):
            break  # the next message's header, or the words; a wrapped line of addresses goes on
    if "from" not in said or len(said) < 3 or not {"sent", "subject"} & said.keys():
        return None
    name, address = sender(said["from"])
    sent = said.get("sent", "")
    return _Opening(last + 1 - at, name, address, when(sent), sent)


def _header(text: str) -> tuple[str, str] | None:
    """Kind and value of a header line, None for any other line."""
    text = text.lstrip("*_")
    colon = -1
    for mark in (":", "："):
        found = text.find(mark, 0, 24)
        colon = found if colon < 0 else colon
    if colon <= 0:
        return None
    kind = HEADER_KIND.get(text[:colon].strip("* _").casefold())
    return (kind, text[colon + 1 :].strip("* ")) if kind else None


def _separator(line: Line) -> _Opening | None:
    """ "-----Original Message-----", "Begin forwarded message:" and their translations."""
    text = line.text
    if len(text) > 120:
        return None
    lowered = text.casefold()
    if lowered.startswith(FORWARDS):
        return _Opening(1)
    if text[:2] not in {"--", "__", "=="} and text[:1] not in {"—", "–", "#"}:
        return None
    inner = lowered.strip("-_=—–# :")
    if inner in SEPARATORS or inner.startswith("forwarded by "):
        return _Opening(1)
    return None


def _attribution(lines: Sequence[Line], at: int) -> _Opening | None:
    """ "On 3 March 2026 at 10:02, Petra Lang <...> wrote:", on up to four lines, in many languages."""
    if lines[at].blank or len(lines[at].text) > _LONGEST_ATTRIBUTION:
        return None
    joined = ""
    for index in range(at, min(len(lines), at + _ATTRIBUTION_LINES)):
        line = lines[index]
        if line.blank or line.depth != lines[at].depth or line.begins_quote:
            return None
        joined = f"{joined} {line.text}" if joined else line.text
        if len(joined) > _LONGEST_ATTRIBUTION or _ends_sentence(line.text):
            return None
        if joined.endswith((":", "：", "wrote", "---", "wrote: ---")):
            return _introduces(lines, index + 1, joined, index - at + 1)
        if index == at and not _may_go_on(joined):
            return None
    return None


def _ends_sentence(text: str) -> bool:
    word = text.rsplit(" ", 1)[-1]
    return text[-1] in "!?" or (text[-1] == "." and len(word) > len("Inc.") and word.count(".") == 1)


def _may_go_on(text: str) -> bool:
    lowered = text.casefold()
    return lowered.startswith(ATTRIBUTION_BEGINS) or text[:1].isdigit() or "@" in text or "wrote" in lowered


def _says_wrote(words: list[str], text: str) -> bool:
    """English puts the verb last; other languages put it anywhere."""
    if words and words[-1].strip(".") in _ENGLISH_WROTE:
        return True
    return any(word in WROTE for word in words) or any(word in text for word in ("写道", "書きました"))


def _introduces(lines: Sequence[Line], after: int, text: str, length: int) -> _Opening | None:
    """Whether `text`, ending in a colon, introduces what follows, and whom it names."""
    words = text.casefold().rstrip(":： -").replace(",", " ").split()
    says_wrote = _says_wrote(words, text)
    dated = _DATED.search(text) is not None
    addressed = "@" in text
    deeper = _depth_of_content(lines, after, lines[after - 1].depth) > lines[after - 1].depth
    if deeper:
        good = says_wrote or dated or addressed
    else:
        begins = text.casefold().startswith(ATTRIBUTION_BEGINS) or text[:1].isdigit()
        good = (says_wrote and dated and begins) or (says_wrote and addressed) or (dated and addressed and "<" in text)
    if not good:
        return None
    name, address = _named_in(text)
    date = text.split(" ", 1)[-1] if text.casefold().startswith(ATTRIBUTION_BEGINS) else text
    return _Opening(length, name, address, when(date))


def _named_in(text: str) -> tuple[str | None, str | None]:
    """Name and address in an attribution: the words before "<address>", else before the last verb."""
    opening, closing = text.rfind("<"), text.rfind(">")
    if 0 < opening < closing and "@" in text[opening:closing]:
        address = text[opening + 1 : closing].strip().removeprefix("mailto:")
        before = text[:opening].rstrip(" \"'")
    else:
        address = None
        words = text.rstrip(":： -").split()
        while words and words[-1].casefold().strip(".:") in (WROTE | _ENGLISH_WROTE):
            words.pop()
        before = " ".join(words)
    name = before.rsplit(",", 1)[-1]
    name = re.split(r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]\.?)?|\b(?:schrieb|от|by)\b", name)[-1].strip(" \"'-")
    plausible = 0 < len(name) <= 60 and "@" not in name and not any(map(str.isdigit, name))
    return (name if plausible else None), address
