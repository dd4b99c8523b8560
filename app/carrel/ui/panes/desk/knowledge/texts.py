"""The page of procedures, and that of macros: texts that are written here, with what is wrong in them as one writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.show import isolated
from carrel.base.words import _, counted
from carrel.flows.desks import texts
from carrel.flows.desks.texts import DeskText, TextKind
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.desk.knowledge.sided import About, SidedPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import button, label

_REST_MS = 700
_MOST_FAULTS = 6


class TextsPage(SidedPage):
    """new_requested: a new text of this kind is to be made. What is written is kept after a pause."""

    new_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, kind: TextKind) -> None:
        title, what, more, new = _words(kind)
        nothing = Nothing(theme, what, more, new, f"{kind}Nothing")
        super().__init__(kit, jobs, theme, About(title, kind), nothing)
        self.kind = kind
        self._texts: dict[str, DeskText] = {}
        self._shown: DeskText | None = None
        self._first = ""
        self._pause = QTimer(self, singleShot=True, interval=_REST_MS)
        self.heading = label("", "heading", wrap=True, name=f"{kind}Title")
        self.box = QPlainTextEdit()
        self.box.setObjectName(f"{kind}Text")
        self.box.setAccessibleName(title)
        self.box.setProperty("kind", "lines")
        self.box.setTabChangesFocus(True)
        self.faults = label("", wrap=True, name=f"{kind}Faults")
        self.new = button(new, "primary", f"{kind}New")
        self.back = button(_("As it was"), "outline", f"{kind}Back")
        self.remove = button(_("Remove"), "outline", f"{kind}Remove")
        self.ways.addWidget(self.new)
        acts = Flow(theme.size("space_small"))
        for act in (self.back, self.remove):
            acts.addWidget(act)
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(self.heading)
        column.addWidget(self.box, 1)
        column.addWidget(self.faults)
        column.addLayout(acts)
        self.beside.addWidget(self._editor)
        self._connect()
        self.frame()

    def _connect(self) -> None:
        for way in (self.new, self.nothing.step):
            way.clicked.connect(lambda: self.new_requested.emit(self.kind))
        self._pause.timeout.connect(self.flush)
        self.box.textChanged.connect(self._pause.start)
        self.box.textChanged.connect(self._show_faults)
        self.back.clicked.connect(lambda: self.box.setPlainText(self._first))
        self.remove.clicked.connect(self._remove)
        self.list.removed.connect(lambda _name: self._remove())
        self.list.opened.connect(lambda _name: self.box.setFocus())
        self.theme.changed.connect(self._dress)
        self._dress()

    def look(self) -> object:
        """The texts in their order."""
        return texts.texts(self.kit, self.desk, self.kind)

    def lines(self, found: object) -> Sequence[Line]:
        """The title of each; what is faulty is not used."""
        assert isinstance(found, list)
        self._texts = {one.name: one for one in found}
        faulty = _("faulty, not used")
        return [
            Line(one.name, isolated(one.title), "" if one.is_used else faulty, below=isolated(one.name))
            for one in found
        ]

    def show_chosen(self) -> None:
        """Show the chosen text; what is being written in it stays."""
        chosen = self.list.chosen
        one = self._texts.get(chosen.id) if chosen is not None else None
        if one is None:
            self._editor.setEnabled(False)
            return
        self._editor.setEnabled(True)
        self.heading.setText(isolated(one.title))
        if self._shown is None or self._shown.name != one.name or not self.isVisible():
            self.flush()
            self._show(one)

    def flush(self) -> None:
        """Keep what is being written."""
        self._pause.stop()
        shown, text = self._shown, self.box.toPlainText()
        if shown is not None and text != shown.text:
            self._shown = replace(shown, text=text)
            self.jobs.fetch(partial(texts.keep, self.kit, self.desk, self._shown), None, self.fail)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was written is kept."""
        self.flush()
        super().hideEvent(event)

    def _show(self, one: DeskText) -> None:
        self._shown, self._first = one, one.text
        self.box.blockSignals(True)
        self.box.setPlainText(one.text)
        self.box.blockSignals(False)
        self._show_faults()

    def _show_faults(self) -> None:
        shown = self._shown
        if shown is None:
            return
        wrong = texts.faults(self.kind, shown.name, self.box.toPlainText())
        said = [f"• {one.sentence()}" for one in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            said.append(counted("And one more.", "And {count} more.", len(wrong) - _MOST_FAULTS))
        if any(one.left_out for one in wrong):
            said.append(_("What you write is kept, but it is not used before it is correct."))
        self.faults.setText("\n".join(said) or _("There is nothing wrong in it."))
        self.back.setEnabled(self.box.toPlainText() != self._first)

    def _remove(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self.flush()
        self._shown = None
        desk, kit = self.desk, self.kit
        said = _("“{title}” was removed.").format(title=isolated(shown.title))
        self.do(
            partial(texts.remove, kit, desk, self.kind, shown.name),
            said,
            lambda held: partial(texts.put_back, kit, desk, held if isinstance(held, list) else []),
        )

    def _dress(self) -> None:
        self.box.setFont(self.theme.font("type_code", code=True))


def _words(kind: TextKind) -> tuple[str, str, str, str]:
    """The title of the page, what it says when it is empty, more of that, and the button for a new one."""
    if kind == "procedure":
        more = _(
            "A procedure is how one kind of case is dealt with: what customers write, what has to be known, the steps, "
            "and when a person must take over."
        )
        return _("Procedures"), _("There are no procedures yet."), more, _("New procedure…")
    more = _("A macro is a text that is used often, with places such as {{customer}} that are filled from the ticket.")
    return _("Macros"), _("There are no macros yet."), more, _("New macro…")
