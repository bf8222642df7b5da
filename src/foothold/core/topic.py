"""Whether a meeting has a topic: "factory tour" does, "catch up" does not (METHOD 4.1, P)."""

import re
from unicodedata import normalize

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


ANY_LANGUAGE = "any"
"""For titles of calendars and mails, whose language nobody says."""


def has_topic(text: str, language: str = "en", *, goal: str = "") -> bool:
    """Tell a topic from filler.

    A topic is at least 2 different content words of 3 letters or more, or 1 such word and a
    goal of at least 3 words. `language` is "en" or "de", also with a region ("en-GB"), or
    `ANY_LANGUAGE` where nobody knows it: then what is filler in one of them names nothing.
    ValueError for a language without a filler list.

    >>> has_topic("lead times for housings")
    True
    >>> has_topic("Catch up / next steps")
    False
    >>> has_topic("pricing", goal="agree the second year")
    True
    >>> has_topic("Nächste Schritte besprechen", ANY_LANGUAGE)
    False
    """
    words = content_words(text, language)
    return len(words) >= 2 or (len(words) == 1 and len(_words(goal)) >= 3)


def content_words(text: str, language: str = "en") -> frozenset[str]:
    """Return the different words of `text`, 3 letters or more, that are not filler in `language`."""
    filler = _filler(language)
    return frozenset(word for word in _words(text) if word not in filler and _letters(word) >= 3)


def _words(text: str) -> list[str]:
    # Only what stands before an apostrophe: "we'll" is "we", "Ruiz's" is "ruiz".
    return [re.split("['’]", word)[0] for word in _WORD.findall(normalize("NFC", text).casefold())]


def _letters(word: str) -> int:
    return sum(character.isalpha() for character in word)


def _filler(language: str) -> frozenset[str]:
    if language == ANY_LANGUAGE:
        return _IN_ANY
    primary = re.split("[-_]", language.casefold())[0]
    if primary not in FILLER:
        raise ValueError(f"no filler list for language {language!r}; there is one for {', '.join(FILLER)}")
    return FILLER[primary]


# The trade's empty words as METHOD 4.1 names them; then articles, prepositions and pronouns; then
# the joining and helping words, which name nothing either. One list per language.
_ENGLISH = """
catch up catchup touch base follow followup check in checkin sync next steps step discuss discussion
chat talk call meet meeting again connect reconnect update things further more about some time

a an the
aboard above across after against along amid among around as at before behind below beneath beside
besides between beyond by despite down during except for from inside into like near of off on onto out
outside over past per regarding since through throughout to toward towards under until upon via with
within without
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves this that these those who whom whose
which what whatever one ones each other another any anyone anybody anything someone somebody something
everyone everybody everything nothing none both all

and or but nor so yet if then than because while when where why how whether though although
am is are was were be been being do does did have has had can could will would shall should may might
must not
"""

_GERMAN = """
nachfassen nachhaken nachfrage melden rückmeldung rueckmeldung kontakt kontaktieren abstimmen abstimmung
austausch austauschen sync update call anruf anrufen telefonat telefonieren gespräch gespraech gespräche
sprechen besprechen besprechung reden meeting treffen termin jour fixe nächste nächster nächstes nächsten
naechste naechster naechstes naechsten schritt schritte schritten vorgehen weiter weitere weiteren
weiteres wieder nochmal nochmals noch mal einmal erneut mehr etwas sachen dinge thema themen zeit follow
up followup check in checkin catch catchup touch base

der die das den dem des ein eine einer eines einen einem
ab an am auf aus bei beim bis durch entlang für fuer gegen gegenüber hinter im ins mit nach neben ohne
seit statt trotz über ueber um unter von vom vor während waehrend wegen zu zum zur zwischen
ich mich mir mein meine meinen meiner wir uns unser unsere unseren unserer du dich dir dein deine ihr
euch euer eure sie ihnen ihre ihren ihrer er ihn ihm sein seine seinen seiner es sich man dies diese
dieser dieses diesen jene wer wen wem was welche welcher welches jemand alle alles beide nichts

und oder aber denn doch sondern wenn dann als weil dass ob wie wo wann warum auch nur
bin bist ist sind seid war waren sein wird werden wurde haben hat hatte kann können koennen soll sollen
will wollen muss müssen muessen darf dürfen nicht
"""

FILLER = {"en": frozenset(_ENGLISH.split()), "de": frozenset(_GERMAN.split())}
"""Words that name no topic, per language, casefolded."""
_IN_ANY = frozenset().union(*FILLER.values())
