"""/api/v1: the same actions and the same borders as the pages."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from foothold.actions.tell_absence import take_back_absence, tell_absence
from foothold.core.evidence import Side
from foothold.records.models import Meeting

Read = Callable[..., Any]
AGREED = "Anna: Shall we look at the trial plan next Thursday at 10?\nJan: Next Thursday at 10 works.\n"


def post(client: Client, **body: Any) -> Any:
    return client.post("/api/v1/read", json.dumps(body), content_type="application/json")


def test_a_stranger_is_told_so(db: None) -> None:
    assert Client().get("/api/v1/conversations").status_code == 401
    assert post(Client(), text="Hello").status_code == 401


def test_read_answers_with_a_verdict_and_stores_nothing(seat: Any, browser_of: Read) -> None:
    answer = post(
        browser_of(seat),
        text=AGREED,
        name="call.txt",
        now="2026-09-22T10:00:00+02:00",
        sides={"Anna": "ours", "Jan": "customer"},
    )
    assert answer.status_code == 200
    document = answer.json()
    assert (document["schema"], document["state"]) == ("verdict/1", "offered")
    assert document["next_step"]["start"].startswith("2026-10-01T10:00")
    assert not Meeting.objects.in_workspace(seat.workspace).exists()


def test_read_says_what_is_wrong_in_one_line(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    for body in ({"text": AGREED, "tz": "Mars/Base"}, {"text": AGREED, "sides": {"Jan": "friend"}}, {"text": "   "}):
        answer = post(browser, **body)
        assert answer.status_code == 422, body
        assert "Traceback" not in answer.content.decode()


def test_read_needs_the_forms_token_like_every_page(seat: Any) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(seat.user)
    assert post(careful, text=AGREED).status_code == 403


def test_conversations_are_listed_newest_first_and_only_ones_own(
    seat: Any, stranger: Any, browser_of: Read, read_meeting: Read
) -> None:
    meeting = read_meeting(seat)
    read_meeting(stranger)
    [line] = browser_of(seat).get("/api/v1/conversations").json()
    assert (line["id"], line["account"], line["state"]) == (str(meeting.pk), "Northwind", "vague")


def test_a_conversation_comes_with_its_verdict_and_words(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting = read_meeting(seat)
    whole = browser_of(seat).get(f"/api/v1/conversations/{meeting.pk}").json()
    assert whole["verdict"]["schema"] == "verdict/1"
    assert "Call me after the conference." in whole["words"]


def test_of_a_meeting_nobody_came_to_the_verdict_is_no_show(seat: Any, browser_of: Read, read_meeting: Read) -> None:
    meeting = read_meeting(seat, text="Nobody dialled in. I will try them again.", name="notes.txt")
    assert tell_absence(seat, meeting, Side.CUSTOMER, now=meeting.ended_at)
    whole = browser_of(seat).get(f"/api/v1/conversations/{meeting.pk}").json()
    assert (whole["verdict"]["verdict"], whole["missed_by"]) == ("no show", "customer")
    take_back_absence(seat, meeting)
    whole = browser_of(seat).get(f"/api/v1/conversations/{meeting.pk}").json()
    assert (whole["verdict"]["verdict"], whole["missed_by"]) != ("no show", "customer")


def test_a_colleagues_words_stay_his_until_shared(
    seat: Any, colleague: Any, browser_of: Read, read_meeting: Read, lets_lead: Read
) -> None:
    lets_lead(seat, colleague)
    meeting = read_meeting(colleague)
    whole = browser_of(seat).get(f"/api/v1/conversations/{meeting.pk}").json()
    assert whole["verdict"]["state"] == "vague"
    assert whole["words"] is None


def test_the_description_is_served_and_loads_nothing_foreign(seat: Any, browser_of: Read) -> None:
    browser = browser_of(seat)
    assert browser.get("/api/v1/openapi.json").json()["info"]["title"] == "Foothold"
    assert browser.get("/api/v1/docs").status_code == 404


def test_what_a_model_pointed_at_stands_beside_the_verdict(
    seat: Any, browser_of: Any, read_meeting: Any, model_server: Any, points_at: Any, now: Any
) -> None:
    from foothold.actions.choose_second_reader import choose_second_reader
    from foothold.jobs.loop import work_once

    browser, meeting = browser_of(seat), read_meeting(seat)
    off = browser.get(f"/api/v1/conversations/{meeting.pk}").json()
    assert off["suggestions"] is None
    model_server.findings = [points_at("test", ("Petra Lang", "Call me after the conference."), test="T4")]
    choose_second_reader(seat, on=True, base_url=model_server.url, model="m", key="sk-secret")
    again = read_meeting(seat)
    work_once(now=now)
    found = browser.get(f"/api/v1/conversations/{again.pk}").json()
    assert [one["kind"] for one in found["suggestions"]["found"]] == ["test"]
    assert "suggestions" not in found["verdict"]
    assert "sk-secret" not in str(found)
