"""A mail's own signature proves its sender where no server we trust speaks; of nothing else a key is asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import PETRA, WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.actions.change_invitation import move_next_step
from foothold.actions.import_files import import_bytes, import_paths
from foothold.records.models import Invitation, InvitationReply, Letter, Meeting
from foothold.web.mailed_answers import words_of_answer
from signed_mails import Dns, Signer

NORTHWIND = Signer()
Answer = Callable[..., bytes]


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> Dns:
    """What DNS says, asked by nobody else."""
    found = Dns(NORTHWIND)
    monkeypatch.setattr("foothold.connectors.mail.sender_keys.txt_records", found)
    return found


@pytest.fixture
def invitation(seat: Any, now: datetime) -> Invitation:
    return book_next_step(seat, WANTED, now=now)


@pytest.fixture
def answer(invitation: Invitation) -> Answer:
    """answer("DECLINED", sequence=0, at="113000", signer=NORTHWIND, sender=PETRA, seal="", uid=..., name="m"): a mail."""

    def made(
        partstat: str = "ACCEPTED",
        *,
        sequence: int = 0,
        at: str = "113000",
        signer: Signer | None = NORTHWIND,
        sender: str = f"Petra Lang <{PETRA}>",
        seal: str = "",
        uid: str = invitation.uid,
        name: str = "m",
        method: str = "REPLY",
    ) -> bytes:
        mail = (
            f"From: {sender}\r\nTo: anna@harbour.example\r\nSubject: {partstat}\r\n"
            f"Message-ID: <{name}@northwind.example>\r\nDate: Tue, 22 Sep 2026 11:30:00 +0000\r\nMIME-Version: 1.0\r\n"
            f'Content-Type: text/calendar; method={method}; charset="utf-8"\r\n\r\n'
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n"
            f"DTSTAMP:20260922T{at}Z\r\nDTSTART:20260924T080000Z\r\nORGANIZER:mailto:anna@harbour.example\r\n"
            f"ATTENDEE;PARTSTAT={partstat}:mailto:{PETRA}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()
        signed = signer.sign(mail) if signer else mail
        return (f"Authentication-Results: {seal}\r\n" if seal else "").encode() + signed

    return made


def after(seat: Any, data: bytes, now: datetime) -> tuple[str, str]:
    import_bytes(seat, data, "answer.eml", now=now)
    found = Meeting.objects.in_workspace(seat.workspace).get()
    return found.answer, found.answer_level


def why(seat: Any) -> str:
    return InvitationReply.objects.in_workspace(seat.workspace).get().because


def test_a_dropped_answer_that_is_signed_books_it(seat: Any, answer: Answer, dns: Dns, now: datetime) -> None:
    assert after(seat, answer(), now) == ("accepted", "E4")
    assert Letter.objects.in_workspace(seat.workspace).get().sender_check == "pass"
    assert why(seat) == "verified"


def test_it_counts_where_another_server_than_ours_speaks(seat: Any, answer: Answer, dns: Dns, now: datetime) -> None:
    seat.workspace.authserv_id = "mx.harbour.example"
    elsewhere = "mx.elsewhere.example; dmarc=fail header.from=northwind.example"
    assert after(seat, answer(seal=elsewhere), now) == ("accepted", "E4")


@pytest.mark.parametrize(
    ("said", "level", "because"),
    [
        ("dmarc=fail header.from=northwind.example", "E0", "rejected"),
        ("spf=none", "E3", "unverified"),
        ("dmarc=pass header.from=northwind.example", "E4", "verified"),
    ],
)
def test_what_the_trusted_server_says_stands_and_no_key_is_asked_for(
    seat: Any, answer: Answer, dns: Dns, now: datetime, said: str, level: str, because: str
) -> None:
    seat.workspace.authserv_id = "mx.harbour.example"
    after(seat, answer(seal=f"mx.harbour.example; {said}"), now)
    kept = InvitationReply.objects.in_workspace(seat.workspace).get()
    assert (kept.level, kept.because) == (level, because)
    assert not dns.asked


def test_only_for_an_answer_to_an_invitation_of_ours_is_a_key_asked_for(
    seat: Any, answer: Answer, dns: Dns, now: datetime
) -> None:
    import_bytes(seat, answer(uid="another@elsewhere.example"), "other.eml", now=now)
    import_bytes(seat, answer(method="REQUEST", name="r"), "request.eml", now=now)
    letter = b"From: petra@northwind.example\r\nTo: anna@harbour.example\r\nSubject: Hello\r\nMessage-ID: <l@x>\r\nDate: Tue, 22 Sep 2026 11:30:00 +0000\r\n\r\nHello.\r\n"
    import_bytes(seat, NORTHWIND.sign(letter, covered="from:subject:date"), "letter.eml", now=now)
    assert not dns.asked
    import_bytes(seat, answer(), "answer.eml", now=now)
    assert dns.asked == [NORTHWIND.name]


def test_switched_off_nothing_is_asked(seat: Any, answer: Answer, dns: Dns, now: datetime, settings: Any) -> None:
    settings.CHECKS_SIGNATURES = False
    assert after(seat, answer(), now) == ("accepted", "E3")
    assert why(seat) == "unverified"
    assert not dns.asked


def test_of_a_folder_each_key_is_asked_for_once_and_a_silent_dns_twice(
    seat: Any, answer: Answer, dns: Dns, now: datetime, tmp_path: Any
) -> None:
    for place in range(5):
        (tmp_path / f"{place}.eml").write_bytes(answer(at=f"11300{place}", name=f"m{place}"))
    import_paths(seat, [tmp_path], now=now)
    assert dns.asked == [NORTHWIND.name]
    dns.asked, dns.silent = [], True
    others = [Signer(selector=f"s{place}", bits=1024) for place in range(4)]
    for place, other in enumerate(others):
        (tmp_path / f"{place}.eml").write_bytes(answer(at=f"11400{place}", name=f"n{place}", signer=other))
    import_paths(seat, [tmp_path], now=now)
    assert len(dns.asked) == 2


def test_a_mail_dropped_again_counts_once_dns_answers(seat: Any, answer: Answer, dns: Dns, now: datetime) -> None:
    dns.silent = True
    assert after(seat, answer(), now) == ("accepted", "E3")
    dns.silent = False
    assert after(seat, answer(), now) == ("accepted", "E4")


def test_of_a_mail_read_again_it_is_said_what_its_signature_lacks_now(
    seat: Any, answer: Answer, dns: Dns, now: datetime
) -> None:
    dns.silent = True
    after(seat, answer(), now)
    assert why(seat) == "unverified: no answer of DNS"
    dns.silent, dns.records = False, {}
    after(seat, answer(), now)
    assert why(seat) == "unverified: no key"


@pytest.mark.parametrize(
    ("mail", "says"),
    [
        ({"signer": None}, "nobody signed it"),
        ({"signer": Signer("mailer.example")}, "signed by another domain than theirs"),
        ({"signer": Signer(selector="gone")}, "the key it was signed with is not in DNS"),
        ({"signer": Signer()}, "changed on its way, its signature does not fit"),
        ({"signer": Signer(bits=1024, selector="silent")}, "DNS did not answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_why_it_is_not_verified_is_said(
    seat: Any, answer: Answer, dns: Dns, now: datetime, mail: dict[str, Any], says: str
) -> None:
    dns.silent = says == "DNS did not answer"
    assert after(seat, answer(**mail), now) == ("accepted", "E3")
    kept = InvitationReply.objects.in_workspace(seat.workspace).get()
    assert words_of_answer(kept) == f"accepted by mail, not verified: {says}"


@pytest.mark.parametrize(
    "sender",
    [
        f"Petra Lang <{PETRA}>, Jan <jan@northwind.example>",
        f"{PETRA} <jan@elsewhere.example>",
        f"Petra Lang <{PETRA}>\r\nFrom: Petra Lang <{PETRA}>",
        f'"{PETRA}" <zoe@elsewhere.example>',
    ],
)
def test_a_mail_of_several_senders_is_nobodys(seat: Any, answer: Answer, dns: Dns, now: datetime, sender: str) -> None:
    dns.records |= {each.name: [each.record] for each in [ELSEWHERE]}
    for signer in (NORTHWIND, ELSEWHERE):
        after(seat, answer(sender=sender, signer=signer, name=signer.domain), now)
    levels = InvitationReply.objects.in_workspace(seat.workspace).values_list("level", flat=True)
    assert "E4" not in set(levels)


ELSEWHERE = Signer("elsewhere.example")


# --- the same mail once more ---------------------------------------------------------------------


def test_a_yes_sent_again_after_the_time_was_moved_is_history(
    seat: Any, invitation: Invitation, answer: Answer, dns: Dns, now: datetime
) -> None:
    assert after(seat, answer(), now) == ("accepted", "E4")
    move_next_step(seat, invitation, invitation.starts_at + timedelta(days=1), now=now)
    assert after(seat, answer(), now)[0] != "accepted"
    assert after(seat, answer().replace(b"<m@", b"<again@"), now)[0] != "accepted"


def test_a_yes_sent_again_after_a_no_takes_nothing_back(seat: Any, answer: Answer, dns: Dns, now: datetime) -> None:
    after(seat, answer(), now)
    assert after(seat, answer("DECLINED", at="114500", name="no"), now)[0] == "declined"
    again = b"Received: from replay.example\r\n" + answer()
    for copy in (again, again.replace(b"<m@", b"<again@")):
        assert after(seat, copy, now)[0] == "declined"


def test_a_yes_to_one_invitation_answers_no_other(
    seat: Any, invitation: Invitation, answer: Answer, dns: Dns, now: datetime, invite: Any
) -> None:
    other = invite(seat)
    import_bytes(seat, answer().replace(invitation.uid.encode(), other.uid.encode()), "again.eml", now=now)
    assert Meeting.objects.in_workspace(seat.workspace).get(pk=other.meeting_id).answer_level != "E4"
