"""English: promises, requests, offers to do something; what binds and what does not."""

import re

from foothold.reading.phrases import Phrase

SELF_PROMISE = Phrase(
    r"""
    (?P<by>i|we|he|she|[a-z]+) (?:has |have |had )?promised (?:us |me |them |you |to )*(?P<promised>(?!and\b|but\b|so\b).+)
    (?:^|(?<=, )|(?<=and )|(?<=also )|(?<=yes )|(?<=sure )|(?<=ok ))(?:will|gonna) (?:also |then |just |be )*(?P<bare>[a-z][a-z'-]+)
    (?:i|we) (?:also |then |both )?(?P<present>calculate|finish|mail|e-?mail|send|forward|share|deliver|bring|prepare|write|answer|reply|get back|provide|submit)
    (?:lemme|imma|i'll|we'll|i will|we will|i shall|we shall|i'm going to|we're going to|i am going to|we are going to|i'm gonna|we're gonna|i promise to|we promise to|i can|we can|i commit to|we commit to|we undertake to|i'm happy to|happy to|i'll have to|we'll have to|i am to|let me|i'd be happy to|i plan to|we plan to|i intend to|i need to|we need to|i have to|we have to|i must|we must|i've got to|i should|we should) (?:also |then |just |definitely |certainly |gladly |personally |probably |try to |try and |make sure to |make sure i |make sure we |be able to |be |i'll |we'll |um |uh |er |get to |go and |quickly |now |already |immediately |each |all |both )*(?P<verb>[a-z][a-z'-]+)
    you(?:'ll| will| should| shall)? (?:have|get|receive|see)(?: from (?:me|us))? (?P<thing>.+)
    (?:^|(?<=, )|(?<=and )|(?<=; )|(?<=: ))(?:the |our |an? |your |my |that )?(?P<passive>(?:[\w-]+ ){1,5}?(?:will|'ll) (?:be (?:with you|sent|given|delivered|shared|mailed|provided|forwarded|submitted|couriered|issued|released|returned|signed|in your (?:inbox|mail|mailbox|hands)|on your desk|over)|reach you)\b.*)
    (?:^|(?<=, )|(?<=and )|(?<=; )|(?<=: ))(?:from (?:my|our) side,? )?(?:the |our |an? |your |my |that )?(?P<coming>(?!(?:[\w-]+ ){0,5}(?:i|we|you|he|she|they|myself|to|can|could|would|should|may|please|let|let's|when|if|shall|must|who|that) )(?:[\w-]+ ){1,5}?(?:comes?|coming|follows?|goes out|to follow|going out|will (?:come|follow|land|arrive|go out))(?: \w+){0,3}? (?:by|from (?:me|us|my|our)|to (?:you|us)|over|your)\b.*)
    (?P<ours>(?:my|our) (?:[\w-]+ ){1,3}?)(?P<presents>mails|sends|forwards|brings|ships|shares|delivers|prepares|emails|e-mails|hands|posts)\b
    (?:i'm|i am|we're|we are) (?P<doing>(?:sending|mailing|forwarding|shipping|sharing|bringing|preparing|putting together)\b.*)
    (?P<who>(?!you\b|it\b|that\b|this\b|there\b|what\b|who\b|which\b|they\b|we\b|i\b|if\b|and\b|so\b|but\b)(?:(?:my|our) (?:[\w-]+ ){1,3}?|[a-z]+ (?:(?!i |we |you |he |she |it |they )[a-z]+ )?(?:from|in|at) [a-z]+ |[a-z]+ (?:(?!i |we |you |he |she |it |they )[a-z]+ )?|he|she)?)(?: ?'ll| ?will|is going to|are going to|is gonna) (?:also |then |just |be )*(?P<third>[a-z][a-z'-]+)
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
    (?:to|for|with|at|past|by) (?:you|us|me|him|her|them|our (?!own)|my |your |anna|the (?:team|board|cfo|ceo|boss|customer|client|supplier))
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
    confirm(?: (?:tonight|tomorrow|today|by|on|later|it|that|asap|shortly|soon|the (?:slot|time|date|booking|meeting)).*)?$
    send (?:\w+ ){0,3}link$
    see$
    answer$|respond$|reply$
    """,
)

ASKS_FOR_ANSWER = Phrase(r"(?:confirm|advise|check|tell|let|say|see|note)")
"""Requests for a word about a slot, not for a thing by then."""

REPORTED = Phrase(r"(?:if|when|whether|that|what|how|why|who|do|did|don't|can|could|should|would|until|before|once)$")
"""What stands before makes it a report or a condition: "he asked whether I'll send it"."""

LONG_AGO = Phrase(r"(?:last (?:week|month|year|time)(?!'s)|yesterday(?!'s)|ago)")

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

PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|both|all of it)\b")

ONLY_POINTS_BACK = re.compile(
    r"(?:[a-z-]+ )?(?:(?:it|them|both|all of it)\b|(?:that|this|those|these)(?=$| (?:over|to|back|across|by|for|with|on|in|out|through|off|up|done|sorted|ready|corrected|signed|all)\b))"
)
"""A promise whose thing is only a pronoun: it was named in a sentence before."""

