"""What stands around the box a person writes in: who sees it, what goes along, and the button that sends and stops."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.modes import Mode
from carrel.base.words import _
from carrel.courses.model import Course
from carrel.ui.theme import Theme
from carrel.ui.widgets.chips import Chip, Chips
from carrel.ui.widgets.meter import ContextMeter
from carrel.ui.widgets.parts import IconButton, label, restyle
from carrel.ui.widgets.who_sees import who_sees
from carrel.ui.widgets.writing_box import WritingBox

_LONG = 8_000  # characters from which on the length is shown
_SPACES_AT_MOST = 1_000  # characters that are looked at for one that is no space


class Composer(QWidget):
    """sent: the text of a turn. stop_requested: end the answer. changed: the draft is another one.

    sources_only_chosen: whether to answer from sources only. told: a sentence about a paste. attach_requested: choose
    files. files_given: paths. long_pasted: a text that could be an attachment, see `text.pasted`. edit_last_requested:
    change the last turn.
    """

    sent = Signal(str)
    stop_requested = Signal()
    changed = Signal()
    sources_only_chosen = Signal(bool)
    told = Signal(str)
    attach_requested = Signal()
    files_given = Signal(object)
    long_pasted = Signal()
    edit_last_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._theme = theme
        self._answering, self._off = False, False
        self._seen_by = label(who_sees(None), role="tiny", wrap=True, name="whoSees")
        self._count = label(role="tiny", name="lengthCount")
        self.meter = ContextMeter(theme)
        self.chips = Chips(theme)
        self.text = WritingBox()
        self.clip = IconButton(theme, "clip", _("Attach files"), name="attachButton")
        self.sources = IconButton(theme, "sources", _("Only from my sources"), name="sourcesButton")
        self.sources.setCheckable(True)
        self.action = IconButton(theme, "send", _("Send"), kind="send", name="sendButton")
        self.action.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._frame = QFrame()
        self._frame.setObjectName("composerFrame")
        self._lay_out()
        self._connect()
        self.set_course(None)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(self.clip, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self.sources, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignBottom)
        self._inner = QVBoxLayout(self._frame)
        self._inner.addWidget(self.chips)
        self._inner.addLayout(self._row)
        figures = QHBoxLayout()
        figures.addStretch()
        figures.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignBottom)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.addWidget(self._seen_by, 1)
        self._above.addLayout(figures)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._above)
        self._column.addWidget(self._frame)
        self._measure()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._text_changed)
        self.text.send_requested.connect(self._press_enter)
        self.text.focus_changed.connect(self._show_focus)
        self.text.told.connect(self.told)
        self.text.files_given.connect(self.files_given)
        self.text.long_pasted.connect(self.long_pasted)
        self.text.edit_last_requested.connect(self.edit_last_requested)
        self.meter.resized.connect(self._fit)
        self.chips.left.connect(self.text.setFocus)
        self.clip.clicked.connect(self.attach_requested)
        self.sources.clicked.connect(self.sources_only_chosen)
        self.action.clicked.connect(self._press)
        self._theme.changed.connect(self._measure)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show what goes along, before the box for the Tab key as for the eye."""
        self.chips.show_chips(chips)
        for one, other in pairwise(
            (*self.chips.controls(), self.text, self.clip, self.sources, self.action, self.meter)
        ):
            QWidget.setTabOrder(one, other)

    def draft(self) -> str:
        """What is written now."""
        return self.text.toPlainText()

    def set_draft(self, text: str) -> None:
        """Put a text into the box, without telling that it changed."""
        self.text.put(text)
        self._fit()
        self._offer()

    def set_answering(self, answering: bool) -> None:
        """Become a stop button while an answer is written."""
        self._answering = answering
        self._offer()

    def set_course(self, course: Course | None) -> None:
        """Say who sees a chat of this course; where its tutor is off, nothing can be sent."""
        self._off = course is not None and course.help == "off"
        self._seen_by.setText(who_sees(course))
        self._invite()

    def set_mode(self, mode: Mode) -> None:
        """Show whether answers come from sources only."""
        only = mode == "sources"
        self.sources.setChecked(only)
        self.sources.draw("sources", "accent" if only else "text_muted")
        self._invite()

    def _invite(self) -> None:
        asked = _("Ask your sources") if self.sources.isChecked() else _("Ask anything")
        self.text.setPlaceholderText(_("The tutor is off here") if self._off else asked)
        self._offer()

    def set_send_key(self, needs_ctrl: bool) -> None:
        """Send with Ctrl+Enter, or with Enter alone."""
        self.text.needs_ctrl = needs_ctrl
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        """Another font is another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_column"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures stand beside the sentence where there is room, and below it where not."""
        super().resizeEvent(event)
        self._fit()

    def _text_changed(self) -> None:
        self._fit()
        self._offer()
        self.changed.emit()

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_small")
        self._inner.setContentsMargins(pad, pad, pad, pad)
        self._inner.setSpacing(theme.size("space_tight"))
        self._row.setSpacing(theme.size("space_tight"))
        self._above.setContentsMargins(pad, 0, pad, 0)
        self._above.setSpacing(pad)
        self._column.setSpacing(theme.size("space_tight"))
        self._fit()

    def _fit(self) -> None:
        self.text.fit()
        self.chips.fit()
        ways = QBoxLayout.Direction
        beside = 2 * self.meter.wanted_width() < self.width()
        self.meter.fit(self.width() - 4 * self._theme.size("space_small"))
        self._above.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        edge = self._theme.size("size_control")
        for part in (self.action, self.clip, self.sources):
            part.setFixedSize(edge, edge)

    def _offer(self) -> None:
        size = self.text.document().characterCount() - 1
        if self._answering:
            self.action.draw("stop", "on_accent")
            self.action.say(_("Stop"), "Esc")
            self.action.setEnabled(True)
        else:
            self.action.draw("send", "on_accent")
            self.action.say(_("Send"), "Ctrl+Enter" if self.text.needs_ctrl else "Enter")
            self.action.setEnabled(not self._off and (size > _SPACES_AT_MOST or bool(self.draft().strip())))
        self._count.setText(_("{count} characters").format(count=f"{size:,}") if size > _LONG else "")

    def _press(self) -> None:
        if self._answering:
            self.stop_requested.emit()
        else:
            self._press_enter()

    def _press_enter(self) -> None:
        written = self.draft()
        if not self._answering and not self._off and written.strip():
            self.sent.emit(written)

    def _show_focus(self, focused: bool) -> None:
        self._frame.setProperty("focused", focused)
        restyle(self._frame)
