"""English: what makes a sentence plain: contractions and shorthand written out, fillers of speech gone."""

CONTRACTIONS = (
    ("won't", "will not"), ("can't", "can not"), ("shan't", "shall not"), ("let's", "let us"),
    ("n't", " not"), ("'s gon", " is gon"), ("'s going", " is going"), ("it's", "it is"), ("that's", "that is"), ("'ll", " will"), ("'re", " are"), ("'ve", " have"), ("i'm", "i am"), ("'d ", " would "),
)  # fmt: skip

SHORTHAND = {
    "pls": "please", "plz": "please", "gonna": "going to", "wanna": "want to", "gotta": "got to", "lets": "let us",
    "cannot": "can not", "tmrw": "tomorrow", "thx": "thanks", "u": "you", "ur": "your", "ill": "i will",
    "youll": "you will", "dont": "do not", "cant": "can not", "wont": "will not", "shall": "will",
}  # fmt: skip

FILLERS = frozenset("uh um er erm hmm mm uhm ah eh uhhuh huh uh, um, uh-huh".split())
