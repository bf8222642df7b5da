"""Build the weights of intent: whether a mail's sentence asks, proposes or promises anything at all.

As the public email intent corpus means it, wider than our five classes: an advert that asks for a click is one.

    python training/intent.py            writes intent.bin; prints what documents held out reach
    python training/intent.py --check    compares instead of writing
"""

import argparse

import fitting
import numpy as np
from build import MOMENT
from corpora import Unit, same_words, units
from sklearn.metrics import f1_score, roc_auc_score
from splits import development_words, held_out

from foothold.reading.act_features import see

OUT = fitting.SHIPPED / "intent.bin"
STRENGTH = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    skip = development_words()
    told = [u for u in units() if u.kind == "intent" and same_words(u.text) not in skip]
    rows = [features_of(unit) for unit in told]
    truth = np.array([unit.tags == ("yes",) for unit in told])
    shares = np.stack([truth, ~truth], axis=1).astype(float)
    held = np.array([held_out(unit.document) for unit in told])
    known = {same_words(unit.text) for unit, out in zip(told, held, strict=True) if not out}
    fresh = np.array([out and same_words(unit.text) not in known for unit, out in zip(told, held, strict=True)])
    seen = np.flatnonzero(~held)
    columns = fitting.columns_of([rows[i] for i in seen], [told[i].document for i in seen])
    model = fitting.fit(fitting.matrix([rows[i] for i in seen], columns), shares[seen], np.ones(len(seen)), STRENGTH)
    scores = fitting.matrix([rows[i] for i in np.flatnonzero(fresh)], columns) @ model.T
    temperature = fitting.temperature_of(scores, (~truth[fresh]).astype(int))
    stated = fitting.softmax(scores / temperature)[:, 0]
    auc, f1 = roc_auc_score(truth[fresh], stated), f1_score(truth[fresh], stated > 0.5)
    blind = [yes for row, yes in zip(rows, truth, strict=True) if not row]
    print(f"{sum(blind)} of {len(blind)} sentences without a cue are marked")
    print(f"{fresh.sum()} sentences held out: AUC {auc:.3f}, F1 {f1:.3f}, temperature {temperature:.3f}")
    columns = fitting.columns_of(rows, [unit.document for unit in told])
    model = fitting.fit(fitting.matrix(rows, columns), shares, np.ones(len(rows)), STRENGTH)
    fitting.ship(OUT, columns, model, temperature, check=args.check)


def features_of(unit: Unit) -> list[int]:
    """As at run time; a sentence without any cue has the one feature that every sentence has, and so the base rate."""
    seen = see(unit.text, MOMENT, unit.before, unit.after)
    return sorted(set(seen.features)) if seen else []


if __name__ == "__main__":
    main()
