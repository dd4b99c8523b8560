"""What an adapter changed, and how far a training is, in sentences."""

from __future__ import annotations

from carrel.base.words import _, counted
from carrel.flows.tune.notes import Note

_SEEN = 0.05
"""Per cent; less became less likely than can be told from nothing."""


def examples_words(learned: int, held_out: int) -> str:
    """A sentence about how many examples there are."""
    return _("{learned}, and {held_out} to measure by.").format(
        learned=counted("One example to learn from", "{count} examples to learn from", learned),
        held_out=counted("one held out", "{count} held out", held_out),
    )


def figures_words(note: Note) -> tuple[str, str, str]:
    """What became better, what was lost elsewhere, and on how much it was trained."""
    figures = note.figures
    better = _("Held-out replies: {before} nats a token without it, {after} with it; less is better.").format(
        before=f"{figures.held_out.before:.3f}", after=f"{figures.held_out.after:.3f}"
    )
    lost = 100 * figures.lost_elsewhere
    elsewhere = _("Elsewhere nothing became less likely.")
    if lost > _SEEN:
        elsewhere = _("Elsewhere a token became less likely by {share} %.").format(share=f"{lost:.1f}")
    counts = _("Learned from {learned} examples, {held} held out, {made}, {seconds} seconds.").format(
        learned=note.learned,
        held=note.held_out,
        made=counted("{count} step", "{count} steps", note.steps),
        seconds=round(note.seconds),
    )
    return better, elsewhere, counts
