"""English: a yes that is none: somebody else's, one said in jest, or praise of what has been."""

from foothold.reading.phrases import Phrase

NOT_FOR_US = Phrase(
    r"""
    not (?:so (?:good|great) )?(?:for|with|by) (?:me|us)(?! (?:to|but|alone|only)\b)
    (?:bad|terrible|awful|dreadful|tough|tricky|difficult|impossible|hopeless|hard|useless|no good|no use) for (?:me|us)(?! to\b)
    (?:doesn't|does not|don't|do not|won't|will not|wouldn't) (?:suit|work for|fit|do for) (?:me|us)
    but (?:i|we)(?:'m| am|'re| are) (?:out|not)(?=[ .!]*$)
    ^(?:but |sadly,? |i fear )?(?:i|we)(?:'m| am|'re| are| do| can| will)? (?:not|n't)(?=[ .!]*$)
    """,
)
"""The speaker's own no, whoever else says yes: "works for Mark, not for me"."""

JOKED = Phrase(
    r"""
    (?:just|only|i'm|i am|we're|was|totally) (?:kidding|joking|messing|teasing|pulling your leg)(?! (?:about|around|aside|apart)\b)
    ^(?:kidding|joking|jk|psych|gotcha)(?! (?:about|aside|apart)\b)
    (?<!not )(?<!no )kidding(?=[!.]|$)
    """,
)
"""What was said before it was not meant."""

OF_THE_PAST = Phrase(
    r"""
    (?:<good>) (?:[\w-]+ ){0,2}(?:demos?|session|call|meeting|talk|presentation|visit|workshop|chat|conversation|discussion|tour|show|walk-?through|training|webinar|lunch|dinner|seminar)(?: \w+){0,3}? (?:today|earlier|yesterday|just now|this (?:morning|afternoon)|last \w+|the other day)
    (?:pleasure|<good>) (?:having|seeing|meeting|hosting|talking|speaking|chatting|catching up)(?: \w+){0,5}? (?:today|earlier|yesterday|just now|this (?:morning|afternoon)|last \w+|the other day)
    (?:it|that|today|yesterday|everything|this) was (?:an? )?(?:\w+ly |so |quite )?(?:pleasure|<good>)
    ^(?:(?:yes|yeah|yep|sure|ok|okay|indeed|right),? )?(?:the|your|our|my|those|these) (?:[\w-]+ ){1,4}?(?:was|were|arrived|came|landed|went (?:down )?well|helped)
    ^(?:yes|yeah|yep|sure|ok|okay|indeed|right),? (?:it|they|that|we|i) (?:was|were|arrived|came|landed|got it|got them|received|liked|loved|enjoyed|saw)
    would(?:'ve| have) (?:been (?:an? )?(?:\w+ly |so |quite )?(?:<good>)|worked|suited|done nicely)
    """,
    good="great|good|nice|lovely|excellent|brilliant|fantastic|wonderful|super|amazing|awesome|helpful|useful|productive|interesting|terrific|impressive|enjoyable|cracking|perfect|fine|insightful",
)
"""Thanks, praise and a yes for what has been, or what might have: "great session this morning"."""
