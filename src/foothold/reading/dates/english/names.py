"""English: words of time that stand in a name, a label or a ratio ("Ms May Chen", "5 May Road", "USA Today", "Q4 of the survey").

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
_STREETS = _set("street st road rd avenue ave lane ln drive square close court place way gardens terrace boulevard blvd "
                "crescent hill park row walk grove alley mews")  # fmt: skip
_FIRMS = _set("gmbh ltd inc llc plc ag corp limited corporation kg bv nv ab oy sarl pty co systems industries software "
              "solutions technologies labs group holdings partners ventures consulting engineering")  # fmt: skip
# The last word of a paper's, a programme's or a chain's name.
_WORKS = _set("times post mail herald gazette express mirror observer telegraph star journal magazine network club lights "
              "live fever cup parent show project agreement mystery murders movie")  # fmt: skip
_MADE_OF_IT = _set("script film movie episode song album novel book poster soundtrack trailer sequel series")
_BRANDS = frozenset({("usa", "today"), ("tgi", "fridays"), ("tgi", "friday"), ("tgif", "friday"), ("ruby", "tuesday"),
                     ("freaky", "friday"), ("bloody", "sunday"), ("casual", "friday"), ("psychology", "today")})  # fmt: skip
_SPEAKS = _set("said says asked asks wrote writes told tells thinks wants agreed agrees replied signed emailed phoned rang "
               "mentioned promised confirmed believes knows insists joined reports insisted suggested suggests")  # fmt: skip
_PERSON_IS = _set("our my your their the a an his her from in with responsible new")
_ACTS = _SPEAKS | _set("runs leads has will is was opened works manages sent sends called calls handles heads owns can would "
                       "does looks took takes gave gives made makes did had")  # fmt: skip
_SELLS = _set("sells ships offers makes delivers launched acquired raised announced employs operates supplies builds buys "
              "produces provides manufactures bought hired")  # fmt: skip
_FIRM_NOUNS = _set("supplier customer marketplace firm company vendor client partner shop retailer platform brand startup "
                   "integrator competitor provider store app distributor manufacturer business maker reseller")  # fmt: skip
_DEPARTMENTS = _set("accounts accounting purchasing finance sales hr legal marketing procurement engineering quality it "
                    "logistics support reception production operations payroll controlling planning compliance treasury "
                    "maintenance service")  # fmt: skip
# In front of a month these leave it one, whoever comes behind: "in May Siemens will ...".
_OF_TIME = _set("in of by until till since during before after this next last early late mid through from for the our your "
                "to around end beginning middle on every each")  # fmt: skip

_LABELS = _set("question questions figure fig item answer section table heading header tag label field task exercise part "
               "appendix row column cell element")  # fmt: skip
_LABELLED = _set("survey questionnaire form quiz test exam page site website homepage tag tags heading headings header headers "
                 "title titles element elements worksheet sheet template style html checklist interview")  # fmt: skip
_RATIO_BEFORE = _set("ratio scale aspect dilution diluted mixed odds won lost score beat win lead drew resolution")
_RATIO_BEHIND = _set("ratio scale aspect screen screens display displays monitor monitors format video model dilution mixture "
                     "odds victory win defeat draw mix gearbox gear")  # fmt: skip
_LINKS = _set("of is at to by a an the with : was")

_JOINTS = _set("or and , / &")
_MONTH_BEHIND = _set("in by until till since during before after early late mid through next last between from")
# "In may, may we ...": the second is the verb.
_NO_MONTH_BEFORE = _set("i we you they he she it be not have need")

_OPENS = frozenset(".!?:;\n\u2022-\u2013\u2014\"\u201c\u201d\u2018([")
_NAMEABLE = "WEEKDAY WEEKDAYS LOWDAY MONTH LOWMONTH TODAY"
_POSSESSIVE = re.compile("['\u2019]s")


def touch_up(text: str, tokens: Tokens, language: Language) -> None:
    """Take their categories from the words of time that are parts of a name or a label, and see months in lists."""
    line = _Line(text, tokens)
    _list_months(line, language)
    nameable = language.mask(_NAMEABLE)
    clock = language.mask("CLOCK")
    for at, mask in enumerate(tokens.masks):
        if not mask:
            continue
        word = tokens.words[at]
        if mask & nameable or word == "noon":
            hushed = _name(line, at, nameable) if line.is_capital(at) else None
        elif word in {"q", "h"}:
            hushed = range(at, at + 2) if _is_labelled(line, at) else None
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


def _name(line: _Line, at: int, nameable: int) -> range | None:
    """The tokens of the name that the capitalised word of time stands in."""
    if _is_titled(line, at) or (line.word(at - 1), line.word(at)) in _BRANDS:
        return range(at, at + 1)
    following = line.word(at + 1)
    if line.is_capital(at + 1) and following in _STREETS:
        return range(at - 1 if line.is_figure(at - 1) else at, at + 1)
    for number in line.capitals_behind(at):
        if line.word(number) in _FIRMS or line.word(number) in _WORKS:
            return range(at, number)
    if following in _MADE_OF_IT and line.is_capital(at - 1) and not line.opens(at - 1):
        return range(at, at + 1)  # "the Black Friday script"
    if line.possessive(at) and line.is_capital(at + 1) and not line.opens(at):
        return range(at, at + 1)  # "Today's Parent"
    months = bool(line.tokens.masks[at] & nameable) and line.word(at) != "noon"
    if (months and _is_person(line, at)) or _is_firm(line, at):
        return range(at, at + 1)
    return None


def _is_titled(line: _Line, at: int) -> bool:
    """ "Mr March", "Prof. Friday", "Mrs Anna May"."""
    before = at - 1
    if line.is_unknown(before) and line.word(before) not in _TITLES:
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
    # "April said": who speaks is nobody's month.
    if following in _SPEAKS and word not in {"today", "tomorrow", "yesterday"}:
        return True
    if line.is_unknown(at + 1):
        return _is_first_name(line, at)
    # "Theresa May opened".
    return word in {"may", "march", "friday"} and line.is_unknown(at - 1) and (following in _ACTS or following.endswith("ed"))


def _is_first_name(line: _Line, at: int) -> bool:
    """ "May Chen"; behind a weekday also what a person is or does: "Monday Siemens comes" is a day."""
    word = line.word(at)
    verb, behind = line.word(at + 2), line.word(at + 3)
    if word in {"may", "april", "june", "august", "jan"}:
        return True
    if word in {"today", "tomorrow", "yesterday"}:
        return False
    if verb in {"is", "was"}:
        return behind in _PERSON_IS
    return verb in _ACTS and verb not in {"will", "can", "would"}


def _is_firm(line: _Line, at: int) -> bool:
    """ "Noon sells", "Noon is the biggest marketplace"."""
    if not line.opens(at):
        return False
    if line.word(at + 1) in _SELLS:
        return True
    return line.word(at + 1) in {"is", "was"} and any(line.word(at + step) in _FIRM_NOUNS for step in range(3, 7))


def _is_labelled(line: _Line, at: int) -> bool:
    """ "Question Q3", "Q4 of the survey", "the H1 on the page", "H2 tags"."""
    if not line.is_figure(at + 1):
        return False
    if line.word(at - 1) in _LABELS:
        return True
    behind = at + 2
    if line.word(behind) in {"of", "on", "in"}:
        behind += 1
        if line.word(behind) in {"the", "our", "your", "their", "this", "each", "every"}:
            behind += 1
    return line.word(behind) in _LABELLED


def _is_ratio(line: _Line, at: int) -> bool:
    """ "A ratio of 1:20", "a 16:10 screen", "won 21:15"."""
    before = at - 1
    while at - before < 3 and line.word(before) in _LINKS:
        before -= 1
    if line.word(before) in _RATIO_BEFORE:
        return True
    return line.word(at + 1) in _RATIO_BEHIND
