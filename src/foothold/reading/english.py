"""English: how the rules' phrases are put into words.

Only data stands here. Which phrase decides what is told in the rule's own file (steps, replies,
endings, commitments, five_tests); READING.md settles the doubtful readings.
"""

from foothold.reading.phrases import Phrase

# --- future contact ------------------------------------------------------------------------------

_MEETING_NOUN = (
    r"(?:meeting|call|visit|demo|demonstration|session|lunch|dinner|breakfast|coffee|workshop|catch[- ]?up|appointment|"
    r"slot|tour|walk[- ]?through|review|kick[- ]?off|follow[- ]?up|chat|conversation|teams|zoom|presentation|trial|"
    r"invite|invitation|get[- ]together|sit[- ]down|time|date)"
)

MEETING_NOUN = Phrase(_MEETING_NOUN + "s?")

CONTACT_VERB = Phrase(
    r"meet(?:ing)?(?: up)?", r"(?:call|ring|phone)(?:ing)? (?:you|me|us|back|again|him|her)", r"call(?:ing)?",
    r"(?:talk|speak|chat)(?:ing)?", r"catch(?:ing)? up", r"touch(?:ing)? base", r"reconnect(?:ing)?",
    r"(?:get|sit|come|drop|pop|swing|stop|head)(?:ting|ting|ing|ping|ping|ping)? "
    r"(?:together|down|by|over|in|round|out to (?:you|us|your|our))",
    r"visit(?:ing)?", r"see(?:ing)? (?:you|each other|me|us)", r"see you", r"follow(?:ing)? up", r"check(?:ing)? (?:back|in)",
    r"circle back", r"regroup", r"reach out", r"get back (?:in touch|to you|to me|to us)", r"(?:be|get|keep|stay) in touch",
    r"try me", r"hear from", r"discuss(?:ing)?", r"go(?:ing)? (?:over|through)", r"walk(?:ing)? (?:you|me|us) through",
    r"host(?:ing)?", r"show you (?:round|around)", r"drop you a line", r"give (?:me|you|us) a (?:call|ring|shout|bell|buzz)",
    r"connect(?:ing)?", r"join(?:ing)?", r"present(?:ing)?", r"dial in", r"revisit(?:ing)?",
)  # fmt: skip

OFFER = Phrase(
    r"(?:how|what) about", r"(?:shall|should|could|can|may|might) (?:we|i|you)", r"shall we say", r"let's", r"lets", r"let us",
    r"do(?:es)? .{1,60}\b(?:work|suit|fit)", r"(?:would|will) .{1,60}\b(?:work|suit|do|fit|be (?:ok|okay|fine|good|better))",
    r"(?:is|are) .{1,60}\b(?:good|ok|okay|fine|free|available|convenient|any good|possible|better)", r"are you (?:free|around|available|in)",
    r"you free", r"(?:pencil|put|block|book|lock|slot|diary)(?: \w+){0,4} (?:in|out|down|for|into)", r"pencil(?:led)?", r"schedule[d]?",
    r"set (?:it |that |this |something )?(?:up|for)", r"book(?:ed)?", r"arrange[d]?",
    r"(?:i'm|i am|we're|we are) (?:free|available|around|open|at my desk)", r"i(?:'ve| have) (?:got )?(?:a slot|time|space|a gap|room)",
    r"(?:i|we) (?:could|can) (?:do|make|offer|manage)", r"could do", r"can do", r"make it", r"move (?:it|that|this|us|our \w+) to",
    r"hold", r"(?:send|shoot|drop) (?:me|us|you|over|across|out|round|through) .{0,20}\b(?:invite|invitation)",
    r"(?:i'll|i will|we'll|we will) (?:call|ring|phone|see|meet|visit|come|drop|pop|be (?:there|with you|at your|in your))",
    r"see you", r"talk to you", r"speak to you", r"call me", r"ring me", r"phone me", r"come (?:over|by|in|and|to|round)", r"meet (?:me|us)",
    r"we(?:'re| are) (?:meeting|speaking|talking|seeing)", r"we meet", r"(?:i|we)(?:'d| would) (?:prefer|suggest|propose|like|love)",
    r"(?:i|we) (?:suggest|propose|prefer)", r"suggest", r"propose", r"say", r"prefer(?:ably)?", r"works? (?:for|best|better)", r"suits? (?:me|us|you|best|better)",
    r"invite", r"why don't we", r"(?:could|should|might|may) (?:also |just |probably |possibly )?(?:work|do|suit|be (?:good|fine|ok|okay|possible))", r"next (?:meeting|call|session|step)", r"give (?:me|you|us) a (?:call|ring|shout|bell)", r"is best", r"would be (?:good|great|best|ideal|better|fine)",
    r"i'm thinking", r"thinking", r"we'll (?:reconvene|regroup|pick (?:it|this) up)", r"reconvene", r"put .{1,30} in (?:the|my|your|our|a) (?:diary|calendar)",
    r"(?:can|could|will) (?:you|we) (?:do|make|manage|come|meet|talk|speak|join)", r"any chance", r"free (?:on|at)", r"available (?:on|at)", r"better (?:on|at)", r"grab",
)  # fmt: skip