NAMED_THING = re.compile(
    r"""
    \b(?:(?:the|your|our|my|an?|those|these|any|some|his|her|their)\ |(?=[a-z-]+\ (?:[a-z-]+\ ){0,4}(?:is|are)\ (?:pending|missing|outstanding|due|open|still)))
    (?P<thing>(?:[\w'-]+\ ){0,4}?[\w'-]{3,})
    (?=\ (?:before|by|to|for|is|are|was|were|on|in|at|from|and\ (?:the|your|our|i|we|then)|when|so|that|which|with|if|please|as|yet|still|then|they|we|i|you)\b|\ ?[.,;:?!]|\ *$)
    """,
    re.VERBOSE,
)

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

END_OF_WEEK = re.compile(
    r"\bend of (?:the |this |the (?:current|working) |work(?:ing)? )?week\b|\beow\b|\bweek'?s end\b"
)

NOTED = re.compile(
    r"""
    \s*(?:(?:[-*•–>]|\d{1,2}[.)]|\[[\ xX]?\])\s*){0,3}
    (?:(?i:actions?(?:\ (?:items?|points?))?|ai|to-?\ ?do|next\ steps?|tasks?|follow-?ups?)\ ?[:–-]\s*)?
    @?(?P<who>[A-ZÀ-ÖØ-Þ][\w'-]+(?:\ [A-ZÀ-ÖØ-Þ][\w'-]+)?|(?i:i|me|us|we))
    (?:\ to\ |\ ?(?::|->|→)\ ?(?:to\ |will\ )?)
    (?P<verb>[^\W\d_]+(?:-[^\W\d_]+)?)\b
    """,
    re.VERBOSE,
)
"""A task in notes, with its owner before it: "me: send the offer", "- Sarah to send the data by Friday"."""

NO_OWNER = frozenset(
    """happy glad able ready need needs want wants going try trying due set willing free easy hard time plan plans planning
    hope hoping thanks thank please next agreed decided asked promised wanted used how what when where who whether why
    option options goal goals aim idea budget contract offer order decision meeting call note notes subject agenda topic
    topics date place risk risks issue issues price prices summary question questions answer answers result results
    status update updates background context important reminder purpose objective customer's remember forgot agree
    everything nothing something only also then first later maybe possible likely sorry yes no ok okay cc bcc re fwd
    from step steps today tomorrow monday tuesday wednesday thursday friday saturday sunday problem solution
    requirement requirements scope deadline location time timing participants attendees present minutes""".split()
)
"""Words that stand where an owner would and are none: "Happy to send", "Goal: get the line running"."""

CLAUSE_END = re.compile(
    r"""
      [;!?\n]
    | (?<!\bdr)(?<!\bprof)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bst)(?<!\bhr)(?<!\bapprox)(?<!\be(?=\.g\.))(?<!\be\.g)(?<!\bi(?=\.e\.))(?<!\bi\.e)(?<!\binc)(?<!\bltd)(?<!\bcorp)(?<!\bco)(?<!\bno(?=\.\ ?\d))(?<!\bnos(?=\.\ ?\d))\.
    | \.\ (?:i|we|you|he|she|they|it|please|then)\b
    | ,\ (?:and|so|but|then|i|we|you|he|she|they|it|because|which|who|if|could|can|what|how|shall|ok|okay|thanks|let's)\b
    | \ (?:but|because|so\ that|so\ we|so\ you|and\ then|and\ (?:i|we|you)(?:'ll)?|while|although|unless|if\ you|
         when\ we|then\ we|for\ our\ (?:next\ )?(?:call|meeting))\
    | ,\ [a-z]+\ (?:has|have|is|was|will|can|knows|wants|needs|likes)\b
    | \ and\ (?:also\ |then\ )?(?:circulate|upload|drop|dig|pull|chase|submit|ship|post|fill|update|send|mail|e-?mail|get|give|bring|prepare|share|forward|let|provide|put|write|return|sign|draft|check|ask|call|come|tell|add|attach)\b
    | \ (?:it's|it\ is|that's)\b
    | ,?\ (?:ok|okay|alright|right)\?*\ *$
    """,
    re.VERBOSE,
)
"""Where a promise's clause is over. The full stop of a title, of a firm ("Inc.") and of "No. 5" ends none, unless somebody
else's sentence begins behind it."""

AND_ALSO = re.compile(
    r",?\s+and (?:also |then |we'll |i'll )?(?P<verb>circulate|upload|drop|dig|pull|chase|submit|ship|post|fill|update|send|mail|e-?mail|get|give|bring|prepare|share|forward|let|provide|put|write|return|sign|draft|check|ask|call|come|tell|add|attach)\b"
)
"""A second promised verb with the subject of the first."""

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
    (?:shall|should|can|could|may) i(?: also| just| perhaps| maybe)* (?P<verb>[a-z][a-z'-]+)
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
