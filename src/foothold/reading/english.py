"""English: how the rules' phrases are put into words.

Only data stands here. Which phrase decides what is told in the rule's own file (steps, replies,
endings, commitments, five_tests); READING.md settles the doubtful readings.
"""

import re

from foothold.reading.phrases import Phrase

# --- future contact ------------------------------------------------------------------------------

MEETING_NOUN = Phrase(
    r"""
    (?:meeting|call|visit|demo|demonstration|session|lunch|dinner|breakfast|coffee|workshop|catch[- ]?up|appointment|slot|tour|walk[- ]?through|review|kick[- ]?off|follow[- ]?up|chat|conversation|teams|zoom|presentation|trial|invite|invitation|get[- ]together|sit[- ]down|time|date)s?
    """,
)

CONTACT_VERB = Phrase(
    r"""
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
    (?:i'll|i will|we'll|we will) (?:call|ring|phone|see|meet|visit|come|drop|pop|be (?:there|with you|at your|in your))
    see you
    talk to you
    speak to you
    call me
    ring me
    phone me
    come (?:over|by|in|and|to|round)
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

VAGUE_CONTACT = Phrase(
    r"""
    (?:another|some other|a different) (?:day|time|slot)
    another nudge
    (?:he|she|they)(?:'ll| will) (?:ring|call|contact|phone|be in touch with) (?:you|us)
    pop back
    then we (?:talk|meet|speak|call)
    and we (?:talk|meet|speak)
    before you (?:call|ring|come)
    come again
    (?:look|looking) (?:at )?it together
    speak of it
    try on the (?:mobile|phone)
    come also
    may (?:present|visit|call|come) (?:after|once|when)
    leave it (?:a|for|until|till) (?!with)
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
    sure,? and (?:i'm|i am|we|pigs|monkeys)
    next (?:century|millennium|lifetime)
    in another life
    """,
)

# --- whose meeting, and when: what makes a slot no slot ---------------------------------------------

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
    used to
    happened
    missed
    rang
    ago
    last (?:week|month|year|time|monday|tuesday|wednesday|thursday|friday)
    yesterday
    """,
    needs="was were met had spoke talked called discussed went did sent said told agreed came saw visited tried used happened missed rang ago last yesterday",
)

HYPOTHETICAL = Phrase(
    r"""
    (?:would|could|should|might)(?:'ve| have) \w+
    (?:would|could|should)n't have
    if (?:i|we|you|he|she|they) (?:had|were|was|met|went|did|could)
    (?:suppose|imagine|let's say|say,?) (?:we|you|i|that)
    i wish
    hypothetically
    in theory
    for example
    for instance
    e\.g\.
    theoretically
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
    (?:ferry|flight|train|plane|bus)(?:'s| is| at| leaves| goes)
    [\w']+'s (?:diary|calendar|schedule) (?:has|is|shows|says)
    (?:he|she|they|it)(?:'s|'re|'ll| is| are| will| have| has)? (?:all )?(?:only )?(?:be )?(?:meet(?:s|ing)?|call(?:s|ing)?|talk(?:s|ing)?|speak(?:s|ing)?|see(?:s|ing)?|visit(?:s|ing)?|present(?:s|ing)?|due|having|have|has|got|start(?:s)?|begin(?:s)?|run(?:s)?)
    (?:the|our|my|his|her|their|your) (?:[\w-]+ ){0,3}(?:board|committee|team|boss|director|cfo|ceo|coo|cto|md|manager|colleagues?|works council|council|management|auditors?|lawyers?|wife|husband|kids?|son|daughter|competitors?|department|group|people|staff|it guys|engineers?|shareholders?|owners?|parent company) (?:\w+ )?(?:meets?|meeting|is|are|sits|has|have|will|gathers|convenes|visits?|calls?|talks?|comes?)
    (?:the|our|my|his|her|their|a|an) (?:[\w-]+ ){0,2}(?:fair|trade show|show|conference|exhibition|webinar|flight|train|plane|deadline|audit|board meeting|all[- ]hands|stand[- ]?up|town hall|holiday|shift|delivery|shipment|truck|shutdown|outage|maintenance|game|match|party|wedding|funeral|court|hearing|exam|dentist|doctor|surgery|tender|auction|election|launch|production run|go[- ]live|budget round|management meeting|steering committee|sales meeting|staff meeting|team meeting)(?:'s)? (?:is|are|was|starts?|begins?|leaves?|runs?|takes|ends?|on|at|from|this|next|goes|lands|arrives|will|sits)
    (?:board|management|shareholders?|committee|staff|all[- ]hands) meeting
    i(?:'m| am|'ve| have)(?: got)? (?:a |an |another |to )?(?:[\w-]+ ){0,3}(?:meeting|appointment|call|flight|train|dentist|doctor|interview|lunch|dinner) (?:with|at the|to|for)\b(?! you| us)
    i(?:'m| am) (?:meeting|seeing|calling|visiting|talking to|speaking to|presenting to)(?: with)? (?!you\b|up\b|at\b|on\b)
    i have a(?:n)? (?:\w+ ){0,2}(?:meeting|call|appointment|flight|dentist|doctor)
    with (?:another|a different|your competitor|the competition|the other (?:vendor|supplier|bidder))
    """,
)

COMES_TO_US = Phrase(r"(?:visit|join|come|attend|sit in|drop by)")
"""Somebody of one side who comes to the other: "our engineer can visit on Saturday" is a meeting of ours."""

BETWEEN_US = Phrase(
    r"""
    (?:we|us|(?:our|the) next (?:meeting|call|session|visit)|our (?:meeting|call|session|visit)|let's|lets|you and i|you and me|with you|see you|call you|call me|ring you|meet you|join (?:us|you|me)|come (?:to|over|by|in)|for you|suit you|you free|work for|invite)
    """,
)

ADDRESSED = Phrase(r"(?:we|us|you|ye|y'all|your|let's|lets|me|i'd|i'll|i could|i can)")

UNAVAILABLE = Phrase(
    r"""
    (?:pull|back|bow) out of
    not (?:tomorrow|today|this week|next week)
    have to (?:move|postpone|rearrange|reschedule)
    (?:mon|tue|tues|wed|thu|thur|thurs|fri)(?:day|sday|nesday|rsday)? (?:cannot|can't|no|is out|is bad|is gone)
    (?:can't|cannot|can not|couldn't|won't|doesn't|does not|don't|do not|isn't|is not|not|cannot)(?: \w+){0,3} (?:make|do|work|suit|manage|good|possible|free|available|great|ideal|convenient|happen|be able|attend|come|join)
    (?:i'm|i am|we're|we are|i'll be|we'll be|i will be) (?:\w+ )?(?:away|out(?! to)|off|travell?ing|on (?:holiday|leave|vacation|the road|site|a plane|a flight)|busy|booked|tied up|abroad|in (?!the office|all|on|to|touch|agreement)\w+|full|double[- ]booked|unavailable|not available|not free|not in|at (?:a|the) (?:fair|conference|show|trade))
    (?:that|it|this|which|thursday|monday|tuesday|wednesday|friday)(?:'s|'ll| is| will)? (?:be )?(?:a )?(?:no good|bad|tricky|difficult|tough|not great|impossible|out|clash(?:es)?|problem|too (?:early|late|soon)|full|packed|a nightmare)
    clash(?:es)?
    conflict(?:s)?
    no good
    can't do
    can't make
    rather not
    have to (?:pass|decline|cancel|skip)
    (?<!if )not (?:on )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?|that|then)
    no can do
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

# --- answers to a slot ---------------------------------------------------------------------------------

YES_STRONG = Phrase(
    r"""
    (?:can't|don't|cannot) see (?:why not|any reason|a problem)
    (?:is|looks|'s) (?:clear|convenient|suitable)
    (?:is|it's|that's) a (?:definite |firm |clear )?yes
    (?:is|are|be|it's) suitable
    (?:[a-z]+day|\d+(?::\d\d)?|that|then|noon|tomorrow) it is
    not a problem
    confirm can
    (?:is|are|be|was|that's|it's|friday|monday|tuesday|wednesday|thursday|\d) (?:absolutely )?(?:no (?:problem|bother|issue)|convenient|in order|confirmed|booked|lekker|sweet as|perfect|grand|noted and confirmed)
    i(?:'ll)? take (?:the )?(?:first|second|former|latter|monday|tuesday|wednesday|thursday|friday|it|that|\d)
    (?:i'd|we'd) be (?:delighted|happy|glad|honou?red)
    of course
    on the dot
    stick it in
    ring away
    come (?:at|on|for) \d
    you're on
    with pleasure
    passt
    (?:mon|tues|wednes|thurs|fri)day (?:yeah|yes|yep|can)
    (?:mon|tue|tues|wed|thu|thur|thurs|fri) \d\S* (?:can|ok|okay|works|good|yes)
    (?:it|that)(?:'s| is) on
    (?:it|that|thursday|monday|tuesday|wednesday|friday|then)(?:'ll| will| would) do
    affirmative
    happy days
    no bother(?: at all)?
    locked in
    consider it (?:done|booked|confirmed)
    it's booked
    be grand
    (?:all|both) (?:set|booked) (?:for|then)
    (?:i'll|we'll) be (?:expecting|ready for) you
    come (?:to|in|over|round|by|straight)
    you can (?:have|count on) (?:me|us|that)
    fire away
    go ahead and (?:book|send|put)
    works a treat
    sorted
    i'm (?:game|in|up for it)
    ^(?:yes,? |sure,? |yeah,? |aye,? )?(?:i|we|it|that) (?:can|am|are|do|does|would|will|could|shall)(?:,? (?:yes|indeed|thanks|thank you|to be sure|so|then|surely|of course|sure|yeah|gladly|certainly|surely to god))*[.! ]*$
    (?:that|it|this|which|thursday|monday|tuesday|wednesday|friday|noon|\d{1,2}(?::\d\d)?(?:[ap]m)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o'clock|time|slot|day|morning|afternoon|then|st|nd|rd|th|\d+(?:st|nd|rd|th))(?:'s|'ll|'d| is| will| would| should be| sounds| looks)?(?: be| also| all| just| both| really| actually| absolutely)*(?: perfectly| totally| very| really)* (?:works?(?! out)|work|suits?|fine|good|great|perfect|grand|ok|okay|ideal|lovely|brilliant|super|do nicely|does nicely|fits?|sorted|a plan|agreed|confirmed)(?: (?:for|with|by) (?:me|us|both|everyone|all))?
    works? (?:for|on) (?:me|us|my|our|both)
    works (?:perfectly|well|fine|great|nicely|a treat|too|then|here)
    suits (?:me|us|fine|perfectly|well)
    (?:fine|good|ok|okay|great|happy) (?:by|with|for) (?:me|us|that|thursday|monday|tuesday|wednesday|friday)
    ^(?:that |thursday |it )?works\b
    sounds (?:good|great|fine|perfect|like a plan|lovely|grand)
    see you (?:then|there|on|at|thursday|monday|tuesday|wednesday|friday|tomorrow|next)
    (?:talk|speak)(?: to you)? then
    i can (?:do|make) (?:that|it|thursday|monday|tuesday|wednesday|friday|then|\d|the|those|this|both)
    we can (?:do|make) (?:that|it|thursday|monday|tuesday|wednesday|friday|then|\d|the|this)
    (?:i'll|we'll|i will|we will) (?:be (?:there|in|here|ready|free)|make (?:it|that|sure i'm there)|take (?:it|that|the|thursday|monday|tuesday|wednesday|friday)|go (?:with|for)|do (?:that|it|thursday|monday|tuesday|wednesday|friday|the)|join|see you)
    count (?:me|us) in
    go on,? then
    let's (?:do|go with|say|take|go for(?: the)?|make it|lock|book|fix) (?:it|that|this|then|thursday|monday|tuesday|wednesday|friday|the|in|\d)
    let's do (?:it|that)
    you're on
    it's a (?:date|deal|plan)
    (?:it's |that's )?a deal
    ^deal
    done(?! (?:it|that|with|this|so))
    (?:book|lock|put|pencil|pop|stick|get) (?:it|that|me|us) (?:in|down)
    (?:put|pop|stick) .{1,25} (?:diary|calendar)
    (?:it's|that's|i've put it|i have put it|i've got it|got it) in (?:the|my|our) (?:diary|calendar)
    in the (?:diary|calendar)
    (?:i |we |hereby )?confirm(?:ed)?(?: (?:that|for|it|thursday|monday|tuesday|wednesday|friday|the))?
    accepted
    agreed
    (?:i'm|i am|we're|we are) (?:free|available|in|good|fine|happy|ok|okay|on|up for (?:it|that))(?: (?:then|for that|with that|that day|at that time|on thursday|on monday|on tuesday|on wednesday|on friday))?(?! to\b| until| all| most| from| after| next| in\b)
    (?:send|shoot|drop|fire|ping|pop) (?:me|us|over|across|it|through|the|an|a)(?: \w+){0,3} (?:invite|invitation|calendar|meeting request)
    no (?:problem|objections?) (?:with|for|at all)
    by all means
    all good(?: for| on| here| by)?
    i'd be delighted
    it is[.! ]*$
    happy (?:with|to do) (?:that|it)
    grand,? so
    that's (?:grand|us|settled|sorted|fine|perfect|good|great|lovely|booked|ok|okay)
    sold
    bingo
    make it so
    roger
    we have a (?:deal|date)
    happy days
    looking forward to (?:it|seeing you (?:then|thursday|monday|tuesday|wednesday|friday))
    i'll (?:put|block|pop) (?:it|that)
    """,
)

YES_PLAIN = Phrase(
    r"""
    yes(?: please)?
    yeah
    yep
    yup
    aye
    sure(?: thing)?
    ok
    okay
    okey[- ]?doke
    fine
    perfect
    great(?! (?:to|seeing|talking|talk|question|point|news|chat|work|job|meeting|visit))
    good(?! (?:morning|afternoon|evening|day|luck|question|point|news|to|seeing|talking|yarn|stuff))
    super
    lovely(?! to)
    brilliant
    grand
    excellent
    wonderful
    fantastic
    cool
    absolutely
    definitely
    certainly
    of course
    right you are
    alright
    all right
    no problem
    no worries
    why not
    will do
    gladly
    with pleasure
    you bet
    sounds? good
    ideal
    splendid
    indeed
    👍
    ✅
    👌
    terrific
    spot on
    magic
    sweet
    awesome
    happy to
    """,
)
THUMBS = ("👍", "✅", "👌", "🤝")

HEDGE = Phrase(
    r"""
    normally
    under (?:the )?reserve
    fifty[- ]fifty
    only (?:works? )?(?:if|when)
    doable .{0,30}\bif
    in theory
    if .{1,40} (?:can't|doesn't|makes it|lets me|gives me)
    depends
    depending
    probably
    possibly
    perhaps
    maybe
    might
    may (?:work|be|have|suit)
    could (?:work|be|probably|possibly)
    should (?:work|be (?:ok|okay|fine|good|possible|able|free|alright|all right|doable|grand)|do|suit|manage)
    tentativ(?:e|ely)
    provisional(?:ly)?
    pencil(?:led|ed)?
    subject to
    provided
    assuming
    as long as
    unless
    if (?:anna|he|she|they|it|that|i|we|the|my|our|nothing|everything|all|you (?:bring|send|get us|give us)|[a-z]+ (?:can|is|agrees|joins|has))
    i think so
    i (?:think|guess|suppose|believe|reckon|hope|imagine|would think|should think)
    hopefully
    not (?:a hundred percent |100 ?% |entirely |quite |totally |yet )?sure
    unsure
    in principle
    in theory
    likely
    fingers crossed
    hold (?:it|that) for now
    for now
    try to
    (?:do|try) my best
    play it by ear
    touch and go
    at a push
    can't promise
    no promises
    need to (?:move|shift|rearrange|juggle)
    (?:have|need) to (?:check|confirm|ask|see|verify).{0,40}\bbut
    """
)
"""He accepts by half or on a condition (READING 2: hedged)."""

DEFERRAL = Phrase(
    r"""
    (?:i )?(?:don't|do not|dunno|dont) (?:know|have my (?:diary|calendar))(?: yet)?
    can't (?:say|tell)(?: yet)?
    not yet
    (?:we|i) (?:will|shall|'ll) (?:consider|discuss|think|talk)
    have(?:n't| not) got my (?:diary|calendar)
    i've not got my (?:diary|calendar)
    (?:go through|talk to) (?:her|him|my (?:assistant|office))
    i'll (?:say|mention|put) it to
    (?:i'd|i would|i'll|i will|we'd|we would|we'll|i|we|i'll just|let me|have to|need to|needs? to|must|got to|should)(?: \w+){0,2} (?:check|confirm|ask|see|verify|look|run it by|clear it|consult|think)(?: (?:with|my|the|our|about|it|that|first|on|at|if|whether|and|back|who|what))?(?! you\b)
    let me (?:see|check|look|think|ask|get back|come back|confirm|have a look|speak|talk|find out|run)
    let's see
    we'll see
    i'll see
    (?:will|i'll|we'll|to|shall) revert
    (?:get|come) back to you
    ask (?:my|the|our|[a-z]+ (?:about|first|in|from))
    ^ask \w+
    can i (?:let you know|confirm|get back|come back|check)
    leave it with me
    i'd have to
    first need
    """
)
"""He puts the answer off: neither a yes nor half of one."""

NO_ANSWER = Phrase(
    r"""
    ^(?:it|that|this|i|we|no,? it|no,? that|no,? i) (?:doesn't|does not|won't|can't|isn't|don't|couldn't|wouldn't|cannot|am not|'m not)[.,! ]*
    no(?! problem| worries| objection| bother)
    nope
    nah
    not really
    i'm afraid(?: not)?
    unfortunately
    sorry,? (?:but|no|i|we|that|thursday|monday|tuesday|wednesday|friday)
    sadly
    """,
)

POINTS_AT_SLOT = Phrase(r"(?:then|there|slot|date|diary|calendar|invite|invitation|that time|that day|works?|suits?)")
"""Words that tell a yes is meant for a slot."""

FILLER_OPENING = re.compile(
    r"^(?:(?:oh|ah|um|uh|well|so|and|right|mm|hmm|er|hm|like|haha|lol|thanks|thank you|hi|hello|hey|dear|ja)[ ,.!]+|(?:good (?:morning|afternoon|evening|day)|hello|hi|dear|hey)(?: [\w.]+){0,3}[,.!] *)*"
)

TAKES_UP = Phrase(
    r"""
    (?:i'll|i will|we'll|we will|let me|i'm going to|i've|i have)(?: just| also| then| now)? (?:send|put|get|book|booked|pop|schedule|set|block|blocked|issue|fire|drop|stick|pencil|be there|note|confirm|see you|call you|ring you)
    (?:sending|booking|putting)(?: \w+){0,3} (?:invite|invitation|in|it|now)
    """
)
"""Our way of taking up a slot he offered."""

THANKS_ONLY = Phrase(
    r"(?:many |great )?(?:thanks|thank you|cheers|ta|noted|understood|got it|i see|right|mm-?hmm|uh-?huh)[\w ,.!]*$"
)

NOT_A_PROBLEM = Phrase(
    r"""
    not a problem
    no problem
    (?:can't|don't|cannot) see (?:why not|any reason|a problem)
    can't wait
    couldn't be better
    wouldn't miss
    no (?:conflicts?|clash(?:es)?|reason)
    """
)
"""A "not" or "no" that says yes."""

BUT = Phrase(r"(?:but|though|although|however|only|unless|if|subject|provided|still)")

OF_THE_SLOT = Phrase(
    r"""
    (?:check|confirm|ask|see|look|clear|run|verify|move|shift)(?: \w+){0,3} (?:calendar|diary|schedule|it|that|this|with|whether|if)
    """
)
"""A deferral of the slot itself, and of nothing else."""

GOES_ON_AFTER_YES = Phrase(
    r"""
    (?:i|we)(?:'ll| will| can| would|'d| am| are|'m|'re| do)
    let's
    see you
    look(?:ing)? forward to (?:it|that|seeing|speaking|talking|meeting|then|having you)
    please
    (?:that|it|this)(?:'s| is)? (?:fine|good|great|perfect|ok|okay|grand|lovely|works|suits|would|sounds|will)
    (?:works?|suits?|sounds?|perfect|fine|good|great|thank|thanks|talk|speak|then|there|send|book|put|come|call|ring|do)
    """
)
"""What follows a plain yes that is meant for the meeting."""

EITHER = Phrase(
    r"""
    (?:either|both|any of (?:them|those)|all of (?:them|those)|anything|whichever|whatever)
    """,
)
FIRST_ONE = Phrase(
    r"(?:the )?(?:first|former|earlier) (?:one|slot|option|date|time)|the (?:former|earlier)(?! (?:the|than|you|we|i))"
)
LAST_ONE = Phrase(
    r"(?:the )?(?:second|latter|last|later) (?:one|slot|option|date|time)|the (?:latter|later)(?! (?:the|than|you|we|i))"
)


SILENCE_IS_CONSENT = Phrase(
    r"""
    (?:unless|if) (?:i|we) (?:don't )?hear (?:otherwise|nothing|anything else|differently|back|from you|a thing|any more|anything)
    unless (?:you|i|we) (?:tell|say|let|object|shout)
    """,
)

# --- courtesies, endings, refusals, absences -----------------------------------------------------------

COURTESY = Phrase(
    r"""
    (?:if|should) (?:you|there|anything|something|we|they|anyone|anybody)(?:'re|'ve| are| is| have| has| need| should| would| want| get| run| come| think| can)?(?: \w+){0,3} (?:questions?|problems?|concerns?|issues?|comments?|anything|help|further|assistance|need|doubts?|queries|query|trouble|information|changes|up|unclear|mind|more)
    any (?:\w+ )?(?:questions|problems|concerns|issues|queries|comments|doubts)
    (?:please )?(?:do not|don't) hesitate
    if you need
    whenever you need
    happy to help
    should you (?:need|have|require|wish)
    in case you
    if i can (?:help|be of)
    if there(?:'s| is| are) anything
    """,
)

OUR_VAGUE_ENDING = Phrase(
    r"""
    (?:i'll|i will|we'll|we will|i'm going to|let me|i can|we can|i'd|i could|i shall|then i|and i|i|let's|we) (?:just |also |then |definitely |certainly |maybe |probably |of course |try to |try and |have to |should |better )*(?:touch base|be in touch|get in touch|keep in touch|stay in touch|follow[- ]?up|reach out|check (?:back|in)|circle back|get back to you|come back to you|ping you|give you (?:a|another) (?:\w+ )?(?:call|ring|shout|bell|buzz)|drop you (?:a|another) (?:line|note|mail|email)|try you|call you|ring you|phone you|chase|catch up|reconnect|loop back|revert|hear from you|send (?:something|stuff|things|some (?:info|information|stuff|material|details)) (?:over|across|through|round|along|to you|on)|talk (?:again|soon|later|next)|speak (?:again|soon|later|next)|see how (?:it|things|you)|wait to hear|leave it (?:there|with you|open|at that))
    (?:touch base|be in touch|keep in touch|stay in touch|talk soon|speak soon|catch up soon|chat soon|talk then|see you soon|see you around|until next time)
    ^(?:follow up|talk|speak|catch up) (?:soon|later|next|then|in)
    feel free (?:to )?(?:reach|call|get|contact|ping|drop|give|come|let|mail|e-?mail|write)?
    (?:just |please |do |then )?(?:let (?:me|us) know|give (?:me|us) a (?:call|ring|shout|bell|buzz)|reach out|drop (?:me|us) a (?:line|note)|get in touch|ping (?:me|us)|call (?:me|us)|come back to (?:me|us)|keep (?:me|us) posted|shout)(?: \w+){0,3} (?:when(?:ever)?|if|how|once|any ?time|should|what you (?:think|decide)|where you|as soon as|in due course|after)
    i(?:'ll| will)? (?:look|am looking|'m looking) forward to (?:hearing|your|speaking again|talking again|seeing you (?:soon|again))
    look(?:ing)? forward to hearing
    hope to (?:hear|speak|talk|see)
    (?:ball|decision)(?:'s| is) (?:in|with) your
    no (?:rush|pressure|hurry)
    (?:take|in) your (?:own )?time
    whenever (?:suits|you|it|is)
    any ?time (?:you|that|next|is)
    when(?:ever)? (?:you're|you are) ready
    at your convenience
    when you (?:get|have) (?:a|some) (?:chance|moment|minute|time|second)
    i(?:'ll| will) (?:let you|leave you to|wait|see)(?: \w+){0,2} (?:think|digest|decide|mull|reflect|to it|hear|chat|discuss|until)
    let's (?:play it by ear|see how|leave it|keep in touch|stay in touch|touch base|catch up|talk (?:again|soon|later)|speak (?:again|soon|later)|reconnect|circle back|follow up|regroup)
    sometime
    some time (?:next|soon|in|after|later)
    in due course
    """,
)

VAGUE_WORDS = Phrase(
    r"""
    (?:next|in a|in the|early|later this|end of|some ?time|following) (?:week|weeks|month|months|quarter|year|few (?:days|weeks|months)|couple of (?:days|weeks|months)|week or (?:two|so)|new year|spring|summer|autumn|fall|winter|near future|coming (?:days|weeks|months))
    (?:a|the next|next) (?:couple of|few) (?:days|weeks|months)
    soon(?:ish)?
    at some (?:point|stage)
    some ?(?:time|day)
    one of these days
    down the (?:line|road|track)
    in due course
    when (?:the )?(?:time|things|it) (?:is|are|comes?|allows?|calms?|settles?|quiet|quieten)(?: \w+)?
    as soon as (?:possible|we can|i can)
    asap
    when i (?:get|have|find) (?:a|the|some) (?:chance|moment|time|minute)
    whenever
    shortly
    eventually
    later(?: on)?
    after the (?:fair|conference|holidays?|summer|break|show|event|trip|budget|audit|new year)
    """,
)

REFUSAL = Phrase(
    r"""
    decided against
    (?:go(?:ing)? ahead|stay|proceed|sign(?:ed)?|gone|go|continue|stick) with (?:the |our |an? )?(?:existing|current|other|another|different|present) (?:vendor|supplier|agency|provider|partner|one|firm|contractor|company)
    (?:requirement|project|matter|file|enquiry|inquiry) (?:stands|is) closed
    (?:take|remove) us (?:out|off)
    i'd rather you didn't
    (?:will|would|can|shall) not (?:give a following|be giving|follow up on|be taking)
    (?:we|i)(?:'ve| have)? (?:\w+ )?(?:went|gone|going|decided to go|chose|chosen|signed|opted|are going|'re going|settled|placed the order|awarded)(?: \w+){0,3} (?:someone else|somebody else|another (?:supplier|vendor|company|provider|partner|option|firm)|a different (?:supplier|vendor|provider|direction|route|solution)|(?:your )?competitors?|(?:the )?competition|elsewhere|other people|another direction|in-?house|the other)
    going (?:with someone else|elsewhere|in a different direction|another way|a different (?:way|route|direction))
    (?:not|n't|no longer|never)(?: \w+){0,3} (?:interested|going (?:ahead|forward|any further)|proceed(?:ing)?|pursu(?:e|ing)|moving (?:ahead|forward)|move (?:ahead|forward)|go (?:ahead|any further|forward|further)|continue|continuing|taking (?:this|it) (?:any )?further|take (?:this|it) (?:any )?further|looking (?:any ?more|any ?longer)|looking for (?:a|another|any)(?: new)? (?:supplier|vendor)|buy(?:ing)?(?: from you)?|need(?:ing)? (?:it|this|you|your)|want(?:ing)? (?:it|this|to (?:go on|continue|proceed|buy|take)))(?! until| before| unless| without)
    (?:not|isn't|n't) (?:\w+ ){0,2}(?:for us|a (?:good )?(?:fit|match)|what we(?:'re| are)? (?:need|want|looking))
    (?:we'll|we will|i'll|i will|going to|have to|decided to|we) (?:have to )?pass(?: on (?:this|it|that|your|the|moving|going))?(?! (?:it|this|that|the|them|on (?:to|the word|your details)|along|over|by|you))
    decided (?:against (?:it|this|you|your|going|moving|proceeding|buying|changing|switching)|not to (?:go (?:ahead|forward|further|with (?:you|it|your))|proceed|continue|move|pursue|buy|renew|take (?:this|it)|change|switch|invest|do (?:it|this|anything))|to (?:stay|stick|remain|keep (?:our|the|what)|cancel|stop|drop (?:it|this|the)|not))
    (?:it's|it is|that's|this is|i'm afraid it's|the answer is|so it's|has to be) (?:a |still )?(?:definite |firm |clear )?no(?: from (?:us|me))?(?! problem| trouble| good)
    (?:stay|stick|sticking|staying|remain)(?:ing)? with (?:what we have|our (?:current|existing|present|old)|the (?:current|existing))
    (?:please )?(?:stop|quit) (?:calling|contacting|e-?mailing|chasing|writing|sending)
    take (?:me|us) off
    remove (?:me|us) from
    don't (?:call|contact|e-?mail|write)(?: \w+){0,2} (?:again|any ?more|any ?longer|me|us)
    leave (?:it|things) (?:there|at that|here)
    call it a day
    (?:project|plan|budget|idea|initiative)(?:'s| is| has been| was| got)? (?:\w+ )?(?:cancelled|canceled|dead|shelved|scrapped|dropped|off the table|killed|stopped|axed)
    no thank you
    no,? thanks
    thanks,? but no
    we're out
    (?:we|i)(?:'re| are|'m| am) (?:all )?(?:set|sorted|covered|fine) (?:as (?:we are|it is)|thanks|already|for now)
    draw a line
    (?:end|close) (?:it|this|things|the conversation) here
    not (?:this (?:time|year)|now|for us|a priority|on the cards)
    won't be (?:going|moving|proceeding|buying|taking|continuing|needing|renewing|signing)
    """,
)
REFUSAL_UNDONE = Phrase(
    r"""
    if (?:we|i|you|it|they)
    last (?:year|time|month|quarter)
    haven't
    hasn't
    not saying
    years? ago
    before (?:you|we)
    (?:previously|back then|at the time)
    unless
    until
    in case
    would(?:n't)?
    could
    when (?:we|they) (?:decided|went)
    but now
    regret
    """,
)

ABSENCE_BACK = Phrase(
    r"""
    (?<!come )(?<!call )(?<!get )(?<!go )(?<!ring )(?<!write )(?<!report )(?<!came )(?<!hear )(?<!pick it )(?:back|return(?:ing)?|in (?:the )?office|available|around|reachable)(?: \w+){0,7}? (?:on|from|by|until|till|the|in|next|this|after)
    (?<!come )(?<!call )(?<!get )(?<!go )(?<!ring )(?<!report )back (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next|in|at|from|on|the)
    """,
    needs="back return returning office available around reachable",
)
ABSENCE_AWAY = Phrase(
    r"""
    (?:i'm|i am|i'll be|we're|we are|i will be|we'll be|he's|she's|out|away|off|leave|holiday|vacation|travell?ing|abroad|closed|shut|tied up|gone|unavailable|conference|fair|unreachable)(?: [\w'-]+){0,8}? (?:until|till|through|to the|up to|back)
    """,
)

NARRATION = Phrase(
    r"""
    ^(?:#+ |\*\*|\*)?(?:agenda|minutes|notes|subject|date|attendees|participants|present|visit|meeting notes|call notes|protocol|newsletter)\b(?! of the next)(?!.*\bnext\b)
    it(?:'s| is) (?:now|already|only|about|nearly|almost|just)
    (?:start(?:ing|ed)|recording|minuting) (?:this|today's|the) (?:meeting|call)
    (?:this|today's|the present|the current) (?:meeting|call|session) (?:is|was|will|ends|started|starts|has|runs|lasts)
    (?:as of|by) now
    the time is
    """,
)
"""The meeting that is going on, not one to come."""

NOTED_AGREED = Phrase(
    r"""
    (?:agreed|confirmed|accepted|fixed|booked|said yes|is set|is fine with|is ok with|happy with|suits (?:him|her|them)|works for (?:him|her|them)|has accepted)
    """
)
"""In the seller's notes: the customer is said to have agreed (E1 until his own words are seen)."""

FUTURE_CUE = Phrase(
    r"""
    we (?:said|agreed|fixed|'ve got|have)
    (?:i|we) (?:was|were) (?:thinking|wondering|hoping|going to suggest)
    \w+'ll
    will
    shall
    let's
    (?:how|what) about
    (?:can|could|shall|should|would|will|may|might) (?:we|you|i)
    tomorrow
    next
    going to
    works?
    suits?
    are you free
    """,
)

# --- promises ----------------------------------------------------------------------------------------------

SELF_PROMISE = Phrase(
    r"""
    (?:^|(?<=, )|(?<=and )|(?<=also )|(?<=yes )|(?<=sure )|(?<=ok ))(?:will|gonna) (?:also |then |just |be )*(?P<bare>[a-z][a-z'-]+)
    (?:i|we) (?:also |then |both )?(?P<present>mail|e-?mail|send|forward|share|deliver|bring|prepare|write|answer|reply|get back|provide|submit)
    (?:i'll|we'll|i will|we will|i shall|we shall|i'm going to|we're going to|i am going to|we are going to|i'm gonna|we're gonna|i promise to|we promise to|i can|we can|i commit to|we commit to|we undertake to|i'm happy to|happy to|i'll have to|we'll have to|i am to|let me|i'd be happy to|i plan to|we plan to|i intend to|i need to|we need to|i have to|we have to|i must|we must|i've got to|i should|we should) (?:also |then |just |definitely |certainly |gladly |personally |probably |try to |try and |make sure to |make sure i |make sure we |be able to |be |get to |go and |quickly |now |already |immediately |each |all |both )*(?P<verb>[a-z][a-z'-]+)
    you(?:'ll| will)? (?:have|get|receive|see)(?: from (?:me|us))? (?P<thing>.+)
    (?:^|(?<=, )|(?<=and )|(?<=; )|(?<=: ))(?:the |our |an? |your |my |that )?(?P<passive>(?:[\w-]+ ){1,5}?(?:will|'ll) (?:be (?:with you|sent|given|delivered|shared|mailed|provided|forwarded|submitted|couriered|issued|released|returned|signed|in your (?:inbox|mail|mailbox|hands)|on your desk|over)|reach you)\b.*)
    (?:i'm|i am|we're|we are) (?P<doing>(?:sending|mailing|forwarding|shipping|sharing|bringing|preparing|putting together)\b.*)
    (?P<who>(?!you\b|it\b|that\b|this\b|there\b|what\b|who\b|which\b|they\b|we\b|i\b|if\b|and\b|so\b|but\b)(?:(?:my|our) (?:[\w-]+ ){1,3}?|[a-z]+ (?:[a-z]+ )?(?:from|in|at) [a-z]+ |[a-z]+ (?:[a-z]+ )?|(?:he|she|they) )?)(?:'ll|will|is going to|are going to|is gonna) (?:also |then |just |be )*(?P<third>[a-z][a-z'-]+)
    """,
)

DELIVER = frozenset(
    """send mail email e-mail forward share provide deliver supply bring prepare draft gather compile collect introduce invite submit
    upload return sign pay transfer approve order quote estimate calculate summarise summarize circulate update finish complete
    investigate clarify count research translate revise rework escalate post clear cc copy attach fax courier ship dig
    propose verify follow answer respond reply write resend reissue finalise finalize put transmit courier overnight whatsapp dm ping shoot flick drop""".split()
)
"""Verbs that hand over or finish something: a promise wherever they stand."""

DELIVER_IF_BOUND = frozenset(
    """turn review read check test find ask speak talk discuss present confirm fill run organise organize arrange book schedule set price
    install measure list look pull make give hand pass analyse analyze evaluate include add fix build create design configure pilot
    trial involve loop connect open grant host show walk take raise sort drop work produce print scan call ring phone document outline
    cost budget reserve hold release extend chase pick start begin pop fetch source file report issue have do let decide study examine
    get go see try keep tell mention bring use move""".split()
)
"""Verbs that promise something only with a day, a deadline or someone it is for: in talk they mostly tell what goes on."""

FOR_SOMEONE = Phrase(
    r"""
    [a-z-]+ (?:you|us)(?: over)? (?:the|an?|our|some|those|these|your|my|two|three|\d+)
    (?:have|get) .{1,60}(?:in your (?:inbox|mail|hands)|with you|over to you|to you|for you|ready|done|finished|filled|on your desk|back to you)
    (?:to|for|with|at|past|by) (?:you|us|me|him|her|them|our (?!own)|my |your |anna|the (?:team|board|cfo|ceo|boss|customer|client|supplier|others?))
    [a-z]+ (?:you|us|me|him|her|them|everyone|everybody)(?: all| both)? (?:the|a|an|some|our|my|your|all|those|these|what|copies|access|details|that|more|two|three|numbers|figures|data|info)
    (?:for|before|by|at|after) (?:the |our )?next (?:meeting|call|time|session|one)
    (?:later|afterwards|after (?:the|this) (?:meeting|call)|right after|straight away|asap|as soon as possible|immediately|offline|first thing)
    look (?:into|up)
    find out
    check (?:with|whether|if|on)
    (?:talk|speak) (?:to|with) (?!you|each|us|me)\w+
    ask (?!you|that|this|a|for|about|what|whether|if|is|it)\w+
    work (?:out|on|up)
    come (?:back )?with
    come up with
    put together
    write (?:up|down|to)
    sort (?:it |that |this |something )?out
    take care of
    get (?:hold of|back to you (?:with|on)|you|the|our|it|that|him|her|them)
    (?:do|make|run|start|set up) (?:a|the|an|some) (?:\w+ )?(?:research|pilot|trial|test|calculation|list|summary|draft|proposal|study|comparison|inventory|copy|quote|plan|model|mock-?up|prototype|intro|introduction|analysis|report|presentation|poc)
    arrange (?:for|that|a|an|the)
    give (?:it|that|this) to
    let (?:you|me|us) have
    hand (?:it|that|this|them)? ?over
    take (?:it|this|that) (?:up |back )?(?:with|to)
    mention (?:it|this|that) to
    raise (?:it|this|that|the|with)
    tell (?:them|him|her|my|our|[a-z]+ (?:to|that))
    involve
    loop in
    include (?:our|my|the)
    """,
)

UNDELIVERABLE = frozenset(
    """be think see know guess say tell admit assume wait hope try stop start just let go come stay leave keep like love need want
    believe wonder mention note remember forget have become feel understand agree imagine look meet talk speak continue move begin
    proceed skip assume live die happen end use work do take""".split()
)
"""Verbs that alone promise nothing; some promise something with the right object (see commitments)."""

GOOD_OBJECTS = Phrase(
    r"""
    have .{1,60}(?:in your (?:inbox|mail|hands)|with you|over to you|to you|for you|ready|done|finished|filled in|on your desk|back to you)
    look (?:into|at|up)
    (?:do|take|make|have) (?:a|an|the|some|that|this|it|our|my|your)
    work (?:on|out|up)
    talk (?:to|with)
    speak (?:to|with)
    come (?:back )?with
    come up with
    (?:see|know) (?:if|whether)
    let (?:you|me|us) have
    have (?:it|that|this|them|the|those|an?) .{0,60}(?:ready|done|for you|with you|on your desk|by|finished|prepared|back)
    get (?:you|it|that|this|them|the|those|back|me|us|our|a|an|some|hold|on)
    try (?:it|this|that|the|out)
    start (?:on|with|the|a|working)
    begin (?:the|with|a)
    go (?:and|through|over|back)
    keep (?:you|me|us)
    use (?:the|that|this|it)
    take (?:care|it|that|this|the|a|an|these|those)
    move (?:the|that|it)
    have (?:someone|somebody|him|her|them|\w+) \w+
    tell (?:them|him|her|my|our|the|[a-z]+ to)
    mention (?:it|this|that) to
    """,
)

NOT_A_PROMISE = Phrase(
    r"""
    ask (?:why|what|how|whether|if|about|for (?:it|that))
    give you that
    figure (?:it|something|this) out
    ping you
    think (?:about|it|that|on|over)
    leave it with (?:me|us)
    (?:sociali[sz]e|mull|sleep on|digest|ponder) (?:it|this|that|on)?
    let (?:you|him|her) go
    be (?:honest|frank|fair|there|in touch|back|happy|glad|fine|good|ok|okay|sure|able|here|around|away|out|on|at|in|late|quick|brief|ready|sorry|with you|seeing|careful|interesting|great|nice|surprised)
    see (?:you|what|how|then|about)
    get back (?:to|in touch)
    get in touch
    (?:keep|stay|be) in touch
    (?:touch|catch|circle|reach|follow|check) (?:base|up|back|out|in)\b(?! on the| with (?:the|anna)| the)
    (?:send|shoot|drop|ping|pop|fire|issue|put) (?:\w+ ){0,4}(?:invite|invitation|calendar (?:entry|invite|hold|request)|meeting (?:request|invite)|teams link|zoom link|dial-?in|diary)
    put (?:it|that|this|something|thursday|friday|monday|tuesday|wednesday|a hold|you|me|us) (?:in|down)(?: (?:the|my|our|your))? ?(?:diary|calendar)?
    book (?:it|that|us|a (?:room|slot|time|meeting|call))
    (?:schedule|arrange|set up|organi[sz]e|find) (?:a|an|another|the|some|something|us|our) ?(?:\w+ ){0,2}(?:meeting|call|time|slot|date|chat|session|up)
    block (?:the|that|it|off|out)
    confirm (?:thursday|monday|tuesday|wednesday|friday|the (?:slot|time|date|meeting|\d)|that slot|it (?:by|with) an? invite)
    share (?:my|the|a) screen
    show you (?:now|quickly|this|here|the (?:next|first) slide|an example|what i mean)
    give you (?:an example|a second|a minute|a moment|a call|a ring|a shout|another call|the floor|some (?:background|context)|a quick|an overview|an idea|a bit)
    call (?:you|me|us|back|again|it)
    ring (?:you|me|us)
    phone (?:you|me|us)
    (?:meet|visit|join|talk|speak)(?: (?:you|me|us|again|soon|then|later|next|to you|with you|about|on|at))*$
    (?:talk|speak|chat) (?:to|with) (?:you|each other)
    speak (?:soon|again|then|later|next)
    talk (?:soon|again|then|later|next|about)
    meet (?:you|us|on|at|again|in|next|up|with you)
    (?:say|ask) (?:that|this|it|you (?:a|something|about|what|why|how|whether|if)|a (?:quick )?question|something)
    start (?:by|with|off|from)
    begin (?:by|with)
    go (?:first|ahead|next|on|with|for|to the)
    take (?:it|that|this) (?:from|as|on board|off ?line|up with you)|take (?:a (?:look|seat|second|minute|break|note|step)|notes|over|part|place|you through|long|time|the (?:next|first) slide|thursday|monday|tuesday|wednesday|friday)
    walk you through (?:it|this|the|that)? ?(?:now|slides|deck|agenda)?
    let you (?:know|have a think|think|go|get|digest|talk|finish|start|speak|off)
    make (?:it|that) (?:work|happen|on|at|then)
    make (?:thursday|monday|tuesday|wednesday|friday|sure)
    do (?:it|that|this|thursday|monday|tuesday|wednesday|friday|the \d|so|my best|well|fine|with|without|anything|nothing|something|what)
    have (?:to|a (?:think|chat|look|word|call|meeting|coffee|lunch|problem|question)|another|time|no|more|fun|lunch|coffee|been|it)$
    hold (?:the|that|it|thursday|monday)
    look forward
    need (?:to|a|the|some|more|your|you|an?)
    want
    like
    love
    miss
    end up
    find (?:it|that|out soon|time)
    try (?:to )?(?:call|ring|reach|make|be|get back)
    pencil
    work (?:for|with (?:you|that|it)|fine|well|it out|something out)
    read (?:it|this|that)?(?: out| aloud)
    move (?:on|to the|forward|ahead)
    continue
    get (?:to (?:that|it|the|know)|there|started|going|on with|together|a (?:chance|feeling|coffee|call)|the (?:idea|point|message)|ready|this (?:over|done)|straight|back|(?:it|that|this)$)
    come (?:to (?:that|it|the|you)|over|by|round|back to (?:that|this|it|you)|in|and see|see|visit|prepared|along)
    ask around
    (?:put|keep) you (?:on|through|posted|in the loop|updated)
    use (?:it|that|this)?$
    show you
    tell you
    explain
    mention
    admit
    see (?:if|whether) (?:we|it|that|this|you)
    drop (?:by|in|you a line)
    stop (?:there|here|by)
    wait
    play it by ear
    pass(?: on)?(?: this time)?$
    reach out
    revert
    try$
    run (?:through|out|late)
    look at (?:my|the) (?:calendar|diary)
    check (?:my|the|our) (?:calendar|diary|schedule)
    check(?: \w+)?$
    confirm$
    see$
    answer$|respond$|reply$
    """,
)

ASKS_FOR_ANSWER = Phrase(r"(?:confirm|advise|check|tell|let|say|see|note)")
"""Requests for a word about a slot, not for a thing by then."""

REPORTED = Phrase(
    r"(?:if|when|whether|that|what|how|why|who|do|did|don't|can|could|should|would|until|before|once|so)$"
)
"""What stands before makes it a report or a condition: "he asked whether I'll send it"."""

LONG_AGO = Phrase(r"(?:last (?:week|month|year|time)|yesterday|ago)")

ASKS = Phrase(r"(?:can|could|shall|will|would|should|do)")

BY_WHEN = Phrase(
    r"(?:by|on|with you|in your (?:inbox|mail|mailbox|hands)|tomorrow|today|tonight|before|within|from (?:me|us)|in your|first thing)"
)

AN_OBJECT = Phrase(r"\S+ (?:you|us|the|our|my|it|them)")

TO_YOU = Phrase(r"[a-z-]+ (?:you|them over|it over|it to you|them to you)")

ONLY_A_PRONOUN = Phrase(
    r"""
    [a-z-]+(?: (?:it|that|this|them|those|these|you|us|over|through|out|across|back|separately|tomorrow|today|then|too|also|positively|to|for|with))*(?: (?:by|on|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|before|until|till|latest|tonight|next|within|in).*)?$
    """
)
"""A verb without its thing: what is promised was named before."""

NEEDED = Phrase(r"(?:i|we)(?: should| need| have| must| plan| intend| am|'ve)")

POSSIBLE = Phrase(r"(?:(?:i|we)(?: can| could|'d)|let me|happy to|i'd be|can)")

SENDS = Phrase(r"(?:send|forward|share)")

A_PERSON = Phrase(
    r"""
    (?:he|she|they)$
    (?:my|our) [\w -]+$
    [a-z]+(?: [a-z]+){0,2}(?: (?:from|in|at) [a-z]+)?$
    """
)

NO_PERSON = Phrase(
    r"""
    (?:the|a|an|this|that|these|those|what|who|which|there|here|it|how|when|where|if|as|then|and|but|so|or|your|not)
    (?:nothing|everything|something|anything|nobody|all|one|none|some|both|prices?|time|things?|tomorrow|today)
    (?:mon|tues|wednes|thurs|fri|satur|sun)day
    our (?:customers?|clients?|price|product|system|machine|software|solution|goal|pump|plant|line|server|website)
    """
)

CLAUSE_END = re.compile(
    r"""
      [.;!?\n]
    | ,\ (?:and|so|but|then|i|we|you|he|she|they|it|because|which|who|if|could|can|what|how|shall|ok|okay|thanks|let's)\b
    | \ (?:but|because|so\ that|so\ we|so\ you|and\ then|and\ (?:i|we|you)(?:'ll)?|while|although|unless|if\ you|
         when\ we|then\ we|for\ our\ (?:next\ )?(?:call|meeting))\
    | ,\ [a-z]+\ (?:has|have|is|was|will|can|knows|wants|needs|likes)\b
    | ,?\ (?:ok|okay|alright|right)\?*\ *$
    """,
    re.VERBOSE,
)
"""Where a promise's clause is over."""

LOOSE_ENDS = re.compile(
    r"""
      ^[\s,;:–-]+
    | [\s,;:–.!?-]+$
    | \s+(?:by|on|at|for|before|until|in|within|the|and|or|then|to|from|this|next|latest|around|about|please|of|till|end)$
    """,
    re.VERBOSE,
)
"""What is left over at the edges of a deliverable once its day is taken out."""

REQUEST = Phrase(
    r"""
    (?:could|can|would|will) (?:you|someone|somebody|one of you|your team)(?: please| also| just| possibly| perhaps| kindly| maybe)* (?P<verb>[a-z][a-z'-]+)
    would you mind (?P<verb3>[a-z]+ing)
    (?:please|kindly)(?: also| just| do)* (?P<verb2>[a-z][a-z'-]+)
    (?:i|we)(?:'d| would)? (?:need|like|want|ask|appreciate it if) (?:you|somebody|someone|your team)(?: guys| all| both)? (?:to |could |would )?(?P<verb4>[a-z][a-z'-]+)
    (?:you|somebody|someone) (?:need|needs|should|must|have|has) (?:to )?(?P<verb5>[a-z][a-z'-]+)
    """,
)

OFFER_TO_DO = Phrase(
    r"""
    (?:shall|should|can|could|may) (?:i|we)(?: also| just| perhaps| maybe)* (?P<verb>[a-z][a-z'-]+)
    (?:do|would) you (?:want|like) (?:me|us) to (?P<verb2>[a-z][a-z'-]+)
    want me to (?P<verb3>[a-z][a-z'-]+)
    """,
)

CONDITIONAL = Phrase(
    r"""
    if
    unless
    provided
    once (?:you|we|they|i)
    as soon as (?:you|they)
    depending
    assuming
    maybe
    perhaps
    might
    probably
    possibly
    try to
    hopefully
    should be able
    """,
)

NEGATED = Phrase(
    r"""
    (?:won't|will not|can't|cannot|not|never|don't|shan't|wouldn't|couldn't|no longer)
    """,
)

HOMEWORK_KINDS: tuple[tuple[str, Phrase], ...] = (
    (
        "bring_person",
        Phrase(
            r"""
    (?:bring|bringing) (?:along |in |with me )?(?!the\b|a\b|an\b|it\b|some\b|this\b|that\b|these\b|those\b|them\b|up\b|back\b|down\b|figures|data|numbers|our (?!cfo|ceo|boss|head|director|colleague|manager|team|buyer|engineer|finance)|my (?!cfo|ceo|boss|head|director|colleague|manager|team|buyer|engineer|finance))[a-z]+
    (?:invite|involve|include|add|loop in|get|have|ask) (?:in )?(?:our|my|the) (?:\w+ ){0,2}(?:cfo|ceo|coo|cto|boss|head|director|manager|colleague|colleagues|buyer|engineer|engineers|team|purchasing|finance|production|quality)(?: .{0,40})?(?:to join|along|on the call|in the|to the|join|in$)
    (?:bring|invite|loop in|get|have) .{1,40} (?:along|join|on the call|into the (?:meeting|call)|to the (?:meeting|call))
    (?:will|'ll) (?:join|be (?:there|joining)|come along|attend|sit in)
    joins?
    """,
        ),
    ),
    (
        "give_access_or_tour",
        Phrase(
            r"""
    (?:give|grant|arrange|get|set up|provide) .{0,30}(?:access|log-?in|credentials|tour|account)
    show (?:you|us) (?:round|around|the (?:line|plant|factory|shop ?floor|site|warehouse|office))
    (?:factory|plant|site|line|warehouse) (?:tour|visit)
    (?:open|walk) .{0,20}(?:the|our) (?:line|plant|factory|shop ?floor|site|warehouse)
    host (?:you|us)
    """,
        ),
    ),
    (
        "pay_or_pilot",
        Phrase(
            r"""
    (?:pay|order|sign|purchase|pilot|trial|deposit|transfer|fund|invoice|po|purchase order|buy|budget)
    (?:run|start|do|set up) (?:a|the|an) (?:\w+ )?(?:pilot|trial|test|proof of concept|poc)
    """,
        ),
    ),
    (
        "introduce",
        Phrase(
            r"""
    introduce
    introduction
    put (?:you|us|me) in (?:touch|contact)
    connect (?:you|us|me) (?:with|to)
    make an? (?:introduction|intro)
    """,
        ),
    ),
    (
        "review_document",
        Phrase(
            r"""
    (?:review|read|look (?:at|over|through)|go (?:over|through)|comment on|check|study|examine|mark up|redline|give (?:you |us )?(?:feedback|comments)) (?:.{0,30} )?(?:proposal|contract|offer|draft|document|terms|quote|quotation|spec|specification|agreement|sow|nda|deck|paper|plan|slides|it|that|this|report)
    """,
        ),
    ),
    (
        "internal_meeting",
        Phrase(
            r"""
    (?:talk|speak|discuss|meet|align|raise|mention|take|bring|present|clear|agree|run|socialise|check|sit down|review|decide)(?: \w+){0,5}? (?:with|to|by|up with|past|in)(?: \w+){0,2}? (?:our|my|the|[a-z]+)(?: \w+){0,2}? ?(?:team|board|boss|cfo|ceo|coo|cto|director|management|manager|colleagues?|purchasing|finance|production|legal|it|procurement|quality|works council|committee|head|owner|group|department|meeting)?
    internal(?:ly)?
    get (?:approval|sign-?off|buy-?in|the (?:ok|okay|go-?ahead))
    """,
        ),
    ),
    (
        "gather_data",
        Phrase(
            r"""
    (?:data|figures?|numbers?|volumes?|hours|list|spreadsheet|drawings?|specs?|specifications?|reports?|statistics|stats|samples?|measurements?|readings?|details|information|info|breakdown|forecast|costs?|prices?|requirements|photos?|pictures|files?|documents?|invoices?|bills?|results|quantities|dimensions|addresses|names|history|schedule|plan|plans|layout|export|log|logs|records|questions|answers|feedback|summary|overview|counts?|consumption|rates?|quotes?|contract|agreement|brief|references?|copy|copies|minutes|inventory)
    (?:gather|collect|compile|count|measure|calculate|pull|dig out|find out|look up|work out)
    """,
        ),
    ),
)
"""The homework kinds of METHOD 3 in the order in which they are tried."""

ORDER = Phrase(
    r"""
    (?:we'll|we will|i'll|i will|we'd like to|let's|i'd like to|we want to|we're going to) (?:take it|buy it|go ahead with (?:it|you|the order|your)|place the order|sign(?: it| the (?:contract|order|offer|agreement))|order (?:it|the|them|\d)|give you the order|award you)
    you(?:'ve| have) (?:got|won) (?:the|our) (?:order|business|deal|contract)
    (?:the )?(?:order|contract|job|deal) is yours
    (?:consider it|it's) (?:sold|ordered)
    send (?:me|us|over) the (?:contract|order form|paperwork)(?: and| so)(?: \w+){0,2} (?:we'll|i'll|we can|i can|will) sign
    we have a deal
    (?:i|we) (?:hereby )?(?:accept|approve) (?:your|the) (?:offer|quote|quotation|proposal)
    """,
)

# --- days and times as parts of a slot ---------------------------------------------------------------

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

WINDOW_WORD = re.compile(
    r"morning|afternoon|evening|night|lunch|between|after|before|from|onwards|later|any ?time|early|late"
)
EXACT_TIME = re.compile(r"\d\s*(?:am|pm|:)|o'clock|noon")
BARE_WEEKDAY = re.compile(
    r"(?:on |this |coming |that )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:on )?(?:mon|tues?|wed|thurs?|fri)\b"
)
BARE_NUMBER = re.compile(
    r"(?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)(?! of| \w*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
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
SAME_TIME = Phrase(r"same (?:time|hour|slot)")
BARE_HOUR = re.compile(
    r"""
    (?:^|\b(?:at|say|about|around|make\ it|do|for|is|be|or|and|how\ about|what\ about|then|maybe|perhaps|yep|yes|yeah|ok|okay|sure|perfect|great|fine|on)\ )
    (?P<hour>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)
    (?P<half>\ thirty|\ fifteen|\ forty[-\ ]five)?
    (?=\ ?(?:\?|\.|,|$|!|then|works?|is|would|suits?|please|instead|o'clock|sharp|ish|should|it|if|good|fine|ok|for\ me))
    """,
    re.VERBOSE,
)
"""A clock hour that only a day on the table makes one: "at three?"."""
HOURS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
MINUTES = {"thirty": 30, "fifteen": 15, "forty-five": 45, "forty five": 45}

# --- topic, medium, tests ---------------------------------------------------------------------------------------

TOPIC = Phrase(
    r"""
    (?:to|and|so we can|where we|when we|we'll|we will|we can) (?:discuss|go over|go through|look at|review|talk about|talk through|walk through|cover|see|decide(?: on)?|present|compare|finali[sz]e|agree(?: on)?|run through|dig into|work through|work on|close|sign|plan|define|settle|sort out|tour|test|demo|show you|check|kick off|sign off|examine|inspect) (?P<what>.+)
    to (?:discuss|walk you through|take you through|show you|talk you through) (?P<what2>.+)
    (?:about(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|a |an |that|this|it))|regarding|on the subject of|re:|concerning|topic:?|agenda:?|purpose:?|subject:?|focus(?:ing)? on) (?P<what3>.+)
    (?:for|with) (?:a|an|the|our|your) (?P<what4>(?:[\w-]+ ){0,5}(?:demo|demonstration|tour|workshop|review|walk-?through|presentation|kick-?off|training|trial|pilot|visit|audit|signing|decision|negotiation|site visit|proposal|test|contract|pricing|offer|plan)(?: (?:of|for|on|with) .+)?)
    (?P<what5>(?:[\w-]+ ){0,3}(?:factory|plant|site|line|warehouse) (?:tour|visit)(?: (?:of|at|to) .+)?)
    """,
)

BEHIND_A_SLOT = re.compile(r"\s*(?:[,:–-]|for|about|on)\s+(?P<what>[^.;!?]{3,90})")

A_CLAUSE = Phrase(
    r"""
    (?:i|we|you|he|she|they|it|that|this|there|let's|i'll|we'll|i'm|is|are|was|will|would|can|could|shall|does|do|did|has|have|works?|suits?|if|unless|but|please|thanks|ok|okay|yes|no|so|call|send|bring|ring)
    (?:by|via|on) (?:teams|zoom|phone|video|mail)
    um|uh|er|about|around|or so|my watch
    """
)
"""A stretch that says something instead of naming a thing: no topic."""

TOPIC_END = re.compile(
    r"""
      [.;!?\n]
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
    <number> ?(?:%|percent|per cent|points?|euros?|eur|dollars?|pounds?|k\b|grand|million|hours?|minutes?|seconds?|days?|weeks?|units?|pieces?|parts?|tons?|tonnes?|kilos?|kwh|mwh|customers?|leads?|orders?|complaints?|errors?|defects?|stops?|calls?|people|visitors?|sign-?ups|users?|rejects?|shifts?|ppm|times|per (?:day|week|month|year|hour|shift|unit|part))
    [€$£] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?
    \d[\d.,]*(?:%| ?k\b)
    """,
    number=_NUMBER,
)
CHANGE_OF_MEASURE = Phrase(
    r"""
    (?:down|up) (?:by|to) (?:about |around |at least )?<number>
    from <number> [\w-]+(?: [\w-]+){0,4} to (?:none|zero|<number>)
    (?:from|down to|up to|below|under|above|over|at least|at most|less than|more than|no more than|within|to) (?:about |around |roughly |some )?(?:[€$£] ?)?<number>
    (?:cut|reduce|lower|drop|bring|get|raise|increase|grow|improve|save|halve|double|shorten|boost|lift|hit|reach|achieve|win|gain|recover|shave|slash|decrease|eliminate|avoid|fall|target|measure|kpi|goal|success|successful|benchmark|currently|today|at the moment|right now|now)(?:s|ing|d|ed|ting|ped)?
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
