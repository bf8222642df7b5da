"""What the encoder says of sentences nobody labelled, so that the default can learn from it (distillation).

    python training/taught.py       writes labels/taught.tsv.gz: id and the percent of each class, no text

Its sentences come from the same corpora, none of them from a document held out, none of them labelled, none a copy of a
development item. Sentences that the default takes for nothing with great certainty teach little and are thinned.
"""

import gzip
import random

import numpy as np
from build import MOMENT
from corpora import Unit, same_words, units
from labels import FOLDER, told
from mix import in_context
from splits import development_words, held_out

from foothold.connectors.models.encoder import SentenceEncoder
from foothold.reading.act_features import see
from foothold.reading.second_opinion import mixed
from foothold.reading.weights import weights

OUT = FOLDER / "taught.tsv.gz"
MOST = 12_000
SURE = 0.985
"""The default's certainty of nothing from which on one sentence in six is kept."""


def main() -> None:
    labels, skip, rng = told(), development_words(), random.Random(3)
    seen_words: set[str] = set()
    chosen: list[tuple[Unit, list[float]]] = []
    for unit in units():
        words = same_words(unit.text)
        if unit.id in labels or words in skip or words in seen_words or held_out(unit.document) or len(unit.text) > 600:
            continue
        seen_words.add(words)
        seen = see(unit.text, MOMENT, unit.before, unit.after, None)
        if seen is None:
            continue
        shares = weights("acts").probabilities(seen.features)
        if shares[-1] < SURE or rng.random() < 1 / 6:
            chosen.append((unit, shares))
    if len(chosen) > MOST:
        chosen = rng.sample(chosen, MOST)
    print(len(chosen), "sentences")
    opinions = SentenceEncoder().scores([in_context(unit) for unit, _ in chosen])
    lines = []
    for (unit, shares), opinion in zip(chosen, opinions, strict=True):
        percent = np.rint(100 * np.array(mixed(shares, opinion))).astype(int)
        lines.append(f"{unit.id}\t{' '.join(map(str, percent))}\n")
    OUT.write_bytes(gzip.compress("".join(sorted(lines)).encode("ascii"), mtime=0))


if __name__ == "__main__":
    main()