VAGUE_CONTACT = Phrase(
    r"(?:just )?(?:give|drop|shoot) (?:me|us|you|him|her) (?:a |an )?(?:quick )?(?:call|ring|shout|bell|buzz|line|e-?mail|note|ping)",
    r"(?:call|ring|phone|ping|e-?mail|contact|text|chase) (?:me|us)(?: back)?(?: again)?", r"try me(?: again)?", r"i'?ll (?:call|ring|phone|ping|chase|contact|e-?mail|text) you",
    r"(?:we|i|you|to|let's|and|i'll|we'll|you'll|can|should|could|will|please|just|shall we) (?:all )?(?:touch(?:ing)? base|catch up|follow(?:ing)? up|circle back|check back|check in|reconnect|regroup|reach out|reconvene|sync(?: up)?)",
    r"^(?:follow up|touch base|catch up|check back|check in|circle back|reach out|reconnect|keep in touch|stay in touch)", r"follow up in",
    r"(?:be|get|keep|stay) in touch", r"(?:get|come|come|getting|coming) back (?:in touch|to you|to me|to us)", r"revert(?: back)?(?: to you)?", r"pick (?:this|it|that) (?:back )?up (?:again|next|later|after|in|when|then|once)",
    r"(?:talk|speak|chat|meet)(?:ing)? (?:again|soon|then|later|next|after|in a|in the|early|sometime|some time|once|when)", r"(?:talk|speak|chat) to (?:you|each other) (?:soon|then|later|next|again|after|in)",
    r"see (?:you|each other) (?:soon|again|then|later|next|in|after|around)", r"see you", r"let's (?:meet|talk|speak|chat|get together|do (?:lunch|coffee)|find|set|schedule|have (?:a|another)|book|arrange|catch)",
    r"(?:set|setting) (?:up )?(?:a|an|another|some|something)(?: \w+){0,2} (?:call|meeting|time|date|demo|session|visit|chat|up)", r"set something up",
    r"(?:schedule|arrange|organi[sz]e|book|find|have|do|need|plan|want|hold) (?:a|an|another|some|the|our)(?: [\w-]+){0,3} (?:call|meeting|time|date|demo|session|visit|chat|slot|lunch|coffee|workshop|tour|follow[- ]?up|conversation|discussion|catch[- ]?up|presentation)",
    r"look(?:ing)? forward to (?:seeing|speaking|talking|meeting|hearing|our)", r"hear from (?:you|me|us)", r"next time", r"(?:our|the) next (?:meeting|call|session|conversation|discussion|catch[- ]?up)",
    r"(?:would|should|could|can|let's|must|need to|want to|like to|love to|have to|ought to|happy to|keen to|try to|able to|going to|we'll|i'll|will|might|may) (?:\w+ ){0,2}(?:meet|get together|sit down|visit|come (?:by|over|round|in)|drop (?:by|in)|stop by|catch up|talk (?:again|further|more|soon|later|about (?:this|it|that) (?:later|again|next|soon))|speak (?:again|further|soon|later)|have (?:lunch|coffee|a chat|a call|a word)|discuss (?:this|it|that)? ?(?:later|again|further|next|soon))",
    r"(?:talk|discuss|speak|chat)(?: \w+){0,5} (?:next (?:week|month|quarter|year|time|meeting)|later|soon|sometime|some time|again|another time|tomorrow|in (?:a|the|two|three|\d+)\b)",
    r"(?:give|allow) (?:me|us) (?:a|some) (?:week|month|day|time|couple|few)", r"(?:meet|talk|chat|speak|call)[^.]{0,30}\b(?:sometime|some time|when (?:you|we|i|it|things)|once (?:you|we|i|the)|at (?:your|some))",
    r"leave it (?:a|for|until|till|with me)", r"i'?ll (?:revert|come back|get back|let you know|be in touch|follow up|reach out|touch base)", r"we'?ll (?:revert|come back|get back|let you know|be in touch|follow up|reach out|touch base|talk|speak|meet|see|catch|sort something)",
    r"(?:let|will let|i'll let|we'll let) you know", r"keep (?:me|you|us) posted", r"another (?:call|meeting|time|conversation|session|chat)", r"(?:a |an )?invite for", r"invitation for", r"in the (?:diary|calendar)",
    r"at my desk", r"call you", r"meet up", r"follow[- ]?up (?:call|meeting)", r"(?:come|swing|pop) (?:and|to|by|round|over|down|up|out) ?(?:see|visit|meet)?",
    r"visit (?:you|us|the|your|our)", r"ping you", r"sort something out", r"join us",
)  # fmt: skip

NEVER = Phrase(
    r"hell freezes over", r"pigs (?:can |could |might |start |learn )?(?:to )?fly(?:ing)?", r"over my dead body", r"(?:when|in) (?:a )?(?:blue moon|month of sundays)",
    r"twelfth of never", r"don't hold your breath", r"(?:yeah|oh),? right", r"as if", r"in your dreams", r"never in a million", r"root canal", r"when the cows come home",
    r"the day after never", r"if only", r"sure,? and (?:i'm|i am|we|pigs|monkeys)", r"next (?:century|millennium|lifetime)", r"in another life",
)  # fmt: skip

# --- whose meeting, and when: what makes a slot no slot ---------------------------------------------

PAST_VERB = Phrase(
    r"was", r"were", r"met", r"had", r"spoke", r"talked", r"called", r"discussed", r"went", r"did", r"got", r"sent", r"said", r"told", r"agreed", r"came", r"saw", r"visited",
    r"tried", r"used to", r"happened", r"missed", r"rang", r"ago", r"last (?:week|month|year|time|monday|tuesday|wednesday|thursday|friday)", r"yesterday",
    needs="was were met had spoke talked called discussed went did got sent said told agreed came saw visited tried used happened missed rang ago last yesterday",
)  # fmt: skip

HYPOTHETICAL = Phrase(
    r"(?:would|could|should|might)(?:'ve| have) \w+", r"(?:would|could|should)n't have", r"if (?:i|we|you|he|she|they) (?:had|were|was|met|went|did|could)", r"(?:suppose|imagine|let's say|say,?) (?:we|you|i|that)", r"i wish", r"hypothetically", r"in theory",
    r"for example", r"for instance", r"e\.g\.", r"theoretically", r"what if",
)  # fmt: skip

HABIT = Phrase(
    r"(?:usually|normally|generally|always|typically|often|every (?:week|day|month|morning|other|monday|tuesday|wednesday|thursday|friday|year|quarter))", r"(?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)", r"each (?:week|month|monday|tuesday|wednesday|thursday|friday)", r"weekly", r"as a rule",
)  # fmt: skip

THIRD_PARTY = Phrase(
    r"(?:he|she|they|it)(?:'s|'re|'ll| is| are| will| have| has)? (?:all )?(?:only )?(?:be )?(?:meet(?:s|ing)?|call(?:s|ing)?|talk(?:s|ing)?|speak(?:s|ing)?|see(?:s|ing)?|visit(?:s|ing)?|present(?:s|ing)?|due|having|have|has|got|start(?:s)?|begin(?:s)?|run(?:s)?)",
    r"(?:the|our|my|his|her|their|your) (?:[\w-]+ ){0,3}(?:board|committee|team|boss|director|cfo|ceo|coo|cto|md|manager|colleagues?|works council|council|management|auditors?|lawyers?|wife|husband|kids?|son|daughter|competitors?|department|group|people|staff|it guys|engineers?|shareholders?|owners?|parent company) (?:\w+ )?(?:meets?|meeting|is|are|sits|has|have|will|gathers|convenes|visits?|calls?|talks?|comes?)",
    r"(?:the|our|my|his|her|their|a|an) (?:[\w-]+ ){0,2}(?:fair|trade show|show|conference|exhibition|webinar|flight|train|plane|deadline|audit|board meeting|all[- ]hands|stand[- ]?up|town hall|holiday|shift|delivery|shipment|truck|shutdown|outage|maintenance|game|match|party|wedding|funeral|court|hearing|exam|dentist|doctor|surgery|tender|auction|election|launch|production run|go[- ]live|budget round|management meeting|steering committee|sales meeting|staff meeting|team meeting)",
    r"(?:board|management|shareholders?|committee|staff|all[- ]hands) meeting", r"i(?:'m| am|'ve| have)(?: got)? (?:a |an |another |to )?(?:[\w-]+ ){0,3}(?:meeting|appointment|call|flight|train|dentist|doctor|interview|lunch|dinner) (?:with|at the|to|for)\b(?! you| us)",
    r"i(?:'m| am) (?:meeting|seeing|calling|visiting|talking to|speaking to|presenting to)(?: with)? (?!you\b|up\b|at\b|on\b)", r"i have a(?:n)? (?:\w+ ){0,2}(?:meeting|call|appointment|flight|dentist|doctor)",
    r"with (?:another|a different|your competitor|the competition|the other (?:vendor|supplier|bidder))",
)  # fmt: skip

BETWEEN_US = Phrase(r"(?:we|us|our|let's|lets|you and i|you and me|with you|see you|call you|call me|ring you|meet you|join (?:us|you|me)|come (?:to|over|by|in)|for you|suit you|you free|work for|invite)")

ADDRESSED = Phrase(r"(?:we|us|you|your|let's|lets|me)")

