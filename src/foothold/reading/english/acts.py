"""English: how the acts of a single sentence are put into words (data/text/GUIDE.md, five classes).

Only data stands here; which phrase decides over which is told in `acts`. The phrases see a sentence
made plain: lower case, contractions written out ("let us", "will not"), fillers and repeated words of
speech gone, and every mention of time replaced by one of

    ~day    a specific day or clock time to come      ~week   a longer or vaguer stretch to come
    ~past   a time that is over                       ~habit  a repetition      ~span   a duration
"""

import re

from foothold.reading.phrases import Opening, Phrase

# --- pieces that several phrases share -------------------------------------------------------------

_ADV = r"(?:also |just |both |all |please |probably |possibly |perhaps |maybe |definitely |certainly |still |then |now |kindly |hopefully |certainly |at least |go ahead and |either |quickly |briefly |certainly |only |sure |first |gladly |happily |try to |be able to |like to |love to |want to |need to |have to |plan to |get to |go and |come and |sort of |kind of |better |personally |simply |at some point |sometime |later |soon |again |~week |~day ){0,3}"
_MEETING = r"(?:meetings?|calls?(?! (?:number|center|centre|option|sheet)|[- ]in (?:number|info))|con(?:ference|f)[- ]calls?|telecons?|lunch|dinner|breakfast|coffee|drinks?|beers?|sessions?|appointments?|interviews?|demos?|visits?|discussions?|chats?|conversations?|get[- ]togethers?|kick[- ]?offs?|workshops?|part(?:y|ies)|happy hour|reception|luncheon|videocon(?:ference)?|sit[- ]?downs?|catch[- ]?ups?|debrief|de-brief|offsite|walk[- ]?through|inspection|rehearsal|roundtable)"
_FIXED = r"(?:meeting|call|lunch|dinner|breakfast|coffee|session|appointment|interview|demo|visit|discussion|chat|review|get[- ]together|happy hour|luncheon|videoconference|roundtable|workshop|kick[- ]?off|sit[- ]?down|conversation|inspection|tour)"
_TALK = (
    r"(?:meet(?:ing)?(?: up)?(?! (?:the|our|your|my|his|her|its|their|these|those|this|that|all|any|some|demand|up to|expectations|requirements|a|an)\b)"
    r"|visit(?:ing)?(?= (?:with )?(?:you|me|us|each other|again|further|about|on (?:the|this)|~|your office|soon)|$|[,?.])|(?:talk|speak|chat)(?:ing)?(?: more| further| again| soon| later| some more)?(?! the | french| english| our | your |ed| into| of | for us| as | a | my )"
    r"|discuss(?:ing)?|get(?:ting)? together|sit(?:ting)? down|catch(?:ing)? up|touch(?:ing)? base|hook(?:ing)? up|reconvene|regroup|re-?group|debrief"
    r"|(?:have|having|do|grab|get|hold|schedule|set up|arrange|find|plan|book|organize|organise|put together|set)(?: up)? (?:a |an |another |the |our |your |some |that |this |one |time |for )?(?:[\w/-]+ ){0,3}?(?:<meeting>|time to (?:meet|talk|visit|discuss|speak|chat|get)|time for)"
    r"|see(?:ing)? (?:you|each other|me|us)(?! (?:have|are|can|as|do|all)\b)|(?:come|coming|stop|stopping|drop|dropping|swing|swinging|fly|flying|go|going) (?:by|over|down|out|up|visit|and see|to see|see)(?! (?:to the|the|with|from|if|what|how|whether)\b)"
    r"|join(?:ing)? (?:you|me|us)(?! in \w+ing| as )|go(?:ing)? (?:over|through) (?:it|this|that|them|these|things|everything|the [\w ]{1,30}?) with (?:you|me|us)|pick (?:this|it|that) up (?:again|offline|later)|work (?:this|it) out together)"
).replace("<meeting>", _MEETING)
_GAP = r"(?: (?:all|guys|both|up|in|there|here|at|on|again|over|out|down|back|for (?:lunch|dinner|breakfast|coffee|a drink|drinks|golf)|around|with|sometime|some time|first thing|early|late|later|this|next|the|then|office|about \w+|about \w+ \w+|in the office|in houston|before|after|either|to discuss|between|from|maybe|say|by|or)){0,4}"
_NOT_THIRD = r"(?! (?:(?:it|this|that|these|them|things|further|directly|more|briefly|about it|the [\w-]+|your [\w-]+|my [\w-]+) ){0,2}(?:with|to) (?!you\b|me\b|us\b|each\b|one another|everyone\b|everybody\b|all\b|both\b|your\b|discuss\b|talk\b|go\b|see\b|get\b|review\b|set\b|make\b|help\b|plan\b|work\b|find\b))"

# --- what silences a sentence or part of it ---------------------------------------------------------

_NEED = r"(?:(?:any|some|other|further|more|additional|specific|a|the|general|follow-up|questions|or) ){0,4}(?:questions?|problems?|concerns?|issues?|comments?|queries|query|doubts?|thoughts|suggestions?|trouble|difficult(?:y|ies)|corrections?|anything|something|help|assistance|information|info|clarification|changes|emergency|feedback|edits|objections?)"
_REACH = r"(?:call|contact|e-?mail|write|ring|reach|let|give|ask|see|advise|drop|reply|respond|holler|notify|phone|page|shout|speak|talk|get in touch|come|stop|text|send)"

COURTESY = Phrase(
    r"""
    (?:please |just |and |or |so |but |also |, ?)*(?:feel free|do not hesitate|please do not hesitate|never hesitate)\b[^.;!?]*
    (?:if|should|in case) (?:you|there|anyone|anybody|any of you|anything|something|they)\b[^,.;!?]{0,25}? <need>\b[^,.;!?]{0,80},? ?(?:please |just |then |you can |you may |do )*(?:not hesitate to |feel free to )?<reach>\b[^.;!?]*
    (?:if|should|in case) (?:any |you run into |there are any )<need>\b[^,.;!?]{0,80},? ?(?:please |just |then |you can |you may )*<reach>\b[^.;!?]*
    (?:please |just |and |or |you can |you may |you should |by all means |simply |also |, ?)*<reach>\b[^.;!?]{0,80}? (?:if|should|in case|whenever|when) (?:you|there|anyone|anybody|any of you|anything|something|i|we|they|any)\b(?! (?:would )?(?:want|like|need) (?:me|us) to)[^.;!?]{0,30}?(?: <need>\b|be of (?:any |further )?(?:help|assistance|service)|can help|can assist|can do anything|comes? up|interested|wish|desired?|disagree|necessary|needed|required)[^.;!?]*
    (?:please |just |and |or |, ?)*(?:call|contact|e-?mail|write|ring|reply|respond|phone)\b[^.;!?]{0,50}? (?:with|for|regarding|about) (?:any |further |other |more |additional )+<need>\b[^.;!?]*
    (?:please |just |and |, ?)*(?:call|email|e-mail|call or email|email or call|call or e-mail|call or reply)(?: me| us)? (?:with|w/) (?:(?:any |your )?(?:questions?|problems|concerns)|any )[^.;!?]*
    (?:please |just |and |, ?)*(?:call|contact|e-?mail|let me know|give me a call|holler)(?: me| us)?,? (?:if (?:necessary|needed|need be|required|you wish|you want|interested)|should the need arise|any ?time|for (?:more|further|additional) (?:information|details|info))[^.;!?]*
    (?:any )?<need>(?:,|:| -|\?)? ?(?:please |just |feel free to )*(?:call|contact|let me know|give me a|e-?mail|ask|see) ?[^.;!?]*
    (?:if|should) you (?:need|want|wish|would like|care) to (?:talk|speak|reach|contact|discuss)[^,.;!?]{0,60},? (?:please |just |you can |you may )*(?:call|contact|e-?mail|reach|let|give)\b[^.;!?]*
    (?:if|should) you (?:need|require|have|want|wish|think of|come across|run into) (?:any|further|more|additional|help|assistance|anything)[^.;!?]*
    (?:please )?let (?:me|us) know (?:if|how) (?:i|we|there is anything|anything)(?: can| could| may| else)? (?:be of |help|assist|do anything|provide|answer|can)[^.;!?]*
    (?:if|should) you (?:have |be |are |would be |would )?(?:interested|wish|prefer|like|want)(?! (?:me|us) to)[^.;!?]{0,60},? (?:please |just |you can |you may )*(?:call|contact|e-?mail|click|visit|go|reply|let)\b[^.;!?]*
    """,
    needs="free hesitate if should any questions question comments anytime time case for with necessary whenever when",
    need=_NEED,
    reach=_REACH,
)
"""Offers to be asked, conditional on need: no intention to meet, and no request."""

ADVERT = Phrase(
    r"""
    \$link
    unsubscribe
    click (?:here|on|the|below|this|above)
    (?:https?|www)\b
    opt out
    (?:receiv\w+|stop getting|you get) (?:any |more )*(?:this|these|such) (?:e-?mails?|messages?)
    (?:this|our|these) (?:newsletters?|notifications?)
    (?:your|our) (?:app|apps|subscribers?|readers|website|web site|store|account settings|mobile|free trial|newsletter|membership|subscription)
    (?:app|apple|itunes) store
    free (?:shipping|trial|download|gift|quote|delivery)
    \d+ ?% off
    (?:order|buy|shop|register|sign up|enroll|subscribe|download|apply) (?:now|today|online|here|for free)
    (?:act|call|try|order) now
    toll[- ]free
    limited time
    (?:whitelist|inbox|address book|coupon|discount|promo|voucher|sweepstakes|facebook|twitter|tweet|blog|iphone|ipad|android|download)
    """,
)

