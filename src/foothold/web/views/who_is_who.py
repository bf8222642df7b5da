"""Who is who: ours, customers, and everybody else, one click each (DESIGN 6)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.take_back_relation import take_back_relation, take_back_title
from foothold.actions.tell_firm import tell_firm
from foothold.actions.tell_relations import (
    add_ours,
    confirm_ours,
    remove_ours,
    tell_opportunity,
    tell_relation,
    tell_title,
)
from foothold.core.relations import Relation
from foothold.records.counterparts import (
    Met,
    counterpart_met,
    counterparts_met,
    doubtful_deals,
    our_identities,
    without_people,
)
from foothold.records.crm_firms import doubtful_firms, firms_in_doubt
from foothold.records.models import Account, Identity, Membership
from foothold.records.models.people import IdentityKind
from foothold.records.picture import shows_demo
from foothold.web.asked_filter import asked_filter
from foothold.web.seats import Request
from foothold.web.who_page import AT_ONCE, CHOICES, FILTERS, chosen, line, title_line, title_lines
from foothold.web.wording import Words

GUESS = "guess"
"""What "back to our guess" sends in place of a relation."""


@require_safe
def who_is_who(request: Request) -> HttpResponse:
    """Ours first, then the others, those with most meetings first."""
    which, no_such_filter = asked_filter(request.GET.get("which", ""), FILTERS, "all")
    met = counterparts_met(request.seat, now=timezone.now())
    left = chosen(met, which)
    titles, firms = title_lines(request.seat), doubtful_firms(request.seat)
    show, show_titles = (_number(request.GET.get(name)) for name in ("show", "titles"))
    context = {
        "ours": our_identities(request.seat),
        "demo_ours": _demo_ours(request.seat) if shows_demo(request.seat) else (),
        "which": which,
        "no_such_filter": no_such_filter,
        "filters": _filters(met),
        "lines": [line(each) for each in left[:show]],
        "left": len(left) - show,
        "more": show + AT_ONCE,
        "met": len(met),
        "titles": titles[:show_titles],
        "titles_left": len(titles) - show_titles,
        "more_titles": show_titles + AT_ONCE,
        "titles_open": sum(each.is_open for each in titles),
        "accounts": _accounts(request) if titles else [],
        "deals": list(doubtful_deals(request.seat)[:20]),
        "firms": [each for each in firms if not each.firm.told],
        "told_firms": [each for each in firms if each.firm.told],
        "at_setup": True,
    }
    return render(request, "web/who_is_who.html", context)


@require_POST
def counterpart(request: Request, counterpart_id: UUID) -> HttpResponse:
    """One click: what one counterpart is; or back to our guess."""
    before = counterpart_met(request.seat, counterpart_id, now=timezone.now())
    if before is None:
        raise Http404
    value, row = request.POST.get("relation", ""), before.counterpart
    if value == GUESS:
        take_back_relation(request.seat, row.value)
        said = _("%(name)s: back to our guess.") % {"name": before.name}
    elif value in {each.value for each in CHOICES}:
        tell_relation(request.seat, row.value, Relation(value))
        said = f"{before.name}: {CHOICES[Relation(value)]}."
    else:
        return HttpResponseBadRequest(_("Not one of the answers."))
    # Taken back, the guess is a new row: it is found by what it stands for.
    met = counterparts_met(request.seat, now=timezone.now())
    found = next((each for each in met if each.counterpart.value == row.value), None)
    if not request.htmx or found is None:
        messages.success(request, said)
        return redirect(_back(request, f"c-{line(found).key}" if found else "others"))
    undo = row.relation if row.told else GUESS
    which = _filter(request.POST.get("which"))
    context = {
        "line": line(found),
        "said": said,
        "undo": "" if value == GUESS else undo,
        "which": which,
        "filters": _filters(met),
        "out_of_band": True,
    }
    return render(request, "web/parts/counterpart.html", context)


@require_POST
def titled(request: Request) -> HttpResponse:
    """What the meetings under a title are, where the calendar names no people."""
    title = request.POST.get("title", "")
    if not without_people(request.seat).filter(title=title).exists():
        raise Http404
    account, value = request.POST.get("account", "").strip(), request.POST.get("relation", "")
    if value == GUESS:
        take_back_title(request.seat, title)
        said = _("%(name)s: back to our guess.") % {"name": title}
    elif value in {Relation.PRIVATE, Relation.IGNORE}:
        tell_title(request.seat, title, relation=Relation(value))
        said = f"{title}: {CHOICES[Relation(value)]}."
    elif account:
        tell_title(request.seat, title, account=account)
        said = f"{title}: {account}."
    else:
        said = _("Choose or type a customer first.")
    if not request.htmx:
        messages.success(request, said)
        return redirect(_back(request, "titles"))
    context = {"row": title_line(request.seat, title), "said": said}
    return render(request, "web/parts/titled.html", context)


@require_POST
def ours(request: Request) -> HttpResponse:
    """Confirm what was guessed about us, or add an address or domain."""
    if request.POST.get("confirm"):
        confirm_ours(request.seat)
        messages.success(request, _("Good. That is us."))
        return redirect(_back(request, "ours"))
    try:
        added = add_ours(request.seat, request.POST.get("value", ""))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("%(value)s is ours from now on.") % {"value": added.value})
    return redirect(_back(request, "ours"))


@require_POST
def ours_gone(request: Request, identity_id: UUID) -> HttpResponse:
    """An address or domain is not ours after all."""
    found = get_object_or_404(our_identities(request.seat), pk=identity_id)
    remove_ours(request.seat, found)
    messages.success(request, _("%(value)s is not ours.") % {"value": found.value})
    return redirect(_back(request, "ours"))


@require_POST
def deal(request: Request, meeting_id: UUID) -> HttpResponse:
    """A doubtful deal, asked once."""
    found = get_object_or_404(doubtful_deals(request.seat), pk=meeting_id)
    answer = request.POST.get("same", "")
    if answer not in {"yes", "no"}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    tell_opportunity(request.seat, found, same=answer == "yes")
    messages.success(request, _("Remembered."))
    return redirect(_back(request, "deals"))


@require_POST
def firm(request: Request, firm_id: UUID) -> HttpResponse:
    """Whether a CRM's firm is a customer we know; said anew at any time."""
    found = get_object_or_404(firms_in_doubt(request.seat), pk=firm_id)
    answer = request.POST.get("same", "")
    if answer not in {"yes", "no"}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    known = found.may_be.name if found.may_be else ""
    tell_firm(request.seat, found, same=answer == "yes", now=timezone.now())
    words = _("%(firm)s and %(known)s are one customer now.") if answer == "yes" else _("%(firm)s is not %(known)s.")
    messages.success(request, words % {"firm": found.name, "known": known})
    return redirect(_back(request, "firms"))


