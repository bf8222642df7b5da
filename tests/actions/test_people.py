"""Colleagues: asked to join once and in time, led only once that is switched on, let go without their words."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session

from foothold.actions.change_seat import LastAdmin, change_seat
from foothold.actions.export_everything import exported_files
from foothold.actions.invite_colleague import invite_again, invite_colleague, revoke_invitation
from foothold.actions.join_workspace import LinkIsDead, invitation_behind, join_by_link
from foothold.actions.let_colleague_go import let_colleague_go
from foothold.actions.look_at import MayNotLook, keep_looks, look_at
from foothold.actions.open_workspace import make_entry_link, use_entry_link
from foothold.actions.settle_teams import make_team, remove_team
from foothold.actions.share_with_lead import consent_to_figures, share_feeling
from foothold.actions.share_words import share_words
from foothold.actions.switch_team_screens import switch_team_screens_off, switch_team_screens_on
from foothold.core.who_may_see import Answer, What
from foothold.records.models import (
    Connection,
    Departure,
    Feeling,
    FigureConsent,
    Look,
    Meeting,
    Membership,
    Opportunity,
    SeatInvitation,
    SourceText,
    TeamLead,
    TeamScreens,
    User,
)
from foothold.records.models.teams import Screen
from foothold.records.visibility import (
    answer_about,
    feelings_seen_by,
    led_by,
    meetings_seen_by,
    sees_team_figures,
    sellers_in_tables,
    words_seen_by,
)

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
PASSWORD = "three pumps in quiet rain"
ADDRESS = "mira@harbour.example"


@pytest.fixture
def reachable(settings: Any) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"


@pytest.fixture
def team_of(make_seat: Make, seat: Any) -> Make:
    """team_of(many): a manager and so many sellers in the team he leads, all in the seat's workspace."""

    def make(many: int) -> tuple[Membership, list[Membership]]:
        team = make_team(seat, "North", now=NOW)
        lead = make_seat("Lena", seat.workspace, role="manager")
        TeamLead.objects.in_workspace(seat.workspace).create(seat=lead, team=team)
        sellers = [make_seat(f"Seller{place}", seat.workspace, role="seller") for place in range(many)]
        for each in sellers:
            each.team = team
            each.save()
        return lead, sellers

    return make


def asked(seat: Any, **said: Any) -> Any:
    given = {"address": ADDRESS, "role": "seller", "team_id": None, "now": NOW} | said
    return invite_colleague(seat, **given)


def token_of(sent: Any) -> str:
    return str(sent.link.rpartition("/")[2])


# Invitations to join


def test_an_invitation_lets_in_its_address_once_with_its_role_and_team(seat: Any, reachable: None) -> None:
    team = make_team(seat, "North", now=NOW)
    token = token_of(asked(seat, role="manager", team_id=team.pk))
    user = join_by_link(token, name="Mira Okafor", password=PASSWORD, now=NOW)
    joined = Membership.objects.in_workspace(seat.workspace).get(user=user)
    assert (user.address, joined.role, joined.team) == (ADDRESS, "manager", team)
    assert TeamLead.objects.in_workspace(seat.workspace).get().seat == joined, "a manager leads the team he is asked to"
    with pytest.raises(LinkIsDead):
        join_by_link(token, name="Zoe", password=PASSWORD, now=NOW)


def test_only_the_hash_of_a_link_is_kept_and_it_holds_128_bits(seat: Any, reachable: None) -> None:
    sent = asked(seat)
    row = SeatInvitation.objects.in_workspace(seat.workspace).get()
    kept = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    assert token_of(sent) not in "".join(kept)
    assert len(token_of(sent)) >= 22, "22 characters of base64 hold 128 bits"


@pytest.mark.parametrize("what", ["late", "revoked", "sent again", "guessed"])
def test_a_dead_link_opens_nothing(what: str, seat: Any, reachable: None) -> None:
    sent = asked(seat)
    token, now = token_of(sent), NOW
    if what == "late":
        now += timedelta(days=7)
    elif what == "revoked":
        assert revoke_invitation(sent.invitation, now=NOW)
    elif what == "sent again":
        assert invitation_behind(token_of(invite_again(seat, sent.invitation, now=NOW)), now=NOW)
    else:
        token = "A" * 22
    assert invitation_behind(token, now=now) is None
    with pytest.raises(LinkIsDead):
        join_by_link(token, name="Mira", password=PASSWORD, now=now)
    assert not User.objects.filter(address=ADDRESS).exists()


