"""CalDAV servers that hang, drip, lead elsewhere or answer nonsense: a clear word, in time, and no password given away."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar.caldav import (
    Access,
    Basic,
    Bearer,
    CannotReach,
    Changes,
    Conflict,
    Connected,
    Deleted,
    NoCalendarHere,
    NotFound,
    Refused,
    Stored,
    Trouble,
    Why,
    WrongPassword,
    busy_in,
    busy_times,
    changes_since,
    connect,
    delete_entry,
    entry_address,
    get_entry,
    put_entry,
)
from foothold.connectors.calendar.caldav_outcomes import CalDavFailed
from foothold.connectors.calendar.caldav_wire import Answer, place_at
from foothold.connectors.calendar.caldav_xml import multistatus, parsed
from foothold.connectors.calendar.feed_network import Network

Reply = Callable[[BaseHTTPRequestHandler], None]
PASSWORD = "s3cret-pump"
INSIDE, PUBLIC = "10.0.0.7", "93.184.216.34"
ENTRY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@harbour.example\r\nDTSTART:20260922T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
PRINCIPAL = (
    '<multistatus xmlns="DAV:"><response><href>/</href><propstat><prop><current-user-principal><href>{}</href>'
    "</current-user-principal></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
)
ACCOUNT = (
    '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/</href><propstat><prop>'
    "<current-user-principal><href>/p/</href></current-user-principal><C:calendar-home-set><href>/h/</href>"
    "</C:calendar-home-set><resourcetype><collection/><C:calendar/></resourcetype><C:supported-calendar-component-set>"
    '<C:comp name="VEVENT"/></C:supported-calendar-component-set></prop><status>HTTP/1.1 200 OK</status></propstat>'
    "</response></multistatus>"
)
"""An account with one calendar, whatever is asked of it."""


@dataclass
class Site:
    """A server, what it answers, and what it was asked: method, path, Authorization."""

    server: ThreadingHTTPServer
    answer: Reply
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@dataclass
class Wire(httpcore.NetworkBackend):
    """Every address leads to the site of this test; `reached` is who was asked for."""

    port: int
    names: dict[str, str]
    reached: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        return [self.names.get(host, INSIDE)]

    def connect_tcp(  # type: ignore[no-untyped-def]
        self, host, port, timeout=None, local_address=None, socket_options=None
    ):
        self.reached.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=timeout, socket_options=())


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            with suppress(OSError):
                found.answer(self)

        def log_message(self, format: str, *arguments: object) -> None:
            """Quiet."""

    for method in "GET PUT POST DELETE OPTIONS PROPFIND REPORT".split():
        setattr(Handler, f"do_{method}", Handler.handle_any)

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    found = Site(server, says(b""))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


def says(body: bytes | str = b"", status: int = 200, **headers: str) -> Reply:
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def access(within: float = 5, **more: object) -> Access:
    return Access(Basic("anna", PASSWORD), allow_private=True, within=timedelta(seconds=within), **more)  # type: ignore[arg-type]


def outcomes(address: str, asked_as: Access) -> list[object]:
    """What each of the functions says of a server."""
    moment = datetime(2026, 9, 22, tzinfo=UTC)
    return [
        connect(address, asked_as),
        changes_since(address, "", asked_as),
        get_entry(f"{address}1.ics", asked_as),
        put_entry(address, "1@harbour.example", ENTRY, asked_as),
        busy_times(address, asked_as, since=moment, until=moment + timedelta(days=1), tz=ZoneInfo("UTC")),
    ]


def is_one_line_without_secrets(trouble: Trouble) -> None:
    assert "\n" not in trouble.message
    assert trouble.message.endswith((".", "stays."))
    assert PASSWORD not in trouble.message + repr(trouble)


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (says("<html><title>Log in</title><p>Hello", content_type="text/html"), (NoCalendarHere, NotFound, Refused)),
        (says("<html>Not here", 404, content_type="text/html"), (NoCalendarHere, NotFound)),
        (says("nonsense", 207), (CannotReach,)),
        (says("<a/>", 207), (NoCalendarHere,)),
        (says(status=401, WWW_Authenticate='Basic realm="x"'), (WrongPassword,)),
        (says(status=403), (Refused,)),
        (says(status=503), (CannotReach,)),
        (says(status=429), (CannotReach,)),
        (says(status=410), (NotFound,)),
    ],
)
def test_each_kind_of_refusal_is_told_apart(site: Site, answer: Reply, kinds: tuple[type, ...]) -> None:
    site.answer = answer
    for outcome in outcomes(site.address, access()):
        assert isinstance(outcome, Trouble)
        if not isinstance(outcome, kinds):
            # A body that is no multistatus is none either where a calendar was asked for.
            assert isinstance(outcome, Refused | NotFound)
        is_one_line_without_secrets(outcome)


def test_a_login_page_with_a_200_is_no_place_that_stored_anything(site: Site) -> None:
    site.answer = says("<html>Log in", 200, content_type="text/html", ETag='"1"')
    assert isinstance(put_entry(site.address, "1@harbour.example", ENTRY, access()), NoCalendarHere)
    assert isinstance(delete_entry(f"{site.address}1.ics", access(), etag='"1"'), NoCalendarHere)


def test_another_kind_of_login_is_not_called_a_wrong_password(site: Site) -> None:
    site.answer = says(status=401, WWW_Authenticate='Digest realm="x", nonce="y"')
    found = connect(site.address, access())
    assert isinstance(found, Refused)
    assert "another kind of login (digest)" in found.message


def test_a_token_is_sent_as_one(site: Site) -> None:
    connect(site.address, Access(Bearer("abc"), allow_private=True))
    assert {login for _, _, login in site.asked} == {"Bearer abc"}
    assert "abc" not in repr(Access(Bearer("abc")))


def test_a_server_that_hangs_is_left_in_time(site: Site) -> None:
    site.answer = lambda handler: site.stop.wait(10) and None
    began = time.monotonic()
    found = connect(site.address, access(within=0.5))
    assert time.monotonic() - began < 3
    assert isinstance(found, CannotReach)
    assert found.reason is Why.TOO_SLOW
    assert found.may_pass


def test_a_server_that_drips_is_left_in_time(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(207)
        handler.end_headers()
        while not site.stop.wait(0.05):
            handler.wfile.write(b" ")

    site.answer = drip
    began = time.monotonic()
    found = changes_since(site.address, "", access(within=0.5))
    assert time.monotonic() - began < 3
    assert isinstance(found, CannotReach)
    assert found.reason is Why.TOO_SLOW


def test_a_port_nobody_listens_on_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = connect(f"http://127.0.0.1:{probe.getsockname()[1]}/", access())
    assert isinstance(found, CannotReach)
    assert found.reason is Why.NO_ANSWER


def test_an_answer_beyond_the_limit_is_not_read(site: Site) -> None:
    site.answer = says(b" " * 200_000, 207)
    found = changes_since(site.address, "", access(largest=100_000))
    assert isinstance(found, CannotReach)
    assert found.reason is Why.TOO_LARGE


@pytest.mark.parametrize(
    "location",
    ["http://evil.example/dav/", "//evil.example/", "http://calendar.example:8443/", "ftp://calendar.example/"],
)
def test_the_login_goes_to_nobody_else(site: Site, location: str) -> None:
    wire = Wire(site.port, {})
    site.answer = says(status=301, Location=location)
    found = connect("http://calendar.example/", access(network=Network(wire.resolve, wire)))
    assert isinstance(found, CannotReach)
    assert found.host in {"calendar.example", ""}
    # calendar.example alone was asked: at its address, the usual one, and its root.
    assert {path for _, path, _ in site.asked} <= {"/", "/.well-known/caldav"}


def test_a_principal_on_another_host_is_not_asked(site: Site) -> None:
    wire = Wire(site.port, {"evil.example": "10.0.0.66"})
    site.answer = says(PRINCIPAL.format("http://evil.example/p/"), 207)
    found = connect("http://calendar.example/", access(network=Network(wire.resolve, wire)))
    assert isinstance(found, CannotReach)
    assert found.reason is Why.REDIRECTS
    assert set(wire.reached) == {INSIDE}


def test_redirects_without_end_end(site: Site) -> None:
    site.answer = says(status=302, Location="/again/")
    found = changes_since(site.address, "", access())
    assert isinstance(found, CannotReach)
    assert found.reason is Why.REDIRECTS
    assert len(site.asked) == 5


def test_a_password_is_not_sent_in_the_clear_to_a_public_host(site: Site) -> None:
    wire = Wire(site.port, {"calendar.example": PUBLIC})
    found = connect("http://calendar.example/", access(network=Network(wire.resolve, wire)))
    assert isinstance(found, CannotReach)
    assert found.reason is Why.UNENCRYPTED
    assert wire.reached == []


def test_without_leave_nothing_private_and_nothing_unencrypted_is_asked(site: Site) -> None:
    for address, reason in (
        (site.address, Why.PORT),
        ("http://127.0.0.1/", Why.UNENCRYPTED),
        ("https://127.0.0.1/", Why.PRIVATE),
        ("https://169.254.169.254/", Why.PRIVATE),
    ):
        found = connect(address, Access(Basic("anna", PASSWORD)))
        assert isinstance(found, CannotReach)
        assert found.reason is reason, address
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["", "x", "ftp://calendar.example/", "https://", "https://anna:pw@calendar.example/", "a b@c", "http://[::1"],
)
def test_what_is_no_address_is_named(address: str) -> None:
    found = connect(address, Access(Basic("anna", PASSWORD), network=Network(lambda *_: [])))
    assert isinstance(found, CannotReach)
    is_one_line_without_secrets(found)


@pytest.mark.parametrize(
    ("href", "allowed"),
    [
        ("/dav/", True),
        ("https://caldav.northwind.example/dav/", True),
        ("https://p7-caldav.northwind.example/dav/", True),
        ("https://northwind.example/", True),
        ("http://caldav.northwind.example/", False),
        ("https://evil.example/", False),
        ("https://caldav.northwind.example.evil.example/", False),
        ("https://caldav.northwind.example:8443/", False),
        ("https://10.0.0.7/", False),
    ],
)
def test_only_hosts_of_the_same_owner_get_the_login(href: str, allowed: bool) -> None:
    strict = Access(Basic("anna", PASSWORD))
    start = place_at("https://caldav.northwind.example/", strict)
    if allowed:
        assert place_at(href, strict, after=start).scheme == "https"
    else:
        with pytest.raises(CalDavFailed):
            place_at(href, strict, after=start)


@pytest.fixture
def encrypted(site: Site, tmp_path: Path) -> Callable[[], ssl.SSLContext]:
    """The site speaks TLS for every host under harbour.example; what it returns trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "harbour.example")])
    names = [x509.DNSName("harbour.example"), x509.DNSName("*.harbour.example")]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "pem").write_bytes(pem + key.private_bytes(*kinds))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "pem")
    site.server.socket = server.wrap_socket(site.server.socket, server_side=True)

    def trust() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=pem.decode())
        return context

    return trust


