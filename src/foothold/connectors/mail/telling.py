"""Whether bytes are a mail, told before anything that reads one is loaded."""

from foothold.core.decoding import decode

LARGEST_BYTES = 30_000_000
"""Largest mail read, in bytes, attachments included; callers check a file's size before reading it."""

_HEADER_NAMES = (
    b"from", b"to", b"subject", b"date", b"message-id", b"received", b"mime-version", b"content-type",
    b"return-path", b"delivered-to", b"reply-to", b"cc", b"sender", b"x-mailer", b"dkim-signature",
    b"in-reply-to", b"references", b"authentication-results", b"content-transfer-encoding", b"user-agent",
    b"thread-topic", b"list-id",
)  # fmt: skip
_ONLY_IN_MAIL = frozenset(_HEADER_NAMES) - {
    b"from",
    b"to",
    b"subject",
    b"date",
    b"cc",
    b"sender",
    b"references",
}


def looks_like(data: bytes, name: str) -> bool:
    """Whether `data` is a mail by its content, else by the extension of `name`."""
    extension = extension_of(name)
    if extension in {"eml", "mht", "mhtml", "html", "htm"}:
        return True
    return is_mail(data, weak_counts=extension not in {"txt", "md", "vtt", "srt"}) or is_html(data)


def is_mail(data: bytes, weak_counts: bool) -> bool:
    """Header fields before the first blank line, From among them.

    In text files "From:", "To:", "Subject:" alone are somebody's notes; a field only mail programs
    write is asked for.
    """
    start = data[:16_384].lstrip(b"\xef\xbb\xbf\r\n\t ").replace(b"\r\n", b"\n")
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = decode(start[: len(start) // 2 * 2]).encode()
    head = start.partition(b"\n\n")[0].split(b"\n")
    if head and head[0].startswith(b"From "):
        head = head[1:]
    fields = {line.partition(b":")[0].lower() for line in head if b":" in line[:40] and line[:1] not in b" \t"}
    known = fields & set(_HEADER_NAMES)
    if head and head[0].partition(b":")[0].lower() not in known and not _is_field(head[0]):
        return False
    return b"from" in known and len(known) >= 3 and (weak_counts or bool(known & _ONLY_IN_MAIL))


def is_html(data: bytes) -> bool:
    start = decode(data[:4096]).lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body", "<meta")) or (
        start.startswith("<") and any(tag in start for tag in ("<html", "<body", "<div", "<table", "<p>", "<br"))
    )


def extension_of(name: str) -> str:
    return name.lower().rpartition(".")[2]


def _is_field(line: bytes) -> bool:
    name, colon, _ = line.partition(b":")
    return bool(colon) and len(name) < 60 and b" " not in name and name.isascii()
