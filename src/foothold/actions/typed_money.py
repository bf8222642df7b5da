"""Numbers and currencies as a person types them into a form; ValueErrors are one sentence for that person."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from foothold.core.amounts import amount_in, currency_in, decimal_mark, is_plain_amount, shared_sign_in

_CURRENCY = re.compile(r"[A-Z]{3}")


def typed_number(text: str, what: str, most: int) -> Decimal | None:
    """The number typed, with a point or a comma; None for nothing. ValueError for what is none, or 0 and below.

    `what` begins the sentence; `most` is the largest there can be. "84k" and "20.000.00" are no numbers: taken for 84
    or for two million they would be wrong a hundred times over and more.
    """
    text = text.strip()
    if not text:
        return None
    # One number alone: "1.200" and "1,200" are both twelve hundred, nobody writes three digits of cents.
    number = amount_in(text, decimal_mark([text], "," if "." in text else ".") or ".")
    if number is None or not is_plain_amount(text):
        raise ValueError(_("%(what)s: write one number, like 120 or 87,50.") % {"what": what})
    if number <= 0:
        raise ValueError(_("%(what)s is more than 0. Leave it empty where it is not known.") % {"what": what})
    if number > most:
        raise ValueError(_("%(what)s is at most %(most)s.") % {"what": what, "most": most})
    return number


def typed_currency(text: str) -> str:
    """The currency typed, three letters; ValueError for anything else."""
    currency = text.strip().upper()
    if not _CURRENCY.fullmatch(currency):
        raise ValueError(_("Say the currency in three letters, like EUR."))
    return currency


def currency_typed_with(amount: str, text: str) -> str:
    """The currency of an amount: the one its own sign or code says, else the one typed beside it.

    ValueError where there is none, and where the sign is not one of that currency: "$500" is not EUR 500.
    """
    named = currency_in(amount)
    if named:
        return named
    currency = typed_currency(text)
    sign, codes = shared_sign_in(amount)
    if sign and currency not in codes:
        raise ValueError(
            _("%(sign)s is not %(currency)s. Say the currency in three letters, like USD.")
            % {"sign": sign, "currency": currency}
        )
    return currency
