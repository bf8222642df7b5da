"""What the browser is told, and what is refused before it is read."""

import contextlib
import gzip
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

Read = Callable[..., Any]
WEB = Path(__file__).parents[2] / "src" / "foothold" / "web"


def whole(answer: Any) -> bytes:
    """The body of a static file's answer, its file closed."""
    assert answer.status_code == 200
    with contextlib.closing(answer):
        return b"".join(answer.streaming_content)


PAGES = ("/", "/meetings", "/setup", "/keys")


def test_the_policy_allows_nothing_inline_and_nothing_foreign(seat: Any, browser_of: Read) -> None:
    policy = browser_of(seat).get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    for never in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*", "data:"):
        assert never not in policy


@pytest.mark.parametrize("file", sorted((WEB / "templates").rglob("*.html")), ids=lambda file: file.name)
def test_templates_keep_the_policy(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|hx-on|javascript:|\bjs:|<style", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize(
    "file", sorted(f for f in WEB.rglob("*") if f.suffix in {".html", ".css", ".js", ".svg"}), ids=lambda f: f.name
)
def test_no_page_asks_anything_of_a_foreign_host(file: Path) -> None:
    text = file.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"(?:https?:)?//[\w-]+\.[\w.]+", text)


def test_pages_load_only_from_here(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    browser = browser_of(seat)
    for address in (*PAGES, f"/meetings/{read_meeting(seat).pk}"):
        for link in re.findall(r'(?:src|href|action)="([^"]*)"', browser.get(address).content.decode()):
            assert link.startswith(("/", "#")), link
            assert not link.startswith("//"), link


def test_static_files_are_there_and_named_by_their_content(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    links = re.findall(r'(?:src|href)="(/static/[^"]+)"', browser.get("/").content.decode())
    assert len(links) >= 4
    for link in links:
        assert re.search(r"\?v=[0-9a-f]{10}$", link), link
        assert whole(browser.get(link)), link


def test_the_first_visit_stays_within_its_budget(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    browser = browser_of(seat)
    page = browser.get(f"/meetings/{read_meeting(seat).pk}", headers={"accept-encoding": "gzip"})
    sizes = {"page": len(page.content)}
    for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.content).decode()):
        sizes[link] = len(whole(browser.get(link, headers={"accept-encoding": "gzip"})))
    assert page.headers["Content-Encoding"] == "gzip"
    assert sum(sizes.values()) <= 60_000, sizes
    assert len(sizes) <= 5, sizes


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.2", "localhost.evil.example:8000"])
def test_a_foreign_name_is_refused(host: str, db: None) -> None:
    assert Client().get("/alive", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_loopback_answers(host: str, db: None) -> None:
    assert Client().get("/alive", headers={"host": host}).status_code == 200


@override_settings(PORT="8000", HOSTS_WITH_PORT=["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
@pytest.mark.parametrize(("host", "status"), [("127.0.0.1:8000", 200), ("localhost:8001", 400), ("localhost", 400)])
def test_another_port_of_this_machine_is_a_stranger_too(host: str, status: int, db: None) -> None:
    assert Client().get("/alive", headers={"host": host}).status_code == status


def test_a_body_too_large_is_refused_by_its_announcement(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    answer = browser.post("/read", b"", content_type="text/plain", headers={"content-length": str(200 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "Nothing was read or stored." in answer.content.decode()


def test_words_are_taken_in_before_anything_may_reach_the_disk() -> None:
    names = [handler.rpartition(".")[2] for handler in settings.FILE_UPLOAD_HANDLERS]
    assert names == ["MemoryFileUploadHandler", "WordsInMemory", "TemporaryFileUploadHandler"]


def test_every_change_needs_the_forms_token(seat: Any) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(seat.user)
    for address in ("/read", "/verdict", "/setup/demo", "/setup/delete-everything", "/leave"):
        answer = careful.post(address)
        assert answer.status_code == 403, address
        assert "Nothing was changed." in answer.content.decode()


def test_what_went_wrong_is_said_without_a_traceback(seat: Any, browser_of: Read, monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("boom")

    browser = browser_of(seat)
    browser.raise_request_exception = False
    monkeypatch.setattr("foothold.web.views.after.read_conversation", broken)
    answer = browser.post("/read", {"words": "Anna: Hello.\nPetra: Hello.\n"})
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Something broke on our side." in text
    assert "boom" not in text


def test_a_missing_page_says_what_is_safe(seat: Any, browser_of: Read) -> None:
    answer = browser_of(seat).get("/nowhere")
    assert answer.status_code == 404
    assert "Your meetings are where they were." in answer.content.decode()


def test_a_missing_or_refused_page_is_not_printed_on_the_terminal() -> None:
    for name in ("django.request", "django.security.csrf"):
        assert not logging.getLogger(name).isEnabledFor(logging.WARNING)
        assert logging.getLogger(name).isEnabledFor(logging.ERROR)


def test_no_migration_is_missing(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