UNAVAILABLE = Phrase(
    r"(?:can't|cannot|can not|couldn't|won't|doesn't|does not|don't|do not|isn't|is not|not|never)(?: \w+){0,3} (?:make|do|work|suit|manage|good|possible|free|available|great|ideal|convenient|happen|be able|attend|come|join)",
    r"(?:i'm|i am|we're|we are|i'll be|we'll be|i will be) (?:\w+ )?(?:away|out|off|travell?ing|on (?:holiday|leave|vacation|the road|site|a plane|a flight)|busy|booked|tied up|abroad|in (?!the office|all|on|to|touch|agreement)\w+|full|double[- ]booked|unavailable|not available|not free|not in|at (?:a|the) (?:fair|conference|show|trade))",
    r"(?:that|it|this|which|thursday|monday|tuesday|wednesday|friday)(?:'s|'ll| is| will)? (?:be )?(?:a )?(?:no good|bad|tricky|difficult|tough|not great|impossible|out|clash(?:es)?|problem|too (?:early|late|soon)|full|packed|a nightmare)",
    r"clash(?:es)?", r"conflict(?:s)?", r"no good", r"can't do", r"can't make", r"rather not", r"have to (?:pass|decline|cancel|skip)", r"not (?:on )?(?:monday|tuesday|wednesday|thursday|friday|that|then|the)", r"no can do", r"i've got something on", r"i have something on",
    r"cancel(?:led)?", r"call (?:it|that) off", r"something(?:'s| has) come up", r"bad (?:day|time|week)", r"fully booked", r"out of (?:the )?office",
)  # fmt: skip

TAKEN_BACK = Phrase(
    r"after all", r"on second thoughts?", r"actually,? (?:no|i can't|we can't|that|scrap|forget|let's leave|hang on|wait)", r"scrap that", r"forget (?:that|it|the)", r"hang on", r"hold on", r"let's leave (?:it|that) open",
    r"i take that back", r"wait,? (?:no|i can't)", r"now (?:that )?i look", r"just (?:saw|realised|realized|seen|remembered)", r"let's not fix",
)  # fmt: skip

CHANGE = Phrase(r"instead", r"actually", r"rather", r"move", r"change", r"push", r"later", r"earlier", r"better", r"prefer", r"switch", r"make (?:it|that)", r"bring (?:it|that) forward", r"postpone", r"reschedule", r"could we (?:do|say)", r"can we (?:do|say)", r"how about", r"what about")  # fmt: skip

# --- answers to a slot ---------------------------------------------------------------------------------

YES_STRONG = Phrase(
    r"(?:that|it|this|which|thursday|monday|tuesday|wednesday|friday|noon|\d{1,2}(?::\d\d)?(?:[ap]m)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o'clock|time|slot|day|morning|afternoon|then|st|nd|rd|th|\d+(?:st|nd|rd|th))(?:'s|'ll|'d| is| will| would| should be| sounds| looks)?(?: be| also| all| just| both| really| actually| absolutely)*(?: perfectly| totally| very| really)* (?:works?(?! out)|work|suits?|fine|good|great|perfect|grand|ok|okay|ideal|lovely|brilliant|super|do nicely|does nicely|do|free|fits?|on|sorted|a plan|agreed|confirmed)(?: (?:for|with|by) (?:me|us|both|everyone|all))?",
    r"works? (?:for|on) (?:me|us|my|our|both)", r"works (?:perfectly|well|fine|great|nicely|a treat|too|then|here)", r"suits (?:me|us|fine|perfectly|well)", r"(?:fine|good|ok|okay|great|happy) (?:by|with|for) (?:me|us|that|thursday|monday|tuesday|wednesday|friday)", r"^(?:that |thursday |it )?works\b", r"sounds (?:good|great|fine|perfect|like a plan|lovely|grand)",
    r"see you (?:then|there|on|at|thursday|monday|tuesday|wednesday|friday|tomorrow|next)", r"(?:talk|speak)(?: to you)? then", r"i can (?:do|make) (?:that|it|thursday|monday|tuesday|wednesday|friday|then|\d|the|those|this|both)", r"we can (?:do|make) (?:that|it|thursday|monday|tuesday|wednesday|friday|then|\d|the|this)", r"(?:i'll|we'll|i will|we will) (?:be (?:there|in|here|ready|free)|make (?:it|that|sure i'm there)|take (?:it|that|the|thursday|monday|tuesday|wednesday|friday)|go (?:with|for)|do (?:that|it|thursday|monday|tuesday|wednesday|friday|the)|join|see you)",
    r"count (?:me|us) in", r"go on,? then", r"let's (?:do|go with|say|take|go for|make it|lock|book|fix) (?:it|that|this|then|thursday|monday|tuesday|wednesday|friday|the|in|\d)", r"let's do (?:it|that)", r"you're on", r"it's a (?:date|deal|plan)", r"(?:it's |that's )?a deal", r"^deal", r"done(?! (?:it|that|with|this|so))", r"(?:book|lock|put|pencil|pop|stick|get) (?:it|that|me|us) (?:in|down)", r"(?:put|pop|stick) .{1,25} (?:diary|calendar)", r"(?:it's|that's|i've put it|i have put it|i've got it|got it) in (?:the|my|our) (?:diary|calendar)", r"in the (?:diary|calendar)",
    r"(?:i |we |hereby )?confirm(?:ed)?(?: (?:that|for|it|thursday|monday|tuesday|wednesday|friday|the))?", r"accepted", r"agreed", r"(?:i'm|i am|we're|we are) (?:free|available|in|good|fine|happy|ok|okay|on|up for (?:it|that))(?: (?:then|for that|with that|that day|at that time|on thursday|on monday|on tuesday|on wednesday|on friday))?(?! to\b| until| all| most| from| after| next| in\b)",
    r"(?:send|shoot|drop|fire|ping|pop) (?:me|us|over|across|it|through|the|an|a)(?: \w+){0,3} (?:invite|invitation|calendar|meeting request)", r"no (?:problem|objections?) (?:with|for|at all)", r"by all means", r"all good(?: for| on| here| by)?", r"i'd be delighted", r"it is", r"happy (?:with|to do) (?:that|it)", r"grand,? so", r"that's (?:grand|us|settled|sorted|fine|perfect|good|great|lovely|booked|ok|okay)", r"sold", r"bingo", r"make it so", r"roger", r"we have a (?:deal|date)", r"happy days", r"looking forward to (?:it|seeing you (?:then|thursday|monday|tuesday|wednesday|friday))", r"i'll (?:put|block|pop) (?:it|that)",
)  # fmt: skip

YES_PLAIN = Phrase(
    r"yes(?: please)?", r"yeah", r"yep", r"yup", r"aye", r"sure(?: thing)?", r"ok", r"okay", r"okey[- ]?doke", r"fine", r"perfect", r"great", r"good", r"super", r"lovely", r"brilliant", r"grand", r"excellent", r"wonderful", r"fantastic", r"cool", r"absolutely", r"definitely", r"certainly", r"of course", r"right you are", r"alright", r"all right", r"no problem", r"no worries", r"why not", r"will do", r"gladly", r"with pleasure", r"you bet", r"sounds? good", r"ideal", r"splendid", r"indeed", r"👍", r"✅", r"👌", r"terrific", r"spot on", r"magic", r"sweet", r"awesome", r"happy to",
)  # fmt: skip
THUMBS = ("👍", "✅", "👌", "🤝")

