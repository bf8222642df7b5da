"""A reachable site: its names, its cookies, its login, and what strangers get to see of it."""

import base64
import hmac
import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from foothold.actions.expire_sessions import expire_sessions
from foothold.actions.open_workspace import LIVES, OWNER_ADDRESS, Purpose, link_is_open, make_entry_link
from foothold.cli.serve import _where_words_go
from foothold.records import reach
from foothold.records.models import EntryLink, User
from reachable_visitors import HOST, PASSWORD, visitor

PUBLIC = "https://foothold.firm.example"
Settings = Callable[..., dict[str, Any]]
Reach = Callable[..., None]


@pytest.fixture
def inside(reachable: str, seat: Any, person: User) -> Client:
    """His browser, logged in with the password."""
    browser = visitor()
    assert browser.post("/login", {"login": person.address, "password": PASSWORD}).status_code == 302
    return browser


# --- settings by mode ---------------------------------------------------------------------------------------


def test_personal_mode_answers_loopback_alone_and_knows_no_public_address(settings_of: Settings) -> None:
    found = settings_of()
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert (found["PUBLIC_URL"], found["CSRF_TRUSTED_ORIGINS"], found["LOGIN_URL"]) == (None, [], "enter_help")
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"].startswith("foothold_session")


def test_a_public_address_is_the_only_name_beside_loopback(settings_of: Settings) -> None:
    found = settings_of(FOOTHOLD_PUBLIC=PUBLIC + "/", FOOTHOLD_HOSTS="other.firm.example")
    assert found["ALLOWED_HOSTS"] == [HOST, "127.0.0.1", "localhost", "[::1]"]
    assert found["CSRF_TRUSTED_ORIGINS"] == [PUBLIC]
    assert found["PUBLIC_URL"] == PUBLIC


def test_cookies_of_a_public_site_are_bound_to_its_host_and_to_https(settings_of: Settings) -> None:
    found = settings_of(FOOTHOLD_PUBLIC=PUBLIC)
    for kind in ("SESSION", "CSRF"):
        assert found[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{kind}_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True


def test_a_proxys_headers_are_believed_only_when_said_so(settings_of: Settings) -> None:
    assert settings_of(FOOTHOLD_PUBLIC=PUBLIC)["SECURE_PROXY_SSL_HEADER"] is None
    assert settings_of(FOOTHOLD_PUBLIC=PUBLIC)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    trusting = settings_of(FOOTHOLD_PUBLIC=PUBLIC, FOOTHOLD_TRUST_PROXY="1")
    assert trusting["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert trusting["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings_of(FOOTHOLD_TRUST_PROXY="1")["SECURE_PROXY_SSL_HEADER"] is None, (
        "there is no proxy in personal mode"
    )


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("http://foothold.firm.example", "https://"),
        ("http://localhost:8000", "https://"),
        ("foothold.firm.example", "no address"),
        ("https://", "no address"),
        ("https://foothold.firm.example/app", "no path"),
        ("https://anna@foothold.firm.example", "no path"),
        ("https://foothold.firm.example:99999", "no address"),
    ],
)
def test_an_address_that_cannot_be_public_is_refused_with_a_word(settings_of: Settings, given: str, word: str) -> None:
    with pytest.raises(SystemExit) as refused:
        settings_of(FOOTHOLD_PUBLIC=given)
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


def test_plain_http_is_for_tests_on_loopback_alone(settings_of: Settings) -> None:
    switch = {"FOOTHOLD_PUBLIC_FOR_TESTS": "1"}
    found = settings_of(FOOTHOLD_PUBLIC="http://localhost:8000", **switch)
    assert (found["SESSION_COOKIE_SECURE"], found["STRICT_TRANSPORT_FOR"]) == (False, 0)
    with pytest.raises(SystemExit):
        settings_of(FOOTHOLD_PUBLIC="http://foothold.firm.example", **switch)


# --- hosts and headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [HOST, f"{HOST}:443", HOST.upper()])
def test_the_public_name_is_answered(reachable: str, db: None, host: str) -> None:
    assert Client(HTTP_HOST=host).get("/login").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}:8443", "127.0.0.1:8000", "localhost"])
