"""English: future contact: meetings, offers, and vague mentions of them."""

from foothold.reading.phrases import Phrase

MEETING_NOUN = Phrase(
    r"""
    (?:meeting|call|visit|demo|demonstration|session|lunch|dinner|breakfast|coffee|workshop|catch[- ]?up|appointment|slot|tour|walk[- ]?through|review|kick[- ]?off|follow[- ]?up|chat|conversation|teams|zoom|presentation|trial|invite|invitation|get[- ]together|sit[- ]down|time|date)s?
    """,
)

CONTACT_VERB = Phrase(
    r"""
    come (?:back|and|to)
    meet(?:ing)?(?: up)?
    (?:call|ring|phone)(?:ing)? (?:you|me|us|back|again|him|her)
    call(?:ing)?
    (?:talk|speak|chat)(?:ing)?
    catch(?:ing)? up
    touch(?:ing)? base
    reconnect(?:ing)?
    (?:get|sit|come|drop|pop|swing|stop|head)(?:ting|ting|ing|ping|ping|ping)? (?:together|down|by|over|in|round|out to (?:you|us|your|our))
    visit(?:ing)?
    see(?:ing)? (?:you|each other|me|us)
    see you
    follow(?:ing)? up
    check(?:ing)? (?:back|in)
    circle back
    regroup
    reach out
    get back (?:in touch|to you|to me|to us)
    (?:be|get|keep|stay) in touch
    try me
    hear from
    discuss(?:ing)?
    go(?:ing)? (?:over|through)
    walk(?:ing)? (?:you|me|us) through
    host(?:ing)?
    show you (?:round|around)
    drop you a line
    give (?:me|you|us) a (?:call|ring|shout|bell|buzz)
    connect(?:ing)?
    join(?:ing)?
    present(?:ing)?
    dial in
    revisit(?:ing)?
    """,
)

OFFER = Phrase(
    r"""
    (?:how|what) about
    what do you say to
    (?:i|we)(?:'d| would) be (?:looking|hoping|keen|delighted|happy|glad) to
    (?:proposal|proposing|proposed|suggestion|suggesting|suggested)
    (?:i|we) have (?:maybe|perhaps|only|still|got)
    is it (?:possible|convenient|ok|okay|good|suitable|any good)
    (?:i|we) (?:could|can|might|will|'ll) (?:pass|pop|drop|swing|come|call|visit|stop|be there|drive|fly|hop)
    what's your (?:\w+day|\w+) (?:like|looking like)
    [\w-]+(?:'s| is| are| would be) (?:better|best|easier|preferable)
    (?:gap|opening|slot|window|hole|space|time|chance) (?:i|we)(?:'ve| have)
    (?:i|we)(?:'ve| have)? (?:could|can) (?:give|fit|squeeze|spare|see|take|host|have|get) (?:you|ye|us|me)
    (?:morning|afternoon|day|o'clock|\d|am|pm|then|noon) (?:is |would be |'s )?(?:better|best|easier|preferred|nicer)
    (?:shall|should|could|can|may|might) (?:we|i|you)
    shall we say
    let's
    lets
    let us
    do(?:es)? .{1,60}\b(?:work|suit|fit)
    (?:would|will) .{1,60}\b(?:work|suit|do|fit|be (?:ok|okay|fine|good|better))
    (?:is|are) .{1,60}\b(?:good|ok|okay|fine|free|available|convenient|any good|possible|better)
    are you (?:free|around|available|in)
    you free
    (?:pencil|put|block|book|lock|slot|diary)(?: \w+){0,4} (?:in|out|down|for|into)
    pencil(?:led)?
    schedule[d]?
    set (?:it |that |this |something )?(?:up|for)
    book(?:ed)?
    arrange[d]?
    (?:i'm|i am|we're|we are) (?:free|available|around|open|at my desk)
    i(?:'ve| have) (?:got )?(?:a slot|time|space|a gap|room)
    (?:i|we) (?:could|can) (?:do|make|offer|manage)
    could do
    can do
    make it
    move (?:it|that|this|us|our \w+) to
    hold
    (?:send|shoot|drop) (?:me|us|you|over|across|out|round|through) .{0,20}\b(?:invite|invitation)
    (?:i'll|i will|we'll|we will) (?:call|ring|phone|try|catch|buzz|grab|swing|see|meet|visit|come|drop|pop|be (?:there|with you|at your|in your))
    see you
    talk to you
    speak to you
    call me
    ring me
    phone me
    come (?:over|by|in|and|to|round|at|on|for|up|down|out)
    (?:he|she|they|we|i|everyone|everybody)(?:'s|'re|'m| is| are| am) (?:\w+ )?(?:free|available|around|all in|in on)
    meet (?:me|us)
    we(?:'re| are) (?:meeting|speaking|talking|seeing)
    we meet
    (?:i|we)(?:'d| would) (?:prefer|suggest|propose|like|love)
    (?:i|we) (?:suggest|propose|prefer)
    suggest
    propose
    (?:say|let's say|shall we say),? (?:at )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|mon|tue|wed|thu|fri|the \d|next|half|noon)\w*
    prefer(?:ably)?
    works? (?:for|best|better)
    suits? (?:me|us|you|best|better)
    invite
    why don't we
    i(?:'ve| have) (?:got )?(?:the )?(?:\d|mon|tues|wed|thurs|fri)\w*
    (?:could|should|might|may) (?:also |just |probably |possibly )?(?:work|do|suit|be (?:good|fine|ok|okay|possible))
    next (?:meeting|call|session|step)
    give (?:me|you|us) a (?:call|ring|shout|bell)
    is best
    would be (?:good|great|best|ideal|better|fine)
    i'm thinking
    thinking
    we'll (?:reconvene|regroup|pick (?:it|this) up)
    reconvene
    put .{1,30} in (?:the|my|your|our|a) (?:diary|calendar)
    (?:can|could|will) (?:you|we) (?:do|make|manage|come|meet|talk|speak|join)
    any chance
    free (?:on|at)
    available (?:on|at)
    better (?:on|at)
    grab
    """,
)

