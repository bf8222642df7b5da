"""English: the words of time, with the categories patterns ask for."""

from typing import Any

from foothold.reading.dates.meaning import easter_feast, fixed_feast, weekday_feast
from foothold.reading.dates.tokens import Entry, number_categories
from foothold.reading.dates.zones import LETTERS, PLACES, REGIONS

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec".split()
_SHORT_MONTH_NUMBERS = (1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12)
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

# Words that may stand behind a bare hour or "the 14th" without making it a number of something:
# "at ten we ..." is a time, "at ten percent" and "the 14th floor" are not.
_FUNCTION_WORDS = """
    i you he she it we they me him her us them who which that this these those there here
    i'll i'd i'm i've you'll you'd you're we'll we'd we're he'll she'll it'll they'll that'll that's it's let's
    and or but so if because since when while as then than though although where how what why whether
    to in on at by for with from until till before after about around between during through via over into
    is was are were be been would could should can can't will won't might must may shall does do did don't
    has have had works work worked suits suit fits fit sounds looks seems good great fine perfect okay ok
    please thanks thank yes yeah no not sharp instead also too only just again already still maybe perhaps
    ideally latest earliest onwards onward next sometime anytime please
    right well my your our his their let lets either both though however unless except because uh um er hmm
    then now actually really probably possibly definitely hopefully per say too if a an the any local
    we've you've they've isn't doesn't wouldn't couldn't shouldn't didn't wasn't haven't it'd that'd there's
    suited starts start starting ends finishing until through rather later earlier out off up gets got
    call meet meeting speak talk send confirm confirmed booked book free available busy same all everyone
    sir guys folks mate look looks feel feels happens happen holds stands goes went come comes came expire expires
    arrive arrives land lands ship ships open opens opened close closes closed clash clashes slip slips slipped move
    moves moved change changed stays stay remains needs need conflicts conflict
"""

NUMBERED = frozenset(
    """room suite extension ext version v ver page pages p pp chapter section sec slide slides item items step
    line phase option floor building bldg gate table desk number nr invoice order po ticket case article fig
    figure part level lot release windows office python iphone android java php model type class grade tier
    batch bay unit apartment apt flat box channel platform track lane route highway junction exit bus flight
    seat row column col cell appendix annex exhibit clause paragraph para volume vol issue question rule
    top iso din en form scenario sprint plan lane machine press plant hall eb rev revision build id ref score
    tel phone fax mobile cell pin code zip zone area size scale drawing dial""".split()
)

_FEASTS: dict[str, Any] = {
    "christmas": fixed_feast(12, 25), "xmas": fixed_feast(12, 25),
    "halloween": fixed_feast(10, 31), "thanksgiving": weekday_feast(11, 3, 4),
    "easter": easter_feast(0), "whitsun": easter_feast(49), "pentecost": easter_feast(49),
    "epiphany": fixed_feast(1, 6), "juneteenth": fixed_feast(6, 19),
}  # fmt: skip

_UNITS = {
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour",
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "fortnight": "fortnight", "fortnights": "fortnight", "month": "month", "months": "month",
    "quarter": "quarter", "quarters": "quarter", "qtr": "quarter",
    "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "weekend": "weekend", "weekends": "weekend",
}  # fmt: skip

# Minutes after midnight, and the half of the day a bare hour beside them is in.
_DAY_PARTS = {
    "morning": (480, 720, "am"), "afternoon": (720, 1020, "pm"),
    "evening": (1020, 1260, "pm"),
    "night": (1200, 1440, "pm"), "lunchtime": (720, 840, "pm"),
    "nite": (1200, 1440, "pm"), "forenoon": (480, 720, "am"),
}  # fmt: skip
_MEALS = {"breakfast": (420, 540, "am"), "lunch": (720, 840, "pm"), "dinner": (1080, 1260, "pm")}

_AT = "at @ around about for by before after until till til from to between past ca circa approximately ~ roughly"


