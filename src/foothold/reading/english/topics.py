"""English: what a meeting is about, how it is held, and the five tests."""

import re

from foothold.reading.phrases import Phrase

TOPIC = Phrase(
    r"""
    (?:let's|we|shall we|i|to|and) (?:go|walk|run|talk|look|work|come) (?:through|over|at|back to) (?P<what6>.+)
    (?:do|have|run|hold|see|give you|show you) (?:a|an|the|our|your) (?P<what7>(?:[\w-]+ ){0,4}(?:demo|demonstration|kick-?off|walk-?through|workshop|trial|pilot|presentation|tour|review|training|audit)(?: (?:of|for|on|with) .+)?)
    (?:for|with) (?P<what8>(?:[\w-]+ ){0,3}(?:kick-?off|demo|review|walk-?through|training|signing)\b)
    (?:to|and|so we can|where we|when we|we'll|we will|we can) (?:discuss|go over|go through|look at|review|talk about|talk through|walk through|cover|see|decide(?: on)?|present|compare|finali[sz]e|agree(?: on)?|run through|dig into|work through|work on|close|sign|plan|define|settle|sort out|tour|test|demo|show you|check|kick off|sign off|examine|inspect) (?P<what>.+)
    to (?:discuss|walk you through|take you through|show you|talk you through) (?P<what2>.+)
    (?:about(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|a |an |that|this|it))|regarding|on the subject of|re:|concerning|topic:?|agenda:?|purpose:?|subject:?|focus(?:ing)? on) (?P<what3>.+)
    (?:for|with) (?:a|an|the|our|your) (?P<what4>(?:[\w-]+ ){0,5}(?:demo|demonstration|tour|workshop|review|walk-?through|presentation|kick-?off|training|trial|pilot|visit|audit|signing|decision|negotiation|site visit|proposal|test|contract|pricing|offer|plan)(?: (?:of|for|on|with) .+)?)
    (?P<what5>(?:[\w-]+ ){0,3}(?:factory|plant|site|line|warehouse) (?:tour|visit)(?: (?:of|at|to) .+)?)
    """,
)

DECIDES_ON = re.compile(r"\b(?:decide(?: on)?|settle|sign(?: off)?|compare|finali[sz]e|define)(?= $)")
"""What is to be done with the thing: "decide on the prices" is a topic, where the prices alone are none."""

THANKED_FOR = re.compile(r"\b(?:thanks|thank you)(?: \w+){0,2} for (?:last )?$")
"""Before a day: "thanks for Friday" is of the Friday that was."""

BEHIND_A_SLOT = re.compile(r"\s*(?:[,:–-]|for|about|on)\s+(?P<what>[^.;!?]{3,90})")

A_CLAUSE = Phrase(
    r"""
    decides?|first|says?|said|told|yes|then|you know|i mean
    ^(?:with|at|by|from|after|before|until)
    (?:i|we|you|he|she|they|it|that|this|there|let's|i'll|we'll|i'm|is|are|was|will|would|can|could|shall|does|do|did|has|have|works?|suits?|if|unless|but|please|thanks|ok|okay|yes|no|so|call|send|bring|ring)
    (?:by|via|on) (?:teams|zoom|phone|video|mail)
    um|uh|er|about|around|or so|my watch
    """
)
"""A stretch that says something instead of naming a thing: no topic."""

TOPIC_END = re.compile(
    r"""
      [,.;!?\n]
    | ,\ (?:and|so|but|i|we|i'll|we'll|does|is|would|could|ok|how|what|shall|right)\b
    | \ (?:at|on)\ (?:\d|mon|tue|wed|thu|fri)
    | \ (?:i'll|i\ will|we'll|does\ that|would\ that|if\ that|is\ that|how\ about|shall\ we|and\ i|and\ we|and\ you|so\ that)\b
    """,
    re.VERBOSE,
)
TOPIC_EDGE = re.compile(
    r"""
      ^(?:the|a|an|our|your|my|some|any|all|this|that|these|those|for|to|of|on|in|about|um|uh)\s+
    | [\s,;:.!?-]+$ | ^\s+
    | \s+(?:on|at|by|for|with|in|next|this|then|again|together|please|too|there|is|it|to|and)$
    """,
    re.VERBOSE,
)
"""What does not belong to a topic at its edges."""