def test_no_other_name_opens_a_page(reachable: str, db: None, host: str) -> None:
    assert Client(HTTP_HOST=host).get("/login").status_code == 400


def test_loopback_may_ask_whether_the_site_is_alive(reachable: str, db: None) -> None:
    assert Client(HTTP_HOST="127.0.0.1:8000").get("/alive").content == b"foothold"


def test_browsers_are_told_to_come_by_https_only(reachable: str, db: None) -> None:
    assert visitor().get("/login").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_personal_mode_binds_no_browser_to_https(db: None) -> None:
    assert "Strict-Transport-Security" not in Client().get("/enter").headers


@pytest.mark.parametrize("proto", [None, "http", "https"])
def test_nothing_turns_in_circles_whatever_the_proxy_says(make_reachable: Reach, db: None, proto: str | None) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    said = {"HTTP_X_FORWARDED_PROTO": proto} if proto else {}
    answer = visitor(**said).get("/", follow=True)
    assert (answer.status_code, [where for where, _ in answer.redirect_chain]) == (200, ["/login"])


# --- strangers ----------------------------------------------------------------------------------------------

DOORS = {"join", "openid_connect_login", "openid_connect_callback",
    "account_login", "mfa_login_webauthn", "mfa_authenticate", "start_over", "paired", "enter", "enter_help", "alive",
    "openapi-json", "guest", "guest_stored", "guest_calendar", "note_off",
}  # fmt: skip


