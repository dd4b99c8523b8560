"""One behaviour under tabs: to be read, written, compared, tried and tested."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.flows.behaviours.keeping import Opened
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.shape.behaviours.reading import ReadingFace
from carrel.ui.panes.shape.behaviours.testing import TestingFace
from carrel.ui.panes.shape.behaviours.trying import TryingFace
from carrel.ui.panes.shape.behaviours.versions import VersionsFace
from carrel.ui.panes.shape.behaviours.writing import WritingFace
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_LEAST = 18
"""The least height of what stands under a tab, in sizes of the letters; in a lower window the place scrolls."""


class OnePage(QWidget):
    """duplicate_requested, export_requested, remove_requested: of the one that is shown. failed: a CarrelError."""

    duplicate_requested = Signal()
    export_requested = Signal()
    remove_requested = Signal()
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("behaviourPage")
        self.title = label(role="heading", wrap=True, name="behaviourTitle")
        self.duplicate = button(_("Duplicate"), "outline", "duplicateBehaviour")
        self.export = button(_("Export…"), "outline", "exportBehaviour")
        self.remove = button(_("Remove"), "outline", "removeBehaviour")
        self.reading, self.versions = ReadingFace(theme), VersionsFace(theme)
        self.writing = WritingFace(kit, jobs, theme)
        self.trying, self.testing = TryingFace(kit, jobs, theme), TestingFace(kit, jobs, theme)
        self.tabs, self._faces = QTabBar(), QStackedWidget()
        self._column = QVBoxLayout(self)
        self._lay_out(theme)
        self.writing.written.connect(self._show_written)
        self.duplicate.clicked.connect(self.duplicate_requested)
        self.export.clicked.connect(self.export_requested)
        self.remove.clicked.connect(self.remove_requested)
        for face in (self.writing, self.trying, self.testing):
            face.failed.connect(self.failed)

    def _lay_out(self, theme: Theme) -> None:
        gap = theme.size("space_small")
        acts = Flow(gap)
        for act in (self.duplicate, self.export, self.remove):
            acts.addWidget(act)
        self.tabs.setObjectName("behaviourTabs")
        self.tabs.setAccessibleName(_("What to do with the behaviour"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        faces = (
            (_("Read"), self.reading),
            (_("Write"), self.writing),
            (_("Versions"), self.versions),
            (_("Try it"), self.trying),
            (_("Tests"), self.testing),
        )
        for words, face in faces:
            self.tabs.addTab(words)
            self._faces.addWidget(face)
        self.tabs.currentChanged.connect(self._faces.setCurrentIndex)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self._column.addWidget(self.title)
        self._column.addLayout(acts)
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._faces, 1)
        measure = partial(self._measure, theme)
        theme.changed.connect(measure)
        measure()

    def show_opened(self, opened: Opened, *, anew: bool = False) -> None:
        """Show this behaviour; anew: also over what is being written, because its text was changed elsewhere."""
        self._show_written(opened)
        self.writing.show_opened(opened, anew=anew)

    def show_face(self, face: QWidget) -> None:
        """Turn to this tab."""
        self.tabs.setCurrentIndex(self._faces.indexOf(face))

    def stop(self) -> None:
        """Ask no model any further."""
        self.trying.stop()
        self.testing.stop()

    def _measure(self, theme: Theme) -> None:
        self._faces.setMinimumHeight(_LEAST * theme.size("type_body"))

    def _show_written(self, opened: Opened) -> None:
        behaviour = opened.read.behaviour or opened.kept.behaviour
        self.title.setText(one_line(behaviour.title, 120))
        self.remove.setVisible(opened.kept.version > 0)
        self.reading.show_opened(opened)
        self.versions.show_opened(opened)
        self.trying.show_opened(opened)
        self.testing.show_opened(opened)
