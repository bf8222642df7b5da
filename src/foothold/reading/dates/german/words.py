"""German: the words of time, with the categories patterns ask for."""

from typing import Any

from foothold.reading.dates.meaning import easter_feast, fixed_feast, weekday_feast
from foothold.reading.dates.tokens import Entry, number_categories
from foothold.reading.dates.zones import LETTERS

_WEEKDAYS = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
_SHORT_DAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()
_OTHER_MONTHS = {"jänner": 1, "feber": 2, "jan": 1, "feb": 2, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
                 "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12, "juno": 6, "julei": 7}  # fmt: skip
_ONES = "null ein zwei drei vier fünf sechs sieben acht neun".split()
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = {2: "zwanzig", 3: "dreißig", 4: "vierzig", 5: "fünfzig"}
_ODD_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}

# Minutes after midnight, and the half of the day a bare hour beside them is in.
_DAY_PARTS = {
    "vormittag": (480, 720, "am"), "nachmittag": (720, 1020, "pm"), "abend": (1020, 1260, "pm"),
    "mittag": (720, 840, "pm"), "nacht": (1200, 1440, "pm"),
}  # fmt: skip
MORNING = (480, 720, "am")

_UNITS = {
    "minute": "minute", "minuten": "minute", "min": "minute",
    "stunde": "hour", "stunden": "hour", "std": "hour",
    "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "monats": "month",
    "quartal": "quarter", "quartale": "quarter", "quartals": "quarter",
    "jahr": "year", "jahre": "year", "jahren": "year", "jahres": "year",
    "werktag": "working day", "werktage": "working day", "werktagen": "working day",
    "arbeitstag": "working day", "arbeitstage": "working day", "arbeitstagen": "working day",
}  # fmt: skip

_FEASTS: dict[str, Any] = {
    "weihnachten": fixed_feast(12, 25), "heiligabend": fixed_feast(12, 24), "silvester": fixed_feast(12, 31),
    "neujahr": fixed_feast(1, 1), "ostern": easter_feast(0), "karfreitag": easter_feast(-2),
    "gründonnerstag": easter_feast(-3), "ostermontag": easter_feast(1), "ostersonntag": easter_feast(0),
    "pfingsten": easter_feast(49), "pfingstmontag": easter_feast(50), "himmelfahrt": easter_feast(39),
    "fronleichnam": easter_feast(60), "nikolaus": fixed_feast(12, 6), "allerheiligen": fixed_feast(11, 1),
    "rosenmontag": easter_feast(-48), "muttertag": weekday_feast(5, 6, 2), "dreikönig": fixed_feast(1, 6),
}  # fmt: skip

# Words that may stand behind a bare hour or a numbered day without making it a number of something.
_FUNCTION_WORDS = """
    ich du er sie es wir ihr man mir dir ihm uns euch ihnen mich dich sich und oder aber dass wenn weil ob da als wie
    in im an am auf aus bei beim bis mit nach seit von vom vor zu zum zur über unter um für gegen ab zwischen ohne
    ist sind war waren wäre wären sein hat haben hätte kann können könnte könnten muss müssen soll sollen sollte darf
    wird werden würde würden passt passen passte ginge geht gehen gingen klappt klappen reicht steht beginnt startet
    treffen sprechen telefonieren sehen kommen rufe melde schicke sende bitte danke gern gerne gut super prima perfekt
    okay ok ja nein nicht auch nur noch schon dann also so hier dort doch mal wieder eher lieber vielleicht spätestens
    frühestens ideal der die das den dem des ein eine einen einem einer unser unsere unserem ihr ihre ihrem mein meine
    los weiter statt frei möglich recht fertig bereit zurück pünktlich genau online vorbei halt eben eventuell etwa
    finden findet fängt lassen machen bekommen liefern senden starten steige passend termin besprechung anruf call
    meeting besuch""".split()

