"""A person votes between the replies of two runs without seeing whose they are."""

from __future__ import annotations

import pytest

from carrel.engine.scripted import ScriptedEngine
from carrel.flows.evaluate import voting
from carrel.flows.evaluate.comparing import Tally
from carrel.flows.evaluate.voting import Ballot, NothingToVote, Side
from carrel.flows.kit import Kit
from tests.flows.evaluate.desk import numbers, whole_run


def begun(kit: Kit, scripted: ScriptedEngine) -> Ballot:
    """A vote between two runs that say one thing alike."""
    of = numbers(kit)
    one = whole_run(kit, scripted, of, "old 1", "old 2", "old 3", "the same")
    other = whole_run(kit, scripted, of, "new 1", "new 2", "new 3", "the same")
    return voting.begin(kit, one.id, other.id)


def test_a_vote_goes_on_after_an_interruption_and_tells_at_the_end_which_was_which(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    ballot = begun(kit, scripted)
    assert (len(ballot.cards), ballot.alike, ballot.next) == (3, 1, 0)
    for _round in range(2):  # prefer what is new, wherever it stands
        card = ballot.cards[ballot.next or 0]
        side: Side = "first" if card.first.startswith("new") else "second"
        ballot = voting.choose(kit, ballot.vote.id, card.question.id, side)
    assert (ballot.done, ballot.vote.ended) == (2, None)
    again = voting.begin(kit, ballot.compared.after.id, ballot.compared.before.id)
    assert [(one.first, one.chosen) for one in again.cards] == [(one.first, one.chosen) for one in ballot.cards]
    taken_back = voting.choose(kit, again.vote.id, again.cards[0].question.id, None)
    assert taken_back.next == 0
    voting.choose(kit, again.vote.id, again.cards[0].question.id, "tie")
    side = "first" if again.cards[2].first.startswith("new") else "second"
    done = voting.choose(kit, again.vote.id, again.cards[2].question.id, side)
    assert done.next is None
    assert done.vote.ended is not None
    assert done.tally == Tally(wins=2, losses=0, ties=2)
    assert done.compared.after.number == 2, "wins are those of the run that was named second"
    assert voting.begin(kit, done.vote.one, done.vote.other).vote.id != done.vote.id


def test_chance_decides_for_each_vote_which_reply_stands_first(kit: Kit, scripted: ScriptedEngine) -> None:
    ballot = begun(kit, scripted)
    seen = set()
    for _vote in range(5):
        for card in ballot.cards:
            assert card.swapped == card.first.startswith("new")
            seen.add((card.question.id, card.swapped))
            ballot = voting.choose(kit, ballot.vote.id, card.question.id, "tie")
        ballot = voting.begin(kit, ballot.vote.one, ballot.vote.other)
    assert len(seen) == 6, "each of three questions was seen in both orders"


def test_runs_that_say_the_same_word_for_word_are_not_voted_on(kit: Kit, scripted: ScriptedEngine) -> None:
    of = numbers(kit)
    runs = [whole_run(kit, scripted, of, "a", "b", "c", "d") for _run in range(2)]
    with pytest.raises(NothingToVote, match="the same, word for word"):
        voting.begin(kit, runs[0].id, runs[1].id)
