"""The lines of the list of chats, as Qt's views read them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.widgets.steps import steps

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
Kind = Literal["chat", "find", "again", "heading", "more"]

_MOST_STEPS = 100
"""A change of more steps than this shows the list anew; the view keeps its place."""


_LONGEST_EDITED = 10_000


@dataclass(frozen=True)
class Row:
    """A line of the list.

    kind: a chat; the best find in one; one more find in the same; the name of a group; an offer to show more.
    message: where in the chat. snippet: the words found there. course: the title of its course, where that is shown.
    group: the name of the group it stands in. count: how many finds there are in its chat.
    """

    conversation: str
    title: str
    pinned: bool = False
    message: str | None = None
    snippet: str = ""
    kind: Kind = "chat"
    course: str = ""
    group: str = ""
    count: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same line when something about it changes."""
        return self.kind, self.conversation or self.title, self.message or ""

    @property
    def opens(self) -> bool:
        """Whether there is a chat behind it."""
        return bool(self.conversation)


class Rows(QAbstractListModel):
    """renamed: a chat and its new title. more_requested: the end was reached. checked: which chats are chosen."""

    renamed = Signal(str, str)
    more_requested = Signal()
    checked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._keys: list[tuple[str, str, str]] = []
        self._has_more = False
        self.checking = False
        self.chosen: dict[str, None] = {}

    def set_rows(self, rows: Sequence[Row], *, has_more: bool = False) -> None:
        """Show these lines; what stays keeps its place, its selection and its editor."""
        self._has_more = has_more
        rows = list(rows)
        if rows == self._rows:
            return
        old, self._keys = self._keys, [row.key for row in rows]
        if not self._step(old, rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        changed = [number for number, pair in enumerate(zip(self._rows, rows, strict=True)) if pair[0] != pair[1]]
        self._rows = rows
        if len(changed) > _MOST_STEPS:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        for number in changed:  # one by one: an editor between them would forget what is being written in it
            self.dataChanged.emit(self.index(number), self.index(number))

    def _step(self, old: Sequence[Hashable], rows: list[Row]) -> bool:
        """Bring the lines into their new order; False, and nothing done, when that takes too many steps."""
        wanted = [] if old == self._keys else list(islice(steps(old, self._keys), _MOST_STEPS + 1))
        if len(wanted) > _MOST_STEPS or not old or not rows:
            return False
        nowhere = QModelIndex()
        for step in wanted:
            if step.kind == "remove":
                self.beginRemoveRows(nowhere, step.first, step.last)
                del self._rows[step.first : step.last + 1]
                self.endRemoveRows()
            elif step.kind == "move":
                self.beginMoveRows(nowhere, step.first, step.first, nowhere, step.last + (step.last > step.first))
                self._rows.insert(step.last, self._rows.pop(step.first))
                self.endMoveRows()
            else:
                self.beginInsertRows(nowhere, step.first, step.last)
                self._rows[step.first : step.first] = rows[step.first : step.last + 1]
                self.endInsertRows()
        return True

    def row(self, index: Index) -> Row | None:
        """The line at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, conversation: str) -> QModelIndex:
        """Where a chat stands; an invalid index when it is not shown."""
        return self._first(lambda row: row.conversation == conversation)

    def index_like(self, row: Row) -> QModelIndex:
        """Where the same line stands now."""
        return self._first(lambda other: other.key == row.key)

    def first_open(self) -> QModelIndex:
        """The first line with a chat behind it."""
        return self._first(lambda row: row.opens)

    def chats_between(self, first: int, last: int) -> list[str]:
        """The chats from one line to another, both with."""
        return [row.conversation for row in self._rows[min(first, last) : max(first, last) + 1] if row.kind == "chat"]

    def check(self, conversations: Sequence[str], on: bool | None = None) -> None:
        """Choose chats, or no longer; without `on` each is turned over."""
        for one in conversations:
            if (one not in self.chosen) if on is None else on:
                self.chosen[one] = None
            else:
                self.chosen.pop(one, None)
        self.repaint()

    def begin_checking(self, on: bool) -> None:
        """Whether chats can be chosen; it begins with none."""
        self.checking, self.chosen = on, {}
        self.repaint()

    def repaint(self) -> None:
        """Every line may look different now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [Qt.ItemDataRole.CheckStateRole])
        self.checked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            if not self.checking or row.kind != "chat":
                return None
            return Qt.CheckState.Checked if row.conversation in self.chosen else Qt.CheckState.Unchecked
        shown = _SHOWN.get(role)
        return shown(row) if shown is not None else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new title was written in place, or a chat was chosen."""
        row, title = self.row(index), str(value).strip()
        if row is None or row.kind != "chat":
            return False
        if role == Qt.ItemDataRole.CheckStateRole and self.checking:
            self.check([row.conversation], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or not title or title == one_line(row.title, _LONGEST_EDITED):
            return False
        self.renamed.emit(row.conversation, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Chats can be renamed in place, finds cannot; the name of a group is only read."""
        row = self.row(index)
        if row is None or row.kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        if row.kind != "chat":
            return flags
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if self.checking else Qt.ItemFlag.ItemIsEditable)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older chats are waiting."""
        return self._has_more

    def fetchMore(self, parent: Index) -> None:
        """The list was scrolled to its end."""
        self._has_more = False
        self.more_requested.emit()

    def _first(self, holds: Callable[[Row], bool]) -> QModelIndex:
        number = next((number for number, row in enumerate(self._rows) if holds(row)), -1)
        return self.index(number) if number >= 0 else QModelIndex()


def spoken(row: Row) -> str:
    """What a screen reader says of a line."""
    said = [one_line(row.title) or _("New chat")]
    said += [_("pinned")] if row.pinned else []
    said += [_("in {course}").format(course=one_line(row.course))] if row.course else []
    said += [counted("{count} found", "{count} found", row.count)] if row.count > 1 else []
    said += [one_line(row.snippet.replace(MARK_BEGIN, "").replace(MARK_END, ""))] if row.message else []
    return ", ".join(said)


_SHOWN: dict[int, Callable[[Row], object]] = {
    ROW: lambda row: row,
    Qt.ItemDataRole.DisplayRole: lambda row: one_line(row.title) or _("New chat"),
    Qt.ItemDataRole.EditRole: lambda row: one_line(row.title, _LONGEST_EDITED),
    Qt.ItemDataRole.AccessibleTextRole: spoken,
    Qt.ItemDataRole.AccessibleDescriptionRole: lambda row: row.group,
    TIP_ROLE: lambda row: as_text(one_line(row.title)) if row.opens and row.title else None,
}
