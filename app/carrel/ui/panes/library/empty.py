"""What the library shows while nothing is in it: one sentence, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, centred, label, picture


class EmptyLibrary(QScrollArea):
    """files_requested, folder_requested, foundations_requested: the ways to begin."""

    files_requested = Signal()
    folder_requested = Signal()
    foundations_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("libraryEmpty")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._picture = picture()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = label(_("Your books, notes and papers belong here."), "heading", wrap=True)
        lead = label(
            _("Carrel answers from them and shows the sentence it stands on. They stay on this computer."), wrap=True
        )
        ways = (
            (_("Add documents…"), "emptyFiles", self.files_requested),
            (_("Add a folder…"), "emptyFolder", self.folder_requested),
            (_("Add the Foundations lessons"), "emptyFoundations", self.foundations_requested),
        )
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.addWidget(self._picture)
        for part in (title, lead):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(part)
        self.ways = []
        for words, name, signal in ways:
            way = button(words, "card", name)
            way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            way.clicked.connect(signal)
            self._column.addWidget(way)
            self.ways.append(way)
        drop = label(_("You can also drag files and folders here."), "muted", wrap=True)
        drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(drop)
        inner = QWidget()
        inner.setObjectName("transcriptPage")
        outer = QVBoxLayout(inner)
        outer.addStretch(2)
        outer.addLayout(centred(self._box))
        outer.addStretch(3)
        self.setWidget(inner)
        theme.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as it reads well, or as there is room."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        theme = self._theme
        edge = theme.size("type_display") * 2
        self._picture.setPixmap(theme.icon("library", "accent").pixmap(edge, edge))
        self._column.setSpacing(theme.size("space_medium"))
        room = max(160, self.viewport().width() - 2 * theme.size("space_large"))
        self._box.setFixedWidth(min(theme.size("size_dialog") * 2 // 3, room))
