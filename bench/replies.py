"""How well the chance of an answer is told on real mail (core.real_mail; METHOD 8, "on real mail").

    python bench/replies.py [PAIRS.csv] [--folds 4] [--draws 300] [--no-test]

PAIRS.csv has one line a mail and recipient: sender, recipient, t (epoch seconds), isre, isfw, nrec and delay in
seconds, empty where no answer was seen (../shared/data/replies). Columns may stand in any order, others do no harm.
Fitted on the oldest 80 % and tested on the newest 20 %, and on rolling folds inside the oldest part; features only from
before a mail left. Exact duplicates are counted once. One firm's internal mail of 2001: it proves the machinery.
Exit 1 where a figure METHOD 8 asks for is missed.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from foothold.core.real_mail import DAY, KNOWN_AFTER, Chance, ReplyChance, Sent, fit, predict

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "data" / "replies" / "enron_reply_pairs_first80.csv"
OLDEST = 0.8
DRAWN_TOGETHER = 25
"""Mails drawn together in the bootstrap: neighbours in time are alike."""


def mails_of(path: Path) -> list[Sent]:
    """The mails of a file in order of time, without exact duplicates; lines without sender or time are left out."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = [
            {key.strip().lower(): value.strip() for key, value in row.items() if key and value}
            for row in csv.DictReader(file)
        ]
    found = {_mail(row) for row in rows if {"sender", "recipient", "t"} <= row.keys()}
    return sorted(found, key=lambda sent: (sent.at, sent.sender, sent.recipient))


def _mail(row: dict[str, str]) -> Sent:
    return Sent(
        at=float(row["t"]),
        sender=row["sender"],
        recipient=row["recipient"],
        recipients=int(float(row.get("nrec", "1"))),
        is_reply=_yes(row.get("isre", "")),
        is_forwarded=_yes(row.get("isfw", "")),
        answered_after=float(row["delay"]) if row.get("delay") else None,
    )


def _yes(value: str) -> bool:
    return value.casefold() in {"true", "1", "1.0", "yes"}


@dataclass(frozen=True, slots=True)
class Tested:
    """Mails of a later time, with what was foretold of them. `base` is the rate of the time before."""

    mails: Sequence[Sent]
    chances: Sequence[Chance]
    base: float
    model: ReplyChance

    def pairs(self) -> list[tuple[float, bool]]:
        """Foretold and seen, within seven days; mails whose seven days are not over in the file are left out."""
        end = self.mails[-1].at - KNOWN_AFTER
        both = zip(self.mails, self.chances, strict=True)
        return [(chance.by(KNOWN_AFTER), sent.outcome) for sent, chance in both if sent.at <= end]


def tested(old: Sequence[Sent], new: Sequence[Sent]) -> Tested:
    """Fit on `old` and foretell `new`, each mail as of the moment it left."""
    # Outcomes that nobody could know when the test begins are not learnt from.
    begin = new[0].at
    seen = [_as_known(sent, begin) for sent in old]
    model = fit(seen)
    chances = list(predict(model, new, before=old))
    known = [sent for sent in old if sent.at <= begin - KNOWN_AFTER]
    return Tested(new, chances, sum(sent.outcome for sent in known) / len(known), model)


def _as_known(sent: Sent, moment: float) -> Sent:
    late = sent.answered_after is not None and sent.at + sent.answered_after > moment
    return (
        Sent(sent.at, sent.sender, sent.recipient, sent.recipients, sent.is_reply, sent.is_forwarded, None)
        if late
        else sent
    )


