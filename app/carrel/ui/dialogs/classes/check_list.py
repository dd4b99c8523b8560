"""A list in which any number can be checked, with a search above it and what is checked below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.search_field import SearchField

_ID = Qt.ItemDataRole.UserRole
_ROWS = 7
"""How many lines are seen without scrolling."""


@dataclass(frozen=True)
class Checkable:
    """id: what is handed back. words: the line. more: what is searched too, and stands in the tip."""

    id: str
    words: str
    more: str = ""


class CheckList(QWidget):
    """changed: something was checked, or no longer is."""

    changed = Signal()

    def __init__(
        self, offered: Sequence[Checkable], checked: Sequence[str], words: str, name: str, theme: Theme
    ) -> None:
        """What is checked and no longer offered stays in the list, by its id."""
        super().__init__()
        self._offered: list[Checkable] = []
        self._theme = theme
        self.search = SearchField()
        self.search.setObjectName(f"{name}Search")
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search: {what}").format(what=words))
        self.search.show_icon(theme)
        self.list = QListWidget()
        self.list.setObjectName(name)
        self.list.setProperty("kind", "checks")
        self.list.setAccessibleName(words)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.count = label(role="muted", wrap=True, name=f"{name}Count")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_tight"))
        for part in (self.search, self.list, self.count):
            column.addWidget(part)
        self.offer(offered, checked)
        self.search.textChanged.connect(self._narrow)
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self._enter)
        self.list.itemChanged.connect(lambda _item: self._tell())

    @property
    def checked(self) -> tuple[str, ...]:
        """The ids of what is checked, in the order of the list."""
        return tuple(str(item.data(_ID)) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def offer(self, offered: Sequence[Checkable], checked: Sequence[str]) -> None:
        """Fill the list anew."""
        self._offered = [*offered, *_gone(offered, checked)]
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for one in self._offered:
            self._add(one, one.id in set(checked))
        self.list.blockSignals(blocked)
        rows = max(3, min(_ROWS, len(self._offered)))
        size = self._theme.size
        self.list.setFixedHeight(round(rows * 2.1 * size("type_body")) + 2 * size("space_small"))
        self.search.setVisible(len(self._offered) > _ROWS)
        self._say()

    def check(self, wanted: str, *, on: bool = True) -> None:
        """Check this one, or no longer."""
        for item in self._items():
            if item.data(_ID) == wanted:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _add(self, one: Checkable, is_checked: bool) -> None:
        item = QListWidgetItem(one_line(one.words), self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
        item.setData(_ID, one.id)
        item.setData(TIP_ROLE, as_text("\n".join(filter(None, (one.words, one.more)))))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, map(one_line, (one.words, one.more)))))

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for one, item in zip(self._offered, self._items(), strict=True):
            told = f"{one.words} {one.more}".casefold()
            item.setHidden(not all(word in told for word in wanted))

    def _enter(self) -> None:
        """Go into the list, to the first line that is seen."""
        seen = next((item for item in self._items() if not item.isHidden()), None)
        if seen is not None:
            self.list.setCurrentItem(seen)
            self.list.setFocus()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        chosen = [item.text() for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        if chosen:
            many = counted("{count} chosen", "{count} chosen", len(chosen))
            self.count.setText(_("{many}: {names}").format(many=many, names=", ".join(chosen)))
        else:
            self.count.setText(_("Nothing is chosen."))


def _gone(offered: Sequence[Checkable], checked: Sequence[str]) -> list[Checkable]:
    known = {one.id for one in offered}
    return [Checkable(one, _("{name} (no longer here)").format(name=one)) for one in checked if one not in known]
