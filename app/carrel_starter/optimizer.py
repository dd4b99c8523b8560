"""Two ways to step: Muon (Jordan et al. 2024) for the matrices inside, AdamW for embeddings, norms and biases."""

from typing import Any

import torch

from carrel_starter.model import Tensor, Weights

# Coefficients of the quintic Newton-Schulz iteration, from the reference implementation of Muon.
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonalized(stack: Tensor, rounds: int = 5) -> Tensor:
    """Matrices (many, rows, columns) with all singular values brought near one."""
    a, b, c = NEWTON_SCHULZ
    x = stack.bfloat16() if stack.is_cuda else stack.float()
    tall = x.shape[-2] > x.shape[-1]
    if tall:
        x = x.transpose(-2, -1)
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(rounds):
        square = x @ x.transpose(-2, -1)
        x = a * x + (b * square + c * square @ square) @ x
    return (x.transpose(-2, -1) if tall else x).float()


class Stepper:
    """Moves the weights along their gradients; its state can be saved and taken up again."""

    def __init__(self, weights: Weights) -> None:
        self.shapes: dict[tuple[int, ...], list[str]] = {}
        self.plain: list[str] = []
        for name, tensor in weights.items():
            if tensor.dim() == 2 and name.startswith("blk."):
                self.shapes.setdefault(tuple(tensor.shape), []).append(name)
            else:
                self.plain.append(name)
        self.state: dict[str, Any] = {
            name: [torch.zeros_like(tensor), torch.zeros_like(tensor)] for name, tensor in weights.items()
        }
        self.steps = 0

    def step(self, weights: Weights, muon_rate: float, adam_rate: float) -> None:
        """One step with the gradients the weights hold; the gradients are cleared."""
        self.steps += 1
        with torch.no_grad():
            for shape, names in self.shapes.items():
                self._muon(weights, shape, names, muon_rate)
            for name in self.plain:
                self._adam(weights[name], self.state[name], adam_rate)
            for tensor in weights.values():
                tensor.grad = None

    def _muon(
        self, weights: Weights, shape: tuple[int, ...], names: list[str], rate: float, momentum: float = 0.95
    ) -> None:
        ahead = []
        for name in names:
            grad, kept = weights[name].grad, self.state[name][0]
            kept.lerp_(grad, 1 - momentum)
            ahead.append(torch.lerp(grad, kept, momentum))
        scale = max(1.0, shape[0] / shape[1]) ** 0.5
        for name, way in zip(names, orthogonalized(torch.stack(ahead)), strict=True):
            weights[name].add_(way, alpha=-rate * scale)

    def _adam(self, weight: Tensor, state: list[Tensor], rate: float, beta1: float = 0.9, beta2: float = 0.95) -> None:
        first, second = state
        first.lerp_(weight.grad, 1 - beta1)
        second.mul_(beta2).addcmul_(weight.grad, weight.grad, value=1 - beta2)
        way = (first / (1 - beta1**self.steps)) / ((second / (1 - beta2**self.steps)).sqrt() + 1e-8)
        weight.add_(way, alpha=-rate)
