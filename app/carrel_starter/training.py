"""The training run: resumable, bounded by time, and it writes down its curve."""

import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from carrel_starter.batches import Batch, batches
from carrel_starter.birth import at_birth
from carrel_starter.model import Weights, hidden, rotary_table, scores
from carrel_starter.optimizer import Stepper
from carrel_starter.recipe import Job, Recipe
from carrel_starter.tokens import Encoder, load_tokenizer, train_tokenizer

SAVE_EVERY = 120.0  # seconds between checkpoints
LOG_EVERY = 25  # steps between lines of the curve


@dataclass
class Run:
    """Where a run stands: the weights, their running average (which is what is exported) and the time spent."""

    weights: Weights
    average: Weights
    stepper: Stepper
    seconds: float = 0.0
    seen: int = 0
    pool: int = 0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=LOG_EVERY))


def fresh_run(recipe: Recipe) -> Run:
    """A run that has not begun."""
    weights = at_birth(recipe.shape, recipe.seed)
    return Run(weights, {name: tensor.clone() for name, tensor in weights.items()}, Stepper(weights))


def save_run(run: Run, place: Path) -> None:
    """Write the checkpoint beside its place and put it there in one move."""
    part = place.with_suffix(".part")
    steps, state = run.stepper.steps, run.stepper.state
    kept = {"weights": run.weights, "average": run.average, "state": state, "steps": steps}
    torch.save({**kept, "seconds": run.seconds, "seen": run.seen, "pool": run.pool}, part)
    part.replace(place)


def load_run(recipe: Recipe, place: Path) -> Run:
    """The run as its last checkpoint left it, or a fresh one."""
    run = fresh_run(recipe)
    if place.exists():
        saved = torch.load(place, weights_only=True)
        run.weights, run.average = saved["weights"], saved["average"]
        run.stepper.state, run.stepper.steps = saved["state"], saved["steps"]
        run.seconds, run.seen, run.pool = saved["seconds"], saved["seen"], saved["pool"]
    return run


def done_share(recipe: Recipe, run: Run) -> float:
    """How much of the run is over, from 0 to 1: by time or by steps, whichever is farther."""
    return min(1.0, max(run.seconds / (60 * recipe.minutes), run.stepper.steps / recipe.steps))


def rate_share(recipe: Recipe, run: Run) -> float:
    """The learning rate as a share of its full value: a short rise, a plateau, a straight fall to zero."""
    rise = min(1.0, (run.stepper.steps + 1) / recipe.warm_up)
    return rise * min(1.0, (1.0 - done_share(recipe, run)) / recipe.decay_share)


def loss_of(weights: Weights, recipe: Recipe, batch: Batch, table: tuple[Any, Any]) -> tuple[Any, float]:
    """The weighted loss of a batch, and the plain loss a token of what the assistant says in it."""
    device = weights["token_embd.weight"].device
    numbers = torch.tensor(batch.numbers, device=device)
    counts = torch.tensor(batch.counts, device=device)[:, 1:].flatten()
    places = counts.nonzero().squeeze(1)
    with torch.autocast(device.type, torch.bfloat16):
        state = hidden(weights, recipe.shape, numbers, table)[:, :-1].flatten(0, 1)[places]
        guessed = scores(weights, state)
    losses = functional.cross_entropy(guessed.float(), numbers[:, 1:].flatten()[places], reduction="none")
    worth = counts[places]
    spoken = losses.detach()[worth >= 1.0]
    return (losses * worth).sum() / worth.sum(), float(spoken.mean()) if len(spoken) else 0.0


def endless(recipe: Recipe, encoder: Encoder, run: Run) -> Iterator[Batch]:
    """Batches without end; copying random tokens and short contexts come first."""
    while True:
        done = done_share(recipe, run)
        repeats, largest = 0.15 if done < 0.12 else 0.04, 3 if done < 0.65 else 5
        yield from batches(recipe, encoder, run.pool, repeats, largest)
        run.pool += 1


def train(recipe: Recipe, encoder: Encoder, folder: Path) -> Run:
    """Train until the time or the steps are spent; checkpoints and the curve go to `folder`."""
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    run = load_run(recipe, folder / "checkpoint.pt")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    _move(run, device)
    table = tuple(part.to(device) for part in rotary_table(recipe.shape, recipe.shape.context))
    saved = run.seconds
    for batch in endless(recipe, encoder, run):
        if done_share(recipe, run) >= 1.0:
            break
        began = time.monotonic()
        loss, spoken = loss_of(run.weights, recipe, batch, (table[0], table[1]))
        loss.backward()
        share = rate_share(recipe, run)
        run.stepper.step(run.weights, recipe.muon_rate * share, recipe.adam_rate * share)
        _follow(run, min(recipe.average, 1 - 1 / (run.stepper.steps / 4 + 1)))
        run.seen += sum(len(row) for row in batch.numbers)
        run.recent.append(spoken)
        run.seconds += time.monotonic() - began
        if run.stepper.steps % LOG_EVERY == 0:
            _log(run, folder / "curve.jsonl")
        if run.seconds - saved > SAVE_EVERY:
            save_run(run, folder / "checkpoint.pt")
            saved = run.seconds
    _move(run, torch.device("cpu"))
    save_run(run, folder / "checkpoint.pt")
    return run


def run(job: Job) -> None:
    """Learn the tokens once, then train from the last checkpoint."""
    recipe, place = job.recipe, job.folder / "tokenizer.json"
    if not place.exists():
        train_tokenizer(recipe.shape.vocabulary, recipe.vocabulary_chats, recipe.seed, place)
    train(recipe, Encoder(load_tokenizer(place)), job.folder)


def _move(run: Run, device: Any) -> None:
    run.weights = {name: tensor.detach().to(device).requires_grad_() for name, tensor in run.weights.items()}
    run.average = {name: tensor.to(device) for name, tensor in run.average.items()}
    run.stepper.state = {name: [part.to(device) for part in parts] for name, parts in run.stepper.state.items()}


def _follow(run: Run, keep: float) -> None:
    """Let the average follow the weights."""
    with torch.no_grad():
        for name, tensor in run.average.items():
            tensor.lerp_(run.weights[name].detach(), 1 - keep)


def _log(run: Run, place: Path) -> None:
    """One line of the curve: steps, tokens, minutes, and the loss a token of what the assistant says."""
    loss = sum(run.recent) / len(run.recent)
    line = {
        "step": run.stepper.steps,
        "tokens": run.seen,
        "minutes": round(run.seconds / 60, 2),
        "loss": round(loss, 4),
    }
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)
