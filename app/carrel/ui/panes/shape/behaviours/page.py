"""The page of behaviours: the list of them, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.behaviours.model import BehaviourMissing, Kept
from carrel.flows.behaviours import keeping
from carrel.flows.behaviours.keeping import SUFFIX, Opened
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.shape.behaviours import words
from carrel.ui.panes.shape.behaviours.one import OnePage
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import button

_KEY = "behaviours"
_NARROW = 52
"""Letters: in a narrower place the list stands above."""
_NO_LIMIT = 16_777_215


@dataclass(frozen=True)
class _Look:
    """What there is, and the one that is chosen with all that belongs to it."""

    all: Sequence[Kept]
    opened: Opened | None


class BehavioursPage(ShapePage):
    """bring_requested: a file is to be chosen. given: the path of one. export_requested: a name."""

    bring_requested = Signal()
    given = Signal(object)
    export_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Behaviours"), frozenset({"behaviours"}))
        self.setObjectName("behavioursPage")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._chosen, self._anew = "", True
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.new = button(_("New behaviour"), "outline", "newBehaviour")
        self.bring = button(_("Bring in a file…"), "outline", "bringBehaviour")
        self.list = LineList(theme, _("Behaviours"), "behaviourList")
        self.one = OnePage(kit, jobs, theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = Flow(self._theme.size("space_small"))
        bar.addWidget(self.new)
        bar.addWidget(self.bring)
        body = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self.one, 5)
        self.one.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(bar)
        self._column.addWidget(body, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._do(partial(keeping.begin, self._kit), self._begun))
        self.bring.clicked.connect(self.bring_requested)
        self.list.chosen_changed.connect(self._choose)
        self.list.opened.connect(lambda _name: self.one.tabs.setFocus())
        self.list.removed.connect(self.remove)
        self.one.failed.connect(self._fail)
        self.one.duplicate_requested.connect(
            lambda: self._do(partial(keeping.duplicate, self._kit, self._chosen), self._begun)
        )
        self.one.export_requested.connect(lambda: self.export_requested.emit(self._chosen))
        self.one.remove_requested.connect(lambda: self.remove(self._chosen))
        self.one.writing.save_requested.connect(self._save)
        self.one.writing.discard_requested.connect(self._discard)
        self.one.versions.back_requested.connect(self._go_back)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is, and what is written is kept."""
        return self._looking.is_at_rest and self.one.writing.is_at_rest

    def look_again(self) -> None:
        """Show what there is, fresh from the store."""
        self._looking.anew()

    def show_behaviour(self, name: str) -> None:
        """Show this one, by its name, as it is now."""
        pending = self.one.writing.pending()
        if pending is not None:
            self._do(partial(keeping.write, self._kit, *pending), lambda _kept: None)
        self._chosen, self._anew = name, True
        self._looking.anew()

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take one text file; False for anything else."""
        if len(paths) != 1 or paths[0].suffix.lower() != SUFFIX:
            return False
        self.given.emit(paths[0])
        return True

    def flush(self) -> None:
        """Keep what is being written: the window closes."""
        self.one.stop()
        pending = self.one.writing.pending()
        if pending is not None:
            with suppress(CarrelError):  # the window closes: there is nobody left to be told
                keeping.write(self._kit, *pending)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def remove(self, name: str) -> None:
        """Take this one away; Undo brings it back. One that came along stays, and that is said."""

        def removed(what: str) -> None:
            act = partial(keeping.restore, self._kit, what)
            undo = Choice(_("Undo"), lambda: self._do(act, lambda _done: self.show_behaviour(name)), "undo")
            said = _("“{name}” was removed.").format(name=beside(name, 80))
            self.told.emit(Notice(said, tone="quiet", choices=(undo,), key="undo"))
            self.show_behaviour("")

        self._do(self._after_writing(partial(keeping.remove, self._kit, name)), removed)

    def _look(self) -> _Look:
        everything = keeping.everything(self._kit)
        names = [one.behaviour.name for one in everything]
        wanted = self._chosen if self._chosen in names else names[0] if names else ""
        try:
            opened = keeping.opened(self._kit, wanted) if wanted else None
        except BehaviourMissing:  # removed between the two looks
            opened = None
        return _Look(everything, opened)

    def _take(self, found: _Look) -> None:
        opened = found.opened
        if opened is not None:
            name = opened.kept.behaviour.name
            if self._chosen not in ("", name) and self._chosen in {one.behaviour.name for one in found.all}:
                self._looking.anew()  # another one was chosen meanwhile
                return
            anew = self._anew or name != self._chosen
            self._chosen, self._anew = name, False
            self.one.show_opened(opened, anew=anew)
        self.one.setVisible(opened is not None)
        before = self.list.blockSignals(True)
        self.list.show_lines([_line(one) for one in found.all])
        self.list.choose(self._chosen)
        self.list.blockSignals(before)

    def _choose(self) -> None:
        line = self.list.chosen
        if line is not None and line.id != self._chosen:
            self.one.stop()
            self.show_behaviour(line.id)

    def _begun(self, name: str) -> None:
        self.show_behaviour(name)
        self.one.show_face(self.one.writing)
        self.one.writing.box.setFocus()

    def _save(self) -> None:
        name, text = self._chosen, self.one.writing.box.toPlainText()

        def saved(number: int) -> None:
            said = _("Saved as version {number}. Chats follow it from their next turn on.").format(number=number)
            self._tell(said)
            self.look_again()

        self._do(self._after_writing(partial(keeping.save, self._kit, name, text)), saved)

    def _discard(self) -> None:
        name = self._chosen

        def discarded(text: str) -> None:
            act = partial(keeping.write, self._kit, name, text)
            undo = Choice(_("Undo"), lambda: self._do(act, lambda _done: self.show_behaviour(name)), "undo")
            self.told.emit(Notice(_("The changes were discarded."), tone="quiet", choices=(undo,), key="undo"))
            self.show_behaviour(name)

        self._do(self._after_writing(partial(keeping.discard, self._kit, name)), discarded)

    def _go_back(self, number: int) -> None:
        name = self._chosen

        def done(now: int) -> None:
            said = _("Version {former} is used again, as version {number}.").format(former=number, number=now)
            self._tell(said)
            self.show_behaviour(name)

        self._do(partial(keeping.back, self._kit, name, number), done)

    def _after_writing(self, work: Callable[[], object]) -> Callable[[], object]:
        """The same work, once what was written last is kept."""
        pending = self.one.writing.pending()

        def done() -> object:
            if pending is not None:
                keeping.write(self._kit, *pending)
            return work()

        return done

    def _do(self, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._jobs.fetch(work, then, self._fail)

    def _tell(self, words: str) -> None:
        self.told.emit(Notice(words, tone="quiet", key=_KEY))

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))

    def _measure(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMaximumHeight(self.height() // 4 if narrow else _NO_LIMIT)


def _line(kept: Kept) -> Line:
    behaviour = kept.behaviour
    return Line(
        behaviour.name, one_line(behaviour.title, 80), at_end=words.where_from(kept), below=one_line(behaviour.says)
    )
