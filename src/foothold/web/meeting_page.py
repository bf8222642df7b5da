"""Everything the page of a meeting shows, gathered in one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.correct_claim import claimed
from foothold.actions.letter_dates import zone_name
from foothold.core.evidence import Side
from foothold.core.who_may_see import findings_alone
from foothold.records.conversations import conversation_kept
from foothold.records.invitations import invitation_to
from foothold.records.models import Commitment, Correction, Feeling, Judgement, Meeting, Membership, SourceText
from foothold.records.models.findings import SURENESS, Met
from foothold.records.standing import Stand, not_sent, standing
from foothold.records.told_again import told_elsewhere
from foothold.records.verdicts import Verdicts
from foothold.records.visibility import meetings_held_by, without_words, words_seen_by
from foothold.web import wording
from foothold.web.absence_part import absence_part
from foothold.web.after_page import said_lines
from foothold.web.calendar_facts import calendar_facts
from foothold.web.closing_part import closing_part
from foothold.web.deal_page import words_of
from foothold.web.invitation_page import booked_part
from foothold.web.marked_lines import marked_lines
from foothold.web.ready_page import predictions_page
from foothold.web.recap_part import recap_part
from foothold.web.second_reader_page import suggested

Choice = tuple[str, str | Lazy]

SAYS: Mapping[str, tuple[Choice, ...]] = {
    "next_step": (
        ("agreed", _l("They agreed to a date and time")),
        ("offered", _l("A time was only offered")),
        ("vague", _l("Only words, no date")),
        ("none", _l("No next meeting was mentioned")),
        ("wrong_words", _l("Those are the wrong words")),
    ),
    "verdict": (
        ("agreed", _l("They agreed to a date and time")),
        ("refused", _l("They said no")),
        ("vague", _l("Only words, no date")),
        ("wrong_words", _l("Those are the wrong words")),
    ),
    "tests": (
        ("was_said", _l("It was said")),
        ("was_not_said", _l("It was not said")),
        ("wrong_words", _l("Those are the wrong words")),
    ),
}
"""What a person may say a claim is, by the first part of its place in the document."""


@dataclass(frozen=True, slots=True)
class VaguePhrase:
    """Something said that holds nobody to anything, and its place in the document."""

    claim: str
    text: str
    evidence: tuple[Mapping[str, Any], ...] = field(default=())


def meeting_page(seat: Membership, meeting: Meeting) -> dict[str, Any]:
    """The context of web/meeting.html."""
    workspace = meeting.workspace_id
    judgement = Judgement.objects.in_workspace(workspace).filter(meeting=meeting).order_by("-version").first()
    is_bare = bool(without_words(seat, [meeting.pk]))
    document = judgement.document if judgement else {}
    document = findings_alone(document) if is_bare else document
    source = SourceText.objects.in_workspace(workspace).filter(meeting=meeting).first()
    readable = words_seen_by(seat).select_related("meeting").filter(meeting=meeting).first()
    feeling = _feeling(seat, meeting)
    promises = list(Commitment.objects.in_workspace(workspace).filter(meeting=meeting))
    for promise in promises if is_bare else ():
        promise.evidence = []
    with_other_tellings(seat, promises)
    calendar = calendar_facts(seat, meeting, now=timezone.now())
    is_own = meetings_held_by(seat).filter(pk=meeting.pk).exists()
    invitation = invitation_to(meeting)
    step_claim = "next_step" if document.get("next_step") else "verdict"
    said = _corrections(seat, judgement) if judgement else {}
    card = _card(meeting, document, now=timezone.now()) if judgement else None
    outcome = _outcome(meeting, document, timezone.now()) if card is None or not card.is_judged else ""
    return {
        "meeting": meeting,
        "is_own": is_own,
        "judgement": judgement,
        "calendar": calendar,
        "booked": booked_part(seat, invitation, now=timezone.now()) if invitation and is_own else None,
        "absence": absence_part(seat, meeting, is_own=is_own, now=timezone.now()),
        "closing": closing_part(meeting, now=timezone.now()) if is_own else None,
        "card": card,
        "step": _step(document),
        "outcome": outcome,
        "two_dates": _two_dates(meeting, document),
        "not_right": _block(judgement, step_claim, said.get(step_claim)) if judgement else None,
        "tests": [(line, _block(judgement, line.claim, said.get(line.claim))) for line in wording.tests(document)]
        if judgement
        else [],
        "theirs": [promise for promise in promises if promise.side == "customer"],
        "ours_promised": [promise for promise in promises if promise.side == "ours"],
        "unclear_promises": [promise for promise in promises if promise.side not in {"customer", "ours"}],
        "days": next_days(timezone.localdate()),
        "vague": _without(_vague(document, "vague"), _vague(document, "our_vague_endings")),
        "our_endings": _vague(document, "our_vague_endings"),
        "absence_until": _absence(document),
        "suggested": None if is_bare else suggested(meeting, judgement, is_own=is_own),
        "source": source,
        "lines": list(marked_lines(conversation_kept(readable), document)) if readable else [],
        "words_are_here": readable is not None,
        "feeling": feeling,
        "met_words": Met.choices,
        "sureness": SURENESS,
        "speakers": document.get("speakers", []),
        "felt": wording.FELT.get(feeling.met, "") if feeling else "",
        "grade": wording.GRADES.get((document.get("next_step") or {}).get("grade", ""), ""),
        "expected": predictions_page(seat, meeting, now=timezone.now()),
        "can_prepare": is_own and can_prepare(meeting, timezone.now()),
        "recap": recap_part(seat, meeting, now=timezone.now()) if is_own else None,
        "said_after": said_lines(seat, meeting),
        "level": wording.LEVELS.get((document.get("next_step") or {}).get("agreed", ""), ""),
    }


def can_prepare(meeting: Meeting, now: datetime) -> bool:
    """Whether it is still to be got ready for: it stands, is not over, and nobody stayed away from it."""
    return meeting.stands and meeting.ended_at > now and meeting.missed_by is None


def with_other_tellings(seat: Membership, promises: Iterable[Commitment]) -> None:
    """Give each promise its `told_elsewhere`: title, day and address of each meeting or mail that says the same."""
    found = told_elsewhere(seat, promises)
    for each in promises:
        each.told_elsewhere = [  # type: ignore[attr-defined]
            (other.meeting.title, localtime(other.meeting.held_at).date(), words_of(other))
            for other in found.get(each.pk, ())
        ]


def _feeling(seat: Membership, meeting: Meeting) -> Feeling | None:
    """What a seller felt is shown to him alone (METHOD 6.3), in the demo too."""
    return Feeling.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, user=seat.user).first()


def claim_block(seat: Membership, judgement: Judgement, claim: str) -> dict[str, Any]:
    """The context of one "Not right": what may be said about the claim, and what was said.

    Raises KeyError for a claim the document does not make, or about which nothing may be said.
    """
    return _block(judgement, claim, _corrections(seat, judgement).get(claim))


def _corrections(seat: Membership, judgement: Judgement) -> dict[str, Correction]:
    """What this person said of the judgement's claims, by claim."""
    rows = Correction.objects.in_workspace(judgement.workspace_id).filter(judgement=judgement, user=seat.user_id)
    return {row.claim: row for row in rows}


