"""Turns the last checkpoint into a GGUF file, and notes what PyTorch says so that llama.cpp can be held to it."""

import json
from dataclasses import replace
from random import Random

from carrel_starter.gguf_file import write_model
from carrel_starter.model import Weights, continue_greedily
from carrel_starter.probes import all_probes, as_chat
from carrel_starter.recipe import PARITY_FILE, PARITY_TOKENS, Job
from carrel_starter.tokens import Encoder, load_tokenizer
from carrel_starter.training import CHECKPOINT, TOKENIZER, load_run, prepared


def run(job: Job) -> None:
    """Write the averaged weights of the last checkpoint to `job.model`."""
    recipe = prepared(job)
    trained = load_run(recipe, job.folder / CHECKPOINT)
    tokenizer = load_tokenizer(job.folder / TOKENIZER)
    write_model(trained.average, recipe.shape, tokenizer, job.model, job.kind)
    note_replies(replace(job, recipe=recipe), trained.average, Encoder(tokenizer))
    size, steps, seen = job.model.stat().st_size / 1e6, trained.stepper.steps, trained.seen / 1e6
    print(f"{job.model}: {size:.1f} MB after {steps} steps, {seen:.1f} M tokens")


def note_replies(job: Job, weights: Weights, encoder: Encoder) -> None:
    """Write the tokens of some prompts and of the greedy replies to them."""
    count = min(job.count, 20)
    probes = Random(f"{job.recipe.seed}:parity").sample(all_probes(job.recipe.seed, count), k=count)
    rows = []
    for probe in probes:
        numbers = encoder.prompt(as_chat(probe))
        said = continue_greedily(weights, job.recipe.shape, numbers, encoder.end, PARITY_TOKENS)
        turns = [[turn.role, turn.text] for turn in probe.turns]
        rows.append({"turns": turns, "numbers": numbers, "said": said})
    (job.folder / PARITY_FILE).write_text(json.dumps(rows), encoding="utf-8")
