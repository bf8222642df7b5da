"""Where a mail's words end and its signature, disclaimer or "sent from" begins."""

import re
from collections.abc import Sequence

_LONGEST_SIGNATURE = 30
_LONGEST_LINE = 120

_CLOSINGS = (
    "all the best", "best", "best regards", "best wishes", "bests", "br", "cheers", "cordially", "faithfully",
    "good luck", "have a good day", "have a good one", "have a good weekend", "have a great day",
    "have a great weekend", "have a nice day", "have a nice weekend", "kind regards", "kindest regards", "kr",
    "looking forward", "many thanks", "my best", "regards", "rgds", "respectfully", "sincerely",
    "sincerely yours", "slán", "speak soon", "ta", "take care", "talk soon", "thank you", "thanks", "thanks a lot",
    "thanks again", "thanks and regards", "thanks & regards", "thanks in advance", "thanks so much", "thx", "tks",
    "very best", "warm regards", "warmly", "with best regards", "with kind regards", "with regards", "yours",
    "yours faithfully", "yours sincerely", "yours truly",
    "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "mit freundlichem gruss",
    "freundliche grüße", "freundliche grüsse", "freundlicher gruß", "beste grüße", "beste grüsse", "viele grüße",
    "viele grüsse", "liebe grüße", "liebe grüsse", "herzliche grüße", "herzliche grüsse", "mfg", "lg", "vg", "gruß",
    "grüße", "schöne grüße", "danke", "vielen dank", "danke und gruß", "danke und viele grüße",
    "cordialement", "bien cordialement", "bien à vous", "sincères salutations", "meilleures salutations", "merci",
    "salutations distinguées", "à bientôt", "saludos", "un saludo", "saludos cordiales", "atentamente", "gracias",
    "cordiali saluti", "distinti saluti", "saluti", "grazie", "met vriendelijke groet", "met vriendelijke groeten",
    "vriendelijke groet", "groeten", "groet", "mvg", "atenciosamente", "cumprimentos", "obrigado", "obrigada",
    "abraços", "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "mvh", "med venlig hilsen",
    "med vennlig hilsen", "venlig hilsen", "vennlig hilsen", "hilsen", "ystävällisin terveisin", "terveisin",
    "pozdrawiam", "z poważaniem", "s pozdravem", "с уважением", "с наилучшими пожеланиями", "спасибо",
)  # fmt: skip
_CLOSING = frozenset(_CLOSINGS)

_DEVICE = (
    "sent from my", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from proton", "sent from gmail",
    "sent from samsung", "sent from the", "sent from blue", "sent from iphone", "sent from a ", "sent from bluemail",
    "sent via", "sent using", "sent with", "sent by mobile", "sent on the go", "get outlook for", "via mobile",
    "von meinem", "gesendet von", "gesendet mit", "envoyé de mon", "envoyé depuis", "envoyé à partir", "enviado desde",
    "enviado do meu", "enviado de mi", "inviato da", "verstuurd vanaf", "verzonden vanaf", "skickat från",
    "sendt fra min", "lähetetty", "wysłane z", "отправлено с", "télécharger outlook", "please excuse typos",
    "please excuse my brevity", "please excuse brevity", "excuse typos", "typed on my", "sent on my", "on the move",
)  # fmt: skip

_DISCLAIMER = (
    "this e-mail", "this email and", "this email is", "this email message", "this email may", "this email, ",
    "this email (", "this email contains", "this email has been", "this email was sent to", "this message and any", "this message contains",
    "this message is intended", "this message is confidential", "this message may contain", "this message (including",
    "this message, including", "this communication is", "this communication may", "this communication and",
    "this transmission", "this mail and any", "this electronic", "the information contained", "the information in this",
    "the information transmitted", "the contents of this", "the content of this e", "confidentiality notice",
    "confidentiality:", "confidential:", "privileged and confidential", "privileged/confidential", "legal disclaimer",
    "legal notice", "disclaimer", "important notice", "notice of confidentiality", "if you are not the intended",
    "if you have received this", "if you received this", "please consider the environment", "think before you print",
    "before printing", "p please consider", "diese e-mail", "diese nachricht", "der inhalt dieser", "ce message",
    "ce courriel", "cet e-mail", "este mensaje", "este correo", "esta mensagem", "questo messaggio", "la presente",
    "dit bericht", "deze e-mail", "you received this message because", "you are receiving this", "you received this email",
    "you're receiving this", "to unsubscribe", "unsubscribe", "click here to unsubscribe", "if you no longer wish",
    "if you do not wish to receive", "manage your preferences", "view this email in your browser", "registered office",
    "registered in england", "registered in ireland", "geschäftsführer:", "geschäftsführung:", "handelsregister",
    "amtsgericht", "sitz der gesellschaft", "ust-id", "vat no", "company no", "company number", "virus-free",
    "this email has been scanned", "get your free", "do you yahoo", "avast", "mailscanner",
)  # fmt: skip

_BANNER = (
    "caution: this email", "caution: external", "caution - external", "caution! ", "[external", "external email",
    "external sender", "warning: external", "warning: this email", "this email originated from outside",
    "this message originated outside", "this message was sent from outside", "this message is from an external",
    "you don't often get email from", "you do not often get email from", "some people who received this message",
    "achtung: externe", "externe e-mail", "attention: external", "attention: this email", "*external*", "**external",
)  # fmt: skip

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
    return _without_device(kept)


def _trimmed(lines: list[str]) -> list[str]:
    """No blank lines or drawn lines at either end."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and (not lines[end - 1] or _DELIMITER.match(lines[end - 1])):
        end -= 1
    return lines[start:end]


def _without_banner(lines: list[str]) -> list[str]:
    """A gateway's warning above the mail goes, to the end of its paragraph."""
    first = next((at for at, line in enumerate(lines) if line), None)
    if first is None or not lines[first].lstrip("*_[ ⚠️").lower().startswith(tuple(text.lstrip("*[") for text in _BANNER)):
        return lines
    end = next((at for at in range(first, len(lines)) if not lines[at]), None)
    return lines if end is None else lines[end:]


def _disclaimer(lines: list[str]) -> int:
    """Where a legal text or a newsletter's foot begins: everything from there on is no speech."""
    for at, line in enumerate(lines):
        if at and not lines[at - 1] or (at and _DELIMITER.match(lines[at - 1])):
            if line.lstrip("*_>[( ").lower().startswith(_DISCLAIMER):
                return at
    return len(lines)


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
        if lines[at].lstrip("*_<[( ").lower().startswith(_DEVICE) and len(lines[at]) <= _LONGEST_LINE:
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
    if lowered in _CLOSING:
        return True
    words = lowered.split()
    for length in (1, 2, 3, 4):
        opening = " ".join(words[:length]).rstrip(",.!-–")
        if opening in _CLOSING and 0 < len(words) - length <= 3:
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
