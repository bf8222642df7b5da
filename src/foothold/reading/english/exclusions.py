"""English: what makes a slot no slot: the past, habits, third parties, denials (four in five false meetings)."""

import re

from foothold.reading.phrases import Phrase

PAST_VERB = Phrase(
    r"""
    was
    were
    met
    had
    spoke
    talked
    called
    discussed
    went
    did
    sent
    said
    told
    agreed
    came
    saw
    visited
    tried
    sat
    showed
    turned
    sent
    wasted
    used to
    happened
    missed
    rang
    ago
    last (?:week|month|year|time|monday|tuesday|wednesday|thursday|friday)
    yesterday
    """,
    needs="was were met had spoke talked called discussed went did sent said told agreed came saw visited tried sat showed turned wasted used happened missed rang ago last yesterday",
)

PAST_QUESTION = Phrase(
    r"(?:(?:so|and|well|but|ok|okay),? )*(?:was|were|did|had|how (?:was|were|did)|what(?:'d| did| was| were)|when did|where did|why did|who did)(?! (?:we say|you say|we agree|you want|you mean|you think|you have in mind|you like))"
)
"""Asks about something that was: "Was the meeting on Monday any use?"."""

REPORTS = Phrase(r"(?:said|says|told|asked|agreed|wrote|suggested|proposed|offered|confirmed)")
"""Tells what somebody said, which may well be of a day to come."""

ENTERED = Phrase(
    r"(?:i|we)(?:'ve| have)?(?: just| already| now)? (?:sent|put|booked|scheduled|set|blocked|reserved|pencill?ed|made)(?: \w+){0,4} (?:invite|invitation|calendar|diary|down|up|in|for)"
)
"""Done, but for a day to come."""

HYPOTHETICAL = Phrase(
    r"""
    (?:would|could|should|might)(?:'ve| have) (?!(?:it|them|this|that|these|the|a|an|my|your|our|some|time|everything|any|to)\b)\w+
    (?:would|could|should)n't have
    if (?:i|we|you|he|she|they) (?:had|were|was|met|went|did|could)
    if (?:i|we|you|he|she|they)'d (?:\w+ed|been|had|known|done|gone|come|met|bought)
    (?:suppose|imagine|let's say|say,?) (?:we|you|i|that)
    i wish
    ^had (?:the|we|you|i|it|they|he|she|that|this)
    hypothetically
    in theory
    theoretically
    (?:they|he|she)'d (?:say|tell|promise|call|ring|come|turn up|go|send)
    """,
)

HABIT = Phrase(
    r"""
    (?:usually|normally|generally|always|typically|often|every (?:week|day|month|morning|other|monday|tuesday|wednesday|thursday|friday|year|quarter))
    (?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)
    each (?:week|month|monday|tuesday|wednesday|thursday|friday)
    weekly
    as a rule
    """,
)