HEDGE = Phrase(
    r"(?:i'd|i would|i'll|i will|we'd|we would|we'll|i|we|i'll just|let me|have to|need to|needs? to|must|got to|should)(?: \w+){0,2} (?:check|confirm|ask|see|verify|look|run it by|clear it|consult|think)(?: (?:with|my|the|our|about|it|that|first|on|at|if|whether|and|back))?(?! you\b)",
    r"let me (?:see|check|look|think|ask|get back|come back|confirm|have a look|speak|talk|find out|run)", r"let's see", r"we'll see", r"i'll see", r"depends", r"depending", r"probably", r"possibly", r"perhaps", r"maybe", r"might", r"may (?:work|be|have)", r"could (?:work|be|do|probably|possibly)", r"should (?:work|be (?:ok|okay|fine|good|possible|able|free|alright|all right|doable))", r"tentativ(?:e|ely)", r"provisional(?:ly)?", r"pencil", r"unless", r"subject to", r"provided", r"assuming", r"as long as", r"if (?:anna|he|she|they|it|that|i|we|the|my|nothing|everything|all|you (?:bring|send|can|get|give|manage|have))", r"i think so", r"i (?:think|guess|suppose|believe|reckon|hope|imagine|would think|should think)", r"hopefully", r"not sure", r"unsure", r"(?:will|i'll|we'll|to|shall) revert", r"get back to you", r"come back to you", r"in principle", r"in theory", r"likely", r"fingers crossed", r"hold (?:it|that) for now", r"for now", r"ask (?:my|the|our|[a-z]+ (?:about|first|in|from))", r"^ask \w+", r"can i (?:let you know|confirm|get back|come back|check)", r"try to", r"do my best", r"leave it with me", r"play it by ear", r"touch and go", r"at a push", r"penciled", r"i'd have to", r"can't promise", r"no promises", r"need to (?:move|shift|rearrange|juggle)", r"first need",
)  # fmt: skip

NO_ANSWER = Phrase(r"no(?! problem| worries| objection| bother)", r"nope", r"nah", r"not really", r"i'm afraid(?: not)?", r"unfortunately", r"sorry,? (?:but|no|i|we|that|thursday|monday|tuesday|wednesday|friday)", r"sadly")  # fmt: skip

EITHER = Phrase(r"(?:either|both|any of (?:them|those)|all of (?:them|those)|anything|whichever|whatever)")
FIRST_ONE = Phrase(r"(?:the )?(?:first|former|earlier)(?: one| slot| option)?")
LAST_ONE = Phrase(r"(?:the )?(?:second|latter|last|later)(?: one| slot| option)?")

SILENCE_IS_CONSENT = Phrase(r"(?:unless|if) (?:i|we) (?:don't )?hear (?:otherwise|nothing|anything else|differently)", r"unless (?:you|i|we) (?:tell|say|let|object|shout)")

# --- courtesies, endings, refusals, absences -----------------------------------------------------------

COURTESY = Phrase(
    r"(?:if|should) (?:you|there|anything|something|we|they|anyone|anybody)(?:'re|'ve| are| is| have| has| need| should| would| want| get| run| come| think| can)?(?: \w+){0,3} (?:questions?|problems?|concerns?|issues?|comments?|anything|help|further|assistance|need|doubts?|queries|query|trouble|information|changes|up|unclear|mind|more)",
    r"any (?:\w+ )?(?:questions|problems|concerns|issues|queries|comments|doubts)", r"(?:please )?(?:do not|don't) hesitate", r"feel free", r"if you need", r"whenever you need", r"happy to help", r"should you (?:need|have|require|wish)", r"in case you", r"if i can (?:help|be of)", r"if there(?:'s| is| are) anything",
)  # fmt: skip

OUR_VAGUE_ENDING = Phrase(
    r"(?:i'll|i will|we'll|we will|i'm going to|let me|i can|we can|i'd|i could|i shall|then i|and i|i|let's|we) (?:just |also |then |definitely |certainly |maybe |probably |of course |try to |try and |have to |should |better )*(?:touch base|be in touch|get in touch|keep in touch|stay in touch|follow[- ]?up|reach out|check (?:back|in)|circle back|get back to you|come back to you|ping you|give you (?:a|another) (?:\w+ )?(?:call|ring|shout|bell|buzz)|drop you (?:a|another) (?:line|note|mail|email)|try you|call you|ring you|phone you|chase|catch up|reconnect|loop back|revert|hear from you|send (?:something|stuff|things|some (?:info|information|stuff|material|details)) (?:over|across|through|round|along|to you|on)|talk (?:again|soon|later|next)|speak (?:again|soon|later|next)|see how (?:it|things|you)|wait to hear|leave it (?:there|with you|open|at that))",
    r"(?:touch base|be in touch|keep in touch|stay in touch|talk soon|speak soon|catch up soon|chat soon|talk then|see you soon|see you around|until next time)", r"^(?:follow up|talk|speak|catch up) (?:soon|later|next|then|in)", r"feel free (?:to )?(?:reach|call|get|contact|ping|drop|give|come|let|mail|e-?mail|write)?",
    r"(?:just |please |do |then )?(?:let (?:me|us) know|give (?:me|us) a (?:call|ring|shout|bell|buzz)|reach out|drop (?:me|us) a (?:line|note)|get in touch|ping (?:me|us)|call (?:me|us)|come back to (?:me|us)|keep (?:me|us) posted|shout)(?: \w+){0,3} (?:when(?:ever)?|if|how|once|any ?time|should|what you (?:think|decide)|where you|as soon as|in due course|after)", r"i(?:'ll| will)? (?:look|am looking|'m looking) forward to (?:hearing|your|speaking again|talking again|seeing you (?:soon|again))", r"look(?:ing)? forward to hearing", r"hope to (?:hear|speak|talk|see)", r"(?:ball|decision)(?:'s| is) (?:in|with) your", r"no (?:rush|pressure|hurry)", r"(?:take|in) your (?:own )?time", r"whenever (?:suits|you|it|is)", r"any ?time (?:you|that|next|is)", r"when(?:ever)? (?:you're|you are) ready", r"at your convenience", r"when you (?:get|have) (?:a|some) (?:chance|moment|minute|time|second)",
    r"i(?:'ll| will) (?:let you|leave you to|wait|see)(?: \w+){0,2} (?:think|digest|decide|mull|reflect|to it|hear|chat|discuss|until)", r"let's (?:play it by ear|see how|leave it|keep in touch|stay in touch|touch base|catch up|talk (?:again|soon|later)|speak (?:again|soon|later)|reconnect|circle back|follow up|regroup)", r"sometime", r"some time (?:next|soon|in|after|later)", r"in due course",
)  # fmt: skip

VAGUE_WORDS = Phrase(
    r"(?:next|in a|in the|early|later this|end of|some ?time|following) (?:week|weeks|month|months|quarter|year|few (?:days|weeks|months)|couple of (?:days|weeks|months)|week or (?:two|so)|new year|spring|summer|autumn|fall|winter|near future|coming (?:days|weeks|months))",
    r"(?:a|the next|next) (?:couple of|few) (?:days|weeks|months)", r"soon(?:ish)?", r"at some (?:point|stage)", r"some ?(?:time|day)", r"one of these days", r"down the (?:line|road|track)", r"in due course", r"when (?:the )?(?:time|things|it) (?:is|are|comes?|allows?|calms?|settles?|quiet|quieten)(?: \w+)?", r"as soon as (?:possible|we can|i can)", r"asap", r"when i (?:get|have|find) (?:a|the|some) (?:chance|moment|time|minute)", r"whenever", r"shortly", r"eventually", r"later(?: on)?", r"after the (?:fair|conference|holidays?|summer|break|show|event|trip|budget|audit|new year)",
)  # fmt: skip

