"""The lines of the list of skills: which are shown, in which order, and what each says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.evidence import Known
from carrel.flows.figures.page import Page
from carrel.flows.figures.words import assisted, state_words, sure, unaided
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.widgets.times import full_day

Index = QModelIndex | QPersistentModelIndex
SKILL = Qt.ItemDataRole.UserRole
SEPARATOR = " · "


@dataclass(frozen=True)
class SkillLine:
    """A skill with the subject it belongs to, on one line, and what is said of it below its name."""

    known: Known
    subject: str
    name: str
    below: str

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        state = state_words()[self.known.state]
        return ". ".join((_("{title}: {state}").format(title=beside(self.name), state=state), self.below))


@dataclass(frozen=True)
class Narrowed:
    """Which skills are shown: of a subject, in a state, with these words; empty for all. order: as in `orders`."""

    words: str = ""
    subject: str = ""
    state: str = ""
    order: str = ""

    def holds(self, line: SkillLine) -> bool:
        """Whether the skill is among them."""
        known = line.known
        text = f"{line.name} {line.subject}".casefold()
        states = {known.state, "due" if known.due_now else "", "stuck" if known.stuck else ""}
        return (
            all(word in text for word in self.words.casefold().split())
            and self.subject in {"", line.subject}
            and (not self.state or self.state in states)
        )


def state_choices() -> list[tuple[str, str]]:
    """What the list can be narrowed to, in words."""
    states = [(words, str(state)) for state, words in state_words().items()]
    return [(_("All states"), ""), *states, (_("Due for review"), "due"), (_("Stuck"), "stuck")]


def orders() -> list[tuple[str, str]]:
    """In which orders the list can stand, in words."""
    return [
        (_("In the order of the lessons"), ""),
        (_("By name"), "name"),
        (_("Least known first"), "least"),
        (_("Due first"), "due"),
    ]


_ORDERS: dict[str, Callable[[SkillLine], Any]] = {
    "name": lambda line: line.name.casefold(),
    "least": lambda line: (not line.known.tries, line.known.mastery.p),
    "due": lambda line: (-line.known.due_now, line.known.due or "9999"),
}


def skill_lines(page: Page, shown: Narrowed) -> list[SkillLine]:
    """The lines that are to be shown, in their order."""
    lines = [_line(one, one_line(page.subjects.get(one.skill, ""))) for one in page.known]
    lines = [line for line in lines if shown.holds(line)]
    return sorted(lines, key=_ORDERS[shown.order]) if shown.order in _ORDERS else lines


def _line(known: Known, subject: str) -> SkillLine:
    said = [subject]
    if known.mastery.enough:
        said.append(sure(known))
    if known.tries:
        said += [unaided(known), assisted(known)]
    if known.due_now:
        said.append(counted("{count} item due", "{count} items due", known.due_now))
    elif known.due:
        said.append(_("comes back on {day}").format(day=full_day(known.due)))
    if known.stuck:
        said.append(_("stuck: another approach may help"))
    return SkillLine(known, subject, one_line(known.name), SEPARATOR.join(filter(None, said)))


class SkillLines(QAbstractListModel):
    """The lines as Qt's views read them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[SkillLine] = ()

    def set_lines(self, lines: Sequence[SkillLine]) -> None:
        """Show these; where they are the same skills, only what is said of them changes."""
        same = [one.known.skill for one in lines] == [one.known.skill for one in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = lines
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def line(self, index: Index) -> SkillLine | None:
        """The line at an index."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many skills there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        line = self.line(index)
        if line is None:
            return None
        told = {
            SKILL: line,
            int(Qt.ItemDataRole.DisplayRole): line.name,
            int(Qt.ItemDataRole.AccessibleTextRole): line.spoken,
            int(TIP_ROLE): as_text(f"{line.name}\n{line.below}"),
        }
        return told.get(role)
