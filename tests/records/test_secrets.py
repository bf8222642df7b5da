"""Secrets at rest open with our key, for what they were sealed for, and for nothing else."""

import os
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from foothold.records.secrets import CannotOpen, seal, unseal

PLAIN = "https://calendar.example/ical/private-8f3a61.ics"


def new_key() -> str:
    return urlsafe_b64encode(os.urandom(32)).decode("ascii")


@pytest.fixture(autouse=True)
def key(settings: Any) -> str:
    settings.ENCRYPTION_KEY = new_key()
    return str(settings.ENCRYPTION_KEY)


def cannot_open(sealed: str, about: str = "source 7") -> str:
    with pytest.raises(CannotOpen) as raised:
        unseal(sealed, about=about)
    told = f"{raised.value}{raised.value!r}{raised.value.__context__!r}"
    assert PLAIN not in told
    assert "private-8f3a61" not in told
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_what_is_sealed_opens_again() -> None:
    sealed = seal(PLAIN, about="source 7")
    assert unseal(sealed, about="source 7") == PLAIN
    assert "private" not in sealed
    assert sealed.isascii()


@pytest.mark.parametrize("plain", ["", "ü€\U0001f600", "\ud800", "\0", "x" * 100_000])
def test_any_text_can_be_sealed(plain: str) -> None:
    assert unseal(seal(plain, about="source 7"), about="source 7") == plain


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert len({seal(PLAIN, about="source 7") for _ in range(20)}) == 20


def test_a_sealed_value_copied_to_another_row_does_not_open() -> None:
    assert "belongs to something else" in cannot_open(seal(PLAIN, about="source 7"), about="source 8")


def test_a_value_changed_anywhere_does_not_open() -> None:
    sealed = seal(PLAIN, about="source 7")
    for place in range(len(sealed.rstrip("=")) - 1):
        other = "A" if sealed[place] != "A" else "B"
        cannot_open(sealed[:place] + other + sealed[place + 1 :])


@pytest.mark.parametrize("broken", ["", "s1", "s1:", "s1::", "s2:00000000:AAAA", PLAIN, "s1:00000000:%%%", "s1:ü:ü"])
def test_what_was_never_sealed_does_not_open(broken: str) -> None:
    cannot_open(broken)


def test_a_value_cut_short_does_not_open() -> None:
    sealed = seal(PLAIN, about="source 7")
    for length in range(len(sealed.rstrip("="))):
        cannot_open(sealed[:length])


def test_another_key_is_named_as_the_reason(settings: Any) -> None:
    sealed = seal(PLAIN, about="source 7")
    settings.ENCRYPTION_KEY = new_key()
    line = cannot_open(sealed)
    assert "another encryption key" in line
    assert "FOOTHOLD_ENCRYPTION_KEY" in line


def test_the_first_key_seals_and_all_of_them_open(settings: Any, key: str) -> None:
    before = seal(PLAIN, about="source 7")
    newer = new_key()
    settings.ENCRYPTION_KEY = f"{newer}, {key}"
    after = seal(PLAIN, about="source 7")
    assert unseal(before, about="source 7") == unseal(after, about="source 7") == PLAIN
    settings.ENCRYPTION_KEY = newer
    assert unseal(after, about="source 7") == PLAIN
    cannot_open(before)


def test_a_key_without_its_padding_is_the_same_key(settings: Any, key: str) -> None:
    sealed = seal(PLAIN, about="source 7")
    settings.ENCRYPTION_KEY = key.rstrip("=")
    assert unseal(sealed, about="source 7") == PLAIN


@pytest.mark.parametrize("broken", ["", " , ", "short", "ü" * 40, urlsafe_b64encode(b"x" * 16).decode()])
def test_a_broken_key_is_said_without_being_shown(settings: Any, broken: str) -> None:
    settings.ENCRYPTION_KEY = broken
    with pytest.raises(ImproperlyConfigured) as raised:
        seal(PLAIN, about="source 7")
    assert "FOOTHOLD_ENCRYPTION_KEY" in str(raised.value)
    assert PLAIN not in str(raised.value)
    assert not broken.strip(" ,") or broken not in str(raised.value)


def test_a_good_key_beside_a_broken_one_is_not_used_quietly(settings: Any, key: str) -> None:
    settings.ENCRYPTION_KEY = f"{key},short"
    with pytest.raises(ImproperlyConfigured):
        seal(PLAIN, about="source 7")


def test_a_secret_belongs_to_something() -> None:
    with pytest.raises(ValueError, match="about"):
        seal(PLAIN, about="")
    with pytest.raises(ValueError, match="about"):
        unseal(seal(PLAIN, about="source 7"), about="")


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    cannot_open(seal(PLAIN, about="source 7"), about="source 8")
    assert caplog.text == ""


@given(st.text())
def test_no_text_opens_by_chance_or_breaks_anything(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        unseal(sealed, about="source 7")
