"""The customer page through its address: no cookie, no script, one request, and every button (UX, S8)."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from booked_steps import answer_by_mail
from foothold.actions.record_pasted_reply import keep_pasted_reply
from foothold.records.models import (
    Commitment,
    CustomerJudgement,
    Guest,
    GuestAct,
    Homework,
    Invitation,
    InvitationReply,
    Meeting,
    PreparedItem,
)

Make = Callable[..., Any]
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """at(moment): it is that moment on the site. It begins where the tests' `now` is."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(now)
    return set_to


@pytest.fixture
def invited(seat: Any, invite: Make) -> Any:
    """An invitation of Anna Weber's with homework on both sides; `.own` and `.shared` are its pages."""
    seat.user.name, seat.workspace.name = "Anna Weber", "Harbour Pumps"
    seat.user.save()
    seat.workspace.save()
    invitation = invite(seat, "Petra Lang", "Jan Novak", place="https://meet.harbour.example/pilot")
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=invitation.meeting, place=0, side="customer", owner="Petra Lang", what="pump hours, site 2")
    rows.create(meeting=invitation.meeting, place=1, side="ours", what="savings of site 1")
    invitation.own, invitation.shared = invitation.paths["Petra Lang"], invitation.paths[""]
    return invitation


def words(answer: Any) -> str:
    """What a person reads of a page."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())


def body(answer: Any) -> str:
    """The page without its head and styles."""
    return str(answer.content.decode().partition("<body>")[2])


def say_yes(path: str, **more: str) -> Any:
    return Client().post(path, {"act": "answer", "answer": "yes", "sequence": "0"} | more)


def stored() -> str:
    """Every row of every model."""
    rows: list[Any] = []
    for model in apps.get_app_config("records").get_models():
        objects: Any = model._default_manager
        scoped = hasattr(objects, "across_workspaces")
        rows += objects.across_workspaces(because="of all") if scoped else objects.all()
    return serializers.serialize("json", rows)


# --- what it is -------------------------------------------------------------------------------


def test_it_says_who_asks_when_where_and_what_for(invited: Any) -> None:
    text = words(Client().get(invited.own))
    for said in (
        "Anna Weber , Harbour Pumps , asks you to confirm:",
        "Thursday 24 September 10:00–10:45",
        "Vienna time",
        "Pilot result and price for three sites",
        "You leave with A yes or no on the second site.",
        "Yes, that works",
        "Another time",
        "No, thank you",
        "pump hours, site 2",
        "Anna Weber brings savings of site 1",
        "What did the pilot save?",
        "What should we be prepared to discuss?",
        "No account. What is stored?",
    ):
        assert said in text


@pytest.mark.parametrize("page", ["", "/stored"])
def test_it_needs_no_cookie_no_script_and_one_request(invited: Any, page: str) -> None:
    browser = Client()
    answer = browser.get(invited.own + page, headers={"accept-encoding": "gzip"})
    assert len(answer.content) < 15_000
    html = gzip.decompress(answer.content).decode()
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"<script|<img|<link(?![^>]*data:,)|\son\w+=|\sstyle=|src=|@import|url\(", html)
    assert "csrfmiddlewaretoken" not in html
    answer = browser.post(invited.own, {"act": "answer", "answer": "yes", "sequence": "0"})
    assert not answer.cookies
    assert not browser.cookies


@pytest.mark.parametrize("page", ["", "/stored", "/meeting.ics"])
@pytest.mark.parametrize("token", ["own", "guess"])
def test_it_is_found_by_no_search_and_told_to_nobody(invited: Any, page: str, token: str) -> None:
    answer = Client().get((invited.own if token == "own" else "/i/guess") + page)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_its_policy_allows_its_own_style_by_hash_and_nothing_else(invited: Any) -> None:
    from base64 import b64encode
    from hashlib import sha256

    answer = Client().get(invited.own)
    [style] = re.findall(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_whoever_looks_changes_nothing(invited: Any, method: str) -> None:
    before, browser = stored(), Client()
    for path in (invited.own, invited.shared):
        for page in ("", "/stored", "/meeting.ics", "?lang=de&tz=Asia/Tokyo", "?act=answer&answer=yes&sequence=0"):
            getattr(browser, method)(path + page, headers={"sec-purpose": "prefetch"})
    assert stored() == before


def test_it_shows_nothing_of_how_the_seller_sees_it(invited: Any, seat: Any) -> None:
    from foothold.records.models import Preparation

    Preparation.objects.in_workspace(seat.workspace).create(
        meeting=invited.meeting, user=seat.user, outcome="PRIVATE get them to sign", opened_at=invited.created_at
    )
    PreparedItem.objects.in_workspace(seat.workspace).create(
        meeting=invited.meeting, item="us.8", key="typed", words="PRIVATE their budget", said_at=invited.created_at
    )
    Meeting.objects.in_workspace(seat.workspace).filter(pk=invited.meeting_id).update(state="vague")
    say_yes(invited.own)
    text = Client().get(invited.own).content.decode().lower()
    for never in ("private", "vague", "offered", "booked", "silent", "triage", "verdict", "prospect", "nurture", "e4"):
        assert never not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL), never


# --- answering --------------------------------------------------------------------------------


def test_yes_is_one_tap_and_comes_back_to_the_answer(invited: Any) -> None:
    answer = say_yes(invited.own)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{invited.own}#answer")
    text = words(Client().get(invited.own))
    assert "You answered at 14:00: Yes. Thank you. Anna Weber sees it at once." in text
    invited.meeting.refresh_from_db()
    assert (invited.meeting.answer, invited.meeting.answer_level) == ("accepted", "E4")


def test_sent_twice_it_is_one_answer(invited: Any, seat: Any) -> None:
    assert [say_yes(invited.own).status_code for _ in range(3)] == [303] * 3
    assert GuestAct.objects.in_workspace(seat.workspace).count() == 1


def test_somebody_else_of_the_firm_sees_that_it_was_answered(invited: Any) -> None:
    say_yes(invited.own)
    # By the shared link it may be Petra again: there it is not said that somebody else answered.
    said = {
        invited.shared: "It was answered at 14:00: Yes.",
        invited.paths["Jan Novak"]: "Somebody at your company already answered Yes at 14:00.",
    }
    for path, sentence in said.items():
        assert sentence in words(Client().get(path))
        assert "Petra" not in words(Client().get(path)).partition("To bring")[0]
    assert "Change" in words(Client().get(invited.shared))
    assert say_yes(invited.paths["Jan Novak"]).status_code == 303


def test_by_the_shared_link_his_own_answer_is_his_own(invited: Any, at: Clock, now: datetime) -> None:
    came_back_to = say_yes(invited.shared).headers["Location"].partition("#")[0]
    text = words(Client().get(came_back_to))
    assert "You answered at 14:00: Yes. Thank you. Anna Weber sees it at once." in text
    assert "Somebody" not in text
    for path in (invited.shared, invited.own, f"{invited.shared}?just=0"):
        assert "It was answered at 14:00: Yes." in words(Client().get(path))
    at(now + timedelta(minutes=6))
    assert "It was answered at 14:00: Yes." in words(Client().get(came_back_to)), (
        "the address may be somebody else's now"
    )


@pytest.mark.parametrize(
    ("way", "said", "german"),
    [
        ("mail", "Accept the invitation in your calendar, too: that makes it certain.", "auch in Ihrem Kalender an"),
        (
            "calendar",
            "Accept the invitation in your calendar, too: that makes it certain.",
            "auch in Ihrem Kalender an",
        ),
        ("file", "If you have it as an invitation in your calendar, accept it there, too", "als Einladung im Kalender"),
        ("web", "If you have it as an invitation in your calendar, accept it there, too", "als Einladung im Kalender"),
    ],
)
def test_a_yes_by_the_shared_link_says_what_makes_it_certain_and_is_not_asked_for_again(
    invited: Any, way: str, said: str, german: str
) -> None:
    Invitation.objects.in_workspace(invited.workspace_id).update(way=way)
    came_back_to = say_yes(invited.shared).headers["Location"].partition("#")[0]
    for path in (came_back_to, invited.shared):
        text = words(Client().get(path))
        assert said in text
        assert "asks you to confirm" not in text
    assert german in words(Client().get(f"{invited.shared}?lang=de"))


def test_a_yes_by_ones_own_link_is_certain_already(invited: Any) -> None:
    say_yes(invited.own)
    assert "makes it certain" not in words(Client().get(invited.own))
    assert "asks you to confirm" in words(Client().get(invited.paths["Jan Novak"])), "he has not answered"


def test_by_the_shared_link_saying_that_it_is_for_somebody_else_makes_no_answer_his(invited: Any) -> None:
    say_yes(invited.shared)
    answer = Client().post(invited.shared, {"act": "wrong_person"})
    assert answer.headers["Location"] == f"{invited.shared}#answer"


def test_an_answer_by_mail_is_seen_on_the_page(invited: Any, seat: Any) -> None:
    say_yes(invited.paths["Jan Novak"])
    reply = InvitationReply.objects.in_workspace(seat.workspace).get()
    reply.address, reply.because = "petra@northwind.example", "verified"
    reply.save()
    GuestAct.objects.in_workspace(seat.workspace).all().delete()
    assert "You answered at 14:00: Yes." in words(Client().get(invited.own))


def test_a_yes_to_another_time_is_no_answer_on_the_page(invited: Any, seat: Any, now: datetime) -> None:
    invitation = Invitation.objects.in_workspace(seat.workspace).get()
    for days, is_answer in ((1, False), (0, True)):
        start = (invitation.starts_at + timedelta(days=days)).astimezone(UTC)
        said = {"start": f"{start:%Y%m%dT%H%M%SZ}", "at": f"{now - timedelta(minutes=5 * days):%Y%m%dT%H%M%SZ}"}
        answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", by="petra@northwind.example", **said)
        assert ("You answered" in words(Client().get(invited.own))) is is_answer
        assert ("already answered" in words(Client().get(invited.paths["Jan Novak"]))) is is_answer


def test_another_day_asked_for_in_a_mail_is_another_time_on_the_page(invited: Any, seat: Any, now: datetime) -> None:
    invitation = Invitation.objects.in_workspace(seat.workspace).get()
    keep_pasted_reply(seat, invitation, "Can we do Friday instead?", by="petra@northwind.example", now=now)
    assert "You answered at 14:00: Another time." in words(Client().get(invited.own))
    assert "Ein anderer Zeitpunkt." in words(Client().get(f"{invited.own}?lang=de"))


def test_three_other_times_are_offered_and_asked_for_with_one_tap(invited: Any) -> None:
    page = Client().get(invited.own).content.decode()
    slots = dict(re.findall(r'name="slot" value="([^"]+)"><span>([^–]+)–', page))
    assert len(slots) == 3
    assert invited.starts_at not in map(datetime.fromisoformat, slots)
    chosen, said = list(slots.items())[1]
    Client().post(invited.own, {"act": "answer", "answer": "other_time", "sequence": "0", "slot": chosen})
    invited.meeting.refresh_from_db()
    assert invited.meeting.asked_for == datetime.fromisoformat(chosen)
    assert f"You answered at 14:00: Another time, {said.replace('<b>', '')}." in body(Client().get(invited.own))


def test_what_fills_the_sellers_day_is_not_offered_and_not_told(invited: Any, seat: Any) -> None:
    slots = re.findall(r'name="slot" value="([^"]+)"', Client().get(invited.own).content.decode())
    taken = datetime.fromisoformat(slots[0])
    Meeting.objects.in_workspace(seat.workspace).create(
        seller=seat.user, title="SECRET Bergmann", held_at=taken, ends_at=taken + timedelta(hours=2), tz="UTC"
    )
    page = Client().get(invited.own).content.decode()
    assert slots[0] not in re.findall(r'name="slot" value="([^"]+)"', page)
    assert "SECRET" not in page


def test_a_time_of_his_own_is_meant_on_the_clock_he_reads(invited: Any) -> None:
    sent = {"act": "answer", "answer": "other_time", "sequence": "0", "day": "2026-09-25", "clock": "16:30"}
    answer = Client().post(f"{invited.own}?tz=Asia/Tokyo", sent)
    assert answer.status_code == 303
    invited.meeting.refresh_from_db()
    assert invited.meeting.asked_for == datetime(2026, 9, 25, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026-13-40", "10:00"), ("2026-09-25", "25:00"), ("", ""), ("2026-09-25", ""), ("2027-03-28", "02:30"),
     ("0001-01-01", "00:00"), ("9999-12-31", "23:59"), ("<script>", "\u202e"), ("2026-09-25", "10:00+05:00")],
)  # fmt: skip
def test_a_time_that_is_none_is_asked_for_again(invited: Any, day: str, clock: str, seat: Any) -> None:
    sent = {"act": "answer", "answer": "other_time", "sequence": "0", "day": day, "clock": clock}
    answer = Client().post(invited.own, sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not GuestAct.objects.in_workspace(seat.workspace).exists()


def test_no_is_two_different_buttons(invited: Any, seat: Any, at: Clock, now: datetime) -> None:
    page = Client().get(invited.own).content.decode()
    assert 'value="not_this_time"' in page
    assert 'value="not_at_all"' in page
    for minute, (answer, said) in enumerate([("not_this_time", "Not at this time"), ("not_at_all", "No, thank you")]):
        at(now + timedelta(minutes=minute))
        Client().post(invited.own, {"act": "answer", "answer": answer, "sequence": "0"})
        assert f": {said}." in words(Client().get(invited.own))
    assert [act.kind for act in GuestAct.objects.in_workspace(seat.workspace).order_by("done_at")] == [
        "not_this_time",
        "not_at_all",
    ]


def test_the_wrong_person_says_so_and_nothing_is_passed_on(invited: Any, seat: Any, mailoutbox: list[Any]) -> None:
    Client().post(invited.own, {"act": "wrong_person"})
    assert "You said that this is not for you." in words(Client().get(invited.own))
    assert GuestAct.objects.in_workspace(seat.workspace).get().kind == "not_for_me"
    assert mailoutbox == []


def test_an_answer_to_a_time_since_moved_is_refused_and_the_new_time_shown(seat: Any, invite: Make) -> None:
    invitation = invite(seat, moved=True)
    answer = say_yes(invitation.paths["Petra Lang"])
    assert answer.status_code == 409
    assert "The invitation has changed since you opened this page." in words(answer)
    assert "11:00–11:45" in words(answer)
    assert not InvitationReply.objects.in_workspace(seat.workspace).exists()


# --- preparing --------------------------------------------------------------------------------


def test_homework_is_ticked_and_unticked_one_by_one(invited: Any) -> None:
    answer = Client().post(invited.own, {"act": "tick", "place": "0", "done": "yes"})
    assert answer.headers["Location"].endswith("#bring-0")
    assert 'aria-checked="true"' in body(Client().get(invited.own))
    Client().post(invited.own, {"act": "tick", "place": "0", "done": "no"})
    assert 'aria-checked="true"' not in body(Client().get(invited.own))


def test_a_question_answered_is_there_to_be_changed(invited: Any) -> None:
    Client().post(invited.own, {"act": "prepare", "words": "The third site."})
    assert "The third site.</textarea>" in Client().get(invited.own).content.decode()
    assert "The third site" not in Client().get(invited.shared).content.decode()


def test_what_is_too_long_is_still_in_its_field(invited: Any, seat: Any) -> None:
    answer = Client().post(invited.own, {"act": "prepare", "words": "word " * 2000})
    assert answer.status_code == 422
    assert "word word word" in answer.content.decode()
    assert "Nothing was stored." in words(answer)


def test_a_colleague_is_named_and_stands_there(invited: Any) -> None:
    Client().post(invited.own, {"act": "colleague", "name": "Eva Klein", "address": "eva@northwind.example"})
    assert "Eva Klein, eva@northwind.example" in words(Client().get(invited.own))
    refused = Client().post(invited.own, {"act": "colleague", "name": "Max", "address": "max@elsewhere.example"})
    assert refused.status_code == 422
    assert 'value="max@elsewhere.example"' in refused.content.decode()


def test_it_goes_into_any_calendar(invited: Any) -> None:
    answer = Client().get(f"{invited.own}/meeting.ics")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{invited.uid}" in text
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text


# --- afterwards, and closed -------------------------------------------------------------------


def test_after_the_meeting_it_asks_one_question(invited: Any, seat: Any, at: Clock) -> None:
    at(invited.ends_at + timedelta(hours=1))
    text = words(Client().get(invited.own))
    assert "This meeting has passed." in text
    assert seat.user.address in text
    assert "Yes, that works" not in text
    Client().post(invited.own, {"act": "judge", "learned": "on", "best_use": "on"})
    row = CustomerJudgement.objects.in_workspace(seat.workspace).get()
    assert (row.learned, row.best_use, row.looking_forward) == (True, True, False)
    page = Client().get(invited.own).content.decode()
    assert page.count(" checked") == 2
    assert "Change the answer" in page


def test_after_one_that_was_missed_it_asks_nothing(invited: Any, seat: Any, at: Clock) -> None:
    at(invited.ends_at + timedelta(hours=1))
    missed = Meeting.objects.in_workspace(seat.workspace).filter(pk=invited.meeting_id)
    missed.update(absent="customer", absent_told_at=invited.ends_at)
    page = Client().get(invited.own).content.decode()
    assert "This meeting has passed." in page
    assert 'value="judge"' not in page
    assert "did not come" not in page, "what we say of them is not for them"


@pytest.mark.parametrize("what", ["expired", "cancelled", "deleted", "guessed"])
def test_a_closed_page_says_so_and_takes_nothing(invited: Any, seat: Any, at: Clock, what: str) -> None:
    path, status, said = invited.own, 410, "This meeting has passed"
    if what == "expired":
        at(invited.ends_at + timedelta(days=31))
    elif what == "cancelled":
        invited.cancelled_at, said = invited.created_at, "This meeting was called off"
        invited.save()
    elif what == "deleted":
        Client().post(f"{path}/stored")
        status, said = 404, "This link leads nowhere"
    else:
        path, status, said = path[:-1] + ("A" if path[-1] != "A" else "B"), 404, "This link leads nowhere"
    for answer in (Client().get(path), say_yes(path), Client().get(f"{path}/meeting.ics")):
        assert answer.status_code == status
        assert said in words(answer)
        assert (seat.user.address in words(answer)) is (status == 410)
    assert not GuestAct.objects.in_workspace(seat.workspace).exists()


def test_an_expired_link_can_still_be_deleted(invited: Any, seat: Any, at: Clock) -> None:
    at(invited.ends_at + timedelta(days=31))
    assert "What is stored" in words(Client().get(f"{invited.own}/stored"))
    assert "Deleted" in words(Client().post(f"{invited.own}/stored"))
    assert not Guest.objects.in_workspace(seat.workspace).filter(name="Petra Lang").exists()


def test_what_is_stored_is_listed_and_deleted(invited: Any, seat: Any) -> None:
    say_yes(invited.own)
    Client().post(invited.own, {"act": "prepare", "words": "The third site."})
    text = words(Client().get(f"{invited.own}/stored"))
    for said in ("petra@northwind.example", "Answered: Yes", "Answered the question: The third site.", "It stays with"):
        assert said in text
    assert "The third site" not in words(Client().get(f"{invited.shared}/stored"))
    assert Client().post(f"{invited.own}/stored").status_code == 200
    assert "The third site" not in stored()
    assert Client().get(invited.own).status_code == 404


def test_a_link_of_one_firm_shows_nothing_of_another(invited: Any, stranger: Any, invite: Make) -> None:
    other = invite(stranger, "Mona Berg", topic="OTHER topic")
    assert "OTHER" not in Client().get(invited.own).content.decode()
    say_yes(other.paths["Mona Berg"])
    assert "already answered" not in words(Client().get(invited.shared))


# --- who sends it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"origin": "http://testserver"}, 303),
        ({}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
    ],
)
def test_another_sites_page_answers_for_nobody(invited: Any, headers: dict[str, str], status: int, seat: Any) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post(invited.own, {"act": "answer", "answer": "yes", "sequence": "0"}, headers=headers)
    assert answer.status_code == status
    assert GuestAct.objects.in_workspace(seat.workspace).exists() is (status == 303)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "answer"},
        {"act": "answer", "answer": "judged", "sequence": "0"},
        {"act": "answer", "answer": "yes", "sequence": "x"},
        {"act": "answer", "answer": "yes", "sequence": "9" * 5000},
        {"act": "answer", "answer": "other_time", "sequence": "0", "slot": "2026-09-25T10:00"},
        {"act": "tick", "place": "x", "done": "yes"},
        {"act": "tick", "place": "9" * 40, "done": "yes"},
        {"act": "colleague"},
        {"act": "delete"},
    ],
)
def test_nonsense_is_answered_kindly_and_changes_nothing(invited: Any, sent: dict[str, str], seat: Any) -> None:
    answer = Client().post(invited.own, sent)
    assert 400 <= answer.status_code < 500
    assert not answer.cookies
    assert not GuestAct.objects.in_workspace(seat.workspace).exists()


def test_a_body_too_large_is_not_read(invited: Any) -> None:
    answer = Client().post(invited.own, {"act": "prepare", "words": "x" * 100_000})
    assert answer.status_code == 413
    assert "Nothing was stored" in words(answer)


def test_too_many_acts_are_slowed_down(invited: Any) -> None:
    for turn in range(60):
        Client().post(invited.own, {"act": "prepare", "words": f"answer {turn}"})
    answer = say_yes(invited.own)
    assert answer.status_code == 429
    assert "Please try again in ten minutes." in words(answer)


HOSTILE = '<script>alert(1)</script>"><b onclick=x>\u202eevil\u202c שלום {{ 7|add:7 }} %(seller)s ' + "A" * 3000


def test_hostile_text_in_every_field_is_text(seat: Any, invite: Make) -> None:
    seat.user.name = seat.workspace.name = HOSTILE[:190]
    seat.user.save()
    seat.workspace.save()
    invitation = invite(
        seat, topic=HOSTILE[:200], outcome=HOSTILE, place=HOSTILE[:200], prep_question=HOSTILE[:500],
        words=HOSTILE, agenda=[{"question": HOSTILE}, {"minutes": 5}],
    )  # fmt: skip
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=invitation.meeting, place=0, side="customer", owner=HOSTILE[:200], what=HOSTILE[:300])
    path = invitation.paths["Petra Lang"]
    Client().post(path, {"act": "prepare", "words": HOSTILE})
    Client().post(path, {"act": "tick", "place": "0", "done": "yes"})
    Client().post(path, {"act": "colleague", "name": HOSTILE[:90], "address": "eva@northwind.example"})
    for page in ("", "/stored", "?lang=<script>&tz=%22><script>"):
        html = Client().get(path + page).content.decode()
        assert "<script" not in html
        assert "<b onclick" not in html
        assert "14 %" not in html
    refused = Client().post(path, {"act": "colleague", "name": HOSTILE, "address": HOSTILE})
    assert refused.status_code == 422
    assert "<script" not in refused.content.decode()


@pytest.mark.parametrize("place", ["javascript:alert(1)", "http://meet.harbour.example", "https://a.example/ b"])
def test_a_place_is_a_link_only_where_it_is_a_safe_one(seat: Any, invite: Make, place: str) -> None:
    page = Client().get(invite(seat, place=place).paths[""]).content.decode()
    assert f'href="{place}"' not in page


# --- language and zone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepts", "query", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "", "de"),
        ("fr,de;q=0.5", "", "de"),
        ("fr", "", "en"),
        ("", "", "en"),
        ("de", "?lang=en", "en"),
        ("en", "?lang=de", "de"),
        ("en", "?lang=xx", "en"),
        ("x" * 5000, "", "en"),
    ],
)
def test_it_speaks_the_visitors_language(invited: Any, accepts: str, query: str, language: str) -> None:
    answer = Client().get(invited.own + query, headers={"accept-language": accepts})
    assert f'<html lang="{language}">' in answer.content.decode()
    assert answer.headers["Content-Language"] == language
    expected = {"en": "Thursday 24 September", "de": "Donnerstag, 24. September"}
    assert expected[language] in words(answer)


def test_the_sellers_screens_stay_english(seat: Any, browser_of: Make) -> None:
    answer = browser_of(seat).get("/", headers={"accept-language": "de"})
    assert '<html lang="en">' in answer.content.decode()


def test_the_language_he_answered_in_is_remembered_for_letters(invited: Any, seat: Any) -> None:
    Client().post(f"{invited.own}?lang=de", {"act": "answer", "answer": "yes", "sequence": "0"})
    assert Guest.objects.in_workspace(seat.workspace).get(name="Petra Lang").language == "de"


def test_times_are_his_zones_everywhere_and_the_link_remembers_it(invited: Any) -> None:
    path = f"{invited.own}?tz=America/New_York"
    text = words(Client().get(path))
    assert "Thursday 24 September 04:00–04:45" in text
    assert "New York time" in text
    answer = say_yes(path)
    assert answer.headers["Location"].startswith(f"{invited.own}?tz=America%2FNew_York")
    assert "You answered at 08:00: Yes." in words(Client().get(path))
    assert "tz=America%2FNew_York" in Client().get(path).content.decode()


def test_a_meeting_over_midnight_says_both_days(invited: Any) -> None:
    text = words(Client().get(f"{invited.own}?tz=Pacific/Kiritimati"))
    assert "Thursday 24 September 22:00–22:45" in text
    late = words(Client().get(f"{invited.own}?tz=Pacific/Honolulu"))
    assert "Wednesday 23 September 22:00–22:45" in late


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "\0", "UTC"])
def test_an_unknown_zone_is_the_meetings(invited: Any, zone: str) -> None:
    text = words(Client().get(invited.own, {"tz": zone}))
    assert ("UTC" if zone == "UTC" else "Vienna time") in text


def test_what_is_overdue_is_to_be_brought_by_no_day_it_was_never_promised_by(seat: Any, invited: Any) -> None:
    promises = Commitment.objects.in_workspace(seat.workspace)
    promised = promises.create(
        meeting=invited.meeting, place=0, side="customer", what="pump hours", due_on=date(2026, 9, 4)
    )
    asked = Homework.objects.in_workspace(seat.workspace).filter(side="customer")
    asked.update(due_on=date(2026, 9, 24))
    assert "24 Sep" in words(Client().get(invited.own)).split("pump hours, site 2")[1].split("savings")[0]
    asked.update(commitment=promised)
    assert "Sep" not in words(Client().get(invited.own)).split("pump hours, site 2")[1].split("savings")[0]
