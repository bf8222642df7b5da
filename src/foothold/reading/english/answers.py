"""English: answers to a slot: yes in any idiom, half of one, none, no."""

import re

from foothold.reading.phrases import Phrase

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
    (?:that|it|this|which|thursday|monday|tuesday|wednesday|friday|noon|\d{1,2}(?::\d\d)?(?:[ap]m)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o'clock|time|slot|day|morning|afternoon|then|st|nd|rd|th|\d+(?:st|nd|rd|th))(?:'s|'ll|'d| is| will| would| should be| sounds| looks)?(?: be| also| all| just| both| really| actually| absolutely)*(?: perfectly| totally| very| really)* (?:works?(?! (?:out|well|nicely))(?!,? your)|work|suits?|fine|good|great|perfect|grand|ok|okay|ideal|lovely|brilliant|super|do nicely|does nicely|fits?|sorted|a plan|agreed|confirmed)(?: (?:for|with|by) (?:me|us|both|everyone|all))?
    works? (?:for|on) (?:me|us|my|our|both)
    works (?:perfectly|fine|great|nicely|a treat|too|then|here)
    suits (?:me|us|fine|perfectly|well)
    (?:fine|good|ok|okay|great|happy) (?:by|with|for) (?:me|us|that|thursday|monday|tuesday|wednesday|friday)
    ^(?:yes,? |that |thursday |it )*works(?= for| with|[.!]|$)
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

POINTS_AT_SLOT = Phrase(r"(?:then|there|slot|date|diary|calendar|invite|invitation|that time|that day)")
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

ASKS_FOR_ANOTHER = Phrase(
    r"""
    instead
    rather
    same time
    earlier
    later
    (?:another|different|other) (?:day|time|slot|date)
    the (?:morning|afternoon|evening|day after|day before|week after|week before)
    (?:which|what) (?:day|date|time)
    when (?:was|is) (?:it|that)
    again
    """
)
"""A question that takes a yes beside it back: it asks for another slot, or which one it was."""

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
