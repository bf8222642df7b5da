"""Whose calendar this is (core/ours.py)."""

from collections.abc import Iterable
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from foothold.core.ours import Ours, OursBecause, SeenEntry, propose_ours

ANNA, JO = "anna.weber@harbour.example", "jo@harbour.example"
PETRA = "petra.lang@northwind.example"


def customers(count: int) -> list[str]:
    return [f"kim@firm{number}.example" for number in range(count)]


def organized_by(organizer: str, guests: Iterable[str], *with_us: str) -> list[SeenEntry]:
    return [SeenEntry(organizer, (*with_us, guest)) for guest in guests]


def test_who_is_in_every_entry_with_different_people_is_the_owner() -> None:
    found = propose_ours(organized_by(ANNA, customers(6)) + organized_by(PETRA, [ANNA] * 2))
    assert found == Ours(ANNA, (ANNA,), ("harbour.example",), OursBecause.IN_MOST, sure=True)


def test_a_calendar_named_by_an_address_is_that_persons() -> None:
    found = propose_ours(organized_by(JO, customers(5), ANNA), "Anna.Weber@harbour.example")
    assert (found.owner, found.because, found.sure) == (ANNA, OursBecause.CALENDAR_NAME, True)


def test_a_calendar_named_by_an_address_that_stands_in_no_entry_is_asked_about() -> None:
    found = propose_ours(organized_by(JO, customers(5)), ANNA)
    assert (found.owner, found.sure) == (ANNA, False)


def test_a_calendar_named_by_words_or_by_a_machine_is_judged_by_its_entries() -> None:
    seen = organized_by(ANNA, customers(5))
    for name in ("Anna Weber", "Work", "abc@group.calendar.google.com"):
        assert propose_ours(seen, name).because is OursBecause.IN_MOST


def test_a_published_calendar_without_people_proposes_nobody() -> None:
    assert propose_ours([SeenEntry("", ())] * 40) == Ours("", (), (), OursBecause.NOBODY_NAMED, sure=False)
    assert propose_ours([]).because is OursBecause.NOBODY_NAMED


def test_machines_and_rooms_are_nobody() -> None:
    rooms = [SeenEntry("c_1@resource.calendar.google.com", ("room1@harbour.example",))] * 9
    assert propose_ours(rooms).because is OursBecause.NOBODY_NAMED
    found = propose_ours([SeenEntry(ANNA, ("room1@harbour.example", guest)) for guest in customers(5)])
    assert found.owner == ANNA


def test_two_entries_are_too_few_and_name_candidates() -> None:
    found = propose_ours(organized_by(PETRA, [ANNA, ANNA]))
    assert (found.owner, found.because, found.sure) == ("", OursBecause.TOO_FEW, False)
    assert set(found.candidates) == {ANNA, PETRA}


def test_a_customer_met_in_almost_every_entry_is_not_taken_for_us() -> None:
    # 19 of 20 entries hold Petra; Anna is in all and organizes twelve.
    seen = organized_by(ANNA, [PETRA] * 11) + organized_by(PETRA, [ANNA] * 8) + organized_by(ANNA, customers(1))
    found = propose_ours(seen)
    assert (found.owner, found.because, found.sure) == (ANNA, OursBecause.ORGANIZES_MOST, False)
    assert found.candidates == (ANNA, PETRA)


def test_a_customer_who_is_named_more_often_than_the_owner_is_asked_about() -> None:
    # Some calendars leave their owner out of the attendees: here he shows only where he organizes.
    seen = [SeenEntry(ANNA, (PETRA,))] * 12 + [SeenEntry(PETRA, ())] * 6 + organized_by(ANNA, customers(2))
    found = propose_ours(seen)
    assert (found.owner, found.because) == ("", OursBecause.TWO_CLOSE)
    assert set(found.candidates) == {ANNA, PETRA}


def test_an_assistants_calendar_is_asked_about_and_the_firm_is_clear() -> None:
    seen = organized_by(JO, customers(9), ANNA) + organized_by(ANNA, customers(1), JO)
    found = propose_ours(seen)
    assert (found.owner, found.sure) == (JO, False)
    # He is in all of them and organizes none, she in most of them and organizes all: it may be either's.
    seen = organized_by(JO, customers(9), ANNA) + organized_by("kim@elbe.example", [ANNA] * 2)
    found = propose_ours(seen)
    assert (found.owner, found.domains, found.sure) == ("", ("harbour.example",), False)
    assert found.candidates == (ANNA, JO)