def routes(resolver: Any = None, prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            found += routes(entry, route)
        else:
            name = "00000000-0000-4000-8000-000000000000"
            address = re.sub(r"<uuid:\w+>", name, route).replace("<int:pk>", "1").replace("<str:token>", "guess")
            address = (
                address.replace("<slug:provider_id>", "firm")
                .replace("<slug:name>", "weeks")
                .replace("<slug:which>", "left")
                .replace("<str:kind>", "csv")
            )
            found.append((entry.name or route, "/" + address))
    return found


@pytest.mark.parametrize(("name", "address"), routes(), ids=[name for name, _ in routes()])
def test_a_stranger_sees_the_login_and_nothing_else(reachable: str, seat: Any, name: str, address: str) -> None:
    for answer in (visitor().get(address), visitor().post(address)):
        if name in DOORS:
            assert answer.status_code in {200, 302, 404, 405, 410}, answer.status_code
            assert seat.user.name not in answer.content.decode()
        elif address.startswith("/api/"):
            assert answer.status_code in {401, 404, 405}
        elif answer.status_code == 401:
            assert b"Your login has ended." in answer.content
        else:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/login")


def test_the_login_leads_on_to_the_page_that_was_asked_for(reachable: str, person: User) -> None:
    browser = visitor()
    sent = browser.get("/accounts/no-next-date?page=2")
    assert sent.headers["Location"] == "/login?next=/accounts/no-next-date%3Fpage%3D2"
    page = browser.get(sent.headers["Location"]).content.decode()
    assert 'name="next" value="/accounts/no-next-date?page=2"' in page
    answer = browser.post(
        "/login", {"login": person.address, "password": PASSWORD, "next": "/accounts/no-next-date?page=2"}
    )
    assert answer.headers["Location"] == "/accounts/no-next-date?page=2"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_login_leads_to_no_other_site(reachable: str, person: User, elsewhere: str) -> None:
    answer = visitor().post("/login", {"login": person.address, "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_personal_mode_has_no_login(seat: Any, browser_of: Any) -> None:
    assert Client().get("/login").headers["Location"] == "/enter"
    for address in ("/account", "/account/first", "/account/logged-in"):
        assert browser_of(seat).get(address).status_code == 404
    assert browser_of(seat).post("/account/pair").status_code == 404


# --- login --------------------------------------------------------------------------------------------------


def test_the_password_opens_and_the_session_is_a_new_one(reachable: str, person: User) -> None:
    browser = visitor()
    browser.get("/login")
    before = browser.session
    before["x"] = 1
    before.save()
    answer = browser.post("/login", {"login": "ANNA@firm.example", "password": PASSWORD})
    cookie = answer.cookies["__Host-foothold_session"]
    assert cookie.value != before.session_key
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert browser.get("/", follow=True).status_code == 200


@pytest.mark.parametrize("address", ["anna@firm.example", "nobody@firm.example", OWNER_ADDRESS])
def test_a_wrong_login_never_says_whether_the_address_is_known(reachable: str, person: User, address: str) -> None:
    page = visitor().post("/login", {"login": address, "password": "wrong"}).content.decode()
    assert "This address and this password do not belong together." in page


def test_a_stranger_does_not_become_the_first_admin_while_nobody_can_log_in(reachable: str, seat: Any) -> None:
    stranger = visitor()
    said = {"address": "eve@elsewhere.example", "name": "Eve", "password": PASSWORD}
    assert stranger.get("/account/first")["Location"].startswith("/login")
    assert stranger.post("/account/first", said)["Location"] == "/login"
    assert stranger.get(f"/enter/{'x' * 43}").status_code in {404, 410}
    seat.user.refresh_from_db()
    assert seat.user.address != said["address"]
    assert not seat.user.check_password(PASSWORD)


def test_a_public_site_does_not_say_that_everything_stays_on_this_machine(db: None) -> None:
    assert _where_words_go(None) == "Everything stays on this machine."
    public = _where_words_go(PUBLIC)
    assert "Everything stays" not in public
    assert PUBLIC in public


def test_one_place_cannot_fill_the_table_of_sessions(reachable: str, db: None) -> None:
    browser = [visitor(HTTP_ACCEPT="application/json") for _ in range(31)]
    answers = [one.get("/login/passkey").status_code for one in browser]
    assert (answers[29], answers[30]) == (200, 429)
    assert Session.objects.count() == 30


def test_sessions_and_links_that_are_over_are_removed(db: None, seat: Any, browser_of: Any) -> None:
    now = timezone.now()
    browser_of(seat)
    make_entry_link(seat.user, now=now)
    assert expire_sessions(now=now) == 0
    assert expire_sessions(now=now + timedelta(days=400)) == 2


@pytest.mark.parametrize("address", ["/signup", "/accounts/signup/", "/login/signup", "/account/signup"])
def test_nobody_signs_up(reachable: str, db: None, address: str) -> None:
    assert visitor().get(address).status_code == 404


@pytest.mark.parametrize("page", ["/after", "/today"])
def test_on_a_server_nobody_is_told_that_what_he_drops_stays_on_his_machine(inside: Client, page: str) -> None:
    words = inside.get(page).content.decode()
    assert "this machine" not in words
    assert "It goes to this site's own server, and nowhere else." in unescape(words)


def test_who_logs_out_is_out(inside: Client) -> None:
    assert inside.post("/leave").headers["Location"] == "/login"
    assert inside.get("/today").headers["Location"] == "/login?next=/today"


def test_another_password_needs_the_present_one_and_ends_other_sessions(inside: Client, person: User) -> None:
    other = visitor()
    other.post("/login", {"login": person.address, "password": PASSWORD})
    new = {"password1": "seven slow green valves", "password2": "seven slow green valves"}
    refused = inside.post("/account/password", {"oldpassword": "wrong", **new})
    assert "That is not your present password." in refused.content.decode()
    assert inside.post("/account/password", {"oldpassword": PASSWORD, **new}).headers["Location"] == "/account"
    assert inside.get("/account").status_code == 200
    assert other.get("/account").status_code == 302


def test_one_click_logs_out_everywhere_else(inside: Client, person: User, stranger: Any) -> None:
    other, third = visitor(), visitor()
    other.post("/login", {"login": person.address, "password": PASSWORD})
    third.force_login(stranger.user)
    inside.post("/account/elsewhere")
    assert other.get("/account").status_code == 302
    assert inside.get("/account").status_code == 200
    assert third.get("/account").status_code == 200
    assert Session.objects.count() == 2


# --- the owner's link ---------------------------------------------------------------------------------------


def test_the_first_link_asks_for_an_address_and_a_password(reachable: str, seat: Any) -> None:
    browser = visitor()
    token = make_entry_link(seat.user, now=timezone.now())
    assert browser.post(f"/enter/{token}").headers["Location"] == "/account/first"
    weak = browser.post("/account/first", {"address": "anna@firm.example", "password": "short", "name": "Anna"})
    assert weak.status_code == 422
    given = {"address": "Anna@Firm.example", "password": PASSWORD, "name": "Anna Weber"}
    assert browser.post("/account/first", given).headers["Location"] == "/account"
    seat.user.refresh_from_db()
    assert (seat.user.address, seat.user.name) == ("anna@firm.example", "Anna Weber")
    again = visitor().post("/login", {"login": "anna@firm.example", "password": PASSWORD})
    assert again.headers["Location"] == "/"


def test_who_logged_in_by_password_gives_no_new_one_without_it(inside: Client) -> None:
    assert inside.get("/account/first").headers["Location"] == "/account"
    given = {"address": "eve@evil.example", "password": "seven slow green valves"}
    assert inside.post("/account/first", given).headers["Location"] == "/account"
    assert not User.objects.filter(address="eve@evil.example").exists()


def test_an_address_of_somebody_else_is_not_taken(reachable: str, seat: Any, colleague: Any) -> None:
    browser = visitor()
    browser.post(f"/enter/{make_entry_link(seat.user, now=timezone.now())}")
    answer = browser.post("/account/first", {"address": colleague.user.address.upper(), "password": PASSWORD})
    assert "This address cannot be used here." in answer.content.decode()


def test_the_owner_is_found_by_his_seat_once_he_has_an_address_of_his_own(db: None) -> None:
    from foothold.actions.open_workspace import open_personal_workspace
    from foothold.actions.settle_way_in import settle_way_in

    seat = open_personal_workspace(name="Anna", tz="UTC")
    settle_way_in(seat.user, address="anna@firm.example", name="Anna", password=PASSWORD)
    assert open_personal_workspace(name="You", tz="UTC").pk == seat.pk


# --- expired logins lose nothing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"{PUBLIC}/after?x=1"},
        {"HTTP_ACCEPT": "application/json", "HTTP_REFERER": f"{PUBLIC}/after?x=1"},
        {"HTTP_SEC_FETCH_MODE": "cors", "HTTP_REFERER": f"{PUBLIC}/after?x=1"},
    ],
)
def test_a_script_is_told_where_to_log_in(reachable: str, db: None, said: dict[str, str]) -> None:
    answer = visitor(**said).post("/verdict", {"words": "x"})
    assert (answer.status_code, answer.json()) == (401, {"login": "/login?next=/after%3Fx%3D1"})


def test_a_script_is_told_in_personal_mode_too(db: None) -> None:
    answer = Client(HTTP_HX_REQUEST="true").post("/verdict", {"words": "x"})
    assert (answer.status_code, answer.json()) == (401, {"login": "/enter"})


def test_the_page_of_another_site_is_not_led_to(reachable: str, db: None) -> None:
    answer = visitor(HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="https://evil.example/x").post("/verdict")
    assert answer.json() == {"login": "/login"}


def test_a_form_is_held_in_the_page_and_sent_again_after_the_login(reachable: str, person: User) -> None:
    browser = visitor()
    held = browser.post("/setup/identities", {"value": "Anna <b>Weber</b>"})
    page = held.content.decode()
    assert held.status_code == 401
    assert 'action="/setup/identities"' in page
    assert '<input type="hidden" name="value" value="Anna &lt;b&gt;Weber&lt;/b&gt;">' in page
    assert 'target="_blank"' in page
    browser.post("/login", {"login": person.address, "password": PASSWORD})
    assert browser.post("/setup/identities", {"value": "Anna <b>Weber</b>"}).headers["Location"] == "/setup"


def test_a_password_is_never_held_in_a_page(reachable: str, person: User) -> None:
    answer = visitor().post("/account/password", {"oldpassword": PASSWORD})
    assert PASSWORD not in answer.content.decode()


def test_a_token_that_died_with_the_login_is_told_to_scripts_and_forms(inside: Client, person: User) -> None:
    strict = visitor(enforce_csrf_checks=True)
    strict.cookies = inside.cookies
    own = {"HTTP_ORIGIN": PUBLIC, "HTTP_SEC_FETCH_SITE": "same-origin"}
    script = strict.post("/setup/identities", {"value": "Anna"}, HTTP_HX_REQUEST="true", **own)
    assert (script.status_code, script.json()) == (403, {"token": "/account/token"})
    form = strict.post("/setup/identities", {"value": "Anna Weber"}, **own)
    assert (form.status_code, "Anna Weber" in form.content.decode()) == (403, True)
    token = strict.get("/account/token").json()["token"]
    sent = strict.post("/setup/identities", {"value": "Anna"}, headers={"X-CSRFToken": token}, **own)
    assert sent.headers["Location"] == "/setup"


def test_the_form_of_another_site_is_not_held_for_a_click(inside: Client) -> None:
    strict = visitor(enforce_csrf_checks=True)
    strict.cookies = inside.cookies
    for said in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {}):
        answer = strict.post("/setup/identities", {"value": "Planted"}, **said)
        assert answer.status_code == 403
        assert "Planted" not in answer.content.decode()


