"""What a person would have said: found, read whole, changed, removed, and made a dataset of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.courses.model import Course
from carrel.desk.model import Desk
from carrel.examples.model import CHATS, Place
from carrel.flows.courses import courses
from carrel.flows.desks.desks import desks
from carrel.flows.examples import kept
from carrel.flows.examples.kept import Held
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.shape.examples.view import ExampleView
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import button, label

_ROOMS = frozenset({"examples", "courses", "conversations", "desk"})
_ALL, _NONE, _DESK = "", "-", "desk:"
_NARROW = 52
"""Letters: in a narrower place the list stands above."""


@dataclass(frozen=True)
class _Look:
    """What there is: of all examples those that are searched for, the courses, the desks, and whether there is any
    example.
    """

    found: Sequence[Held]
    courses: Sequence[Course]
    desks: Sequence[Desk]
    some: bool


class ExamplesPage(ShapePage):
    """What is asked for on it. brought: files to bring in. edit_requested: a Held. remove_requested: ids."""

    write_requested = Signal()
    edit_requested = Signal(object)
    remove_requested = Signal(object)
    dataset_requested = Signal()
    bring_requested = Signal()
    brought = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Examples"), _ROOMS)
        self.setObjectName("examplesPage")
        self._kit, self._theme = kit, theme
        self._found: dict[str, Held] = {}
        self._wanted = self._words = ""
        self._place = _ALL
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.search = QLineEdit()
        self.search.setObjectName("examplesSearch")
        self.search.setPlaceholderText(_("Search examples"))
        self.search.setAccessibleName(_("Search examples"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(500)
        self.place = ChoiceBox(_("Which examples"), "examplesPlace")
        self.place.view().setAccessibleName(_("Which examples"))
        self.count = label("", "muted", wrap=True, name="examplesCount")
        self.list = LineList(theme, _("Examples"), "exampleList")
        self.view = ExampleView(theme)
        self.write = button(_("Write an example…"), "outline", "writeExample")
        self.dataset = button(_("Make a dataset…"), "outline", "makeDataset")
        self.bring = button(_("Bring in…"), "outline", "bringExamples")
        self.empty = Nothing(
            theme,
            _("Show the assistant what you would have said."),
            _(
                "Under each reply stands “I'd have said…”. Change the reply there into a better one: it is kept here, "
                "and the next time something like it is asked, the model is shown it as an example. Nothing has to be "
                "trained for that."
            ),
            _("Write an example…"),
            "writeFirstExample",
        )
        self._faces = QStackedWidget()
        self._lay_out()
        self._connect()

    def look_again(self) -> None:
        """Show what there is."""
        self._looking.anew()

    def open_search(self) -> bool:
        """Go to the search field."""
        if self._faces.currentWidget() is self.empty:
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Leave a search."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Files with rows to learn from are brought in."""
        fitting = [path for path in paths if path.suffix.lower() in {".json", ".jsonl"}]
        if fitting:
            self.brought.emit(fitting)
        return bool(fitting)

    def show_example(self, example: str) -> None:
        """Bring this one into sight, whatever was searched for."""
        self._wanted = example
        before = self.search.blockSignals(True), self.place.blockSignals(True)
        self.search.clear()
        self.place.setCurrentIndex(0)
        self.search.blockSignals(before[0])
        self.place.blockSignals(before[1])
        self._search()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def _lay_out(self) -> None:
        full, left = QWidget(), QWidget()
        self._bar = Flow(0)
        for one in (self.write, self.bring, self.dataset):
            self._bar.addWidget(one)
        self._column, self._left = QVBoxLayout(full), QVBoxLayout(left)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout in (self._column, self._left, self._sides):
            layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.search, self.place, self.count):
            self._left.addWidget(part)
        self._left.addWidget(self.list, 1)
        self._sides.addWidget(left, 2)
        self._sides.addWidget(self.view, 3)
        self._column.addLayout(self._bar)
        self._column.addLayout(self._sides, 1)
        for face in (self.empty, full):
            self._faces.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._faces)
        self.setFocusProxy(self.list)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._search())
        self.search.returnPressed.connect(self.list.setFocus)
        self.place.currentIndexChanged.connect(lambda _at: self._search())
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.opened.connect(lambda _id: self.view.text.setFocus())
        self.list.removed.connect(lambda example: self.remove_requested.emit([example]))
        for one in (self.write, self.empty.step):
            one.clicked.connect(self.write_requested)
        self.dataset.clicked.connect(self.dataset_requested)
        self.bring.clicked.connect(self.bring_requested)
        self.view.edit_requested.connect(lambda: self.edit_requested.emit(self.view.held))
        self.view.remove_requested.connect(self._remove)
        self.view.chat_requested.connect(self._open_chat)

    def _search(self) -> None:
        """Look for what is wanted now."""
        self._words, self._place = self.search.text(), self.place.currentData() or _ALL
        self._looking.anew()

    def _look(self) -> _Look:
        chosen = self._place
        place = None if chosen == _ALL else CHATS
        if chosen.startswith(_DESK):
            place = Place("desk", chosen.removeprefix(_DESK))
        elif chosen not in (_ALL, _NONE):
            place = Place("course", chosen)
        found = kept.listed(self._kit, self._words, place)
        some = bool(found) or bool(kept.listed(self._kit))
        return _Look(found, courses(self._kit), desks(self._kit), some)

    def _take(self, told: _Look) -> None:
        offered = [(_("All examples"), _ALL), (_("In no course"), _NONE)]
        offered += [(one_line(one.title, 40), one.id) for one in told.courses]
        self.place.offer([*offered, *((one_line(one.title, 40), f"{_DESK}{one.id}") for one in told.desks)])
        self._found = {held.correction.id: held for held in told.found}
        at = self.list.currentIndex().row()
        self.list.show_lines([_line(held) for held in told.found])
        self.count.setText(
            counted("One example", "{count} examples", len(told.found))
            if told.found
            else _("No example holds all this.")
        )
        self._faces.setCurrentIndex(1 if told.some else 0)
        if self._wanted in self._found:
            self.list.choose(self._wanted)
            self.list.setFocus()
        elif self.list.chosen is None and told.found:
            self.list.setCurrentIndex(self.list.lines.index(max(0, min(at, len(told.found) - 1))))
        self._wanted = ""
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.list.chosen
        held = self._found.get(chosen.id) if chosen is not None else None
        self.view.setVisible(held is not None)
        if held is not None:
            self.view.show_example(held)

    def _remove(self) -> None:
        if self.view.held is not None:
            self.list.setFocus()
            self.remove_requested.emit([self.view.held.correction.id])

    def _open_chat(self) -> None:
        if self.view.held is not None:
            self.chat_requested.emit(self.view.held.chat, self.view.held.correction.message)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="shape"))

    def _measure(self) -> None:
        theme = self._theme
        for layout in (self._column, self._left):
            layout.setSpacing(theme.size("space_small"))
        self._bar.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMaximumHeight(self.height() // 3 if narrow else 16_777_215)


def _line(held: Held) -> Line:
    one = held.correction
    belongs = held.course or held.desk
    where = one_line(belongs.title, 40) if belongs is not None else ""
    return Line(one.id, one_line(one.question, 200), where, below=one_line(one.better, 200))