NUMBERED = frozenset(
    """raum zimmer saal halle etage stock seite seiten s kapitel abschnitt punkt ziffer absatz artikel paragraph
    version v ver nr nummer no tor gate platz tisch gleis bahnsteig zug bus linie ice haus hausnummer straße weg
    allee durchwahl tel telefon fax mobil handy plz postfach auftrag bestellung rechnung angebot ticket position pos
    artikelnummer teil typ modell serie klasse stufe level release windows office python java iso din en maschine
    anlage presse werk linie schicht achse variante option plan phase frage schritt folie abbildung abb tabelle anhang
    code pin größe gruppe agenda top build port kostenstelle konto""".split()
)

_FILLERS = "wieder dann gleich vielleicht eventuell gern gerne etwa sagen wir".split()


def _spellings(word: str) -> list[str]:
    """The word as written with and without its umlauts and ß."""
    plain = word
    for letter, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, two)
    return [word] if plain == word else [word, plain]


def _number_word(number: int) -> str:
    if number < 10:
        return _ONES[number]
    if number < 20:
        return _TEENS[number - 10]
    tens, one = divmod(number, 10)
    return (_ONES[one] + "und" if one else "") + _TENS[tens]


def _ordinal_stem(number: int) -> str:
    if number in _ODD_ORDINALS:
        return _ODD_ORDINALS[number]
    return _number_word(number) + ("t" if number < 20 else "st")


def _words() -> dict[str, Entry]:
    words: dict[str, Entry] = {}

    def add(categories: str, values: dict[str, Any]) -> None:
        for written, value in values.items():
            for word in _spellings(written):
                known = words.get(word)
                if known is None:
                    words[word] = (categories, value)
                else:
                    words[word] = (f"{known[0]} {categories}", known[1] if value is None else value)

    add("FREE", dict.fromkeys(_FUNCTION_WORDS))
    weekdays = {name: number for number, name in enumerate(_WEEKDAYS)} | {"sonnabend": 5}
    add("WEEKDAY FREE", weekdays)
    add("WEEKDAYS FREE", {name + "s": number for name, number in weekdays.items()})
    add("SHORTDAY", dict(_SHORT_DAYS))
    for name, number in weekdays.items():
        for part, window in (_DAY_PARTS | {"morgen": MORNING, "früh": MORNING}).items():
            add("DAYANDPART FREE", {name + part: (number, window)})
    months = {name: number for number, name in enumerate(_MONTHS, 1)} | _OTHER_MONTHS
    add("MONTH FREE", dict(months))
    for name, number in months.items():
        add("MONTHHALF FREE", {name + "hälfte": number})
        add("MONTHEND FREE", {name + "ende": number})
        add("MONTHSTART FREE", {name + "anfang": number})
    for number in range(60):
        width = 2 if number > 9 else 1
        add(f"WNUM {number_categories('W', number, width)}", {_number_word(number): number})
    add("WNUM W12 W24 W31", {"eins": 1, "zwo": 2})
    add("WNUM ONE", dict.fromkeys("eine einer einem einen eines".split(), 1))
    for number in range(1, 32):
        add("ORD", {_ordinal_stem(number) + ending: number for ending in ("e", "en", "er", "em", "es")})
    add("UNIT", dict(_UNITS))
    add("PART FREE", dict(_DAY_PARTS))
    add("PARTS FREE", {name + "s": window for name, window in _DAY_PARTS.items()} | {"morgens": MORNING})
    add("EARLY FREE", {"früh": MORNING})
    add("TODAY FREE", {"heute": 0, "übermorgen": 2, "gestern": -1, "vorgestern": -2})
    add("TOMORROW FREE", {"morgen": 1})
    add("FEAST FREE", dict(_FEASTS))
    which = {"dies": "this", "nächst": "next", "kommend": "coming", "letzt": "last", "vergangen": "last",
             "vorig": "last", "laufend": "this", "übernächst": "after next", "folgend": "coming"}  # fmt: skip
    for stem, value in which.items():
        add("WHICH", {stem + ending: value for ending in ("e", "en", "er", "em", "es")})
    add("ANFANG", {"anfang": "early", "mitte": "mid", "beginn": "early"})
    add("OFTEN", {"täglich": "day", "wöchentlich": "week", "monatlich": "month", "quartalsweise": "quarter",
                  "vierteljährlich": "quarter", "jährlich": "year", "werktags": "day", "stündlich": "hour",
                  "vierzehntägig": "week", "zweiwöchentlich": "week"})  # fmt: skip
    add("EVERY", dict.fromkeys("jeden jede jedes jedem jeder".split()))
    add("AT FREE", dict.fromkeys("um gegen ab bis vor nach circa ca ungefähr zwischen kurz".split()))
    add("ABOUT FREE", dict.fromkeys("gegen circa ca ungefähr etwa rund".split()))
    add("ON FREE", dict.fromkeys("am vom zum ab bis vor nach seit der den dem zwischen spätestens und oder".split()))
    add(
        "IN",
        dict.fromkeys("im in ab bis seit vor nach anfang mitte ende nächsten diesen letzten kommenden von".split()),
    )
    add("DASH", dict.fromkeys(("-", "\u2013", "\u2014")))
    add("COMMA", {",": None})
    add("ZONE", dict(LETTERS))
    add("PLACE", {"berliner": "Europe/Berlin", "deutscher": "Europe/Berlin", "wiener": "Europe/Vienna",
                  "zürcher": "Europe/Zurich", "londoner": "Europe/London", "englischer": "Europe/London",
                  "pariser": "Europe/Paris", "mitteleuropäischer": "Europe/Berlin",
                  "new yorker": "America/New_York"})  # fmt: skip
    add("GREETING", dict.fromkeys("guten schönen".split()))
    add("OCCASION", dict.fromkeys("messe urlaub ferien feiertagen feiertage sommerpause winterpause betriebsferien "
                                  "inventur audit konferenz kongress jahreswechsel werksferien sommerferien "
                                  "osterferien weihnachtsferien herbstferien betriebsurlaub feiertag tagung "
                                  "brückentag weihnachtspause jahresabschluss".split()))  # fmt: skip
    add("FILLER", dict.fromkeys(_FILLERS))
    add("FREE UHR", {"uhr": None})
    # These begin no mention by themselves, and must wake the reading.
    add("", dict.fromkeys("halb viertel dreiviertel kw kalenderwoche monatsende jahresende quartalsende wochenende "
                          "wochenanfang monatsanfang jahresanfang mitternacht monatsmitte wochenmitte "
                          "feierabend".split()))  # fmt: skip
    return words