def folds(mails: Sequence[Sent], many: int) -> Iterator[tuple[Sequence[Sent], Sequence[Sent]]]:
    """Ever longer pasts with the stretch that follows each."""
    first = int(len(mails) * 0.4)
    cuts = [first + (len(mails) - first) * at // many for at in range(many + 1)]
    for begin, end in pairwise(cuts):
        yield mails[:begin], mails[begin:end]


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """How often an answered mail stands above one that was not; ties count half."""
    ordered = sorted(pairs)
    ranks, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        ranks += sum(outcome for _, outcome in ordered[at:end]) * (at + end + 1) / 2
        at = end
    yes = sum(outcome for _, outcome in pairs)
    return (ranks - yes * (yes + 1) / 2) / (yes * (len(pairs) - yes))


def skill(pairs: Sequence[tuple[float, bool]], base: float | None = None) -> float:
    """Brier skill against always saying the rate of these mails themselves, the hardest constant; or `base`."""
    rate = sum(outcome for _, outcome in pairs) / len(pairs) if base is None else base
    ours = sum((chance - outcome) ** 2 for chance, outcome in pairs)
    return 1 - ours / sum((rate - outcome) ** 2 for _, outcome in pairs)


def curve(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Foretold, seen and how many, in bins of as many mails each."""
    ordered = sorted(pairs)
    cuts = [len(ordered) * at // bins for at in range(bins + 1)]
    parts = (ordered[begin:end] for begin, end in pairwise(cuts))
    return [(sum(c for c, _ in part) / len(part), sum(o for _, o in part) / len(part), len(part)) for part in parts]


def ece(pairs: Sequence[tuple[float, bool]]) -> float:
    """The distance of foretold from seen over the curve, by mails."""
    return sum(many * abs(chance - rate) for chance, rate, many in curve(pairs)) / len(pairs)


def interval(pairs: Sequence[tuple[float, bool]], figure: object, draws: int) -> tuple[float, float]:
    """95 % of a figure by drawing stretches of neighbouring mails."""
    assert callable(figure)
    chance = random.Random(8)
    parts = [pairs[at : at + DRAWN_TOGETHER] for at in range(0, len(pairs), DRAWN_TOGETHER)]
    found = sorted(
        figure([each for part in chance.choices(parts, k=len(parts)) for each in part]) for _ in range(draws)
    )
    return found[int(draws * 0.025)], found[int(draws * 0.975)]


def after_silence(parts: Sequence[Tested], days: float) -> tuple[float, int, int]:
    """Answers foretold and seen in the seven days after `days` of silence, and how many were silent so long."""
    foretold, seen, silent = 0.0, 0, 0
    for part in parts:
        end = part.mails[-1].at - (days + 7) * DAY
        for sent, chance in zip(part.mails, part.chances, strict=True):
            taken = sent.answered_after
            if sent.at > end or (taken is not None and taken <= days * DAY):
                continue
            silent += 1
            foretold += chance.by((days + 7) * DAY, silent=days * DAY)
            seen += taken is not None and taken <= (days + 7) * DAY
    return foretold, seen, silent


def told(name: str, pairs: Sequence[tuple[float, bool]], base: float, draws: int) -> bool:
    """Print the figures of a stretch; whether METHOD 8 is met."""
    a, (a_low, a_high) = auc(pairs), interval(pairs, auc, draws)
    s, (s_low, s_high) = skill(pairs), interval(pairs, skill, draws)
    e = ece(pairs)
    rate = sum(outcome for _, outcome in pairs) / len(pairs)
    mean = sum(chance for chance, _ in pairs) / len(pairs)
    print(f"{name}: {len(pairs):,} mails, {rate:.3f} answered in 7 days, foretold {mean:.3f}")
    print(f"  AUC {a:.3f} [{a_low:.3f} to {a_high:.3f}]   asked .76")
    print(
        f"  Brier skill {s:.3f} [{s_low:.3f} to {s_high:.3f}]   asked .05, lower bound above 0;"
        f" against the rate before {skill(pairs, base):.3f}"
    )
    print(f"  ECE {e:.3f}   asked below .03")
    return a >= 0.76 and s >= 0.05 and s_low > 0 and e < 0.03


def main() -> int:
    """Print all figures; 1 where one is missed."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    words.add_argument("--folds", type=int, default=4)
    words.add_argument("--draws", type=int, default=300)
    words.add_argument("--no-test", action="store_true", help="only the folds inside the oldest part")
    asked = words.parse_args()
    if not asked.pairs.exists():
        print(f"{asked.pairs.name} is not there; name a file of pairs.")
        return 2
    mails = mails_of(asked.pairs)
    cut = int(len(mails) * OLDEST)
    old, new = mails[:cut], mails[cut:]
    rolling = []
    for at, (past, next_) in enumerate(folds(old if asked.no_test else mails, asked.folds), start=1):
        rolling.append(tested(past, next_))
        pairs = rolling[-1].pairs()
        print(
            f"fold {at}: {len(past):,} to fit, {len(next_):,} after; AUC {auc(pairs):.3f}, "
            f"skill {skill(pairs):.3f}, ECE {ece(pairs):.3f}",
            flush=True,
        )
    fine = True
    for days in (1, 3):
        foretold, seen, silent = after_silence(rolling, days)
        ratio = foretold / seen if seen else float("inf")
        fine = fine and 0.67 <= ratio <= 1.5
        print(
            f"after {days} d of silence, next 7 d, folds pooled: foretold {foretold:.0f}, seen {seen} of {silent:,};"
            f" {ratio:.2f}   asked .67 to 1.5"
        )
    if asked.no_test:
        return 0 if fine else 1
    part = tested(old, new)
    pairs = part.pairs()
    print(f"reply times: median {2.718281828**part.model.mu / 3600:.1f} h, sigma {part.model.sigma:.2f}")
    fine = told("newest 20 %", pairs, part.base, asked.draws) and fine
    print("  foretold  seen   mails")
    for chance, rate, many in curve(pairs):
        print(f"  {chance:8.3f} {rate:6.3f} {many:6,}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