REFUSAL = Phrase(
    r"(?:we|i)(?:'ve| have)? (?:\w+ )?(?:went|gone|going|decided to go|chose|chosen|signed|opted|are going|'re going|settled|placed the order|awarded)(?: \w+){0,3} (?:someone else|somebody else|another (?:supplier|vendor|company|provider|partner|option|firm)|a different (?:supplier|vendor|provider|direction|route|solution)|(?:your )?competitors?|(?:the )?competition|elsewhere|other people|another direction|in-?house|the other)", r"going (?:with someone else|elsewhere|in a different direction|another way|a different (?:way|route|direction))", r"(?:not|n't|no longer|never)(?: \w+){0,3} (?:interested|going (?:ahead|forward|any further)|proceed(?:ing)?|pursu(?:e|ing)|moving (?:ahead|forward)|move (?:ahead|forward)|go (?:ahead|any further|forward|further)|continue|continuing|taking (?:this|it) (?:any )?further|take (?:this|it) (?:any )?further|looking (?:any ?more|any ?longer)|looking for (?:a|another|any)(?: new)? (?:supplier|vendor)|buy(?:ing)?(?: from you)?|need(?:ing)? (?:it|this|you|your)|want(?:ing)? (?:it|this|to (?:go on|continue|proceed|buy|take)))(?! until| before| unless| without)",
    r"(?:not|isn't|n't) (?:\w+ ){0,2}(?:for us|a (?:good )?(?:fit|match)|what we(?:'re| are)? (?:need|want|looking))", r"(?:we'll|we will|i'll|i will|going to|have to|decided to|we) (?:have to )?pass(?: on (?:this|it|that|your|the|moving|going))?(?! (?:it|this|that|the|them|on (?:to|the word|your details)|along|over|by|you))", r"decided (?:against|not to|to (?:stay|stick|remain|keep|cancel|stop|drop|not))", r"(?:it's|it is|that's|this is|i'm afraid it's|the answer is|so it's|has to be) (?:a |still )?(?:definite |firm |clear )?no(?: from (?:us|me))?(?! problem| trouble| good)", r"(?:stay|stick|sticking|staying|remain)(?:ing)? with (?:what we have|our (?:current|existing|present|old)|the (?:current|existing))", r"(?:please )?(?:stop|quit) (?:calling|contacting|e-?mailing|chasing|writing|sending)", r"take (?:me|us) off", r"remove (?:me|us) from", r"don't (?:call|contact|e-?mail|write)(?: \w+){0,2} (?:again|any ?more|any ?longer|me|us)", r"leave (?:it|things) (?:there|at that|here)", r"call it a day", r"(?:project|plan|budget|idea|initiative)(?:'s| is| has been| was| got)? (?:\w+ )?(?:cancelled|canceled|dead|shelved|scrapped|dropped|off the table|killed|stopped|axed)", r"no thank you", r"no,? thanks", r"thanks,? but no", r"we're out", r"(?:we|i)(?:'re| are|'m| am) (?:all )?(?:set|sorted|covered|fine) (?:with|as (?:we are|it is)|thanks|already|for now)", r"draw a line", r"(?:end|close) (?:it|this|things|the conversation) here", r"not (?:this (?:time|year)|now|for us|a priority|on the cards)", r"won't be (?:going|moving|proceeding|buying|taking|continuing|needing|renewing|signing)",
)  # fmt: skip
REFUSAL_UNDONE = Phrase(r"if (?:we|i|you|it|they)", r"last (?:year|time|month|quarter)", r"haven't", r"hasn't", r"not saying", r"years? ago", r"before (?:you|we)", r"(?:previously|back then|at the time)", r"unless", r"until", r"in case", r"would(?:n't)?", r"could", r"when (?:we|they) (?:decided|went)", r"but now", r"regret")  # fmt: skip

ABSENCE_BACK = Phrase(
    r"(?:back|return(?:ing)?|in (?:the )?office|available|around|reachable)(?: \w+){0,7}? (?:on|from|by|until|till|the|in|next|this|after)", r"back (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next|in|at|from|on|the)",
    needs="back return returning office available around reachable",
)  # fmt: skip
ABSENCE_AWAY = Phrase(
    r"(?:i'm|i am|i'll be|we're|we are|i will be|we'll be|he's|she's|out|away|off|leave|holiday|vacation|travell?ing|abroad|closed|shut|tied up|gone|unavailable|conference|fair|unreachable)(?: [\w'-]+){0,8}? (?:until|till|through|to the|up to|back)",
)  # fmt: skip

# --- promises ----------------------------------------------------------------------------------------------

SELF_PROMISE = Phrase(
    r"(?:i'll|we'll|i will|we will|i shall|we shall|i'm going to|we're going to|i am going to|we are going to|i'm gonna|we're gonna|i promise to|we promise to|i can|we can|i commit to|we commit to|we undertake to|i'm happy to|happy to|i'll have to|we'll have to|i am to|let me|i'd be happy to|i plan to|we plan to|i intend to|i need to|we need to|i have to|we have to|i must|we must|i've got to|i should|we should) (?:also |then |just |definitely |certainly |gladly |personally |probably |try to |try and |make sure to |make sure i |make sure we |be able to |be |get to |go and |quickly |have |now |already |immediately |each |all |both )*(?P<verb>[a-z][a-z'-]+)",
    r"you(?:'ll| will) (?:have|get|receive) (?P<thing>.+)",
    r"(?P<who>(?!you\b|it\b|that\b|this\b|there\b|what\b|who\b|which\b|he\b|she\b|they\b|we\b|i\b|if\b|and\b|so\b|but\b)(?:(?:my|our) (?:[\w-]+ ){1,3}?|[a-z]+ (?:[a-z]+ )?(?:from|in|at) [a-z]+ |[a-z]+ (?:[a-z]+ )?|(?:he|she|they) )?)(?:'ll|will|is going to|are going to|is gonna) (?:also |then |just |be )*(?P<verb2>[a-z][a-z'-]+)",
)  # fmt: skip

DELIVER = frozenset(
    """send mail email e-mail forward share provide deliver supply bring prepare draft write sign return review read check test
    calculate compile collect gather get find ask invite introduce speak talk discuss present order pay transfer approve confirm update
    upload submit complete finish fill run organise organize arrange book schedule set quote price install ship measure count list
    look dig put pull make give hand pass submit circulate clarify investigate analyse analyze evaluate verify include add attach fix build
    create design configure pilot trial involve loop copy cc connect open grant host show walk take raise escalate sort drop work
    revise rework produce print scan call ring phone respond answer reply revert translate document summarise summarize outline propose
    estimate cost budget reserve hold release extend follow chase pick start begin pop fetch dig sort source post file report issue
    have do let decide study examine revert see try""".split()
)
"""Verbs of which a promise with something deliverable can be made."""

