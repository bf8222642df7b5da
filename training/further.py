"""Train the shipped encoder further, beside the default and on every label there is (needs requirements.txt).

    python training/further.py --base FOLDER --begin ACTS.ONNX --elsewhere CLONES --out NAME [--seed 22]
    python training/encoder.py --base FOLDER --out NAME --export src/foothold/connectors/models
    python training/mix.py

What `encoder.py` stages 1 and 2 left is taken up where it was shipped, a quarter of the way back to where it had
begun. The sentences are those of stage 2, our own, and those of `elsewhere.py`. While it learns, the default's
opinion (of folds that had not seen the sentence) is added to its scores, in the share `mix.py` gives it about: so it
learns what the default leaves open rather than the same again. The weights kept are a running mean. Documents held
out (`splits.py`) stay so, and the development items are never read. Arithmetic is partly in 16 bits: another
processor gives other weights, and much the same figures.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import elsewhere
import fitting
import numpy as np
import onnx
import torch
from build import Examples, features_of, out_of_fold
from corpora import Unit
from encoder import STOPS, WORK, Encoder, Ids, Pairs, batch, labelled_elsewhere, side_targets
from labels import LABELS, labelled, own
from onnx import numpy_helper
from splits import held_out
from torch import nn

BACK = 0.25
"""How far the weights begin on the way back to the pre-trained ones: what was learnt by heart is worth least."""
DEFAULTS_SHARE = 0.5
EASY, EASY_KEPT = 0.9, 0.35
"""Of sentences without an act that the default tells so surely, the share that is shown."""
DOUBTFUL, OWN, NOTHING = 0.5, 0.6, 0.7
"""How much a sentence counts whose annotator hesitated, one of our own, and one without an act."""
FIXED = 2
"""Layers from below, and the words, that stay as stage 1 left them."""
SIZE = 32
RATE, HEAD_RATE, DEEPER = 1.6e-4, 6e-4, 0.9
"""Each layer below the top learns at 0.9 of the rate of the one above it."""
NO_STOPS, MASKED, ALONE = 0.15, 0.05, 0.12
"""Shares of sentences without stops, of word pieces hidden, and of sentences without their neighbours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence as word pieces, also without stops; the share of each class, and how much it counts."""

    own: Ids
    unstopped: Ids
    beside: Ids
    shares: np.ndarray
    weight: float
    side: tuple[float, ...]
    default: np.ndarray


def told(clones: Path | None) -> list[tuple[Unit, str, bool]]:
    """Every labelled sentence outside the documents held out."""
    found = [one for one in labelled() if not held_out(one[0].document)]
    found += own()
    if clones:
        doubtful = {name for name, _, doubt, _ in elsewhere.kept() if doubt}
        found += [(unit, label, unit.id in doubtful) for unit, label in labelled_elsewhere(clones)]
    return found


def defaults(all_told: list[tuple[Unit, str, bool]]) -> dict[str, np.ndarray]:
    """The logarithm of the default's probabilities by id, from folds that had not seen the sentence's document."""
    seen = [one for one in all_told if features_of(one[0])]
    scores = out_of_fold(Examples(seen), taught=False)
    stated = np.log(fitting.softmax(scores) + 1e-6)
    return {unit.id: row for (unit, _, _), row in zip(seen, stated, strict=True)}


def rows_of(all_told: list[tuple[Unit, str, bool]], pairs: Pairs, rng: random.Random) -> Iterator[Row]:
    stated = defaults(all_told)
    none = LABELS.index("none")
    for unit, label, doubtful in all_told:
        default = stated.get(unit.id, np.zeros(len(LABELS)))
        easy = unit.id not in stated or default[none] > np.log(EASY)
        if label == "none" and easy and rng.random() > EASY_KEPT:
            continue
        loose = 0.15 if doubtful else 0.05
        weight = (DOUBTFUL if doubtful else 1.0) * (OWN if unit.kind == "own" else 1.0)
        yield Row(
            pairs.own(unit.text),
            pairs.own(STOPS.sub("", unit.text)),
            pairs.beside(unit.before, unit.after),
            np.eye(len(LABELS))[LABELS.index(label)] * (1 - loose) + loose / len(LABELS),
            weight * (NOTHING if label == "none" else 1.0),
            tuple(side_targets(unit)),
            default,
        )


def begun(base: Path, shipped: Path) -> Encoder:
    """The shipped int8 weights as they were, a quarter of the way back to the pre-trained ones."""
    model = Encoder(base)
    graph = onnx.load(shipped).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    places = {name: name.removeprefix("model.") for name in values if name.startswith("model.")}
    for node in graph.node:
        weights = [name for name in node.input if name.endswith("_quantized") and name in values]
        if node.op_type == "MatMulInteger" and weights:
            path = node.name.strip("/").removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant")
            places[weights[0]] = path.removeprefix("model/").replace("/", ".") + ".weight"
    state = model.state_dict()
    for name, place in places.items():
        place = place.removesuffix("_quantized")
        if place in state:
            _put(state[place], _plain(values, name), head=place.startswith("classes"))
    model.load_state_dict(state)
    return model


def _plain(values: dict[str, np.ndarray], name: str) -> torch.Tensor:
    """A weight as it was before it was made a whole number; matrices are shipped lying on their side."""
    stem = name.removesuffix("_quantized")
    if stem == name:
        return torch.tensor(values[name])
    value = (values[name].astype(np.float32) - values[f"{stem}_zero_point"]) * values[f"{stem}_scale"]
    return torch.tensor(value if "embeddings" in stem else np.ascontiguousarray(value.T))


def _put(into: torch.Tensor, value: torch.Tensor, *, head: bool) -> None:
    """The vocabulary and the places shipped are fewer, and so were what the classes were read from."""
    if head and value.dim() == 2:
        into.zero_()[:, : value.shape[1]] = value
    elif head:
        into.copy_(value)
    elif into.shape == value.shape:
        into.lerp_(value, 1 - BACK)


def learn(model: Encoder, pairs: Pairs, rows: list[Row], epochs: float, seed: int) -> None:
    """AdamW with a linear warm-up and fall over batches of like length; leaves the running mean in the model."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(_groups(model), weight_decay=0.01, fused=True)
    total = int(len(rows) * epochs / SIZE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * total)) * max(0.02, 1 - step / total)
    )
    moving = [p for p in model.parameters() if p.requires_grad]
    mean = [p.detach().clone() for p in moving]
    began, running = time.time(), 0.0
    model.train()
    for step, part in zip(range(total), _parts(rows, rng), strict=False):
        loss = _loss(model, pairs, part, rng)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(moving, 1.0)
        optimiser.step()
        schedule.step()
        if step % 4 == 3:
            with torch.no_grad():
                torch._foreach_lerp_(mean, moving, 1 - min(0.997**4, (step + 1) / (step + 10)))
        running += float(loss.detach())
        if step % 25 == 24:
            print(f"{step + 1}/{total} loss {running / 25:.3f} {time.time() - began:.0f} s", flush=True)
            running = 0.0
    with torch.no_grad():
        torch._foreach_copy_(moving, mean)