TELLS = Phrase(
    r"""
    (?:is|are|starts?|begins?|opens?|closes?|shuts|ends?|leaves?|arrives?|lands?|goes|runs|comes|kicks off|takes place|finishes|flies|departs|sails|prints?|ships|happens|due|outage|delivery|deadline|downtime|maintenance)
    (?:it|they|he|she|they'd|he'd|she'd|who|which|somebody|someone|nobody)
    (?!that's|it's|what's|let's|here's|there's)\w+'s (?:on |at )?(?:\d|mon|tues?|wed|thu|fri|sat|sun)\w*
    (?:my|our|the|his|her|their) (?:[\w-]+ ){1,3}?(?!us|this|is)[a-z]{2,}s (?:the|a|an|my|our|their|his|her|it|them|material|materials|goods|your|at|on|in|from|out|up|only|all)
    (?:i|we)(?:'ll be having|'m having|'re having| launch| invoice| close| open| ship| deliver| go live| move| sign| start my| start the|'ll run|'ll start)
    (?:got here|got in|got there|change at|shift change|test batch|payment run)
    (?:press|doors|shift|shop|store|office|bar|canteen) \w+s
    """
)
"""Tells what happens at a time, instead of offering it."""

SUPPOSES = Phrase(
    r"(?:you'll|you will|you should|you must) have (?:seen|got|had|received|read)|(?:i|we) (?:assume|trust|take it|suppose|presume) (?:you|that|the|it)"
)
"""A question in the shape of a statement: a "yes" may be to it."""

PROPOSES_TO_MEET = Phrase(
    r"""
    (?:when|what (?:time|day)|which day) (?:can|could|may|might|should|shall|would|will|do|does|is|are) (?:we|i|you|it|a) (?:\w+ ){0,3}(?:meet|talk|speak|call|phone|ring|visit|come|see|continue|catch|sit|present|suit|good|best)
    (?:meet(?: up)?|get together|sit down|catch up|regroup|reconvene)
    (?:come|coming|pop|popping|drop|dropping|call) (?:by|over|in|back|round|out|up|and see|to see)
    (?:another|one more|a second|a further|a follow[- ]?up|a quick|a short|a next|a new) (?:meeting|call|session|look|visit|chat|demo|round|conversation|workshop|one|time|go|coffee)
    see (?:you|ye|each other|you guys|you all)(?: \w+)? (?:again|soon|next|before|after|then|in)
    (?:have|do|set up|schedule|book|arrange|organi[sz]e|fix|plan|find|hold) (?:a|an|another|the|some) (?:\w+ ){0,2}(?:call|meeting|session|visit|chat|demo|workshop|time|slot|date|tour|review|walk[- ]?through)
    (?:talk|speak|chat) (?:again|this week|next week|soon|next month|in the)
    (?:keen|up|game) for (?:a|another|one more)
    """
)
"""Asks for another meeting, not for something to be said in this one."""