PAST = Phrase(
    r"""
    ~past
    (?:met|spoke|talked|discussed|visited|attended|chatted|held|called|agreed|missed|saw|mentioned|wrote|heard)
    (?:was|were|had|did)(?! (?:you|not|we|i|just|thinking|wondering|hoping|going to|to|planning|looking|supposed))
    (?:thanks|thank you)(?: \w+){0,3} for
    (?:enjoyed|nice meeting|good meeting|great meeting|good talking|great talking|nice talking|good seeing|great seeing|sorry i missed)
    (?:last|previous|yesterday's|earlier) (?:meeting|call|time|session|conversation|discussion)
    (?:has|have) (?:met|spoken|talked|discussed|been (?:having|in|to|meeting|talking))
    minutes (?:of|from)
    notes from
    per our (?:\w+ )?(?:meeting|call|discussion|conversation)
    following our
    based on (?:our|my|your|the)
    as (?:we )?discussed
    """,
    needs="~past met spoke talked discussed visited attended chatted held called agreed missed saw mentioned wrote heard was were had did thanks thank enjoyed nice good great sorry last previous earlier yesterday's has have minutes notes per following as based",
)

AHEAD = Phrase(
    r"""
    (?:will|going to|can|could|should|would|may|might|shall|must|let us|please|want|need|plan|hope|like|looking forward|look forward|scheduled|scheduling|upcoming|next|confirm|confirmed|remind|reminder|rescheduled|moved|invite|invited|expect|expected|tentatively|proposed?|proposes|suggested)
    (?:am|are|is) (?:\w+ )?(?:planning|meeting|trying|having|preparing|arranging|setting)
    """,
)

DECLINED = Phrase(
    r"""
    (?<!if )(?:i|we|you|he|she|they|it|that|this|~day|there|[a-z]+) (?:can|could|will|would|do|does|is|am|are|did|was|may|might) (?:\w+ )?not (?:be able|be here|be there|be in|be available|be attending|be joining|be around|be having|be a|available|free|make (?:it|the|that|this|our|~day|to)|attend|come|meet|join|going to (?:be|make|have|meet|work)|participate|work|want to (?:meet|talk)|talk|discuss|feel|call)
    (?:cancel|cancelled|canceled|cancelling|canceling|called off|unable|decline|postpone|postponed indefinitely|have to (?:pass|skip|miss|cancel))
    no (?:longer )?(?:meeting|call|lunch|session|need)
    (?:regret|conflict with|conflicts with|double[- ]booked|tied up|miss(?:ing)? (?:the|our|your|this|that)|too busy|stuck in)
    rather not
    instead of meeting
    """,
    needs="not cancel cancelled canceled cancelling canceling called unable decline postpone postponed have no regret conflict conflicts double double-booked tied miss missing busy stuck rather instead",
)

AWAY = Phrase(
    r"""
    out of (?:the )?(?:office|town|country|pocket)
    (?:on|my|his|her) (?:vacation|holiday|leave|jury duty)
    (?:will be|am|are|be|is) (?:out|away|gone|off|travell?ing|overseas|on the road|on a plane|in transit|in court|back)
    (?:funeral|surgery|hospital|doctor|dr|dentist|court|hearing|flight|wedding|memorial|exam|moving|arrive|arriving|leave for|leaving for|fly to|flying to|depart)
    """,
)

HABIT = Phrase(
    r"""
    ~habit
    (?:usually|normally|generally|typically|always|often|each|every|weekly|daily|monthly|regularly|regular|frequently)
    as a rule
    """,
    needs="~habit usually normally generally typically always often each every weekly daily monthly regularly regular frequently as",
)

ANOTHERS = Phrase(
    r"""
    (?:he|she|they|it|who|which|someone|people)(?: also| all| is| are| has| have| will| would| may| might| can| could| should| had| be| going to| to| want| wants| wanted| was| were)* (?:meet|meets|meeting|met|talk|talks|talking|speak|speaks|speaking|discuss|discusses|discussing|hold|holds|holding|have|having|visit|visits|visiting|see|sees|seeing|host|hosts|hosting|attend|attending|present|presenting|hear)
    (?:his|her|their|its) (?:[\w-]+ ){0,3}(?:meeting|call|lunch|visit|session|conference|interview|appointment|party|briefing)
    (?:board|bankruptcy|court|city council|council|senate|assembly|legislative|committee|commission|ferc|puc|cpuc|congress|congressional|state|public|shareholders?|opec|fed|governor|government|union|creditors?) (?:\w+ )?(?:meeting|hearing|conference|session|vote|members|workshop|dinner|luncheon)
    (?:hearings?|conference(?! calls?| room)|symposium|seminars?|courses?|class(?:es)?|training|exhibition|expo|trade show|summit|convention|speakers?|keynote|registration|semester|exam|tournament|concert|tickets?|show|broadcast|webcast|press conference|election|auction)
    """,
)

HEADING = Phrase(r"^\W*(?:\w+ )?(?:agenda|minutes|programme|program|schedule)")

NARRATION = Phrase(
    r"""
    (?:let us|let me|i will|we will|i am going to|we are going to|i would like to|can we|should we|i want to|i am just going to) (?:just |first |now |also |quickly |go ahead and |maybe |then )*(?:start(?! to )|begin|move on|continue (?:with|on)|go (?:on to|on with|back to|through|around|over (?:to|the)|quickly|to the next)|get (?:started|going)|look at the|show (?:you|it)|tell you|say|explain|present (?:the|my|our|you|some)|introduce|ask you(?! to)|skip|stop|wrap|finish (?:up )?with|turn (?:to|it over|over)|close the|give you (?:a|an|some) (?:overview|idea|example|sense|brief)|do (?:the )?digits|assume|summari[sz]e (?:the|what)|recap|mention|read (?:the )?(?:digits|minutes)|review the (?:minutes|agenda)|run through|discuss (?:now|first|today))
    (?:i will|we will|i am going to|we are going to|i would like to|i want to) (?:just |first |now |then )*(?:talk|speak) (?:a bit |a little |briefly )*about(?! (?:(?:it|this|that) )?(?:later|next|again|~|off))
    (?:next|last|first|this|previous) (?:slide|item on)
    (?:can|could|will|would) you (?:please )?(?:go|move|switch|flip) (?:to|back|on)
    """,
    needs="let will going would can could should want next last first this previous",
)

# --- meetings ---------------------------------------------------------------------------------------

_LEAD = (
    r"(?:let us|(?:can|could|will|should|would|may|might|must|do|did) (?:we|you|i|you and i|the (?:two|three) of us)(?: guys| all| two)?(?: want to| wish to| care to| like to| need to| have time to| mind| be able to| be available to| be willing to| be free to)?"
    r"|(?:we|you and i|the (?:two|three|four) of us|us|all of us) (?:all |both |really |still |also |probably )?(?:can|could|will|would|should|must|might|may|need to|have to|want to|ought to|plan to|hope to|wanted to|would like to|would love to|are going to|are planning to|are to|are set to|are scheduled to|will be able to|had better|were to)"
    r"|why do not (?:we|you and i)|how about|what about|so (?:that )?we can|and we can|when we|until we|before we|if we could|if we can|(?:whether|if|that|when|where|time) (?:you and i|we) (?:could|can|might|should)|possible (?:for us )?to|time (?:for us )?to|opportunity to|chance to|for us to|us all to|able to|like us to|want us to|good idea to|(?:useful|helpful|nice|great|fun|beneficial|productive|worthwhile|best|better|easier)(?: for us)?(?: if we(?: could| can)?| to)|value in|is good to|worth|suggest(?: that)? we|propose(?: that)? we|suggest|propose)"
)

WE_TALK = Phrase(
    r"""
    <lead> <adv>(?:be )?<talk>
    (?:we|you and i|us two) (?:are|will be) (?:\w+ )?(?:meeting(?! (?:the|our|your|all|these|those|their))|getting together|(?:having|doing|grabbing) (?:a |an |our |the |another )?(?:[\w-]+ )?<fixed>|seeing you|talking (?:to|with) you|scheduled (?:to (?:meet|talk|speak)|for))
    (?:will attend|count me in|i will be (?:there|on the call|in attendance)|i am in(?! [a-z])|i can (?:make it|attend))
    """,
    needs="meet meeting talk talking speak speaking chat visit visiting discuss discussing together sit catch touch hook reconvene regroup re-group debrief call calls lunch dinner breakfast coffee drinks drink session sessions appointment interview interviews demo discussion review meetings see seeing come coming stop drop swing join joining go going pick conference telecon party time have having conversation get-together visits beer workshop attend count in make briefing presentation golf scheduled game",
    lead=_LEAD,
    adv=_ADV,
    talk=_TALK,
    fixed=_FIXED,
)

