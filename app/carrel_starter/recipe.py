"""The sizes and settings of a run, and where its files lie."""

from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = Path(__file__).resolve().parent / "runs"
MODEL_FILE = ROOT / "resources" / "models" / "carrel-starter.gguf"
PARITY_FILE = "parity.json"  # in a run's folder: what PyTorch says to some prompts
PARITY_TOKENS = 60  # how far its replies are compared with those of llama.cpp


@dataclass(frozen=True)
class Shape:
    """The size of the model; the names follow the Llama architecture.

    heads ask and key_heads are asked: several of the first share one of the second (grouped-query attention), so that
    the context takes less room. rotated: the dimensions of a head that tell positions.
    """

    vocabulary: int = 6144
    width: int = 320
    layers: int = 8
    heads: int = 4
    key_heads: int = 2
    head_width: int = 64
    feed_forward: int = 896
    rotated: int = 16
    context: int = 2048
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def asking_width(self) -> int:
        """The dimensions of all heads that ask."""
        return self.heads * self.head_width

    @property
    def asked_width(self) -> int:
        """The dimensions of all heads that are asked."""
        return self.key_heads * self.head_width


@dataclass(frozen=True)
class Recipe:
    """All that decides a run: `minutes` of training, `tokens` a step, and the rates before they fall.

    workers: processes that write chats ahead; 0 for none. corpus: chats as JSON lines to train on instead of those of
    the generator. begin: a GGUF file to go on from where there is no checkpoint.
    """

    shape: Shape = Shape()
    seed: int = 20261128
    minutes: float = 240.0
    steps: int = 1_000_000
    tokens: int = 4096
    muon_rate: float = 0.01
    adam_rate: float = 3e-3
    warm_up: int = 40
    decay_share: float = 0.45
    context_weight: float = 0.02
    context_share: float = 0.2
    average: float = 0.99
    vocabulary_chats: int = 3000
    threads: int = 2
    workers: int = 0
    corpus: Path | None = None
    begin: Path | None = None


GENTLE = 0.6
"""How fast a run that goes on from an older model learns, as a share of the rates of a new one."""


def tiny(recipe: Recipe) -> Recipe:
    """The same recipe, so small that all of it runs in seconds."""
    shape = Shape(vocabulary=512, width=64, layers=3, heads=2, key_heads=1, head_width=32, feed_forward=128)
    return replace(recipe, shape=shape, minutes=1.0, steps=6, tokens=512, warm_up=2, vocabulary_chats=60, average=0.5)


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
