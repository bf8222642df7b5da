"""The words of the Ready sheet on screen (UX S2, 6)."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.outcomes import Because, SuggestedOutcome
from foothold.core.readiness import Gate, Item, Lack, Question, ReadyClass
from foothold.core.substance import TooThin
from foothold.records.prepared import From
from foothold.records.readiness import Sheet
from foothold.web.wording import Words

QUESTIONS: Mapping[Question, Words] = {
    Question.Q1: _l("Why they took it"),
    Question.Q2: _l("Their goal"),
    Question.Q3: _l("Top issue"),
    Question.Q4: _l("What they may miss"),
    Question.Q5: _l("Worth learning"),
    Question.Q6: _l("What they bring"),
    Question.Q7: _l("Most we can do"),
    Question.Q8: _l("Could derail"),
}
ITEMS: Mapping[Item, Words] = {
    Item.US_1: QUESTIONS[Question.Q1],
    Item.US_2: QUESTIONS[Question.Q2],
    Item.US_3: QUESTIONS[Question.Q3],
    Item.US_4: QUESTIONS[Question.Q4],
    Item.US_5: QUESTIONS[Question.Q5],
    Item.US_6: _l("Outcome and next step"),
    Item.US_7: _l("Agenda"),
    Item.US_8: QUESTIONS[Question.Q8],
    Item.US_9: _l("What we promised"),
    Item.CU_1: _l("Accepted"),
    Item.CU_2: _l("Prep question"),
    Item.CU_3: _l("Homework"),
    Item.CU_4: _l("People"),
    Item.CU_5: _l("Data"),
}
PARTS: Mapping[str, Words] = {
    "issue": _l("Issue"),
    "person": _l("What it does to them"),
    "this_meeting": _l("What that means for this meeting"),
    "how_we_know": _l("How we know"),
    "risk": _l("What could derail it"),
    "avoid": _l("How we avoid it"),
    "handle": _l("How we handle it"),
}
LACKS: Mapping[Lack, Words] = {
    Lack.OUTCOME: _l("no outcome"),
    Lack.NEXT_STEP: _l("no next step with a topic"),
    Lack.SLOTS: _l("no two or three times to ask for"),
    Lack.QUESTIONS: _l("no questions"),
    Lack.HIS_QUESTION: _l("none of the questions is theirs"),
    Lack.TOO_LONG: _l("more minutes than the meeting has"),
    Lack.ISSUE: _l("no issue"),
    Lack.PERSON: _l("not said what it does to them"),
    Lack.THIS_MEETING: _l("not said what it means for this meeting"),
    Lack.HOW_WE_KNOW: _l("not said how we know"),
    Lack.CHANGE: _l("no change"),
    Lack.SOURCE: _l("no source"),
    Lack.OLD_SOURCE: _l("the source is older than a year, or has no day"),
    Lack.RISK: _l("no risk"),
    Lack.AVOID: _l("not said how to avoid it"),
    Lack.HANDLE: _l("not said how to handle it"),
}
THIN: Mapping[TooThin, Words] = {
    TooThin.EMPTY: _l("nothing is said"),
    TooThin.REPEATS_QUESTION: _l("it only repeats the question"),
    TooThin.TOO_SHORT: _l("fewer than 8 words"),
    TooThin.TOO_FEW_CONTENT_WORDS: _l("fewer than 4 words that say something new"),
    TooThin.ONLY_OUR_PRODUCT: _l("it names only our product"),
    TooThin.COPY: _l("a copy of an answer of the last 90 days"),
}
SOURCES: Mapping[From, Words] = {
    From.TYPED: _l("your word"),
    From.LINK: _l("source"),
    From.WORDS: _l("their words"),
    From.CALENDAR: _l("calendar"),
    From.PROMISES: _l("promises"),
    From.HOMEWORK: _l("homework"),
    From.CUSTOMER_PAGE: _l("their answer"),
    From.INVITATION: _l("in the invitation"),
    From.NOTHING: "",
}
CLASSES: Mapping[ReadyClass, Words] = {
    ReadyClass.READY: _l("Ready"),
    ReadyClass.PARTLY: _l("Partly ready"),
    ReadyClass.NOT_READY: _l("Not ready"),
    ReadyClass.SHORT: _l("Short sheet"),
}
CSS: Mapping[ReadyClass, str] = {
    ReadyClass.READY: "booked",
    ReadyClass.PARTLY: "offered",
    ReadyClass.NOT_READY: "vague",
    ReadyClass.SHORT: "unknown",
}
BECAUSE: Mapping[Because, Words] = {
    Because.PURPOSE: _l("what such a meeting is for"),
    Because.PROMISE: _l("they promised"),
    Because.LEFT_VAGUE: _l("they said last time"),
    Because.GOAL: _l("their goal"),
    Because.WHO_DECIDES: _l("who decides"),
}


def why_not_more(sheet: Sheet) -> str:
    """The one sentence beside the class: the first gate that is closed, else the side that is behind."""
    if has_all_it_asks(sheet):
        return _("Outcome and acceptance are there. More is not asked.")
    found, who = sheet.readiness, sheet.who or _("They")
    gates = {
        Gate.OUTCOME: _("No outcome with a next step and two times yet."),
        Gate.AGENDA: _("No agenda yet."),
        Gate.ACCEPTANCE: _("{who} has not accepted.").format(who=who),
    }
    if found.closed_gates:
        return gates[found.closed_gates[0]]
    if found.reached is ReadyClass.READY:
        return _("Both sides are ready.")
    if found.customer < found.ours:
        return _("{who}'s side is behind. Only their own answer moves it.").format(who=who)
    return _("Our own side is behind.")


def why_nothing(thin: TooThin | None, lacks: Iterable[Lack]) -> str:
    """Why an answer counts nothing, in words."""
    words: list[str | Lazy] = [LACKS[each] for each in lacks]
    if thin is not None and not words:
        words.append(THIN[thin])
    return ", ".join(map(str, words))


def short_state(sheet: Sheet) -> tuple[str, Words, Words]:
    """How a list says it (UX S1): ("ready", "5 of 8 known", "no outcome"), the words, and the button's."""
    if not sheet.outcome.strip() and sheet.flags:
        return "no-outcome", _("no outcome yet"), _("Set one")
    if is_ready(sheet):
        return "ready", _("ready"), ""
    return "known", _("%(n)d of 8 known") % {"n": sheet.known}, _("Get ready")


def is_ready(sheet: Sheet) -> bool:
    """Ready in full; on the short sheet, what it asks for: an outcome with its next step, and their acceptance."""
    return sheet.readiness.reached is ReadyClass.READY or has_all_it_asks(sheet)


def has_all_it_asks(sheet: Sheet) -> bool:
    """Whether a short sheet, not ready in full, has what it asks for. It is called short then (METHOD 5).

    "Ready" beside "0 of 8 known" would contradict itself.
    """
    found, gates = sheet.readiness, {Gate.OUTCOME, Gate.ACCEPTANCE}
    is_short = found.shown is ReadyClass.SHORT and found.reached is not ReadyClass.READY
    return is_short and not gates & set(found.closed_gates)


def suggested_because(each: SuggestedOutcome) -> str:
    """What a suggestion rests on, with the words where there are some."""
    reason = str(BECAUSE[each.because])
    return f"{reason}: “{each.about}”" if each.about else reason