SOME_TIME = Phrase(
    r"""
    (?:soon|shortly|some ?time|some day|one day|eventually|at some (?:point|stage)|one of these days|down the (?:line|road|track)|in due course|in a (?:bit|while)|later(?: on)?|in the (?:new year|spring|summer|autumn|fall|winter|future))
    (?:once|after|when|as soon as) (?:we|i|you|he|she|they|the|things|it|this|that|my|our)
    no idea when
    not (?:before|until|till|yet|now)
    """
)
"""When, with no day to it."""

VAGUE_CONTACT = Phrase(
    r"""
    (?:another|some other|a different) (?:day|time|slot)
    another nudge
    (?:he|she|they)(?:'ll| will) (?:ring|call|contact|phone|be in touch with) (?:you|us)
    grab (?:a |some |another )?(?:quick )?(?:coffee|lunch|bite|pint|beer|drink|breakfast)
    (?:coffee|lunch|pint|beer|drink)(?: \w+){0,2} (?:sometime|some time|soon|one day)
    pop back
    be on to (?:you|ye|us)
    swing (?:back )?(?:round|around|by)
    one of these days
    (?:remain|stay|keep) in (?:contact|touch|loop)
    (?:come|pop|drop|call) (?:in|round|over|up|down|out|by) and
    come and (?:see|meet|have|visit|look|find|talk|get)
    please come
    (?:buzz|bell|nudge|message|whatsapp|catch|grab|hit) (?:me|us)(?: up)?
    (?:flick|fire|chuck|throw|send|give|drop|shoot|ping|lob) (?:me|us|you|ye|him|her) (?:a|an|another) (?:\w+ )?(?:call|ring|shout|bell|buzz|line|e-?mail|note|ping|text|message|tinkle|nudge|yell|hoy|holler)
    (?:see|meet) (?:you|us|ye|each other) again
    (?:one more|another|a second|a further) (?:session|round|meeting|call|visit|look|chat|conversation) (?:is|would be|will be|makes)
    (?:the )?(?:date|day|time) (?:we|i) (?:can|will|could|shall) (?:decide|fix|see|agree|settle|find)
    (?:want|like|love|keen|happy|need) to (?:talk|speak|chat|discuss|hear) (?:\w+ ){0,4}(?:after|later|once|when|then|next|soon|again|more)
    (?:another|some other|a different) (?:day|time) (?:hon|love|pet|mate|then|so|please|perhaps|maybe)
    (?:it'll|it will|will|would|'d) have to be (?:another|some other|a different|later|after)
    pick (?:a|another|some) (?:time|day|date|slot)
    then we (?:talk|meet|speak|call)
    and we (?:talk|meet|speak)
    before you (?:call|ring|come)
    come again
    (?:look|looking) (?:at )?it together
    speak of it
    try on the (?:mobile|phone)
    come also
    may (?:present|visit|call|come) (?:after|once|when)
    leave it (?:a|for|until|till) (?!with)\w+
    pick (?:this|it|that|things) (?:back )?up (?:some ?time|some time|at)
    (?:some ?time|later|again) (?:after|when|once)
    try (?:me|us) (?:again|another|some)
    some other time
    another time
    (?:just )?(?:give|drop|shoot) (?:me|us|you|him|her) (?:a |an )?(?:quick )?(?:call|ring|shout|bell|buzz|line|e-?mail|note|ping)
    (?:call|ring|phone|ping|e-?mail|contact|text|chase) (?:me|us)(?: back)?(?: again)?
    try me(?: again)?
    i'?ll (?:call|ring|phone|ping|chase|contact|e-?mail|text) you
    (?:we|i|you|to|let's|and|i'll|we'll|you'll|can|should|could|will|please|just|shall we) (?:all )?(?:touch(?:ing)? base|catch up|follow(?:ing)? up|circle back|check back|check in|reconnect|regroup|reach out|reconvene|sync(?: up)?)
    ^(?:follow up|touch base|catch up|check back|check in|circle back|reach out|reconnect|keep in touch|stay in touch)
    follow up in
    (?:be|get|keep|stay) in touch
    (?:get|come|come|getting|coming) back (?:in touch|to you|to me|to us)
    revert(?: back)?(?: to you)?
    pick (?:this|it|that) (?:back )?up (?:again|next|later|after|in|when|then|once)
    (?:talk|speak|chat|meet)(?:ing)? (?:again|soon|then|later|next|after|in a|in the|early|sometime|some time|once|when)
    (?:talk|speak|chat) to (?:you|each other) (?:soon|then|later|next|again|after|in)
    see (?:you|each other) (?:soon|again|then|later|next|in|after|around)
    see you(?= ?[.!]*$)
    let's (?:meet|talk|speak|chat|get together|do (?:lunch|coffee)|find|set|schedule|have (?:a|another)|book|arrange|catch)
    (?:set|setting) (?:up )?(?:a|an|another|some|something)(?: \w+){0,2} (?:call|meeting|time|date|demo|session|visit|chat|up)
    set something up
    (?:schedule|arrange|organi[sz]e|book|find|fix|pick|agree(?: on)?|plan) (?:a|an|another|some|the|our)(?: [\w-]+){0,3} (?:call|meeting|time|date|demo|session|visit|chat|slot|lunch|coffee|workshop|tour|follow[- ]?up|conversation|discussion|catch[- ]?up|presentation)
    (?:have|do|need|want|hold) (?:a|an|another|some|the|our)(?: [\w-]+){0,2} (?:call|meeting|demo|session|visit|chat|slot|lunch|coffee|workshop|tour|follow[- ]?up|catch[- ]?up)
    look(?:ing)? forward to (?:seeing|speaking|talking|meeting|hearing|our)
    hear from (?:you|me|us)
    next time
    (?:our|the) next (?:meeting|call|session|conversation|discussion|catch[- ]?up)
    (?:would|should|could|can|let's|must|need to|want to|like to|love to|have to|ought to|happy to|keen to|try to|able to|going to|we'll|i'll|will|might|may) (?:\w+ ){0,2}(?:meet|get together|sit down|visit|come (?:by|over|round|in)|drop (?:by|in)|stop by|catch up|talk (?:again|further|more|soon|later|about (?:this|it|that) (?:later|again|next|soon))|speak (?:again|further|soon|later)|have (?:lunch|coffee|a chat|a call|a word)|discuss (?:this|it|that)? ?(?:later|again|further|next|soon))
    (?:talk|discuss|speak|chat)(?: \w+){0,5} (?:next (?:week|month|quarter|year|time|meeting)|later|soon|sometime|some time|again|another time|tomorrow|in (?:a|the|two|three|\d+)\b)
    (?:give|allow) (?:me|us) (?:a|some) (?:week|month|day|time|couple|few)
    (?:meet|talk|chat|speak|call)[^.]{0,30}\b(?:sometime|some time|when (?:you|we|i|it|things)|once (?:you|we|i|the)|at (?:your|some))
    i'?ll (?:revert|come back|get back|let you know|be in touch|follow up|reach out|touch base)
    we'?ll (?:revert|come back|get back|let you know|be in touch|follow up|reach out|touch base|talk|speak|meet|see (?:you|each other)|catch (?:up|you)|sort something)
    (?:let|will let|i'll let|we'll let) you know
    keep (?:me|you|us) posted
    another (?:call|meeting|time|conversation|session|chat)
    (?:a |an )?invite for
    invitation for
    in the (?:diary|calendar)
    at my desk
    call you
    meet up
    follow[- ]?up (?:call|meeting)
    (?:come|swing|pop) (?:and (?:see|visit|meet)|to (?:see|visit|us|you|your|our)|by|round|over|down to|up to|out to)
    visit (?:you|us|the|your|our)
    ping you
    sort something out
    join us
    """,
)

