"""The link for the phone across the table, as a QR picture: only where customers can reach this site (UX J2)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from foothold.actions.make_guest_links import SHARED, links_of
from foothold.records.models import Invitation
from foothold.records.reach import public_url, sentence
from foothold.web.qr import qr


@dataclass(frozen=True, slots=True)
class AcrossTheTable:
    """`picture` of the shared link, for everybody who sees it; without one, `why` there is none."""

    picture: str = ""
    why: str = ""


def across_the_table(invitation: Invitation) -> AcrossTheTable:
    """The shared link, which shows agreement and books nothing (DESIGN 6), or why it is not offered."""
    if invitation.meeting.demo:
        return AcrossTheTable(why=_("This is the demo: nothing of it leaves, so there is no link for the customer."))
    if public_url() is None:
        return AcrossTheTable(why=sentence())
    link = links_of(invitation).get(SHARED, "")
    return AcrossTheTable(picture=qr(link) if link else "")
