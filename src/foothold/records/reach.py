"""Who can reach this site: everybody at its public address, or this machine alone.

Links for customers and the QR for a phone are made only where somebody can open them (DESIGN 4): whoever makes
one asks here first, and shows the sentence where there is none.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _


def public_url() -> str | None:
    """`https://foothold.firm.example`, without a slash at its end; None where only this machine reaches us."""
    address: str | None = settings.PUBLIC_URL
    return address


def public_host() -> str | None:
    """The name in `public_url`, without a port."""
    address = public_url()
    return urlsplit(address).hostname if address else None


def sentence() -> str:
    """One sentence for the screen: where we are reached, or why no customer's link and no QR is offered."""
    address = public_url()
    if address:
        return _("Phones and customers reach this site at %(address)s.") % {"address": address}
    return _("Your phone cannot reach this machine, nor can a customer: Foothold is open on this computer only.")