UNDELIVERABLE = frozenset(
    """be think see know guess say tell admit assume wait hope try stop start just let go come stay leave keep like love need want
    believe wonder mention note remember forget have become feel understand agree imagine look meet talk speak continue move begin
    proceed skip assume live die happen end use work do take""".split()
)
"""Verbs that alone promise nothing; some promise something with the right object (see commitments)."""

GOOD_OBJECTS = Phrase(
    r"look (?:into|at|up)", r"(?:do|take|make|have) (?:a|an|the|some|that|this|it|our|my|your)", r"work (?:on|out|up)", r"talk (?:to|with)", r"speak (?:to|with)", r"come (?:back )?with", r"come up with", r"(?:see|know) (?:if|whether)",
    r"let (?:you|me|us) have", r"have (?:it|that|this|them|the|those|an?) .{0,60}(?:ready|done|for you|with you|on your desk|by|finished|prepared|back)", r"get (?:you|it|that|this|them|the|those|back|me|us|our|a|an|some|hold|on)", r"try (?:it|this|that|the|out)", r"start (?:on|with|the|a|working)", r"begin (?:the|with|a)", r"go (?:and|through|over|back)", r"keep (?:you|me|us)", r"use (?:the|that|this|it)", r"take (?:care|it|that|this|the|a|an|these|those)", r"move (?:the|that|it)", r"have (?:someone|somebody|him|her|them|\w+) \w+", r"tell (?:them|him|her|my|our|the|[a-z]+ to)", r"mention (?:it|this|that) to",
)  # fmt: skip

NOT_A_PROMISE = Phrase(
    r"think (?:about|it|that|on|over)", r"leave it with (?:me|us)", r"(?:sociali[sz]e|mull|sleep on|digest|ponder) (?:it|this|that|on)?", r"let (?:you|him|her) go", r"be (?:honest|frank|fair|there|in touch|back|happy|glad|fine|good|ok|okay|sure|able|here|around|away|out|on|at|in|late|quick|brief|ready|sorry|with you|seeing|careful|interesting|great|nice|surprised)",
    r"see (?:you|what|how|then|about)", r"get back (?:to|in touch)", r"get in touch", r"(?:keep|stay|be) in touch", r"(?:touch|catch|circle|reach|follow|check) (?:base|up|back|out|in)\b(?! on the| with (?:the|anna)| the)", r"(?:send|shoot|drop|ping|pop|fire|issue|put) (?:\w+ ){0,4}(?:invite|invitation|calendar (?:entry|invite|hold|request)|meeting (?:request|invite)|teams link|zoom link|dial-?in|diary)", r"put (?:it|that|this|something|thursday|friday|monday|tuesday|wednesday|a hold|you|me|us) (?:in|down)(?: (?:the|my|our|your))? ?(?:diary|calendar)?", r"book (?:it|that|us|a (?:room|slot|time|meeting|call))", r"(?:schedule|arrange|set up|organi[sz]e|find) (?:a|an|another|the|some|something|us|our) ?(?:\w+ ){0,2}(?:meeting|call|time|slot|date|chat|session|up)", r"block (?:the|that|it|off|out)", r"confirm (?:thursday|monday|tuesday|wednesday|friday|the (?:slot|time|date|meeting|\d)|that slot|it (?:by|with) an? invite)", r"share (?:my|the|a) screen", r"show you (?:now|quickly|this|here|the (?:next|first) slide|an example|what i mean)", r"give you (?:an example|a second|a minute|a moment|a call|a ring|a shout|another call|the floor|some (?:background|context)|a quick|an overview|an idea|a bit)", r"call (?:you|me|us|back|again|it)", r"ring (?:you|me|us)", r"phone (?:you|me|us)", r"(?:meet|visit|join|talk|speak)(?: (?:you|me|us|again|soon|then|later|next|to you|with you|about|on|at))*$", r"(?:talk|speak|chat) (?:to|with) (?:you|each other)", r"speak (?:soon|again|then|later|next)", r"talk (?:soon|again|then|later|next|about)", r"meet (?:you|us|on|at|again|in|next|up|with you)", r"(?:say|ask) (?:that|this|it|you (?:a|something|about|what|why|how|whether|if)|a (?:quick )?question|something)", r"start (?:by|with|off|from)", r"begin (?:by|with)", r"go (?:first|ahead|next|on|with|for|to the)", r"take (?:it|that|this) (?:from|as|on board|off ?line|up with you)|take (?:a (?:look|seat|second|minute|break|note|step)|notes|over|part|place|you through|long|time|the (?:next|first) slide|thursday|monday|tuesday|wednesday|friday)", r"walk you through (?:it|this|the|that)? ?(?:now|slides|deck|agenda)?", r"let you (?:know|have a think|think|go|get|digest|talk|finish|start|speak|off)", r"make (?:it|that) (?:work|happen|on|at|then)", r"make (?:thursday|monday|tuesday|wednesday|friday|sure)", r"do (?:it|that|this|thursday|monday|tuesday|wednesday|friday|the \d|so|my best|well|fine|with|without|anything|nothing|something|what)", r"have (?:to|a (?:think|chat|look|word|call|meeting|coffee|lunch|problem|question)|another|time|no|more|fun|lunch|coffee|been|it)$", r"hold (?:the|that|it|thursday|monday)", r"look forward", r"need (?:to|a|the|some|more|your|you|an?)", r"want", r"like", r"love", r"miss", r"end up", r"find (?:it|that|out soon|time)", r"try (?:to )?(?:call|ring|reach|make|be|get back)", r"pencil", r"work (?:for|with (?:you|that|it)|fine|well|it out|something out)", r"read (?:it|this|that)?(?: out| aloud)", r"move (?:on|to the|forward|ahead)", r"continue", r"get (?:to (?:that|it|the|know)|there|started|going|on with|together|a (?:chance|feeling|coffee|call)|the (?:idea|point|message)|ready|this (?:over|done)|straight|back|(?:it|that|this)$)", r"come (?:to (?:that|it|the|you)|over|by|round|back to (?:that|this|it|you)|in|and see|see|visit|prepared|along)", r"ask around", r"(?:put|keep) you (?:on|through|posted|in the loop|updated)", r"use (?:it|that|this)?$", r"show you", r"tell you", r"explain", r"mention", r"admit", r"see (?:if|whether) (?:we|it|that|this|you)", r"drop (?:by|in|you a line)", r"stop (?:there|here|by)", r"wait", r"play it by ear", r"pass(?: on)?(?: this time)?$", r"reach out", r"revert", r"try$", r"run (?:through|out|late)", r"look at (?:my|the) (?:calendar|diary)", r"check (?:my|the|our) (?:calendar|diary|schedule)", r"check(?: \w+)?$", r"confirm$", r"see$", r"answer$|respond$|reply$",
)  # fmt: skip

REQUEST = Phrase(
    r"(?:could|can|would|will) (?:you|someone|somebody|one of you|your team)(?: please| also| just| possibly| perhaps| kindly| maybe)* (?P<verb>[a-z][a-z'-]+)", r"would you mind (?P<verb3>[a-z]+ing)", r"(?:please|kindly)(?: also| just| do)* (?P<verb2>[a-z][a-z'-]+)",
    r"(?:i|we)(?:'d| would)? (?:need|like|want|ask|appreciate it if) (?:you|somebody|someone|your team)(?: guys| all| both)? (?:to |could |would )?(?P<verb4>[a-z][a-z'-]+)", r"(?:you|somebody|someone) (?:need|needs|should|must|have|has) (?:to )?(?P<verb5>[a-z][a-z'-]+)",
)  # fmt: skip

