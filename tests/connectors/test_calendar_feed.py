"""A calendar at a secret address: a real server on this machine answers, only names and routes are faked."""

import gzip
import logging
import socket
import ssl
import threading
import time
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from foothold.connectors.calendar.feed import (
    FeedFailed,
    FeedRefused,
    Fetched,
    Network,
    Unchanged,
    fetch_calendar,
)
from foothold.connectors.calendar.feed_body import LARGEST_BYTES
from foothold.connectors.calendar.feed_troubles import Why
from foothold.connectors.look_up import look_up

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Harbour//EN\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n"
    b"BEGIN:VEVENT\r\nUID:1@harbour.example\r\nDTSTART:20260922T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
HEAD, END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
ETAG = '"v7"'
MODIFIED = "Tue, 22 Sep 2026 11:00:00 GMT"
SECRET = "private-8f3a61"
ADDRESS = f"http://calendar.example/ical/{SECRET}.ics?key={SECRET}"
PUBLIC, OTHER_PUBLIC, INSIDE, METADATA = "93.184.216.34", "198.35.26.96", "10.0.0.7", "169.254.169.254"

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server, what it will answer, and what it was asked."""

    server: ThreadingHTTPServer
    answer: Answer
    stop: threading.Event = field(default_factory=threading.Event)
    asked: list[BaseHTTPRequestHandler] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])


@dataclass
class Wire(httpcore.NetworkBackend):
    """Every address leads to the site of this test; `reached` is who was asked for. Names as `names` say."""

    port: int
    names: dict[str, list[list[str]]]
    reached: list[str] = field(default_factory=list)
    unreachable: frozenset[str] = frozenset()

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        answers = self.names.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect_tcp(  # type: ignore[no-untyped-def]
        self, host, port, timeout=None, local_address=None, socket_options=None
    ):
        self.reached.append(host)
        if host in self.unreachable:
            raise httpcore.ConnectError("unreachable")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=timeout, socket_options=())


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on a free port of this machine; `site.answer` decides."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self)
            with suppress(OSError):
                found.answer(self)

        def log_message(self, format: str, *arguments: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    found = Site(server, says(CALENDAR))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def wire(site: Site) -> Wire:
    return Wire(site.port, {})


def says(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    """An ordinary answer; underscores of header names are hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def streams(pieces: Callable[[], Iterator[bytes]], **headers: str) -> Answer:
    """An answer that does not say how long it is and ends by hanging up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for piece in pieces():
            handler.wfile.write(piece)

    return answer


def in_turn(*answers: Answer) -> Answer:
    left = list(answers)
    return lambda handler: left.pop(0)(handler)


def fetch(wire: Wire, address: str = ADDRESS, **options: object) -> Fetched | Unchanged:
    return fetch_calendar(address, network=Network(resolve=wire.resolve, backend=wire), **options)  # type: ignore[arg-type]


def refused(wire: Wire, address: str = ADDRESS, **options: object) -> Why:
    with pytest.raises(FeedRefused) as raised:
        fetch(wire, address, **options)
    assert_names_no_secret(raised.value)
    return raised.value.why


def failed(wire: Wire, address: str = ADDRESS, **options: object) -> FeedFailed:
    with pytest.raises(FeedFailed) as raised:
        fetch(wire, address, **options)
    assert_names_no_secret(raised.value)
    return raised.value


def assert_names_no_secret(trouble: BaseException) -> None:
    told = f"{trouble}{trouble!r}" + "".join(traceback.format_exception(trouble))
    earlier: BaseException | None = trouble
    while earlier is not None:
        told += f"{earlier!r}{earlier.args}"
        earlier = earlier.__context__
    assert SECRET not in told
    assert "\n" not in str(trouble)


def test_a_calendar_comes_whole_with_what_the_next_fetch_needs(site: Site, wire: Wire) -> None:
    site.answer = says(CALENDAR, ETag=ETAG, Last_Modified=MODIFIED)
    assert fetch(wire) == Fetched(CALENDAR, ETAG, MODIFIED, timedelta(hours=4))
    [asked] = site.asked
    assert asked.path == f"/ical/{SECRET}.ics?key={SECRET}"
    assert asked.headers["Host"] == "calendar.example"
    assert asked.headers["If-None-Match"] is None


def test_an_answer_shows_neither_calendar_nor_key_when_printed(site: Site, wire: Wire) -> None:
    site.answer = says(CALENDAR, ETag=f'"{SECRET}"')
    assert SECRET not in repr(fetch(wire))
    assert "VCALENDAR" not in repr(fetch(wire))


def test_an_unchanged_calendar_is_not_sent_again(site: Site, wire: Wire) -> None:
    site.answer = says(status=304, Cache_Control="private, max-age=7200")
    assert fetch(wire, etag=ETAG, last_modified=MODIFIED) == Unchanged(timedelta(hours=2))
    assert site.asked[0].headers["If-None-Match"] == ETAG
    assert site.asked[0].headers["If-Modified-Since"] == MODIFIED


def test_unchanged_without_having_been_asked_so_is_the_servers_trouble(site: Site, wire: Wire) -> None:
    site.answer = says(status=304)
    assert failed(wire).why is Why.TROUBLE


def test_a_stored_etag_cannot_smuggle_in_a_header(site: Site, wire: Wire) -> None:
    fetch(wire, etag='"x"\r\nCookie: a=b')
    assert site.asked[0].headers["Cookie"] is None
    assert site.asked[0].headers["If-None-Match"] is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_to_its_own_host(site: Site, wire: Wire, status: int) -> None:
    wire.names["feeds.example"] = [[OTHER_PUBLIC]]
    site.answer = in_turn(says(status=status, Location="http://feeds.example/b.ics", Set_Cookie="a=b"), says(CALENDAR))
    assert isinstance(fetch(wire), Fetched)
    assert wire.reached == [PUBLIC, OTHER_PUBLIC]
    assert [asked.headers["Host"] for asked in site.asked] == ["calendar.example", "feeds.example"]
    assert site.asked[1].headers["Cookie"] is None


def test_a_relative_redirect_stays_on_the_host(site: Site, wire: Wire) -> None:
    site.answer = in_turn(says(status=302, Location="/b.ics"), says(CALENDAR))
    fetch(wire)
    assert [asked.path for asked in site.asked][1] == "/b.ics"


def test_three_redirects_are_followed_and_a_fourth_is_not(site: Site, wire: Wire) -> None:
    on = says(status=302, Location=f"/{SECRET}/again.ics")
    site.answer = in_turn(on, on, on, says(CALENDAR))
    assert isinstance(fetch(wire), Fetched)
    site.answer = on
    assert refused(wire) is Why.REDIRECTS
    assert len(site.asked) == 8


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/x",
        "http://[::1]/x",
        f"http://{METADATA}/latest/meta-data/",
        "http://inside.example/x",
        "//10.0.0.7/x",
    ],
)
def test_a_redirect_into_a_private_network_is_refused_and_nothing_is_sent_there(
    site: Site, wire: Wire, inside: str
) -> None:
    wire.names |= {host: [[host]] for host in ("127.0.0.1", "::1", METADATA, INSIDE)}
    wire.names["inside.example"] = [[INSIDE]]
    site.answer = says(status=302, Location=inside)
    assert refused(wire) is Why.PRIVATE
    assert wire.reached == [PUBLIC]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://feeds.example/x", "gopher://feeds.example:70/x", "http://2130706433/"]
)
def test_a_redirect_is_as_narrow_as_the_address(site: Site, wire: Wire, location: str) -> None:
    site.answer = says(status=302, Location=location)
    assert refused(wire) is Why.ADDRESS
    assert len(site.asked) == 1


def test_a_redirect_to_nowhere_is_the_servers_trouble(site: Site, wire: Wire) -> None:
    site.answer = says(status=302)
    assert failed(wire).why is Why.TROUBLE


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site, wire: Wire) -> None:
    wire.names["calendar.example"] = [[PUBLIC], ["127.0.0.1"]]  # rebound right after the check
    assert isinstance(fetch(wire), Fetched)
    assert wire.reached == [PUBLIC]


def test_a_name_that_is_rebound_between_two_hops_is_checked_anew(site: Site, wire: Wire) -> None:
    wire.names["calendar.example"] = [[PUBLIC], ["127.0.0.1"]]
    site.answer = says(status=302, Location="/b.ics")
    assert refused(wire) is Why.PRIVATE
    assert wire.reached == [PUBLIC]


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site, wire: Wire) -> None:
    wire.names["calendar.example"] = [[PUBLIC, INSIDE]]
    assert refused(wire) is Why.PRIVATE
    assert wire.reached == []


def test_a_second_address_is_tried_where_the_first_is_unreachable(site: Site, wire: Wire) -> None:
    wire.names["calendar.example"] = [["2a00:1450::1", PUBLIC]]
    wire.unreachable = frozenset({"2a00:1450::1"})
    assert isinstance(fetch(wire), Fetched)
    assert wire.reached == ["2a00:1450::1", PUBLIC]


def test_this_machine_is_asked_only_when_private_networks_are_allowed(site: Site) -> None:
    address = f"http://localhost:{site.port}/{SECRET}.ics"
    assert isinstance(fetch_calendar(address, allow_private=True), Fetched)
    with pytest.raises(FeedRefused) as raised:
        fetch_calendar(address)
    assert raised.value.why is Why.PORT
    with pytest.raises(FeedRefused) as raised:
        fetch_calendar(f"http://localhost/{SECRET}.ics")
    assert raised.value.why is Why.PRIVATE
    assert len(site.asked) == 1


def test_a_proxy_of_the_environment_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(fetch_calendar(f"http://127.0.0.1:{site.port}/", allow_private=True), Fetched)


def test_a_server_that_drips_its_body_is_left_in_time(site: Site, wire: Wire) -> None:
    def drops() -> Iterator[bytes]:
        yield HEAD
        while not site.stop.wait(0.02):
            yield b"X"

    site.answer = streams(drops)
    began = time.monotonic()
    assert failed(wire, within=timedelta(seconds=0.6)).why is Why.TOO_SLOW
    assert 0.5 < time.monotonic() - began < 20


def test_a_server_that_drips_its_headers_is_left_in_time(site: Site, wire: Wire) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not site.stop.wait(0.02):
            handler.wfile.write(b"x")

    site.answer = answer
    began = time.monotonic()
    assert failed(wire, within=timedelta(seconds=0.6)).why is Why.TOO_SLOW
    assert 0.5 < time.monotonic() - began < 20


def test_a_server_that_drips_its_handshake_is_left_in_time(wire: Wire) -> None:
    def drip() -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # a ServerHello that takes its time
            for _ in range(250):
                connection.sendall(b"\x03")
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire.port = listening.getsockname()[1]
        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        assert failed(wire, ADDRESS.replace("http:", "https:"), within=timedelta(seconds=0.6)).why is Why.TOO_SLOW
        assert 0.5 < time.monotonic() - began < 20
        thread.join()


def test_redirects_share_one_deadline(site: Site, wire: Wire) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        site.stop.wait(0.3)
        says(status=302, Location="/again.ics")(handler)

    site.answer = slowly
    assert failed(wire, within=timedelta(seconds=0.5)).why is Why.TOO_SLOW
    assert len(site.asked) == 2


def test_a_name_that_is_never_answered_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(5) and [])
    began = time.monotonic()
    with pytest.raises(FeedFailed) as raised:
        fetch_calendar(ADDRESS, within=timedelta(seconds=0.3))
    answered.set()
    assert raised.value.why is Why.TOO_SLOW
    assert time.monotonic() - began < 20


def test_a_name_nobody_has_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FeedFailed) as raised:
        fetch_calendar(ADDRESS)
    assert raised.value.why is Why.NO_NAME
    assert "calendar.example" in str(raised.value)


def test_names_are_looked_up_by_the_system() -> None:
    assert set(look_up("localhost", 80, 5)) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("status", [500, 502, 503, 408])
def test_a_servers_own_trouble_is_tried_again(site: Site, wire: Wire, status: int) -> None:
    site.answer = says(b"sorry", status, Retry_After="120")
    trouble = failed(wire)
    assert (trouble.why, trouble.status, trouble.retry_after) == (Why.TROUBLE, status, timedelta(minutes=2))


def test_a_busy_server_says_how_long_to_wait(site: Site, wire: Wire) -> None:
    moment = datetime.now(UTC) + timedelta(hours=2)
    site.answer = says(status=429, Retry_After=moment.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    trouble = failed(wire)
    assert trouble.why is Why.BUSY
    assert trouble.retry_after is not None
    assert timedelta(minutes=119) < trouble.retry_after <= timedelta(hours=2)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, Why.LOGIN),
        (403, Why.LOGIN),
        (404, Why.GONE),
        (410, Why.GONE),
        (400, Why.DECLINED),
        (204, Why.NOT_A_CALENDAR),
    ],
)
def test_what_only_a_person_can_change_is_refused(site: Site, wire: Wire, status: int, why: Why) -> None:
    site.answer = says(b"", status)
    assert refused(wire) is why


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><form action=/login>" + b" " * 9000, b"", b"\x1f\x8b\x08", b"BEGIN:VCARD\nEND:VCARD"]
)
def test_a_page_or_anything_else_is_no_calendar(site: Site, wire: Wire, body: bytes) -> None:
    site.answer = says(body, Content_Type="text/calendar")
    assert refused(wire) is Why.NOT_A_CALENDAR


def test_a_login_page_is_left_at_its_first_bytes(site: Site, wire: Wire) -> None:
    sent = []

    def pages() -> Iterator[bytes]:
        for number in range(4000):
            sent.append(number)
            yield b"<html>" + b" " * 16_000

    site.answer = streams(pages)
    assert refused(wire) is Why.NOT_A_CALENDAR
    site.stop.wait(0.2)
    assert len(sent) < 4000


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + CALENDAR, b"\r\n" + CALENDAR.lower(), CALENDAR.decode().encode("utf-16"), CALENDAR.strip()],
)
def test_a_calendar_is_told_in_any_of_its_spellings(site: Site, wire: Wire, data: bytes) -> None:
    site.answer = says(data)
    answer = fetch(wire)
    assert isinstance(answer, Fetched)
    assert answer.data == data


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_a_calendar_that_ends_half_way_is_not_taken_for_one(site: Site, wire: Wire, packing: str) -> None:
    half = CALENDAR[:-20]
    body = gzip.compress(CALENDAR, mtime=0)[:-12] if packing else half
    site.answer = streams(lambda: iter([body]), Content_Encoding=packing or "identity")
    assert failed(wire).why is Why.CUT_SHORT


def test_a_server_that_hangs_up_before_the_length_it_named_is_tried_again(site: Site, wire: Wire) -> None:
    site.answer = streams(lambda: iter([CALENDAR]), Content_Length=str(len(CALENDAR) + 10))
    assert failed(wire).why is Why.NO_ANSWER


def test_a_packed_calendar_is_unpacked(site: Site, wire: Wire) -> None:
    long = HEAD + b"".join(b"X-NUMBER:%d\r\n" % number for number in range(200_000)) + END
    site.answer = says(gzip.compress(long, mtime=0), Content_Encoding="gzip")
    answer = fetch(wire)
    assert isinstance(answer, Fetched)
    assert answer.data == long
    assert site.asked[0].headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (CALENDAR, "gzip"),
        (CALENDAR, "br"),
        (gzip.compress(gzip.compress(CALENDAR, mtime=0), mtime=0), "gzip, gzip"),
        (gzip.compress(HEAD, mtime=0) + gzip.compress(END, mtime=0), "gzip"),
    ],
)
def test_packing_we_did_not_ask_for_is_not_guessed_at(site: Site, wire: Wire, body: bytes, packing: str) -> None:
    site.answer = says(body, Content_Encoding=packing)
    assert failed(wire).why is Why.UNPACKING


def test_a_gzip_bomb_is_left_while_it_unpacks(site: Site, wire: Wire) -> None:
    bomb = gzip.compress(HEAD + b" " * 60_000_000, compresslevel=1)
    assert len(bomb) < 400_000
    site.answer = says(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    why = refused(wire, largest=2_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert why is Why.TOO_LARGE
    assert peak < 8_000_000


def test_more_than_100_mb_is_refused_while_it_comes(site: Site, wire: Wire) -> None:
    piece = b"X" * 1_000_000
    site.answer = streams(lambda: iter([HEAD, *[piece] * 120]))
    assert LARGEST_BYTES == 100_000_000
    assert refused(wire) is Why.TOO_LARGE


def test_an_announced_length_over_the_limit_is_not_even_begun(site: Site, wire: Wire) -> None:
    site.answer = streams(lambda: iter([HEAD]), Content_Length="99999999999999")
    assert refused(wire) is Why.TOO_LARGE


def test_a_calendar_of_exactly_the_limit_is_read(site: Site, wire: Wire) -> None:
    site.answer = says(CALENDAR)
    assert isinstance(fetch(wire, largest=len(CALENDAR)), Fetched)
    assert refused(wire, largest=len(CALENDAR) - 1) is Why.TOO_LARGE


def test_the_secret_stands_in_no_log_however_much_is_logged(
    site: Site, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "httpx", "httpcore", "httpcore.connection", "httpcore.http11"):
        caplog.set_level(logging.DEBUG, logger=name or None)
    site.answer = in_turn(says(status=302, Location=f"/{SECRET}/b.ics"), says(CALENDAR), says(status=500))
    fetch(wire)
    failed(wire)
    assert SECRET not in caplog.text


@dataclass
class Certified:
    """A certificate for one name, and who trusts it."""

    server: ssl.SSLContext
    trust: Callable[[], ssl.SSLContext]


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    path: Path = tmp_path_factory.mktemp("tls") / "calendar.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "calendar.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("calendar.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem + private)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)

    def trust() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=pem.decode("ascii"))
        return context

    return Certified(server, trust)


@pytest.mark.parametrize("scheme", ["https", "webcal"])
def test_tls_is_spoken_with_the_name_to_the_checked_address(
    site: Site, wire: Wire, certified: Certified, scheme: str
) -> None:
    asked_for: list[str] = []
    certified.server.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    site.server.socket = certified.server.wrap_socket(site.server.socket, server_side=True)
    network = Network(resolve=wire.resolve, backend=wire, tls=certified.trust)
    assert isinstance(fetch_calendar(f"{scheme}://calendar.example/{SECRET}.ics", network=network), Fetched)
    assert asked_for == ["calendar.example"]
    assert wire.reached == [PUBLIC]


def test_a_certificate_of_somebody_else_gets_no_request(site: Site, wire: Wire, certified: Certified) -> None:
    site.server.socket = certified.server.wrap_socket(site.server.socket, server_side=True)
    network = Network(resolve=wire.resolve, backend=wire, tls=certified.trust)
    with pytest.raises(FeedFailed) as raised:
        fetch_calendar(f"https://other.example/{SECRET}.ics", network=network)
    assert raised.value.why is Why.CERTIFICATE
    assert failed(wire, f"https://calendar.example/{SECRET}.ics").why is Why.CERTIFICATE  # an unknown authority
    assert site.asked == []


def test_https_is_not_left_for_http(site: Site, wire: Wire, certified: Certified) -> None:
    site.server.socket = certified.server.wrap_socket(site.server.socket, server_side=True)
    site.answer = says(status=302, Location="http://calendar.example/b.ics")
    network = Network(resolve=wire.resolve, backend=wire, tls=certified.trust)
    with pytest.raises(FeedRefused) as raised:
        fetch_calendar(f"https://calendar.example/{SECRET}.ics", network=network)
    assert raised.value.why is Why.UNENCRYPTED
    assert wire.reached == [PUBLIC]