def test_a_weak_password_uses_no_link_up(seat: Any, reachable: None) -> None:
    token = token_of(asked(seat))
    with pytest.raises(ValueError, match="short"):
        join_by_link(token, name="Mira", password="rain", now=NOW)
    assert invitation_behind(token, now=NOW)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"address": "no address"}, "no e-mail address"),
        ({"role": "owner"}, "Choose seller"),
        ({"team_id": uuid4()}, "team is gone"),
    ],
)
def test_what_cannot_be_invited_is_refused_in_a_sentence(
    said: dict[str, Any], why: str, seat: Any, reachable: None
) -> None:
    with pytest.raises(ValueError, match=why):
        asked(seat, **said)
    assert not SeatInvitation.objects.in_workspace(seat.workspace).exists()


def test_nobody_is_invited_twice_nor_who_is_here(seat: Any, colleague: Any, reachable: None) -> None:
    asked(seat)
    with pytest.raises(ValueError, match="invited already"):
        asked(seat, address=ADDRESS.upper())
    with pytest.raises(ValueError, match="here already"):
        asked(seat, address=colleague.user.address)


def test_where_only_this_machine_reaches_us_nobody_is_invited(seat: Any) -> None:
    with pytest.raises(ValueError, match="nobody could open"):
        asked(seat)


def test_a_link_is_no_way_into_somebody_elses_workspace_account(seat: Any, stranger: Any, reachable: None) -> None:
    token = token_of(asked(seat, address=stranger.user.address))
    with pytest.raises(ValueError, match="cannot be used"):
        join_by_link(token, name="Zoe", password=PASSWORD, now=NOW)
    assert not stranger.user.check_password(PASSWORD)
    assert invitation_behind(token, now=NOW), "nothing was stored"


def test_the_letter_leaves_by_the_inviters_mailbox_and_not_after_it_is_taken_back(seat: Any, reachable: None) -> None:
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=NOW
    )
    sent = asked(seat)
    letter = Departure.objects.in_workspace(seat.workspace).get()
    assert sent.by_mail
    assert (letter.to_addresses, letter.state) == ([ADDRESS], "waiting")
    assert token_of(sent) not in letter.sealed
    revoke_invitation(sent.invitation, now=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.sealed) == ("taken_back", "")


# Roles


def test_the_last_admin_stays_one_and_stays(seat: Any, colleague: Any) -> None:
    with pytest.raises(LastAdmin):
        change_seat(seat, role="seller", team_id=None, leads=[])
    with pytest.raises(LastAdmin):
        let_colleague_go(seat, successor=colleague, erase_words=False, now=NOW)
    seat.refresh_from_db()
    assert (seat.role, seat.left_at) == ("owner", None)


def test_when_the_owner_steps_down_the_terminals_links_are_the_next_admins(seat: Any, make_seat: Make) -> None:
    admin = make_seat("Mira", seat.workspace, role="admin")
    change_seat(seat, role="seller", team_id=None, leads=[])
    admin.refresh_from_db()
    assert (seat.role, admin.role) == ("seller", "owner")


def test_an_owner_who_is_made_admin_stays_owner(seat: Any) -> None:
    change_seat(seat, role="admin", team_id=None, leads=[])
    assert seat.role == "owner"


def test_a_seller_leads_no_team_any_more(seat: Any, team_of: Make) -> None:
    lead, _ = team_of(1)
    team = TeamLead.objects.in_workspace(seat.workspace).get().team
    change_seat(lead, role="seller", team_id=team.pk, leads=[team.pk])
    assert not TeamLead.objects.in_workspace(seat.workspace).exists()


def test_a_team_that_goes_takes_nobody_along(seat: Any, team_of: Make) -> None:
    _, sellers = team_of(2)
    remove_team(sellers[0].team)
    sellers[0].refresh_from_db()
    assert (sellers[0].team, sellers[0].left_at) == (None, None)


# What a manager sees


def test_the_switch_needs_a_ground_and_both_its_days_are_kept(seat: Any) -> None:
    with pytest.raises(ValueError, match="Say on what ground"):
        switch_team_screens_on(seat, " ok ", now=NOW)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    with pytest.raises(ValueError, match="on already"):
        switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    assert switch_team_screens_off(seat, now=NOW + timedelta(days=1))
    assert not switch_team_screens_off(seat, now=NOW + timedelta(days=1))
    row = TeamScreens.objects.in_workspace(seat.workspace).get()
    assert (row.on_by, row.off_by, row.on_at, row.off_at) == (seat.user, seat.user, NOW, NOW + timedelta(days=1))


def test_off_a_manager_sees_nothing_and_no_look_is_kept(seat: Any, team_of: Make, read_meeting: Make) -> None:
    lead, (seller,) = team_of(1)
    meeting = read_meeting(seller)
    assert not meetings_seen_by(lead).filter(pk=meeting.pk).exists()
    with pytest.raises(MayNotLook) as refused:
        look_at(lead, seller, Screen.SHEET, now=NOW)
    assert refused.value.answer is Answer.SWITCHED_OFF
    keep_looks(lead, [seller.user_id], Screen.MEETING, now=NOW)
    assert not Look.objects.in_workspace(seat.workspace).exists()


