"""The weights at birth: small chance, and a ready-made circuit that copies what followed the same words before.

Two heads of layer 0 look one and two tokens back (by biases alone). A head of layer 2 then looks for places whose two
preceding tokens are the current token and the one before it, and speaks the token found there (an "induction head",
Olsson et al. 2022). Output projections start at zero elsewhere, so that nothing drowns the small embeddings.
"""

from typing import Any

import torch

from carrel_starter.model import Tensor, Weights, matrix_names, rotary_frequencies
from carrel_starter.recipe import Shape

LOOK_BACK = 10.0  # size of the biases: attention of 0.99 to the token wanted
STORE = 0.05  # how loudly layer 0 stores the tokens before
NOW_DIMS, BEFORE_DIMS = 28, 20  # content dimensions of the matching head for the current token and for the one before
EMBEDDING_SPREAD = 0.02


def at_birth(shape: Shape, seed: int) -> Weights:
    """All tensors of the model, ready to train."""
    chance = torch.Generator().manual_seed(seed)
    weights: Weights = {"token_embd.weight": _normal(chance, shape.vocabulary, shape.width, EMBEDDING_SPREAD)}
    for layer in range(shape.layers):
        name = matrix_names(layer)
        spread = shape.width**-0.5
        for part in ("attn_q", "attn_k", "attn_v"):
            rows = shape.asking_width if part == "attn_q" else shape.asked_width
            weights[name[part]] = _normal(chance, rows, shape.width, spread * (1.0 if part == "attn_v" else 0.5))
            weights[f"blk.{layer}.{part}.bias"] = torch.zeros(rows)
        weights[name["attn_output"]] = torch.zeros(shape.width, shape.asking_width)
        for part in ("ffn_gate", "ffn_up"):
            weights[name[part]] = _normal(chance, shape.feed_forward, shape.width, spread)
        weights[name["ffn_down"]] = torch.zeros(shape.width, shape.feed_forward)
        for part in ("attn_norm", "ffn_norm"):
            weights[f"blk.{layer}.{part}.weight"] = torch.ones(shape.width)
    weights["output_norm.weight"] = torch.ones(shape.width)
    copying_circuit(weights, shape, chance)
    return weights


def copying_circuit(weights: Weights, shape: Shape, chance: Any) -> None:
    """Write the heads that look back into layer 0 and the matching head into layer 2."""
    wide = shape.head_width
    content = _orthonormal(chance, shape.width, wide)  # what is stored of a token: (width, head width)
    stores = [_orthonormal(chance, shape.width, wide) for _ in range(2)]
    for back, store in enumerate(stores, start=1):
        _look_back(weights, shape, head=back - 1, back=back)
        weights["blk.0.attn_v.weight"][_asked(shape, back - 1)] = content.T
        weights["blk.0.attn_output.weight"][:, _asking(shape, back - 1)] = STORE * store
    name = matrix_names(min(2, shape.layers - 1))
    room = wide - shape.rotated
    now, before = min(NOW_DIMS, room * 7 // 12), min(BEFORE_DIMS, room * 5 // 12)
    free = slice(shape.rotated, shape.rotated + now)
    more = slice(shape.rotated + now, shape.rotated + now + before)
    query, key = torch.zeros(wide, shape.width), torch.zeros(wide, shape.width)
    query[free], key[free] = content.T[:now], stores[0].T[:now]
    query[more], key[more] = stores[0].T[:before], stores[1].T[:before]
    sharp = 2.5
    for head in range(0, shape.heads, shape.heads // min(2, shape.key_heads)):  # those that share nothing
        asking, asked = _asking(shape, head), _asked(shape, head)
        spoken = _orthonormal(chance, shape.width, wide)
        weights[name["attn_q"]][asking], weights[name["attn_k"]][asked] = sharp * query, sharp * key
        weights[name["attn_v"]][asked] = spoken.T
        weights[name["attn_output"]][:, asking] = 0.3 * spoken


def _asking(shape: Shape, head: int) -> slice:
    """The rows of a head that asks."""
    return slice(head * shape.head_width, (head + 1) * shape.head_width)


def _asked(shape: Shape, head: int) -> slice:
    """The rows of the head that it asks, which it may share with its neighbours."""
    return _asking(shape, head * shape.key_heads // shape.heads)


def _look_back(weights: Weights, shape: Shape, head: int, back: int) -> None:
    """Biases whose rotary product is greatest at the distance `back`; the head looks at nothing else."""
    angles = rotary_frequencies(shape).float() * back
    asking, asked = _asking(shape, head), _asked(shape, head)
    weights["blk.0.attn_q.weight"][asking] = 0.0
    weights["blk.0.attn_k.weight"][asked] = 0.0
    turned = torch.stack((angles.cos(), -angles.sin()), dim=-1).flatten()
    straight = torch.stack((torch.ones_like(angles), torch.zeros_like(angles)), dim=-1).flatten()
    weights["blk.0.attn_q.bias"][asking.start : asking.start + shape.rotated] = LOOK_BACK * turned
    weights["blk.0.attn_k.bias"][asked.start : asked.start + shape.rotated] = LOOK_BACK * straight


def _normal(chance: Any, rows: int, columns: int, spread: float) -> Tensor:
    return torch.randn(rows, columns, generator=chance) * spread


def _orthonormal(chance: Any, rows: int, columns: int) -> Tensor:
    """Random columns of length one at right angles to each other."""
    return torch.linalg.qr(torch.randn(rows, columns, generator=chance))[0]