def test_without_a_login_there_is_no_token(reachable: str, db: None) -> None:
    answer = visitor(HTTP_ACCEPT="application/json").get("/account/token")
    assert (answer.status_code, answer.json()) == (401, {"login": "/login"})


# --- pairing ------------------------------------------------------------------------------------------------


def pairing_token(browser: Client) -> str:
    page = browser.post("/account/pair").content.decode()
    found = re.search(rf"{PUBLIC}/pair/([\w-]+)", page)
    assert found
    assert "<svg" in page
    assert "style=" not in page
    return found[1]


def test_a_phone_is_paired_once(inside: Client) -> None:
    token, phone = pairing_token(inside), visitor()
    assert phone.get(f"/pair/{token}").status_code == 200
    assert phone.get(f"/pair/{token}").status_code == 200, "looking changes nothing"
    assert phone.post(f"/pair/{token}").headers["Location"] == "/"
    assert phone.get("/account").status_code == 200
    assert visitor().post(f"/pair/{token}").status_code == 410


def test_a_pairing_code_dies_after_five_minutes(seat: Any) -> None:
    now = timezone.now()
    token = make_entry_link(seat.user, now=now, purpose=Purpose.PAIR)
    assert LIVES[Purpose.PAIR] == timedelta(minutes=5)
    assert link_is_open(token, now=now + timedelta(minutes=4, seconds=59), purpose=Purpose.PAIR)
    assert not link_is_open(token, now=now + timedelta(minutes=5, seconds=1), purpose=Purpose.PAIR)


