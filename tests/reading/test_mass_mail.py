"""A conversation with nothing in it yields nothing (issue: contact cards, signatures, agendas, newsletters)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from foothold.read import read

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)
HEAD = "From: Petra Lang <p@northwind.example>\nTo: a@harbour.example\nDate: Mon, 02 Mar 2026 14:00:00 +0100\n"

NOTHING = {
    "card.txt": "Petra Lang\nHead of Operations\nNorthwind GmbH\nTel +43 1 234567\nOffice hours Mon-Fri 9-17\n",
    "card.vcf.txt": "BEGIN:VCARD\nFN:Petra Lang\nNOTE:Will send data on Friday\nEND:VCARD\n",
    "agenda.md": "# Agenda Tuesday 10 March 10:00\n\n- 10:00 Welcome\n- 10:30 Petra to present pump hours\n- We will discuss prices\n",
    "agenda.txt": "Agenda\n9:00 Arrival\n9:30 Anna will present the trial plan\n10:00 Petra will show us the press line\n",
    "agenda.eml": HEAD
    + "Subject: Agenda\n\nAgenda for Thursday\n\n10:00 Tour (Petra)\n11:30 We will discuss budget\n4. We'll send the minutes\n",
    "list.eml": HEAD
    + "Subject: March\nList-Unsubscribe: <x>\n\nJoin us on Thursday 12 March at 15:00. We will send you the recording by Friday.\n",
    "news.txt": "Newsletter\nWe will send all readers the results by Friday. Register by 10 March.\nUnsubscribe here.\n",
    "away.eml": HEAD
    + "Subject: Automatic reply\nAuto-Submitted: auto-replied\n\nI will answer your mail on 16 March.\n",
    "signature.eml": HEAD
    + "Subject: Re: x\n\nThanks!\n\n-- \nPetra Lang\nWe will be at the fair from 20 to 24 April.\n",
}


def found(name: str, text: str) -> dict[str, Any]:
    return read(text.encode(), name=name, ours=["harbour.example", "Anna Weber"], now=NOW)


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_promised_or_agreed_where_nobody_speaks_to_anybody(name: str) -> None:
    document = found(name, NOTHING[name])
    assert document["commitments"] == []
    assert document["next_step"] is None or document["next_step"]["start"] is None
    assert document["verdict"] == "continuation"
    assert {test["level"] for test in document["tests"].values()} == {"E0"}


def test_an_automatic_reply_still_says_until_when_he_is_away() -> None:
    text = HEAD + "Subject: Automatic reply\nAuto-Submitted: auto-replied\n\nI am out of the office until 16 March.\n"
    assert found("away.eml", text)["absence_until"] == "2026-03-16"


def test_a_personal_mail_with_one_such_word_is_read() -> None:
    text = HEAD + "Subject: Re: x\n\nI saw your newsletter. We'll send you the scrap data by Friday.\n"
    assert [c["due"] for c in found("mail.eml", text)["commitments"]] == ["2026-03-06"]