def test_from_a_mail_address_only_the_host_that_wants_a_login_gets_it(
    site: Site, encrypted: Callable[[], ssl.SSLContext]
) -> None:
    wire = Wire(site.port, {})
    given: dict[str, set[str]] = {}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        host, login = handler.headers["Host"], handler.headers.get("Authorization", "")
        given.setdefault(host, set()).add(login.partition(" ")[0])
        if host == "harbour.example":
            says("<html>Pumps since 1921", content_type="text/html")(handler)
        elif not login:
            says(status=401, WWW_Authenticate='Basic realm="calendars"')(handler)
        else:
            says(ACCOUNT, 207)(handler)

    site.answer = answer
    wire.names = {"harbour.example": INSIDE, "caldav.harbour.example": INSIDE}
    found = connect("Anna@Harbour.example", access(network=Network(wire.resolve, wire, encrypted)))
    assert isinstance(found, Connected), found
    assert found.calendars[0].address == "https://caldav.harbour.example/"
    assert given == {"harbour.example": {""}, "caldav.harbour.example": {"", "Basic"}}


def test_a_certificate_of_another_host_gets_no_password(site: Site, encrypted: Callable[[], ssl.SSLContext]) -> None:
    wire = Wire(site.port, {})
    found = connect("https://calendar.example/", access(network=Network(wire.resolve, wire, encrypted)))
    assert isinstance(found, CannotReach)
    assert found.reason is Why.CERTIFICATE
    assert site.asked == []


