"""Build the weights of answers to an offered slot, from offers and replies of our own (labels/replies.jsonl).

python training/answers.py            writes answers.bin and prints what five folds by offer reach
python training/answers.py --check    compares instead of writing
"""

import argparse
import json
from hashlib import sha256

import fitting
import numpy as np
from build import MOMENT
from labels import FOLDER

from foothold.reading.answer_features import answer_features
from foothold.reading.replies import ANSWERS

OUT = fitting.SHIPPED / "answers.bin"
STRENGTH = 0.4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    told = [json.loads(row) for row in (FOLDER / "replies.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [sorted(set(answer_features(one["offer"], one["reply"], MOMENT))) for one in told]
    truth = np.array([ANSWERS.index(one["label"]) for one in told])
    offers = [one["offer"] for one in told]
    shares = np.eye(len(ANSWERS))[truth]
    folds = np.array([sha256(offer.encode()).digest()[0] % 5 for offer in offers])
    scores = np.zeros(shares.shape)
    for fold in range(5):
        held = folds == fold
        seen = np.flatnonzero(folds != fold)
        columns = fitting.columns_of([rows[i] for i in seen], [offers[i] for i in seen])
        known = fitting.matrix([rows[i] for i in seen], columns)
        model = fitting.fit(known, shares[seen], np.ones(len(seen)), STRENGTH)
        scores[held] = fitting.matrix([rows[i] for i in np.flatnonzero(held)], columns) @ model.T
    temperature = fitting.temperature_of(scores, truth)
    stated = fitting.softmax(scores / temperature)
    right = (stated.argmax(1) == truth).mean()
    print(f"{len(rows)} replies, five folds by offer: right {right:.3f}, temperature {temperature:.3f}")
    is_yes = truth == 0
    for least in (0.5, 0.7, 0.8, 0.88, 0.93):
        said = stated[:, 0] > least
        found = is_yes[said].sum() / is_yes.sum()
        print(f"  yes above {least}: precision {is_yes[said].mean():.3f} recall {found:.3f}")
    for most in (0.05, 0.12, 0.2):
        said = stated[:, 0] < most
        lost = is_yes[said].sum() / is_yes.sum()
        print(f"  yes below {most}: {is_yes[said].mean():.3f} of them, {lost:.3f} of all yeses")
    columns = fitting.columns_of(rows, offers)
    model = fitting.fit(fitting.matrix(rows, columns), shares, np.ones(len(rows)), STRENGTH)
    fitting.ship(OUT, columns, model, temperature, check=args.check)


if __name__ == "__main__":
    main()