I_TALK = Phrase(
    r"""
    i (?:will|would|can|could|should|may|might|must|want to|need to|plan to|hope to|hoped to|wanted to|am going to|am planning to|am hoping to|am available to|am free to|am happy to|would be (?:happy|glad|pleased|delighted) to|will be (?:happy|glad|pleased|delighted) to|am looking forward to|look forward to|would like the opportunity to|would appreciate (?:the|an) opportunity to|have to|propose to|intend to|will be able to)(?: be (?:happy|glad|pleased|delighted) to)? <adv>(?:<talk><not_third>|(?:call|phone|ring) (?:you|both|everyone|in to|again|back|~day|on ~day|at ~day)|give you (?:a |an )?(?:\w+ )?(?:call|ring|buzz|shout)|be (?:calling|visiting|seeing|meeting|talking (?:to|with)|speaking (?:to|with)) (?:with )?you|(?:contact|reach|find|catch|get with|get hold of) you(?: [\w~]+){0,6}? (?:to (?:discuss|set|schedule|arrange|talk|find|meet)|for (?:a|lunch|coffee|dinner))|set (?:something|it|this|a time) up|follow up with (?:you|a (?:\w+ )?call)|meet you)
    (?:talk|talking|meet|meeting|speak|speaking|discuss|discussing|chat|chatting|visit|visiting)(?: [\w~]+){0,6}? with you(?! (?:on|about) the phone yesterday)
    (?:i|we|and \w+|\w+ and i|she|he|they) (?:will|would|would very much|can|plan to|am going to|are going to|am planning to) ?(?:like to |love to |be |be able to |be happy to )*(?:attend|attending|participate|join|make it to)\b(?! in )
    (?:we|they|he|she) (?:will|would|would like to|want to|wants to) (?:call|phone|contact|meet|meet with|talk to|speak (?:to|with)|visit)(?: with)? you
    (?:will|would|he|she|[a-z]+) (?:be )?(?:call|calling|contact|contacting) you(?: [\w~]+){0,5}? (?:to|and) (?:set|schedule|arrange|find|discuss)
    """,
    needs="meet meeting talk talking speak speaking chat chatting visit visiting discuss discussing together sit catch touch reconvene regroup debrief call calls calling lunch dinner breakfast coffee drinks drink session appointment interview interviews demo discussion review meetings see seeing come coming stop drop swing join joining phone ring contact contacting reach find time set follow attend attending participate make buzz shout conversation go fly",
    adv=_ADV,
    talk=_TALK,
    not_third=_NOT_THIRD,
)

YOU_TALK = Phrase(
    r"""
    (?:please|(?:can|could|would|will|may) you(?: guys| all| both)?(?: please| all| both| be able to| be available to| be free to)?|when you have a (?:chance|moment|minute),?(?: to)?|(?:do|would) you (?:want|like|care|mind|have time|have a chance|have a moment)(?: a chance)?(?: to)?|you (?:can|could|should|will|may|need to|have to|are welcome to|might want to|must)|are you (?:able|available|free|around|up|going|planning|coming|still|interested)(?: \w+)?(?: to| for| in)|(?:i|we)(?: would)? (?:need|want|like|love|appreciate it if|prefer) (?:for )?you(?: guys| all| both)?(?: to| could| would)|if you (?:can|could|would|have time to)|when(?: can| could| would| will| are| is)(?: you| a good time)(?: want| like| be able| available| free| convenient)?(?: to| for)?|invite(?:d)? (?:you|everyone|all of you)(?: all)? to|you (?:are|all are) (?:invited|welcome|scheduled) to|ask(?:ed)? (?:that )?you(?: all)? to|hope you can|hope (?:that )?you will|glad you can|so (?:that )?you can) <adv>(?:<talk><not_third>|attend|participate|be (?:available(?= (?:for|to (?:meet|talk|attend|discuss|join))| ~|$|[,?])|there|here|free|on the call)|join(?: (?:in|the|our|this|on))?|(?:call|phone|ring|page) (?:me|us|my cell|my office|in\b|into)|give (?:me|us) (?:a |an )?(?:\w+ )?(?:call|ring|buzz|shout|holler)|get with me|(?:dial|call)[- ]in|mark your calendars?|hold|block|save the date|plan (?:on|to) (?:attend|join|dial|meet|be|call|come|arriv)\w*|come|stop in|drop in)
    """,
    needs="meet meeting talk talking speak speaking chat visit visiting discuss discussing together sit catch touch reconvene regroup call calls lunch dinner breakfast coffee drinks drink session appointment interview interviews demo discussion review meetings see seeing come coming stop drop swing join joining phone ring page give get dial call-in dial-in mark hold block save plan attend participate available there here free time conversation go hook",
    adv=_ADV,
    talk=_TALK,
    not_third=_NOT_THIRD,
)

CALL_ME = Phrase(
    r"""
    (?<!he )(?<!she )(?<!they )(?<!who )(?<!people )(?<!always )(?<!just )(?:call|phone|ring|buzz|page) (?:me|us)(?! (?:crazy|old|a |at home with))
    (?:just|please) call me
    (?<!he )(?<!she )(?<!they )give (?:me|us) (?:a |an )?(?:\w+ )?(?:call|ring|buzz|shout|holler)
    ^(?:[\w.]+, )?(?:come|stop|drop|swing) (?:by|over|on over|see me|in and see|and see)
    (?:^|[,:] |please |can you |could you |to )(?:come )?(?:meet|join) (?:me|us)
    (?:come |stop by and |please )see me
    (?:catch me|swing by|stop by my|drop by my|get with me)
    """,
    needs="call phone ring buzz page give come stop drop swing meet join see catch get",
)

SET_UP = Phrase(
    r"""
    (?:^|(?:to|and|please|you|will|we|i|us|me|could|can|should|or|just|also|by|about|try|am|are|like|him|her|them|is|then|of|for|if|possible|get|would|been|someone|assistant|office|let|must|may)[,:]? )(?:set(?:ting)? up|schedule|scheduling|arrange|arranging|organi[sz]e|book|plan|planning|find|coordinate|put together|request|recommend|suggest|propose|establish|fix)(?: for)? (?:a |an |another |the |our |some |that |this |one |something|it |up |time |us )?(?:[\w/-]+ ){0,4}?(?:<fixed>s?|conference call|time(?: \w+)? (?:to (?:meet|talk|visit|speak|chat|discuss|get)|for (?:us|you|me|a|our)|when|that|where we|we|you))
    (?:set up|schedule|arrange|reschedule|plan|do) (?:it|this|that|something|one|us)(?: \w+){0,2} ~(?:day|week)
    (?:set|get) (?:(?:it|this|that) (?:up$|up[,?.]|up (?:with|for (?:us|you|next|~day|~week))|scheduled|on the calendar)|something (?:up|scheduled|on the calendar))
    (?:what|which) (?:\w+ )?(?:times?|days?|dates?)(?: \w+){0,3} (?:works?|good|best|better|convenient|available|free|suits?|you able|meet|talk)
    when (?:is|are|would|will|can|could) (?:\w+ ){0,3}(?:good|best|better|convenient|available|free|you able|meet|talk)(?: time| for| to|\?|$)
    (?:when|if|what times?|what days?) you (?:are|will be|would be|might be) (?:available|free|around|back in town|in town)
    (?:are|will|would) you (?:be )?(?:available|free|around)(?! on the market)
    (?:your|my|our) (?:availability|calendars?|schedules?) (?:for|is|are|to|and|look|permit)
    (?:at|whenever it is|when it is|your earliest) (?:your )?(?:earliest )?convenien(?:ce|t)
    when you (?:have|get|can spare) (?:a |some |a few |~span|few )?(?:moment|minute|minutes|chance|time|second) ?(?:to (?:talk|discuss|meet|chat|visit)|for (?:a|lunch))
    (?:a|the|our|your) (?:convenient|good|suitable|mutually \w+) time
    (?:find|have|pick) (?:a |some )?(?:time|half an? hour|~span)(?: [\w~]+){0,4} to (?:talk|discuss|meet|chat|visit|go|sit|get)
    (?:up for|interested in|time for|game for|buy you|take you (?:to|out)|treat you) (?:a |an |some )?(?:\w+ )?(?:lunch|dinner|coffee|drinks?|breakfast|beers?|chat|call|meeting|visit|golf)
    (?:lunch|dinner|coffee|drinks|breakfast|beer)(?: [\w~]+){0,3}\?
    invite you
    """,
    needs="set setting schedule scheduling arrange arranging organize organise book plan planning find coordinate put request recommend suggest propose establish fix get what which when if are will would your my our convenience convenient have pick good suitable up interested time game buy take treat lunch dinner coffee drinks breakfast beer invite availability",
    fixed=_FIXED,
)

LOOK_FORWARD = Phrase(
    r"""
    (?:looking|look|looks) forward to (?:the |our |your |a |next |~day |~week |that |further |finally |possibly )*(?:\w+ )?(?:meeting|seeing|talking|speaking|chatting|discussing|visiting|discussions?|visit|call|conversation|lunch|dinner|having|getting together|catching up|hosting|joining)
    (?:can not|can hardly) wait (?:to|until) (?:see|meet|talk|we)
    (?:hope|hoping|great|nice|good|glad|like|love) (?:to |if i can |that we can |we can |if we could )(?:see|meet|visit with|talk to|talk with|speak with|speak to|catch up with) (?:you|everyone|y'all)(?! (?:doing|have|had)\b)
    would (?:like|love|enjoy|appreciate|welcome) (?:very much )?(?:the |an |a )?(?:opportunity |chance )?(?:to )?(?:meet|meeting|talk|visit|speak|discuss|chat|sit down|get together|see|seeing|talking)(?! (?:the|what|how|if|more|some|your|a|an|this|that|it|less|in|any|these)\b)
    """,
    needs="forward wait hope hoping great nice good glad like love enjoy appreciate welcome",
)