def test_a_phones_link_is_no_owners_link(inside: Client) -> None:
    token = pairing_token(inside)
    assert visitor().post(f"/enter/{token}").status_code == 410
    phone = visitor()
    phone.post(f"/pair/{token}")
    assert phone.get("/account/first").headers["Location"] == "/account", "it gives no new password"


def test_only_the_hash_of_a_pairing_code_is_kept(inside: Client) -> None:
    token = pairing_token(inside)
    assert token not in json.dumps(list(EntryLink.objects.values_list("token_sha256", flat=True)))


def test_personal_mode_shows_no_code_and_says_why(seat: Any, browser_of: Any) -> None:
    page = browser_of(seat).get("/setup").content.decode()
    assert "Your phone cannot reach this machine" in page
    assert "serve --public URL" in page
    assert "docs/guide/on-a-server.md" in page
    assert "/account/pair" not in page
    assert reach.public_url() is None


def test_a_reachable_site_offers_pairing(inside: Client) -> None:
    assert 'action="/account/pair"' in inside.get("/setup").content.decode()
    assert reach.public_url() == PUBLIC
    assert PUBLIC in reach.sentence()


# --- before a way in changes --------------------------------------------------------------------------------


def test_a_passkey_is_added_only_after_the_password_once_more(inside: Client) -> None:
    assert inside.get("/account/passkeys/add").headers["Location"].startswith("/account/confirm?next=")
    page = inside.post("/account/confirm", {"password": "wrong"}).content.decode()
    assert "That is not your password." in page
    answer = inside.post("/account/confirm", {"password": PASSWORD, "next": "/account/passkeys/add"})
    assert answer.headers["Location"] == "/account/passkeys/add"
    page = inside.get("/account/passkeys/add").content.decode()
    assert "data-options=" in page
    assert HOST in page


