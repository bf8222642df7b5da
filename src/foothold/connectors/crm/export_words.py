"""The words in a CRM's cells: how a deal ended, yes and no, what was logged, a firm's domain, a country."""

import re

from foothold.connectors.crm.call_columns import plain_name
from foothold.core.crm_rows import ActKind
from foothold.core.domains import registrable
from foothold.core.mailboxes import counterpart
from foothold.core.state import Closure

_WON = frozenset(
    "won,closed won,closedwon,closed and won,gewonnen,abgeschlossen und gewonnen,geschlossen gewonnen,deal won,win,"
    "abgeschlossen gewonnen,closed won signed,auftrag,sold".split(",")
)
_LOST = frozenset(
    "lost,closed lost,closedlost,closed and lost,verloren,abgeschlossen und verloren,geschlossen verloren,deal lost,"
    "loss,abgeschlossen verloren".split(",")
)
_LET_GO = frozenset("abandoned,disqualified,closed abandoned,aufgegeben,disqualifiziert,closed no decision".split(","))
_YES = frozenset("1,true,yes,y,ja,wahr,x,t".split(","))
_KINDS = (
    (
        ActKind.MEETING,
        frozenset("meeting event demo lunch visit termin treffen besuch besprechung appointment".split()),
    ),
    (ActKind.CALL, frozenset("call phone anruf telefonat telefon calls".split())),
    (ActKind.MAIL, frozenset("email mail e emails incoming sequence".split())),
)
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_COUNTRIES = {
    "germany": "DE", "deutschland": "DE", "austria": "AT", "osterreich": "AT", "switzerland": "CH", "schweiz": "CH",
    "united states": "US", "united states of america": "US", "usa": "US", "united kingdom": "GB", "uk": "GB",
    "great britain": "GB", "france": "FR", "italy": "IT", "spain": "ES", "netherlands": "NL", "belgium": "BE",
    "poland": "PL", "romania": "RO", "norway": "NO", "sweden": "SE", "denmark": "DK", "finland": "FI", "ireland": "IE",
    "canada": "CA", "australia": "AU", "japan": "JP", "korea": "KR", "brazil": "BR", "kenya": "KE", "jordan": "JO",
    "philippines": "PH", "panama": "PA", "china": "CN", "india": "IN", "mexico": "MX", "portugal": "PT",
}  # fmt: skip


def closure_in(text: str) -> Closure | None:
    """How a deal ended, by its stage or status; None for one that goes on, and for words we do not know."""
    words = plain_name(text)
    if words in _WON:
        return Closure.WON
    if words in _LOST:
        return Closure.LOST
    return Closure.LET_GO if words in _LET_GO else None


def says_yes(text: str) -> bool:
    """Whether a tick is set. An empty one and any other word are not."""
    return text.strip().casefold() in _YES


def act_kind(text: str) -> ActKind:
    """What was logged, by its type or its title; a thing to do and a note are neither."""
    words = set(plain_name(text).split())
    return next((kind for kind, known in _KINDS if words & known), ActKind.OTHER)


def domain_in(text: str) -> str:
    """The registrable domain of a website or a bare domain; "" for none, and for a provider of personal mail."""
    found = _HOST.match(text.strip().lower())
    host = found.group(1).strip(".").removeprefix("www.") if found else ""
    if "." not in host or not registrable(host):
        return ""
    value = counterpart(f"somebody@{host}")
    return "" if "@" in value else value


def country_code(text: str) -> str:
    """Two letters (ISO 3166) of a country's name or code; "" for what we do not know."""
    code = text.strip().upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return "GB" if code == "UK" else code
    return _COUNTRIES.get(plain_name(text), "")
