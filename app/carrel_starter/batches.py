"""Batches: chats of like length side by side, so that little is wasted on padding, written ahead by other processes."""

import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from carrel_starter.corpus.chats import Chat, Turn
from carrel_starter.corpus.mixture import stream
from carrel_starter.recipe import Recipe
from carrel_starter.tokens import NEVER, Encoder, Row, load_tokenizer

POOL = 16  # batches that are made together, so that chats of like length find each other
LENGTH_STEP = 32
EARLY_POOLS = 12  # in the first pools passages are few and short, and random tokens are repeated more often
MANY_REPEATS, FEW_REPEATS = 0.15, 0.03
AHEAD = 2  # pools that each worker has in hand


@dataclass(frozen=True)
class Batch:
    """Rows of one length: token numbers, how much each counts as something to predict, positions and branches."""

    numbers: list[list[int]]
    counts: list[list[float]]
    places: list[list[int]]
    branches: list[list[int]]


def repeated(rng: Random, vocabulary: int) -> Row:
    """A run of random tokens, twice: nothing but looking back can foretell the second."""
    length = rng.randrange(12, 60)
    part = [rng.randrange(8, vocabulary) for _ in range(length)]
    row = Row()
    row.add(part + part, [0.0] * length + [1.0] * length)
    return row


def chats_of(recipe: Recipe, name: str, largest: int = 5) -> Iterator[Chat]:
    """The chats of the generator with this name as its seed, or without end those of the corpus file."""
    if recipe.corpus is None:
        return stream(f"{recipe.seed}:{name}", largest)
    return cycle(read_chats(recipe.corpus))


def read_chats(place: Path) -> list[Chat]:
    """The chats of a file of JSON lines, as `carrel_starter corpus` writes them."""
    rows = map(json.loads, filter(None, place.read_text(encoding="utf-8").splitlines()))
    return [
        Chat(
            row["kind"],
            tuple(Turn(**turn) for turn in row["turns"]),
            row.get("opened", ""),
            tuple(tuple(Turn(**turn) for turn in branch) for branch in row.get("branches", ())),
        )
        for row in rows
    ]


def pool_of(recipe: Recipe, encoder: Encoder, number: int) -> list[Batch]:
    """The batches of one pool: they follow from the recipe and the number alone."""
    rng = Random(f"{recipe.seed}:pool:{number}")
    early = number < EARLY_POOLS and recipe.begin is None
    chats = chats_of(recipe, f"chats:{number}", 3 if early else 5)
    repeats = MANY_REPEATS if early else FEW_REPEATS
    rows: list[Row] = []
    total = 0
    while total < POOL * recipe.tokens:
        row = repeated(rng, recipe.shape.vocabulary) if rng.random() < repeats else encoder.chat(next(chats))
        row = _shortened(row, min(recipe.shape.context, recipe.tokens))
        rows.append(row)
        total += len(row.numbers)
    rows.sort(key=lambda row: (len(row.numbers) // LENGTH_STEP, rng.random()))
    groups: list[list[Row]] = [[]]
    for row in rows:
        longest = -(-len(row.numbers) // LENGTH_STEP) * LENGTH_STEP
        if groups[-1] and longest * (len(groups[-1]) + 1) > recipe.tokens:
            groups.append([])
        groups[-1].append(row)
    rng.shuffle(groups)
    return [_padded(rng, recipe, encoder, group) for group in groups]


def pools(recipe: Recipe, tokenizer: Path, first: int) -> Iterator[list[Batch]]:
    """Pools in order from `first` on, without end; with workers, other processes write them ahead."""
    if not recipe.workers:
        encoder = Encoder(load_tokenizer(tokenizer))
        while True:
            yield pool_of(recipe, encoder, first)
            first += 1
    with ProcessPoolExecutor(recipe.workers, initializer=_begin, initargs=(recipe, tokenizer)) as workers:
        waiting: deque[Future[list[Batch]]] = deque()
        try:
            while True:
                while len(waiting) < AHEAD * recipe.workers:
                    waiting.append(workers.submit(_written, first))
                    first += 1
                yield waiting.popleft().result()
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


_HELD: dict[str, Any] = {}


def _begin(recipe: Recipe, tokenizer: Path) -> None:
    _HELD.update(recipe=recipe, encoder=Encoder(load_tokenizer(tokenizer)))


def _written(number: int) -> list[Batch]:
    return pool_of(_HELD["recipe"], _HELD["encoder"], number)


def _shortened(row: Row, most: int) -> Row:
    """The row without what is beyond so many tokens."""
    return Row(row.numbers[:most], row.counts[:most], row.places[:most], row.branches[:most])


def _padded(rng: Random, recipe: Recipe, encoder: Encoder, group: list[Row]) -> Batch:
    """Rows of equal length. What the assistant says counts fully; of the rest a sample counts a little."""
    length = -(-max(len(row.numbers) for row in group) // LENGTH_STEP) * LENGTH_STEP
    filler = encoder.control["<|pad|>"]
    weight = recipe.context_weight / recipe.context_share

    def counted(count: float) -> float:
        if count == NEVER:
            return 0.0
        return count or (weight if rng.random() < recipe.context_share else 0.0)

    def filled(values: list[Any], filling: Any) -> list[Any]:
        return values + [filling] * (length - len(values))

    return Batch(
        [filled(row.numbers, filler) for row in group],
        [filled([0.0, *map(counted, row.counts[1:])], 0.0) for row in group],
        [filled(row.places, 0) for row in group],
        [filled(row.branches, 0) for row in group],
    )
