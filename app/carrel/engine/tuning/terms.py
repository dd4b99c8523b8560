"""What a training process is asked to do, as values that travel as JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from carrel.engine.api import Lesson


@dataclass(frozen=True)
class Terms:
    """How to train; the defaults were chosen by measuring (`tests/bench/tune.py`).

    rank, alpha: of the adapter. rate: the highest learning rate. batch: examples a step. passes: the most passes over
    all examples. keep: how much staying the same elsewhere counts against learning the examples. patience: so many
    passes without a better figure on what is held out end it. minutes: the most it may take. threads: of the processor;
    0 leaves it to the library.
    """

    rank: int = 8
    alpha: float = 16.0
    rate: float = 2e-3
    batch: int = 4
    passes: int = 12
    keep: float = 4.0
    patience: int = 3
    minutes: float = 10.0
    threads: int = 0
    seed: int = 20261128


@dataclass(frozen=True)
class Made:
    """What the adapter's file says of itself: its name, and the model it was made for."""

    name: str
    base_name: str
    base_sha256: str
    base_bytes: int


@dataclass(frozen=True)
class Job:
    """One run.

    base: the model file. adapter: the file to write. folder: of the run, where it can go on from. learn, held_out,
    others: what to learn, what tells whether it was learned, and texts on which nothing is to change. expected: the
    log-likelihood of each held-out reply as llama.cpp has it, in nats.
    """

    base: str
    adapter: str
    folder: str
    made: Made
    learn: tuple[Lesson, ...]
    held_out: tuple[Lesson, ...]
    others: tuple[Lesson, ...]
    expected: tuple[float, ...]
    terms: Terms = field(default_factory=Terms)
    resume: bool = False

    @property
    def digest(self) -> str:
        """The same for two runs of which one can go on where the other stopped: of the same model and examples."""
        same = replace(self, base="", adapter="", folder="", resume=False, expected=(), others=())
        same = replace(same, terms=replace(self.terms, minutes=0, threads=0))
        return hashlib.sha256(json.dumps(same.as_json(), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """As a frame carries it."""
        return asdict(self)


def job_from(row: dict[str, Any]) -> Job:
    """A job out of a frame."""
    plain = {one.name: row[one.name] for one in fields(Job)}
    lessons = {name: tuple(map(_lesson, row[name])) for name in ("learn", "held_out", "others")}
    values = {"made": Made(**row["made"]), "terms": Terms(**row["terms"]), "expected": tuple(row["expected"])}
    return Job(**{**plain, **lessons, **values})


def _lesson(row: dict[str, Any]) -> Lesson:
    return Lesson(tuple(row["prompt"]), tuple(row["reply"]))