def test_from_a_mail_address_nobody_answers_for_the_domain_is_named() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        raise OSError

    found = connect("anna@harbour.example", access(network=Network(resolve)))
    assert isinstance(found, CannotReach)
    assert (found.host, found.reason) == ("harbour.example", Why.NO_NAME)
    assert {"harbour.example", "caldav.harbour.example"} <= set(asked)


def answered(body: bytes, content_type: str = "application/xml") -> Answer:
    return Answer(place_at("https://calendar.example/", Access(None)), 207, {"content-type": content_type}, body)


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><multistatus xmlns="DAV:">&b;</multistatus>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        b"<?xml version='1.0' encoding='cp037'?>" + '<!DOCTYPE a><a/>'.encode("cp037"),
        b"<a>" * 1000 + b"</a>" * 1000,
        b"<a>" + b"<b/>" * 600_000 + b"</a>",
        b"", b"<", b"\x00", b"<a>&lol;</a>", b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
)  # fmt: skip
def test_no_entity_is_expanded_and_no_heap_of_elements_built(body: bytes) -> None:
    with pytest.raises(CalDavFailed) as failed:
        parsed(answered(body))
    assert isinstance(failed.value.trouble, CannotReach)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="<>/&;:!=\"' abDAV[]-?xmln", max_size=200).map(str.encode))
