"""Which part of a host somebody registered, and how it is shown to people (DESIGN 6, who is who)."""

from unicodedata import name as name_of_letter
from unicodedata import normalize

# Endings under which firms register one level deeper: everywhere under two-letter endings the first
# line, then country by country (the registries' own lists).
_SECOND_LEVELS = frozenset("ac co com edu gob gouv gov govt gub mil net nom org".split())
_SECOND_LEVELS_OF = {
    country: frozenset(levels.split())
    for country, levels in {
        "at": "gv or",
        "au": "asn id",
        "br": "adm adv agr art blog eco eng esp etc far flog fot ind inf jor jus leg med mus odo psi tur tv vet",
        "fr": "asso prd tm",
        "hu": "info sport",
        "id": "desa go my or sch web",
        "il": "k12 muni",
        "in": "firm gen ind nic res",
        "jp": "ad ed go gr lg ne or",
        "kr": "go ne or pe re",
        "nz": "cri geek gen health iwi maori school",
        "pl": "biz info waw",
        "th": "go in mi or",
        "tr": "av bel biz dr gen info k12 pol tel web",
        "tw": "club ebiz game idv",
        "uk": "ltd me nhs plc police sch",
        "za": "law school web",
    }.items()
}
_TENANTS = frozenset(
    "onmicrosoft.com co.com uk.com us.com eu.com de.com br.com cn.com jpn.com ru.com sa.com za.com uk.net gb.net"
    " com.de co.nl github.io gitlab.io herokuapp.com web.app vercel.app netlify.app".split()
)
"""Domains that let their subdomains to others: the customer is one label further left."""
_OWNED = frozenset({"net.hr"})
"""Domains that look like an ending and are somebody's."""
_STATES = frozenset("act nsw nt qld sa tas vic wa".split())


def registrable(host: str) -> str:
    """Return the domain somebody registered, of a host in lower case; "" for an ending nobody can own.

    Subdomains are cut off only where the levels of the ending are known; else the host stands as it is.

    >>> registrable("eu.northwind.co.uk"), registrable("co.uk")
    ('northwind.co.uk', '')
    """
    labels = host.split(".")
    ending = _ending_length(labels)
    return ".".join(labels[-ending - 1 :]) if len(labels) > ending else ""


def own_label(domain: str) -> str:
    """Return the label its owner chose: "northwind" of "northwind.co.uk"; "" where there is none."""
    return registrable(domain).partition(".")[0]


def _ending_length(labels: list[str]) -> int:
    """How many labels of a host are the ending under which names are registered."""
    last, second = labels[-1], labels[-2] if len(labels) > 1 else ""
    if f"{second}.{last}" in _TENANTS:
        return 2
    if len(last) != 2 or f"{second}.{last}" in _OWNED:
        return 1
    if second in _SECOND_LEVELS or second in _SECOND_LEVELS_OF.get(last, frozenset()):
        by_state = last == "au" and len(labels) > 3 and labels[-3] in _STATES
        return 3 if by_state else 2
    # Towns, districts and schools under .us and .jp lie at depths that only their registries know.
    places = (last == "us" and len(second) == 2) or (last == "jp" and len(labels) > 3)
    return max(len(labels) - 1, 1) if places else 1


_LOOKS_LATIN = frozenset("аәԁегһіјӏкмоԛпрѕстԝхуүьѵαεικνορτυχγω")
"""Cyrillic and Greek letters that pass for Latin ones."""


def shown(counterpart: str) -> str:
    """Return a counterpart as people read it: xn-- labels in their own letters, unless those pass for others.

    A name of mixed scripts, or one whose letters all look Latin, stays as it is written: it may be
    made to be taken for somebody else's (RFC 5891 4.2; the text comes from outside).

    >>> shown("xn--mller-kva.example")
    'müller.example'
    """
    local, at, host = counterpart.rpartition("@")
    return local + at + ".".join(_readable(label) for label in host.split("."))


def _readable(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63 or not label.isascii():
        return label
    try:
        letters = label[4:].encode("ascii").decode("punycode")
        canonical = "xn--" + letters.encode("punycode").decode("ascii") == label
    except ValueError:
        return label
    # NFKC: a sign that stands for several, as "1." in one, could bring in a dot.
    usual = canonical and not letters.isascii() and normalize("NFKC", letters).lower() == letters
    return letters if usual and _is_honest(letters) else label


def _is_honest(letters: str) -> bool:
    """Of one script, and of letters that are not all to be taken for Latin ones."""
    written = [letter for letter in letters if letter.isalpha()]
    scripts = {name_of_letter(letter, "").partition(" ")[0] for letter in written}
    japanese = scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
    plain = all(sign.isalnum() or sign == "-" for sign in letters)
    return plain and (japanese or len(scripts) == 1) and not all(letter in _LOOKS_LATIN for letter in written)