MEDIA: tuple[tuple[str, Phrase], ...] = (
    (
        "video",
        Phrase(
            r"""
    (?:video|teams|zoom|google meet|webex|online|virtual(?:ly)?|screen ?share|web call|skype|dial-?in|remote(?:ly)?|link)
    """,
        ),
    ),
    (
        "phone",
        Phrase(
            r"""
    (?:phone|telephone|call(?:s|ing)?|ring(?:ing)?|mobile|by phone|on the phone|try me)
    """,
        ),
    ),
    (
        "in_person",
        Phrase(
            r"""
    (?:in person|face[- ]to[- ]face|on[- ]?site|at your (?:office|place|plant|site|factory|premises|hq)|at our (?:office|place|plant|site|factory|premises|hq)|lunch|coffee|dinner|breakfast|come (?:by|over|in|round|down|up|to)|drop (?:by|in)|visit(?:ing)?|tour|at the (?:plant|factory|site|fair|office)|our (?:offices?|plant|showroom)|your (?:offices?|plant|showroom)|in the (?:office|showroom)|room \w+)
    """,
        ),
    ),
    ("email", Phrase(r"(?:by (?:e-?)?mail|via (?:e-?)?mail|(?:e-?)?mail|in writing|write)")),
)

MAIL_VERB = Phrase(
    r"""
    (?:e-?mail|mail|write(?: to)?|answer|reply|respond)
    (?:by|via|in an?) (?:e-?mail|mail)
    in writing
    """,
    needs="mail email e write answer reply respond writing",
)

_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|a third|a quarter|double|twice)"
MEASURE = Phrase(
    r"""
    from <number> [\w-]+(?: [\w-]+){0,4} to (?:none|zero|<number>)
    <number> (?:[\w-]+ ){1,2}(?:a|an|per|each|every) (?:day|week|month|year|hour|shift|quarter|line|site|unit|order|customer)
    <number> ?(?:%|percent|per cent|points?|euros?|eur|dollars?|pounds?|k\b|grand|million|hours?|minutes?|seconds?|days?|weeks?|units?|pieces?|parts?|tons?|tonnes?|kilos?|kwh|mwh|customers?|leads?|orders?|complaints?|errors?|defects?|stops?|calls?|people|visitors?|sign-?ups|users?|rejects?|shifts?|ppm|per (?:day|week|month|year|hour|shift|unit|part))
    [€$£] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?
    \d[\d.,]*(?:%| ?k\b)
    """,
    number=_NUMBER,
)
CHANGE_OF_MEASURE = Phrase(
    r"""
    (?:at most|at least|or less|or more|maximum|minimum|not more|no more)
    (?:down|up) (?:by|to) (?:about |around |at least )?<number>
    from <number> [\w-]+(?: [\w-]+){0,4} to (?:none|zero|<number>)
    (?:from|down to|up to|below|under|above|over|at least|at most|less than|more than|no more than|within|to) (?:about |around |roughly |some )?(?:[€$£] ?)?<number>
    (?:cut|reduce|lower|drop|bring|get|raise|increase|grow|improve|save|halve|double|shorten|boost|lift|hit|reach|achieve|win|gain|recover|shave|slash|decrease|eliminate|avoid|fall|target|measure|kpi|goal|success|successful|benchmark|currently|at the moment)(?:s|ing|d|ed|ting|ped)?
    (?:is|are|'s|we're|running) (?:at|around|about|currently|now)
    instead of
    compared (?:to|with)
    """,
    number=_NUMBER,
)
ASKS_FOR_MEASURE = Phrase(
    r"""
    (?:how|what) (?:would|will|do|could) (?:you|we) (?:measure|know|judge|see|say|call|recognise|recognize)
    (?:success|successful|worked|works|good enough|worth it|happy with the (?:trial|pilot|result)|pay off|pays off)
    (?:target|kpi|benchmark|baseline|yardstick)
    """
)
"""We ask how success will be measured (000-12)."""

ASKS_HOW_SOON = Phrase(
    r"""
    (?:by|until) when
    how soon
    when (?:do|would|does|should|must|will) (?:you|it|this|that|the \w+)(?: \w+){0,4} (?:need|want|be|have|ready|live|running|done|finished|installed|start)
    what(?:'s| is) (?:the|your) (?:deadline|time ?line|time ?frame|target date)
    """
)
"""We ask by when results are wanted (000-14)."""

SEASON = Phrase(
    r"""
    (?:before|by|until|till|in|during|from|at the (?:start|end|beginning) of|for) (?:the )?(?:next |coming |this )?(?:spring|summer|autumn|fall|winter|season|harvest|holidays?|school holidays|christmas|easter|new year|year end|end of the year|trade fair|fair|peak)(?: season)?
    """
)
"""A period wanted without a calendar date."""

TAKES_SO_LONG = Phrase(
    r"(?:takes?|need|lead time|installed|running|ready|deliver(?:ed|y)?|live|soon enough|quick enough|fast enough)"
)

SUCCESS = Phrase(
    r"""
    success(?:ful)?(?: \w+){0,4} (?:is|means|would be|looks like|for us)
    (?:we|i)(?:'ll| will|'d| would)? (?:measure|know|judge|track|call it a success)
    the (?:measure|kpi|target|benchmark|yardstick|metric|number) (?:is|we|that|would)
    (?:it|this|that) (?:pays|works) if
    happy if
    """,
)

