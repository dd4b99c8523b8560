"""What Carrel remembers: each fact with where it came from, to be changed and forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from carrel.base.show import beside, isolated
from carrel.base.words import _, counted
from carrel.flows.remember import Remembered
from carrel.learner.model import LONGEST_FACT
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label, tip
from carrel.ui.widgets.times import full_time

MOST_SHOWN = 20
_LONGEST_NAME = 60
_LONGEST_TITLE = 48


class FactList(QWidget):
    """used: whether memory is to be used. reworded: a fact's id and its new words. forget_requested: a fact's id.
    source_requested: the ids of a chat and a message. entered: as in a field.
    """

    used = Signal(bool)
    reworded = Signal(str, str)
    forget_requested = Signal(str)
    source_requested = Signal(str, str)
    entered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("factList")
        self._theme = theme
        self._facts: Sequence[Remembered] = ()
        self._most = MOST_SHOWN
        self.rows: dict[str, FactRow] = {}
        self.use = QCheckBox(_("Use memory"))
        self.use.setObjectName("useMemory")
        self.use.setAccessibleName(_("Use memory"))
        said = _("When this is off, the tutor is told none of it, and nothing new is offered. Nothing is deleted.")
        self.use.setAccessibleDescription(said)
        words = _(
            "Nothing is remembered. To change that, choose “Remember this” in the menu of a message. "
            "Carrel keeps nothing by itself."
        )
        self._none = label(words, "muted", wrap=True, name="noFacts")
        self._lines = QVBoxLayout()
        self._more = button("", "outline", "moreFacts")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.use)
        self._column.addWidget(label(said, "muted", wrap=True))
        self._column.addWidget(self._none)
        self._column.addLayout(self._lines)
        self._column.addWidget(self._more)
        self.use.clicked.connect(self.used)
        self._more.clicked.connect(self._show_more)
        theme.changed.connect(self.measure)
        self.measure()

    def show_facts(self, facts: Sequence[Remembered], *, used: bool) -> None:
        """Show the newest first; a line that is being written in keeps what is typed."""
        self._facts = facts
        self.use.setChecked(used)
        shown = facts[: self._most]
        for name in set(self.rows) - {one.fact.id for one in shown}:
            self._take_away(name)
        for place, one in enumerate(shown):
            if one.fact.id not in self.rows:
                made = self.rows[one.fact.id] = FactRow(one, self._theme)
                made.reworded.connect(self.reworded)
                made.forget_requested.connect(self.forget_requested)
                made.source_requested.connect(self.source_requested)
                made.entered.connect(self.entered)
            row = self.rows[one.fact.id]
            if self._lines.indexOf(row) != place:
                self._lines.removeWidget(row)
                self._lines.insertWidget(place, row)
            row.show_fact(one)
        self._none.setVisible(not facts)
        left = len(facts) - len(shown)
        self._more.setText(counted("Show one more", "Show {count} more", left))
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(left > 0)
        self._keep_order()

    def measure(self) -> None:
        """Take the theme's sizes."""
        for layout in (self._column, self._lines):
            layout.setSpacing(self._theme.size("space_small"))

    def _show_more(self) -> None:
        self._most = len(self._facts)
        self.show_facts(self._facts, used=self.use.isChecked())

    def _take_away(self, name: str) -> None:
        row = self.rows.pop(name)
        focus = QApplication.focusWidget()
        if focus is not None and row.isAncestorOf(focus):
            self.use.setFocus()
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _keep_order(self) -> None:
        before: QWidget = self.use
        for index in range(self._lines.count()):
            item = self._lines.itemAt(index)
            row = item.widget() if item is not None else None
            for one in row.stops if isinstance(row, FactRow) else ():
                QWidget.setTabOrder(before, one)
                before = one
        QWidget.setTabOrder(before, self._more)


class FactRow(QFrame):
    """One fact; its words are kept when one leaves the line."""

    reworded = Signal(str, str)
    forget_requested = Signal(str)
    source_requested = Signal(str, str)
    entered = Signal(str)

    def __init__(self, one: Remembered, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("factRow")
        self._one, self._theme = one, theme
        self.words = QLineEdit(one.fact.words)
        self.words.setObjectName("factWords")
        self.words.setMaxLength(LONGEST_FACT)
        self.source = button("", "fold", "factSource")
        self.when = label("", "tiny", name="factWhen")
        self.forget = IconButton(theme, "trash", "", kind="small", name="forgetFact")
        self.stops = (self.words, self.forget, self.source)
        for part in self.stops:
            part.installEventFilter(self)
        self.words.editingFinished.connect(self._say_words)
        self.forget.clicked.connect(lambda: self.forget_requested.emit(self._one.fact.id))
        self.source.clicked.connect(self._open_source)
        self._lay_out()

    def show_fact(self, one: Remembered) -> None:
        """Show what is kept; words that are being typed stay."""
        self._one = one
        if not self.words.hasFocus():
            self.words.setText(one.fact.words)
            self.words.setCursorPosition(0)
        here = one.conversation is not None
        title = isolated(one.title[:_LONGEST_TITLE]) if one.title else _("a chat")
        self.source.setText(_("From {chat}").format(chat=title).replace("&", "&&"))
        self.source.setVisible(here)
        tip(self.source, one.says)
        when = full_time(one.fact.created)
        self.when.setText(when if here else _("The message it came from is gone. {when}").format(when=when))
        fact = beside(one.fact.words, _LONGEST_NAME)
        self.words.setAccessibleName(_("Remembered: {fact}").format(fact=fact))
        self.forget.say(_("Forget: {fact}").format(fact=fact))
        self.source.setAccessibleName(_("Open where this came from: {chat}").format(chat=title))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus is here."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.entered.emit("facts" if event.type() is QEvent.Type.FocusIn else "")
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        small = self._theme.size("space_small")
        first = QHBoxLayout()
        first.setSpacing(small)
        first.addWidget(self.words, 1)
        first.addWidget(self.forget)
        second = Flow(small)
        second.addWidget(self.source)
        second.addWidget(self.when)
        column = QVBoxLayout(self)
        pad = self._theme.size("space_medium")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_tight"))
        column.addLayout(first)
        column.addLayout(second)

    def _say_words(self) -> None:
        words = self.words.text().strip()
        if words and words != self._one.fact.words:
            self.reworded.emit(self._one.fact.id, words)
        elif not words:
            self.words.setText(self._one.fact.words)

    def _open_source(self) -> None:
        if self._one.conversation is not None and self._one.fact.message is not None:
            self.source_requested.emit(self._one.conversation, self._one.fact.message)
