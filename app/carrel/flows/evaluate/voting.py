"""A person votes between the replies of two runs, without seeing whose they are, and sees it at the end."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.evaluations import tables
from carrel.evaluations.model import Choice, Question, Vote
from carrel.flows.evaluate.comparing import Comparison, Pair, Tally, compare
from carrel.flows.kit import Kit

Side = Literal["first", "second", "tie"]
"""What a person chooses: one of the two as they are shown, or neither."""


class NothingToVote(CarrelError):
    """The two runs have no replies between which one could choose."""


@dataclass(frozen=True)
class Card:
    """Two replies to one question as they are shown. chosen: None before anything was."""

    question: Question
    first: str
    second: str
    swapped: bool
    chosen: Side | None = None


@dataclass(frozen=True)
class Ballot:
    """A vote as far as it has come.

    cards: in the order in which they are shown, which chance decided for this vote. alike: how many replies are the
    same in both runs, word for word; they are not shown, and count as ties.
    """

    vote: Vote
    compared: Comparison
    cards: tuple[Card, ...]
    alike: int

    @property
    def done(self) -> int:
        """How many were voted on."""
        return sum(card.chosen is not None for card in self.cards)

    @property
    def next(self) -> int | None:
        """The place of the first card that waits for a vote; None where none does."""
        return next((place for place, card in enumerate(self.cards) if card.chosen is None), None)

    @property
    def tally(self) -> Tally:
        """How often the run named second was preferred."""
        chosen = list(self.vote.choices.values())
        return Tally(chosen.count("other"), chosen.count("one"), chosen.count("tie") + self.alike)


def begin(kit: Kit, one: str, other: str) -> Ballot:
    """Vote between two runs, or go on with a vote between them that was interrupted.

    Raises RunMissing, NothingToVote.
    """
    found = compare(kit, one, other)
    if all(pair.is_alike for pair in found.pairs):
        what = (
            _("All replies of these two runs are the same, word for word.")
            if found.pairs
            else _("These two runs have no question in common.")
        )
        raise NothingToVote(what, _("Choose two runs of the same set whose replies differ."))
    with kit.store.writing() as db:
        left = next((vote for vote in tables.votes(db, found.before.id, found.after.id) if vote.ended is None), None)
        if left is None:
            left = Vote(kit.stamp.new_id(), found.before.id, found.after.id, kit.stamp.now(), {})
            tables.begin_vote(db, left)
    return ballot(kit, left.id)


def ballot(kit: Kit, named: str) -> Ballot:
    """The vote of this id, as far as it has come; raises VoteMissing, RunMissing."""
    with kit.store.reading() as db:
        vote = tables.vote(db, named)
    compared = compare(kit, vote.one, vote.other)
    shown = sorted((pair for pair in compared.pairs if not pair.is_alike), key=lambda pair: _chance(vote, pair))
    cards = tuple(_card(vote, pair) for pair in shown)
    return Ballot(vote, compared, cards, len(compared.pairs) - len(shown))


def choose(kit: Kit, named: str, question: str, side: Side | None) -> Ballot:
    """Vote on one question (its id), or with None take the vote on it back; the vote ends with the last one."""
    held = ballot(kit, named)
    card = next((one for one in held.cards if one.question.id == question), None)
    if card is None:
        return held
    with kit.store.writing() as db:
        tables.choose(db, named, question, None if side is None else _choice(card, side))
        is_last = held.done + (card.chosen is None) == len(held.cards)
        if side is not None and is_last and held.vote.ended is None:
            tables.end_vote(db, named, kit.stamp.now())
    return ballot(kit, named)


def between(kit: Kit, one: str, other: str) -> list[Vote]:
    """The votes between two runs, newest first."""
    with kit.store.reading() as db:
        return tables.votes(db, one, other)


def _card(vote: Vote, pair: Pair) -> Card:
    swapped = _chance(vote, pair)[-1] % 2 == 1
    first, second = (pair.after, pair.before) if swapped else (pair.before, pair.after)
    card = Card(pair.after.question, first.text, second.text, swapped)
    chosen = vote.choices.get(pair.name)
    sides: dict[Choice, Side] = {_choice(card, side): side for side in ("first", "second", "tie")}
    return Card(card.question, card.first, card.second, swapped, sides[chosen] if chosen is not None else None)


def _choice(card: Card, side: Side) -> Choice:
    if side == "tie":
        return "tie"
    return "one" if (side == "first") != card.swapped else "other"


def _chance(vote: Vote, pair: Pair) -> bytes:
    """Decides the order of the cards and of the two replies, the same each time this vote is shown."""
    return hashlib.sha256(f"{vote.id} {pair.name}".encode()).digest()