WANTED_BY = Phrase(
    r"""
    (?:need|want|have to|must|has to|hope|aim|plan|expect|looking|would like|'d like|target|deadline|go(?:ing)? live|live|running|in place|up and running|ready|installed|delivered|decide|decision|done|results?|start(?:ing)?|launch|finish(?:ed)?|implemented|operational|rolled out|switch(?:ed)?|in production|complete[d]?|sign(?:ed)?)
    """,
)
REALISTIC = Phrase(
    r"""
    (?:realistic(?:ally)?|feasible|doable|achievable|we can (?:do|deliver|manage|have|get|make|install|start|be)|we could (?:do|deliver|have|install)|takes? (?:us )?(?:about |around |roughly )?(?:\d+|one|two|three|four|five|six|eight|ten|twelve|a few) (?:days|weeks|months)|lead time|you(?:'ll| will| can) (?:see|have|get|be|expect)|you can expect|what can be done|in that time|(?:we'll|we will) (?:be|have|deliver|install|finish|complete|get))
    """,
)

END_CUSTOMER = Phrase(
    r"""
    our (?:\w+ ){0,2}(?:customers?|clients?|buyers?|end[- ]users?|users|consumers?|shoppers?|guests?|patients?|visitors?|readers?|members?|audience|tenants|students|target (?:group|audience|consumer|market)|diners|drivers|installers|farmers|players|subscribers|passengers|owners)
    the (?:people|person|ones|guys|families|women|men|companies|firms|shops) (?:who|that) (?:buy|use|come|order|shop|visit|pay|choose|drink|eat|wear|drive)
    (?:they|customers|clients|buyers|people|consumers|shoppers|guests|users) (?:buy|come|choose|use|order|shop)
    we sell (?:to|mostly to|mainly to|it to)
    end[- ]?(?:users?|customers?|consumers?)
    target (?:group|audience|consumer|customer|market)
    """,
)
MOTIVE = Phrase(
    r"""
    because
    (?:they|who|people|customers|clients|buyers|guests|users|shoppers|and|families|mostly) (?:\w+ )?(?:care|cares|want|wants|like|likes|love|loves|hate|hates|value|values|fear|worry|worries|trust|prefer|prefers|expect|expects|believe|feel|need|hope|look for|are afraid|are proud|are tired|don't trust|refuse|insist|compare|avoid|dream)
    (?:what|all) (?:they|people|customers|buyers) (?:really )?(?:want|care about|like|hate|fear|need)
    (?:price|quality|status|safety|health|environment)[- ](?:conscious|sensitive|minded|driven|aware)
    (?:motive|motivation|attitude|lifestyle|values|habit|habits|hobby|hobbyists|enthusiasts|loyal|in a hurry|proud of)
    """,
)

GOAL = Phrase(
    r"""
    (?:our|my|the) (?:\w+ )?(?:goal|aim|objective|target|ambition|priority|plan|idea|hope|wish|expectation)s? (?:here |for us |this year |now |really )?(?:is|are|would be|was|being)
    (?:we|i)(?:'re| are|'m| am)? (?:really |basically |just |mainly |mostly |actually |hoping |trying |looking )?(?:want|need|hope|aim|wish|looking|hoping|trying|would like|expect|plan) (?:to|for)
    (?:we|i)(?:'d| would) like to
    what (?:we|i) (?:really )?(?:want|need|expect|hope for|care about|have to achieve)(?: \w+){0,3} (?:is|are)
    (?:it's|it is|that's) (?:about|all about) (?:getting|reducing|cutting|growing|saving|making)
    (?:we|i) (?:want|need|expect|must|have to) (?:to )?(?:cut|reduce|lower|increase|grow|save|improve|stop|get|win|raise|halve|double|bring|make|see|reach|hit|achieve|be)
    success(?: for us)? (?:is|means|would be|looks like)
    i(?:'d| would) (?:be happy|call it)
    """,
)

ASKS_FIRST = Phrase(
    r"""
    <need> (?:ask|consult)(?! you\b)
    <need> think (?:about|over|it|this|that)
    <need> (?:talk|speak) (?:to|with)(?! you\b)
    <need> (?:check|confirm|discuss|agree|align|clear|sit down)(?: \w+){0,3} with(?! you\b)
    <need> (?:run|take|put) (?:it|this|that|them)(?: all)? (?:past|by|to|up)
    <need> get (?:approval|sign[- ]?off|permission|(?:an? |the )?(?:ok|okay|go[- ]ahead|yes))
    <need> hear (?:what|from)(?! you\b)
    """,
    need=r"(?:we|i)(?:'d| would)?(?: \w+)? (?:want|need|have|like|plan|hope|going|trying|hoping)(?: first)? to(?: (?:first|just|also))?",
)
"""Of his own people, or of himself: "I need to ask my sister". The way to an answer, and no goal of his."""