def _words() -> dict[str, Entry]:
    words: dict[str, Entry] = {}

    def add(categories: str, values: dict[str, Any]) -> None:
        for word, value in values.items():
            known = words.get(word)
            if known is None:
                words[word] = (categories, value)
            else:
                words[word] = (f"{known[0]} {categories}", known[1] if value is None else value)

    add("FREE", dict.fromkeys(_FUNCTION_WORDS.split()))
    add("WEEKDAY FREE", {name: number for number, name in enumerate(_WEEKDAYS)})
    add("WEEKDAYS FREE", {name + "s": number for number, name in enumerate(_WEEKDAYS)})
    add("WEEKDAY FREE", {"mon": 0, "tue": 1, "tues": 1, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4})
    # Small letters make "we sat", "the sun" and "to wed" of these: they need company.
    add("LOWDAY", {"wed": 2, "sat": 5, "sun": 6})
    add("MONTH SUREMONTH TAKESNUM GLUED FREE", {_MONTHS[n - 1]: n for n in (1, 2, 7, 9, 10, 11, 12)})
    add("MONTH ALONEMONTH TAKESNUM GLUED FREE", {_MONTHS[n - 1]: n for n in (4, 6, 8)})
    # "Jan" is somebody's name too.
    add("MONTH TAKESNUM GLUED FREE", {"jan": 1})
    add("LOWMONTH GLUED TAKESNUM", {"march": 3, "may": 5, "mar": 3})
    add(
        "MONTH ALONEMONTH TAKESNUM GLUED FREE",
        {
            name: number
            for name, number in zip(_SHORT_MONTHS, _SHORT_MONTH_NUMBERS, strict=True)
            if name not in {"mar", "jan"}
        },
    )
    for number, name in enumerate(_NUMBERS):
        unit = " UNIT9" if 1 <= number <= 9 else ""
        width = 2 if number > 9 else 1
        add(f"WNUM {number_categories('W', number, width)}{unit}", {name: number})
    for name, number in TENS.items():
        add(f"WNUM {number_categories('W', number, 2)}", {name: number})
    for number, name in enumerate(_ORDINALS, 1):
        add("WORD" + (" UNIT9" if number < 10 else "") + (" LOWORD" if number < 4 else ""), {name: number})
    add("WORD", {"thirtieth": 30, "nineth": 9, "twelveth": 12})
    words["second"] = ("WORD UNIT9 LOWORD", 2)
    add("UNIT GLUED", dict(_UNITS))
    add("DAYPART FREE", dict(_DAY_PARTS))
    add("DAYPARTS FREE", dict.fromkeys(("mornings", "afternoons", "evenings", "nights")))
    add("MEAL", dict(_MEALS))
    add("LONEAT", dict.fromkeys("at @ after before until till".split()))
    add("UNIT1", {word: unit for word, unit in _UNITS.items() if not word.endswith("s")})
    add("UNITS", {word: unit for word, unit in _UNITS.items() if word.endswith("s")})
    add("ZONE", dict(LETTERS))
    add("REGION", dict(REGIONS))
    add("PLACE", dict(PLACES))
    add("FEAST FREE", dict(_FEASTS))
    add("AMPM FREE", {"am": "am", "pm": "pm", "a_m_": "am", "p_m_": "pm"})  # the last two: AMI's transcripts
    add("AT FREE", dict.fromkeys(_AT.split()))
    add("TODAY FREE", {"today": 0, "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmw": 1,
                       "yesterday": -1, "overmorrow": 2})  # fmt: skip
    add("WHICH", {"this": "this", "next": "next", "coming": "coming", "upcoming": "coming", "following": "coming",
                  "last": "last", "past": "past", "previous": "last", "current": "this"})  # fmt: skip
    add("DASH", dict.fromkeys(("-", "\u2013", "\u2014")))
    add("COMMA", {",": None})
    add("APOS", dict.fromkeys(("'", "\u2019")))
    add("ASKS", dict.fromkeys("will does would could might is can did do was suits suit".split()))
    add("ON FREE", dict.fromkeys("on by until till til before after since from starting".split()))
    add("MONTHISH FREE", dict.fromkeys("in of until till since during by before after through from early late mid "
                                       "end beginning for around".split()))  # fmt: skip
    add("MONTHISH", dict.fromkeys("this next last coming past following".split()))
    add("FILLER", dict.fromkeys("say maybe perhaps like possibly ideally preferably probably anytime sometime "
                                "any time some starting beginning let's lets uh um er yeah".split()))  # fmt: skip
    add("SEASON", {"spring": 3, "summer": 6, "autumn": 9, "winter": 12})
    # "Halb drei" is half past two, said in English by those who think in German (READING, "Dates" 6).
    add("MOVED", dict.fromkeys("move moves moved moving slips shift shifted push pushed change changed changing switch "
                               "switched bring brought slipped it us them that this".split()))  # fmt: skip
    # Behind a weekday these make a name of it: "4 Friday Street", "the Monday app".
    add("NAMED", dict.fromkeys("street st road rd avenue ave lane drive square harbor harbour island app times group "
                               "systems gmbh ltd inc llc plc ag corp magazine".split()))  # fmt: skip
    add(
        "OCCASION",
        dict.fromkeys(
            "fair fairs show tradeshow expo exhibition holiday holidays conference congress "
            "convention summit offsite audit shutdown launch inspection vacation season "
            "stocktake stocktaking merger kickoff break closure workshop pilot".split()
        ),
    )
    add(
        "BESIDE",
        dict.fromkeys(
            "trade summer winter spring autumn easter christmas xmas school bank public annual "
            "company plant board product industry sales year end budget long big whole".split()
        ),
    )
    add("THE", dict.fromkeys("the our your their his her my its this that".split()))
    add("GERMAN12", {"eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
                     "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12})  # fmt: skip
    add("OFTEN", {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
                  "annually": "year", "biweekly": "week", "fortnightly": "week", "hourly": "hour", "everyday": "day",
                  "weekdays": "day", "bimonthly": "month"})  # fmt: skip
    add("TODATE", {"ytd": None})
    add("PART", {"early": "early", "mid": "mid", "late": "late", "earlier": "earlier", "later": "later"})
    add("TAKESNUM", {"q": None, "kw": None, "cw": None, "wk": "week", "h": None, "fy": None})
    add(
        "FREE",
        {
            "works": None,
            "tonite": None,
            "noonish": None,
            "weekday": None,
            "mlk": None,
            "midnight": None,
            "noon": None,
            "midday": None,
            "tonight": None,
            "o'clock": None,
            "oclock": None,
        },
    )
    add("DEADLINE", {"eod": "day", "cob": "day", "eob": "day", "eow": "week", "eom": "month", "eoy": "year",
                     "eoq": "quarter"})  # fmt: skip
    add(
        "", {"clock": None, "term": None, "live": None, "thousand": None, "workweek": None}
    )  # the cheap look cuts "o'clock" in two
    return words


def _cased() -> dict[str, Entry]:
    month = "MONTH ALONEMONTH TAKESNUM GLUED FREE"
    return {
        "march": (month + " SUREMONTH", 3), "may": (month + " SUREMONTH", 5), "mar": (month, 3),
        "wed": ("WEEKDAY FREE", 2), "sat": ("WEEKDAY FREE", 5), "sun": ("WEEKDAY FREE", 6),
    }  # fmt: skip


WORDS = _words()


def _only(*categories: str) -> frozenset[str]:
    """The words that are such and nothing else."""
    found = ((word, set(names.split())) for word, (names, _) in WORDS.items())
    return frozenset(word for word, names in found if names & set(categories) and names <= {*categories, "FREE"})


# Words that only ever stand beside a date.
_BESIDE = _only("MOVED", "BESIDE", "NAMED", "THE")
_OCCASIONS = _only("OCCASION") | {"term", "live"}
_MEAL_WORDS = frozenset(_MEALS)

# Known words that alone never make a sentence worth a closer look.
QUIET = (
    (frozenset(_FUNCTION_WORDS.split()) - {"may"})
    | frozenset("of in to early late mid end on".split())
    | frozenset(_AT.split())
    | frozenset(
        """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy
    eighty ninety zero thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    say maybe perhaps like possibly ideally preferably probably anytime sometime any time some starting
    beginning let's lets uh um er yeah this next coming upcoming following last past previous current
    early late earlier later mid am pm et la west central eastern mountain pacific second first third
    q h fy and it us them that this break season long big whole company product board sales
    - , \u2013 \u2014""".split()
    )
    | frozenset(PLACES)
    | frozenset(LETTERS)
    | _BESIDE
    | _OCCASIONS
    | _MEAL_WORDS
)

# Unless both stand in it: "at ten", "half two".
QUIET_HOURS = (
    frozenset(_NUMBERS[1:13])
    | frozenset("0123456789")
    | {"thirty"}
    | frozenset("fifteen thirteen fourteen sixteen seventeen eighteen twenty".split())
)
QUIET_AT = frozenset(
    "m am pm at half past quarter around by until till about before after thirty fifteen forty hundred "
    "oh o from between since in on the kw cw q h fy x st nd rd th ish hours hrs first second third".split()
)

SUITING = frozenset("suit suits suited fit fits work works make manage do early late soon possible convenient "
                    "okay ok fine until till on would by before since starting about".split())  # fmt: skip

# Each is no date without one of the others: "at" and "ten", "end" and "play", "after" and "fair".
QUIET_PAIRS = (
    (QUIET_HOURS, QUIET_AT),
    (frozenset({"first", "second", "third"}), SUITING),
    (frozenset({"end", "close"}), frozenset("business play trading".split())),
    (_OCCASIONS | _MEAL_WORDS, frozenset("after before until till til since by following around over on at".split())),
)

CASED = _cased()

# How many weeks, months or years away "this", "next" and the like mean.
PLUS = {"this": 0, "next": 1, "coming": 1, "last": -1, "past": -1}
