"""The model: a small Llama with attention biases and partial rotary positions, as functions over named tensors.

The names of the tensors are those of the GGUF file, and the shapes are (out, in), so the file needs no translation.
"""

from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from carrel_starter.recipe import Shape

Tensor = Any
Weights = dict[str, Any]


def matrix_names(layer: int) -> dict[str, str]:
    """The names of a layer's matrices by their short names."""
    short = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
    return {name: f"blk.{layer}.{name}.weight" for name in short}


def rotary_frequencies(shape: Shape) -> Tensor:
    """The angle a token of each rotated pair of dimensions, in radians; the other pairs do not turn."""
    pairs = shape.rotated // 2
    return shape.rope_base ** (-torch.arange(pairs, dtype=torch.float64) / pairs)


def rotary_table(shape: Shape, length: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine for each position and rotated pair, each (length, rotated / 2)."""
    angles = torch.outer(torch.arange(length, dtype=torch.float64), rotary_frequencies(shape))
    return angles.cos().float(), angles.sin().float()


def rotate(x: Tensor, cosine: Tensor, sine: Tensor, rotated: int) -> Tensor:
    """Turn neighbouring pairs of the first `rotated` dimensions of x (batch, heads, length, head width)."""
    turned, rest = x[..., :rotated], x[..., rotated:]
    even, odd = turned[..., 0::2], turned[..., 1::2]
    cosine, sine = cosine.to(x.dtype), sine.to(x.dtype)
    pairs = torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1)
    return torch.cat((pairs.flatten(-2), rest), dim=-1)


@dataclass(frozen=True)
class Rows:
    """Rows of token numbers (batch, length), and how each row is read.

    places: the position of each token (batch, length). branches: 0 for a token that all later ones see, else the
    number of the branch whose tokens alone see it (batch, length); None where no row has branches.
    """

    numbers: Tensor
    places: Tensor
    branches: Tensor | None = None

    def seen(self) -> Tensor | None:
        """Which token sees which: (batch, 1, length, length); None where each sees all before it."""
        if self.branches is None:
            return None
        own, other = self.branches[:, :, None], self.branches[:, None, :]
        length = self.branches.shape[1]
        before = torch.ones(length, length, dtype=torch.bool, device=self.branches.device).tril()
        return (before & ((other == 0) | (own == other)))[:, None]


def in_line(numbers: Tensor) -> Rows:
    """Rows without branches."""
    return Rows(numbers, torch.arange(numbers.shape[1], device=numbers.device).expand(numbers.shape))


def hidden(weights: Weights, shape: Shape, rows: Rows, table: tuple[Tensor, Tensor]) -> Tensor:
    """The state after the last layer for rows of tokens (batch, length): (batch, length, width)."""
    batch, length = rows.numbers.shape
    cosine, sine = (part[rows.places][:, None] for part in table)
    seen, shares = rows.seen(), shape.heads != shape.key_heads
    x = functional.embedding(rows.numbers, weights["token_embd.weight"])
    for layer in range(shape.layers):
        name = matrix_names(layer)
        h = functional.rms_norm(x, (shape.width,), weights[f"blk.{layer}.attn_norm.weight"], shape.epsilon)
        q, k, v = (
            functional.linear(h, weights[name[part]], weights[f"blk.{layer}.{part}.bias"])
            .view(batch, length, -1, shape.head_width)
            .transpose(1, 2)
            for part in ("attn_q", "attn_k", "attn_v")
        )
        q, k = rotate(q, cosine, sine, shape.rotated), rotate(k, cosine, sine, shape.rotated)
        found = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=seen, is_causal=seen is None, enable_gqa=shares
        )
        x = x + functional.linear(found.transpose(1, 2).reshape(batch, length, -1), weights[name["attn_output"]])
        h = functional.rms_norm(x, (shape.width,), weights[f"blk.{layer}.ffn_norm.weight"], shape.epsilon)
        gate = functional.silu(functional.linear(h, weights[name["ffn_gate"]]))
        x = x + functional.linear(gate * functional.linear(h, weights[name["ffn_up"]]), weights[name["ffn_down"]])
    return functional.rms_norm(x, (shape.width,), weights["output_norm.weight"], shape.epsilon)


def scores(weights: Weights, state: Tensor) -> Tensor:
    """The score of every token of the vocabulary; the embeddings serve as output matrix."""
    return functional.linear(state, weights["token_embd.weight"])


def continue_greedily(weights: Weights, shape: Shape, numbers: list[int], end: int, most: int) -> list[int]:
    """The most likely next tokens, one after the other, up to the end of the turn."""
    table = rotary_table(shape, len(numbers) + most)
    said: list[int] = []
    with torch.no_grad():
        while len(said) < most:
            state = hidden(weights, shape, in_line(torch.tensor([numbers + said])), table)[0, -1]
            token = int(scores(weights, state).argmax())
            if token == end:
                break
            said.append(token)
    return said
