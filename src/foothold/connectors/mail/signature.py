"""Where a mail's words end and its signature, disclaimer or "sent from" begins."""

import re
from collections.abc import Sequence

from foothold.connectors.mail.phrases import (
    BANNER_WORDS,
    BANNERS,
    CLOSINGS,
    DEVICES,
    FEET,
    LEGAL_BEGINS,
    LEGAL_WORDS,
)

_LONGEST_SIGNATURE = 30
_LONGEST_LINE = 120
_LINES_OF_LAW = 10

_DELIMITER = re.compile(r"[-–—_=*~•·.]{2,}\s?$|[—–]$")
_CONTACT = re.compile(
    r"(?:\+|00|\(\+?)?\d[\d ()./–-]{6,20}\d"  # a telephone number
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,40}"
    r"|\bwww\.|https?://|linkedin\.com"
    r"|^(?:t|tel|m|mob|mobile|cell|p|ph|phone|f|fax|e|w|o|d|direct|office|email|e-mail|mail|web|skype|telefon|mobil|"
    r"móvil|tél|dir|ddi|twitter|linkedin|teams|zoom)\b\s?[.:|)/]",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?\s?p?\.?\s?s\b\.?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[?!]$|[^\s.]{3,}\.$|:$")
_ABBREVIATION = re.compile(r"\b(?:inc|ltd|co|corp|llc|gmbh|ph\.?d|jr|sr|dr|m\.?sc|b\.?sc|s\.?a|plc)\.$", re.IGNORECASE)


def without_signature(lines: Sequence[str], writer: str | None) -> list[str]:
    """The writer's words: `lines` without signature, legal text, device notes and warning banners.

    A postscript below the signature stays; a mail that is nothing but its first line keeps it.
    `writer` is the name the header gives, if any.
    """
    kept = _trimmed(_without_banner(list(lines)))
    kept = _trimmed(kept[: _disclaimer(kept)])
    kept = _trimmed(kept[: _delimited(kept)])
    kept = _without_device(kept)
    kept = _trimmed(_without_closing(kept, writer))
    kept = _trimmed(kept[: _unannounced(kept, writer)])
    kept = _without_device(kept)
    return [line for at, line in enumerate(kept) if line or kept[at - 1]]


def _trimmed(lines: list[str]) -> list[str]:
    """No blank lines or drawn lines at either end."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and (not lines[end - 1] or _DELIMITER.match(lines[end - 1])):
        end -= 1
    return lines[start:end]


def _without_banner(lines: list[str]) -> list[str]:
    """A gateway's warning above the mail goes, as far as it speaks of senders, links and trust."""
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    if first == len(lines) or not lines[first].lstrip("*_[ ⚠️").lower().startswith(BANNERS):
        return lines
    end = first + 1
    while end < len(lines) and lines[end] and any(word in lines[end].lower() for word in BANNER_WORDS):
        end += 1
    return lines[end:]


def _disclaimer(lines: list[str]) -> int:
    """Where a legal text or a newsletter's foot begins: everything from there on is no speech."""
    for at, line in enumerate(lines):
        stands_apart = at > 0 and (not lines[at - 1] or _DELIMITER.match(lines[at - 1]))
        if stands_apart and _begins_foot(lines, at, line.lstrip("*_>[( ").lower()):
            return at
    return len(lines)


def _begins_foot(lines: list[str], at: int, line: str) -> bool:
    if line.startswith(FEET) or line.rstrip(".") == "unsubscribe":
        return True
    if not line.startswith(LEGAL_BEGINS):
        return False
    paragraph = " ".join(lines[at : at + _LINES_OF_LAW]).lower()
    return sum(1 for word in LEGAL_WORDS if word in paragraph) >= 2


def _delimited(lines: list[str]) -> int:
    """Where the signature begins that a "-- " or a drawn line announces."""
    for at, line in enumerate(lines):
        if line in {"--", "-- "} and at and _looks_signed(lines[at + 1 :], strict=False):
            return at
        if at and _DELIMITER.match(line) and _looks_signed(lines[at + 1 :], strict=True):
            return at
    return len(lines)


def _looks_signed(below: list[str], strict: bool) -> bool:
    words = [line for line in below if line]
    if len(words) > _LONGEST_SIGNATURE:
        return False
    prose = sum(1 for line in words if _is_prose(line))
    return prose == 0 if strict else prose * 2 <= len(words) or prose <= 2