def _groups(model: Encoder) -> list[dict]:  # type: ignore[type-arg]
    layers = model.bert.encoder.layer
    for fixed in (model.bert.embeddings, *layers[:FIXED]):
        fixed.requires_grad_(False)
    heads = [*model.classes.parameters(), *model.tasks.parameters()]
    return [{"params": heads, "lr": HEAD_RATE}] + [
        {"params": list(layer.parameters()), "lr": RATE * DEEPER ** (len(layers) - 1 - place)}
        for place, layer in enumerate(layers)
        if place >= FIXED
    ]


def _parts(rows: list[Row], rng: random.Random) -> Iterator[list[Row]]:
    while True:
        order = rng.sample(rows, len(rows))
        pools = [order[at : at + SIZE * 20] for at in range(0, len(order), SIZE * 20)]
        order = [row for pool in pools for row in sorted(pool, key=lambda r: len(r.own) + min(8, len(r.beside)))]
        parts = [order[at : at + SIZE] for at in range(0, len(order) - SIZE + 1, SIZE)]
        rng.shuffle(parts)
        yield from parts


def _loss(model: Encoder, pairs: Pairs, part: list[Row], rng: random.Random) -> torch.Tensor:
    shown = []
    for row in part:
        ids = row.unstopped if rng.random() < NO_STOPS else row.own
        if rng.random() < 0.5:
            ids = [pairs.mask if rng.random() < 2 * MASKED else i for i in ids]
        shown.append(pairs.joined(ids, row.beside if rng.random() >= ALONE else None))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        classes, tasks = model(*batch(shown))
    default = torch.tensor(np.array([row.default for row in part]), dtype=torch.float)
    stated = (classes.float() + DEFAULTS_SHARE * default).log_softmax(-1)
    shares = torch.tensor(np.array([row.shares for row in part]), dtype=torch.float)
    loss = -((shares * stated).sum(-1) * torch.tensor([row.weight for row in part])).mean()
    side = torch.tensor([row.side for row in part])
    known = side >= 0
    if known.any():
        loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(tasks.float()[known], side[known])
    return loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--begin", type=Path, required=True, help="the acts.onnx to go on from")
    parser.add_argument("--elsewhere", type=Path, help="the clones of training/README.md, to learn from those too")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=float, default=2.8)
    parser.add_argument("--seed", type=int, default=22)
    args = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    pairs = Pairs(args.base)
    rows = list(rows_of(told(args.elsewhere), pairs, random.Random(9)))
    print(len(rows), "sentences")
    model = begun(args.base, args.begin)
    learn(model, pairs, rows, args.epochs, args.seed)
    torch.save(model.state_dict(), WORK / args.out)


if __name__ == "__main__":
    main()
