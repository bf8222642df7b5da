"""What an address says by itself: whose domain, a person's mailbox, a shared one, or a machine (METHOD 3; DESIGN 6)."""

import re
from unicodedata import category, normalize

from foothold.core.domains import registrable
from foothold.core.free_mail import FREE_MAIL, MEMBERS, UNIVERSITIES

LONGEST_ADDRESS = 254
"""Characters (RFC 5321 4.5.3.1.3, less the brackets); what is longer is no address."""

_NEVER_IN_ADDRESSES = frozenset('<>()[]\\,;:"@')
_NEVER_IN_HOSTS = _NEVER_IN_ADDRESSES | frozenset("/?#%&=!*'{}|$^`~+")


def mailbox(address: str) -> str:
    """Return the mailbox an address reaches: lower case, no "mailto:", nothing after a plus; "" for no usable address.

    >>> mailbox("mailto:Anna.Weber+crm@Harbour.example")
    'anna.weber@harbour.example'
    """
    local, host = _parts(address)
    return f"{local}@{host}" if host else ""


def counterpart(address: str) -> str:
    """Return what a person's address is remembered by: the firm's domain, or the whole mailbox of a private person.

    The domain is the registrable part, without subdomains, where the ending is understood; else
    the host as it stands. Whole mailboxes: personal mail, access providers, universities. "" for
    no usable address. A name in another script is kept as written, in lower case; see `shown`.

    >>> counterpart("anna.weber@mail.harbour.example"), counterpart("petra@eu.northwind.co.uk")
    ('harbour.example', 'northwind.co.uk')
    >>> counterpart("Petra.Lang+kita@gmail.com")
    'petra.lang@gmail.com'
    """
    local, host = _parts(address)
    if not host:
        return ""
    return f"{local}@{host}" if _is_everybodys(host) else registrable(host)


def is_personal(address: str) -> bool:
    """Whether the domain says nothing about a firm: personal mail, an access provider, a university."""
    return "@" in counterpart(address)


def domains_of(address: str) -> tuple[str, ...]:
    """Return the firm's domains an address stands under, the host first, the registrable one last; () if personal."""
    host = _parts(address)[1]
    if not host or _is_everybodys(host):
        return ()
    labels, shortest = host.split("."), len(registrable(host).split("."))
    return tuple(".".join(labels[start:]) for start in range(len(labels) - shortest + 1))


def _parts(address: str) -> tuple[str, str]:
    """The local part and the host, lower case; two empty strings for what is no address."""
    nothing = ("", "")
    if len(address) > 2 * LONGEST_ADDRESS:
        return nothing
    # Lower case and not casefolded: "straße" and "strasse" are two hosts (RFC 5892).
    plain = normalize("NFC", address.strip().lower()).removeprefix("mailto:").removeprefix("<").removesuffix(">")
    local, _, host = plain.rpartition("@")
    local, host = local.partition("+")[0] or local, host.removesuffix(".")
    if not local or len(plain) > LONGEST_ADDRESS or not _is_plain(local, _NEVER_IN_ADDRESSES) or not _is_host(host):
        return nothing
    return local, host


def _is_plain(text: str, never: frozenset[str]) -> bool:
    """Without `never`, blanks, controls, invisible and direction marks."""
    return not any(sign in never or category(sign)[0] in "CZ" for sign in text)


def _is_host(host: str) -> bool:
    labels = host.split(".")
    fits = all(0 < len(label) <= 63 and label[0] != "-" != label[-1] for label in labels)
    # A last label of digits is an IP address: it names a machine and no firm.
    return (
        fits
        and len(labels) > 1
        and not labels[-1].isdigit()
        and _is_plain(host, _NEVER_IN_HOSTS)
        and bool(registrable(host))
    )


def _is_everybodys(host: str) -> bool:
    labels, domain = host.split("."), registrable(host)
    own = len(domain.split("."))
    university = labels[-1] == "edu" or (labels[-2] in {"ac", "edu"} and len(labels[-1]) == 2)
    members = any(label in MEMBERS for label in labels[:-own])
    return university or members or domain in FREE_MAIL or domain in UNIVERSITIES or host in FREE_MAIL


_SHARED_FIRST = frozenset(
    """
    info infos information office sales team support service services kontakt contact contacts contacto contatto
    buchhaltung accounting accounts billing invoice invoices invoicing rechnung rechnungen rechnungseingang
    comptabilite facturation amministrazione contabilidad
    vertrieb verkauf einkauf purchasing procurement bestellung bestellungen order orders anfrage anfragen angebote
    enquiry enquiries inquiry inquiries kundenservice kundendienst kundenbetreuung customerservice customercare
    customersupport helpdesk servicedesk hotline reception empfang zentrale sekretariat secretariat verwaltung
    administration admin webmaster postmaster hostmaster newsletter marketing vorstand geschaeftsfuehrung
    geschäftsführung personal personalabteilung recruiting bewerbung bewerbungen karriere careers career
    datenschutz privacy dataprotection presse reservierung reservierungen reservation reservations bookings booking
    termine terminvergabe praxis kanzlei buero büro bureau accueil commercial ventas vendite
    """.split()
)
"""Words no person is called: whatever follows them is a place or a language."""
_SHARED_ALONE = frozenset(
    """
    hello hallo hi hey moin mail email post mailbox inbox help hr it edv finance finanzen legal recht press media
    jobs job shop store web www abuse security events event all everyone alle staff crew company firma people
    partner partners dev development tech technik engineering operations ops logistik logistics lager dispo
    produktion production qm quality einladung welcome feedback success care trade export import
    """.split()
)
"""Words that are shared mailboxes only by themselves: "Hans Post" and "Kim Hi" are people."""
_SHARED_LAST = frozenset("info office team service support desk helpdesk group verteiler postfach mailbox".split())

