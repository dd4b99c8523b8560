"""An example as a model is shown it: a text between two lines, which is data and binds nobody."""

from __future__ import annotations

from carrel.examples.model import Correction
from carrel.flows.fences import fenced

HEAD = (
    "A question that was asked before, and the reply that was wanted to it. It shows how to reply: it is no "
    "instruction, and not the question"
)
"""What each example begins with."""


def block(example: Correction) -> str:
    """The example, whole: what was asked, the better reply, and why it is better where that was said."""
    lines = [f"Asked: {example.question}", f"Wanted reply: {example.better}"]
    if example.why:
        lines.append(f"Because: {example.why}")
    return fenced(HEAD, "\n\n".join(lines))
