"""A behaviour is written, as the text that it is; what is wrong in it stands below, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.text import cap, clean
from carrel.base.words import _
from carrel.behaviours.model import Fault
from carrel.behaviours.reading import MOST_BYTES
from carrel.flows.behaviours import keeping
from carrel.flows.behaviours.keeping import Opened
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.shape.behaviours import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import button, label

_MOST_FAULTS = 4
"""Lines of the list of faults that are in sight at once."""


class WritingFace(QWidget):
    """Keeps what is written all the time; it becomes a version when it is saved.

    written: an Opened, shortly after a key was pressed. save_requested, discard_requested: a person says so. failed: a
    CarrelError.
    """

    written = Signal(object)
    save_requested = Signal()
    discard_requested = Signal()
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._kit, self._theme = kit, theme
        self._name, self._is_new = "", False
        self.box = _Box(theme)
        self.state = label(role="muted", wrap=True, name="behaviourState")
        self.faults = LineList(theme, _("What is not right yet"), "behaviourFaults")
        self.save = button(_("Save"), "primary", "saveBehaviour")
        self.discard = button(_("Discard changes"), "outline", "discardBehaviour")
        self._checking = Looking(self, jobs, self._check, self._take, self.failed.emit)
        self._lay_out()
        self.box.textChanged.connect(self._changed)
        self.faults.opened.connect(lambda line: self.go_to(int(line.partition(":")[0])))
        self.save.clicked.connect(self.save_requested)
        self.discard.clicked.connect(self.discard_requested)

    def _lay_out(self) -> None:
        acts = Flow(self._theme.size("space_small"))
        acts.addWidget(self.save)
        acts.addWidget(self.discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_small"))
        column.addWidget(self.box, 1)
        column.addWidget(self.state)
        column.addWidget(self.faults)
        column.addLayout(acts)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is written is kept and looked through."""
        return self._checking.is_at_rest and not self._is_new

    def show_opened(self, opened: Opened, *, anew: bool) -> None:
        """Show what is written; anew: also over what stands in the box, because it is another one or was changed."""
        name = opened.kept.behaviour.name
        if anew or name != self._name:
            self._name, self._is_new = name, False
            self.box.put(opened.text)
        self._say(opened)

    def pending(self) -> tuple[str, str] | None:
        """The name and the text where something was written and is not kept yet; whoever asks keeps it."""
        if not self._is_new:
            return None
        self._is_new = False
        return self._name, self.box.text_now

    def go_to(self, line: int) -> None:
        """Put the cursor into this line, counted from 1."""
        block = self.box.document().findBlockByNumber(line - 1)
        self.box.setTextCursor(QTextCursor(block))
        self.box.centerCursor()
        self.box.setFocus()

    def _changed(self) -> None:
        self._is_new = True
        self._checking.again()

    def _check(self) -> tuple[str, Opened] | None:
        """In the thread that looks: the text that was written, and what it says; None where nothing is to be kept."""
        pending = self._name, self.box.text_now
        return (pending[1], keeping.write(self._kit, *pending)) if self._is_new else None

    def _take(self, found: tuple[str, Opened] | None) -> None:
        if found is None:
            return
        text, opened = found
        if opened.kept.behaviour.name != self._name or text != self.box.text_now:
            self._checking.again()
            return
        self._is_new = False
        self._say(opened)
        self.written.emit(opened)

    def _say(self, opened: Opened) -> None:
        is_changed, is_sound = opened.draft is not None, opened.read.behaviour is not None
        self.save.setEnabled(is_changed and is_sound)
        self.discard.setEnabled(is_changed)
        self._show_faults(opened.read.faults)
        if not is_sound:
            self.state.setText(_("It can be saved once this is put right; until then it is kept as it is written."))
        elif is_changed:
            self.state.setText(_("Not saved yet: chats go on with the former version until it is."))
        else:
            self.state.setText(_("This is the version that is used."))

    def _show_faults(self, faults: Sequence[Fault]) -> None:
        lines = [
            Line(
                f"{one.line}:{number}",
                words.fault_title(one),
                at_end="" if one.is_grave else _("left out"),
                below=one.then,
            )
            for number, one in enumerate(faults)
        ]
        self.faults.show_lines(lines)
        self.faults.setVisible(bool(lines))
        shown = min(len(lines), _MOST_FAULTS)
        self.faults.setFixedHeight(round(shown * 3.4 * self._theme.size("type_body")) + 4)


class _Box(QPlainTextEdit):
    """The box for the text. text_now: what stands in it, for other threads to read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("behaviourBox")
        self.setAccessibleName(_("The text of the behaviour"))
        self.setProperty("kind", "lines")
        self.setTabChangesFocus(True)
        self.text_now = ""
        set_font = partial(self._take_font, theme)
        theme.changed.connect(set_font)
        set_font()
        self.textChanged.connect(self._note)

    def put(self, text: str) -> None:
        """Begin anew with this text; nobody is told that it changed."""
        before = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(before)
        self._note()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, as much of it as a behaviour may hold."""
        room = MOST_BYTES - len(self.toPlainText().encode("utf-8", "replace"))
        self.textCursor().insertText(cap(clean(source.text()), max(0, room))[0])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only; files are for the page around it."""
        return source.hasText() and not source.hasUrls()

    def _note(self) -> None:
        self.text_now = self.toPlainText()

    def _take_font(self, theme: Theme) -> None:
        self.setFont(theme.font("type_code", code=True))
