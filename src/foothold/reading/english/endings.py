"""English: courtesies, our vague endings, refusals, absences."""

import re

from foothold.reading.phrases import Phrase

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
    (?:i'll|i will|we'll|we will) (?:be on to (?:you|ye)|swing (?:back|by|round|around)|be (?:around|back on|back around)|catch (?:you|ye) (?:later|soon|again|at)|see (?:you|ye) around|give you (?:some|a bit of) (?:peace|space|time))
    (?:we|i) (?:remain|stay|are|keep) (?:in (?:contact|touch)|at your disposal)
    (?:do not|don't) hesitate to (?:contact|call|reach|get|write|mail|e-?mail|ring|phone)
    one of these days
    feel free (?:to )?(?:reach|call|get|contact|ping|drop|give|come|let|mail|e-?mail|write)?
    (?:just |please |do |then )?(?:let (?:me|us) know|give (?:me|us) a (?:call|ring|shout|bell|buzz|yell|hoy|holler|nudge|ping)|reach out|drop (?:me|us) a (?:line|note)|get in touch|ping (?:me|us)|call (?:me|us)|come back to (?:me|us)|keep (?:me|us) posted|shout)(?: \w+){0,3} (?:when(?:ever)?|if|how|once|any ?time|should|what you (?:think|decide)|where you|as soon as|in due course|after)
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


LEAVE_ASKED = Phrase(
    r"(?:ok|okay|yeah|yes|alright|all right|right|fair enough|if that's (?:ok|okay|alright|all right))\?+$"
)
"""A question only for leave: "I'll touch base after the move, ok?"."""

OPEN_DOOR = Phrase(
    r"(?:feel free to|(?:do not|don't) hesitate to) (?:reach|call|get|contact|ping|drop|give|come|mail|e-?mail|write|phone|ring)"
)
"""Our whole offer of further contact is that he may."""

REFUSAL = Phrase(
    r"""
    (?:decided|agreed|resolved|chosen|opted|voted) not to (?:\w+ ){1,6}?(?:further|forward|ahead|on)
    (?:(?:has|have|had|see|sees|'ve|'s)(?: got)? )no (?:further |real |more )?(?:need|use|call|requirement|appetite|room|place|interest|desire|wish)(?: (?:of|for|in|to) (?:it|this|that|such|your|one|them|any|change|go|continue|proceed))
    (?:going|gone|went|go|signed|signing) with (?:the |a |an |our )?(?:\w+ )?(?:crowd|lads|lot|outfit|mob|guys|people|folks|firm|supplier|vendor|competitor|competition|provider|incumbent|bidder|cheaper|bigger|local|other)
    (?:going|gone|went|go) (?:in )?(?:another|a different|the other|a cheaper) (?:way|direction|route|road|path|company|firm|supplier|vendor|option)
    (?:order|contract|business|job|work|tender|project)(?:'s| is| was| has been| have been)? (?:already |now |since )?(?:placed|awarded|given|gone|signed|going|let) (?:with|to) (?!you\b|your\b)\w+
    (?:kindly |please )?close (?:the|this|our|your) (?:file|case|ticket|enquiry|lead)
    (?:we|i) (?:really )?(?:don't|do not) (?:need|want) (?:it|this|that|any|one|your)(?=[ ,.!]*$|[.,!])
    (?:we're|we are) (?:sorted|all set|grand|covered|fine)(?= (?:as we are|for|thanks|thank|already|now)|, (?:don't|thanks|but thanks|we don't))
    (?:leave|leaving) it (?:so|be)(?=[ ,.!]*$|,)
    (?:best of luck|good luck) (?:with|to you|selling|elsewhere|finding)
    (?:we're|we are|i'm|i am) (?:perfectly |quite |very )?(?:happy|content) (?:with (?:what|who|our|the (?:current|existing|crowd|people))|where we are|as we are|to stay)
    (?:have to|got to|gotta|going to|must|want to|i'll|i will|we'll) (?:say|be) (?:a )?no(?=[ ,.!]*$|,| to (?:it|this|you|your)| on (?:this|it))
    (?:not|isn't|ain't|never) (?:going to|gonna) (?:happen|be a runner|fly|work out)(?! (?:on|at|this|before|until|thursday|monday|tuesday|wednesday|friday|tomorrow))
    (?:we've|we have|they've|it's been|it has been) (?:parked|shelved|binned|canned|scrapped|pulled|killed|dropped|mothballed|pulled the plug on) (?:it|this|the|that)?
    (?:answer|verdict|decision)(?:'s| is| was| has to be)? (?:a )?no(?=[ ,.!]*$|,)
    (?:won't|will not|can't|cannot) be (?:using|needing|requiring|wanting|placing|ordering|going with|working with|pursuing)
    (?:have |'ve |already )+(?:signed|gone|closed|contracted|committed) with (?!you\b)\w+
    (?:signed|went|gone) with (?!you\b|it\b|the\b|a\b|our\b|my\b)\w+(?: \w+)? (?:already|last|this|yesterday|instead)
    (?:will not|won't|not) (?:be )?(?:renew|renewing|extend(?:ing)?|continu(?:e|ing)|tak(?:e|ing) (?:this|it) further)
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
    (?:it's|it is|that's|this is|i'm afraid it's|the answer is|so it's|has to be) (?:a |still )?(?:definite |firm |clear )?no(?: from (?:us|me))?(?! problem| trouble| good| (?:for|on|to) (?:mon|tue|wed|thu|fri|sat|sun|that|the \d|next|this|then|tomorrow|today))
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
    not (?:this time|for us)
    won't be (?:going|moving|proceeding|buying|taking|continuing|needing|renewing|signing)
    """,
)
REFUSAL_UNDONE = Phrase(
    r"""
    if (?:we|i|you|it|they)
    last (?:year|time|quarter)
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
    (?<!come )(?<!call )(?<!get )(?<!go )(?<!ring )(?<!write )(?<!report )(?<!came )(?<!hear )(?<!pick it )(?<!pop )(?<!swing )(?<!circle )(?<!and )(?:back(?! (?:to|with) (?:you|us|me|him|her|them|ye)\b)|return(?:ing)?|in (?:the )?office|available|around|reachable)(?: \w+){0,7}? (?:on|from|by|until|till|the|in|next|this|after)
    (?<!come )(?<!call )(?<!get )(?<!go )(?<!ring )(?<!report )(?<!pop )(?<!swing )(?<!circle )back (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next|in|at|from|on|the)
    """,
    needs="back return returning office available around reachable",
)
ABSENCE_AWAY = Phrase(
    r"""
    (?:i'm|i am|i'll be|we're|we are|i will be|we'll be|he's|she's|out|away|off|leave|holiday|vacation|travell?ing|abroad|closed|shut|tied up|gone|unavailable|conference|fair|unreachable)(?: [\w'-]+){0,8}? (?:until|till|through|to the|up to|back)
    """,
)

HEADING = Phrase(r"^\W*(?:\w+ )?(?:agenda|minutes|programme|program|schedule)")

NARRATION = Phrase(
    r"""
    ^(?:#+ |\*\*|\*)?(?:agenda|minutes|notes|subject|date|attendees|participants|present|visit|meeting notes|call notes|protocol|newsletter)\b(?! of the next)(?!.*\bnext\b)
    (?:agenda (?:of|for) today|today's agenda|agenda today)
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

UNTIL_THEN = Phrase(
    r"""
    (?:see|speak|talk|meet|catch|call|ring|visit)(?: (?:to|with))? (?:you|ye|u|you all|everyone) (?:then|there|that day)
    (?:talk|speak) then
    (?:until|till|'?til) then
    looking forward to (?:it|that|our (?:meeting|call|chat|talk)|seeing you(?: (?:then|there|all))?|meeting you(?: (?:then|there))?|speaking (?:to|with) you(?: then)?)(?=[ .!,]*$)
    """
)
"""A close that points to what has been agreed."""

UNTIL = re.compile(r"(?:un)?till? |'til ")
"""Up to a day or a stretch, which is itself no part of it."""
