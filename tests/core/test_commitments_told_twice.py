"""METHOD 3: a commitment that is told twice is one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from foothold.core.commitments import CommitmentState, Told, same_commitments
from foothold.core.evidence import Side

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
FRIDAY = date(2026, 3, 6)
TALK = Told(
    key="talk",
    told_at=MONDAY,
    conversation=1,
    deal=7,
    side=Side.CUSTOMER,
    owner="petra lang",
    what="send you the scrap data for May",
    due=FRIDAY,
    state=CommitmentState.OPEN,
)
MAIL = replace(TALK, key="mail", told_at=MONDAY + DAY, conversation=2, what="Mail the scrap data of May.")


def test_what_is_told_in_a_talk_and_in_a_mail_is_one_commitment() -> None:
    assert same_commitments([MAIL, TALK]) == {"mail": "talk"}


def test_the_words_that_say_the_day_stand_for_those_that_do_not() -> None:
    assert same_commitments([replace(TALK, due=None), MAIL]) == {"talk": "mail"}
    assert same_commitments([TALK, replace(MAIL, due=None)]) == {"mail": "talk"}
    assert same_commitments([replace(TALK, due=None), replace(MAIL, due=None)]) == {"mail": "talk"}


@pytest.mark.parametrize(
    "changed",
    [
        {"owner": "jan brandt"},
        {"owner": ""},
        {"side": Side.OURS},
        {"due": FRIDAY + DAY},
        {"what": "send you the drawings of the press line"},
        {"what": "send you the scrap data for May and the resin certificates"},
        {"deal": 8},
        {"state": CommitmentState.DONE},
        {"told_at": MONDAY + 15 * DAY},
        {"conversation": 1},
    ],
    ids=str,
)
def test_another_owner_day_thing_deal_or_fortnight_is_another_commitment(changed: dict[str, Any]) -> None:
    assert same_commitments([TALK, replace(MAIL, **changed)]) == {}


def test_nobodys_are_not_one_although_both_are_nobodys() -> None:
    assert same_commitments([replace(TALK, owner=""), replace(MAIL, owner="")]) == {}


def test_of_two_days_words_without_one_belong_to_the_first_alone() -> None:
    open_one, moved = replace(MAIL, due=None), replace(MAIL, key="moved", told_at=MONDAY + 2 * DAY, conversation=3)
    moved = replace(moved, due=FRIDAY + 3 * DAY)
    assert same_commitments([TALK, open_one, moved]) == {"mail": "talk"}


def test_where_the_deal_of_one_is_not_known_it_is_the_same() -> None:
    assert same_commitments([TALK, replace(MAIL, deal=None)]) == {"mail": "talk"}
