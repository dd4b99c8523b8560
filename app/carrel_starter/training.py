"""The training run: resumable, bounded by time, and it writes down its curve."""

import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from shutil import copyfile
from typing import Any

import torch
from torch.nn import functional

from carrel_starter.batches import Batch, chats_of, pools
from carrel_starter.birth import at_birth
from carrel_starter.gguf_read import read_model
from carrel_starter.model import Rows, Weights, hidden, rotary_table, scores
from carrel_starter.optimizer import Stepper
from carrel_starter.recipe import GENTLE, Job, Recipe
from carrel_starter.tokens import train_tokenizer

SAVE_EVERY = 60.0  # seconds between checkpoints
LOG_EVERY = 10  # steps between lines of the curve
CHECKPOINT, TOKENIZER, CURVE, BEGIN = "checkpoint.pt", "tokenizer.json", "curve.csv", "begin.gguf"


@dataclass
class Run:
    """Where a run stands: the weights, their running average (which is what is exported), the time spent and the next
    batch, as its pool and its number in it.
    """

    weights: Weights
    average: Weights
    stepper: Stepper
    seconds: float = 0.0
    seen: int = 0
    pool: int = 0
    batch: int = 0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=LOG_EVERY))


def fresh_run(recipe: Recipe) -> Run:
    """A run that has not begun: newly born, or with the weights of an older model."""
    weights = at_birth(recipe.shape, recipe.seed) if recipe.begin is None else read_model(recipe.begin)[0]
    return Run(weights, {name: tensor.clone() for name, tensor in weights.items()}, Stepper(weights))


def save_run(run: Run, place: Path) -> None:
    """Write the checkpoint beside its place and put it there in one move."""
    part = place.with_suffix(".part")
    kept = {"weights": run.weights, "average": run.average, "state": run.stepper.state, "steps": run.stepper.steps}
    place_in_data = {"seconds": run.seconds, "seen": run.seen, "pool": run.pool, "batch": run.batch}
    torch.save({**kept, **place_in_data}, part)
    part.replace(place)


def load_run(recipe: Recipe, place: Path) -> Run:
    """The run as its last checkpoint left it, or a fresh one."""
    if not place.exists():
        return fresh_run(recipe)
    saved = torch.load(place, weights_only=True)
    run = Run(saved["weights"], saved["average"], Stepper(saved["weights"]))
    run.stepper.state, run.stepper.steps = saved["state"], saved["steps"]
    run.seconds, run.seen, run.pool, run.batch = (saved[name] for name in ("seconds", "seen", "pool", "batch"))
    return run


def done_share(recipe: Recipe, run: Run) -> float:
    """How much of the run is over, from 0 to 1: by time or by steps, whichever is farther."""
    return min(1.0, max(run.seconds / (60 * recipe.minutes), run.stepper.steps / recipe.steps))


def rate_share(recipe: Recipe, run: Run) -> float:
    """The learning rate as a share of its full value: a short rise, a plateau, a straight fall to zero."""
    rise = min(1.0, (run.stepper.steps + 1) / recipe.warm_up)
    return rise * min(1.0, (1.0 - done_share(recipe, run)) / recipe.decay_share)


def number_kind(device: Any) -> Any:
    """The numbers to calculate with: short ones where the processor is made for them, elsewhere they are slower."""
    short = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if short else torch.float32


def loss_of(weights: Weights, recipe: Recipe, batch: Batch, table: tuple[Any, Any]) -> tuple[Any, float]:
    """The weighted loss of a batch, and the plain loss a token of what the assistant says in it."""
    device = weights["token_embd.weight"].device
    numbers, places, branches = (
        torch.tensor(part, device=device) for part in (batch.numbers, batch.places, batch.branches)
    )
    rows = Rows(numbers, places, branches if any(map(any, batch.branches)) else None)
    counts = torch.tensor(batch.counts, device=device)[:, 1:].flatten()
    wanted = counts.nonzero().squeeze(1)
    kind = number_kind(device)
    with torch.autocast(device.type, kind, enabled=kind != torch.float32):
        state = hidden(weights, recipe.shape, rows, table)[:, :-1].flatten(0, 1)[wanted]
        guessed = scores(weights, state)
    losses = functional.cross_entropy(guessed.float(), numbers[:, 1:].flatten()[wanted], reduction="none")
    worth = counts[wanted]
    spoken = losses.detach()[worth >= 1.0]
    return (losses * worth).sum() / worth.sum(), float(spoken.mean()) if len(spoken) else 0.0


