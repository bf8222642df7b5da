"""What is proposed while closing: topic, homework of both sides, the prep question."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.close_out import AT_MOST, LONGEST_CHIP, ChipSource, close_out, prep_question
from foothold.core.commitments import Commitment, CommitmentState
from foothold.core.evidence import Side
from foothold.core.topic import has_topic


def theirs(what, **others):
    return Commitment(owner="Petra Lang", side=Side.CUSTOMER, deliverable=what, **others)


def ours(what, **others):
    return Commitment(owner="Anna", side=Side.OURS, deliverable=what, **others)


def texts(chips):
    return [chip.text for chip in chips]


def test_what_each_side_still_owes_is_what_it_may_bring():
    found = close_out([theirs("pump hours", due=date(2026, 9, 18)), ours("price for 3 sites")])
    assert texts(found.they_bring) == ["pump hours"]
    assert texts(found.we_bring) == ["price for 3 sites"]
    chip = found.they_bring[0]
    assert (chip.owner, chip.due, chip.source) == ("Petra Lang", date(2026, 9, 18), ChipSource.OPEN)


def test_what_was_just_promised_is_proposed_too():
    found = close_out([], promises=[theirs("scrap data for May")])
    assert (found.they_bring[0].text, found.they_bring[0].source) == ("scrap data for May", ChipSource.PROMISE)


@pytest.mark.parametrize("over", [CommitmentState.DONE, CommitmentState.DROPPED])
def test_what_is_done_or_dropped_does_not_come_back(over):
    found = close_out([theirs("pump hours", state=over)], promises=[theirs("the pump hours")])
    assert found.they_bring == found.topics == ()
    assert found.topic == ""


def test_what_is_late_is_still_open():
    late = theirs("pump hours", state=CommitmentState.LATE)
    assert texts(close_out([late]).they_bring) == ["pump hours"]


def test_a_promise_to_think_about_it_is_no_homework():
    assert close_out([theirs("think about it")]).they_bring == ()


def test_wordings_of_one_thing_are_one_chip_the_shortest():
    same = ["the pump hours of sites 2 and 3", "Pump hours", "pump hours"]
    assert texts(close_out([theirs(each) for each in same]).they_bring) == ["Pump hours"]


def test_two_things_with_a_word_in_common_stay_two():
    found = close_out([theirs("pump hours"), theirs("pump drawings")])
    assert texts(found.they_bring) == ["pump hours", "pump drawings"]


def test_four_at_most_the_shortest_first():
    many = [
        theirs(f"{word} list" + " please" * number)
        for number, word in enumerate("alpha bravo delta gamma sigma".split())
    ]
    assert texts(close_out(many[::-1]).they_bring) == [each.deliverable for each in many[:4]]


def test_the_topic_of_the_next_step_is_filled_in():
    found = close_out([theirs("pump hours")], next_topic="lead times for housings")
    assert found.topic == "lead times for housings"
    assert texts(found.topics) == ["pump hours"]


def test_what_was_planned_is_filled_in_before_what_is_open():
    found = close_out([theirs("pump hours")], planned="Decision on the second site")
    assert (found.topic, texts(found.topics)) == ("Decision on the second site", ["pump hours"])


def test_what_was_agreed_outdates_what_was_planned_which_stays_a_tap_away():
    found = close_out([theirs("pump hours")], next_topic="lead times", planned="Decision on the second site")
    assert (found.topic, texts(found.topics)[0]) == ("lead times", "Decision on the second site")


def test_a_plan_that_names_nothing_gives_way():
    assert close_out([theirs("pump hours")], planned="catch up").topic == "pump hours"


def test_a_next_step_without_a_topic_gives_way_to_what_is_open():
    found = close_out([], next_topic="catch up", not_asked=["Who signs the order at your side?"])
    assert found.topic == "Who signs the order at your side?"
    assert texts(found.topics) == ["catch up"]


def test_filler_is_proposed_where_nothing_better_is_known():
    assert close_out([], next_topic="catch up").topic == "catch up"
    assert close_out([]).topic == ""


def test_a_passage_is_no_chip():
    assert close_out([theirs("pump hours " * 20)], not_asked=["why " * 60]).topics == ()


def test_german_filler_is_known_to_german():
    found = close_out([theirs("Pumpenstunden Standort 2")], next_topic="Nächste Schritte", language="de")
    assert found.topic == "Pumpenstunden Standort 2"
    assert found.prep_question.startswith("Was ist Ihnen bei „Pumpenstunden Standort 2“")


def test_the_prep_question_is_asked_in_english_where_no_other_is_known():
    assert prep_question(language="fr") == prep_question()
    assert "price" in prep_question(" price ")


WORDS = st.lists(st.sampled_from("pump hours price sites catch up next steps the a Ruiz 3 budget ?".split())).map(
    " ".join
)
PROMISES = st.lists(
    st.builds(
        Commitment, owner=WORDS, side=st.sampled_from(Side), deliverable=WORDS, state=st.sampled_from(CommitmentState)
    )
)


@given(PROMISES, PROMISES, st.lists(WORDS), WORDS)
def test_the_topic_filled_in_is_one_where_any_candidate_is(commitments, promises, not_asked, next_topic):
    found = close_out(commitments, promises=promises, not_asked=not_asked, next_topic=next_topic)
    candidates = [next_topic, *texts(found.topics), *not_asked]
    if any(has_topic(text) and len(text.strip()) <= LONGEST_CHIP for text in candidates):
        assert has_topic(found.topic)
    for chips in (found.topics, found.they_bring, found.we_bring):
        assert len(chips) <= AT_MOST
    for chips in (found.they_bring, found.we_bring):
        assert [len(text) for text in texts(chips)] == sorted(len(text) for text in texts(chips))
    assert found.topic not in texts(found.topics)


@given(PROMISES)
def test_the_order_of_what_is_known_changes_no_wording(commitments):
    named = [replace(each, owner="") for each in commitments]
    one, other = close_out(named), close_out(named[::-1])
    assert texts(one.they_bring) == texts(other.they_bring)
    assert one.topic == other.topic


@given(st.text(), st.text())
def test_any_text_gives_a_proposal(what, next_topic):
    close_out([theirs(what)], next_topic=next_topic, not_asked=[what])


def test_what_they_owe_makes_the_topic_before_our_own_homework():
    found = close_out([ours("price list"), theirs("pump hours of both sites")], not_asked=["Who signs the order?"])
    assert found.topic == "pump hours of both sites"
    assert texts(found.topics) == ["Who signs the order?", "price list"]


def test_a_promise_to_send_or_bring_is_homework_and_no_topic():
    found = close_out([theirs("bring Paul"), theirs("send you the price per depot")])
    assert (found.topic, texts(found.topics)) == ("price per depot", [])
    assert texts(found.they_bring) == ["bring Paul", "send you the price per depot"]


def test_a_promise_that_names_nothing_is_no_topic():
    found = close_out([theirs("join you")])
    assert found.topic == ""
    assert found.prep_question == prep_question()
