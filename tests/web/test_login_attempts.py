"""Wrong passwords: counted by the place they come from and by the account, with waits that grow."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from foothold.actions.count_login_attempt import begin_attempt, counted_for
from foothold.actions.expire_sessions import expire_sessions
from foothold.records.counted_tries import TABLE
from foothold.records.models import LoginAttempts, User
from reachable_visitors import PASSWORD, visitor

Reach = Callable[..., None]


def test_after_five_wrong_passwords_even_the_right_one_waits(reachable: str, person: User) -> None:
    browser = visitor()
    for _ in range(5):
        browser.post("/login", {"login": person.address, "password": "wrong"})
    answer = browser.post("/login", {"login": person.address, "password": PASSWORD})
    assert "Too many attempts." in answer.content.decode()


def guess(address: str, place: int, many: int = 1) -> Any:
    """Wrong passwords from a place of their own; the answer to the last."""
    guesser = visitor(HTTP_X_FORWARDED_FOR=f"203.0.113.{place}")
    return [guesser.post("/login", {"login": address, "password": "wrong"}) for _ in range(many)][-1]


@pytest.mark.parametrize("address", ["anna@firm.example", "nobody@firm.example"])
def test_wrong_passwords_from_many_places_are_counted_for_the_account_whether_there_is_one_or_not(
    make_reachable: Reach, person: User, address: str
) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    said = ["Too many attempts." in guess(address, place).content.decode() for place in range(7)]
    assert said == [False] * 5 + [True] * 2
    assert address not in json.dumps(list(LoginAttempts.objects.values_list("counted_for", flat=True)))


def test_the_wait_grows_with_every_wrong_password_and_ends_after_a_quarter_of_an_hour(db: None) -> None:
    key, now = counted_for("anna@firm.example"), timezone.now()
    waits = []
    for _ in range(12):
        assert begin_attempt(key, now=now)
        row = LoginAttempts.objects.get(counted_for=key)
        assert not row.open_at > now or not begin_attempt(key, now=row.open_at - timedelta(seconds=1))
        waits.append((row.open_at - now).total_seconds() / 60)
        now = row.open_at
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]
    assert begin_attempt(key, now=now + timedelta(days=2))
    assert LoginAttempts.objects.get(counted_for=key).failed == 1


def test_a_clock_that_stepped_back_leaves_no_wait_of_a_year(db: None) -> None:
    key, now = counted_for("anna@firm.example"), timezone.now()
    for _ in range(5):
        begin_attempt(key, now=now + timedelta(days=365))
    assert begin_attempt(key, now=now)


def test_a_stranger_cannot_lock_out_a_browser_that_has_logged_in_before(make_reachable: Reach, person: User) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    own = visitor(HTTP_X_FORWARDED_FOR="198.51.100.7")
    right = {"login": person.address, "password": PASSWORD}
    cookie = own.post("/login", right).cookies["__Host-foothold_known"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
    own.post("/leave")
    for place in range(9):
        guess(person.address, place)
    fresh = visitor(HTTP_X_FORWARDED_FOR="198.51.100.8")
    assert "Too many attempts." in fresh.post("/login", right).content.decode()
    assert own.post("/login", right).status_code == 302


def test_a_known_browser_waits_after_wrong_passwords_of_its_own_and_for_its_own_address_alone(
    make_reachable: Reach, person: User
) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    own = visitor(HTTP_X_FORWARDED_FOR="198.51.100.7")
    own.post("/login", {"login": person.address, "password": PASSWORD})
    own.post("/leave")
    for _ in range(5):
        own.post("/login", {"login": person.address, "password": "wrong"})
    waits = own.post("/login", {"login": person.address, "password": PASSWORD})
    assert "Too many attempts." in waits.content.decode()
    guess("tom@firm.example", 1, many=5)
    tom = own.post("/login", {"login": "tom@firm.example", "password": "wrong"})
    assert "Too many attempts." in tom.content.decode(), "known for Anna's address it is a stranger for Tom's"


def test_a_forged_known_browser_is_a_stranger(make_reachable: Reach, person: User) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    guess(person.address, 1, many=5)
    forger = visitor(HTTP_X_FORWARDED_FOR="198.51.100.7")
    forger.cookies["__Host-foothold_known"] = "eyJvZiI6IngifQ:1abc:forged"
    answer = forger.post("/login", {"login": person.address, "password": PASSWORD})
    assert "Too many attempts." in answer.content.decode()


def test_the_right_password_forgets_the_wrong_ones(reachable: str, person: User) -> None:
    for _ in range(3):
        browser = visitor()
        for _ in range(2):
            browser.post("/login", {"login": person.address, "password": "wrong"})
        assert browser.post("/login", {"login": person.address, "password": PASSWORD}).status_code == 302
    assert not LoginAttempts.objects.exists()


def test_counts_of_wrong_passwords_go_after_a_day(db: None) -> None:
    now = timezone.now()
    begin_attempt(counted_for("anna@firm.example"), now=now)
    assert expire_sessions(now=now + timedelta(hours=23)) == 0
    assert expire_sessions(now=now + timedelta(hours=25)) == 1


def test_one_place_cannot_try_many_addresses(make_reachable: Reach, person: User) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    guesser = visitor(HTTP_X_FORWARDED_FOR="203.0.113.7")
    answers = [guesser.post("/login", {"login": f"a{n}@firm.example", "password": "x"}) for n in range(31)]
    assert answers[-1].status_code == 429
    elsewhere = visitor(HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert elsewhere.post("/login", {"login": person.address, "password": PASSWORD}).status_code == 302


def test_where_tries_came_from_cannot_be_read_and_is_forgotten(make_reachable: Reach, person: User) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    guess(person.address, 9)

    def kept() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT cache_key, value FROM {TABLE}")  # noqa: S608
            return list(cursor.fetchall())

    assert kept()
    assert all(re.fullmatch("[0-9a-f]{64}", key) and "203.0.113" not in value for key, value in kept())
    before = len(kept())
    expire_sessions(now=timezone.now())
    assert len(kept()) == before
    expire_sessions(now=timezone.now() + timedelta(hours=1))
    assert not kept()


def test_a_forged_forwarded_for_gives_no_new_attempts(make_reachable: Reach, person: User) -> None:
    make_reachable(FOOTHOLD_TRUST_PROXY="1")
    answers = [
        visitor(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.7").post(
            "/login", {"login": f"a{n}@firm.example", "password": "x"}
        )
        for n in range(31)
    ]
    assert answers[-1].status_code == 429