def endless(recipe: Recipe, tokenizer: Path, run: Run) -> Generator[Batch, None, None]:
    """Batches without end, from where the run stands; it is moved on before each is given out."""
    skip = run.batch
    for pool in pools(recipe, tokenizer, run.pool):
        for number, batch in enumerate(pool[skip:], start=skip + 1):
            run.batch = number
            yield batch
        skip, run.pool, run.batch = 0, run.pool + 1, 0


def train(recipe: Recipe, folder: Path) -> Run:
    """Train until the time or the steps are spent; checkpoints and the curve go to `folder`."""
    torch.set_num_threads(recipe.threads)
    run = load_run(recipe, folder / CHECKPOINT)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    _move(run, device)
    table = tuple(part.to(device) for part in rotary_table(recipe.shape, recipe.shape.context))
    saved = run.seconds
    batches = endless(recipe, folder / TOKENIZER, run)
    while done_share(recipe, run) < 1.0:
        began = time.monotonic()
        loss, spoken = loss_of(run.weights, recipe, batch := next(batches), (table[0], table[1]))
        loss.backward()
        share = rate_share(recipe, run)
        run.stepper.step(run.weights, recipe.muon_rate * share, recipe.adam_rate * share)
        _follow(run, min(recipe.average, 1 - 1 / (run.stepper.steps / 4 + 1)))
        run.seen += sum(map(len, batch.numbers))
        run.recent.append(spoken)
        run.seconds += time.monotonic() - began
        if run.stepper.steps % LOG_EVERY == 0:
            _log(run, folder / CURVE)
        if run.seconds - saved > SAVE_EVERY:
            save_run(run, folder / CHECKPOINT)
            saved = run.seconds
    batches.close()
    if run.recent and run.stepper.steps % LOG_EVERY:
        _log(run, folder / CURVE)
    _move(run, torch.device("cpu"))
    save_run(run, folder / CHECKPOINT)
    return run


def prepared(job: Job) -> Recipe:
    """The recipe of the run in this folder, whose tokenizer is there now: learned, or that of an older model.

    A run that goes on from an older model has its shape.
    """
    recipe, place = job.recipe, job.folder / TOKENIZER
    job.folder.mkdir(parents=True, exist_ok=True)
    begin = job.folder / BEGIN
    if recipe.begin is not None and not begin.exists() and not (job.folder / CHECKPOINT).exists():
        copyfile(recipe.begin, begin)
    if begin.exists():
        _weights, shape, tokenizer = read_model(begin)
        if not place.exists():
            tokenizer.save(str(place))
        rates = GENTLE * recipe.muon_rate, GENTLE * recipe.adam_rate
        return replace(recipe, begin=begin, shape=shape, muon_rate=rates[0], adam_rate=rates[1])
    if not place.exists():
        chats = islice(chats_of(recipe, "tokenizer"), recipe.vocabulary_chats)
        train_tokenizer(recipe.shape.vocabulary, chats, place)
    return replace(recipe, begin=None)


def run(job: Job) -> None:
    """Learn the tokens once, then train from the last checkpoint."""
    train(prepared(job), job.folder)


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
    if not place.exists():
        place.write_text("step,tokens,minutes,loss\n", encoding="utf-8")
    loss = sum(run.recent) / len(run.recent)
    line = f"{run.stepper.steps},{run.seen},{run.seconds / 60:.2f},{loss:.4f}"
    with place.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    print(line, flush=True)
