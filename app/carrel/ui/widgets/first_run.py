"""The first start: three choices on one card, and none of them has to be made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, centred, label

SIZES = (90, 100, 125, 150, 200)


class FirstRun(QScrollArea):
    """set_requested: a setting's name and value. add_model_requested: take in a file. done_requested: begin."""

    set_requested = Signal(str, object)
    add_model_requested = Signal()
    done_requested = Signal()

    def __init__(self, theme: Theme, choice: str, percent: int) -> None:
        super().__init__()
        self.setObjectName("firstRun")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        card = QFrame()
        card.setObjectName("card")
        self._column = QVBoxLayout(card)
        self._column.addWidget(label(_("Welcome to Carrel"), "display", wrap=True))
        self._column.addWidget(
            label(
                _("A quiet desk with a tutor on it. It works without the internet, and what you write stays here."),
                wrap=True,
            )
        )
        modes = ((_("Like the system"), "system"), (_("Light"), "light"), (_("Dark"), "dark"))
        self._row(_("Colours"), [(words, "theme", value) for words, value in modes], choice)
        self._row(_("Text size"), [(f"{size} %", "text_percent", size) for size in SIZES], percent)
        self._model_row()
        start = button(_("Start"), "primary", "startButton")
        start.clicked.connect(self.done_requested)
        self._column.addSpacing(theme.size("space_small"))
        self._column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(label(_("All of this can be changed later in the settings."), "muted", wrap=True))
        inner = QWidget()
        inner.setObjectName("transcriptPage")
        outer = QVBoxLayout(inner)
        outer.addStretch(1)
        outer.addLayout(centred(card))
        outer.addStretch(2)
        self._card = card
        self.setWidget(inner)
        theme.changed.connect(self._measure)
        self._measure()

    def show_model(self, words: str) -> None:
        """Say which model would answer now."""
        self._model.setText(words)

    def _row(self, title: str, choices: list[tuple[str, str, object]], current: object) -> None:
        self._column.addSpacing(self._theme.size("space_small"))
        self._column.addWidget(label(title, "strong"))
        row = QHBoxLayout()
        group = QButtonGroup(self)
        for words, name, value in choices:
            one = button(words, "outline", f"first_{name}_{value}")
            one.setCheckable(True)
            one.setChecked(value == current)
            one.setAccessibleName(f"{title}: {words}")
            one.clicked.connect(lambda _checked=False, name=name, value=value: self.set_requested.emit(name, value))
            group.addButton(one)
            row.addWidget(one)
        row.addStretch()
        self._column.addLayout(row)

    def _model_row(self) -> None:
        self._column.addSpacing(self._theme.size("space_small"))
        self._column.addWidget(label(_("The model that answers"), "strong"))
        self._model = label("", "muted", wrap=True, name="firstModel")
        self._column.addWidget(self._model)
        adding = button(_("Add a model file…"), "outline", "firstAddModel")
        adding.clicked.connect(self.add_model_requested)
        self._column.addWidget(adding, 0, Qt.AlignmentFlag.AlignLeft)

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_wide")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_small"))
        room = self.viewport().width() - 2 * theme.size("space_large")
        self._card.setFixedWidth(max(200, min(theme.size("size_dialog") * 3 // 4, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card is never wider than the window."""
        super().resizeEvent(event)
        self._measure()