OFFER_TO_DO = Phrase(r"(?:shall|should|can|could|may) (?:i|we)(?: also| just| perhaps| maybe)* (?P<verb>[a-z][a-z'-]+)", r"(?:do|would) you (?:want|like) (?:me|us) to (?P<verb2>[a-z][a-z'-]+)", r"want me to (?P<verb3>[a-z][a-z'-]+)")  # fmt: skip

CONDITIONAL = Phrase(r"if", r"unless", r"provided", r"once (?:you|we|they|i)", r"as soon as (?:you|they)", r"depending", r"assuming", r"maybe", r"perhaps", r"might", r"probably", r"possibly", r"try to", r"hopefully", r"should be able")  # fmt: skip

NEGATED = Phrase(r"(?:won't|will not|can't|cannot|not|never|don't|shan't|wouldn't|couldn't|no longer)")

HOMEWORK_KINDS: tuple[tuple[str, Phrase], ...] = (
    ("bring_person", Phrase(r"(?:bring|bringing) (?:along |in |with me )?(?!the\b|a\b|an\b|it\b|some\b|this\b|that\b|these\b|those\b|them\b|up\b|back\b|down\b|figures|data|numbers|our (?!cfo|ceo|boss|head|director|colleague|manager|team|buyer|engineer|finance)|my (?!cfo|ceo|boss|head|director|colleague|manager|team|buyer|engineer|finance))[a-z]+", r"(?:invite|involve|include|add|loop in|get|have|ask) (?:in )?(?:our|my|the) (?:\w+ ){0,2}(?:cfo|ceo|coo|cto|boss|head|director|manager|colleague|colleagues|buyer|engineer|engineers|team|purchasing|finance|production|quality)(?: .{0,40})?(?:to join|along|on the call|in the|to the|join|in$)", r"(?:bring|invite|loop in|get|have) .{1,40} (?:along|join|on the call|into the (?:meeting|call)|to the (?:meeting|call))", r"(?:will|'ll) (?:join|be (?:there|joining)|come along|attend|sit in)", r"joins?")),
    ("give_access_or_tour", Phrase(r"(?:give|grant|arrange|get|set up|provide) .{0,30}(?:access|log-?in|credentials|tour|account)", r"show (?:you|us) (?:round|around|the (?:line|plant|factory|shop ?floor|site|warehouse|office))", r"(?:factory|plant|site|line|warehouse) (?:tour|visit)", r"(?:open|walk) .{0,20}(?:the|our) (?:line|plant|factory|shop ?floor|site|warehouse)", r"host (?:you|us)")),
    ("pay_or_pilot", Phrase(r"(?:pay|order|sign|purchase|pilot|trial|deposit|transfer|fund|invoice|po|purchase order|buy|budget)", r"(?:run|start|do|set up) (?:a|the|an) (?:\w+ )?(?:pilot|trial|test|proof of concept|poc)")),
    ("introduce", Phrase(r"introduce", r"introduction", r"put (?:you|us|me) in (?:touch|contact)", r"connect (?:you|us|me) (?:with|to)", r"make an? (?:introduction|intro)")),
    ("review_document", Phrase(r"(?:review|read|look (?:at|over|through)|go (?:over|through)|comment on|check|study|examine|mark up|redline|give (?:you |us )?(?:feedback|comments)) (?:.{0,30} )?(?:proposal|contract|offer|draft|document|terms|quote|quotation|spec|specification|agreement|sow|nda|deck|paper|plan|slides|it|that|this|report)")),
    ("internal_meeting", Phrase(r"(?:talk|speak|discuss|meet|align|raise|mention|take|bring|present|clear|agree|run|socialise|check|sit down|review|decide)(?: \w+){0,5}? (?:with|to|by|up with|past|in)(?: \w+){0,2}? (?:our|my|the|[a-z]+)(?: \w+){0,2}? ?(?:team|board|boss|cfo|ceo|coo|cto|director|management|manager|colleagues?|purchasing|finance|production|legal|it|procurement|quality|works council|committee|head|owner|group|department|meeting)?", r"internal(?:ly)?", r"get (?:approval|sign-?off|buy-?in|the (?:ok|okay|go-?ahead))")),
    ("gather_data", Phrase(r"(?:data|figures?|numbers?|volumes?|hours|list|spreadsheet|drawings?|specs?|specifications?|reports?|statistics|stats|samples?|measurements?|readings?|details|information|info|breakdown|forecast|costs?|prices?|requirements|photos?|pictures|files?|documents?|invoices?|bills?|results|quantities|dimensions|addresses|names|history|schedule|plan|plans|layout|export|log|logs|records|questions|answers|feedback|summary|overview|counts?|consumption|rates?|quotes?|contract|agreement|brief|references?|copy|copies|minutes|inventory)", r"(?:gather|collect|compile|count|measure|calculate|pull|dig out|find out|look up|work out)")),
)  # fmt: skip
"""The homework kinds of METHOD 3 in the order in which they are tried."""

ORDER = Phrase(r"(?:we'll|we will|i'll|i will|we'd like to|let's|i'd like to|we want to|we're going to) (?:take it|buy it|go ahead with (?:it|you|the order|your)|place the order|sign(?: it| the (?:contract|order|offer|agreement))|order (?:it|the|them|\d)|give you the order|award you)", r"you(?:'ve| have) (?:got|won) (?:the|our) (?:order|business|deal|contract)", r"(?:the )?(?:order|contract|job|deal) is yours", r"(?:consider it|it's) (?:sold|ordered)", r"send (?:me|us|over) the (?:contract|order form|paperwork)(?: and| so)(?: \w+){0,2} (?:we'll|i'll|we can|i can|will) sign", r"we have a deal", r"(?:i|we) (?:hereby )?(?:accept|approve) (?:your|the) (?:offer|quote|quotation|proposal)")  # fmt: skip

# --- topic, medium, tests ---------------------------------------------------------------------------------------

TOPIC = Phrase(
    r"(?:to|and|so we can|where we|when we|we'll|we will|we can) (?:discuss|go over|go through|look at|review|talk about|talk through|walk through|cover|see|decide(?: on)?|present|compare|finali[sz]e|agree(?: on)?|run through|dig into|work through|work on|close|sign|plan|define|settle|sort out|tour|test|demo|show you|check|kick off|sign off|examine|inspect) (?P<what>.+)", r"to (?:discuss|walk you through|take you through|show you|talk you through) (?P<what2>.+)", r"(?:about|regarding|on the subject of|re:|concerning|topic:?|agenda:?|purpose:?|subject:?|focus(?:ing)? on) (?P<what3>.+)", r"(?:for|with) (?:a|an|the|our|your) (?P<what4>(?:[\w-]+ ){0,5}(?:demo|demonstration|tour|workshop|review|walk-?through|presentation|kick-?off|training|trial|pilot|visit|audit|signing|decision|negotiation|site visit|proposal|test|contract|pricing|offer|plan)(?: (?:of|for|on|with) .+)?)",
    r"(?P<what5>(?:[\w-]+ ){0,3}(?:factory|plant|site|line|warehouse) (?:tour|visit)(?: (?:of|at|to) .+)?)",
)  # fmt: skip

