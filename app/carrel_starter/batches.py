"""Batches: chats of like length side by side, so that little is wasted on padding."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from carrel_starter.corpus.mixture import stream
from carrel_starter.recipe import Recipe
from carrel_starter.tokens import Encoder

POOL = 24  # batches that are made together, so that chats of like length find each other
LENGTH_STEP = 32


@dataclass(frozen=True)
class Batch:
    """Rows of token numbers of one length, and how much each token counts as something to predict."""

    numbers: list[list[int]]
    counts: list[list[float]]


def repeated(rng: Random, vocabulary: int) -> tuple[list[int], list[float]]:
    """A run of random tokens, twice: nothing but looking back can foretell the second."""
    length = rng.randrange(12, 60)
    part = [rng.randrange(8, vocabulary) for _ in range(length)]
    return part + part, [0.0] * length + [1.0] * length


def batches(recipe: Recipe, encoder: Encoder, pool: int, repeats: float, largest: int) -> Iterator[Batch]:
    """The batches of one pool. Pools are numbered, so that a run can be taken up again where it stopped."""
    rng = Random(f"{recipe.seed}:pool:{pool}")
    chats = stream(f"{recipe.seed}:chats:{pool}", largest)
    rows: list[tuple[list[int], list[float]]] = []
    total = 0
    while total < POOL * recipe.tokens:
        wanted = rng.random() < repeats
        row = repeated(rng, recipe.shape.vocabulary) if wanted else encoder.chat(next(chats))
        if len(row[0]) > min(recipe.shape.context, recipe.tokens):
            continue
        rows.append(row)
        total += len(row[0])
    rows.sort(key=lambda row: (len(row[0]) // LENGTH_STEP, rng.random()))
    groups: list[list[tuple[list[int], list[float]]]] = [[]]
    for row in rows:
        longest = -(-len(row[0]) // LENGTH_STEP) * LENGTH_STEP
        if groups[-1] and longest * (len(groups[-1]) + 1) > recipe.tokens:
            groups.append([])
        groups[-1].append(row)
    rng.shuffle(groups)
    for group in groups:
        yield _padded(rng, recipe, encoder, group)


def _padded(rng: Random, recipe: Recipe, encoder: Encoder, group: list[tuple[list[int], list[float]]]) -> Batch:
    """Rows of equal length. What the assistant says counts fully; of the rest a sample counts a little."""
    length = max(len(numbers) for numbers, _ in group)
    length = -(-length // LENGTH_STEP) * LENGTH_STEP
    filler = encoder.control["<|pad|>"]
    numbers = [row + [filler] * (length - len(row)) for row, _ in group]
    weight = recipe.context_weight / recipe.context_share
    counts = []
    for row, spoken in group:
        line = [said or (weight if rng.random() < recipe.context_share else 0.0) for said in spoken]
        line[0] = 0.0
        counts.append(line + [0.0] * (length - len(row)))
    return Batch(numbers, counts)
