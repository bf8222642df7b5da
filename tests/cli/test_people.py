"""`foothold people`: who is here, and a way back in for one of them, at the machine alone."""

import json
from typing import Any

import pytest

from foothold.cli import main
from foothold.records.models import EntryLink, Membership, User

pytestmark = pytest.mark.django_db
PUBLIC = ["--public", "https://foothold.harbour.example"]


@pytest.fixture
def tom(seat: Any, monkeypatch: pytest.MonkeyPatch) -> User:
    """A colleague of the owner, on the database of the tests."""
    monkeypatch.setattr("foothold.cli.serve.prepare_data_folder", lambda data: True)
    person = User.objects.create(address="tom@harbour.example", name="Tom\x1b[2J Reyes")
    Membership.objects.in_workspace(seat.workspace).create(user=person, role="seller")
    return person


def test_everybody_who_is_here_is_listed_one_a_line(tom: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Anna", "Tom"]
    assert "\x1b" not in "".join(lines), "a name steers no terminal"
    assert main(["people", "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["role"], row["team"], row["leads"]) for row in listed] == [("owner", None, []), ("seller", None, [])]


def test_a_link_is_printed_for_who_is_here_and_lets_him_in_once(tom: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--link", "TOM@harbour.example", *PUBLIC]) == 0
    assert capsys.readouterr().out.startswith("https://foothold.harbour.example/enter/")
    assert EntryLink.objects.get().user == tom


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["--link", "zoe@harbour.example", *PUBLIC], "nobody here goes by zoe@harbour.example"),
        (["--link", "tom@harbour.example"], "Add --public"),
        (["--link", "tom@harbour.example", "--public", "http://harbour.example"], "foothold:"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    given: list[str], why: str, tom: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTHOLD_PUBLIC", raising=False)
    assert main(["people", *given]) == 2
    assert why in capsys.readouterr().err
    assert not EntryLink.objects.exists()
