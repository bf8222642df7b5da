"""What is remembered about speakers, and what must not be."""

from typing import Any

import pytest

from foothold.records.who_is_who import names_somebody, remember_sides, remembered_sides


@pytest.mark.parametrize("label", ["Speaker 2", "speaker_01", "Participant 3", "Guest", "SPEAKER A", "", "Sprecher 1"])
def test_a_recorders_placeholder_names_nobody(label: str) -> None:
    assert not names_somebody(label)


@pytest.mark.parametrize("label", ["Petra Lang", "Guest House Ltd", "Dr. Unknownski", "petra"])
def test_a_name_names_somebody(label: str) -> None:
    assert names_somebody(label)


def test_a_side_once_told_is_remembered_by_name(seat: Any, stranger: Any) -> None:
    remember_sides(seat, {"Petra Lang": "customer", "Speaker 2": "customer"})
    assert remembered_sides(seat, ["Petra Lang", "Speaker 2"]) == {"Petra Lang": "customer"}
    remember_sides(seat, {"Petra Lang": "ours"})
    assert remembered_sides(seat, ["Petra Lang"]) == {"Petra Lang": "ours"}
    assert remembered_sides(stranger, ["Petra Lang"]) == {}
