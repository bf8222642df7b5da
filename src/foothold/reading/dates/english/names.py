"""English: words of time in a name, a label or a ratio ("Ms May Chen", "5 May Road", "USA Today", "figure Q2").

Only capitals tell a name from a day, and the grammar does not see them; so such words are hushed
before it reads. A word that could be either stays a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foothold.reading.dates.grammar import Tokens
from foothold.reading.dates.tokens import Language


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set("mr mrs ms miss mx dr prof professor sir madam madame lord lady herr frau mister captain")
_STREETS = _set("street st road rd avenue ave lane ln drive terrace boulevard blvd crescent mews")
# These are streets behind a house number.
_PLACES = _STREETS | _set("square close court place way gardens hill park row walk grove alley")
_FORMS = _set("gmbh ltd inc llc plc ag corp limited corporation kg bv nv ab oy sarl pty holdings")
_TRADES = _set("systems industries software solutions technologies labs group partners ventures consulting "
               "networks times post mail herald gazette express mirror observer telegraph star standard "
               "journal magazine club lights live fever cup parent agreement murders movie")  # fmt: skip
_MEETINGS = _set("meeting call review sync team slot session update workshop visit day week")
_MADE_OF_IT = _set("script film movie episode song album novel book poster soundtrack trailer sequel series")
_BRANDS = frozenset({("usa", "today"), ("tgi", "fridays"), ("tgi", "friday"), ("ruby", "tuesday"), ("man", "friday"),
                     ("freaky", "friday"), ("bloody", "sunday"), ("psychology", "today"), ("the", "sun"),
                     ("sheffield", "wednesday")})  # fmt: skip
_VIETNAMESE = _set("nguyen tran le pham hoang phan vu vo dang bui do ngo huynh ly")
# Not "confirmed" or "agreed": so is a day, too.
_SPEAKS = _set("said says asks wrote writes told tells thinks wants replied phoned rang promised believes "
               "knows insisted joined")  # fmt: skip
_PERSON_IS = _set("our my your their the a an his her from in with responsible new")
_ACTS = _SPEAKS | _set("runs leads has will is was manages sent sends called calls handles heads owns can "
                       "would does looks took takes gave gives made makes did had asked")  # fmt: skip
_SELLS = _set("sells acquired launched raised announced employs manufactures hired")
_FIRM_NOUNS = _set("supplier customer marketplace firm company vendor client partner shop retailer platform "
                   "brand startup integrator competitor provider store app distributor manufacturer business "
                   "maker reseller series film book song novel band")  # fmt: skip
_DEPARTMENTS = _set("accounts accounting purchasing finance sales hr legal marketing procurement engineering "
                    "quality it logistics support reception production operations payroll controlling planning "
                    "compliance treasury maintenance service")  # fmt: skip
_GREETS = _set("thanks hi hello dear regards cheers hey")
_ADDRESSES = _set("tell ask thank remind dear hi hello hey")
# In front of a month these leave it one, whoever comes behind: "in May Siemens will ...".
_OF_TIME = _set("in of by until till since during before after this next last early late mid through from for "
                "the our your to around end beginning middle on every each")  # fmt: skip

_LABELS = _set("question questions figure fig section answer heading header tag label field row column cell "
               "appendix")  # fmt: skip
_ASKED_IN = _set("survey questionnaire form quiz test exam checklist worksheet sheet interview paper")
_HEADED = _set("page site website homepage template sheet html form document")
_HEADINGS = _set("tag tags heading headings header headers title titles element elements")
_ASKS = _set("how what who when where why which do does is are have has did can would will could should")
_RATIO_BEFORE = _set("ratio scale aspect dilution diluted mixed odds won lost score beat win drew")
_RATIO_BEHIND = _set("ratio scale aspect screen screens display displays monitor monitors dilution mixture "
                     "odds victory defeat gearbox")  # fmt: skip
_SCORED = _set("won lost score scored beat win drew victory defeat draw loss")
_DASHES = _set("- \u2013")
_THE = _set("the our your their this each")
_RUNS_ON = _set("- \u2013 ( [")
_LINKS = _set("of is : was")
_JOINTS = _set("or and , / & to")
_MONTH_BEHIND = _set("in by until till since during before after early late mid through next last between from")
# "In may, may we ...": the second is the verb.
_NO_MONTH_BEFORE = _set("i we you they he she it be not have need")
_MONTH_NAMES = _set("may april june august jan march")

_OPENS = frozenset('.!?:;\n\u2022-\u2013\u2014"\u201c\u201d\u2018([')
_NAMEABLE = "WEEKDAY WEEKDAYS LOWDAY MONTH LOWMONTH TODAY OFTEN"
_POSSESSIVE = re.compile("['\u2019]s")


def touch_up(text: str, tokens: Tokens, language: Language) -> None:
    """Take their categories from the words of time that are parts of a name or a label, and see months in lists."""
    line = _Line(text, tokens)
    _list_months(line, language)
    nameable = language.mask(_NAMEABLE)
    clock, figure = language.mask("CLOCK"), language.mask("DNUM")
    for at, mask in enumerate(tokens.masks):
        if not mask:
            continue
        word = tokens.words[at]
        if mask & nameable or word in {"noon", "midnight"}:
            hushed = _name(line, at, nameable) if line.is_capital(at) else None
        elif word in {"q", "h"}:
            hushed = range(at, at + 2) if _is_labelled(line, at) else None
        elif mask & figure and line.word(at + 1) in _DASHES:
            hushed = range(at, at + 3) if _is_score(line, at) else None
        elif mask & clock:
            hushed = range(at, at + 1) if _is_ratio(line, at) else None
        else:
            continue
        for number in hushed or ():
            tokens.masks[number] = 0


@dataclass(slots=True)
class _Line:
    text: str
    tokens: Tokens

    def word(self, at: int) -> str:
        return self.tokens.words[at] if 0 <= at < len(self.tokens.words) else ""

    def is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.tokens.words) - 1 and self.text[self.tokens.starts[at]].isupper()

    def is_unknown(self, at: int) -> bool:
        """A capitalised word that means nothing to the grammar: most likely a name."""
        return self.is_capital(at) and not self.tokens.masks[at] and len(self.word(at)) > 1

    def masked(self, at: int) -> bool:
        return at >= len(self.tokens.masks) or bool(self.tokens.masks[at])

    def opens(self, at: int) -> bool:
        return at == 0 or self.word(at - 1) in _OPENS

    def is_figure(self, at: int) -> bool:
        return self.word(at)[:1].isdigit()

    def possessive(self, at: int) -> bool:
        return _POSSESSIVE.match(self.text, self.tokens.ends[at]) is not None

    def capitals_behind(self, at: int) -> Iterator[int]:
        """The up to three capitalised words that follow without a mark between."""
        for number in range(at + 1, at + 4):
            if not self.is_capital(number):
                return
            yield number


def _list_months(line: _Line, language: Language) -> None:
    """ "In may or june": behind a month that is one, the next of the list is one too."""
    months, sure = language.mask("MONTH LOWMONTH"), language.mask("SUREMONTH MONTH FREE")
    masks = line.tokens.masks
    certain = -1
    for at, mask in enumerate(masks):
        if not mask & months:
            continue
        before = at - 1
        while at - before < 3 and line.word(before) in _JOINTS:
            before -= 1
        listed = before == certain and before < at - 1 and line.word(at + 1) not in _NO_MONTH_BEFORE
        if listed:
            masks[at] |= sure
        if listed or line.word(at - 1) in _MONTH_BEHIND:
            certain = at
        if _leads_a_list(line, at) and masks[at + 2] & months and line.word(at + 3) not in _NO_MONTH_BEFORE:
            masks[at] |= sure
            certain = at


def _leads_a_list(line: _Line, at: int) -> bool:
    """ "From march to may"; "april or may works", where neither is a verb."""
    if line.word(at - 1) in {"from", "between"}:
        return line.word(at + 1) in {"to", "and"}
    return line.word(at) not in {"may", "march"} and line.word(at + 1) in {"or", "and"}


def _name(line: _Line, at: int, nameable: int) -> range | None:
    """The tokens of the name that the capitalised word of time stands in."""
    if _is_titled(line, at) or _is_paper(line, at) or (line.word(at - 1), line.word(at)) in _BRANDS:
        return range(at, at + 1)
    following = line.word(at + 1)
    if _is_street(line, at):
        return range(at - 1 if line.is_figure(at - 1) else at, at + 1)
    for number in line.capitals_behind(at):
        end = line.word(number)
        if end in _FORMS or (end in _TRADES and line.word(number + 1) not in _MEETINGS):
            return range(at, number)
    if following in _MADE_OF_IT and line.word(at - 1) == "black":
        return range(at, at + 1)  # "the Black Friday script"
    if line.possessive(at) and line.is_capital(at + 1) and not line.opens(at):
        return range(at, at + 1)  # "Today's Parent"
    if _is_firm(line, at):
        return range(at, at + 1)
    if line.tokens.masks[at] & nameable and following not in _MEETINGS and _is_person(line, at):
        return range(at, at + 1)
    return None


def _is_street(line: _Line, at: int) -> bool:
    """ "5 May Road"; "Friday St Pancras" is a day."""
    if not line.is_capital(at + 1) or (line.word(at + 1) == "st" and line.is_capital(at + 2)):
        return False
    return line.word(at + 1) in (_PLACES if line.is_figure(at - 1) else _STREETS)


def _is_paper(line: _Line, at: int) -> bool:
    """ "In Psychology Today": a capital that no sentence start explains, behind a name."""
    name = at - 1
    return line.word(at) == "today" and line.is_unknown(name) and not line.opens(name) and not line.is_capital(name - 1)


def _is_titled(line: _Line, at: int) -> bool:
    """ "Mr March", "Prof. Friday", "Mrs Anna May"."""
    before = at - 1
    if line.is_unknown(before) and line.word(before) not in _TITLES and line.word(at) in _MONTH_NAMES:
        before -= 1
    if line.word(before) == ".":
        before -= 1
    return line.word(before) in _TITLES and line.is_capital(before)


def _is_person(line: _Line, at: int) -> bool:
    word, following = line.word(at), line.word(at + 1)
    before = line.word(at - 1)
    if before in _OF_TIME or line.is_figure(at - 1) or line.is_figure(at + 1):
        return following == "from" and line.word(at + 2) in _DEPARTMENTS and before in {"to", "for"}
    if following == "from" and line.word(at + 2) in _DEPARTMENTS:
        return True
    if word in _MONTH_NAMES and _is_addressed(line, at):
        return True
    # "April said": who speaks is nobody's month.
    if following in _SPEAKS and word not in {"today", "tomorrow", "yesterday"}:
        return True
    if line.is_unknown(at + 1):
        return _is_first_name(line, at)
    # "Theresa May opened".
    if word not in {"may", "march"} or not line.is_unknown(at - 1):
        return False
    return following in _ACTS or following.endswith("ed") or (following == "," and line.opens(at - 1))


def _is_addressed(line: _Line, at: int) -> bool:
    """ "Thanks, May!", "tell May"."""
    before = line.word(at - 1)
    return before in _ADDRESSES or (before == "," and line.word(at - 2) in _GREETS and not line.word(at + 1).isalpha())


def _is_first_name(line: _Line, at: int) -> bool:
    """ "May Chen"; behind a weekday also what a person is or does: "Monday Siemens comes" is a day."""
    word = line.word(at)
    verb, behind = line.word(at + 2), line.word(at + 3)
    if word in _MONTH_NAMES:
        return word != "march"
    if word in {"today", "tomorrow", "yesterday"}:
        return False
    if line.word(at - 1) in _JOINTS:
        return False  # "Fri and Sat Lucy is out"
    if word == "thu" and line.word(at + 1) in _VIETNAMESE:
        return True
    if verb in {"is", "was"}:
        return behind in _PERSON_IS
    return verb in _ACTS | _SELLS and verb not in {"will", "can", "would"}


def _is_firm(line: _Line, at: int) -> bool:
    """ "Noon sells", "Noon is the biggest marketplace"."""
    if not line.opens(at) or line.word(at - 1) in _RUNS_ON:
        return False
    if line.word(at + 1) in _SELLS or (line.word(at) in {"noon", "midnight"} and line.is_unknown(at + 1)):
        return True
    if line.word(at + 1) not in {"is", "was"} or line.word(at + 2) not in {"a", "an", "the", "our", "my", "their"}:
        return False
    for number in range(at + 3, at + 6):
        if line.word(number) in _FIRM_NOUNS:
            return not line.possessive(number)
        if line.masked(number):
            return False
    return False


def _is_labelled(line: _Line, at: int) -> bool:
    """ "Question Q3", "Q4 of the survey", "the H1 on the page", "H2 tags", "Q1: How did you ...?"."""
    if not line.is_figure(at + 1):
        return False
    if line.word(at - 1 if line.word(at - 1) != "." else at - 2) in _LABELS:
        return True
    behind = at + 2
    if line.opens(at) and line.word(behind) in {":", "."} and line.word(behind + 1) in _ASKS:
        return True
    if line.word(at) == "q":
        return _is_of(line, behind) and line.word(behind + 2) in _ASKED_IN
    # "Add an H1.", "one H1 per page"
    if line.word(at - 1) in {"an", "one"} and line.word(behind) in {"", ".", "!", "?", "per"}:
        return True
    if line.word(behind) in {"and", "or"} and line.word(behind + 1) == "h":
        behind += 3
    return line.word(behind) in _HEADINGS or (_is_of(line, behind) and line.word(behind + 2) in _HEADED)


def _is_of(line: _Line, at: int) -> bool:
    return line.word(at) in {"of", "on", "in"} and line.word(at + 1) in _THE


def _is_score(line: _Line, at: int) -> bool:
    """ "Won 3-2"."""
    before = at - 1
    while at - before < 3 and line.word(before) in _LINKS:
        before -= 1
    return line.is_figure(at + 2) and (line.word(before) in _SCORED or line.word(at + 3) in _SCORED)


def _is_ratio(line: _Line, at: int) -> bool:
    """ "A ratio of 1:20", "a 16:10 screen", "won 21:15"."""
    before = at - 1
    while at - before < 3 and line.word(before) in _LINKS:
        before -= 1
    if line.word(before) in _RATIO_BEFORE:
        return True
    return line.word(at + 1) in _RATIO_BEHIND
