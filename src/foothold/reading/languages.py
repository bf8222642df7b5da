"""Which language the words are in, as far as it matters: read or not read (DESIGN 1: unknown is not no).

A language that is not read is said to be unread; nothing in it is judged.
"""

import re
from collections import Counter

READ = ("en",)
"""Languages with a table of phrases."""

_COMMON = {
    "en": "the and to of you that it is for we i in on have be with this will not are can your what so do but",
    "de": "der die das und ich wir sie ist nicht mit den ein eine zu auf für dass haben es im uns von bei auch wie am",
    "fr": "le la les et je nous vous est pas avec un une des que pour dans sur il ce qui du au ne ça on plus",
    "es": "el la los las y que de en un una por con para no se lo es nos su más como pero le al del",
    "it": "il la le e che di un una per con non si lo è ci su più come ma del della sono anche questo abbiamo",
    "nl": "de het een en ik wij we u is niet met van op voor dat te in zijn er aan ook maar om bij nog",
    "pt": "os as um uma que não é para com por se eu você nós nos da dos das em na às mas como sim já foi está",
    "pl": "na się nie jest że jak ale po tak co dla od za czy przed możemy będzie proszę są jestem",
    "sv": "och att det är jag vi du som en ett på av för till har inte om men kan ska så från nu",
    "da": "og det er jeg vi du som en et på af til har ikke om men kan skal så fra nu der noget",
    "no": "og å det er jeg vi du som en et på av til har ikke om men kan skal så fra nå noe meg",
    "fi": "ja on ei se että hän mutta kun niin tai ole minä te joka myös kuin ennen nyt voi olen kyllä jos",
    "cs": "se na je že ve pro jsem si po není ale tak za by ano před jsme bude jak",
    "tr": "ve bir bu için da de ne ile çok ama ben biz siz var değil daha gibi kadar sonra önce evet olarak bunu",
    "hu": "az és hogy nem egy ez van de én ki már csak meg el ha lesz igen előtt után vagy még",
    "ro": "și în de la cu nu că este un pe mai din ce sau dar pentru eu noi vom am sunt da după înainte",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")

FEWEST = 6
"""Common words that must be seen before a text is said to be in another language."""
FEWEST_KINDS = 3
"""How many different ones: "no no no no no no" is in any language."""
FEWEST_LETTERS = 12
LAST_LATIN = "\u024f"
OTHER_SCRIPT = "another script"
"""What a text is said to be in whose letters are mostly not Latin."""
LOOKED_AT = 20_000
"""Code points looked at: a language shows in its first pages."""


def unread_language(text: str) -> str | None:
    """The language of the text if it is plainly one we do not read, else None (also when it is not plain)."""
    looked = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, looked))
    if letters >= FEWEST_LETTERS and sum(char > LAST_LATIN and char.isalpha() for char in looked) > letters / 2:
        return OTHER_SCRIPT
    words = Counter(word.lower() for word in _WORD.findall(text[:LOOKED_AT]))
    seen = {language: sum(words[w] for w in common) for language, common in _WORDS.items()}
    best = max(seen, key=lambda language: seen[language])
    read = max(seen[language] for language in READ)
    kinds = sum(1 for w in _WORDS[best] if words[w])
    enough = seen[best] >= FEWEST and kinds >= FEWEST_KINDS and seen[best] > 2 * read
    return best if best not in READ and enough else None
