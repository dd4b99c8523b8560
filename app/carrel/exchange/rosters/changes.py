"""What would be different after a roster was read once more, each difference a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from carrel.base.words import _
from carrel.exchange.rosters.api import Roster, RosterPupil

Kind = Literal[
    "new_class", "renamed_class", "missing_class", "added", "moved", "renamed", "regrouped", "completed", "missing"
]


@dataclass(frozen=True)
class Change:
    """One difference; title: of the class as it is called then, empty for none.

    formerly: the class in which a pupil who moved stood, or what a class that was renamed was called.
    """

    kind: Kind
    title: str
    before: RosterPupil | None = None
    after: RosterPupil | None = None
    formerly: str = ""

    def sentence(self) -> str:
        """Says what would be different."""
        pupil = self.after or self.before
        return _SENTENCES[self.kind]().format(
            name=pupil.name if pupil else "",
            old=self.before.name if self.before else "",
            groups=", ".join(pupil.groups) if pupil and pupil.groups else _("no group"),
            title=self.title or _("No class"),
            formerly=self.formerly or _("no class"),
        )


@dataclass(frozen=True)
class Merged:
    """The roster as it would be then, and all that would be different; nobody who is missing is taken out of it."""

    roster: Roster
    changes: tuple[Change, ...]


_SENTENCES: Mapping[Kind, Callable[[], str]] = {
    "new_class": lambda: _("{title}: this class is new."),
    "renamed_class": lambda: _("{title}: this class was called “{formerly}”."),
    "missing_class": lambda: _("{title}: this class is not in the new list, and stays as it is."),
    "added": lambda: _("{title}: {name} is new."),
    "moved": lambda: _("{title}: {name} comes from {formerly}."),
    "renamed": lambda: _("{title}: {old} is called {name} now."),
    "regrouped": lambda: _("{title}: {name} is in {groups} now."),
    "completed": lambda: _("{title}: more is known of {name}, such as an id or a code."),
    "missing": lambda: _("{title}: {name} is not in the new list, and stays until you take them out."),
}