def _block(judgement: Judgement, claim: str, correction: Correction | None) -> dict[str, Any]:
    claimed(judgement.document, claim)
    choices = SAYS[claim.split(".")[0]]
    return {
        "meeting_id": judgement.meeting_id,
        "claim": claim,
        "claim_id": claim.replace(".", "-"),
        "compact": claim.startswith("tests."),
        "choices": choices,
        "correction": correction,
        "says": dict(choices).get(correction.says, correction.says) if correction else "",
    }


def next_days(today: date) -> list[date]:
    """Days to give a promise without one: the next working day, this Friday, next Monday."""
    tomorrow = today + timedelta(days=1 if today.weekday() < 4 else 7 - today.weekday())
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    monday = today + timedelta(days=7 - today.weekday())
    return sorted({tomorrow, friday, monday})


def _step(document: Mapping[str, Any]) -> dict[str, Any] | None:
    step = document.get("next_step")
    if not step or step.get("grade") == "none":
        return None
    medium = step.get("medium") or ""
    here = timezone.get_current_timezone_name()
    zone = zone_name(step["tz"]) if step.get("start") and step.get("tz") not in {None, "", here} else ""
    return {**step, "when": wording.moment(step), "where": wording.MEDIA.get(medium, medium), "other_zone": zone}