MEDIA: tuple[tuple[str, Phrase], ...] = (
    ("video", Phrase(r"(?:video|teams|zoom|google meet|webex|online|virtual(?:ly)?|screen ?share|web call|skype|dial-?in|remote(?:ly)?|link)")),
    ("phone", Phrase(r"(?:phone|telephone|call(?:s|ing)?|ring(?:ing)?|mobile|by phone|on the phone|try me)")),
    ("in_person", Phrase(r"(?:in person|face[- ]to[- ]face|on[- ]?site|at your (?:office|place|plant|site|factory|premises|hq)|at our (?:office|place|plant|site|factory|premises|hq)|lunch|coffee|dinner|breakfast|come (?:by|over|in|round|down|up|to)|drop (?:by|in)|visit(?:ing)?|tour|at the (?:plant|factory|site|fair|office)|our (?:offices?|plant|showroom)|your (?:offices?|plant|showroom)|in the (?:office|showroom)|room \w+)")),
    ("email", Phrase(r"(?:by (?:e-?)?mail|via (?:e-?)?mail|(?:e-?)?mail|in writing|write)")),
)  # fmt: skip

MAIL_VERB = Phrase(r"(?:e-?mail|mail|write(?: to)?|answer|reply|respond)", r"(?:by|via|in an?) (?:e-?mail|mail)", r"in writing", needs="mail email e write answer reply respond writing")

_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|a third|a quarter|double|twice)"
MEASURE = Phrase(
    _NUMBER + r" ?(?:%|percent|per cent|points?|euros?|eur|dollars?|pounds?|k\b|grand|million|hours?|minutes?|seconds?|days?|weeks?|units?|pieces?|parts?|tons?|tonnes?|kilos?|kwh|mwh|customers?|leads?|orders?|complaints?|errors?|defects?|stops?|calls?|people|visitors?|sign-?ups|users?|rejects?|shifts?|ppm|times|per (?:day|week|month|year|hour|shift|unit|part))", r"[€$£] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?", r"\d[\d.,]*(?:%| ?k\b)",
)  # fmt: skip
CHANGE_OF_MEASURE = Phrase(
    r"(?:from|down to|up to|below|under|above|over|at least|at most|less than|more than|no more than|within|to) (?:about |around |roughly |some )?(?:[€$£] ?)?" + _NUMBER, r"(?:cut|reduce|lower|drop|bring|get|raise|increase|grow|improve|save|halve|double|shorten|boost|lift|hit|reach|achieve|win|gain|recover|shave|slash|decrease|eliminate|avoid|fall|target|measure|kpi|goal|success|successful|benchmark|currently|today|at the moment|right now|now)(?:s|ing|d|ed|ting|ped)?", r"(?:is|are|'s|we're|running) (?:at|around|about|currently|now)", r"instead of", r"compared (?:to|with)",
)  # fmt: skip
SUCCESS = Phrase(r"success(?:ful)?(?: \w+){0,4} (?:is|means|would be|looks like|for us)", r"(?:we|i)(?:'ll| will|'d| would)? (?:measure|know|judge|track|call it a success)", r"the (?:measure|kpi|target|benchmark|yardstick|metric|number) (?:is|we|that|would)", r"(?:it|this|that) (?:pays|works) if", r"happy if")  # fmt: skip

WANTED_BY = Phrase(
    r"(?:need|want|have to|must|has to|hope|aim|plan|expect|looking|would like|'d like|target|deadline|go(?:ing)? live|live|running|in place|up and running|ready|installed|delivered|decide|decision|done|results?|start(?:ing)?|launch|finish(?:ed)?|implemented|operational|rolled out|switch(?:ed)?|in production|complete[d]?|sign(?:ed)?)",
)  # fmt: skip
REALISTIC = Phrase(r"(?:realistic(?:ally)?|feasible|doable|achievable|we can (?:do|deliver|manage|have|get|make|install|start|be)|we could (?:do|deliver|have|install)|takes? (?:us )?(?:about |around |roughly )?(?:\d+|one|two|three|four|five|six|eight|ten|twelve|a few) (?:days|weeks|months)|lead time|you(?:'ll| will| can) (?:see|have|get|be|expect)|you can expect|what can be done|in that time|(?:we'll|we will) (?:be|have|deliver|install|finish|complete|get))")  # fmt: skip

END_CUSTOMER = Phrase(
    r"our (?:\w+ ){0,2}(?:customers?|clients?|buyers?|end[- ]users?|users|consumers?|shoppers?|guests?|patients?|visitors?|readers?|members?|audience|tenants|students|target (?:group|audience|consumer|market)|diners|drivers|installers|farmers|players|subscribers|passengers|owners)", r"the (?:people|person|ones|guys|families|women|men|companies|firms|shops) (?:who|that) (?:buy|use|come|order|shop|visit|pay|choose|drink|eat|wear|drive)", r"(?:they|customers|clients|buyers|people|consumers|shoppers|guests|users) (?:buy|come|choose|use|order|shop)", r"we sell (?:to|mostly to|mainly to|it to)", r"end[- ]?(?:users?|customers?|consumers?)", r"target (?:group|audience|consumer|customer|market)",
)  # fmt: skip
MOTIVE = Phrase(
    r"because", r"(?:they|who|people|customers|clients|buyers|guests|users|shoppers|and|families|mostly) (?:\w+ )?(?:care|cares|want|wants|like|likes|love|loves|hate|hates|value|values|fear|worry|worries|trust|prefer|prefers|expect|expects|believe|feel|need|hope|look for|are afraid|are proud|are tired|don't trust|refuse|insist|compare|avoid|dream)", r"(?:what|all) (?:they|people|customers|buyers) (?:really )?(?:want|care about|like|hate|fear|need)", r"(?:price|quality|status|safety|health|environment)[- ](?:conscious|sensitive|minded|driven|aware)", r"(?:motive|motivation|attitude|lifestyle|values|habit|habits|hobby|hobbyists|enthusiasts|loyal|in a hurry|proud of)",
)  # fmt: skip

GOAL = Phrase(
    r"(?:our|my|the) (?:\w+ )?(?:goal|aim|objective|target|ambition|priority|plan|idea|hope|wish|expectation)s? (?:here |for us |this year |now |really )?(?:is|are|would be|was|being)", r"(?:we|i)(?:'re| are|'m| am)? (?:really |basically |just |mainly |mostly |actually |hoping |trying |looking )?(?:want|need|hope|aim|wish|looking|hoping|trying|would like|expect|plan) (?:to|for)", r"(?:we|i)(?:'d| would) like to", r"what (?:we|i) (?:really )?(?:want|need|expect|hope for|care about|have to achieve)(?: \w+){0,3} (?:is|are)", r"(?:it's|it is|that's) (?:about|all about) (?:getting|reducing|cutting|growing|saving|making)", r"(?:we|i) (?:want|need|expect|must|have to) (?:to )?(?:cut|reduce|lower|increase|grow|save|improve|stop|get|win|raise|halve|double|bring|make|see|reach|hit|achieve|be)", r"success(?: for us)? (?:is|means|would be|looks like)", r"i(?:'d| would) (?:be happy|call it)",
)  # fmt: skip
