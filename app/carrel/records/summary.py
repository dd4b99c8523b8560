"""What help was used for a piece of work, counted from its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.records.model import (
    Answered,
    Asked,
    Entry,
    HandedIn,
    HintTaken,
    Origin,
    Pasted,
    Policy,
    PolicySet,
    Revised,
    Verdict,
)


@dataclass(frozen=True)
class Summary:
    """revisions: how many steps it was written in. pasted: characters by where they come from.

    highest: the highest help level, of hints and of answers. answered: how many questions, by verdict. policies: what
    was allowed, in the order in which it came to be. computers: on how many it was written. handed_in: the last time.
    """

    revisions: int
    asked: int
    hints: int
    highest: int
    pasted: Mapping[Origin, int]
    answered: Mapping[Verdict, int]
    policies: tuple[Policy, ...]
    computers: int
    handed_in: HandedIn | None

    @property
    def shows_help(self) -> bool:
        """Whether anything in it is help; what was moved within the work is none."""
        return bool(self.asked or self.hints or self.highest or self.pasted.keys() - {"own"})


def summed(entries: Sequence[Entry]) -> Summary:
    """What these entries come to."""
    events = [entry.event for entry in entries]
    pasted: Counter[Origin] = Counter()
    for event in events:
        if isinstance(event, Pasted):
            pasted[event.origin] += event.characters
    return Summary(
        revisions=sum(isinstance(event, Revised) for event in events),
        asked=sum(isinstance(event, Asked) for event in events),
        hints=sum(isinstance(event, HintTaken) for event in events),
        highest=max((event.help for event in events if isinstance(event, HintTaken | Answered)), default=0),
        pasted=pasted,
        answered=Counter(event.verdict for event in events if isinstance(event, Answered)),
        policies=tuple(dict.fromkeys(event.policy for event in events if isinstance(event, PolicySet))),
        computers=len({entry.device for entry in entries}),
        handed_in=next((event for event in reversed(events) if isinstance(event, HandedIn)), None),
    )