SIGN_OFF = Phrase(
    r"""
    (?:^|.*[,-] |and |i will |we will |will |hope to |thanks )(?:see|talk (?:to|with)|speak (?:to|with)|catch(?: up with)?|meet) (?:you|y'all|everyone|ya|u)(?: all| guys| both)?(?: then| there| soon| later| again| tomorrow| ~day| ~week| next| in| on| at|$|[,.!])
    (?:until|till|see you) (?:then|~day|next time|next week|tomorrow)$
    """,
    needs="see talk speak catch meet until till",
)

DEFERRED = Phrase(
    r"""
    (?:talk|discuss|speak|chat|go over|come back to|get back to|deal with|look at|decide|revisit|address|cover|do|present|handle|resolve|finalize|finalise|take|pick)(?:ing)?(?: about)?(?: it| this| that| them| these| those| things| more| further| up| on| over| the \w+| about)*(?: again| more| further| some more| it)? (?:later|off-?line|afterwards|another time|some other time|next time|(?:in|at|for|by|on|during|until|to) (?:the|our|a|your) (?:next|following|upcoming|later) (?:\w+ )?(?:meeting|call|session|time|one)|next (?:meeting|call|session)|at (?:the|our|another) (?:meeting|next))
    (?:save|leave|keep|table|park|hold|defer|put|push|move) (?:it|this|that|them|these|those)(?: off)? (?:for|to|until|till|on)(?: the agenda for)? (?:later|(?:the|our|a) (?:next|following|upcoming) (?:\w+ )?(?:meeting|call|session|time)|next (?:time|week|meeting)|another time|~week|~day)
    (?:see you|until|meet|talk|discuss \w+) (?:at |in |before )?(?:the|our|a) (?:next|following|upcoming) (?:\w+ )?(?:meeting|call|session)
    (?:the|our) next (?:\w+ )?(?:meeting|call|session)(?:s)? (?:is|will|should|would|might|can|could|be)
    (?:meet|talk|speak|discuss|get together|reconvene)(?: about it| again| with you)? (?:again |more |further )?(?:later|soon|sometime|some time|at some point|next week|next month|~week|again)
    """,
    needs="later offline off-line afterwards time meeting next following upcoming call session soon sometime point again ~week",
)

DAY_SUITS = Phrase(
    r"""
    ~day(?:,? (?:or|and|either|/|at|around|the|in|on|before|after|to|from|till|until) ?(?:the )?~day)*(?: (?:is|are|will|would|should|looks?|sounds?|might|may|could|can|definitely|probably|also|still|just|really|the|only|day|that|afternoon|morning|lunch|time|either|or|and|evening|at|which|for|me|date)){0,7} (?:works?|good|fine|great|ok|okay|perfect|better|best|free|open|suits?|available|possible|convenient|ideal|preferable|my preference|alright|works|be good|be fine)(?! (?:news|job|luck|point|idea|to go|for the (?:market|system)))
    (?:how|what) (?:about|is|does|would|do you (?:say|think) (?:about|to))(?: your calendar)?(?: [\w,/-]+){0,4}? ~day
    (?:i|we|you|she|he|they|both|calendar|schedule|day|afternoon|morning) (?:also |will |would |should |can |could |still )*(?:am|are|be|is|was thinking) (?:also |still |probably |pretty |generally |only |usually )?(?:available|free|open(?! until)|around|clear|flexible)(?: [\w,-]+){0,5}? ~day
    (?:are|is|will|would|^|[,:]) ?(?:you|she|he|they|we|everyone|folks|all of you|anyone|your \w+) (?:be |still |all |both )*(?:available|free|around|open)(?: [\w,/-]+){0,6}? ~day
    (?:do|does|would|will|is|could|can|might|if|that|whether)(?: [\w,-]+){0,5} ~day(?:(?! to | and )[ ,][\w,~-]+){0,3},? (?:work|works|suit|suits|ok|okay|good|fine|convenient|possible|better|best|available|free|do|doable|fit)(?! on | out | with | to go)
    (?:works?|good|fine|free|suits?|available|open|best|better|convenient)(?: [\w,-]+){0,3} (?:is |on |at |would be |for |after |before |from |any ?time |between )+~day
    (?:let us|we can|we could|can we|could we|i can|i could|you could|can you|could you|will|should we|how about we|maybe we (?:can|could|should)) (?:also |just |all |then |both )?(?:say|do|make|make it|do it|do that|do this|try|try for|shoot for|plan on|plan for|go for|go with|aim for|meet)(?: (?:it|that|this|on|at|for|around|about|maybe|like|say|something|either|again)){0,4} ~day
    we (?:all |can |could |should |will |might )*(?:meet|talk|speak|reconvene|get together)(?: [\w-]+){0,3} ~day
    (?:can|could|will|would) (?:you|we)(?: \w+){0,3} make (?:it|a|an|the|that|this)?(?: [\w-]+){0,3} ?~day
    (?:let us|shall we|should we) (?:say|make it|try|shoot for|plan on|do)(?: [\w,-]+){0,4} ~day
    (?:prefer|suggest|propose|recommend|pencil|pencilled|penciled)(?: [\w,-]+){0,5} ~day
    (?:see|call|meet|catch|visit|join|ring|phone|page|expect) (?:you|me|us|y'all|everyone)<gap> ~day
    (?:talk|speak|chat|visit)(?: some)?(?: more)? (?:to|with) (?:you|me|us|everyone)<gap> ~day
    (?:i|we|you|us|please|me)(?: [\w-]+){0,3} (?:come|stop|drop|swing|drive|head)(?:ing)? (?:by|over|in|out|down|up|there|here|to (?:your|my|our) (?:office|house|place|desk))(?: [\w'-]+){0,5}? ~day
    (?:put|got|have|mark|save|hold|block|reserve|add|clear)(?:ed)?(?: [\w,-]+){0,5} ~day(?: [\w,-]+){0,5} (?:calendars?|diary|schedule|for (?:you|us|this|the)|open)
    (?:calendars?|diary|diaries|schedule) (?:for|on) (?:[\w,-]+ ){0,3}~day
    (?:(?:i|we|you) (?:will|can|could|should) be (?:there|here|over)|be in your office|be at your|in your office|in my office|at my office|at your office|conference room)(?: [\w,'-]+){0,4} ~day
    (?:reschedule|rescheduled|move|moved|push|pushed|postponed|postpone|changed|change|switch|switched)(?: [\w,'~-]+){0,8}? (?:to|until|till|for|from) (?:[\w,'-]+ ){0,3}~day
    (?:invite|invited|inviting) (?:you|everyone|all|us)(?: [\w,'-]+){0,10} ~day
    """,
    needs="~day",
    gap=_GAP,
)

MEETING_OF_OURS = Phrase(
    r"""
    (?:we|i|you|us|both|all of us) (?:also |all |still |both |now )?(?:have|has|had|got|will have|are having|am having|will be having|need to have|are doing|do have|have got)(?: [\w,'~-]+){0,6}? <meeting>
    (?:our|your|my|this|today's|tonight's|tomorrow's|~day|~day's)(?: [\w'/-]+){0,4}? <meeting>
    (?:the|a|an|next|that|this|another)(?: [\w'/&-]+){0,4}? <meeting>(?: [\w'/&,()-]+){0,8}? (?:is|will|has been|have been|are|was moved|scheduled|set|moved|starts?|begins?|on|at|for|of|from|tentatively) (?:[\w,'-]+ ){0,6}?~day
    ~day(?: [\w'-]+){0,2}?'?s? (?:[\w'-]+ ){0,2}<meeting>
    ~day,? (?:the|our|for the|for our|for a|for another) (?:[\w-]+ ){0,2}<meeting>
    <meeting>,? (?:date|time|when|on)?: ?~day
    <meeting> (?:with|between) (?:you|us|me|our|everyone)
    <meeting> (?:(?:is|will be|on|at|for|has been|is being|being|scheduled|set|tentatively|still|now|moved to|rescheduled for|from|time|date|scheduled for|planned for|confirmed|is on|is set|is at) ?){0,4}~day
    (?:i|we|you) (?:am|are|will be) (?:\w+ )?(?:meeting|visiting|seeing|having|attending|hosting|interviewing|speaking|presenting|doing|going to|talking|getting together)
    (?:attend|join|remind|reminder|confirm|confirmed|confirming|confirmation|invite|invited|scheduled|schedule|set up|arranged|arrange|set|plan|planned|planning|book|booked|agenda for|prepare for|ready for|available for|dial in|dial-in|rescheduled|reschedule|move|host|hosting|hold|holding|held)(?: [\w,'~-]+){0,7}? <meeting>
    there (?:is|will be) (?:a|an|another)(?: [\w'/&-]+){0,4}? <meeting>
    <meeting>(?: [\w,'~-]+){0,6} (?:you|we|i|us) (?:are|can|will|should|have|need|might)
    """,
    needs="meeting meetings call calls telecon lunch dinner breakfast coffee drink drinks beer session sessions appointment appointments interview interviews demo demos visit visits discussion discussions chat conversation review reviews get-together kick-off kickoff workshop party happy reception luncheon videoconference videocon briefing debrief de-brief game visiting seeing having attending hosting interviewing speaking presenting golf inspection tour presentation roundtable call-in offsite",
    meeting=_MEETING,
)

# --- promises -----------------------------------------------------------------------------------------

