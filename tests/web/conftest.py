"""A real browser for the tests that need one: Debian's chromium, with the seat's owner logged in."""

import os
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from reachable_visitors import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complains of."""
    return []


@pytest.fixture
def open_page(chromium: Any, live_server: Any, seat: Any, complaints: list[str]) -> Iterator[Open]:
    """open_page(path, width=390, **options): a page of the seat's owner. Complaints of the console fail the test."""
    contexts = []

    def opened(path: str, width: int = 390, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        session = SessionStore()
        session[SESSION_KEY] = str(seat.user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        context.add_cookies([cookie])
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


PUBLIC = "https://foothold.firm.example"


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """settings_of(FOOTHOLD_PUBLIC=..., ...): the site's settings as a start with this environment reads them."""
    from foothold.site import settings as file

    def read(**environment: str) -> dict[str, Any]:
        for name in ("FOOTHOLD_PUBLIC", "FOOTHOLD_TRUST_PROXY", "FOOTHOLD_PUBLIC_FOR_TESTS", "FOOTHOLD_HOSTS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return {name: value for name, value in runpy.run_path(file.__file__).items() if name.isupper()}

    return read


@pytest.fixture
def make_reachable(db: None, settings: Any, settings_of: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    """make_reachable(**environment): the site under test as `serve --public` would have it."""
    from django.core.cache import cache

    from foothold.site import settings as file

    def reach(**environment: str) -> None:
        for name, value in settings_of(**{"FOOTHOLD_PUBLIC": PUBLIC} | environment).items():
            # The database and the keys are the test's own.
            if name not in {"DATABASES", "CACHES"} and value != getattr(file, name, None):
                setattr(settings, name, value)
        # The real way of hashing takes a second of every login.
        settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "PBKDF2")]
        cache.clear()

    return reach


@pytest.fixture
def reachable(make_reachable: Callable[..., None]) -> str:
    """A reachable site; its address."""
    make_reachable()
    return PUBLIC


@pytest.fixture
def person(seat: Any) -> Any:
    """The seat's owner with an address and a password of his own."""
    seat.user.address = "anna@firm.example"
    seat.user.set_password(PASSWORD)
    seat.user.save()
    return seat.user
