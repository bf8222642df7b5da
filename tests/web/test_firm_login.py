"""The firm's own login (OpenID Connect), against a provider on loopback: known or invited, by a verified address."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from foothold.actions.invite_colleague import invite_colleague
from foothold.actions.let_colleague_go import let_colleague_go
from foothold.records.models import Membership, User
from oidc_provider import CLIENT, SECRET, OidcProvider

pytestmark = pytest.mark.django_db
PUBLIC = "https://foothold.harbour.example"
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def firm(oidc_provider: OidcProvider, settings: Any) -> Iterator[OidcProvider]:
    """A reachable site with the provider as its firm's login."""
    from allauth.socialaccount.providers import registry
    from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

    app = {"provider_id": "firm", "name": "Harbour", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": oidc_provider.url, "oauth_pkce_enabled": True, "verified_email": []}  # type: ignore[assignment]
    settings.PUBLIC_URL, settings.OIDC = PUBLIC, app
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.ALLOWED_HOSTS = ["foothold.harbour.example"]
    settings.HOSTS_WITH_PORT = ["foothold.harbour.example"]
    registry.register(OpenIDConnectProvider)
    yield oidc_provider
    registry.provider_map.pop("openid_connect")


class Visitor:
    """A browser: at our site a test client, at the provider real HTTP."""

    def __init__(self) -> None:
        self.here = Client(headers={"host": "foothold.harbour.example"})

    def log_in(self, **said: str) -> Any:
        """The page a click on the button ends on; follows our own redirects."""
        sent = self.here.post("/login/with/firm", said, secure=True)
        if not sent["Location"].startswith("http://127.0.0.1"):
            return self.here.get(sent["Location"], secure=True, follow=True)
        there = httpx.get(sent["Location"], trust_env=False)
        assert there.headers["Location"].startswith(f"{PUBLIC}/login/with/firm/done?")
        return self.here.get(there.headers["Location"], secure=True, follow=True)

    @property
    def is_in(self) -> bool:
        return self.here.get("/today", secure=True).status_code == 200


def person(address: str, *, sub: str = "7", verified: Any = True) -> dict[str, Any]:
    return {"sub": sub, "email": address, "email_verified": verified, "name": "Mira Okafor"}


def test_who_is_known_by_a_verified_address_comes_in_and_comes_back_by_its_subject(firm: Any, seat: Any) -> None:
    firm.person = person(seat.user.address.upper())
    visitor = Visitor()
    assert visitor.log_in().status_code == 200
    assert visitor.is_in
    firm.person = person("anna.new@harbour.example")  # he has married, and is the same subject
    again = Visitor()
    again.log_in()
    assert again.is_in
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().extra_data == {}, "what the provider tells is not kept"


def test_a_login_leads_on_to_the_page_that_was_asked_for(firm: Any, seat: Any) -> None:
    firm.person = person(seat.user.address)
    landed = Visitor().log_in(next="/review")
    assert landed.redirect_chain[-1][0].endswith("/review")
    firm.person = person(seat.user.address)
    assert not Visitor().log_in(next="https://elsewhere.example/").redirect_chain[-1][0].startswith("https://else")


def test_who_is_invited_takes_his_seat_by_it(firm: Any, seat: Any) -> None:
    invite_colleague(seat, address="mira@harbour.example", role="manager", team_id=None, now=timezone.now())
    firm.person = person("Mira@Harbour.example")
    visitor = Visitor()
    landed = visitor.log_in()
    assert landed.redirect_chain[-1][0] == "/welcome"
    joined = Membership.objects.in_workspace(seat.workspace).get(role="manager")
    assert (joined.user.name, joined.user.has_usable_password()) == ("Mira Okafor", False)


@pytest.mark.parametrize("verified", [False, None, "false"])
def test_an_address_the_provider_does_not_vouch_for_opens_nothing(verified: Any, firm: Any, seat: Any) -> None:
    firm.person = person(seat.user.address, verified=verified)
    visitor = Visitor()
    assert "Nobody invited the address" in visitor.log_in().content.decode()
    assert not visitor.is_in


def test_an_address_of_a_domain_the_settings_vouch_for_needs_no_word_of_the_provider(
    firm: Any, seat: Any, settings: Any
) -> None:
    settings.OIDC["settings"]["verified_email"] = ["harbour.example"]
    firm.person = person(seat.user.address, verified=None)
    visitor = Visitor()
    visitor.log_in()
    assert visitor.is_in


def test_nobody_signs_up(firm: Any, seat: Any) -> None:
    firm.person = person("zoe@elsewhere.example")
    visitor = Visitor()
    assert "Nobody invited the address" in visitor.log_in().content.decode()
    assert not visitor.is_in
    assert not User.objects.filter(address="zoe@elsewhere.example").exists()
    assert not SocialAccount.objects.exists()


def test_who_left_does_not_come_back_by_it(firm: Any, seat: Any, colleague: Any) -> None:
    firm.person = person(colleague.user.address)
    first = Visitor()
    first.log_in()
    assert first.is_in
    let_colleague_go(colleague, successor=None, erase_words=False, now=NOW)
    assert not first.is_in
    again = Visitor()
    again.log_in()
    assert not again.is_in


@pytest.mark.parametrize("broken", ["openid-configuration", "token", "userinfo"])
def test_a_provider_that_answers_nonsense_is_said_in_a_sentence(broken: str, firm: Any, seat: Any) -> None:
    firm.person, firm.broken = person(seat.user.address), broken
    page = Visitor().log_in()
    assert page.status_code == 200
    assert "Log in" in page.content.decode()
    assert "came to nothing" in page.content.decode() or "does not answer as it should" in page.content.decode()


def test_a_login_that_is_cancelled_is_said_in_a_sentence(firm: Any, seat: Any) -> None:
    firm.refuses = True
    assert "came to nothing" in Visitor().log_in().content.decode()


def test_a_token_for_another_client_opens_nothing(firm: Any, seat: Any) -> None:
    firm.person, firm.audience = person(seat.user.address), "another client"
    visitor = Visitor()
    visitor.log_in()
    assert not visitor.is_in


def test_an_answer_that_nobody_here_asked_for_opens_nothing(firm: Any, seat: Any) -> None:
    firm.person = person(seat.user.address)
    visitor = Visitor()
    page = visitor.here.get("/login/with/firm/done?code=code0&state=guess", secure=True, follow=True)
    assert "came to nothing" in page.content.decode()
    assert not visitor.is_in


def test_a_login_ties_itself_to_nobody_who_is_in_already(firm: Any, seat: Any) -> None:
    assert Visitor().here.post("/login/with/firm?process=connect", secure=True).status_code == 404


def test_the_button_is_there_only_where_it_is_configured(firm: Any, seat: Any, settings: Any) -> None:
    visitor = Visitor()
    assert "Log in with Harbour" in visitor.here.get("/login", secure=True).content.decode()
    settings.OIDC = None
    assert "Log in with" not in visitor.here.get("/login", secure=True).content.decode()
    assert visitor.here.post("/login/with/firm", secure=True).status_code == 404
