"""Which addresses are asked for a calendar, and when: no network here."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.connectors.calendar.feed_address import Place, may_be_asked, place_of
from foothold.connectors.calendar.feed_times import next_try, refresh_interval, retry_after
from foothold.connectors.calendar.feed_troubles import FeedFailed, FeedRefused, Why

NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


def why_not(address: str, *, allow_private: bool = False) -> Why:
    with pytest.raises(FeedRefused) as raised:
        place_of(address, allow_private=allow_private)
    assert "s3cret" not in str(raised.value)
    assert "s3cret" not in repr(raised.value)
    return raised.value.why


@pytest.mark.parametrize(
    ("address", "scheme", "host", "port"),
    [
        ("https://calendar.example/s3cret.ics", "https", "calendar.example", 443),
        ("webcal://calendar.example/s3cret.ics", "https", "calendar.example", 443),
        ("http://calendar.example:8443/s3cret.ics", "http", "calendar.example", 8443),
        ("  HTTPS://Calendar.Example/s3cret.ics \n", "https", "calendar.example", 443),
        ("https://bücher.example/s3cret.ics", "https", "xn--bcher-kva.example", 443),
        ("https://93.184.216.34/s3cret.ics", "https", "93.184.216.34", 443),
        ("https://[2a00:1450::1]/s3cret.ics", "https", "2a00:1450::1", 443),
    ],
)
def test_an_address_is_taken_apart_once(address: str, scheme: str, host: str, port: int) -> None:
    place = place_of(address, allow_private=False)
    assert (place.scheme, place.host, place.port) == (scheme, host, port)
    assert "s3cret" not in repr(place)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar.example/s3cret.ics",
        "/s3cret.ics",
        "https:///s3cret.ics",
        "https:calendar.example/s3cret.ics",
        "file:///s3cret.ics",
        "ftp://calendar.example/s3cret.ics",
        "javascript:s3cret",
        "https://calendar.example./s3cret.ics",
        "https://calendar..example/s3cret.ics",
        "https://calen dar.example/s3cret.ics",
        "https://a%00b.example/s3cret.ics",
        "https://calendar.example:99999999/s3cret.ics",
        "https://calendar.example:65536/s3cret.ics",
        "https://calendar.example:0/s3cret.ics",
        "https://calendar.example:port/s3cret.ics",
        "https://" + "a" * 64 + ".example/s3cret.ics",
        "https://" + "a.b" * 100 + "/s3cret.ics",
        "https://calendar.example/s3cret" + "x" * 5000,
        "https://calendar.example/s3cret\x00.ics",
        "https://calendar.example/s3cret\r\nHost: other",
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(address: str) -> None:
    assert why_not(address) is Why.ADDRESS


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.1.",
                                  "１２７.0.0.1", "127.0.0.256", "1.2.3.4.5", "0x", "[::ffff:7f00:1%251]", "[fe80::1%25eth0]"])  # fmt: skip
@pytest.mark.parametrize("allow_private", [False, True])
def test_an_ip_address_is_spelled_in_one_way_only(host: str, allow_private: bool) -> None:
    assert why_not(f"http://{host}/s3cret.ics", allow_private=allow_private) is Why.ADDRESS


@pytest.mark.parametrize("address", ["https://anna:s3cret@calendar.example/", "https://s3cret@calendar.example/",
                                     "http://calendar.example\\@127.0.0.1/s3cret", "http://calendar.example:80@127.0.0.1/s3cret"])  # fmt: skip
def test_a_user_name_in_the_address_is_refused(address: str) -> None:
    assert why_not(address) is Why.CREDENTIALS


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_unusual_ports_are_for_a_firms_own_servers(port: int) -> None:
    address = f"http://calendar.example:{port}/s3cret.ics"
    assert why_not(address) is Why.PORT
    assert place_of(address, allow_private=True).port == port


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
     "100.127.255.254", "::1", "fd12:3456::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1"],
)  # fmt: skip
def test_a_private_address_is_asked_only_where_allowed(address: str) -> None:
    assert not may_be_asked(address)
    assert may_be_asked(address, allow_private=True)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.192", "192.0.2.1", "198.51.100.1", "203.0.113.1",  # noqa: S104
     "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "100.100.100.200", "168.63.129.16", "::", "fe80::1",
     "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2002:7f00:1::",
     "2002:a00:1::1", "::7f00:1", "::ffff:0:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::169.254.169.254",
     "64:ff9b:1::1", "100::1", "3fff::1", "fd00:ec2::254", "", "calendar.example", "127.1"],
)  # fmt: skip
def test_a_reserved_address_is_never_asked(address: str) -> None:
    assert not may_be_asked(address)
    assert not may_be_asked(address, allow_private=True)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "2620:0:860::1", "64:ff9b::93.184.216.34"]
)
def test_a_public_address_is_asked(address: str) -> None:
    assert may_be_asked(address)


@given(st.ip_addresses())
def test_what_python_does_not_call_global_is_not_asked(ip: IPv4Address | IPv6Address) -> None:
    if may_be_asked(str(ip)) and not str(ip).startswith(("::ffff:", "64:ff9b:")):
        assert ip.is_global
        odd = (ip.is_multicast, ip.is_reserved, ip.is_link_local, ip.is_loopback, ip.is_unspecified)
        assert not any(odd)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_one_is_judged_as_itself(ip: IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert may_be_asked(str(ip_address(prefix + str(ip)))) is may_be_asked(str(ip))


@given(st.text() | st.from_regex(r"(https?|webcal)://[\w@:.%\[\]-]{0,30}/.{0,10}"), st.booleans())
def test_any_text_is_an_address_or_refused(address: str, allow_private: bool) -> None:
    try:
        place = place_of(address, allow_private=allow_private)
    except FeedRefused:
        return
    assert isinstance(place, Place)
    assert place.scheme in {"http", "https"}


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_is_one_line_that_says_what_is_safe_and_what_to_do(why: Why) -> None:
    line = str(FeedFailed(why, "calendar.example", status=503, limit=100_000_000))
    assert "{" not in line
    assert "\n" not in line
    assert len(line) < 250
    assert line.count(". ") >= 1
    assert line.endswith(".")


def test_what_works_is_asked_again_in_an_hour_unless_it_says_otherwise() -> None:
    def wait(said: timedelta | None) -> timedelta:
        return next_try(0, NOW, refresh_after=said) - NOW

    for said, asked in [(None, 60), (timedelta(hours=6), 360), (timedelta(minutes=1), 15), (timedelta(days=9), 1440)]:
        assert timedelta(minutes=asked) <= wait(said) <= timedelta(minutes=asked) * 1.1


def test_every_failure_doubles_the_wait_up_to_a_day() -> None:
    minutes = [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    for failures, least in enumerate(minutes, start=1):
        assert timedelta(minutes=least) <= next_try(failures, NOW) - NOW <= timedelta(minutes=least) * 1.1
    assert next_try(10**6, NOW) - NOW <= timedelta(hours=24) * 1.1


def test_a_wait_the_server_asks_for_is_kept_up_to_a_day() -> None:
    assert next_try(1, NOW, retry_after=timedelta(hours=3)) - NOW >= timedelta(hours=3)
    assert next_try(1, NOW, retry_after=timedelta(days=300)) - NOW <= timedelta(hours=24) * 1.1
    assert next_try(3, NOW, retry_after=timedelta(0)) - NOW >= timedelta(hours=1)


def test_the_spread_is_the_same_each_time_and_another_for_another_subscription() -> None:
    moments = {next_try(2, NOW, spread_by=str(number)) for number in range(50)}
    assert len(moments) > 40
    assert next_try(2, NOW, spread_by="7") == next_try(2, NOW, spread_by="7")


@pytest.mark.parametrize(("failures", "now"), [(-1, NOW), (0, NOW.replace(tzinfo=None))])
def test_no_next_try_from_a_naive_moment_or_less_than_no_failures(failures: int, now: datetime) -> None:
    with pytest.raises(ValueError, match="next_try"):
        next_try(failures, now)


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ("REFRESH-INTERVAL;VALUE=DURATION:PT12H", 12),
        ("X-PUBLISHED-TTL:P1D", 24),
        ("X-PUBLISHED-TTL:PT1H\r\nREFRESH-INTERVAL;VALUE=DURATION:P1W", 168),
        ("REFRESH-INTERVAL;VALUE=DURA\r\n TION:PT\r\n\t30M", 0.5),
        ("refresh-interval:pt90m", 1.5),
        ("REFRESH-INTERVAL:PT0S", None),
        ("REFRESH-INTERVAL:-PT1H", None),
        ("REFRESH-INTERVAL:soon", None),
        ("REFRESH-INTERVAL:PT99999999999H", None),
        ("BEGIN:VEVENT\r\nX-PUBLISHED-TTL:PT5H\r\nEND:VEVENT", None),
    ],
)
def test_the_calendar_says_how_often_it_wants_to_be_asked(lines: str, hours: float | None) -> None:
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{lines}\r\nEND:VCALENDAR\r\n".encode()
    assert refresh_interval(data) == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("header", "hours"),
    [
        ("private, max-age=10800", 3),
        ("max-age=60", None),
        ("no-cache, no-store, max-age=0", None),
        ("s-maxage=9000", None),
        ("max-age=x", None),
    ],
)
def test_a_cache_only_lengthens_the_hour(header: str, hours: float | None) -> None:
    wait = None if hours is None else timedelta(hours=hours)
    assert refresh_interval(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", header) == wait


@pytest.mark.parametrize(
    ("header", "minutes"),
    [
        ("120", 2),
        ("Tue, 22 Sep 2026 13:30:00 GMT", 90),
        ("Tue, 22 Sep 2026 13:30:00 -0000", 90),
        ("Mon, 21 Sep 2026 13:30:00 GMT", 0),
        ("999999999", 1440),
        ("9" * 5000, None),
        ("-5", None),
        ("later", None),
        ("", None),
        ("Tue, 99 Sep 99999 25:61:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str, minutes: int | None) -> None:
    assert retry_after(header, NOW) == (None if minutes is None else timedelta(minutes=minutes))
