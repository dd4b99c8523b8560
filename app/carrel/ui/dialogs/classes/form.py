"""A form that is filled in and then given: its parts from the top down, an error where it is, and two ways out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.ui.dialogs.sheet import Inner, fit_screen
from carrel.ui.flow import Flow
from carrel.ui.notices import Notice, NoticeBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class FormDialog(QDialog):
    """Each kind of it adds its parts, and says in `give` what was filled in; it stays open until that was kept."""

    def __init__(self, title: str, yes: str, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.theme = theme
        self.notices = NoticeBar(theme.size("space_small"))
        self.yes = button(yes, "primary", "formYes")
        self.form = QVBoxLayout()
        self.form.setSpacing(theme.size("space_tight"))
        leave = button(_("Cancel"), "outline", "formNo")
        leave.clicked.connect(self.reject)
        self.yes.clicked.connect(self.give)
        self.yes.setDefault(True)
        self.foot = Flow(theme.size("space_small"), at_end=True)
        for one in (leave, self.yes):
            self.foot.addWidget(one)

    def give(self) -> None:
        """Hand over what was filled in."""
        raise NotImplementedError

    def say_error(self, error: CarrelError) -> None:
        """Say in the dialog what cannot be done."""
        self.notices.show_notice(Notice.of(error, key=self.objectName()))

    def part(self, words: str, editor: QWidget, name: str = "", said: str = "") -> None:
        """One part of the form: its name, what it is for, and what is filled in."""
        self.heading(words, said).setBuddy(editor)
        if name:
            editor.setObjectName(name)
            editor.setAccessibleName(words)
            editor.setAccessibleDescription(said)
        if isinstance(editor, QComboBox):
            editor.view().setAccessibleName(words)
        if isinstance(editor, QAbstractSpinBox | QComboBox):
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            editor.installEventFilter(self)
        self.form.addWidget(editor)

    def heading(self, words: str, said: str = "") -> QLabel:
        """The name of a part, and what it is for."""
        if self.form.count():
            self.form.addSpacing(self.theme.size("space_medium"))
        made = label(words, "strong", wrap=True)
        self.form.addWidget(made)
        if said:
            self.form.addWidget(label(said, "muted", wrap=True))
        return made

    def lay_out(self, width: float, height: float) -> None:
        """Put it together once all parts are there; width, height: in widths of a dialog, at most the screen."""
        theme, inner, area = self.theme, Inner(), QScrollArea()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.addStretch()
        inner.setLayout(self.form)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.notices)
        column.addLayout(self.foot)
        fit_screen(self, *(round(share * theme.size("size_dialog")) for share in (width, height)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form, and changes only what one is at."""
        at_it = isinstance(watched, QWidget) and watched.hasFocus()
        if event.type() is QEvent.Type.Wheel and not at_it:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