def test_on_he_sees_findings_of_his_team_and_neither_words_nor_feeling(
    seat: Any, team_of: Make, read_meeting: Make
) -> None:
    lead, (seller,) = team_of(1)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    meeting = read_meeting(seller, met="yes", sure=75)
    assert meetings_seen_by(lead).filter(pk=meeting.pk).exists()
    assert not words_seen_by(lead).filter(meeting=meeting).exists()
    assert not feelings_seen_by(lead).exists()
    assert answer_about(lead, seller, What.FEELING) is Answer.NOT_SHARED
    share_feeling(seller, on=True)
    assert feelings_seen_by(lead).get().user == seller.user
    share_feeling(seller, on=False)
    assert not feelings_seen_by(lead).exists()


def test_who_switches_it_on_and_other_managers_see_nothing_by_it(
    seat: Any, team_of: Make, make_seat: Make, read_meeting: Make
) -> None:
    _, (seller,) = team_of(1)
    other = make_seat("Otto", seat.workspace, role="manager")
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    meeting = read_meeting(seller)
    for each in (seat, other):
        assert not meetings_seen_by(each).filter(pk=meeting.pk).exists()
        assert answer_about(each, seller, What.FINDINGS) is Answer.NOT_LED


def test_below_five_sellers_there_is_no_table_until_each_consents(seat: Any, team_of: Make) -> None:
    lead, sellers = team_of(4)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    for each in sellers[:3]:
        consent_to_figures(each, on=True, now=NOW)
    assert sellers_in_tables(lead) == []
    assert not sees_team_figures(lead)
    assert answer_about(lead, sellers[0], What.FIGURES) is Answer.YES
    assert answer_about(lead, sellers[3], What.FIGURES) is Answer.TOO_FEW
    consent_to_figures(sellers[3], on=True, now=NOW)
    assert {each.pk for each in sellers_in_tables(lead)} == {each.pk for each in sellers}
    consent_to_figures(sellers[1], on=False, now=NOW)
    assert sellers_in_tables(lead) == []
    assert FigureConsent.objects.in_workspace(seat.workspace).filter(withdrawn_at=None).count() == 3


def test_from_five_on_a_table_needs_nobodys_consent_and_is_by_name(seat: Any, team_of: Make) -> None:
    lead, _ = team_of(5)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    names = [each.user.name for each in sellers_in_tables(lead)]
    assert names == sorted(names)
    assert len(names) == 5


