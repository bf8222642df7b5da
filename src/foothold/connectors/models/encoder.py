"""The sentence encoder of the [semantic] extra: int8 ONNX run by onnxruntime on one thread, nothing downloaded.

The model is all-MiniLM-L6-v2 (Apache-2.0) fine-tuned on labelled sentences by training/encoder.py and further.py; its
file is part of this package. MODEL_CARD.md in foothold/reading/weights says from what, how well, and what it cannot do.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

TEXT_TOKENS, SIDE_TOKENS = 48, 16
"""Word pieces of the sentence and of each neighbour that are read; as in training."""
_LONGEST = 600
_SOUND = re.compile(r"\{\w*\}|\[\w{0,20}\]")
_SPEAKER = re.compile(r"^[\w .'-]{1,30}: ")


class SentenceEncoder:
    """Scores of the five acts for sentences in their context."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        folder = Path(__file__).parent
        words = (folder / "acts.vocabulary.txt").read_text(encoding="utf-8").splitlines()
        vocabulary = {word: number for number, word in enumerate(words)}
        self._tokens = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
        self._tokens.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tokens.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._start, self._end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "acts.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def scores(self, sentences: Sequence[tuple[str, str, str]]) -> list[list[float]]:
        """Five scores for each sentence with the ones before and after it (`second_opinion.Encoder`).

        One at a time: int8 activations are scaled over a whole batch, and a sentence's score must not depend on
        the company it comes in.
        """
        return [self._run(*self._pair(*sentence)) for sentence in sentences]

    def _pair(self, text: str, before: str, after: str) -> tuple[list[int], int]:
        """Token ids of [CLS] text [SEP] before [SEP] after [SEP], and how many of them are the sentence's own."""
        own = [self._start, *self._ids(text)[:TEXT_TOKENS], self._end]
        beside = [*self._ids(before[-_LONGEST:])[-SIDE_TOKENS:], self._end, *self._ids(after)[:SIDE_TOKENS], self._end]
        return own + beside, len(own)

    def _ids(self, text: str) -> list[int]:
        plain = " ".join(_SOUND.sub(" ", _SPEAKER.sub("", text[:_LONGEST])).split())
        return list(self._tokens.encode(plain.encode("utf-8", "replace").decode(), add_special_tokens=False).ids)

    def _run(self, tokens: list[int], own: int) -> list[float]:
        import numpy

        ids = numpy.array([tokens], dtype=numpy.int64)
        kinds = numpy.zeros_like(ids)
        kinds[0, own:] = 1
        given: dict[str, Any] = {"ids": ids, "kinds": kinds, "mask": numpy.ones_like(ids)}
        return [float(score) for score in self._session.run(["scores"], given)[0][0]]


@cache
def encoder() -> SentenceEncoder | None:
    """The encoder, loaded once a process; None where the extra is not installed or its model is absent."""
    folder = Path(__file__).parent
    if not all((folder / name).is_file() for name in ("acts.onnx", "acts.vocabulary.txt")):
        return None
    try:
        return SentenceEncoder()
    except ImportError:
        return None
