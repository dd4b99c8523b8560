"""The parts of the recipe of the starter model, each tried on a few lines.

test_recipe runs this in a process of its own: PyTorch and llama.cpp bring two OpenMP libraries, and a process with both
crashes.
"""

from __future__ import annotations

import dataclasses
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import torch

from carrel_starter import export, training
from carrel_starter.batches import pools
from carrel_starter.birth import at_birth
from carrel_starter.corpus.chats import Chat, Turn, exchange
from carrel_starter.corpus.mixture import stream
from carrel_starter.gguf_read import read_model
from carrel_starter.model import Rows, hidden, in_line, rotary_table
from carrel_starter.recipe import Job, Recipe, Shape, tiny
from carrel_starter.tokens import Encoder, load_tokenizer

LINES = 10


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A toy run on ten lines."""
    corpus = tmp_path / "corpus.jsonl"
    chats = islice(stream("ten lines"), LINES)
    corpus.write_text("".join(json.dumps(dataclasses.asdict(chat)) + "\n" for chat in chats), encoding="utf-8")
    recipe = dataclasses.replace(tiny(Recipe()), corpus=corpus, threads=1)
    return Job(recipe, tmp_path / "run", tmp_path / "toy.gguf", "q8_0", 3)


def stepped(job: Job, steps: int) -> Any:
    """The run after so many steps in all."""

    recipe = training.prepared(job)
    return training.train(dataclasses.replace(recipe, steps=steps), job.folder)


def test_ten_lines_become_a_file_and_a_curve(job: Job) -> None:

    training.run(job)
    export.run(job)
    assert job.model.stat().st_size > 50_000
    assert (job.folder / training.CURVE).read_text(encoding="utf-8").startswith("step,tokens,minutes,loss\n")


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(job: Job, tmp_path: Path) -> None:

    whole = stepped(job, 4)
    other = dataclasses.replace(job, folder=tmp_path / "stopped")
    first = stepped(other, 2)
    second = stepped(other, 4)
    assert first.stepper.steps == 2
    assert (second.pool, second.batch, second.seen) == (whole.pool, whole.batch, whole.seen)
    assert all(torch.equal(whole.weights[name], second.weights[name]) for name in whole.weights)


def test_a_run_can_go_on_from_a_file_alone(job: Job, tmp_path: Path) -> None:

    training.run(job)
    exact = dataclasses.replace(job, kind="f16")
    export.run(exact)
    trained = training.load_run(job.recipe, job.folder / training.CHECKPOINT).average
    weights, shape, tokenizer = read_model(job.model)
    assert shape == job.recipe.shape
    assert all((weights[name] - trained[name]).abs().max() < 1e-2 for name in trained)
    text = 'Passages:\n[1] Zörbel 12. It\'s 4,096 – "so".\n\nQuestion: Who?'

    plain = Encoder(load_tokenizer(job.folder / training.TOKENIZER)).text(text)
    assert Encoder(tokenizer).text(text) == plain
    onward = dataclasses.replace(
        job, folder=tmp_path / "onward", recipe=dataclasses.replace(job.recipe, begin=job.model, steps=1)
    )
    training.run(onward)
    assert training.load_run(onward.recipe, onward.folder / training.CHECKPOINT).stepper.steps == 1
    export.run(dataclasses.replace(onward, recipe=dataclasses.replace(onward.recipe, shape=Shape())))
    assert read_model(onward.model)[1] == shape


def test_a_branch_is_read_as_if_it_were_the_only_one(job: Job) -> None:

    recipe = training.prepared(job)
    encoder = Encoder(load_tokenizer(job.folder / training.TOKENIZER))
    before = (Turn("system", "Be kind."),)
    branches = (exchange("Who has the key?", "No one."), exchange("and when?", '"At noon, when all are there." [1]'))
    chat = Chat("toy", before, "Passages:\n[1] A. At noon.\n\nQuestion: ", branches)
    weights = at_birth(recipe.shape, 1)
    for tensor in weights.values():
        tensor.add_(0.05 * torch.randn(tensor.shape, generator=torch.Generator().manual_seed(3)))
    table = rotary_table(recipe.shape, recipe.shape.context)
    row = encoder.chat(chat)
    parts = (torch.tensor([part]) for part in (row.numbers, row.places, row.branches))
    together = hidden(weights, recipe.shape, Rows(*parts), table)[0]
    for branch in (1, 2):
        alone = encoder.chat(chat.alone(branch - 1))
        places = [place for place, one in enumerate(row.branches) if one in (0, branch)]
        assert [row.numbers[place] for place in places] == alone.numbers
        single = hidden(weights, recipe.shape, in_line(torch.tensor([alone.numbers])), table)[0]
        assert torch.allclose(together[places], single, atol=1e-4)


def test_workers_write_the_same_pools(job: Job) -> None:

    recipe = training.prepared(job)
    tokenizer = job.folder / training.TOKENIZER
    alone = list(islice(pools(recipe, tokenizer, 1), 2))
    ahead = pools(dataclasses.replace(recipe, workers=1), tokenizer, 1)
    assert [next(ahead), next(ahead)] == alone
    ahead.close()  # type: ignore[attr-defined]  # it is a generator