def test_a_calendar_of_one_firms_people_only_makes_the_firm_ours() -> None:
    colleagues = [f"kim{number}@harbour.example" for number in range(6)]
    found = propose_ours(organized_by(ANNA, colleagues))
    assert (found.owner, found.domains, found.sure) == (ANNA, ("harbour.example",), True)
    close = propose_ours([SeenEntry(ANNA, (JO,))] * 2 + [SeenEntry(JO, (ANNA,))] * 2)
    assert (close.owner, close.domains, close.sure) == ("", ("harbour.example",), False)


def test_nobody_in_most_entries_leaves_the_owner_open() -> None:
    seen = [SeenEntry(f"a{number}@harbour.example", (f"b{number}@elbe.example",)) for number in range(9)]
    assert propose_ours(seen).because is OursBecause.NOBODY_IN_MOST


def test_an_owner_with_personal_mail_makes_only_his_address_ours() -> None:
    found = propose_ours(organized_by("anna.weber@gmail.com", customers(6)))
    assert (found.addresses, found.domains, found.sure) == (("anna.weber@gmail.com",), (), True)


def test_two_mailboxes_of_one_name_never_together_are_one_person_to_be_confirmed() -> None:
    second = "anna.weber@gmail.com"
    found = propose_ours(organized_by(ANNA, customers(6)) + organized_by(second, customers(4)))
    assert found.addresses == (ANNA, second)
    assert (found.domains, found.sure) == (("harbour.example",), False)


def test_a_namesake_met_by_the_owner_is_another_person() -> None:
    namesake = "anna.weber@northwind.example"
    found = propose_ours(organized_by(ANNA, customers(6)) + [SeenEntry(ANNA, (namesake,))] * 2)
    assert (found.addresses, found.sure) == ((ANNA,), True)


def test_mailboxes_of_one_name_under_one_firms_hosts_are_not_asked_about() -> None:
    second = "anna.weber@mail.harbour.example"
    found = propose_ours(organized_by(ANNA, customers(8)) + organized_by(second, customers(2)))
    assert (found.addresses, found.sure) == ((ANNA, second), True)


def test_a_second_domain_among_ourselves_and_before_different_customers_is_proposed_only() -> None:
    studio = ("kim@harbour-studio.example", "lee@harbour-studio.example")
    among_us = [SeenEntry(ANNA, studio)] * 4 + [SeenEntry(ANNA, (JO,))] * 2
    found = propose_ours(among_us + organized_by(ANNA, customers(5), *studio))
    assert (found.domains, found.sure) == (("harbour.example", "harbour-studio.example"), False)


def test_one_customer_however_often_met_is_no_second_domain() -> None:
    theirs = (PETRA, "kim@northwind.example")
    found = propose_ours([SeenEntry(ANNA, theirs)] * 9 + organized_by(ANNA, customers(5)))
    assert (found.owner, found.domains) == (ANNA, ("harbour.example",))


ADDRESSES = st.sampled_from([ANNA, JO, PETRA, "anna.weber@gmail.com", "room1@harbour.example", "", "nobody"])
SEEN = st.lists(st.builds(SeenEntry, ADDRESSES, st.lists(ADDRESSES, max_size=4).map(tuple)), max_size=25)


@given(seen=SEEN, name=ADDRESSES, data=st.data())
def test_the_proposal_does_not_depend_on_the_order_and_names_only_who_was_seen(
    seen: list[SeenEntry], name: str, data: st.DataObject
) -> None:
    found = propose_ours(seen, name)
    assert propose_ours(data.draw(st.permutations(seen)), name) == found
    named = {name, *(address for entry in seen for address in (entry.organizer, *entry.attendees))}
    assert set(found.addresses) | set(found.candidates) <= named
    assert found.owner or not found.sure


def test_an_entry_with_all_the_world_in_it_is_read_in_linear_time() -> None:
    world = tuple(f"kim@firm{number}.example" for number in range(20_000))
    begun = perf_counter()
    found = propose_ours([SeenEntry(ANNA, world), *organized_by(ANNA, customers(9))])
    assert found.owner == ANNA
    assert perf_counter() - begun < 5
