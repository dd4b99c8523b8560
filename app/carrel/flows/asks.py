"""Quick asks: what a person can ask of a reply with one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.examples import tables as examples
from carrel.examples.model import Correction
from carrel.flows.kit import Kit


class NothingBetter(CarrelError):
    """There is no better reply to keep: the text is empty, or the one that stands there."""


@dataclass(frozen=True)
class Ask:
    """A turn that is said with one click. words: on its button; says: the turn itself, in the person's language."""

    id: str
    words: Callable[[], str]
    says: Callable[[], str]


ASKS = (
    Ask("simpler", lambda: _("Simpler"), lambda: _("Please explain that more simply, in short sentences.")),
    Ask("deeper", lambda: _("Deeper"), lambda: _("Please go deeper into that: why is it so?")),
    Ask("example", lambda: _("An example"), lambda: _("Please give me an example of that.")),
    Ask("steps", lambda: _("Step by step"), lambda: _("Please explain that step by step.")),
)


def keep_better(kit: Kit, reply: str, better: str) -> Correction:
    """Keep what a person would have said in this reply's place, with what the model had been given.

    Raises NothingBetter.
    """
    better = clean(better).strip()
    with kit.store.writing() as db:
        said = tables.get_message(db, reply)
        if not better or better == said.text.strip():
            raise NothingBetter(_("This is what the reply says already."), _("Write what you would have said."))
        context = context_tables.sent_prompt(db, reply).text
        kept = Correction(kit.stamp.new_id(), reply, context, said.text, better, kit.stamp.now())
        examples.keep(db, kept)
    return kept


def forget_better(kit: Kit, correction: str) -> None:
    """Take an example back."""
    with kit.store.writing() as db:
        examples.forget(db, correction)


def keep_again(kit: Kit, correction: Correction) -> None:
    """Undo that an example was taken back."""
    with kit.store.writing() as db:
        examples.keep(db, correction)