def test_another_persons_passkey_cannot_be_removed(inside: Client, stranger: Any) -> None:
    theirs = Authenticator.objects.create(user=stranger.user, type="webauthn", data={"name": "x"})
    inside.post("/account/confirm", {"password": PASSWORD})
    assert inside.post(f"/account/passkeys/{theirs.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


# --- the second step ----------------------------------------------------------------------------------------


def code_of(secret: str, steps: int = 0) -> str:
    """What an app says at this moment, or some steps of 30 seconds later (RFC 6238: SHA-1, six digits)."""
    key = base64.b32decode(secret)
    hashed = hmac.digest(key, (int(time.time() // 30) + steps).to_bytes(8, "big"), "sha1")
    at = hashed[-1] & 15
    return f"{(int.from_bytes(hashed[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def with_app(inside: Client) -> tuple[str, list[str]]:
    """His app is added: its secret, and the spare codes that came with it."""
    inside.post("/account/confirm", {"password": PASSWORD})
    secret = re.search(r'<code class="command">(\w+)</code>', inside.get("/account/app").content.decode())
    assert secret
    assert inside.post("/account/app", {"code": code_of(secret[1])}).headers["Location"] == "/account/codes"
    codes = re.findall(r"<li><code>(\d+)</code>", inside.get("/account/codes").content.decode())
    return secret[1], codes


def at_second_step(person: User) -> Client:
    browser = visitor()
    answer = browser.post("/login", {"login": person.address, "password": PASSWORD, "next": "/review"})
    assert answer.headers["Location"] == "/login/second-step"
    assert browser.get("/review").headers["Location"].startswith("/login"), "the password alone opens nothing"
    return browser


def test_an_apps_code_follows_the_password_and_leads_to_the_page(with_app: tuple[str, list[str]], person: User) -> None:
    browser = at_second_step(person)
    wrong = browser.post("/login/second-step", {"code": "000000"})
    assert "That did not fit." in wrong.content.decode()
    next_code = code_of(with_app[0], 1)  # a watch may be half a minute ahead
    assert browser.post("/login/second-step", {"code": next_code}).headers["Location"] == "/review"
    assert at_second_step(person).post("/login/second-step", {"code": next_code}).status_code == 200, "once only"


def test_a_spare_code_opens_once(with_app: tuple[str, list[str]], person: User) -> None:
    codes = with_app[1]
    assert len(set(codes)) == 10
    assert at_second_step(person).post("/login/second-step", {"code": codes[3]}).status_code == 302
    assert at_second_step(person).post("/login/second-step", {"code": codes[3]}).status_code == 200


def test_secrets_of_the_second_step_are_sealed_at_rest(with_app: tuple[str, list[str]]) -> None:
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert with_app[0] not in stored
    assert not [code for code in with_app[1] if code in stored]


def test_with_another_encryption_key_no_code_fits_and_nothing_breaks(
    with_app: tuple[str, list[str]], person: User, settings: Any
) -> None:
    browser = at_second_step(person)
    settings.ENCRYPTION_KEY = base64.urlsafe_b64encode(bytes(32)).decode()
    answer = browser.post("/login/second-step", {"code": with_app[1][0]})
    assert "That did not fit." in answer.content.decode()


def test_an_owner_who_lost_everything_comes_back_by_the_terminals_link(
    with_app: tuple[str, list[str]], person: User
) -> None:
    browser = visitor()
    browser.post(f"/enter/{make_entry_link(person, now=timezone.now())}")
    new = {"address": person.address, "password": "seven slow green valves", "lost": "everything"}
    assert browser.post("/account/first", new).headers["Location"] == "/account"
    assert not Authenticator.objects.filter(user=person).exists()
    answer = visitor().post("/login", {"login": person.address, "password": new["password"]})
    assert answer.headers["Location"] == "/"


def test_whoever_stands_at_the_second_step_can_start_over(with_app: tuple[str, list[str]], person: User) -> None:
    browser = at_second_step(person)
    assert browser.get("/login").headers["Location"] == "/login/second-step"
    assert browser.post("/login/start-over").headers["Location"] == "/login"
    assert browser.get("/login").status_code == 200
