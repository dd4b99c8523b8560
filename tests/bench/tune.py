"""Prints what twenty corrections make of the starter model, in figures of llama.cpp: ``python -m tests.bench.tune``.

The examples that are measured here (``apart.jsonl``) were seen neither in training nor when it was decided to end it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from carrel.base.files import resource
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.engine.adapters import Adapter
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn
from carrel.engine.local import LocalEngine
from carrel.engine.models import Models
from carrel.engine.rack import Choice, Rack
from carrel.engine.tuning.terms import Terms
from carrel.flows.tune import examples
from carrel.flows.tune.notes import Change
from carrel.flows.tune.reading import nats
from carrel.flows.tune.run import Step, Tuned, Tuner
from carrel.flows.tune.waiting import Wish

FOLDER = Path(__file__).parents[1] / "tuning"
QUESTIONS = ("What is sound?", "What is democracy?", "What is a simile?", "Who are you?", "What is gravity?", "Hello!")


def main() -> None:
    """Train, measure and print."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        models = Models(folder / "models", resource("models/carrel-starter.gguf"), ())
        for name in ("models", "cache", "states"):
            (folder / name).mkdir()
        rack = Rack(models.find, lambda: Choice("starter", 2048), folder / "states", models.adapters.list)
        tuner = Tuner(models, rack, folder / "cache", SystemStamp())
        wish = Wish("starter", "bench", examples.read(FOLDER / "corrections.jsonl"), Terms())
        began = time.monotonic()
        for event in tuner.run(wish, Cancel()):
            if isinstance(event, Step) and event.held_out is not None:
                print(f"step {event.step}: held out {event.held_out:.3f} nats a token", file=sys.stderr, flush=True)
            elif isinstance(event, Tuned):
                told = {"seconds": round(time.monotonic() - began, 1), "steps": event.note.steps}
                print(json.dumps({**told, **_measured(rack, event, folder)}, indent=1))
        rack.close()


def _measured(rack: Rack, tuned: Tuned, folder: Path) -> dict[str, object]:
    engine = rack.apart(tuned.model, folder / "states")
    try:
        adapter = tuned.adapter
        plain = [_greedy(engine, None, question) for question in QUESTIONS]
        with_it = [_greedy(engine, adapter, question) for question in QUESTIONS]
        after = [_greedy(engine, None, question) for question in QUESTIONS]
        apart = [engine.lesson(one.turns, one.better, Cancel()) for one in examples.read(FOLDER / "apart.jsonl")]
        worn = [nats(engine, one, apart, Cancel()) for one in (None, adapter)]
        changes = {"corrections never seen": Change(*worn), **vars(tuned.note.figures)}
        figures = {
            name: {
                "log_likelihood_a_token": [round(-change.before, 4), round(-change.after, 4)],
                "a_token_is_less_likely_by": round(change.lost, 4),
            }
            for name, change in changes.items()
        }
        same = plain == after
        said = dict(zip(QUESTIONS, zip(plain, with_it, strict=True), strict=True))
        return {"figures": figures, "off_is_byte_identical": same, "said": said}
    finally:
        engine.close()


def _greedy(engine: LocalEngine, adapter: Adapter | None, question: str) -> str:
    request = ChatRequest((Turn("user", question),), max_tokens=60, sampling=Sampling(temperature=0))
    return next(event.text for event in engine.chat_with(adapter, request, Cancel()) if isinstance(event, Answer))


if __name__ == "__main__":
    main()