THIRD_PARTY = Phrase(
    r"""
    (?:the|our|my|his|her|their) (?:[\w-]+ ){0,3}[\w-]+ (?:flies|departs|lands|sails|opens|closes)
    (?:general )?assembly (?:is|on|at)
    (?:i|we)(?:'ve| have)(?: got)? (?:a |an |the |our |my )(?:[\w-]+ )?(?:board|audit|auditors|committee|stand-?up|all[- ]hands|inspection|inspectors?|works council|management|staff meeting|team meeting|steering|budget|strategy|shareholders?)
    (?:ferry|flight|train|plane|bus)(?:'s| is| at| leaves| goes)
    [\w']+'s (?:diary|calendar|schedule) (?:has|is|shows|says)
    (?:he|she|they|it)(?:'s|'re|'ll| is| are| will| have| has)? (?:all )?(?:only )?(?:be )?(?:meet(?:s|ing)?|call(?:s|ing)?|talk(?:s|ing)?|speak(?:s|ing)?|see(?:s|ing)?|visit(?:s|ing)?|present(?:s|ing)?|due|having|have|has|got|start(?:s)?|begin(?:s)?|run(?:s)?)
    (?:the|our|my|his|her|their|your) (?:[\w-]+ ){0,3}(?:board|committee|team|boss|director|cfo|ceo|coo|cto|md|manager|colleagues?|works council|council|management|auditors?|lawyers?|wife|husband|kids?|son|daughter|competitors?|department|group|people|staff|it guys|engineers?|shareholders?|owners?|parent company) (?:\w+ )?(?:meets?|meeting|is|are|sits|has|have|will|gathers|convenes|visits?|calls?|talks?|comes?)
    (?:the|our|my|his|her|their|a|an) (?:[\w-]+ ){0,2}(?:fair|trade show|show|conference|exhibition|webinar|flight|train|plane|deadline|audit|board meeting|all[- ]hands|stand[- ]?up|town hall|holiday|shift|delivery|shipment|truck|shutdown|outage|maintenance|game|match|party|wedding|funeral|court|hearing|exam|dentist|doctor|surgery|tender|auction|election|launch|production run|go[- ]live|budget round|management meeting|steering committee|sales meeting|staff meeting|team meeting)(?:'s)? (?:is|are|was|starts?|begins?|leaves?|runs?|takes|ends?|on|at|from|this|next|goes|lands|arrives|will|sits)
    (?:board|management|shareholders?|committee|staff|all[- ]hands) meeting
    i(?:'m| am|'ve| have)(?: got)? (?:a |an |another |to )?(?:[\w-]+ ){0,3}(?:meeting|appointment|call|flight|train|dentist|doctor|interview|lunch|dinner) (?:with|at the|to|for)\b(?! you| us)
    [a-z]+'s (?:seeing|meeting|visiting|presenting to|talking to|calling on) (?!you\b|us\b|me\b|ye\b)\w+
    your (?:rivals?|competitors?|competition)
    i(?:'m| am) (?:meeting|seeing|calling|visiting|talking to|speaking to|presenting to)(?: with)? (?!you\b|up\b|at\b|on\b|ye\b|your\b)\w+
    i have a(?:n)? (?:\w+ ){0,2}(?:meeting|call|appointment|flight|dentist|doctor)
    with (?:another|a different|your competitor|the competition|the other (?:vendor|supplier|bidder))
    """,
)

COMES_TO_US = Phrase(
    r"(?:visit|join|come|attend|sit in|drop by|propos\w+|suggest\w*|(?:would like|'d like|wants?|wishes|happy) to (?:meet|see|talk))"
)
"""Somebody of one side who comes to the other: "our engineer can visit on Saturday" is a meeting of ours."""

BETWEEN_US = Phrase(
    r"""
    (?:we(?!'re off|'re away| are off| are away|'ve| have|'re closed|'re out)|us|you (?:may|can|could|are welcome to|might) (?:present|visit|come|call|show|join)|(?:our|the) next (?:meeting|call|session|visit)|our (?:meeting|call|session|visit)|let's|lets|you and i|you and me|with you|see you|call you|call me|ring you|meet you|join (?:us|you|me)|come (?:to|over|by|in)|(?:good|ok|okay|fine|time|convenient|possible|work|works) for you|suit you|you free|work for|invite)
    """,
)

ADDRESSED = Phrase(r"(?:we|us|you|ye|y'all|your|let's|lets|me|i'd|i'll|i could|i can)")