def _cased() -> dict[str, Entry]:
    """With a capital inside a sentence "Morgen" is the noun ("am Morgen", "guten Morgen")."""
    return {"morgen": ("NOUNMORNING PART FREE", MORNING), "früh": ("EARLY FREE", MORNING)}


WORDS = _words()
CASED = _cased()

_ALL_HOURS = frozenset(_number_word(n) for n in range(1, 25)) | {"eins", "fuenf", "zwoelf", "fuenfzehn"}

QUIET = (
    frozenset(_FUNCTION_WORDS)
    | {"so"}
    | frozenset(word for word, entry in WORDS.items() if "WNUM" in entry[0] or entry[0] == "ORD")
    | frozenset("in im um ab bis vor nach gegen zwischen kurz dem den der und oder am besten so etwa rund".split())
    | frozenset("zum beispiel sagen dann gleich guten von ende , - \u2013 \u2014".split())
    | frozenset(LETTERS)
)
QUIET_HOURS = _ALL_HOURS | frozenset("0123456789") | frozenset(w for w, e in WORDS.items() if e[0] == "ORD")
QUIET_AT = frozenset("um gegen ab zwischen h am der den dem vom zum bis vor".split())

# How many weeks, months or years away these are.
PLUS = {"this": 0, "next": 1, "coming": 1, "last": -1, "after next": 2}
