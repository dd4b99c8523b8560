"""The sizes and settings of a run, and where its files lie."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = Path(__file__).resolve().parent / "runs"
MODEL_FILE = ROOT / "resources" / "models" / "carrel-starter.gguf"
PARITY_FILE = "parity.json"  # in a run's folder: what PyTorch says to some prompts
PARITY_TOKENS = 60  # how far its replies are compared with those of llama.cpp


@dataclass(frozen=True)
class Shape:
    """The size of the model; the names follow the Llama architecture."""

    vocabulary: int = 4096
    width: int = 256
    layers: int = 6
    heads: int = 4
    feed_forward: int = 768
    rotated: int = 16
    context: int = 2048
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        """The dimensions of one attention head."""
        return self.width // self.heads


@dataclass(frozen=True)
class Recipe:
    """All that decides a run: `minutes` of training, `tokens` a step, and the rates before they fall."""

    shape: Shape = Shape()
    seed: int = 20261120
    minutes: float = 55.0
    steps: int = 100_000
    tokens: int = 4096
    muon_rate: float = 0.01
    adam_rate: float = 3e-3
    warm_up: int = 40
    decay_share: float = 0.45
    context_weight: float = 0.02
    context_share: float = 0.2
    average: float = 0.99
    vocabulary_chats: int = 6000
    threads: int = 2


def tiny(recipe: Recipe) -> Recipe:
    """The same recipe, so small that all of it runs in well under a minute."""
    shape = Shape(vocabulary=1024, width=128, layers=3, heads=2, feed_forward=256)
    return Recipe(
        shape=shape, seed=recipe.seed, minutes=0.2, steps=12, tokens=1024, warm_up=4, vocabulary_chats=200, average=0.5
    )


@dataclass(frozen=True)
class Job:
    """What one part of the recipe is asked to do: with which recipe, in which folder, for which GGUF file.

    `kind` says how matrices are stored; `count` is the number of chats to write or of probes of each kind to measure.
    """

    recipe: Recipe
    folder: Path
    model: Path
    kind: str
    count: int
