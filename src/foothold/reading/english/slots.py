"""English: days and times as parts of a slot."""

import re

from foothold.reading.phrases import Phrase

DAY_WORD = re.compile(
    r"""
      (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b | today | tonight | tomorrow | morrow
    | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) | \d(?:st|nd|rd|th)\b | \d[./-]\d
    | week | fortnight | day | month | christmas | easter
    | \b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth
         |thirtieth|\w+-?\s?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\b
    """,
    re.VERBOSE,
)
"""A mention with one of these names its day; without, only a clock time."""

OWN_DATE = re.compile(r"\d(?:st|nd|rd|th)\b|\d[./-]\d{1,2}[./-]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
"""A date that needs no "today" to be understood."""

SPOKEN_FILLER = re.compile(
    r"""
      (?<![\w'])(?:u+m+|u+h+|e+r+m*|hmm+|you\ know|i\ mean)(?![\w'])[,.]{0,3}
    | (?<=\bat\ )(?:like|say|about|around)(?=\ (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter))
    | (?<![\w'])(?P<again>would|that's|the|at|on|he\ can|friday|monday|tuesday|wednesday|thursday|half|to|i'll|we|i)\ (?=(?P=again)(?![\w']))
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Between a day and its hour in speech it means nothing: "thursday the uh twelfth at, um, three"."""

SLIP = re.compile(
    r"[ ,.–-]*(?:(?:no|sorry|wait|i mean|rather|make that|scratch that|correction|or rather)[ ,.–-]*){1,3}(?:\w{3,6}day[ ,]+)?"
)
"""The speaker corrects himself."""

FIGURES_BEHIND = re.compile(
    r",? (?:at |@ ?)?(?P<hour>[01]?\d|2[0-3])(?P<minute>[0-5][05])(?: ?(?:hrs|hours|h))?(?![\w%:/-]|[.,]\d| ?(?:euros?|eur|pounds|dollars|usd|gbp|chf|units|pieces|pcs|kg|each|per|a (?:year|month|week)|[£€$])\b)"
)
FIGURES_BEFORE = re.compile(
    r"(?:^| )(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])(?: ?(?:hrs|hours|h))?,? (?:on )?(?:the |that |this )?$"
)
"""Four figures and no colon: "1 Aug, 1400", "1400 on Friday"; three behind a day: "fri 330"."""

_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
SPOKEN_BEHIND = re.compile(
    rf",? (?P<at>at )?(?P<hour>{_HOUR}|(?(at)(?:1[0-2]|[1-9])(?![\d:.]\d|\d)|(?!)))(?: (?P<half>thirty|fifteen|forty[- ]five))?(?(at)(?! (?:per|percent|people|of|pounds|euros?|dollars|grand|quid|units|each|minutes|hours|days|weeks|hundred|thousand|or)\b)(?!\w)|(?= (?:like|yep|yes|yeah|it|then|works|is|would|for|at|in|please|thank|thanks|sure|perfect|great|ok|okay|sounds)\b|[,.?!]|$))"
)
SPOKEN_BEFORE = re.compile(
    rf"(?:^|[,.;] |(?:at|say|yes|yeah|yep|ok|okay|then|do|make it|perfect|great|grand) )(?P<hour>{_HOUR}|1[0-2]|[1-9])(?: (?P<half>thirty|fifteen|forty[- ]five))?(?: o'clock)?,? on (?:the )?$"
)
"""Hours in words beside a day: "thursday the nineteenth ten thirty", "eight on the twelfth"."""

LATER_BY = re.compile(
    r"\b(?:(?P<hours>half an|an|one|1|two|2) hours?|(?:a )?(?P<minutes>quarter|ten|fifteen|twenty|thirty|10|15|20|30)(?: of an hour| min(?:ute)?s?)) (?P<way>later|earlier|after|before)\b(?! (?:the|that|my|our|we|i|you)\b)"
)
MINUTES_PAST = re.compile(
    r"\b(?P<count>half|(?:a )?quarter|five|ten|twenty|twenty[- ]five|5|10|20|25) (?P<way>past|to)(?=[ ,.!?]*$|,|\.|!|\?| (?:then|instead|please|if|and|so|would|is|works|suits)\b)"
)
NEXT_DAY = re.compile(
    r"\bsame (?:time|hour|slot),? (?:on )?(?:the )?(?:(?P<way>following|next|previous) )?(?P<unit>day|week)(?: (?:after|later))?\b"
)
COUNTS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30}

PART_BEHIND = re.compile(r"[^.!?]{0,40}?\b(?<!good )(?:morning|afternoon|evening|lunch|between)\b")
"""A stretch of the day named behind it: "Monday's good, morning rather than afternoon"."""
NO_WINDOW = re.compile(r"(?:the )?day after tomorrow|(?:week|month) after next|half past|quarter after|after all")
PART_OF_DAY = re.compile(
    r"in the (?:morning|afternoon|evening)|at night|at lunch(?: ?time)?|(?:this|tomorrow) (?:morning|afternoon|evening)|(?<=day )(?:morning|afternoon|evening)"
)
WINDOW_WORD = re.compile(
    r"morning|afternoon|evening|night|lunch|between|after|before|from|onwards|later|any ?time|early|late"
)
EXACT_TIME = re.compile(r"\d\s*(?:am|pm|:)|o'clock|noon")
BARE_WEEKDAY = re.compile(
    r"(?:on |this |coming |that )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:on )?(?:mon|tues?|wed|thurs?|fri)\b"
)
BARE_NUMBER = re.compile(
    r"(?:on )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)|\b(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,5}teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\b)(?! of| \w*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
NOT_ONLY_NUMBER = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
FROM_A_TIME = re.compile(r"\bfrom \d{1,2}(?:[:.h]\d\d|\s?[ap]m)")
"""A meeting "on the 26th from 13:30" begins then; it is no "any time after"."""

ANY_TIME = Phrase(r"(?:free|available|any ?time|onwards?|open|around)")

NOT_ONLY_WEEKDAY = re.compile(r"\d(?:st|nd|rd|th)|week|next")
DEADLINE = re.compile(
    r"(?:by|before|until|till|within|no later than|not later than|latest|up to|due|end of|eod|cob|close of)\b|eod"
)
DEADLINE_BEFORE = re.compile(r"\b(?:by|before|until|till|no later than|within|due)(?: the)? $")
SINCE = re.compile(r"(?:after|from|since|starting)\b")
THAT_ONE = re.compile(r"^\w+day one$")
MORE_THAN_ONE = re.compile(r"\bor\b|\beither\b|\band\b|/")
THAT_DAY = Phrase(r"(?:that|this|the same|same|on the) day|that (?:morning|afternoon|evening|date)")
THEN = Phrase(
    r"(?:(?:that|this|the same|same) (?:day|morning|afternoon|evening)|then|there)(?!,? (?:we|you|i|the|if)\b)"
)
"""Points back to a day just named: "The whole team's in on Tuesday. Come by then"."""
SAME_TIME = Phrase(r"same (?:time|hour|slot)")
BARE_HOUR = re.compile(
    r"""
    (?:^|\b(?:how's|at|say|about|around|make\ it|(?:it|that|back|forward|out|on|us)\ (?:to|till|until)|do|for|is|be|(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o'clock|thirty)\ (?:or|and)|how\ about|what\ about|then|maybe|perhaps|yep|yes|yeah|ok|okay|sure|perfect|great|fine|on)\ )
    (?P<hour>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)
    (?P<half>\ thirty|\ fifteen|\ forty[-\ ]five)?(?:[.:](?P<minute>[0-5]\d)(?!\d))?(?:\ uhr)?
    (?=\ ?(?:\?|\.|,|$|!|then|works?|is|would|suits?|please|instead|that\ day|and|o'clock|sharp|ish|should|it|if|good|fine|ok|for\ me))
    """,
    re.VERBOSE,
)
"""A clock hour that only a day on the table makes one: "at three?"."""
HOURS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
MINUTES = {"thirty": 30, "fifteen": 15, "forty-five": 45, "forty five": 45}