_NO_PROMISE = (
    r"(?:not|never|be|have|like|want|need|know|love|miss|hope|think(?! about)|say|admit|guess|bet|feel|assume|agree|die|remember|see(?! (?:if|what|whether|to it|that|about|how))|hear|receive|"
    r"enjoy|understand|believe|wonder|always|continue|get (?:a|an|to|there|it|some|home|rid|in|out)|go(?! (?:ahead|and|get|over|through|to the \w+ and))|come|arrive|stay|leave(?! you)|live|eat|sleep|stop|start|begin|show|tell you|give it (?:a \d|a \w+ (?:out|rating)|\d)|look (?:like|as)|read|record|explain|describe|mention|try not|attend|check in|say|"
    r"talk|speak|discuss|meet|call you|visit|ask you|take it|pass(?! (?:it|this|that|them|your|the|on|along))|skip|wait|find it|find that|probably be|just be|still be|also be|notice|end up|lose|win|depend|remain|become|appreciate|accept|"
    r"go to|fly|head|travel|drive to|miss|try not|look forward|look at (?:it|that) as|turn|open|close|finish (?:this|with)|say|read (?:the|my|a) (?:digits|numbers|transcript)|do (?:digits|the digits|my|something|anything|nothing|everything|what|fine|well|better|so)|make (?:it|a|an|you|me|money|no|sense|the call)|keep (?:my|in mind|it|that in)|grow|benefit|save|earn|last|cost|stick|suffice|work(?! (?:on|with|up|out|this|that|it|through))|help|just say|just go|vote|support|depend|pay attention|assume|let it|let that|let you (?:go|guys|two|all|decide|get)|buy|sell|go for|count|expect|lead|call it|call this|simply|prefer|consider|refer|address|cover)"
)
_DO = r"(?:send|forward|e-?mail|mail|fax|get|give|provide|check|confirm|verify|review|read|look (?:into|at|for|up|over)|find|write|draft|prepare|update|revise|add|remove|include|put|change|correct|fix|make (?:sure|the|those|these|up|some|your|that)|sign|return|arrange|schedule|set|book|order|print|copy|contact|ask|tell|inform|advise|notify|respond|reply|answer|submit|complete|fill|finish|work (?:on|with|up|out|this|through)|take (?:care|the|a look|over|that|notes|on|down)|bring|pick|drop|pass|ship|move|hold|save|attach|post|upload|test|try|run|compare|compile|calculate|investigate|follow|handle|deal|coordinate|ensure|approve|pay|transfer|wire|share|circulate|distribute|collect|gather|summari[sz]e|let (?:you|them|him|her|everyone|\w+) know|resend|redo|reschedule|delete|replace|create|build|implement|evaluate|analy[sz]e|do (?:it|that|this|the|some|so|a|all|my best)|see (?:if|what|whether|to it|about|how)|figure|think about|go (?:ahead|and|get|over|through|back)|call|speak|talk|produce|research|keep (?:you|them|him|everyone|a|an)|need to|have (?:it|them|this|that|the|a|an|my|all|him|her|someone|something|\w+ (?:call|send|prepare|draft|get|look|check))|generate|install|merge|open|file|publish|document|raise|ping|reach out|start|propose|track|cc|hand|leave you|be (?:sending|working|doing|preparing|getting|putting|checking|making|faxing|forwarding|writing|drafting|submitting|adding|posting|providing|looking|drawing|distributing|sure|happy to|glad to|back (?:to|with) you|in touch|able to (?:send|get|provide|give|make|do|finish|complete|help))|report|present|advise|backup|back you|stop by the|pull|dig|log|enter|input|edit|insert|put together|reconcile|request|obtain|clean|switch|connect|record|transcribe|train|incorporate|adjust|extend|grant|relay|negotiate|resolve|clear|type|discuss (?:it|this|that)? ?with|cover|assist|represent|await|monitor|modify|convert|define|design|develop|draw|integrate|list|mark|note|organi[sz]e|plan|process|proceed|recommend|reserve|search|select|setup|store|support|swap|sync|tag|trim|use|walk|bump|land|squash|rebase|tweet|label|invite|close|initiate|visit with)"

PROMISE = Phrase(
    r"""
    (?<!if )(?<!whether )(?<!what )(?<!when )(?<!how )i (?:\w+ly |also |still |then |just )?(?:will|am going to|promise to|will be able to|am about to|will have to|will be sure to|will make sure to|will try to) <adv>(?!<no_promise>\b)[a-z]{2,}
    (?:^|^.{0,25}[,:-] |then |also |thanks,? |i )(?:will|shall)(?: also| just| then| try to| be sure to| definitely| certainly)* (?!<no_promise>\b)(?:send|forward|e-?mail|fax|get|give|provide|check|confirm|review|look|find|draft|prepare|update|revise|let you know|follow|take care|advise|call(?! you)|work on|bring|try to|do|handle|be sending|keep you)
    (?:^|^[\w ]{0,25}[,:-] |^.{0,80}\bi .{0,80}(?:and|but) )will (?!you|we|i\b|it|this|that|the|there|he|she|they|not|be\b|do fine|never|anyone|someone|somebody|any|your|our|my)[a-z]+(?! .{0,200}\?)
    (?:will be|shall be|are being|is being) (?:sent|forwarded|distributed|provided|mailed|e-?mailed|posted|delivered|faxed|submitted|circulated)(?: [\w'-]+){0,6}? (?:by ~day|to you|to everyone|~day|~week|later|shortly|soon|in the next)
    (?:and|to|,|or) (?:i |we )?(?:will )?(?:let you know|get back (?:to|with) you|keep you (?:posted|informed|updated|advised))(?! if you)
    let me (?:just |also |first |quickly |go )?(?:check|look (?:into|up)|see (?:if|what|whether|about)|find out|get back|send|work on|talk (?:to|with)|speak (?:to|with)|think (?:about|on)|get (?:you|some|that|the|with|it|a)|try|run|put|make (?:sure|the|some|a|that)|do (?:it|that|some)|dig|confirm|forward|draft|take (?:a look|care|that)|handle|follow)
    """,
    needs="will going promise agree commit about let",
    adv=_ADV,
    do=_DO,
    no_promise=_NO_PROMISE,
)

WE_PROMISE = Phrase(
    r"""
    (?<!if )(?<!that )(?<!what )(?<!which )(?<!whether )(?<!how )(?<!think )(?<!where )(?<!because )(?<!hope )(?<!until )(?<!decided )(?:we|my team|one of us|somebody here) (?:\w+ly |all |also |still |then |just )?(?:will|are going to|promise to|agree to|commit to|will be able to|are about to|will be sure to|will make sure to|will go ahead and|will try to|will then) <adv>(?!<no_promise>\b)<do>
    (?:i|we) will (?:have|keep|let|make|take|get|do|see|work|call|talk to|speak (?:to|with)|find|try|check|look|ask|tell) (?:it|them|this|that|you|him|her|the|a|an|my|all|our|one|some|out|back|into|with|on|to|your|and|sure|if|what) ?(?:\w+ ){0,6}?(?:by ~day|~day|~week|as soon as|posted|updated|informed|know|ready|for you|to you|together|done|care of|look|back to|back with|sure|out)
    """,
    needs="will going promise agree commit about",
    adv=_ADV,
    do=_DO,
    no_promise=_NO_PROMISE,
)
"""The speaker's side promises; in talk "we will use rubber" decides about a thing, and is none."""

OFFER = Phrase(
    r"""
    (?<!how )(?<!wish )(?<!if )(?<!what )(?<!where )(?<!that )i (?:can|could) (?:also |just |always |then |certainly |easily |probably |definitely |try (?:to|and) |help )*(?:send|forward|e-?mail|fax|get (?:you|that|it|them|a|the|this)|give (?:you|him|her|them|it)|provide|check|review|draft|prepare|write|revise|arrange|schedule|set (?:it|that|you|this)|bring|pick (?:it|that|them|you|up)|handle|take (?:care|the|that|this|on|over|notes|a look)|put (?:it|that|this|together|them|the|a|some)|make (?:the|those|these|that|copies|a)|do (?:the|some)|look (?:into|at|up|for)|find (?:out|you)|follow up|ask|talk to|forward|post|print|fill in|email|work (?:on|with|up)|walk|show you|run|help (?:you|with|out|them))
    (?:i|we) (?:would be|am|are|will be|would) (?:more than |very |quite |only too )?(?:happy|glad|pleased|willing|prepared|delighted) to (?!agree|discuss|meet|talk|speak|hear|see|join|visit|answer|be |have |report|announce|inform|say|help you with any|accept)\w+
    ^(?:happy|glad|more than happy|willing) to (?!hear|see|be|have|answer|report|join|meet|talk|discuss)\w+
    (?<!if )(?<!that )(?<!so )we (?:can|could) (?:also |just |certainly |easily |probably )?(?:send|give|provide|get|show|walk|bring|arrange|forward|e-?mail|fax|offer) you\b(?! more than)
    (?<!what )(?<!where )(?<!how )(?<!who )(?:should|shall) i (?:also |just |go ahead and )?(?:send|forward|e-?mail|fax|get|give|provide|check|review|draft|prepare|arrange|schedule|set|bring|pick|put|make|look|find|follow|ask|call|book|order|do (?:it|that|this)|take (?:care|it|that|this|the)|tell)
    (?<!what )(?<!how )(?:can|could|may) i (?:send|forward|bring|fax|help|offer|show|get you|give you)
    (?:do you|would you|you) (?:want|like|need|prefer) (?:me|us) to (?:<do>)
    want me to <do>
    """,
    needs="can could happy glad pleased willing prepared delighted should shall may will want like need prefer",
    do=_DO,
)