def test_within_an_hour_the_same_screen_is_one_look(seat: Any, team_of: Make) -> None:
    lead, (seller,) = team_of(1)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    for minutes, subject in ((0, "90 days"), (1, "90 days"), (59, "90 days"), (61, "90 days"), (61, "30 days")):
        keep_looks(lead, [seller.user_id], Screen.REVIEW, now=NOW + timedelta(minutes=minutes), subject=subject)
    looks = Look.objects.in_workspace(seat.workspace).order_by("looked_at", "what")
    kept = [((look.looked_at - NOW) // timedelta(minutes=1), look.what) for look in looks]
    assert kept == [(0, "90 days"), (61, "30 days"), (61, "90 days")]


def test_each_look_is_kept_for_the_seller_and_ones_own_is_none(seat: Any, team_of: Make) -> None:
    lead, sellers = team_of(5)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    look_at(lead, sellers[0], Screen.SHEET, now=NOW, subject="week 39")
    look_at(lead, lead, Screen.SHEET, now=NOW)
    look = Look.objects.in_workspace(seat.workspace).get()
    assert (look.who, look.whose, look.screen, look.what, look.looked_at) == (
        lead.user,
        sellers[0].user,
        "sheet",
        "week 39",
        NOW,
    )


# Leaving


def test_who_leaves_is_out_at_once_on_every_device(seat: Any, colleague: Any, browser_of: Make) -> None:
    browser, link = browser_of(colleague), make_entry_link(colleague.user, now=NOW)
    assert browser.get("/today").status_code == 200
    let_colleague_go(colleague, successor=None, erase_words=False, now=NOW)
    assert browser.get("/today").status_code == 302
    assert use_entry_link(link, now=NOW) is None
    assert not Session.objects.exists()
    colleague.user.refresh_from_db()
    assert not colleague.user.is_active
    assert not colleague.user.has_usable_password()


def test_open_deals_and_meetings_ahead_go_on_and_what_was_held_stays_his(
    seat: Any, colleague: Any, read_meeting: Make, plan_meeting: Make
) -> None:
    held, ahead = read_meeting(colleague), plan_meeting(colleague)
    deals = Opportunity.objects.in_workspace(seat.workspace)
    account = held.account
    met = held.opportunity
    still_open = deals.create(account=account, seller=colleague.user, name="Pumps", opened_at=NOW)
    won = deals.create(account=account, seller=colleague.user, name="Hoses", opened_at=NOW, closure="won")
    handed = let_colleague_go(colleague, successor=seat, erase_words=False, now=NOW)
    for row in (held, ahead, met, still_open, won):
        row.refresh_from_db()
    assert (handed.deals, handed.meetings) == (2, 1)
    assert (met.seller, still_open.seller, ahead.seller) == (seat.user, seat.user, seat.user)
    assert (won.seller, held.seller) == (colleague.user, colleague.user)


def test_his_unshared_words_are_handed_to_nobody(seat: Any, colleague: Any, read_meeting: Make) -> None:
    own, shared = read_meeting(colleague), read_meeting(colleague, name="second.vtt")
    texts = SourceText.objects.in_workspace(seat.workspace)
    share_words(texts.get(meeting=shared), shared=True)
    let_colleague_go(colleague, successor=seat, erase_words=False, now=NOW)
    assert [text.meeting for text in words_seen_by(seat)] == [shared]
    assert texts.get(meeting=own).text, "kept until its time"


def test_they_are_erased_where_the_admin_says_so(seat: Any, colleague: Any, read_meeting: Make) -> None:
    own = read_meeting(colleague)
    let_colleague_go(colleague, successor=None, erase_words=True, now=NOW)
    text = SourceText.objects.in_workspace(seat.workspace).get(meeting=own)
    assert (text.text, text.turns, text.keeping) == ("", [], "erased")


def test_mailbox_and_calendar_are_cut_off_and_what_waits_does_not_leave(seat: Any, colleague: Any) -> None:
    Connection.objects.in_workspace(seat.workspace).create(
        user=colleague.user, kind="mail", address="tom@harbour.example", sealed="secret", connected_at=NOW
    )
    waiting = Departure.objects.in_workspace(seat.workspace).create(
        user=colleague.user, kind="letter", by="mail", key="k", thread="t", sealed="s", made_at=NOW, due_at=NOW
    )
    let_colleague_go(colleague, successor=seat, erase_words=False, now=NOW)
    waiting.refresh_from_db()
    assert not Connection.objects.in_workspace(seat.workspace).exists()
    assert (waiting.state, waiting.sealed) == ("taken_back", "")


def test_a_successor_is_a_colleague_who_is_here(seat: Any, colleague: Any, stranger: Any) -> None:
    for nobody in (colleague, stranger):
        with pytest.raises(ValueError, match="Choose a colleague"):
            let_colleague_go(colleague, successor=nobody, erase_words=False, now=NOW)
    colleague.refresh_from_db()
    assert colleague.left_at is None


def test_who_is_invited_under_the_address_of_who_left_is_a_new_person(
    seat: Any, colleague: Any, read_meeting: Make, reachable: None
) -> None:
    address, meeting = colleague.user.address, read_meeting(colleague)
    let_colleague_go(colleague, successor=None, erase_words=False, now=NOW)
    user = join_by_link(token_of(asked(seat, address=address)), name="Tom", password=PASSWORD, now=NOW)
    back = Membership.objects.in_workspace(seat.workspace).get(user=user)
    assert user.pk != colleague.user_id
    assert not words_seen_by(back).exists(), "who made the link could have used it"
    assert not meetings_seen_by(back).filter(pk=meeting.pk).exists()


def test_a_manager_still_sees_the_history_of_who_left_his_team(seat: Any, team_of: Make, read_meeting: Make) -> None:
    lead, sellers = team_of(2)
    switch_team_screens_on(seat, "Works agreement of 1 September", now=NOW)
    meeting = read_meeting(sellers[0])
    let_colleague_go(sellers[0], successor=None, erase_words=False, now=NOW)
    assert set(led_by(lead)) == {each.user_id for each in sellers}
    assert meetings_seen_by(lead).filter(pk=meeting.pk).exists()


# Export


def test_an_admins_export_holds_nothing_a_colleague_did_or_felt(seat: Any, colleague: Any, read_meeting: Make) -> None:
    read_meeting(colleague, met="yes", sure=75)
    mine = read_meeting(seat, name="mine.vtt", account="Alpine")
    files = dict(exported_files(seat))
    assert Feeling.objects.in_workspace(seat.workspace).count() == 1
    assert Meeting.objects.in_workspace(seat.workspace).count() == 2
    assert str(mine.pk) in files["meetings.json"]
    theirs = Meeting.objects.in_workspace(seat.workspace).get(seller=colleague.user)
    assert not [name for name, content in files.items() if str(theirs.pk) in content]
