"""METHOD 3: a commitment that is told twice is one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import commitments
from foothold.core.commitments import CommitmentState, Told, same_commitments
from foothold.core.evidence import Side
from foothold.core.substance import likeness

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
        {"state": CommitmentState.DONE, "due": None},
        {"state": CommitmentState.DROPPED},
        {"told_at": MONDAY + 15 * DAY},
        {"conversation": 1},
    ],
    ids=str,
)
def test_another_owner_day_thing_deal_or_fortnight_is_another_commitment(changed: dict[str, Any]) -> None:
    assert same_commitments([TALK, replace(MAIL, **changed)]) == {}


def test_what_was_done_is_the_same_where_both_say_the_day_or_are_told_in_one_day() -> None:
    done = replace(TALK, state=CommitmentState.DONE)
    assert same_commitments([done, MAIL]) == {"mail": "talk"}
    soon = replace(MAIL, due=None, told_at=MONDAY + DAY / 24)
    assert same_commitments([done, soon]) == {"mail": "talk"}
    assert same_commitments([replace(done, due=None), soon]) == {"mail": "talk"}
    assert same_commitments([replace(done, due=None), replace(MAIL, due=None)]) == {}


def test_nobodys_are_not_one_although_both_are_nobodys() -> None:
    assert same_commitments([replace(TALK, owner=""), replace(MAIL, owner="")]) == {}


def test_of_two_days_words_without_one_belong_to_the_first_alone() -> None:
    open_one, moved = replace(MAIL, due=None), replace(MAIL, key="moved", told_at=MONDAY + 2 * DAY, conversation=3)
    moved = replace(moved, due=FRIDAY + 3 * DAY)
    assert same_commitments([TALK, open_one, moved]) == {"mail": "talk"}


def test_where_the_deal_of_one_is_not_known_it_is_the_same() -> None:
    assert same_commitments([TALK, replace(MAIL, deal=None)]) == {"mail": "talk"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("send you the drawings of line 1", "send you the drawings of line 2"),
        ("send you the drawings of line 2", "send you the drawings of the line"),
        ("the offer for 500 housings", "the offer for 200 housings"),
        ("send the Q1 figures", "send the Q2 figures"),
        ("the price list, version 1.2", "the price list, version 2.1"),
        ("bring the scrap data for May", "bring the scrap data"),
        ("the plan for the visit on Monday", "the plan for the visit on Tuesday"),
        ("the scrap figures of the first quarter", "the scrap figures of the quarter"),
        ("the drawings of the press hall B", "the drawings of the press hall C"),
        ("die Ausschusszahlen für Mai", "die Ausschusszahlen für Juni"),
        ("die Pläne der zwei neuen Hallen in Kassel", "die Pläne der drei neuen Hallen in Kassel"),
    ],
)
def test_a_number_a_letter_or_a_name_of_the_calendar_that_one_has_alone_makes_another(one: str, other: str) -> None:
    assert same_commitments([replace(TALK, what=one), replace(MAIL, due=None, what=other)]) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("send you the price for the UK", "send you the price for the US"),
        ("send you the HR figures", "send you the IT figures"),
        ("send you the IT figures", "send you the figures"),
        ("give you access to plant EU", "give you access to plant US"),
        ("bring Jo", "bring Al"),
        ("send the offer with installation", "send the offer without installation"),
        ("das Angebot mit Montage", "das Angebot ohne Montage"),
        ("send you the measurements before the changeover", "send you the measurements after the changeover"),
        ("die Messwerte vor der Umrüstung", "die Messwerte nach der Umrüstung"),
        ("ship the samples from Graz", "ship the samples to Graz"),
        ("approve the budget", "not approve the budget"),
        ("approve the budget", "Don't approve the budget"),
        ("das Budget freigeben", "das Budget nicht freigeben"),
        (
            "call the plant manager in Lyon about the trial run and the budget for the housing line",
            "call the plant manager in Graz about the trial run and the budget for the housing line",
        ),
    ],
)
def test_opposites_a_not_and_names_however_short_make_another(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        assert same_commitments([replace(TALK, what=pair[0]), replace(MAIL, what=pair[1])]) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bring Jo", "Bring Jo."),
        ("send you the PO", "send the po"),
        ("send you the price for the UK", "mail us the price of the UK"),
        ("send you the price", "send you the price after our call"),
        ("send you the list of spare parts", "Send the spare parts list to you"),
        ("ship the samples from Graz", "ship the samples from Graz to you"),
        ("send you the scrap data of the press line in Lyon", "send you the scrap data of the press line in lyon"),
        ("SEND US THE SCRAP DATA", "send us the scrap data"),
    ],
)
def test_told_in_other_small_words_or_letters_it_is_the_same(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        assert same_commitments([replace(TALK, what=pair[0]), replace(MAIL, what=pair[1])]) == {"mail": "talk"}


def test_words_without_a_before_do_not_make_one_of_before_and_after() -> None:
    before, after = (replace(TALK, key=word, what=f"the figures {word} the changeover") for word in ("before", "after"))
    neither = replace(MAIL, what="the figures, changeover")
    told = [replace(neither, conversation=0, told_at=MONDAY - DAY), before, replace(after, conversation=3)]
    assert same_commitments(told) == {"before": "mail"}


@pytest.mark.parametrize(
    "other",
    [
        "Petra's scrap data for the press line",
        "send a scrap data for the press line",
        "e-mail me the press line scrap data",
    ],
)
def test_articles_and_what_follows_an_apostrophe_keep_nothing_apart(other: str) -> None:
    first = replace(TALK, what="the scrap data for the press line")
    petra = replace(MAIL, what=other)
    if "Petra" in other:
        first = replace(first, what="the scrap data of Petra for the press line")
    assert same_commitments([first, petra]) == {"mail": "talk"}


def test_all_tellings_of_one_commitment_lie_within_a_fortnight() -> None:
    third = replace(MAIL, key="third", conversation=3, told_at=MONDAY + 20 * DAY)
    assert same_commitments([TALK, replace(MAIL, told_at=MONDAY + 10 * DAY), third]) == {"mail": "talk"}


def test_the_words_of_a_known_deal_stand_for_those_of_none() -> None:
    assert same_commitments([replace(TALK, deal=None), MAIL]) == {"talk": "mail"}
    undated = [replace(each, due=None) for each in (replace(TALK, deal=None), MAIL)]
    assert same_commitments(undated) == {"talk": "mail"}


def test_words_with_a_day_and_words_with_a_deal_stay_two_where_none_has_both() -> None:
    dated, of_a_deal = replace(TALK, deal=None), replace(MAIL, due=None)
    assert same_commitments([dated, of_a_deal]) == {}
    both = replace(MAIL, key="both", conversation=3, told_at=MONDAY + 2 * DAY)
    assert same_commitments([dated, replace(of_a_deal, what="send you the drawings"), both]) == {"talk": "both"}


def test_of_a_thousand_promises_few_are_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[object] = []
    monkeypatch.setattr(commitments, "likeness", lambda one, other: held.append(one) or likeness(one, other))
    many = [
        replace(TALK, key=str(n), conversation=n, told_at=MONDAY + n * DAY / 99, what=f"the drawings of hall {n}")
        for n in range(1_000)
    ]
    again = replace(many[7], key="again", conversation=0, told_at=many[7].told_at + DAY)
    assert same_commitments([*many, again]) == {"again": "7"}
    assert len(held) == 1


@given(
    st.lists(st.lists(st.sampled_from("scrap resin press pump tour price hall plan".split()), max_size=8), max_size=12)
)
def test_words_alike_are_found_whichever_they_are(things: list[list[str]]) -> None:
    told = [replace(TALK, key=n, conversation=n, what=" ".join(words)) for n, words in enumerate(things)]
    found = same_commitments(told)
    firsts: list[int] = []
    for n, words in enumerate(things):
        of = next((one for one in firsts if likeness(frozenset(things[one]), frozenset(words)) >= 0.8), None)
        assert found.get(n) == of
        firsts += [n] if of is None else []
