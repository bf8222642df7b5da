"""From a dropped file to the verdict, as the person goes through it; no script needed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from foothold.actions.make_demo import make_demo
from foothold.actions.open_workspace import make_entry_link
from foothold.read import open_conversation
from foothold.read import read as foothold_read
from foothold.records.models import (
    Account,
    Commitment,
    Contact,
    Correction,
    Feeling,
    Identity,
    Judgement,
    Meeting,
    SourceConsent,
    SourceText,
    SpeakerSide,
)
from foothold.web.carried import carried as carried_back
from foothold.web.carried import carry

Read = Callable[..., Any]
TALK = """Anna Weber: How shall we leave it?
Petra Lang: Call me after the conference.
Anna Weber: Great, I'll touch base.
"""

REPLY = """From: Jan Novak <jan@alpine.example>
To: Anna Weber <anna@harbour.example>
Subject: Re: Trial plan
Date: Tue, 22 Sep 2026 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Thursday works for me.

On Mon, 21 Sep 2026 at 09:00, Anna Weber <anna@harbour.example> wrote:
> Could we do Thursday 24 September at 10:00 to go through the trial plan?
"""


def in_(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


def carried(page: Any) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def give(browser: Client, words: str = TALK) -> Any:
    return browser.post("/read", {"words": words})


def answers(page: Any, **given: str) -> dict[str, str]:
    told = {
        "speakers": "2",
        "speaker.0": "Anna Weber",
        "side.0": "ours",
        "speaker.1": "Petra Lang",
        "side.1": "customer",
    }
    return {"carried": carried(page), "account": "Northwind", "held_at": "2026-09-22T10:00", **told, **given}


def test_from_pasted_words_to_the_verdict(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    page = give(browser)
    text = page.content.decode()
    assert "Did you get what you came for?" in text
    assert "Who is who?" in text
    assert "Nothing is booked" not in text, "the verdict is not shown before the answers"
    page = browser.post("/verdict", answers(page, met="yes", sure="75", knowing="everyone_knew"), follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.index("Vague") < text.index("Nothing is booked.") < text.index("Five tests") < text.index("The words")
    assert "Call me after the conference." in text
    assert "75 % sure" in text
    assert "(locked)" in text or "(late)" in text
    assert 'href="#L2"' in text
    assert re.search(r'id="L2".*<mark>Call me after the conference\.</mark>', text)


@pytest.mark.parametrize(
    ("late", "word", "why"),
    [
        (False, "(locked)", "Locked: said before the verdict, and never changed."),
        (True, "(late)", "Late: after the verdict, or half an hour after the end. Kept, and counted nowhere."),
    ],
)
def test_what_locked_and_late_mean_stands_beside_what_was_felt(
    seat: Any, browser_of: Read, read_meeting: Read, late: bool, word: str, why: str
) -> None:
    meeting = read_meeting(seat)
    page = f"/meetings/{meeting.pk}"
    assert why not in browser_of(seat).get(page).content.decode(), "nothing was said of it"
    in_(seat, Feeling).create(meeting=meeting, user=seat.user, sure=75, said_at=meeting.ended_at, late=late)
    text = browser_of(seat).get(page).content.decode()
    assert text.index(word) < text.index(why)


PETRA, ANNA = "Petra Lang <petra.lang@northwind.example>", "Anna Weber <anna@harbour.example>"


@pytest.mark.parametrize(
    ("header", "held_at"),
    [
        (f"From: {PETRA}\nDate: Fri, 25 Sep 2026 10:14:00 +0200\nSubject: Re: Pilot\nTo: {ANNA}", "2026-09-25T10:14"),
        (f"From: {PETRA}\nDate: Fri, Sep 25, 2026 at 10:14 PM\nSubject: Re: Pilot\nTo: {ANNA}", "2026-09-25T22:14"),
        (f"From: {PETRA}\nSent: Friday, September 25, 2026 10:14\nTo: {ANNA}\nSubject: Pilot", "2026-09-25T10:14"),
        (f"Von: {PETRA}\nGesendet: Freitag, 25. September 2026 10:14\nAn: {ANNA}\nBetreff: AW", "2026-09-25T10:14"),
    ],
    ids=["as sent", "Gmail", "Outlook", "German"],
)
def test_a_mail_pasted_with_its_header_is_read_as_that_mail(
    seat: Any, browser_of: Read, header: str, held_at: str
) -> None:
    """Sender, time and side are taken from it, its header and what it quotes are no words of hers."""
    browser = browser_of(seat)
    page = give(browser, f"{header}\n\nCall me after the conference.\n\n> Thursday 10:00?\n")
    text = page.content.decode()
    assert f'name="held_at" value="{held_at}"' in text
    assert "The source says so." in text
    assert 'name="account" value="Northwind"' in text
    sent = {"carried": carried(page), "account": "Northwind", "held_at": held_at, "knowing": "everyone_knew"}
    sides = {"speakers": "1", "speaker.0": "Petra Lang", "side.0": "customer"}
    page = browser.post("/verdict", {**sent, **sides}, follow=True)
    assert "Nothing is booked." in page.content.decode()
    source = in_(seat, SourceText).get()
    assert (source.text, source.turns[0][0]) == ("Call me after the conference.", "Petra Lang")


def test_a_pasted_day_that_may_be_two_is_asked_for(seat: Any, browser_of: Read) -> None:
    header = f"From: {PETRA}\nDate: 11/10/2026 10:14 AM\nSubject: Pilot\nTo: {ANNA}"
    page = give(browser_of(seat), f"{header}\n\nCall me after the conference.\n").content.decode()
    assert "The source does not say." in page


@pytest.mark.parametrize(
    "words",
    [
        "From: Berlin\nTo: Vienna\nSubject: the train\n\nBring the pump hours.",
        "Bring the pump hours.\n\nFrom: <script>alert(1)</script>\nSubject: x\nTo: y",
        "From: "
        + "<@" * 5000
        + "\nDate: "
        + "2026 " * 5000
        + "\nSubject: x\n\n"
        + "> " * 5000
        + "Bring the pump hours.",
    ],
    ids=["notes", "header below the words", "made to hurt"],
)
def test_pasted_words_that_only_look_like_a_mail_are_read_all_the_same(seat: Any, browser_of: Read, words: str) -> None:
    page = give(browser_of(seat), words)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode()


def test_nothing_is_stored_before_the_answers(seat: Any, browser_of: Read) -> None:
    give(browser_of(seat))
    for model in (Meeting, SourceText, SourceConsent, Feeling):
        assert not in_(seat, model).exists()


def test_every_question_may_be_skipped(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    page = browser.post("/verdict", {"carried": carried(give(browser)), "even_so": "1"}, follow=True)
    assert page.status_code == 200
    assert "Who is who?" in page.content.decode()
    assert not in_(seat, Feeling).exists()
    assert in_(seat, SourceText).get().text == "", "no answer is no consent"


def test_pasted_words_are_not_lost_where_the_sides_are_left_open(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    sent = answers(give(browser), account="Northwind Brewery", met="partly", sure="75", thought_words="who signs")
    page = browser.post("/verdict", {**sent, "side.1": ""})
    text = page.content.decode()
    assert "going on loses them" in text
    assert not in_(seat, Meeting).exists(), "nothing is stored yet"
    assert 'value="Northwind Brewery"' in text
    assert re.search(r'name="met" value="partly" checked', text)
    assert re.search(r'name="sure" value="75" checked', text)
    assert re.search(r'name="side.0" value="ours" checked', text)
    assert not re.search(r'name="side.1" value="[a-z]+" checked', text)
    page = browser.post("/verdict", {**sent, "carried": carried(page)}, follow=True)
    assert "Nothing is booked." in page.content.decode()


def test_when_not_known_the_quotes_stand_alone_and_the_page_says_so(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    text = browser.post("/verdict", answers(give(browser), knowing="not_known"), follow=True).content.decode()
    assert "Call me after the conference." in text
    assert "The words are not stored" in text
    assert 'href="#L' not in text
    assert in_(seat, SourceText).get().text == ""


def test_what_was_answered_is_not_asked_again(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    browser.post("/verdict", answers(give(browser), knowing="everyone_knew"))
    text = give(browser, TALK + "Petra Lang: Bye.\n").content.decode()
    assert 'name="knowing"' not in text
    assert "Who is who?" not in text
    assert 'value="Northwind"' in text


def test_a_mail_keeps_what_it_quotes_on_its_way_through_the_browser(seat: Any) -> None:
    conversation = open_conversation(REPLY.encode(), "reply.eml")
    assert conversation.earlier
    assert carried_back(seat, carry(seat, conversation)) == conversation


def test_a_mail_gets_the_same_verdict_in_the_browser_as_in_the_terminal(seat: Any, browser_of: Read) -> None:
    in_(seat, Identity).create(kind="domain", value="harbour.example")
    browser = browser_of(seat)
    page = browser.post("/read", {"file": SimpleUploadedFile("reply.eml", REPLY.encode())})
    browser.post("/verdict", {"carried": carried(page), "held_at": "2026-09-22T10:00", "knowing": "everyone_knew"})
    there = in_(seat, Judgement).get().document
    here = foothold_read(REPLY.encode(), name="reply.eml", tz="Europe/Berlin", ours=["harbour.example"])
    assert there["next_step"]["start"]
    assert (there["next_step"], there["state"]) == (here["next_step"], here["state"])


def test_a_file_read_before_is_said(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    browser.post("/verdict", answers(give(browser), knowing="everyone_knew"))
    assert "You have read this file before." in give(browser).content.decode()


def test_a_dropped_file_is_read(seat: Any, browser_of: Read) -> None:
    file = SimpleUploadedFile("northwind.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra Lang>Call me.\n")
    page = browser_of(seat).post("/read", {"file": file, "words": ""})
    assert page.status_code == 200
    assert "northwind.vtt" in page.content.decode()


def test_my_own_written_notes_get_their_verdict_with_one_question(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    page = give(browser, "Met Petra. She will send the pump hours by Friday.")
    text = page.content.decode()
    assert text.index("Where do these words come from?") < text.index("unless-own-notes") < text.index("Whose words")
    sent = {"carried": carried(page), "speakers": "1", "speaker.0": "", "knowing": "written_notes"}
    assert "Nothing is booked." in browser.post("/verdict", sent, follow=True).content.decode()


def test_each_kind_of_source_has_answers_that_fit_it(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    mail = browser.post("/read", {"file": SimpleUploadedFile("reply.eml", REPLY.encode())}).content.decode()
    notes = give(browser, "Met Petra. She calls.").content.decode()
    talk = give(browser).content.decode()
    assert ["My own written notes" in page for page in (talk, mail, notes)] == [False, False, True]
    assert ["Mail written to us" in page for page in (talk, mail, notes)] == [False, True, False]


def test_only_names_are_said_to_be_remembered(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    assert "Names are remembered" in give(browser).content.decode()
    nameless = TALK.replace("Anna Weber", "Speaker 1").replace("Petra Lang", "Speaker 2")
    text = give(browser, nameless).content.decode()
    assert "Who is who?" in text
    assert "Names are remembered" not in text


def test_of_several_dropped_files_it_says_which_was_taken(seat: Any, browser_of: Read) -> None:
    file = SimpleUploadedFile("call.txt", TALK.encode())
    text = browser_of(seat).post("/read", {"file": file, "files": "2"}).content.decode()
    assert "You gave 2 files. The first was taken: call.txt." in text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.txt"),
        (b"   \n", "blank.txt"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt " + bytes(range(256)) * 40, "talk.vtt"),
        (b"PK\x03\x04" + bytes(400), "broken.docx"),
        (bytes(4000), "nul.txt"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line_and_nothing_is_stored(
    seat: Any, browser_of: Read, data: bytes, name: str
) -> None:
    page = browser_of(seat).post("/read", {"file": SimpleUploadedFile(name, data)})
    assert page.status_code == 422
    assert "Nothing was stored." in page.content.decode()
    assert not in_(seat, Meeting).exists()


def test_what_was_pasted_is_given_back_when_it_cannot_be_read(seat: Any, browser_of: Read) -> None:
    page = browser_of(seat).post("/verdict", {"carried": "changed", "words": "Petra: Hello <b>there"})
    assert page.status_code == 422
    assert "Petra: Hello &lt;b&gt;there" in page.content.decode()


def test_what_travelled_cannot_be_changed_or_used_by_somebody_else(seat: Any, colleague: Any, browser_of: Read) -> None:
    field = carried(give(browser_of(seat)))
    for browser, value in ((browser_of(seat), field[:-3] + "abc"), (browser_of(colleague), field)):
        assert browser.post("/verdict", {"carried": value}).status_code == 422
    assert not in_(seat, Meeting).exists()


def test_words_are_shown_as_text_never_as_a_page(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    page = give(browser, "<script>alert(1)</script>: Call me next week.\nAnna: <img src=x onerror=alert(1)> Fine.\n")
    sent = {"carried": carried(page), "knowing": "everyone_knew", "account": "<script>alert(2)</script>"}
    text = browser.post("/verdict", sent, follow=True).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_reload_of_the_page_after_sending_starts_again(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    for address in ("/read", "/verdict"):
        assert browser.get(address).headers["Location"] == "/after"


# --- on the meeting's page -------------------------------------------------------------------------------------


def test_not_right_is_kept_shown_and_taken_back(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    address = f"/meetings/{meeting.pk}/not-right"
    page = browser.post(address, {"claim": "next_step", "says": "agreed", "words": "On the phone"}, follow=True)
    text = page.content.decode()
    assert "Not right, you say:" in text
    assert "They agreed to a date and time" in text
    assert "Nothing is booked." in text, "the verdict stays what the words bear"
    browser.post(address, {"claim": "next_step", "says": ""})
    assert not in_(seat, Correction).exists()


def test_not_right_takes_only_the_answers_it_offers(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    address = f"/meetings/{meeting.pk}/not-right"
    assert browser.post(address, {"claim": "next_step", "says": "brilliant"}).status_code == 400
    for claim in ("source.name", "tests", "tests.T9", "x"):
        assert browser.post(address, {"claim": claim, "says": "agreed"}).status_code in {400, 404}, claim
    assert not in_(seat, Correction).exists()


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [("keep", "open", "On the list"), ("drop", "dropped", "Dropped"), ("done", "done", "Done")],
)
def test_a_promise_is_answered_on_its_card(
    seat: Any, browser_of: Read, read_meeting: Read, answer: str, state: str, said: str
) -> None:
    read_meeting(seat)
    promise, browser = in_(seat, Commitment).filter(side="customer").get(), browser_of(seat)
    card = browser.post(f"/promises/{promise.pk}", {"answer": answer}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in card
    assert said in card
    assert "Undo" in card
    promise.refresh_from_db()
    assert promise.state == state
    page = browser.post(f"/promises/{promise.pk}", {"answer": "undo"}, follow=True)
    assert page.status_code == 200
    promise.refresh_from_db()
    assert (promise.state, promise.kept_at) == ("open", None)


def test_a_promise_without_a_day_takes_one(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    read_meeting(seat)
    promise, browser = in_(seat, Commitment).filter(side="customer").get(), browser_of(seat)
    assert browser.post(f"/promises/{promise.pk}", {"answer": "due", "due": "soon"}).status_code == 400
    browser.post(f"/promises/{promise.pk}", {"answer": "due", "due": "2026-09-28"})
    promise.refresh_from_db()
    assert str(promise.due_on) == "2026-09-28"


def test_a_promise_told_again_leads_to_the_other_words(
    seat: Any, browser_of: Read, read_meeting: Read, now: datetime
) -> None:
    first, browser = read_meeting(seat), browser_of(seat)
    promise = in_(seat, Commitment).get(side="customer")
    again = read_meeting(seat, f"{promise.owner}: We'll {promise.what}.", "again.txt", held_at=now + timedelta(days=1))
    told = in_(seat, Commitment).get(meeting=again)
    assert told.same_as_id == promise.pk
    for here, there in ((first, again), (again, first)):
        page = browser.get(f"/meetings/{here.pk}").content.decode()
        assert f'<a href="/meetings/{there.pk}#L' in page.split("Also said:")[1].split("</p>")[0]
    card = browser.post(f"/promises/{told.pk}", {"answer": "keep"}, headers={"HX-Request": "true"}).content.decode()
    assert "Also said:" in card


def test_who_is_who_may_be_told_later(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat, TALK, "call.txt", sides={}), browser_of(seat)
    assert "Who is who?" in browser.get(f"/meetings/{meeting.pk}").content.decode()
    told = {"speaker": ["Anna Weber", "Petra Lang"], "side.0": "ours", "side.1": "customer"}
    assert "Nothing is booked." in browser.post(f"/meetings/{meeting.pk}/sides", told, follow=True).content.decode()


def test_the_customer_may_be_named_later(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat, account=""), browser_of(seat)
    assert "Which customer was it?" in browser.get(f"/meetings/{meeting.pk}").content.decode()
    for name in ("Northwind", "Alpine Foods"):
        browser.post(f"/meetings/{meeting.pk}/customer", {"account": name})
        page = browser.get(f"/meetings/{meeting.pk}").content.decode()
        assert f"<h1>{name}</h1>" in page
    assert [account.name for account in in_(seat, Account)] == ["Alpine Foods"]
    assert [(person.name, person.account.name) for person in in_(seat, Contact)] == [("Petra Lang", "Alpine Foods")]
    browser.post(f"/meetings/{meeting.pk}/customer", {"account": "  "})
    assert in_(seat, Meeting).get().title == "Alpine Foods"


def test_naming_the_customer_joins_people_met_there_before(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    first = read_meeting(seat)
    second = read_meeting(seat, TALK, "second.txt", account="")
    assert in_(seat, Contact).count() == 2
    browser_of(seat).post(f"/meetings/{second.pk}/customer", {"account": "Northwind"})
    assert in_(seat, Contact).get().name == "Petra Lang"
    browser_of(seat).post(f"/meetings/{second.pk}/customer", {"account": "Alpine"})
    assert {person.account.name for person in in_(seat, Contact)} == {"Northwind", "Alpine"}
    assert first.account.name == "Northwind"


def test_a_meeting_is_deleted_for_good(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    browser.post(f"/meetings/{meeting.pk}/delete")
    assert browser.get(f"/meetings/{meeting.pk}").status_code == 404


def test_who_is_who_may_be_changed_after_the_verdict(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    assert 'class="who-is-who"' in browser.get(f"/meetings/{meeting.pk}").content.decode()
    told = {"speaker": ["Anna Weber", "Petra Lang"], "side.0": "customer", "side.1": "ours"}
    browser.post(f"/meetings/{meeting.pk}/sides", told)
    assert in_(seat, Commitment).get(what__contains="pump").side == "ours"
    without_words = read_meeting(seat, TALK, "other.txt", knowing="not_known")
    assert 'class="who-is-who"' not in browser.get(f"/meetings/{without_words.pk}").content.decode()


def test_words_that_are_not_english_are_not_judged_and_the_page_says_so(
    seat: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(seat)
    judgement = in_(seat, Judgement).get()
    judgement.document |= {"needs": ["language"], "verdict": None, "state": None}
    judgement.save()
    text = browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    assert "These words are not English." in text
    assert "Foothold reads English so far; nothing was judged." in text
    assert "Five tests" not in text


def test_an_answer_about_a_meeting_deleted_elsewhere_says_so(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    promise = in_(seat, Commitment).first()
    browser.post(f"/meetings/{meeting.pk}/delete")
    for address in (f"/promises/{promise.pk}", f"/meetings/{meeting.pk}/not-right"):
        answer = browser.post(address, {"answer": "keep"}, headers={"HX-Request": "true"})
        text = answer.content.decode()
        assert answer.status_code == 404
        assert "This meeting is no longer here." in text
        assert 'href="/meetings"' in text
        assert "<html" not in text


def test_not_right_shows_in_the_list_until_the_meeting_is_read_again(
    seat: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting, browser = read_meeting(seat), browser_of(seat)
    unmarked = 'class="you-say" hidden'
    assert unmarked in browser.get("/meetings").content.decode()
    browser.post(f"/meetings/{meeting.pk}/not-right", {"claim": "next_step", "says": "agreed"})
    assert unmarked not in browser.get("/meetings").content.decode()
    read_meeting(seat)
    assert unmarked in browser.get("/meetings").content.decode()


def test_the_grade_is_told_in_a_fold_and_without_letters_on_the_first_level(
    seat: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(seat, met="partly", sure=75)
    text = browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    shown, _, rest = text.partition("How it was graded")
    fold = rest.partition("</details>")[0]
    assert "you partly got what you came for, 75 % sure of the next date" in shown
    assert "Continuation" in fold, "what was promised was pending for two business days"
    assert "Continuation" not in shown


def test_another_zone_is_named_beside_the_time(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    agreed = "Anna Weber: Shall we look at the trial plan next Thursday at 10?\nJan Novak: Next Thursday at 10 works.\n"
    meeting = read_meeting(seat, agreed, "call.txt", tz="Europe/Lisbon")
    text = browser_of(seat).get(f"/meetings/{meeting.pk}").content.decode()
    assert '<small class="zone">Europe/Lisbon</small>' in text
    here = read_meeting(seat, agreed + "Jan Novak: Bye.\n", "second.txt")
    assert 'class="zone"' not in browser_of(seat).get(f"/meetings/{here.pk}").content.decode()


# --- set up ----------------------------------------------------------------------------------------------------


def test_who_we_are_decides_who_is_ours(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    for value in ("Anna Weber", "anna@harbour.example", "@harbour.example"):
        browser.post("/setup/identities", {"value": value})
    kinds = dict(in_(seat, Identity).values_list("value", "kind"))
    assert kinds == {"Anna Weber": "name", "anna@harbour.example": "address", "harbour.example": "domain"}
    assert "Who is who?" not in give(browser).content.decode()


def test_who_was_told_to_be_us_is_listed_there_and_can_be_taken_back(
    seat: Any, browser_of: Read, read_meeting: Read
) -> None:
    read_meeting(seat)
    browser = browser_of(seat)
    us, _, people = browser.get("/setup").content.decode().partition('id="people-heading"')
    assert "Anna Weber" in us
    assert "Anna Weber" not in people
    assert "Petra Lang" in people
    browser.post(f"/setup/sides/{in_(seat, SpeakerSide).get(name='Anna Weber').pk}/forget")
    assert not in_(seat, SpeakerSide).filter(name="Anna Weber").exists()


def test_the_demos_people_are_not_listed(seat: Any, browser_of: Read, now: Any) -> None:
    make_demo(seat.workspace, now=now)
    assert "Petra Lang" not in browser_of(seat).get("/setup").content.decode().partition('id="people-heading"')[2]


def test_everything_is_deleted_only_after_the_word(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    read_meeting(seat)
    browser = browser_of(seat)
    browser.post("/setup/delete-everything", {"word": "yes"})
    assert in_(seat, Meeting).exists()
    browser.post("/setup/delete-everything", {"word": "delete"})
    assert not in_(seat, Meeting).exists()


def test_the_demo_comes_with_one_click_goes_with_one_and_is_marked_on_every_page(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    offered = browser.get("/after").content.decode()
    assert "a calendar and two conversations of it are yours to try" in offered, "as the demo says of itself"
    browser.post("/setup/demo", {"demo": "make"})
    meeting = in_(seat, Meeting).first()
    for address in ("/", "/meetings", f"/meetings/{meeting.pk}", "/setup", "/keys"):
        assert "Demo team." in browser.get(address).content.decode(), address
    assert "Demo team." in give(browser).content.decode()
    browser.post("/setup/demo", {"demo": "remove"})
    assert "Demo team." not in browser.get("/").content.decode()
    assert not in_(seat, Meeting).exists()


def test_settings_refuse_what_cannot_be(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    for address, sent in (
        ("/setup/comfort", {"tz": "Mars/Base"}),
        ("/setup/keeping", {"days": "0"}),
        ("/setup/keeping", {"days": "many"}),
        ("/setup/identities", {"value": "  "}),
    ):
        assert 'class="error"' in browser.post(address, sent, follow=True).content.decode(), address
    seat.workspace.refresh_from_db()
    assert (seat.workspace.tz, seat.workspace.text_kept_days) == ("Europe/Berlin", 180)


def test_single_letter_keys_can_be_switched_off(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    assert 'data-keys="on"' in browser.get("/").content.decode()
    browser.post("/setup/comfort", {})
    assert 'data-keys="off"' in browser.get("/").content.decode()


# --- the way in --------------------------------------------------------------------------------------------------


def test_the_link_shows_a_button_and_only_the_button_uses_it(seat: Any) -> None:
    from django.utils import timezone

    token, browser = make_entry_link(seat.user, now=timezone.now()), Client()
    for _ in range(3):
        assert browser.get(f"/enter/{token}").status_code == 200
    assert browser.get("/").headers["Location"] == "/enter"
    assert browser.post(f"/enter/{token}").headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    assert Client().get(f"/enter/{token}").status_code == 410
    assert Client().post(f"/enter/{token}").status_code == 410


def test_a_used_link_opened_by_somebody_inside_leads_on(seat: Any, browser_of: Read) -> None:
    assert "Open Foothold" in browser_of(seat).get("/enter/used").content.decode()
    assert "Open Foothold" not in Client().get("/enter/used").content.decode()


@override_settings(COMMAND=".venv/bin/foothold")
def test_pages_name_the_command_as_it_was_started(seat: Any) -> None:
    for address in ("/enter", "/enter/used"):
        assert ".venv/bin/foothold serve --once-url" in Client().get(address).content.decode()


def test_leaving_closes_the_session(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    browser.post("/leave")
    assert browser.get("/").headers["Location"] == "/enter"


def test_ones_own_name_is_set_under_set_up_and_customers_read_it(seat: Any, browser_of: Read) -> None:
    from foothold.records.own_name import own_name

    browser = browser_of(seat)
    browser.post("/setup/comfort", {"name": "  Anna   Weber-Ruiz ", "keys": "on"})
    seat.user.refresh_from_db()
    assert own_name(seat.user, seat.workspace_id) == "Anna Weber-Ruiz"
    assert 'value="Anna Weber-Ruiz"' in browser.get("/setup").content.decode()
    browser.post("/setup/comfort", {"name": "", "keys": "on"})
    seat.user.refresh_from_db()
    assert own_name(seat.user, seat.workspace_id) == "", "the word that stands in is nobody's name"