INTENT = Phrase(
    r"""
    (?:i|we) (?:am |are |have )?(?:plan|planning|intend|intending|hope|hoping|expect|expecting|aim|aiming|trying|want|would like|scheduled|should be able|should|need|have|must|are)( to| on)? (?:also |still |just )?(?:be )?(?:<do>|send\w*|forward\w*|hav\w+ (?:it|this|that|the|a|an|them))(?: [\w,'-]+){0,14}? (?:by |on |before |no later than |for |until )?(?:~day|~week)
    (?:i|we) (?:plan|intend|am planning|are planning|am intending) (?:to|on) (?:<do>|send\w*|complet\w+|provid\w+|mak\w+|issu\w+|fil\w+|hav\w+)
    i (?:should|will) have (?:it|this|that|them|the|a|an|my|something|some|all)(?: [\w'-]+){0,8}? (?:ready|done|finished|complete|completed|available|by ~day|for you|to you|~day|~week|out)
    """,
    needs="~day ~week plan intend planning intending have",
    do=_DO,
)

JOINT = Phrase(
    r"""
    (?:(?:we|you and i) (?:should|need to|have to|must|will|can|ought to|are going to|will have to|will need to|got to|have got to)|let us) (?:all |also |probably |just |really )?(?!meet|talk|discuss|speak)<do>(?: [\w,'-]+){0,12}? (?:by |on |before |no later than |until |in |for )?(?:~day|~week|next (?:meeting|time)|the next meeting)
    """,
    needs="we let i",
    do=_DO,
)

# --- requests -----------------------------------------------------------------------------------------

_ASK = r"(?:<do>|let (?:me|us|him|her|them|everyone|\w+) (?:know|have)|make|take|do|use|keep|call|talk|speak|help|explain|clarify|describe|tell|see (?:that|to|if|the|what|me)|look|work|have|go (?:to|over|through|back and)|pick|consider|remember|plan|sign|be (?:prepared|sure|ready|careful|aware that you)|come (?:up with|prepared)|stop|start|resend|delete|ignore|disregard|choose|join|attend|register|refer|limit|allow|approve|wait|sell|buy|rate|indicate|specify|identify|outline|propose|relay|visit|show|authorize|execute|initial|vote|rsvp|r\.s\.v\.p|advise|enter|leave|fill|concentrate|focus|think about|try|address|elaborate|expedite|phone|route|price|quote|cut|set|name|bear|treat|assume|read|return|wire|excuse|turn|encourage|remind|thank|congratulate|double check|double-check|proofread|be|learn|watch|define|evaluate|complete)".replace(
    "<do>", _DO
)

PLEASE = Phrase(
    r"""
    (?<!attached )(?<!enclosed )(?:please|kindly),?(?: also| just| do| all| both| only| again| then| go ahead and| be sure to| make sure to| take (?:a|the) (?:moment|time|minute) to| when you (?:get|have) a (?:chance|moment|minute),?| immediately| carefully| feel free)* (?!note\b|and\b|or\b|if\b|let (?:me|us) know if you|find (?:attached|enclosed|below|the attached|my)|see (?:below|attached|the attached|above)|accept|be advised|be aware|excuse|forgive|pardon|do not hesitate|feel|be assured|be informed|do not take|keep in mind|bear|remember|understand|join|come|visit|click|call (?:me|us)|give me a call|meet|know|stop by)[a-z]{2,}(?= \S)
    (?:please|kindly)(?: also| just)? (?:respond|reply|advise|confirm|comment|print|forward|review|rsvp|help|handle|approve|discuss with|see me|proceed|read|sign|call \w+)\b
    """,
    needs="please kindly",
    ask=_ASK,
)

ASKED = Phrase(
    r"""
    (?<!what )(?<!where )(?<!why )(?<!how )(?<!much )(?<!many )(?<!who )(?<!when )(?<!most )(?<!which )(?:can|could|would|will) (?:you|someone|somebody|one of you|anyone|anybody|you guys|you two|your (?:group|team|people))(?: all| both| guys| two)?(?: please| also| just| possibly| perhaps| kindly| maybe| quickly| then| either| go ahead and| be able to| be so kind as to| be kind enough to)* (?!believe|imagine|see (?:the|that|it|this|how|my|what)|hear|say|think|feel|get (?:there|away|by|used)|come|have (?:a|the|to|two|like|it)\b|want|need|know|like|be\b|do (?:that|it)\?? ?(?:with|in|on)?|remember|understand|use|find (?:it|that)|meet|talk to me|imagine|guess|notice|recall)<ask>
    would you (?:mind|please|be (?:willing|able|so kind))(?: to)? \w+
    (?:i|we)(?: would| will| do| just| also| really)?(?: need| want| like| love| appreciate it if| prefer| ask(?:ed)?| expect| request| asked)(?: for)?(?: that)? (?:you|someone|somebody|your team|each of you|everyone|all of you|the two of you|you two|you guys)(?: guys| all| both| two)?(?: to| could| would| should| please)+ (?:also |just |please )?(?!know|see|be|understand|think|believe|come|meet|join)\w+
    (?:do you think|any chance|is it possible) (?:that )?you (?:can|could|would|might) <ask>
    (?:can|could|may|might) (?:i|we) (?:please |also |just )?(?:get|have|see|borrow|ask you to) (?:you|a copy|copies|your|the|an update|a list|that|some)
    how about you \w+ing
    (?:i|we) was wondering if you (?:could|would|can|might)
    (?:i|we)(?: am| are| was| were)? (?:wondering|hoping|wonder|hope) (?:if |that )?you (?:could|would|can|might|will) (?:please |also |just )?(?!be\b|have\b)<ask>
    (?:i|we|it) would (?:really |greatly |very much |certainly )?(?:appreciate|be grateful|be great|be helpful|be nice|help|like|be appreciated)(?: it)? (?:if you|your|for you to|you)(?: can| could| would)?
    """,
    needs="can could would will need want like appreciate prefer ask asked expect request think chance possible may might about wondering hoping wonder hope",
    ask=_ASK,
)

MUST = Phrase(
    r"""
    (?:you|you two|you guys|both of you|you all|everyone|everybody|all of you|each of you|somebody|someone|one of you)(?: both| all| two| guys| also| still| really| just| probably)? (?:need to|needs to|have to|has to|should|must|had better|are to|is to|are supposed to|are expected to|will need to|will have to|may want to|might want to|ought to|are required to|are requested to|are asked to|got to|have got to|better)(?: also| all| both| probably| just| really| definitely| at least)* (?!be able|be\b|have (?:a|an|the|to|received|seen|heard|no|any)\b|know|see|notice|think that|realize|receive|get (?:a|an|the|used)|feel|find|hear|come|meet|bother|say|understand|expect|look like|like|want|need|buy|use|try (?:it|this)|visit|join|go to|keep in mind)<ask>
    (?:^|^.{0,25}[,:-] |please |and |also |so |to |just )(?:make|be) sure (?:to|that|you|everyone|we get|all|the|your|they|it|\w+ (?:has|have|gets|is))
    (?:i|we) (?:also |still |just )?(?:need|would like|want) to (?:know|see|get|have) (?:what|when|your|if|whether|how|who|the \w+|a copy|these|those|this|some)
    (?:^|[,:] |so |and |, )if you (?:could|can|would)(?: please| also| just)* (?!be\b|have\b|get (?:a|away)|come|make it|see)<ask>[^?]*(?:appreciat|grateful|indebted|great|please|awesome|love|thank|helpful|nice|wonderful)\w*
    (?:^|[,:] |so |and |, )if you (?:could|would)(?: please| also| just)* (?!be\b|have\b|get (?:a|away)|come|make it|see|like|want|care)<ask>
    any chance (?:of|you|to|that)
    why do not you (?!come|join|meet)[a-z]+
    it (?:would|might) be (?:useful|helpful|good|great|nice) (?:if you|to (?:get|have|see))
    it is (?:important|imperative|essential|critical|crucial) (?:that )?you
    (?:i|we)(?: really| do| still| will| just| would)? (?:need|require|appreciate|want)(?: to (?:get|have|receive|see))? (?:your|these|those|them|everything|this|it|that|the|a|an|any|some|all)(?: [\w,'-]+){0,8}? (?:by (?:the )?~day|by ~week|asap|as soon as possible|immediately|~day|right away|today|from you|back from|before ~day|done|prior to)
    (?:i|we) (?:really |also |do |still |just )?(?:need|would appreciate|await|will need|require) your (?!business|understanding|interest|support|patience|services)\w+
    any (?:help|input|information|insight|comments|thoughts|assistance|guidance|feedback)(?: [\w'-]+){0,8} (?:is|are|will be|would be|greatly|much) (?:\w+ )?appreciated
    (?:all|any)?(?: \w+){0,5} (?:are|is) (?:requested|required|asked|expected|due|to be (?:sent|submitted|completed|returned))(?: [\w'-]+){0,8}? (?:by|to|no later than|on|before)
    """,
    needs="need needs have has should must better are is supposed will may might ought got sure appreciate require await want appreciated if chance why it",
    ask=_ASK,
)