def test_any_bytes_are_a_multistatus_or_a_trouble(body: bytes) -> None:
    for whole in (body, b'<multistatus xmlns="DAV:">' + body + b"</multistatus>"):
        with suppress(CalDavFailed):
            multistatus(answered(whole))


def test_a_listing_cut_into_pieces_without_end_ends(site: Site) -> None:
    count = 0

    def more(handler: BaseHTTPRequestHandler) -> None:
        nonlocal count
        count += 1
        says(
            '<multistatus xmlns="DAV:"><response><href>/</href><status>HTTP/1.1 507 More</status></response>'
            f"<sync-token>{count}</sync-token></multistatus>",
            207,
        )(handler)

    site.answer = more
    found = changes_since(site.address, "", access())
    assert isinstance(found, CannotReach)
    assert count < 200


def test_an_entry_listed_and_not_given_keeps_the_cursor_back(site: Site) -> None:
    listed = (
        '<multistatus xmlns="DAV:"><response><href>/1.ics</href><propstat><prop><getetag>"1"</getetag></prop>'
        "<status>HTTP/1.1 200 OK</status></propstat></response><sync-token>t1</sync-token></multistatus>"
    )
    site.answer = says(listed, 207)
    assert isinstance(changes_since(site.address, "", access()), Refused)