NEVER = Phrase(
    r"""
    hell freezes over
    pigs (?:can |could |might |start |learn )?(?:to )?fly(?:ing)?
    over my dead body
    (?:when|in) (?:a )?(?:blue moon|month of sundays)
    twelfth of never
    don't hold your breath
    (?:yeah|oh),? right
    as if
    in your dreams
    never in a million
    root canal
    when the cows come home
    the day after never
    if only
    ^(?:oh )?(?:great|brilliant|lovely|fantastic|wonderful|super|perfect|joy),? (?:yet )?(?:another|more)
    (?:exactly|just|precisely) (?:how|what|where) (?:i|we)(?:'d| would|'ve| have)? (?:always |really )?(?:want|need|put|wanted|needed|love|dreamt)
    (?:only|just) (?:kidding|joking|messing)
    ^(?:kidding|joking|jk)
    sure,? and (?:i'm|i am|we|pigs|monkeys)
    (?:and |then )(?:i'm|i am) (?:the |a )?(?:queen|king|pope|emperor|empress|president|santa|father christmas|tooth fairy)
    (?:when|once|after|as soon as|the day) (?:i|we|you)(?:'ve| have)? (?:win|won) the (?:lottery|jackpot|pools)
    next (?:century|millennium|lifetime)
    in another life
    """,
)
