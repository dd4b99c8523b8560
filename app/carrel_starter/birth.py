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
            weights[name[part]] = _normal(chance, shape.width, shape.width, spread * (1.0 if part == "attn_v" else 0.5))
            weights[f"blk.{layer}.{part}.bias"] = torch.zeros(shape.width)
        weights[name["attn_output"]] = torch.zeros(shape.width, shape.width)
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
        rows = slice((back - 1) * wide, back * wide)
        weights["blk.0.attn_v.weight"][rows] = content.T
        weights["blk.0.attn_output.weight"][:, rows] = STORE * store
    name = matrix_names(min(2, shape.layers - 1))
    free = slice(shape.rotated, shape.rotated + NOW_DIMS)
    more = slice(shape.rotated + NOW_DIMS, shape.rotated + NOW_DIMS + BEFORE_DIMS)
    query, key = torch.zeros(wide, shape.width), torch.zeros(wide, shape.width)
    query[free], key[free] = content.T[:NOW_DIMS], stores[0].T[:NOW_DIMS]
    query[more], key[more] = stores[0].T[:BEFORE_DIMS], stores[1].T[:BEFORE_DIMS]
    sharp = 2.5
    weights[name["attn_q"]][:wide], weights[name["attn_k"]][:wide] = sharp * query, sharp * key
    for head in range(min(2, shape.heads)):
        spoken = _orthonormal(chance, shape.width, wide)
        rows = slice(head * wide, (head + 1) * wide)
        if head == 1:
            weights[name["attn_q"]][rows], weights[name["attn_k"]][rows] = sharp * query, sharp * key
        weights[name["attn_v"]][rows] = spoken.T
        weights[name["attn_output"]][:, rows] = 0.3 * spoken


def _look_back(weights: Weights, shape: Shape, head: int, back: int) -> None:
    """Biases whose rotary product is greatest at the distance `back`; the head looks at nothing else."""
    angles = rotary_frequencies(shape).float() * back
    rows = slice(head * shape.head_width, (head + 1) * shape.head_width)
    weights["blk.0.attn_q.weight"][rows] = 0.0
    weights["blk.0.attn_k.weight"][rows] = 0.0
    first = head * shape.head_width
    pairs = slice(first, first + shape.rotated)
    turned = torch.stack((angles.cos(), -angles.sin()), dim=-1).flatten()
    straight = torch.stack((torch.ones_like(angles), torch.zeros_like(angles)), dim=-1).flatten()
    weights["blk.0.attn_q.bias"][pairs] = LOOK_BACK * turned
    weights["blk.0.attn_k.bias"][pairs] = LOOK_BACK * straight


def _normal(chance: Any, rows: int, columns: int, spread: float) -> Tensor:
    return torch.randn(rows, columns, generator=chance) * spread


def _orthonormal(chance: Any, rows: int, columns: int) -> Tensor:
    """Random columns of length one at right angles to each other."""
    return torch.linalg.qr(torch.randn(rows, columns, generator=chance))[0]