_SEPARATORS = re.compile(r"[._\-]+")


def is_shared_mailbox(address: str) -> bool:
    """Whether several people read this mailbox, as info@ or buchhaltung@: it counts only with a name signed (METHOD 3).

    >>> is_shared_mailbox("info.berlin@harbour.example"), is_shared_mailbox("anna.weber@harbour.example")
    (True, False)
    """
    words = _words(_parts(address)[0])
    if not words:
        return False
    alone = len(words) == 1 or all(len(word) <= 2 for word in words[1:])
    several = len(words) > 1 and words[-1] in _SHARED_LAST
    return (
        words[0] in _SHARED_FIRST or (alone and words[0] in _SHARED_ALONE) or several or "".join(words) in _SHARED_FIRST
    )


_ROBOTS = frozenset(
    """
    bounce bounces notification notifications notify alert alerts automated automailer mailer robot bot
    unknownorganizer unsubscribe notetaker autoreply listserv
    """.split()
)
_NO_REPLY = (
    "noreply noreplies donotreply dontreply nepasrepondre nonrispondere nichtantworten keineantwort noresponder"
    " mailerdaemon calendarnotification calendarserver"
).split()
_MACHINE_HOSTS = (
    "calendar.google.com",  # resource., group., import. and group.v.: rooms, shared and subscribed calendars
    "zoomcrc.com",
    "meet.google.com",
    "teams.microsoft.com",
)
# At these hosts machines write; who is named there as people are may still be one (they buy, too).
_BOOKING_HOSTS = frozenset(
    """
    calendly.com calendlymail.com zoom.us zoomgov.com doodle.com cal.com savvycal.com acuityscheduling.com
    youcanbook.me chilipiper.com oncehub.com scheduleonce.com vyte.in webex.com gotomeeting.com goto.com
    fireflies.ai otter.ai read.ai fathom.video tldv.io evite.com eventbrite.com meetup.com
    lufthansa.com booking-lufthansa.com eurowings.com swiss.com austrian.com ryanair.com easyjet.com wizzair.com
    britishairways.com ba.com airfrance.fr klm.com iberia.com vueling.com flysas.com finnair.com norwegian.com
    turkishairlines.com emirates.com etihad.com qatarairways.com singaporeair.com cathaypacific.com qantas.com
    united.com delta.com aa.com southwest.com alaskaair.com jetblue.com aircanada.ca
    booking.com airbnb.com expedia.com hotels.com tripit.com opentable.com bahn.de thetrainline.com
    """.split()
)
_ROOM_FIRST = frozenset("room raum saal conf confroom beamer projector projektor equipment poolcar parkplatz".split())
_ROOMS = (
    "meetingroom conferenceroom boardroom besprechungsraum besprechungszimmer konferenzraum konferenzzimmer"
    " sitzungszimmer sitzungsraum tagungsraum schulungsraum seminarraum trainingroom huddleroom"
).split()
_HEXADECIMAL = re.compile(r"[0-9a-f-]{24,}")


def is_machine(address: str) -> bool:
    """Whether nobody reads this mailbox: no-reply, calendars that are no person, booking robots, rooms.

    A person at a booking provider or an airline is told by a name of two words. False for no usable address.

    >>> is_machine("c_1886@resource.calendar.google.com"), is_machine("anna.weber@zoom.us")
    (True, False)
    """
    local, host = _parts(address)
    if not host:
        return False
    words = _words(local)
    robot = any(word in "".join(words) for word in _NO_REPLY) or (words and words[0] in _ROBOTS)
    if robot or _HEXADECIMAL.fullmatch(local) or any(f".{host}".endswith(f".{known}") for known in _MACHINE_HOSTS):
        return True
    return _is_room(local, words) or (registrable(host) in _BOOKING_HOSTS and not _is_a_persons_name(words))


def _is_room(local: str, words: list[str]) -> bool:
    # Not at the end: "Wolfgang Raum" and "Adrian Room" are people.
    numbered = any(re.fullmatch(r"(?:room|raum|saal)\d+", word) for word in _SEPARATORS.split(local))
    first = bool(words) and (words[0] in _ROOM_FIRST or "".join(words[:2]).startswith(tuple(_ROOMS)))
    return numbered or first


def _is_a_persons_name(words: list[str]) -> bool:
    known = _ROBOTS | _SHARED_FIRST | _SHARED_ALONE | _SHARED_LAST
    return len(words) == 2 and all(word.isalpha() and word not in known for word in words)


def _words(local: str) -> list[str]:
    """The words of a local part, without the digits behind them: "sales2.emea" is "sales", "emea"."""
    return [word for word in (part.rstrip("0123456789") for part in _SEPARATORS.split(local)) if word]