def _without_device(lines: list[str]) -> list[str]:
    """ "Sent from my iPhone" and the like, wherever it stands alone in the last lines."""
    end = len(lines)
    for at in range(max(0, end - 6), end):
        if lines[at].lstrip("*_<[( ").lower().startswith(DEVICES) and len(lines[at]) <= _LONGEST_LINE:
            return _trimmed(lines[:at] + [line for line in lines[at + 1 :] if _is_prose(line)])
    return lines


def _without_closing(lines: list[str], writer: str | None) -> list[str]:
    """From "Best regards," on: a name, a title, numbers. What is said after them (a P.S.) stays."""
    for at in range(len(lines) - 1, max(0, len(lines) - _LONGEST_SIGNATURE - 1), -1):
        if not _is_closing(lines[at], writer):
            continue
        end = at + 1
        while end < len(lines) and (not lines[end] or not _is_prose(lines[end])):
            end += 1
        return lines[:at] + ([""] if end < len(lines) else []) + lines[end:]
    return lines


def _is_closing(line: str, writer: str | None) -> bool:
    """ "Thanks," alone, or with the name of who signs or is thanked: "Thanks, Petra"."""
    if not line or len(line) > 60:
        return False
    lowered = line.casefold().strip(" ,.!;-–—*_:)")
    if lowered in CLOSINGS or lowered.partition("/")[0].strip(" ,") in CLOSINGS:
        return True
    words = lowered.split()
    for length in (1, 2, 3, 4):
        opening = " ".join(words[:length]).rstrip(",.!-–")
        if opening in CLOSINGS and 0 < len(words) - length <= 3:
            rest = line.split()[length:]
            return _is_name(" ".join(rest).strip(",.!-–*_"), writer) and not line.rstrip().endswith("?")
    return False


def _unannounced(lines: list[str], writer: str | None) -> int:
    """Where a signature without closing words begins: a name with only titles and numbers below it.

    The writer's own name is enough; another name needs a number or an address below it.
    """
    found = len(lines)
    contact = False
    for at in range(len(lines) - 1, max(-1, len(lines) - _LONGEST_SIGNATURE - 1), -1):
        line = lines[at]
        if not line:
            continue
        if _is_prose(line):
            break
        contact = contact or _is_contact(line)
        alone = at == 0 and not contact
        if not alone and (_signs(line, writer) or (contact and _is_name(line.strip(",.-–*_ "), writer))):
            found = at
    return found


def _signs(line: str, writer: str | None) -> bool:
    """The writer's name or first name alone on the line."""
    name = line.casefold().strip(" ,.!-–—*_/")
    if not writer or not name:
        return False
    full = writer.casefold().replace(",", " ").split()
    words = name.replace(",", " ").split()
    known = sum(1 for word in words if word in full)
    return known > 0 and len(words) <= 4 and (known == len(words) or _capitals(line))


def _capitals(line: str) -> bool:
    return all(not word[:1].islower() and not word[:1].isdigit() for word in line.split())


def _is_name(text: str, writer: str | None) -> bool:
    words = text.split()
    if not 0 < len(words) <= 4 or any(character.isdigit() for character in text):
        return False
    return _signs(text, writer) or _capitals(text)


def _is_contact(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and _CONTACT.search(line) is not None and not _reads_like_speech(line)


def _is_prose(line: str) -> bool:
    """Words said to the reader rather than a line of a signature."""
    if _POSTSCRIPT.match(line):
        return True
    if _DELIMITER.match(line):
        return False
    if len(line) > _LONGEST_LINE:
        return line.count("|") < 2 and not _CONTACT.search(line[:_LONGEST_LINE])
    if _reads_like_speech(line):
        return True
    if len(line.split()) <= 3 and _capitals(line) and line[-1:] not in "?!":
        return False
    if _CONTACT.search(line):
        return False
    return len(line.split()) > 12 or bool(_SENTENCE_END.search(line) and not _ABBREVIATION.search(line))


_SPEECH = re.compile(
    r"(?:^|\s)(?:i|i'm|i’m|i'll|i’ll|we|we're|we’re|we'll|we’ll|you|your|please|let|can|could|will|would|should|is|are|was|"
    r"have|has|yes|no|ok|okay|works|see|call|let's|let’s|ich|wir|sie|bitte|je|nous|vous)(?:\s|[,.!?]|$)",
    re.IGNORECASE,
)


def _reads_like_speech(line: str) -> bool:
    return _SPEECH.search(line) is not None
