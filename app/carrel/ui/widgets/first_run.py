"""The first start: three choices on one card, and none of them has to be made."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QPushButton, QWidget

from carrel.base.files import resource
from carrel.base.words import _
from carrel.settings.file import Settings
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture

_TABBED, _CLICKED = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
SIZES = (90, 100, 125, 150, 200)


class FirstRun(Page):
    """Enter starts, wherever the focus is but on the button that adds a model.

    set_requested: a setting's name and value. add_model_requested: take in a file. done_requested: begin.
    """

    set_requested = Signal(str, object)
    add_model_requested = Signal()
    done_requested = Signal()

    def __init__(self, theme: Theme, choice: str, percent: int) -> None:
        card = QFrame()
        card.setObjectName("card")
        super().__init__(theme, "firstRun", box=card, widest=0.8, above=1, below=2)
        self._gaps: list[QWidget] = []
        self._flows: list[Flow] = []
        self._lamp = picture()
        self._lamp.setAccessibleName("Carrel")
        self.start = button(_("Start"), "primary", "startButton")
        self._fill(choice, percent)
        self.measure()

    def show_model(self, words: str) -> None:
        """Say which model would answer now."""
        self._model.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is Start: a button that only wants Space lets it through."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = QApplication.focusWidget()
            adds = focus is not None and focus.objectName() == "firstAddModel"
            (self.add_model_requested if adds else self.done_requested).emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, choice: str, percent: int) -> None:
        lead = _("A quiet desk with a tutor on it. It works without the internet, and what you write stays here.")
        colours = Settings.__dataclass_fields__["theme"].metadata["choices"]
        self.column.addWidget(self._lamp)
        self.column.addWidget(label(_("Welcome to Carrel"), "display", wrap=True))
        self.column.addWidget(label(lead, wrap=True))
        self._row(_("Colours"), "theme", [(_(words), value) for value, words in colours.items()], choice)
        self._row(_("Text size"), "text_percent", [(f"{size} %", size) for size in SIZES], percent)
        self._model_row()
        self._gap()
        self.start.clicked.connect(self.done_requested)
        self.column.addWidget(self.start)
        self.column.addWidget(label(_("All of this can be changed later in the settings."), "muted", wrap=True))

    def _row(self, title: str, name: str, choices: list[tuple[str, object]], current: object) -> None:
        self._gap()
        self.column.addWidget(label(title, "strong"))
        row = Flow(self.theme.size("space_small"))
        group = QButtonGroup(self)
        for words, value in choices:
            one = button(words, "outline", f"first_{name}_{value}")
            one.setCheckable(True)
            one.setChecked(value == current)
            group.addButton(one)
            one.setAccessibleName(f"{title}: {words}")
            one.toggled.connect(partial(self._choose, one, name, value))  # the arrows choose without a click
            row.addWidget(one)
        if (chosen := group.checkedButton()) is not None:
            for other in group.buttons():
                other.setFocusPolicy(_TABBED if other is chosen else _CLICKED)
        self._flows.append(row)
        self.column.addLayout(row)

    def _choose(self, one: QPushButton, name: str, value: object, chosen: bool) -> None:
        """The Tab key comes to the chosen one of a row, and the arrows to the others."""
        one.setFocusPolicy(_TABBED if chosen else _CLICKED)
        if chosen:
            self.set_requested.emit(name, value)

    def _model_row(self) -> None:
        self._gap()
        self.column.addWidget(label(_("The model that answers"), "strong"))
        self._model = label("", "muted", wrap=True, name="firstModel")
        self.column.addWidget(self._model)
        adding = button(_("Add a model file…"), "outline", "firstAddModel")
        adding.clicked.connect(self.add_model_requested)
        self.column.addWidget(adding, 0, Qt.AlignmentFlag.AlignLeading)

    def _gap(self) -> None:
        gap = QWidget()
        self._gaps.append(gap)
        self.column.addWidget(gap)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        theme = self.theme
        pad = theme.size("space_wide")
        edge = theme.size("type_display") * 2
        self._lamp.setPixmap(QIcon(str(resource("icons/carrel.svg"))).pixmap(edge, edge))
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(theme.size("space_small"))
        for gap in self._gaps:
            gap.setFixedHeight(theme.size("space_tight"))
        for row in self._flows:
            row.setSpacing(theme.size("space_small"))
