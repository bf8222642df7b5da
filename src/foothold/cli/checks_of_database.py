"""The checks that ask the database: is it there, whole and of this release; what do the sources say."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from foothold.cli.checks import FAIL, OK, WARN, Check
from foothold.cli.output import again, number_of, plain

MOST_SOURCES = 10
AHEAD = timedelta(minutes=10)
"""How far rows may lie ahead of the clock before it is taken to have gone back."""
LATE = timedelta(hours=1)
"""How long a letter may wait before it is said."""
_ALL = "doctor looks at the whole data folder"


def checks_of_database(data: Path | None) -> Iterator[Check]:
    """In the order in which one rests on another; without a database there is only the first."""
    try:
        connection.ensure_connection()
        yield _reachable(data)
        behind = _migrations(data)
    except DatabaseError as error:
        said = plain((str(error).splitlines() or [type(error).__name__])[0], 160)
        yield Check("database", FAIL, f"It does not answer: {said}", "Check DATABASE_URL, or that the server runs.")
        return
    yield behind
    if behind.state != OK:
        return
    yield _clock_of_rows()
    yield from _sources(data)
    yield from _connections(data)
    yield from _outbox(data)
    yield from _trust(data)


def _reachable(data: Path | None) -> Check:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            do = f"Keep the file, then: {again('restore FILE --replace', data)}"
            return Check("database", FAIL, f"The SQLite file is damaged: {plain(found, 120)}", do)
        return Check("database", OK, f"SQLite, whole: {settings.DATABASES['default']['NAME']}")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    if int(version.partition(".")[0]) < 15:
        return Check("database", FAIL, f"PostgreSQL {version}", "15 or newer is needed.")
    return Check("database", OK, f"PostgreSQL {version}")


def _migrations(data: Path | None) -> Check:
    from foothold.actions.backup_rows import FromNewer, applied_migrations, loader

    known = loader()
    try:
        applied = applied_migrations(known)
    except FromNewer as newer:
        return Check("tables", FAIL, f"They are of a newer Foothold ({newer}).", "Update Foothold.")
    missing = len(known.graph.nodes) - len(applied)
    if not applied:
        return Check("tables", WARN, "Nothing is kept here yet.", again("import calendar.ics", data))
    if missing:
        do = f"{again('backup FILE', data)}; then any other command brings them up to date."
        return Check("tables", WARN, f"They are of an older release: {number_of(missing, 'change')} to make.", do)
    return Check("tables", OK, "of this release")


def _clock_of_rows() -> Check:
    from foothold.records.models import Import

    newest = Import.objects.across_workspaces(because=_ALL).order_by("-started_at").first()
    if newest is not None and newest.started_at > timezone.now() + AHEAD:
        says = f"The last import is of {newest.started_at:%Y-%m-%d %H:%M} UTC, which is still to come."
        return Check("clock", WARN, says, "Has the clock been set back? Turn on NTP.")
    return Check("clock", OK, "not behind the last import")


def _sources(data: Path | None) -> Iterator[Check]:
    from foothold.records.models import Source

    sources = list(Source.objects.across_workspaces(because=_ALL).order_by("-read_at")[: 10 * MOST_SOURCES])
    if not sources:
        yield Check("sources", OK, "none yet", again("import calendar.ics", data))
        return
    broken = [source for source in sources if source.problem]
    for source in broken[:MOST_SOURCES]:
        read = f"last read {source.read_at:%Y-%m-%d %H:%M} UTC" if source.read_at else "never read"
        yield Check("sources", WARN, f"{plain(source.name, 40)}, {read}: {plain(source.problem, 160)}")
    moments = [source.read_at for source in sources if source.read_at]
    newest = f", the last one at {max(moments):%Y-%m-%d %H:%M} UTC" if moments else ""
    if not broken:
        yield Check("sources", OK, f"{number_of(len(sources), 'source')} read{newest}")


def _connections(data: Path | None) -> Iterator[Check]:
    """Each connected mailbox and calendar, logged in to at this moment; nothing is read or sent."""
    from foothold.actions.try_connection import try_connection
    from foothold.records.models import Connection

    for row in Connection.objects.across_workspaces(because=_ALL).order_by("connected_at")[:MOST_SOURCES]:
        name = f"{row.kind} {row.address}"
        trouble = try_connection(row)
        if trouble:
            yield Check("connection", FAIL, f"{plain(name, 80)}: {plain(trouble, 200)}", again("serve", data))
        else:
            yield Check("connection", OK, f"{plain(name, 80)} lets us in")


def _outbox(data: Path | None) -> Iterator[Check]:
    """What waits to leave for longer than it should, and what was refused."""
    from foothold.records.models import Departure
    from foothold.records.models.connections import DepartureState

    rows = Departure.objects.across_workspaces(because=_ALL)
    refused = rows.filter(state=DepartureState.REFUSED).count()
    late = rows.filter(state=DepartureState.WAITING, made_at__lt=timezone.now() - LATE).count()
    if refused or late:
        says = f"{number_of(late, 'letter')} waiting for over an hour, {refused} refused"
        yield Check("outbox", WARN, says, f"See why under Set up, Connections: {again('serve', data)}")
    else:
        yield Check("outbox", OK, "nothing is held up")


def _trust(data: Path | None) -> Iterator[Check]:
    """Without the name of our own mail server nobody's answer by mail is proven (DESIGN 6)."""
    from foothold.records.models import Source, Workspace
    from foothold.records.models.sources import SourceType

    mails = Source.objects.across_workspaces(because=_ALL).filter(kind=SourceType.MAILS, demo=False)
    without = Workspace.objects.filter(authserv_id="", pk__in=mails.values("workspace_id")).exists()
    if without:
        says = "No mail server is trusted to check senders: answers by mail count as unverified unless they are signed."
        yield Check("mail server", WARN, says, f"Name yours under Set up: {again('serve', data)}")
    elif mails.exists():
        yield Check("mail server", OK, "named; its checks of senders count")
    else:
        yield Check("mail server", OK, "no mails read yet, so none is needed")
    yield _dns(is_needed=mails.exists())


def _dns(*, is_needed: bool) -> Check:
    """Whether the keys of signed mails can be asked for."""
    from foothold.connectors.mail.lookups import dns_answers

    if not settings.CHECKS_SIGNATURES:
        return Check("DNS", OK, "not asked: FOOTHOLD_DKIM is off, so no signature of a mail is checked")
    if not is_needed:
        return Check("DNS", OK, "no mails read yet, so none is asked")
    if dns_answers():
        return Check("DNS", OK, "it answers; signatures of answers by mail are checked")
    return Check("DNS", WARN, "It does not answer: signatures of answers by mail cannot be checked.", _SWITCH_OFF)


_SWITCH_OFF = "Look at this machine's name servers; FOOTHOLD_DKIM=off asks nothing."