LET_ME_KNOW = Phrase(
    r"""
    (?<!he )(?<!she )(?<!they )(?<!also )(?<!will )(?<!will )let (?!you\b)(?:me|us|\w+|\w+ and (?:i|me|\w+)) know(?: \w+){0,6}? (?:what|when|whether|how|who|which|where|why|your|the|as soon as|asap|by ~day|~day|~week|about|of|that|so|once|after|if|by|on|any|immediately|a|whom|something)
    ^(?:(?:please|just|and|so|[a-z]+,) )*let (?:me|us) know
    (?:please |do |, ?)let (?:me|us) know
    let (?:me|us) know[.!]?$
    let me (?:hear|have) (?:from you|your|what|the|a)
    (?:give|send) (?:me|us) (?:your|the|a|an|some)(?: [\w'-]+){0,4} (?:thoughts|feedback|comments|input|answer|update|idea|copy|list|details|info|information|numbers?|status)
    (?:tell|remind|inform|advise|notify) (?:me|us) (?:what|when|whether|how|who|which|where|if|of|about|once|as)
    what (?:do you think|are your thoughts)$
    """,
    needs="let give send tell remind inform advise notify what",
)

_ORDERS = """
    send forward email e-mail fax provide check confirm verify review draft prepare update revise add remove
    include correct fix sign return arrange schedule book print copy contact ask tell inform advise notify respond
    submit complete fill work take bring pick drop pass hold attach post compare compile calculate investigate
    follow handle coordinate ensure approve transfer wire share circulate distribute collect gather summarize
    summarise resend redo reschedule delete replace create evaluate analyze analyse do see figure think go call
    talk speak keep have get give let make put set try use look find run read write move change leave remember
    plan be cc route reply disregard ignore test pull open start document research label raise file merge land
    ping identify determine consider save paste propose list discuss direct refer order buy pay stay stop wait
    shoot doublecheck double-check decide assign proceed mark reserve insert clarify relay assist organize
    organise obtain track
"""

IMPERATIVE = Opening(
    r"""
    (?:send|forward|e-?mail|fax|provide|check(?! \d| (?:out|this out|it out))|confirm|verify|review|draft|prepare|update|revise|add(?! to that| it up)|remove|include|correct|fix|sign|return|arrange|schedule(?! \d)|book(?! value)|print|copy|contact|ask(?! me| yourself| your doctor)|tell(?! me about)|inform|advise|notify|respond|submit|complete|fill (?:in|out)|work (?:on|with|up|out|through|together)|take (?:a look|care|notes|the|this|these|them|it|your|over)|bring|pick (?:up|the)|drop (?:off|me a|him|her|it)|pass|hold (?:off|the)|attach|post(?! office)|compare|compile|calculate|investigate|follow (?:up|through)|handle|coordinate|ensure|approve|transfer|wire|share|circulate|distribute|collect|gather|summari[sz]e|resend|redo|reschedule|delete|replace|create|evaluate|analy[sz]e|do (?:not (?:forget|send|let|use|forward|worry about (?:the|that|it) until)|me a favor|it|this)|see (?:if|whether|what you can|to it|me|that)|figure out|think about (?:what|how|it|that|the|this|whether)|go (?:ahead|over|through|and|get|talk|ask|look)|call(?! for| it| me| us| now| cent| option| toll| today)|(?:talk|speak) (?:to|with)(?! you\b| me\b)|e:?mail|shoot (?:me|us)|doublecheck|double[- ]check|decide|assign|keep (?:me|us|this|that|an eye|the|track|up with|a)|have (?:him|her|them|\w+) (?:send|call|get|do|make|give|forward|check|look|come|prepare|sign|fax|talk|meet|review|put|write|bring|take|email|contact|set|work)|get (?:me|him|her|them|with|the|a|this|that|it|back|in touch|your|some|these|\w+ to)|give (?:me|him|her|them|us|it|this|my|\w+ (?:a|the|my))|let (?:him|her|them|\w+) (?:know|have)|make (?:sure|the|these|those|a|any|this|it|that|certain|copies|arrangements)|put (?:it|this|that|the|them|these|together|me|a|in|your|all|\w+ (?:on|in|down|up))|set (?:up|it|the|this|me|aside)|try (?:to|and|it|the|using|that|this)|use (?:the|this|that|your|my|it)|look (?:into|at (?:the|this|these|it|your)|for (?:the|a)|up|over|through)|find (?:out|the|a|me|someone|him|her)|run (?:the|this|it|a)|read (?:the|this|it|up|through|these)|write (?:up|down|the|a|me|it)|move (?:the|it|this|these)|change (?:the|it|this|these|my)|leave (?:it|the|this|that|me)|remember to|plan (?:to|on)|be (?:sure|prepared|ready|careful)|cc|route|reply|disregard|ignore|test|pull (?:the|up|together|out)|open (?:up|the|a|it)|start (?:with|by|on|work)|document (?:the|it|how)|label|raise|file (?:a|an)|merge|land|ping|identify|determine|consider (?:the|adding|using)|save (?:the|it|this|a)|paste|propose|list (?:the|all|your|any)|discuss with|direct|refer|order (?:the|a|me|some)|buy (?:the|a|me|some|them)|pay (?:the|him|her|it|this)|stay (?:on|in touch)|stop (?:the|by)|wait (?:for|until)|proceed|mark (?:the|it|this|your|as|down)|reserve|insert|clarify|relay|assist|organi[sz]e|obtain|track)\b
    """,
    openers=r"""(?:and|so|then|also|just|but|yes|no|now|again|maybe|next|first|second|finally|lastly|otherwise|thanks|fyi|if (?:so|not|possible|you can|you get a chance)|when you (?:get|have) a (?:chance|moment|minute|second)|in the meantime|meanwhile|\(?[a-z0-9][.)]|[-*•>:]+|[a-z]+(?: [a-z]+)?[,:]|"?[a-z]+,|[a-z]+ (?:-|--)|go ahead and|do|just|simply|kindly|hi|hey|hello),? ?""",
    needs=_ORDERS,
)

ASSIGNED = Phrase(
    r"""
    (?<!if )(?<!when )(?<!what )(?<!that )(?<!once )(?<!where )(?<!how )(?:you|you two|you guys|you both|both of you|you and \w+|the two of you)(?: two| both| guys| all)? (?:will|are going to|have to|should|are to|are supposed to)(?: also| both| all| then| just| basically| probably| maybe| have to| need to| be able to)* (?:be )?(?:work(?:ing)?(?: together)? (?:on|with|through|at)|look(?:ing)? (?:at|into|for|up)|do(?:ing)? (?:the|some|a|that|your|research|this)|draw(?:ing)?|design(?:ing)?|prepar(?:e|ing)|writ(?:e|ing)|mak(?:e|ing) (?:the|a|up|some)|think(?:ing)? (?:about|of)|focus\w*|concentrat\w+|evaluat\w+|watch\w*|com(?:e|ing) up with|handl\w+|tak(?:e|ing) (?:care|the|over|on|that)|send(?:ing)?|check(?:ing)?|creat\w+|develop\w*|research\w*|present(?:ing)?|put(?:ting)? (?:together|the|in)|find(?:ing)? out|play(?:ing)? with|go(?:ing)? (?:through|to product)|continue (?:with|on|to work)|start(?:ing)? (?:on|with|working)|build(?:ing)?|model(?:l?ing)?|investigat\w+|try(?:ing)? to (?:get|find|come|make|do)|follow(?:ing)? up|responsible|discuss\w*|ask(?:ing)?|tell(?:ing)?)
    (?:the |our |a |and |industrial |interface |user |marketing |project |technical |lead |account |other |two |id|uid|me|pm|ui ?d?) ?(?:\w+ )?(?:designers?|person|expert|manager|developer|engineers?|department|team|dev|lead|secretary|chair|committee|group|staff|champions?) (?:\w+ )?(?:will|is going to|are going to|is supposed to|are supposed to|has to|have to|should|needs to|need to|is to|are to|(?<!with the developer )(?<!for the group )to)(?: also| then| just| both| all)* (?:be )?(?:responsible|<do>|work\w*|look\w*|do|draw\w*|design\w*|prepar\w+|writ\w+|mak\w+|think\w*|focus\w*|concentrat\w+|evaluat\w+|watch\w*|com(?:e|ing) up|creat\w+|develop\w*|research\w*|present\w*|put\w*)
    (?:maybe|perhaps) you (?:can|could|guys could) (?:<do>|find|look\w*|work\w*|try|think)
    (?:and |so |then |for )?(?:you|you two|the \w+ (?:designer|expert|manager)),? (?:are|is) (?:responsible|in charge|to (?:do|work|make|look|write|prepare|design))
    (?:i|we) (?:want|would like|will ask|will have|will get|need|am going to ask|am asking|have asked|asked) (?:him|her|them|the \w+ \w+|the \w+|\w+) to (?!be\b|see\b|know\b)(?:<do>)
    your (?:individual )?(?:action|task|homework|job|assignment)s? (?:is|are|will|for)
    (?:somebody|someone|everyone|everybody|people|he|she|they) (?:should|needs to|need to|has to|have to|must) (?!be\b|have\b|know\b)<do>
    ^action(?: item)?s?(?: for \w+| on \w+)? ?[:-]
    ^(?:(?:and|so|then|but|now|[a-z]+,) ){0,3}you(?: two| guys| both)? are (?:basically )?(?:working on|looking at|doing|watching|responsible)
    """,
    needs="you person guys id uid me pm designer designers expert manager developer engineer engineers department team dev lead secretary chair committee group staff champions champion d i we your somebody someone everyone everybody people he she they action actions",
    do=_DO,
)