def _filter(written: str | None) -> str:
    return written if written is not None and written in FILTERS else "all"


def _filters(met: Sequence[Met]) -> list[tuple[str, Words, int]]:
    """The lists to choose from, and how many are on each."""
    return [(key, word, len(chosen(met, key))) for key, word in FILTERS.items()]


def _demo_ours(seat: Membership) -> list[str]:
    """Who the demo's calendar is of."""
    demo = Identity.objects.in_workspace(seat.workspace_id).filter(demo=True).exclude(kind=IdentityKind.NAME)
    return list(demo.order_by("kind", "value").values_list("value", flat=True)[:10])


def _accounts(request: Request) -> Any:
    names = Account.objects.in_workspace(request.seat.workspace_id).filter(demo=False)
    return list(names.order_by("name").values_list("name", flat=True)[:500])


def _back(request: Request, part: str) -> str:
    """The page as it was left, at the part that changed."""
    kept = {name: request.POST[name] for name in ("which", "show", "titles") if request.POST.get(name)}
    return reverse("who_is_who") + (f"?{urlencode(kept)}" if kept else "") + f"#{part}"


def _number(written: str | None) -> int:
    """How many lines to show: a multiple of what is shown at once, at most 5,000."""
    return min(max(int(written), AT_ONCE), 5_000) if written and written.isdecimal() and len(written) < 6 else AT_ONCE