def _card(meeting: Meeting, document: Mapping[str, Any], *, now: datetime) -> wording.Card:
    """The verdict; where a next date stands in the calendar, how far it has come since."""
    card, following = wording.card(document), meeting.next_meeting
    if card.verdict:
        card = replace(card, verdict=_outcome(meeting, document, now))
    if following is None:
        return card
    step = document.get("next_step") or {}
    is_agreed = step.get("agreed") in {"E3", "E4"}
    if not is_agreed and card.state in {"vague", "offered"}:
        return _dated_since(card, following, now)
    if not is_agreed or _said_start(document) != following.held_at:
        return card
    found = standing(following, now, is_sent=not not_sent([following], now))
    if found.stand is Stand.BOOKED:
        return replace(card, state="booked", word=wording.STATES["booked"], second=_("They accepted."))
    if found.stand is Stand.OFFERED and found.who_must_answer is Side.CUSTOMER:
        return replace(card, second=_("Agreed. They have not accepted the invitation."))
    if found.stand is Stand.UNKNOWN:
        return replace(card, second=_("Agreed. It is in your calendar; their answer is not known."))
    return card


def _outcome(meeting: Meeting, document: Mapping[str, Any], now: datetime) -> wording.Words:
    """What became of it by now; "" where that is not known."""
    return wording.verdict_word(Verdicts(meeting.workspace_id, now).of(meeting, document))


def _dated_since(card: wording.Card, following: Meeting, now: datetime) -> wording.Card:
    """The words left it open, and a date stands in the calendar all the same: it, and what the words were."""
    found = standing(following, now, is_sent=not not_sent([following], now))
    if found.stand is Stand.BOOKED:
        state, second = "booked", _("They accepted.")
    elif found.stand is Stand.OFFERED and found.is_sent:
        theirs = found.who_must_answer is Side.CUSTOMER
        state, second = "offered", _("They have not said yes.") if theirs else _("They named it. We must answer.")
    else:
        return card
    when = date_format(localtime(following.held_at), "l j M" if following.all_day else "l j M H:i")
    by_words = _("In the conversation: %(word)s.") % {"word": card.word}
    return replace(
        card, state=state, word=wording.STATES[state], sentence=when, second=f"{second} {by_words}", reasons=(), ask=""
    )


def _said_start(document: Mapping[str, Any]) -> datetime | None:
    """The moment named in words; None where none was, or its zone is not known."""
    said = (document.get("next_step") or {}).get("start")
    start = datetime.fromisoformat(said) if said else None
    return start if start is not None and start.utcoffset() is not None else None


def _two_dates(meeting: Meeting, document: Mapping[str, Any]) -> str:
    """That the date agreed aloud and the one in the calendar differ; "" where they do not, or one is not known."""
    start, following = _said_start(document), meeting.next_meeting
    if start is None or following is None or not following.stands or start == following.held_at:
        return ""
    dated = [date_format(localtime(each), "D j M H:i") for each in (start, following.held_at)]
    return _("Said aloud: %(said)s. In the calendar: %(dated)s. They differ.") % {"said": dated[0], "dated": dated[1]}


def _vague(document: Mapping[str, Any], name: str) -> list[VaguePhrase]:
    phrases = []
    for place, item in enumerate(document.get(name) or ()):
        evidence = wording.evidence_of(item)
        text = item.get("text", "") if isinstance(item, Mapping) else str(item)
        phrases.append(VaguePhrase(f"{name}.{place}", text, evidence))
    return phrases


def _without(phrases: list[VaguePhrase], shown: list[VaguePhrase]) -> list[VaguePhrase]:
    """The phrases whose words do not stand among those shown already."""
    places = {row["start"] for phrase in shown for row in phrase.evidence}
    return [phrase for phrase in phrases if not any(row["start"] in places for row in phrase.evidence)]


def _absence(document: Mapping[str, Any]) -> date | None:
    until = document.get("absence_until")
    if isinstance(until, Mapping):
        until = until.get("date") or until.get("until")
    return date.fromisoformat(until[:10]) if isinstance(until, str) and until else None
