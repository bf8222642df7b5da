"""The first sentence after an import (UX 3, J7): how many meetings ended with the next one in the calendar."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from foothold.actions.first_picture import FirstPicture, first_picture
from foothold.actions.what_is_known import title_key
from foothold.cli.figures import between
from foothold.cli.output import again, day, number_of, plain, span
from foothold.core.shares import Bounds
from foothold.core.window import DAYS, LONGEST
from foothold.records.counterparts import without_people
from foothold.records.models import Identity, Membership
from foothold.records.models.people import IdentityKind
from foothold.records.picture import customer_meetings
from foothold.records.visibility import meetings_held_by

IN_THE_ROOM = "ended with the next one already in the calendar"


def first_sentence(seat: Membership, *, now: datetime, data: Path | None = None) -> list[str]:
    """The lines for a person: what was found, who we are taken for, what is a guess."""
    picture = first_picture(seat, now=now)
    nobody = _names_nobody(seat)
    you, titles = _you(picture, nobody=nobody), _titles(seat, picture, data, nobody=nobody)
    more = [*titles, *_guesses(picture, data), *_in_utc(seat, data)]
    since = picture.window.start.date()
    until = (picture.window.end - timedelta(microseconds=1)).date()
    days = span(since, until)
    if not picture.meetings:
        found = f"No customer meeting in the last {picture.days} days ({days}). {you}".rstrip()
        return [found, *_latest(seat, now, data, titles), *more]
    meetings = number_of(picture.meetings, "customer meeting")
    customers = number_of(picture.accounts, "customer")
    return [
        f"{meetings}, {customers}, {days}. {you}".rstrip(),
        f"{_in_the_room(picture.in_room)} {_without_next(picture.without_next)}",
        *more,
    ]


def _you(picture: FirstPicture, *, nobody: bool) -> str:
    told = [_named(each) for each in picture.ours if not each.guessed][:3]
    guessed = [_named(each) for each in picture.ours if each.guessed][:3]
    if not told and not guessed and nobody:
        # Our address would tell nobody from a customer where no address stands.
        return ""
    if not told and not guessed:
        return "Who you are is not known, so nobody's yes is counted: say it with --me ADDRESS."
    if not told:
        return f"You: {', '.join(guessed)} (guessed; change: --me)."
    more = f"; guessed: {', '.join(guessed)}" if guessed else ""
    return f"You: {', '.join(told)}{more} (change: --me)."


def _named(identity: Identity) -> str:
    value = plain(identity.value)
    return value if identity.kind == IdentityKind.ADDRESS else f"everybody at {value}"


def _in_the_room(in_room: Bounds) -> str:
    if not in_room.says_something:
        return f"How many {IN_THE_ROOM} is not known: the calendar does not say when it was put there."
    if not in_room.unknown:
        return f"{between(in_room)} {IN_THE_ROOM}."
    return f"{between(in_room)} {IN_THE_ROOM}; for {in_room.unknown:,} it is not known when it was put there."


def _without_next(count: int) -> str:
    if not count:
        return "Every customer has a next date."
    return f"{number_of(count, 'customer has', 'customers have')} no next date."


def _names_nobody(seat: Membership) -> bool:
    """Whether there are meetings from calendars, and none of them names a person: a published calendar."""
    own = meetings_held_by(seat).filter(entry__isnull=False, demo=False)
    return own.exists() and not own.filter(people_known=True).exists()


def _titles(seat: Membership, picture: FirstPicture, data: Path | None, *, nobody: bool) -> list[str]:
    """How many titles without people wait for a word, where that is why customers are missing."""
    if picture.meetings and not nobody:
        return []
    said = without_people(seat).filter(demo=False).order_by().values_list("title", "relation").distinct()
    decided: dict[str, bool] = {}
    for title, relation in said.iterator():
        key = title_key(title)
        decided[key] = bool(relation) or decided.get(key, False)
    waiting = sum(not each for each in decided.values())
    if not waiting:
        return []
    name = number_of(waiting, "title names", "titles name")
    return [f"{name} nobody: say which customer under Who is who ({again('serve', data)})."]


def _in_utc(seat: Membership, data: Path | None) -> list[str]:
    if seat.workspace.tz.removeprefix("Etc/") != "UTC":
        return []
    return [f"Times in UTC; change it under Set up ({again('serve', data)})."]


def _latest(seat: Membership, now: datetime, data: Path | None, titles: list[str]) -> list[str]:
    """Where the calendar is an old one: how far back its last customer meeting lies."""
    latest = customer_meetings(seat).filter(held_at__lt=now).order_by("-held_at").first()
    if latest is None:
        return [] if titles else [f"Who is a customer is told in {again('serve', data)}, under Who is who."]
    days, at = (now - latest.held_at).days + DAYS, latest.held_at.astimezone(ZoneInfo(seat.workspace.tz))
    said = f"The latest one was on {day(at)} {at.year}"
    return [f"{said}: {again(f'review --days {days}', data)}" if days <= LONGEST else f"{said}."]


def _guesses(picture: FirstPicture, data: Path | None) -> list[str]:
    said = [f"{picture.guesses:,} guessed"] if picture.guesses else []
    said += [f"{picture.undecided:,} not decided"] if picture.undecided else []
    return (
        [f"Who is a customer and who is not: {', '.join(said)}. To change it: {again('serve', data)}"] if said else []
    )
