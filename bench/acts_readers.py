"""One reader of single acts over labelled lines, in a process of its own (bench/reading.py starts it).

    python acts_readers.py default|semantic|keywords LINES.jsonl
    python acts_readers.py ngrams LINES.jsonl MODEL       (in the peers' environment)
    python acts_readers.py train LINES.jsonl MODEL        (the same; no sentence of LINES is trained on)

Prints one JSON line: label and probabilities of every line, seconds of CPU for starting and loading, for the
first pass and for later ones (median of three) a line at a time, for all lines given at once, and the peak of
memory. Exit 3: this reader is not installed.

The keyword list is a fair one, written from the guide (../shared/data/text/GUIDE.md) alone, before any
item was looked at, and left so. The n-grams are words (1 to 2) and characters (3 to 5) of the sentence; strength,
weights of the examples and leaving out the neighbours (they made it worse) were chosen by folds of the training
labels. It learns from the same labels as the default, apart from those whose text is not in ../shared.
"""

import json
import os
import pickle
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Line = dict[str, Any]
Answer = dict[str, Any]
Reader = Callable[[Sequence[Line]], list[Answer]]

NOT_INSTALLED = 3
FIRST: Line = {"text": "Shall we meet on Tuesday at ten?", "context": {"prev": "", "next": ""}}

COURTESY_OR_PAST = """if you have any|if you need|if there are any|feel free|won't meet|will not meet|cancelled|canceled
out of office|attached|unsubscribe|every week|every day|next slide|we met"""
DAYS = """monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight|tomorrow|this morning|this afternoon
o'clock|noon|mon|tue|wed|thu|fri"""
CLOCK = r"\d{1,2}(?::\d\d)? ?[ap]\.?m|\d{1,2}:\d\d"
MEETINGS = """meet|meeting|call|conference call|lunch|dinner|visit|session|get together|discuss|talk|chat|speak"""
UNDATED = """next week|sometime|soon|at your convenience|when you have a moment|let's discuss|let's talk|let's meet
call me|give me a call|set up a|schedule a|look forward to speaking|look forward to meeting|look forward to seeing
need to talk|next meeting|would like to meet"""
PROMISES = "i will|i'll|we will|we'll|i can|i am going to|i'm going to|happy to|let me"
REQUESTS = "please|can you|could you|would you|will you|let me know|you should|need you to|is supposed to|make sure"


def any_of(words: str) -> re.Pattern[str]:
    """Any of the words or phrases, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(words.replace(chr(10), '|').split('|'))})\b", re.IGNORECASE)


NOTHING, DAY, MEETING, SOON, PROMISE, REQUEST = map(
    any_of, (COURTESY_OR_PAST, f"{DAYS}|{CLOCK}", MEETINGS, UNDATED, PROMISES, REQUESTS)
)


def keyword_label(text: str) -> str:
    """The guide's order of classes; a courtesy, a refusal or something past is nothing.

    >>> keyword_label("Can we meet on Tuesday?"), keyword_label("Let's talk soon."), keyword_label("I'll send it.")
    ('firm_meeting', 'vague_meeting', 'commitment_self')
    """
    text = text.replace("\u2019", "'")
    if NOTHING.search(text):
        return "none"
    if DAY.search(text) and MEETING.search(text):
        return "firm_meeting"
    if SOON.search(text):
        return "vague_meeting"
    if PROMISE.search(text):
        return "commitment_self"
    return "commitment_request" if REQUEST.search(text) else "none"


def keywords(_: str | None) -> Reader:
    return lambda lines: [{"label": keyword_label(line["text"])} for line in lines]


def default(_: str | None) -> Reader:
    os.environ["FOOTHOLD_SEMANTIC"] = "off"
    from foothold.cli.read_lines import answer

    return lambda lines: [answer("sentences", line) for line in lines]


def semantic(_: str | None) -> Reader:
    os.environ.pop("FOOTHOLD_SEMANTIC", None)
    from foothold.cli.read_lines import answer
    from foothold.read import sentence_encoder

    if sentence_encoder() is None:
        sys.exit(NOT_INSTALLED)
    return lambda lines: [answer("sentences", line) for line in lines]


def ngrams(model: str | None) -> Reader:
    vectors, weights = pickle.loads(Path(model or "").read_bytes())
    names = [str(name) for name in weights.classes_]

    def read(lines: Sequence[Line]) -> list[Answer]:
        stated = weights.predict_proba(vectors.transform([line["text"] for line in lines]))
        return [{"label": names[row.argmax()], "p": dict(zip(names, map(float, row), strict=True))} for row in stated]

    return read


def train(lines: Sequence[Line], model: str) -> None:
    """Fit the n-grams on training/labels, without the development items and without the lines measured."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
    from corpora import same_words
    from labels import labelled, own
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_union
    from splits import development_words

    kept_out = development_words() | {same_words(line["text"]) for line in lines}
    told = [one for one in (*labelled(), *own()) if same_words(one[0].text) not in kept_out]
    weight = [
        (0.4 if doubtful else 1.0) * (0.5 if unit.kind == "own" else 1.0) * (0.6 if label == "none" else 1.0)
        for unit, label, doubtful in told
    ]
    texts = [unit.text for unit, _, _ in told]
    vectors = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\w+"),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
    )
    weights = LogisticRegression(C=10, max_iter=500)
    weights.fit(vectors.fit_transform(texts), [label for _, label, _ in told], sample_weight=weight)
    Path(model).write_bytes(pickle.dumps((vectors, weights)))
    print(json.dumps({"trained_on": len(told)}))


def peak_mb() -> float:
    """Peak memory of this program; what the process was before it started counts elsewhere than on Linux."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def seconds(read: Reader, lines: Sequence[Line]) -> float:
    """CPU of one pass, a line at a time."""
    began = time.process_time()
    for line in lines:
        read([line])
    return time.process_time() - began


READERS: dict[str, Callable[[str | None], Reader]] = {
    "default": default,
    "semantic": semantic,
    "keywords": keywords,
    "ngrams": ngrams,
}


def main(name: str, path: str, model: str | None = None) -> None:
    """Read the lines again and again, and print what was read and what it took."""
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    if name == "train":
        return train(lines, model or "")
    read = READERS[name](model)
    read([FIRST])
    told: dict[str, Any] = {"loading": time.process_time(), "first": seconds(read, lines), "peak_mb": peak_mb()}
    told["later"] = statistics.median(seconds(read, lines) for _ in range(3))
    began = time.process_time()
    read(lines)
    told["at_once"] = time.process_time() - began
    told["answers"] = [read([line])[0] for line in lines]
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
