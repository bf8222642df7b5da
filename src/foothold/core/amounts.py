"""Amounts as a table writes them: 1.234,50 €, $1,234.50, CHF 1'234.50, (1,200.00)."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

_LONGEST = 60
_PLAIN = re.compile(
    r"""
    [-\u2212+]?\ *
    (?: \d{1,3} (?: \. \d{3} )+ (?: , \d* )?                                 # 1.234.567,50
      | \d{1,3} (?: , \d{3} )+ (?: \. \d* )?                                 # 1,234,567.50
      | \d{1,2} (?: , \d{2} )+ , \d{3} (?: \. \d* )?                        # 12,34,567.50, as in India
      | \d{1,3} (?P<sign>['\u2019\u00a0\u202f ]) \d{3} (?: (?P=sign) \d{3} )* (?: [.,] \d* )?
      | \d+ (?: [.,] \d* )?
    )
    (?: (?<=[.,]) [\u2013\u2014] | [-\u2212] )?                               # 1.200,- or 1.200,00-
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d[\d.,'\u2019\u00a0\u202f ]*")
_SPACES = str.maketrans("", "", " '\u2019\u00a0\u202f")
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_SIGNS = {"€": "EUR", "£": "GBP", "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "R$": "BRL"}
_SIGNS |= {"zł": "PLN", "Kč": "CZK", "Ft": "HUF", "₹": "INR", "₺": "TRY"}
_LONGEST_FIRST = sorted(_SIGNS, key=len, reverse=True)
"""CA$ ends in A$, which is another currency's."""
_DOLLARS = """
    ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NIO NZD SBD SGD SRD TTD TWD USD
    UYU XCD
    """
_SHARED = {"$": _DOLLARS, "¥": "CNY JPY", "kr": "DKK ISK NOK SEK"}
_SHARED_BY = {sign: frozenset(codes.split()) for sign, codes in _SHARED.items()}
"""Signs that are of many currencies, and tell none."""
_CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
    VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    """.split()
)
"""The codes of ISO 4217 that money is kept in, with those of lately, as BGN and HRK, that old rows still name."""
MOST = Decimal(10) ** 12
"""An amount of a trillion and more is a mistake of some program, or a number of another kind."""


def decimal_mark(values: Iterable[str], default: str | None) -> str | None:
    """The sign before the cents, "." or ",", told by the whole column; `default` where nothing tells.

    A number with both signs tells by the last one, one with a sign that comes twice or is not followed by exactly
    three digits tells too. "1,200" alone could be either. Values that contradict each other tell nothing.
    """
    votes = {vote for vote in map(_vote, values) if vote}
    return votes.pop() if len(votes) == 1 else default


def is_unclear(values: Iterable[str]) -> bool:
    """Whether some value has a sign and the column does not tell what it means."""
    listed = list(values)
    return decimal_mark(listed, None) is None and any(sign in value for value in listed for sign in ",.")


def amount_in(text: str, mark: str) -> Decimal | None:
    """The number in `text`, whose cents follow `mark`; None where there is none, or more than one."""
    text = text[:_LONGEST].strip()
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    thousands = "," if mark == "." else "."
    plain = found[0].translate(_SPACES).replace(thousands, "").replace(mark, ".").rstrip(".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    before, _, after = text.partition(found[0])
    # "1.200,-" is a price without cents; "1.200,00-" is what some programs write for less than nothing.
    ends_in_minus = after.startswith(("-", "\u2212")) and not found[0].endswith((",", "."))
    in_brackets = text.startswith("(") and text.endswith(")")
    is_negative = "-" in before or "\u2212" in before or ends_in_minus or in_brackets
    value = -value if is_negative else value
    return value.quantize(Decimal("0.01")) if abs(value) < MOST else None


def currency_in(text: str) -> str:
    """The currency (ISO 4217) an amount or a column's name says; "" for none, and for "$" alone: there are many.

    >>> currency_in("ARR in CHF"), currency_in("ARR")
    ('CHF', '')
    """
    text = text[:_LONGEST].strip()
    code = next((each for each in _CODE.findall(text) if each in _CURRENCIES), "")
    if code:
        return code
    return next((_SIGNS[sign] for sign in _LONGEST_FIRST if sign in text), "")


def shared_sign_in(text: str) -> tuple[str, frozenset[str]]:
    """The sign beside an amount that many currencies have, and which; "" and none where there is no such sign.

    >>> shared_sign_in("¥ 500") == ("¥", frozenset({"CNY", "JPY"})), shared_sign_in("US$ 500")
    (True, ('', frozenset()))
    """
    if currency_in(text):
        return "", frozenset()
    return next(((sign, codes) for sign, codes in _SHARED_BY.items() if sign in text), ("", frozenset()))


def is_plain_amount(text: str) -> bool:
    """Whether it is one number as people write it, with at most one currency before or behind it.

    Thousands are told by one sign, in threes, and cents by another: what breaks that was mistyped, and which of its
    digits were meant is not known.

    >>> is_plain_amount("€ 20.000,00"), is_plain_amount("20.000.00"), is_plain_amount("1.2.3")
    (True, False, False)
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    marks = [code for code in _CODE.findall(text) if code in _CURRENCIES] + [*_LONGEST_FIRST, *_SHARED_BY]
    mark = next((each for each in marks if each in text), "")
    if text.startswith(mark):
        text = text.removeprefix(mark)
    else:
        text = text.removesuffix(mark)
    return _PLAIN.fullmatch(text.strip()) is not None


def _vote(text: str) -> str | None:
    found = _NUMBER.search(text[:_LONGEST])
    if found is None:
        return None
    plain = found.group().translate(_SPACES).rstrip(".,")
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return None
    last = signs[-1]
    if len(set(signs)) == 2:
        return last
    if len(signs) > 1:
        return "," if last == "." else "."
    before, _, after = plain.rpartition(last)
    # Nobody groups "0.500" or "1234,567".
    return None if len(after) == 3 and 1 <= len(before) <= 3 and before != "0" else last