def test_a_server_without_an_etag_in_its_answer_is_asked_for_it(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "PUT":
            says(status=201)(handler)
        else:
            says(ENTRY, ETag='"7"')(handler)

    site.answer = answer
    stored = put_entry(site.address, "1@harbour.example", ENTRY, access())
    assert stored == Stored(entry_address(site.address, "1@harbour.example"), '"7"')


@pytest.mark.parametrize(("etag", "sent"), [('"7"', '"7"'), ('W/"7"', '"7"'), ("", "*")])
def test_a_change_names_the_state_it_replaces(site: Site, etag: str, sent: str) -> None:
    conditions: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        conditions.append(handler.headers.get("If-Match", ""))
        says(status=204, ETag='"8"')(handler)

    site.answer = answer
    assert isinstance(put_entry(site.address, "1@harbour.example", ENTRY, access(), etag=etag), Stored)
    assert delete_entry(f"{site.address}1.ics", access(), etag=etag) == Deleted(was_there=True)
    assert conditions == [sent, sent]


def test_a_uid_that_stands_elsewhere_in_the_calendar_is_a_conflict(site: Site) -> None:
    site.answer = says('<error xmlns="DAV:"><no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>', 403)
    assert isinstance(put_entry(site.address, "1@harbour.example", ENTRY, access()), Conflict)


def test_the_servers_own_words_are_shown(site: Site) -> None:
    site.answer = says("Quota\r\nexceeded\x07", 507, content_type="text/plain")
    found = put_entry(site.address, "1@harbour.example", ENTRY, access())
    assert isinstance(found, Refused)
    assert 'refused (507): "Quota exceeded"' in found.message


def test_an_account_without_a_calendar_for_meetings_is_told(site: Site) -> None:
    site.answer = says(ACCOUNT.replace("VEVENT", "VTODO"), 207)
    found = connect(site.address, access())
    assert isinstance(found, NoCalendarHere)
    assert "no calendar for meetings" in found.message
    site.answer = says(ACCOUNT, 207, DAV="1, calendar-access, calendar-auto-schedule")
    account = connect(site.address, access())
    assert isinstance(account, Connected)
    assert account.schedules_itself


def test_busy_times_leave_out_what_takes_no_time() -> None:
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{}\r\nDTSTART:2026092{}T100000Z\r\nDTEND:2026092{}T110000Z\r\n"
        "{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    lines = ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@harbour.example",
             "STATUS:TENTATIVE", "SUMMARY:busy", "RRULE:FREQ=DAILY;COUNT=2"]  # fmt: skip
    files = [event.format(n, n + 2, n + 2, line).encode() for n, line in enumerate(lines)]
    found = busy_in(
        [*files, b"nonsense"],
        since=datetime(2026, 9, 20, tzinfo=UTC),
        until=datetime(2026, 10, 20, tzinfo=UTC),
        tz=ZoneInfo("Europe/Vienna"),
        ours=["Anna@harbour.example"],
    )
    assert [(busy.starts_at.day, busy.kind.value) for busy in found] == [
        (25, "BUSY-TENTATIVE"), (26, "BUSY"), (27, "BUSY"), (28, "BUSY")
    ]  # fmt: skip


def test_a_server_that_has_no_free_busy_is_asked_for_its_entries(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        first = len(site.asked) == 1
        hour = ENTRY.decode().replace("DTSTART", "DURATION:PT1H\nDTSTART")
        body = (
            '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/1.ics</href><propstat><prop>'
            f"<C:calendar-data>{hour}</C:calendar-data></prop>"
            "<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
        )
        says(status=403)(handler) if first else says(body, 207)(handler)

    site.answer = answer
    start = datetime(2026, 9, 22, tzinfo=UTC)
    found = busy_times(site.address, access(), since=start, until=start + timedelta(days=1), tz=ZoneInfo("UTC"))
    assert not isinstance(found, Trouble)
    assert (found.by_server, [busy.starts_at.hour for busy in found.busy]) == (False, [12])


def test_the_first_reading_is_not_confused_by_collections_within(site: Site) -> None:
    listed = (
        '<multistatus xmlns="DAV:"><response><href>/inner/</href><propstat><prop><getetag>"1"</getetag></prop>'
        "<status>HTTP/1.1 200 OK</status></propstat></response><sync-token>t1</sync-token></multistatus>"
    )
    site.answer = says(listed, 207)
    found = changes_since(site.address, "", access())
    assert isinstance(found, Changes)
    assert found.changed == ()
