"""Connect a mailbox and a calendar server; see what waits to leave (UX S9)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.claim_connection import look_again
from foothold.actions.connect_calendar import connect_calendar, look_for_calendars
from foothold.actions.connect_mailbox import NotConnected, connect_mailbox, find_servers
from foothold.actions.forget_connection import forget_connection
from foothold.actions.send_departure import take_back, try_now
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.connectors.calendar.caldav_discovery import Connected
from foothold.records.models import Connection, Departure
from foothold.records.models.connections import ConnectionKind
from foothold.web.connections_page import (
    Choice,
    Page,
    Typed,
    carried_login,
    carry_login,
    connections_context,
    server_of,
    servers_line,
)
from foothold.web.seats import Request


@require_safe
def connections(request: Request) -> HttpResponse:
    """What is connected, when it was read last, and what waits to leave."""
    return _page(request, Page())


@sensitive_variables()
@sensitive_post_parameters("password")
@require_POST
def mail(request: Request) -> HttpResponse:
    """Find the servers behind an address, try them, keep them; what is wrong is said beside the form."""
    sent = request.POST
    typed = Typed(
        address=sent.get("address", "").strip()[:254],
        user=sent.get("user", "").strip()[:254],
        imap=sent.get("imap", "").strip()[:300],
        smtp=sent.get("smtp", "").strip()[:300],
    )
    try:
        imap, smtp, advice = _servers(typed)
    except _Unconfirmed as guessed:
        return _page(request, Page(mail=_with(typed, str(guessed), imap=guessed.imap, smtp=guessed.smtp)))
    except ValueError as wrong:
        return _page(request, Page(mail=_with(typed, str(wrong))), status=422)
    if imap is None or smtp is None:
        return _page(request, Page(mail=_with(typed, advice)), status=422)
    try:
        connect_mailbox(
            request.seat,
            address=typed.address,
            secret=sent.get("password", ""),
            imap=imap,
            smtp=smtp,
            now=timezone.now(),
        )
    except NotConnected as wrong:
        shown = _with(typed, str(wrong), imap=servers_line(imap), smtp=servers_line(smtp), advice=advice)
        return _page(request, Page(mail=shown), status=422)
    messages.success(request, _("Connected. Invitations leave from %(address)s.") % {"address": typed.address})
    return redirect("connections")


@sensitive_variables()
@sensitive_post_parameters("password")
@require_POST
def calendar(request: Request) -> HttpResponse:
    """Find the calendars of an account; with one of them it is connected, of several one is chosen."""
    sent = request.POST
    if sent.get("carried"):
        login = carried_login(request.seat, sent["carried"])
        if login is None:
            wrong = _("Choosing took too long, or the page was changed on the way. Type the password again.")
            return _page(request, Page(calendar=Typed(wrong=wrong)), status=422)
        address, user, password = login
    else:
        address, user = sent.get("address", "").strip()[:500], sent.get("user", "").strip()[:254]
        password = sent.get("password", "")
    typed = Typed(address=address, user=user)
    found = look_for_calendars(address, user, password)
    if not isinstance(found, Connected):
        return _page(request, Page(calendar=_with(typed, found.message)), status=422)
    writable = tuple(each for each in found.calendars if each.is_writable)
    chosen = [each for each in writable if len(writable) == 1 or each.address == sent.get("calendar")]
    if not chosen:
        if not writable:
            wrong = _("This account may read calendars, but write to none. Nothing was kept.")
            return _page(request, Page(calendar=_with(typed, wrong)), status=422)
        choice = Choice(writable, carry_login(request.seat, found, address, user, password))
        return _page(request, Page(calendar=typed, choice=choice))
    connect_calendar(request.seat, found, chosen[0], address=address, user=user, password=password, now=timezone.now())
    messages.success(request, _("Connected. “%(name)s” is read and written to.") % {"name": chosen[0].name})
    return redirect("connections")


@require_POST
def read_now(request: Request, connection_id: UUID) -> HttpResponse:
    """Have it read at the next look, within seconds."""
    look_again(_own(request, connection_id), now=timezone.now())
    messages.success(request, _("It is read now."))
    return redirect("connections")


@require_POST
def forget(request: Request, connection_id: UUID) -> HttpResponse:
    """Let a connection go; what it brought stays."""
    found = _own(request, connection_id)
    forget_connection(request.seat, ConnectionKind(found.kind))
    messages.success(request, _("Disconnected; its password is gone. What it brought stays, under Sources."))
    return redirect("connections")


@require_POST
def trust(request: Request, connection_id: UUID) -> HttpResponse:
    """Believe the mail server's check of senders from now on, and read again what came before."""
    found = _own(request, connection_id)
    name = str(found.cursor.get("checks", ""))
    if not request.seat.is_admin or not name:
        raise Http404
    trust_mail_server(request.seat, name, now=timezone.now())
    messages.success(request, _("%(name)s is trusted. Answers that came by mail are read again.") % {"name": name})
    return redirect("connections")


@require_POST
def send_again(request: Request, departure_id: UUID) -> HttpResponse:
    """The next attempt now."""
    if not try_now(_departure(request, departure_id), now=timezone.now()):
        messages.info(request, _("That one does not leave any more: a newer one says all of it."))
    return redirect("connections")


@require_POST
def back(request: Request, departure_id: UUID) -> HttpResponse:
    """Out of the outbox, before it left."""
    if take_back(_departure(request, departure_id)):
        messages.success(request, _("Taken back. It does not leave."))
    else:
        messages.error(request, _("It is leaving at this moment, or has left."))
    return redirect("connections")


def _servers(typed: Typed) -> tuple[Any, Any, str]:
    """The two servers typed, or found behind the address; and what the provider asks for."""
    user = typed.user or typed.address
    if typed.imap or typed.smtp:
        return server_of(typed.imap, user, 993), server_of(typed.smtp, user, 465), ""
    found = find_servers(typed.address)
    if found is None:
        raise ValueError(_("No mail servers were found for this address. Type them below; your provider names them."))
    if found.to_confirm and found.imap and found.smtp:
        raise _Unconfirmed(found.because, servers_line(found.imap), servers_line(found.smtp))
    return found.imap, found.smtp, found.advice


class _Unconfirmed(ValueError):
    """Servers were guessed: they are shown, and the password goes there only once a person has looked at them."""

    def __init__(self, because: str, imap: str, smtp: str) -> None:
        super().__init__(_("%(because)s Look at them and connect again.") % {"because": because})
        self.imap, self.smtp = imap, smtp


def _with(typed: Typed, wrong: str, **more: str) -> Typed:
    values = {"imap": typed.imap, "smtp": typed.smtp} | more
    return Typed(address=typed.address, user=typed.user, wrong=wrong, details=True, **values)


def _page(request: Request, page: Page, *, status: int = 200) -> HttpResponse:
    context = connections_context(request.seat, page, now=timezone.now())
    return render(request, "web/connections.html", context, status=status)


def _own(request: Request, connection_id: UUID) -> Connection:
    own = Connection.objects.in_workspace(request.seat.workspace_id).filter(user_id=request.seat.user_id)
    return get_object_or_404(own, pk=connection_id)


def _departure(request: Request, departure_id: UUID) -> Departure:
    own = Departure.objects.in_workspace(request.seat.workspace_id).filter(user_id=request.seat.user_id)
    return get_object_or_404(own, pk=departure_id)