UNAVAILABLE = Phrase(
    r"""
    not (?:at|for) (?:\d|noon|that time|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)
    the (?:time|hour|day|date) (?:doesn't|does not|isn't|is not|won't|will not)
    (?:pull|back|bow) out of
    not (?:tomorrow|today|this week|next week)
    have to (?:move|postpone|rearrange|reschedule)
    (?:mon|tue|tues|wed|thu|thur|thurs|fri)(?:day|sday|nesday|rsday)? (?:cannot|can't|no(?= ?[,.!;]|$| good| chance| way)|is out|is bad|is gone)
    (?:can't|cannot|can not|couldn't|won't|doesn't|does not|don't|do not|isn't|is not|not|cannot)(?: \w+){0,3} (?:make|do|work|suit|manage|good|possible|free|available|great|ideal|convenient|happen|be able|attend|come|join|swing|stretch|fit|spare|get away|get to|commit)
    (?:i'm|i am|we're|we are|i'll be|we'll be|i will be) (?:\w+ )?(?:away|out(?! to)|off|travell?ing|on (?:holiday|leave|vacation|the road|site|a plane|a flight)|busy|booked|tied up|abroad|in (?!the (?:office|van|car|lab|yard|shop|house|building|factory|studio|workshop)|all|on|to|touch|agreement|and|then|from|till|until|at|here|there|that|my|your|time|any ?way|good|need|talks|for)\w+|full|double[- ]booked|unavailable|not available|not free|not in|at (?:a|the) (?:fair|conference|show|trade))
    (?:that|it|this|which|thursday|monday|tuesday|wednesday|friday)(?:'s|'ll| is| will)? (?:be )?(?:a )?(?:no good|bad|tricky|difficult|tough|not great|impossible|out(?= ?[,.!;]|$| for me| for us)|clash(?:es)?|problem|too (?:early|late|soon)|full|packed|a nightmare)
    clash(?:es)?
    conflict(?:s)?
    no good
    can't do
    can't make
    rather not
    have to (?:pass|decline|cancel|skip)
    (?<!if )not (?:on )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?|that|then)
    no can do
    (?<=, )no(?=[ .!]*$)
    (?:absolutely|definitely|certainly|of course|clearly|surely|probably) not
    (?:can't|cannot|can not) (?:on|that|this|then|at|before|(?:mon|tues|wednes|thurs|fri)day|the \d)\b
    ^(?:i |we |sorry,? )?(?:can't|cannot)(?=[,.!]|$)
    (?:i'm|i am|we're|we are|i'll be|we'll be) (?:at the|with (?:the|a|an|another|my)) \w+
    (?:so|then),? no(?= ?[.,!]|$)
    i've got something on
    i have something on
    cancel(?:led)?
    call (?:it|that) off
    something(?:'s| has) come up
    bad (?:day|time|week)
    fully booked
    out of (?:the )?office
    """,
)

NEW_CLAUSE = re.compile(
    r"[,;:.!?–]|\b(?:if|but|how about|what about|instead|though|however|so|rather|could|can we|let's)\b"
)

CANCELS = Phrase(
    r"""
    (?:have to|need to|must|i've to|we've to|had to|got to|gotta|want to|going to) (?:cancel|postpone|call (?:it|this|that|our)|reschedule|rearrange|cry off|pull out|drop out|scratch|withdraw)
    something(?:'s| has| have)? (?:just )?(?:come|came) up
    (?:can't|cannot|won't be able to) (?:do|make) (?:it|that|this|then)(?: any ?more| after all)?
    won't make it
    (?:is|are) off(?=[ ,.!]*$|[,.!])
    (?:call|let's call) (?:it|the (?:meeting|call|visit)) off
    """
)
"""Takes an agreed slot back, by whichever side."""

TAKEN_BACK = Phrase(
    r"""
    after all
    on second thoughts?
    actually,? (?:no|i can't|we can't|that|scrap|forget|let's leave|hang on|wait)
    scrap that
    forget (?:that|it|the)
    hang on
    hold on
    let's leave (?:it|that) open
    i take that back
    wait,? (?:no|i can't)
    now (?:that )?i look
    just (?:saw|realised|realized|seen|remembered)
    let's not fix
    """,
)

CHANGE = Phrase(
    r"""
    instead
    actually
    rather
    move
    change
    push
    later
    earlier
    better
    prefer
    switch
    make (?:it|that)
    bring (?:it|that) forward
    postpone
    reschedule
    could we (?:do|say)
    can we (?:do|say)
    how about
    what about
    """,
)

OF_THIS_TALK = Phrase(
    r"""
    (?:(?:it was|it's|it is|it has been|it's been) )?(?:so |very |really )?(?:good|nice|great|lovely|glad|pleased|a pleasure|pleasure|happy) (?:to (?:see|meet|have|be|talk|speak|chat|catch)|seeing|meeting|talking|speaking|chatting|having|that you)\b
    (?:many |a thousand |lots of )?(?:thanks|thank you|cheers)\b(?! (?:so )?much,? (?:call|ring|phone|see you))
    (?:i|we) (?:really |do |truly )?(?:appreciate|enjoyed|loved)\b
    """,
    needs="good nice great lovely glad pleased pleasure happy thanks thank cheers appreciate enjoyed loved",
)
"""What is said of the conversation at hand: "Good to see you today" names no day to come."""
