"""English: answers to a slot: yes in any idiom, half of one, none, no."""

import re

from foothold.reading.phrases import Phrase

YES_STRONG = Phrase(
    r"""
    (?:can't|don't|cannot) see (?:why not|any reason|a problem)
    (?:is|looks|'s) (?:clear|convenient|suitable)
    (?:fully|perfectly|quite|very|most|entirely|totally|eminently) (?:doable|possible|feasible)(?! if\b)
    (?:fully|perfectly|quite|very|most|entirely|totally) (?:acceptable|agreeable|suitable|convenient|fine|ok|okay)
    (?:is|are|'s) (?:acceptable|agreeable)
    no (?:clash|clashes|conflict|conflicts) (?:on|for|with|at|here|there|in)
    (?:slot|time|hour|day|morning|afternoon)(?:'s| is) (?:still )?(?:free|open|available|clear)
    (?:diary|calendar)(?:'s| is) (?:clear|free|empty|open)
    (?:book|block) it(?=[ ,.!]*$|[,.!])
    (?:i've|we've|i have|we have)(?: just| now| already)? (?:blocked|booked|reserved|accepted|saved|noted) (?:it|that|the (?:time|slot|invite|invitation)|your (?:invite|invitation)|\w+day)
    happy with (?:that|it|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half)
    at your disposal (?:on|at|then|from)
    ^(?:please |yes,? )*do(?=[ ,.!]*$|,)
    ^(?:please |yes,? )*do (?:come|call|join|ring|drop|visit)(?! (?:back|again|first|before))
    ^(?:yes,? )?let's(?=[ ,.!]*$)
    ^why not(?=[,.!]|$)
    (?:i|we)(?:'ll| will| can)(?: certainly| definitely| surely)? manage (?:that|it|then|\d|three|four|two|ten|eleven|\w+day|the (?:\d|time|slot))
    make (?:myself|ourselves) (?:available|free)
    make (?:time|room) for (?:it|that|you|this)
    consider (?:me|us) (?:there|in|booked)
    (?:i|we) shall (?:be (?:there|in|here|ready|waiting)|join|come|attend|see you)
    (?:i|we)(?:'d| would) (?:like|love|welcome|appreciate) that
    (?:most|very) welcome (?:on|at|then)
    you(?:'re| are) welcome (?:on|at) (?:that|\d|\w+day|the)
    (?:please|kindly) (?:block|reserve|book) (?:the|that|this) (?:time|slot|hour|calendar|diary|date)
    (?:please|kindly) proceed (?:with|on|for) (?:\w+day|the \d|that|this)
    look(?:ing)? forward to (?:welcoming|having|hosting|receiving) (?:you|ye|your)
    (?:i'll|we'll|i will|we will|we|i) expect (?:you|ye)(?! to\b)
    ^(?:that |it |this |which )?suits(?! and\b)(?: (?:me|us|fine|grand|well|perfectly|down to the ground))?(?=[ ,.!]|$)
    ^(?:then |so |well then |in that case )?(?:yes|sure)(?=[,.! ]*$)
    so (?:sure|yes|yeah|aye|grand)(?=[ ,.!]*$)
    ^(?:i|we|he|she|they) (?:am|are|is|can|will|would)(?=,(?! but)|\.| and)
    ^can (?:lah|can|do)(?=[ ,.!]|$)
    (?:i'll|i will|we'll|we will|i'd|we'd|i would|we would)(?: like to| love to| gladly| happily)? (?:have|grab|snap up|take|accept) (?:it|that|that one|the (?:slot|time|first|second|one)|(?:mon|tues|wednes|thurs|fri)day)
    (?:i've|we've|i have|we have|have|i|we) (?:now |just |already |also )?(?:put|entered|got|popped|written|penned|blocked|reserved|marked|noted|set|kept|diarised|diarized|booked|scheduled) (?:you|it|us|that|this|the (?:time|slot|hour|date|room)|\w+day)(?: (?:in|down|into|for|aside|out|off))
    (?:put|mark|stick|pop|write|get|pencil|book|have) (?:us|me|you|yourself) (?:in|down|into)(?: the| my| your)?(?: (?:book|books|diary|calendar|for))?
    (?:put|have|got) (?:us|me|you|it|that) in the (?:book|books|diary|calendar)
    (?:(?:that|it)(?:'s| is)|i've|we've|we have|i have) (?:\w+ )?(?:diarised|diarized|calendared|in the (?:book|books|planner))
    (?:i'm|i am|we're|we are|am|are) (?:very |quite |perfectly |more than )?(?:happy|content|comfortable|fine|ok|okay|good) (?:with|for|to do|to go with|on) (?:the|that|this|it|your|\d|monday|tuesday|wednesday|thursday|friday|then|ten|nine|eleven|two|three|four|half)
    (?:go|fire|work|crack|plough) (?:ahead|away|on) (?:so|then|and)
    ^go (?:on|for it|ahead)(?=[ ,.!]*$| so| then)
    (?:let us|let's) (?:have|hold|keep) (?:it|that) (?:then|so|at|on)
    (?:i|we) (?:can |will |'ll )?(?:absolutely|definitely|certainly|easily|gladly|happily) (?:make|do|manage|can) (?:it|that|then|\w+day|the|\d)?
    (?:i|we) can (?:absolutely|definitely|certainly|easily|gladly|happily|just about) (?:make|do|manage)
    (?:absolutely|definitely|certainly|totally|deffo|def) (?:works?|yes|fine|ok|good|can|there|up for)
    ^enchanted
    ^delighted
    (?:you|ye)(?:'ll| will)? (?:have|find) (?:me|us) (?:here|there|in|at)
    (?:phone|ring|call) me (?:then|at that (?:time|hour))
    (?:is|it's|that's) a (?:definite |firm |clear )?yes
    (?:is|are|be|it's) suitable
    (?:[a-z]+day|\d+(?::\d\d)?|that|then|noon|tomorrow) it is
    not a problem(?! in)
    confirm can
    (?:is|are|be|was|that's|it's|friday|monday|tuesday|wednesday|thursday|\d) (?:absolutely )?(?:no (?:problem|bother|issue)|convenient|in order|confirmed|booked|lekker|sweet as|perfect|grand|noted and confirmed)
    i(?:'ll)? take (?:the )?(?:first|second|former|latter|monday|tuesday|wednesday|thursday|friday|it|that|\d)
    (?:i'd|we'd) be (?:delighted|happy|glad|honou?red)
    of course(?! (?:you|he|she|they|it|not|there|the|a|if|that)\b)
    on the dot
    stick it in
    ring away
    (?:^|(?<=, )|(?<=and )|(?<=so )|(?<=yes )|(?<=then )|(?<=please )|(?<=do )|(?<=just ))come (?:at|on|for) \d
    you're on
    with pleasure
    passt
    (?:mon|tues|wednes|thurs|fri)day (?:yeah|yes|yep|can)
    (?:mon|tue|tues|wed|thu|thur|thurs|fri) \d\S* (?:can|ok|okay|works|good|yes)
    (?:it|that)(?:'s| is) on
    (?:it|that|thursday|monday|tuesday|wednesday|friday|then)(?:'ll| will| would) do
    affirmative
    happy days
    no bother(?: at all)?(?! with (?:the|your|our|my))
    locked in
    consider it (?:done|booked|confirmed)
    it's booked
    be grand
    (?:all|both) (?:set|booked) (?:then|for (?:then|that|it|\d|(?:mon|tues|wednes|thurs|fri)day))
    (?:i'll|we'll) be (?:expecting|ready for) you
    (?:^|(?<=, )|(?<=and )|(?<=so )|(?<=yes )|(?<=then )|(?<=please )|(?<=do )|(?<=just ))come (?:to|in|over|round|by|straight)
    you can (?:have|count on) (?:me|us|that)
    fire away
    go ahead and (?:book|put|send (?:\w+ ){0,3}(?:invite|invitation|calendar))
    works a treat
    (?<!get )(?<!got )(?<!been )(?<!have )(?<!to be )(?<!is )(?<!not )sorted
    i'm (?:game|in(?= ?[,.!]|$)|up for it)
    ^(?:yes,? |sure,? |yeah,? |aye,? )?(?:i|we|it|that) (?:can|am|are|do|does|would|will|could(?= (?:of course|surely|indeed|so|certainly|to be sure|yes|sure))|shall)(?:,? (?:yes|indeed|thanks|thank you|to be sure|so|then|surely|of course|sure|yeah|gladly|certainly|surely to god))*[.! ]*$
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
    go on,? then(?!,? (?:tell|what|why|how|who|explain|convince))
    let's (?:do|go with|say|take|go for(?: the)?|make it|lock|book|fix) (?:it|that|this|then|thursday|monday|tuesday|wednesday|friday|the (?:\d+(?:st|nd|rd|th)?|first|second|later|earlier|latter|former|morning|afternoon|\w+day)|in|\d)
    let's do (?:it|that)
    you're on
    it's a (?:date|deal|plan)
    (?:it's |that's )?a deal
    ^deal(?=[ ,.!]*$|[,.!])
    (?<!has )(?<!have )(?<!had )(?<!'ve )(?<!be )(?<!get )(?<!got )(?<!been )(?<!he's )(?<!she's )(?<!is )(?<!are )(?<!was )done(?! (?:it|that|with|this|so|by|for|on|a|an|the|some|my|our|in))
    (?:book|lock|put|pencil|pop|stick|get) (?:it|that|me|us) (?:in|down)(?! (?:writing|an? e?-?mail|the post|your|as a (?:maybe|possible)))
    (?:put|pop|stick) .{1,25} (?:diary|calendar)
    (?:it's|that's|i've put it|i have put it|i've got it|got it) in (?:the|my|our) (?:diary|calendar)(?! as\b)
    in the (?:diary|calendar)
    (?:is|it's|that's|you're|are|goes|gone|down|now|already) (?:down |now |already |firmly )?in (?:my|our|his|her) (?:diary|calendar|book|planner)(?! as\b)
    confirmed(?=[ ,.!]*$|[,.!;:]| (?:for|from|on|with thanks|then|thursday|monday|tuesday|wednesday|friday|the \d|that|it|by)\b)
    (?:i|we|hereby|herewith)(?: \w+)? confirm(?:ed)?
    (?:pleased|happy|glad|like|delighted|able) to confirm
    ^confirm(?:ing)?(?: (?:that|for|it|thursday|monday|tuesday|wednesday|friday|the \d))?
    (?<!has )(?<!have )(?<!was )(?<!been )(?<!is )(?<!not )(?<!'ve )accepted(?=[ ,.!]*$|[,.!;:])
    (?<!has )(?<!have )(?<!was )(?<!been )(?<!not )(?<!'ve )agreed(?=[ ,.!]*$|[,.!;:]| (?:for|then|on) )
    (?:i'm|i am|we're|we are) (?:free|available|in(?= ?[,.!]|$| for (?:it|that)| then| that (?:day|time)| all (?:day|morning|afternoon)| the office)|good|fine|happy|ok|okay|on(?= ?[,.!]|$| for| then)|up for (?:it|that))(?: (?:then|for that|with that|that day|at that time|on thursday|on monday|on tuesday|on wednesday|on friday))?(?! to\b| until| all| most| from| after| next| in\b)
    (?:send|shoot|drop|fire|ping|pop) (?:me|us|over|across|it|through|the|an|a)(?: \w+){0,3} (?:invite|invitation|calendar|meeting request)
    no (?:problem|objections?)(?: at all)?(?: (?:with|for) (?:that|me|us|it|the (?:time|slot|date|day|\d)|\w+day)|(?=[ ,.!]*$|[,.!]))
    by all means
    all good(?= for| on| by|[ .!]*$|,? (?:see|thanks|talk))
    i'd be delighted
    it is[.! ]*$
    happy (?:with|to do) (?:that|it)
    grand,? so
    that's (?:grand|us|settled|sorted|fine|perfect|good|great|lovely|booked|ok|okay)
    ^sold
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
    (?:then |so |well,? |in that case,? )?yes(?: please)?
    suits(?! and)
    can(?: lah)?(?=[ ,.!]*$|[.,!])
    delighted
    enchanted
    go (?:on|for it)
    ya(?: can)?
    kk?(?=[ ,.!]|$)
    perf
    sound(?! (?:like|good|a|ing|of|the|system|level|quality|card))
    dead on
    blocked(?=[ ,.!]*$|[,.!])
    deffo
    defo
    fair dinkum
    too right
    too easy
    easy
    acceptable
    exactly
    precisely
    correct
    just so
    right so
    that's (?:the one|it|correct|right|me)
    no (?:dramas?|stress|sweat|hassle|bother)
    (?:ace|smashing|champion|mint|mighty|deadly|savage|beauty|bang on|cracking|choice|cushty|tip[- ]?top|top)(?=[ ,.!]*$|[.,!])
    (?:ten four|10-4|copy that|wilco|say no more|you betcha|done deal|rock on)
    yeah
    yep
    yup
    aye
    sure(?: thing)?
    ok
    okay
    okey[- ]?doke
    fine
    perfect(?! (?:timing|storm|sense|example))
    great(?! (?:to|seeing|talking|talk|question|point|news|chat|work|job|meeting|visit))
    good(?! (?:for (?:them|him|her|you)|man|woman|lad|idea|words|morning|afternoon|evening|day|luck|question|point|news|to|seeing|talking|yarn|stuff))
    super
    lovely(?! to)
    brilliant
    grand
    excellent
    wonderful
    fantastic
    cool
    absolutely(?! not)
    definitely(?! not)
    certainly(?! not)
    of course(?! (?:you|he|she|they|it|not|there|the|a|if|that)\b)
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

COMES_ALONG = Phrase(
    r"""
    (?:(?:yes|then|just|please|so|and) )*(?:ring|call|phone|dial|buzz|video) (?:me|us|the (?:office|shop|yard|mobile|landline))
    come(?:,? come)?(?=[ ,.!]*$|[.,!])
    (?:at|in|over at|by|via|on|from) (?:ours|yours|mine|our|your|my|the|teams|zoom|phone|video|skype|meet|whatsapp)(?: \w+){0,2}(?: please)?(?=[ .!]*$|[.!])
    (?:(?:yes|then|just|please|so|and) )*(?:ask (?:for|at)|report to|come (?:in|to|up|round|over|straight|through|down|by|and find)|enter (?:by|through|via)|use the (?:\w+ )?(?:entrance|door|gate|ramp|bell|buzzer|lift|stairs|car park)|park (?:in|at|round|behind|by|on|up)|meet (?:me|us) (?:at|in|by)|knock|press the|bring (?:your|the|a|an|along|some|safety|boots|wellies|photo))
    (?:the )?(?:reception|security|gate|front desk|my (?:pa|assistant|secretary)) (?:will|has|have|knows|is)
    i(?:'ll| will) (?:have the (?:kettle|coffee|tea|gate)|put the (?:kettle|coffee)|meet you|come down|collect you|pick you up|let (?:reception|security|the gate)|leave (?:your|a) (?:name|pass)|be waiting|keep the coffee)
    (?:i'm|i am|we're|we are) (?:all )?(?:yours|ears)
    you (?:have|'ve got) me
    (?:he|she|they|both|everyone|everybody|we all|all of us)(?:'s|'re| is| are)? (?:all |both )?(?:in|on|free|available|up for it|on board|good)(?=[ ,.!]*$|[.,!])
    (?:already|all) (?:there|in|booked|down|done|set)(?=[ ,.!]*$|[.,!])
    (?:still|we're still|it's still|that's still) (?:on|good|fine|stands|works|holds)(?=[ ,.!]*$|[.,!])
    (?:it|that) (?:still )?(?:holds|stands)(?=[ ,.!]*$|[.,!])
    (?:you|ye) (?:can|may|will|shall|could|do|are welcome)(?: (?:surely|indeed|of course|to be sure|certainly|have \w+|come))?(?=[ ,.!]*$|[.,!])
    (?:how|who) (?:could|can) (?:i|we|anyone|anybody) (?:say no|refuse|resist|turn)
    (?:i've |i have )?never (?:been known to |yet )?(?:say no|said no|turn(?:ed)? down|refused?)
    (?:i |we )?wouldn't (?:say no|miss)
    """
)
"""Taken as a yes where it is all that is said to a slot just offered: he tells how to come."""

NOT_YET = Phrase(
    r"""
    sorry
    (?:price|budget|cost|offer)
    (?:why|who|what|how|you said)
    if
    when
    first
    before
    again
    back
    tomorrow
    next
    after
    about
    instead
    later
    until
    unless
    some ?time
    soon
    once
    nearer
    closer
    on the day
    to (?:confirm|check|arrange|agree|fix|find|discuss|set)
    and (?:we'll|we can|i'll) (?:see|check|look|fix|find|sort|arrange|talk)
    the week
    """
)
"""Makes "ring me" a putting off."""

POLITE_CONDITION = re.compile(
    r"\bif (?:that|it|this|the time|you|they|he|she|your \w+)(?:'s|'re| is| are)? (?:(?:still |also |really |all |any )*(?:ok|okay|fine|good|works?|suits?|(?:any )?(?:good|use) to|convenient|alright|all right|possible for|acceptable|agreeable|of interest|(?:the )?(?:only|best|easiest|earliest|last) (?:one|time|slot|option|gap|you|thing)|all (?:you|there|the same)|what you|easier|helps|like|wish|want|prefer|please|don't mind|free|around|available|can make|can manage|can get|could make|could manage|fancy|need))\b(?:(?: (?:with|for|to|by))? (?:you|ye|them|your side|your end))?(?! (?:get|send|bring|give|lower|drop|do|confirm))"
    r"|\b(?:scrap|forget|drop|lose|no) (?:the |more )?(?:maybes?|ifs?|tentative|pencil)\b|\bdon't know about pencill?ed\b"
)
"""Asked for the other's convenience: no condition of the speaker's own."""

CONDITION_WORD = Phrase(r"(?:if|unless|in case|provided|assuming|should)")

TURNS = re.compile(r"\b(?:but|so|though|yeah|yes|anyway|no wait|actually|go on)\b")
"""After it the sentence takes another way: "I'm in Leeds Thursday, but yeah, Friday's fine"."""

ELSEWHERE = Phrase(
    r"(?:i'm|i am|we're|we are|i'll be|we'll be|i will be) (?:\w+ )?(?:in \w+|on (?:site|the road|a plane|a flight)|travell?ing|at (?:a|the) \w+|with (?:the|a|an|another|my) \w+)"
)
"""Where somebody is: a no only where no yes stands beside it."""

OPENS_A_QUESTION = Phrase(
    r"""
    (?:and |but |so |then |ok |okay )*(?:would|could|can|shall|does|do|did|are|is|will|should|may|might|have|has|was|were|wouldn't|couldn't|isn't|aren't|won't) (?:you|ye|we|i|he|she|they|it|that|this|there|the|your|any|some|a|an|\w+day|mon|tue|tues|wed|thu|thurs|fri|\d\w*|tomorrow|next)
    (?:and |but |so |then |ok |okay )*(?:how about|what about|how's|what's|what time|which|when|where|who|why|any chance|what (?:day|date)|wanna|fancy)
    """
)
TAG_QUESTION = Phrase(
    r"""
    (?:(?:does|would|will|is) (?:that|it|this) (?:work|suit|do|ok|okay|good|fine|be (?:ok|okay|good|fine|alright|all right))|that (?:good|ok|okay|work|suit|alright|all right)|sound (?:good|ok|okay|alright)|any good|(?:ok|okay|good|fine|alright|all right) (?:with|by|for) (?:you|ye)|how(?:'s| is| does) that(?: sound| work| suit)?|what do you (?:say|think|reckon)|or (?:no|not|what)|you (?:free|around|about|in)|deal|yeah|right|eh|no)(?: for (?:you|ye)| to (?:you|ye)| then| so| at all)?$
    """
)
"""How a question without a mark begins or ends."""

NEUTRAL_BESIDE = frozenset(
    """the one then please so it is on at that yes yeah yep aye ok okay sure thanks thank you cheers for me us to and in of
    grand great lovely perfect fine good right so sharp here there noted got see ya by phone zoom teams mail email video call
    o clock pm am eastern central pacific et pt ct your our place office ours yours mine oh ah um uh er hi hello dear indeed
    works suits confirmed agreed done sounds be will i ll we absolutely definitely definite can s winner best better easier easiest favourite favorite preferred
    let go take pick choose just fits""".split()
)
"""Words that add nothing to a slot named again."""

ASKS_TO_MOVE = Phrase(
    r"(?:could|can|might|may|would it be possible to|can't|couldn't) ?(?:we|i|you)? ?(?:rearrange|reschedule|postpone|put it off|push it (?:back|out)|move it|shift it|defer)(?! (?:it |that )?to (?:\d|half|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|mon|tue|wed|thu|fri|the \d|next))"
)
"""Takes the slot off the table without naming another."""

SARCASM_OPENING = Phrase(r"(?:ha|haha|lol|not |yeah right|oh (?:sure|great|brilliant|yeah|lovely|joy))")

YES_BEHIND = re.compile(
    r"(?: (?:with|at|in|by|for|on) (?:[\w']+ ?){1,4}(?=[,.;–-]))?[ ,.:;–-]*(?:then |that |it |is |will |sounds |would be )*(?:yes|yeah|yep|yup|aye|absolutely|perfect|lovely|great|fine|grand|deal|done|definitely|certainly|sure|ok|okay|sound|sorted|agreed|good|brilliant|super|of course|no (?:problem|bother|worries)|got it|noted and agreed|with pleasure|in your inbox|see you|(?:and )?(?:i'll|we'll|i will|we will) (?:be|bring|have|see|come|get|make sure|meet|join|collect)|works|suits|it is|on the nose)\b(?! (?:question|to hear|news|point|if|but|unless|though))"
)
"""Behind a slot said again: "thursday the nineteenth ten thirty, yep, got it"."""

THANKS_BEHIND = re.compile(
    r"[ ,.:;–-]*(?:then,? )?(?:i'?ll\b|we'?ll\b|i will\b|we will\b|calling\b|sending\b|speak\b|talk\b|thank|thanks|cheers|ta\b|much obliged|merci)"
)

HEDGE = Phrase(
    r"""
    (?:\d+|ninety|eighty|seventy|sixty|fifty)(?: ?%| per ?cent) (?:sure|certain|there|on|likely|yes)
    ought to (?:be|work|do|manage|suit)
    i(?:'d| would) (?:say|think|imagine|hope|expect) so
    (?:all being well|touch wood|knock on wood|weather permitting|with (?:any|a bit of) luck|barring)
    (?:as things stand|as it stands)
    (?:leaning|looks like|more than likely|in all likelihood|all going well|if all goes)
    (?:i|we)(?:'d| would| do)? want to (?:run it|check|clear it|talk|speak|ask)
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
    not (?:so |too |that |very |really |a hundred percent |100 ?% |entirely |quite |totally |yet )?sure
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
    (?:but|though) (?:i|we)(?:'d| would) (?:prefer|rather)
    (?:can't|cannot|couldn't) be (?:certain|sure|definite|positive)
    no promises
    need to (?:move|shift|rearrange|juggle)
    (?:have|need) to (?:check|confirm|ask|see|verify).{0,40}\bbut
    """
)
"""He accepts by half or on a condition (READING 2: hedged)."""

DEFERRAL = Phrase(
    r"""
    dunno
    (?:kind of |kinda |totally |completely |all )?(?:slammed|swamped|snowed under|flat out|up to (?:my|our) (?:eyes|neck))
    (?:i )?(?:don't|do not|dunno|dont) (?:know|have my (?:diary|calendar))(?: yet)?
    can't (?:say|tell)(?: yet)?
    not yet
    (?:we|i) (?:will|shall|'ll) (?:consider|discuss|think|talk)
    have(?:n't| not) got my (?:diary|calendar)
    i've not got my (?:diary|calendar)
    (?:go through|talk to) (?:her|him|my (?:assistant|office))
    i'll (?:say|mention|put) it to
    (?:i'd|i would|i'll|i will|we'd|we would|we'll|i|we|i'll just|let me|have to|need to|needs? to|must|got to|should)(?: (?:just|first|also|still|better|have|need|want|like|really|quickly|probably|only|best|must|to|gotta|double)){0,3}[ -](?:check|confirm|ask|see|verify|look(?! forward)|run it by|clear it|consult|think)(?: (?:with|my|the|our|about|it|that|first|on|at|if|whether|and|back|who|what))?(?! you\b)
    let me (?:see|check|look|think|ask|get back|come back|confirm|have a look|speak|talk|find out|run)
    let's see
    we'll see(?! you)
    i'll see(?! you)
    (?:will|i'll|we'll|to|shall) revert
    (?:get|come) back to you
    ask (?:my|the|our|[a-z]+ (?:about|first|in|from))
    ^ask (?!for|at|here)\w+
    can i (?:let you know|confirm|get back|come back|check)
    leave it with me
    i'd have to
    first need
    """
)
"""He puts the answer off: neither a yes nor half of one."""

NO_ANSWER = Phrase(
    r"""
    ^(?:it|that|this|i|we|no,? it|no,? that|no,? i) (?:doesn't|does not|won't|can't|isn't|don't|couldn't|wouldn't|cannot|am not|'m not|would not|will not)(?=[ ]?(?:$|[.,!;–-])|,? (?:i'm|i am|sorry|but|that|on|at|this|then|as|because|unfortunately|make|do|manage|mon|tues|wednes|thurs|fri))
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

PLEASANTRY = Phrase(
    r"""
    (?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: [\w.'-]+){0,4}[ ,.!]*$
    (?:i )?hope (?:you|this|all|your|ye|that)
    (?:my |many )?apolog(?:y|ies)
    sorry (?:for|about) the
    (?:many |great |lots of )?(?:thanks|thank you)(?! but\b)[^.!?]{0,60}[.!]*$
    (?:it was |so )?(?:nice|great|good|lovely) to (?:see|meet|hear|have|speak|talk)
    """
)
"""What stands before the answer in a mail and is none."""

POINTS_AT_SLOT = Phrase(
    r"(?:then|there|the time|(?:proposed|suggested) (?:time|date)|slot|date|diary|calendar|invite|invitation|that time|that day)"
)
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
    (?:that|it|this)(?:'s| is)? (?:fine|good|great|perfect|ok|okay|grand|lovely|works|suits|would|sounds|will|possible)
    (?:works?|suits?|sounds?|perfect|fine|good|great|thank|thanks|talk|speak|then|there|send|book|put|come|call|ring|do)
    """
)
"""What follows a plain yes that is meant for the meeting."""

AS_YOU_OFFERED = Phrase(
    r"""
    (?:as|which|that|what|like|the (?:time|slot|date|one)) (?:you|ye|we)(?:'d|'ve| had| have)? (?:kindly )?(?:suggested|proposed|offered|mentioned|gave|named|put forward|said|asked for|discussed)
    (?:your|the) (?:suggestion|suggested|proposal|proposed|offer|invite|invitation) (?:of|for|time|slot|date|on)
    """
)
"""He takes up a slot that was offered before these words."""

THEN_YES = Phrase(
    r"(?:(?:oh|ah|ok|okay|right|grand|perfect|great|good|fine|lovely|cool|nice|excellent|understood|got it|super|brilliant|i see|thanks|thank you),? )*(?:then|in that case|so|well then)?,? ?(?:yes|that works|it works|works|that suits|suits|that's fine|fine by|count me|i'm in|see you|you're on|let's do|i'll be there|that(?:'ll| will) do)"
)
"""After a question that only made the offer clear, the answer to the offer itself."""

OTHER_THING = Phrase(
    r"""
    (?:the|your|our|my|this|that|all) (?:[\w-]+ ){0,2}?(?:price|pricing|quote|quotation|offer|proposal|contract|nda|agreement|terms|samples?|machine|pump|line|unit|kit|version|brochure|catalogue|report|installation|audit|invoice|delivery|order|team|figures|numbers|spec|specs|specification|drawings?|plan|plans|software|system|platform|product|trial|pilot|test|data|draft|deck|slides|mail|email|e-mail|document|documents|paperwork|update|release|training|service|support|boss|weather|news|website)
    ^(?:price|quote|sample|samples|contract|nda|proposal|invoice|delivery|order|draft|spec|pricing)s? (?:is|are|looks?|arrived|came|works?|all|ok|fine)
    with (?:the|your|our) (?!time|slot|date|day|hour|morning|afternoon|proposed|suggested|same|first|second|later|earlier|other|new|\d)\w+
    with everything
    (?:not a problem) in
    (?:it's|that's|it is|they're) [a-z]+, (?:the|your|that) [a-z]+
    (?:another|more) (?:meeting|call|session)
    (?:the demo|that|this|something|it) first
    once (?:we|i|you|they|he|she|it|the|that|our|my)
"""
)
"""The yes is to a thing, or waits for one: no yes to a slot that it does not name."""

SPOILS_A_BARE_YES = Phrase(
    r"(?:can|will have to|has to|must) wait|(?:send|share|forward|give) (?:me |us |the |some |more |an? )*(?:details?|info|information|agenda|proposal|quote|deck|more)|(?:somebody|someone) else|last time|tell (?:me|us) (?:why|what|how|more)|how are (?:you|things)|in writing|speakers|what's the catch|convince (?:me|us)"
)

BUT_HARMLESS = re.compile(
    r"\b(?:but|though|although|however) (?:please|only (?:for|until)|not (?:too|a minute)|i'll|we'll|i will|i can only|i only have|make sure|bring|call|keep|let's|it'll|by phone|over|on (?:zoom|teams|the phone)|can you|could you|can we|i(?:'ve| have) (?:only|to (?:leave|go|be|run|drop))|i need to (?:leave|go|be|run)|have to (?:leave|go))"
)
"""A "but" that takes nothing back."""

FIRST_ONE = Phrase(
    r"(?:the )?(?:first|former|earlier) (?:one|slot|option|date|time)|the (?:former|earlier)(?! (?:the|than|you|we|i))"
)
LAST_ONE = Phrase(
    r"(?:the )?(?:second|latter|last|later) (?:one|slot|option|date)|the (?:second|latter|later) time|the (?:latter|later)(?! (?:the|than|you|we|i))"
)


SILENCE_IS_CONSENT = Phrase(
    r"""
    (?:unless|if) (?:i|we) (?:don't )?hear (?:otherwise|nothing|anything else|differently|back|from you|a thing|any more|anything)
    unless (?:you|i|we) (?:tell|say|let|object|shout)
    """,
)
