"""Trains an adapter: learns the better replies, stays the same elsewhere, stops when nothing gets better any more."""

from __future__ import annotations

import io
import random
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from torch.nn import functional

from carrel.base.files import write_whole
from carrel.engine.api import Lesson
from carrel.engine.tuning.network import PARTS, Network
from carrel.engine.tuning.terms import Job

CHECKPOINT = "checkpoint.pt"
BETTER = 1e-3
"""Nats per token by which the figure on what is held out has to fall to count as better."""

_WARM_UP = 10  # steps until the learning rate is at its highest
_LOWEST = 0.1  # of the highest rate, at the end
_LARGEST_GRADIENT = 1.0

Weights = dict[str, Any]


class Trainer:
    """A network with an adapter on it, and how far its training has come.

    step: steps done. seconds: of training, over all its sittings. before, best: nats a token on what is held out,
    without the adapter and at its best. worse: passes since then.
    """

    def __init__(self, job: Job, network: Network, device: str = "cpu") -> None:
        self.job, self.network, self.device = job, network, device
        torch.manual_seed(job.terms.seed)
        here = {name.rsplit(".", 1)[-1] for name, _module in network.model.named_modules()}
        config = LoraConfig(
            r=job.terms.rank,
            lora_alpha=job.terms.alpha,
            target_modules=sorted(here & PARTS.keys()),
            bias="none",
            task_type="CAUSAL_LM",
        )
        self.model = get_peft_model(network.model.to(device), config)
        self.trained = {name: one for name, one in self.model.named_parameters() if one.requires_grad}
        self.optimizer = torch.optim.AdamW(self.trained.values(), lr=job.terms.rate, weight_decay=0.01)
        self.step, self.seconds, self.loss = 0, 0.0, 0.0
        self.before, self.best, self.worse = 0.0, float("inf"), 0
        self.best_weights: Weights = self._copied()

    @property
    def steps_a_pass(self) -> int:
        """Steps until each example was learned from once."""
        return -(-len(self.job.learn) // self.job.terms.batch)

    @property
    def steps(self) -> int:
        """Steps if nothing ends it early."""
        return self.job.terms.passes * self.steps_a_pass

    def likelihoods(self, lessons: Sequence[Lesson]) -> list[float]:
        """The log-likelihood of each reply, in nats, without the adapter."""
        with torch.no_grad(), self.model.disable_adapter():
            return [-float(self._losses([lesson]).sum()) for lesson in lessons]

    def held_out(self) -> float:
        """Nats a token on what is held out, with the adapter as it is now."""
        with torch.no_grad():
            losses = [self._losses([lesson]) for lesson in self.job.held_out]
        return float(torch.cat(losses).mean())

    def begin(self) -> None:
        """Take the figure that training has to better."""
        with self.model.disable_adapter():
            self.before = self.held_out()
        self.best = self.before

    def run(self, stop: threading.Event) -> Iterator[float | None]:
        """Train until nothing gets better, the time is over, or a stop; yields after each step.

        Yields the figure on what is held out after each pass, and None in between. A checkpoint is written after each
        pass and at a stop.
        """
        limit = self.job.terms.minutes * 60
        while self.step < self.steps and self.seconds < limit and self.worse < self.job.terms.patience:
            if stop.is_set():
                break
            began = time.monotonic()
            self.loss = self._one_step()
            self.step += 1
            figure = self._looked() if self.step % self.steps_a_pass == 0 else None
            self.seconds += time.monotonic() - began
            if figure is not None:
                self.save()
            yield figure
        self.save()

    def _one_step(self) -> float:
        batch, other = self._chosen()
        for group in self.optimizer.param_groups:
            group["lr"] = self.job.terms.rate * self._share_of_rate()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self._losses(batch).mean()
        loss.backward()
        if other is not None and self.job.terms.keep:
            (self.job.terms.keep * self._moved(other)).backward()
        torch.nn.utils.clip_grad_norm_(self.trained.values(), _LARGEST_GRADIENT)
        self.optimizer.step()
        return float(loss)

    def _chosen(self) -> tuple[list[Lesson], Lesson | None]:
        """What this step learns from: examples of this pass, in an order that the seed decides, and another text."""
        number, at = divmod(self.step, self.steps_a_pass)
        order = list(range(len(self.job.learn)))
        random.Random(f"{self.job.terms.seed} {number}").shuffle(order)
        size = self.job.terms.batch
        batch = [self.job.learn[index] for index in order[at * size : (at + 1) * size]]
        return batch, self.job.others[self.step % len(self.job.others)] if self.job.others else None

    def _share_of_rate(self) -> float:
        left = 1 - self.step / max(1, self.steps)
        return min(1.0, (self.step + 1) / _WARM_UP) * (_LOWEST + (1 - _LOWEST) * left)

    def _losses(self, lessons: Sequence[Lesson]) -> Any:
        """The loss of every token of the replies, in nats; what was asked counts nothing."""
        rows, wanted = self._rows(lessons)
        scores = self.model(input_ids=rows).logits[:, :-1]
        following = rows[:, 1:]
        losses = functional.cross_entropy(scores.transpose(1, 2).float(), following, reduction="none")
        return losses[wanted[:, 1:]]

    def _moved(self, lesson: Lesson) -> Any:
        """How far the adapter moves what is said elsewhere: divergence from the model without it, in nats a token."""
        rows, _wanted = self._rows([lesson])
        with torch.no_grad(), self.model.disable_adapter():
            without = functional.log_softmax(self.model(input_ids=rows).logits.float(), -1)
        with_it = functional.log_softmax(self.model(input_ids=rows).logits.float(), -1)
        return functional.kl_div(with_it, without, reduction="none", log_target=True).sum(-1).mean()

    def _rows(self, lessons: Sequence[Lesson]) -> tuple[Any, Any]:
        """Token numbers, filled up at the end, where nothing before can see it; and which tokens are of replies."""
        longest = max(len(lesson.prompt) + len(lesson.reply) for lesson in lessons)
        rows = torch.zeros(len(lessons), longest, dtype=torch.long)
        wanted = torch.zeros(len(lessons), longest, dtype=torch.bool)
        for place, lesson in enumerate(lessons):
            start, end = len(lesson.prompt), len(lesson.prompt) + len(lesson.reply)
            rows[place, :end] = torch.tensor(lesson.prompt + lesson.reply)
            wanted[place, start:end] = True
        return rows.to(self.device), wanted.to(self.device)

    def _looked(self) -> float:
        figure = self.held_out()
        if figure < self.best - BETTER:
            self.best, self.worse, self.best_weights = figure, 0, self._copied()
        else:
            self.worse += 1
        return figure

    def _copied(self) -> Weights:
        return {name: one.detach().cpu().clone() for name, one in self.trained.items()}

    def save(self) -> None:
        """Write how far it has come, whole or not at all. Raises OSError."""
        kept = {name: getattr(self, name) for name in _KEPT}
        content = io.BytesIO()
        torch.save(
            {
                "digest": self.job.digest,
                **kept,
                "weights": self._copied(),
                "best_weights": self.best_weights,
                "optimizer": self.optimizer.state_dict(),
            },
            content,
        )
        write_whole(Path(self.job.folder) / CHECKPOINT, content.getvalue())

    def resume(self) -> bool:
        """Go on from the checkpoint; False where it is missing, damaged, or of other examples."""
        try:
            kept = torch.load(Path(self.job.folder) / CHECKPOINT, map_location="cpu", weights_only=True)
        except _UNREADABLE:
            return False
        if not isinstance(kept, dict) or kept.get("digest") != self.job.digest:
            return False
        with torch.no_grad():
            for name, one in self.trained.items():
                one.copy_(kept["weights"][name])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.best_weights = kept["best_weights"]
        for name in _KEPT:
            setattr(self, name, kept[name])
        return True


_KEPT = ("step", "seconds", "loss", "before", "best", "worse")
_UNREADABLE = (OSError, RuntimeError, ValueError, EOFError, KeyError, io.UnsupportedOperation)
