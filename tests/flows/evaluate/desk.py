"""A small set, and runs of it by a scripted engine."""

from __future__ import annotations

from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.evaluations.model import EvaluationSet, Run
from carrel.flows.evaluate import running, sets
from carrel.flows.evaluate.wearing import Wearing
from carrel.flows.kit import Kit

TEXT = """+++
title = "Numbers"
+++
""" + "".join(
    f"\n## {name}\n\nAsked: Say {name}.\n\nExpected:\n\n- must contain: {name}\n"
    for name in ("one", "two", "three", "four")
)


def numbers(kit: Kit) -> EvaluationSet:
    """The set, kept."""
    return sets.add(kit, sets.checked("md", TEXT))


def whole_run(kit: Kit, scripted: ScriptedEngine, of: EvaluationSet, *replies: str) -> Run:
    """A run in which the engine says these."""
    scripted.replies.extend(replies)
    *_steps, last = running.run(kit, of, Wearing(), Cancel())
    assert isinstance(last, Run)
    return last
