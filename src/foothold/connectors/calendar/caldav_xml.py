"""WebDAV's XML (RFC 4918): requests as bytes, answers as resources. No entity is ever expanded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

from foothold.connectors.calendar.caldav_outcomes import CalDavFailed, CannotReach, NoCalendarHere
from foothold.connectors.calendar.caldav_wire import Answer, refusal
from foothold.connectors.calendar.feed_troubles import Why

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"

MOST_ELEMENTS = 500_000
DEEPEST = 60

_PREFIXES = {DAV: "D:", CALDAV: "C:", CALENDARSERVER: "S:"}
_NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Resource:
    """One response of a multistatus: its href as written, its status, and the properties it has."""

    href: str
    status: int
    properties: Mapping[str, Element] = field(repr=False)

    def text(self, name: str) -> str:
        """The words of a property, empty where it has none."""
        found = self.properties.get(name)
        return "" if found is None else "".join(found.itertext()).strip()

    def hrefs(self, name: str) -> tuple[str, ...]:
        """The hrefs within a property, in order."""
        found = self.properties.get(name)
        return () if found is None else tuple(words_of(each) for each in found.iter(f"{DAV}href") if words_of(each))

    def children(self, name: str) -> frozenset[str]:
        """The names of the elements within a property."""
        return frozenset(each.tag for each in self.properties.get(name, ()))


@dataclass(frozen=True, slots=True)
class Multistatus:
    """A 207's answer. `sync_token` as in RFC 6578, empty where none."""

    resources: tuple[Resource, ...]
    sync_token: str = ""


class _Unfit(Exception):
    """Not XML as WebDAV writes it."""


def propfind(names: Iterable[str]) -> bytes:
    """The body that asks for these properties."""
    return request(f"{DAV}propfind", props(names))


def props(names: Iterable[str]) -> str:
    """The D:prop element with these names."""
    return f"<D:prop>{''.join(f'<{_prefixed(name)}/>' for name in names)}</D:prop>"


def request(name: str, inner: str) -> bytes:
    """A body with the root element `name` around `inner`."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><{_prefixed(name)} {_NAMESPACES}>{inner}</{_prefixed(name)}>'.encode()
    )


def href(value: str) -> str:
    """The D:href element of a path."""
    return f"<D:href>{escape(value)}</D:href>"


def multistatus(answer: Answer) -> Multistatus:
    """The answer to PROPFIND or REPORT. Raises `CalDavFailed` where it is none."""
    if answer.status != 207:
        if answer.status < 400 or answer.status in {405, 501} or (answer.is_html and answer.status != 403):
            raise CalDavFailed(NoCalendarHere(answer.place.host))
        raise refusal(answer, words_in(answer))
    root = parsed(answer)
    if root.tag != f"{DAV}multistatus":
        raise CalDavFailed(NoCalendarHere(answer.place.host))
    resources = tuple(_resource(each) for each in root.findall(f"{DAV}response"))
    return Multistatus(resources, words_of(root.find(f"{DAV}sync-token")))


def parsed(answer: Answer) -> Element:
    """The XML of an answer. Raises `CalDavFailed` for a document type (entities), for depth and for what is none."""
    try:
        return _tree(answer.body)
    except _Unfit:
        trouble = NoCalendarHere(answer.place.host) if answer.is_html else CannotReach(answer.place.host, Why.CUT_SHORT)
    raise CalDavFailed(trouble)


def words_in(answer: Answer) -> str:
    """What the server says of its refusal: the precondition's name, or its first plain words."""
    if answer.is_html:
        return ""
    try:
        root = _tree(answer.body)
    except _Unfit:
        return _short(answer.body[:1000].decode("utf-8", "replace"))
    named = [each.tag.rpartition("}")[2] for each in root] if root.tag == f"{DAV}error" else []
    return _short(" ".join([*named, *root.itertext()]))


def words_of(element: Element | None) -> str:
    """The words directly in an element."""
    return "" if element is None or element.text is None else element.text.strip()


def _short(words: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())[:_LONGEST_WORDS]


def _prefixed(name: str) -> str:
    namespace, brace, local = name.rpartition("}")
    return _PREFIXES[namespace + brace] + local


def _resource(response: Element) -> Resource:
    properties: dict[str, Element] = {}
    for propstat in response.findall(f"{DAV}propstat"):
        if 200 <= _status(propstat) < 300:
            for prop in propstat.findall(f"{DAV}prop"):
                properties.update((each.tag, each) for each in prop)
    return Resource(words_of(response.find(f"{DAV}href")), _status(response), properties)


def _status(element: Element) -> int:
    """The number in "HTTP/1.1 404 Not Found"; 200 where nothing is said."""
    words = words_of(element.find(f"{DAV}status")).split()
    return int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else 200


def _tree(body: bytes) -> Element:
    builder = TreeBuilder()
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        seen.open()
        builder.start("{" + name if "}" in name else name, attributes)

    def end(name: str) -> None:
        seen.close()
        builder.end("{" + name if "}" in name else name)

    def refuse(*given: object) -> None:
        raise _Unfit

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    # Without a document type there is no entity but XML's own five.
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(body, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise _Unfit from None


@dataclass(slots=True)
class _Seen:
    elements: int = 0
    depth: int = 0

    def open(self) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise _Unfit

    def close(self) -> None:
        self.depth -= 1