NAMED = re.compile(
    r"(?:^|[.;:•*-]\s+|\n|\b[Aa]nd |, )@?(?![A-Z][a-z]+ing\b)(?!(?:I|We|You|It|This|That|There|They|He|She|What|Who|Which|The|Please|Thanks|Attached|Here|Let|If|Needs?|Want|Wanted|Wants|Trying|Tried|Time|Looking|Going|Have|Had|Glad|Happy|Like|Hope|Hoping|Unable|Able|Ready|Free|Due|In|Instead|Open|Just|Also|List|How|When|Where|Why|Used|Subject|Re|From|To|Cc|Sent|Note|One|Now|And|So|But|Then|Prior|According|Thank|Remember|Try|Plans?|Planning|Everything|Nothing|Any|Some|Those|These|All|Once|Our|My|Your|His|Her|Their|After|Before|As|At|For|On|With|Only|Still|Sorry|Yes|No|Not|Please|Click|Supposed|Agreed|Want|Way|Ways|Steps?|Chance|Right|Best|Easy|Hard|Good|Great|Nice|New|Next|Tee|Trial|Order|Learn|Want)\b)"
    r"[A-Z][\w.'-]{1,20}(?:,? (?:and |& |/ ?)?@?[A-Z][\w.'-]{1,20}){0,3}(?: \([\w ]{1,20}\))?"
    r"(?::|,| -)?(?: will| to|'ll| is going to| should| needs to| need to| has to| is to| are to|(?: has| have)? agreed to|(?: has| have)? volunteered to|(?: has| have)? offered to| was asked to| can|(?<=:))"
    r"(?: also| then| please| both)? (?=[a-z])(?!be (?!responsible|work|send|prepar|doing|tak)|have (?:a|the|to|been)|need|not|continue|never|soon|announce|win|pay \$|cost|provide (?:the )?(?:first|best|electric)|me\b|you\b|us\b|all\b|see\b|come\b|meet\b|whom|discuss the following)"
    + _DO
    + r"\b"
)
"""A named person or role is given something to do ("Name will send...", "Name: schedule ..."); case counts."""


OWN_VAGUE_TIME = Phrase(
    r"""
    (?:soon|sometime|some time|some point|later|next time|another time|convenience|whenever|any ?time|eventually|next (?:meeting|call|session)|someday|in the (?:near )?future)
    """,
    needs="soon sometime some later next another convenience whenever any anytime eventually someday future",
)

MOVED = Phrase(
    r"""
    (?:move|moved|moving|reschedule|rescheduled|change|changed|switch|switched|push|pushed|postpone|postponed|from|instead of|not)
    """,
)

EVENT_ANCHOR = Phrase(
    r"""
    (?:when|once|as soon as|after|before|until|next time|whenever) (?:you|we|i|he|she|they|it|you're|you've|we're|i'm|i've) (?:get|gets|are|come|comes|return|returns|have|has|got|receive|finish|is|meet|talk|arrive|back)\b[^,.;!?()]{0,40}
    (?:when|whenever|once) you(?:'re| are)?(?: next)? (?:in|back|here)\b[^,.;!?()]{0,30}
    (?:at|in|for|by|before|until|during|after) (?:the|our|your) (?:next|following|upcoming)(?: [\w-]+)? (?:meeting|call|session)
    (?:the |our )?next (?:meeting|call|session|time)
    (?:prior to|before|ahead of|in time for) (?:the |our |your |my |a |his |her |their )?[\w-]+(?: (?:meeting|call|session|deadline|vote|hearing|trip))?
    (?:after|before) (?:lunch|the meeting|the call|the holidays?|class|work|that|dinner|christmas|new year|thanksgiving)
    (?:as soon as (?:possible|you can)|asap|at your (?:earliest )?convenience|right away|immediately)
    (?:some ?time soon|very soon|real soon|soon|sometime|some time|at some point|later on|later|in the near future|shortly|another time|off-?line)
    """,
    needs="when once as after before until next whenever prior ahead time soon sometime some later near shortly another offline off-line right immediately asap convenience at in for by during",
)

CUES = frozenset(_ORDERS.split()) | frozenset(
    """
    let us will shall ll going please pls kindly could would can should must need want have has meet meeting meetings call calls talk speak
    chat discuss visit see lunch dinner breakfast coffee drinks join together forward available free works work suits
    how about make send get give check sure you your we i me our schedule scheduled set arrange confirm remind invite come stop drop
    action actions todo todos owner assigning assigned responsible promised instructed asked required volunteers everyone
    everybody somebody someone gets takes later session conversation
    """.split()
)
"""A sentence without any of these words holds no act; it is not read any further."""


TASK = Phrase(
    r"""
    (?:send|e-?mail|mail|forward|ask|prepare|write (?:up|down|the|a|it)|remember|forget|schedule|remind|bring|~day|~week|next (?:time|meeting|week)|for the next|find out|look(?:ing)? (?:into|for)|check with|check (?:the|your) e-?mail|talk to|speak to|work(?:ing)? (?:together )?(?:on|with)|report|finish|complet\w+|fill (?:in|out)|evaluat\w+|research\w*|draft\w*|collect\w*|design(?:ing)? the|do(?:ing)? (?:the|some|that|a) \w+|come up with|coming up with|com\w+ up|trend|prototype|responsible|get back|let \w+ know|put (?:it|that|them|this) (?:in|on|up)|upload|post|transcri\w+|test\w*|record\w*|contact\w*|document\w*|try (?:to|and) (?:find|get|make|do)|look(?:ing)? at|think(?:ing)? about|figure out|focus\w*|concentrat\w+|read (?:the|up|through)|focus)
    """,
)
"""Work that outlasts the talk it is given in."""

TOGETHER = Phrase(
    r"""
    (?:meet(?! the)|meeting with|get together|sit down|catch up|lunch|coffee|dinner|call (?:you|me)|give (?:you|me) a call|see you|phone|set up a|schedule a|reconvene|touch base|come by|come over|stop by|drop by|next (?:meeting|time)|another (?:meeting|time)|later|off-?line|afterwards|after (?:the|this) meeting|soon|sometime|some time|again|~week|~day)
    """,
    needs="meet meeting together sit catch lunch coffee dinner call see phone set schedule reconvene touch come stop drop next another later offline off-line afterwards after soon sometime some again ~week ~day",
)
"""In talk: to meet or to take something up at another time, not to go on with it now."""

EACH = Phrase(
    r"(?:~habit|every|each|usually|continue to (?:have|meet|hold))", needs="~habit every each usually continue"
)


THIRD_MEETING = Phrase(
    r"""
    (?:i|we) (?:\w+ )?(?:will|want to|would like to|plan to|am going to|are going to|need to|have to|hope to|am planning to|am scheduled to|am supposed to|am trying to|should|am|are|will be|may|might|intend to) (?:also |be |both )?(?:meet|meeting|visit|visiting|see|seeing|interview|interviewing|host|hosting|have (?:a )?(?:lunch|dinner|breakfast|coffee|drinks|meeting|call|conference call)|having (?:lunch|dinner|breakfast|coffee|drinks)|sit down|sitting down|get together|attend|attending|speak at|speaking at|present to|presenting to)(?! (?:the (?:deadline|need|demand|requirement)|if|what|how|whether|that))(?: [\w.,'&-]+){0,14}? ~day
    """,
    needs="~day",
)
"""The speaker is to meet somebody else on a day."""

RSVP = Phrase(
    r"""
    (?:if|whether|how many|who) (?:or not )?(?:of )?you(?: all| guys)? (?:will|can|could|are able to|are going to|plan to|plan on|would like to|wish to|want to|are planning to|are planning on)(?: not)? ?(?:be able to |be )?(?:attend|attending|make it|participate|participating|come|coming|join|joining|available to attend)
    """,
    needs="attend attending make participate participating come coming join joining available",
)
"""Whether somebody will come to a meeting whose day is not told."""

ACCEPTED = Phrase(
    r"""
    (?:that|this|it|time|day|either|both|which|date|sounds?|looks?)(?: time| day| date)?(?: is| will| would| should| all| be)* (?:works?|good|fine|great|perfect|suits?|okay|ok)(?: be)?(?: great| well| fine| good)? ?(?:for me|with me|for us|by me|on my end|here)?
    (?:works|fine|good|great|perfect) (?:for|with|by) (?:me|us)
    (?:i|we) (?:will|can) be (?:there|here|on the call|in)
    (?:see you|talk to you|speak to you|until) then
    count (?:me|us) in
    (?:i|we) (?:can|will) (?:make|do) (?:it|that)
    """,
    needs="works work good fine great perfect suits suit there here then in make do",
)
"""A slot is taken up that stands in the context."""

URGENT = Phrase(
    r"""
    (?:as soon as possible|asap|by ~day|by ~week|~day|immediately|right away|promptly|urgently|at once)
    """,
)

YES_CUES = frozenset("works work good fine great perfect suits there then in make".split())

RESOLVED = Phrase(
    r"""
    let us (?:go ahead|try|work together|make sure|plan to|get (?:it|this|that) (?:done|scheduled|out)|send|ask|use|add|keep|put|write|file|open|wait)(?! (?:to see what|a minute|a second|and see))
    """,
    needs="let",
)
"""A joint resolution without a time; in talk that is mostly about the moment."""

SOME_WEEK = Phrase(
    r"""
    (?:there is|there will be|we have|we are having|have|having|our|the|a|another|first|second|next|follow-?up)(?: [\w'-]+){0,3} (?:meeting|call|session|visit|lunch|dinner|workshop|interview)s?(?: [\w,'-]+){0,6}? ~week
    ~week'?s? (?:[\w-]+ ){0,2}(?:meeting|call|session|visit)\b
    """,
    needs="~week",
)
"""A meeting told of that is to be in a week or month, without its day."""
