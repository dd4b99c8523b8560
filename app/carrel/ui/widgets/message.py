"""One message of a chat: who said it, what, how it ended, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QWidget

from carrel.base.words import _
from carrel.base.work import Progress
from carrel.conversations.model import Message
from carrel.ui.theme import Theme
from carrel.ui.widgets.attached import attached_chips
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.distress_card import DistressCard
from carrel.ui.widgets.edit_box import EditBox
from carrel.ui.widgets.flow import Chip, Chips, FlowRow
from carrel.ui.widgets.message_acts import ask_chips, ending, marks, message_menu
from carrel.ui.widgets.message_head import MessageHead
from carrel.ui.widgets.message_tools import MessageTools, Shown
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.sources import Sources, source_words
from carrel.ui.widgets.summary_marker import SummaryMarker
from carrel.ui.widgets.thoughts import Thoughts

INSET = 12  # room left and right of the column, for the ring of the focus
_BUBBLE_SHARE = 0.86  # the most of the column that a person's own turn takes
_Row = Body | DistressCard | FlowRow | Sources | Thoughts | SummaryMarker
"""What lays itself out in a width and tells the height."""


class MessageView(QWidget):
    """Shows one message at a time, and is used again for another one when it has scrolled away.

    act_requested: what is asked of a reply (an id of message_acts), and the reply's id. attachment_requested: one of
    the texts that went with a turn. source_requested: a Citation. grown: its height changed because of something
    somebody did here.
    """

    sibling_requested = Signal(str)
    retry_requested = Signal(str)
    edit_requested = Signal(str, str)
    delete_requested = Signal(str)
    continue_requested = Signal(str)
    act_requested = Signal(str, str)
    attachment_requested = Signal(object)
    link_requested = Signal(str)
    source_requested = Signal(object)
    grown = Signal()
    redrawn = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._theme = theme
        self.shown: Shown | None = None
        self.writing = False
        self._lit = False
        self._bubble = QRect()
        self._edit: EditBox | None = None
        self._head = MessageHead(theme)
        self._waiting = label(role="muted", name="waiting")
        self.body = Body(theme)
        self._end_words = label(role="muted", name="ending")
        self._continue = button(_("Continue"), "outline", "continueMessage")
        self._end = FlowRow(theme, "endingRow", (self._end_words, self._continue))
        self.tools = MessageTools(theme)
        self._thoughts: Thoughts | None = None  # these and the following are made when a message first needs them
        self._chips: dict[str, Chips] = {}
        self._marker: SummaryMarker | None = None
        self._sources: Sources | None = None
        self._card: DistressCard | None = None
        for part in (self._head, self._waiting, self.body, self._end, self.tools):
            part.setParent(self)
        self._connect()

    def _connect(self) -> None:
        self._continue.clicked.connect(lambda: self.continue_requested.emit(self._id()))
        self.tools.sibling_requested.connect(self.sibling_requested)
        self.tools.retry_requested.connect(lambda: self.retry_requested.emit(self._id()))
        self.tools.delete_requested.connect(lambda: self.delete_requested.emit(self._id()))
        self.tools.edit_requested.connect(self.begin_edit)
        self.tools.act_requested.connect(self._act)
        self.tools.menu_requested.connect(self.open_menu)
        self.body.link_requested.connect(self.link_requested)
        self.body.cited.connect(self._show_cited)
        self.body.redrawn.connect(self.redrawn)

    def show_message(self, shown: Shown, *, writing: bool) -> None:
        """Show this message; a reply that is being written will grow."""
        message = shown.message
        if self.shown is None or self.shown.message.id != message.id:
            self.body.end_stream()
            self._leave_edit()
            if self._thoughts is not None:
                self._thoughts.fold()
        self.shown, self.writing = shown, writing
        self._head.show_for(shown)
        self._say_ending(message)
        self._show_thoughts()
        if writing:
            self.body.begin_stream(message.text)
        elif not self.body.finish_stream(message.text):
            self.body.show_text(message.text, markdown=message.role == "assistant")
        self.body.setAccessibleName(_("{speaker} said").format(speaker=self._head.who.text()))
        self._waiting.setText(_("Thinking…"))
        self.tools.show_for(shown, writing=writing)
        self._show_around(shown)
        self._show_parts()

    def grow(self, text: str, reasoning: str) -> None:
        """Show more of the reply; `shown` is brought up to date by whoever calls."""
        if reasoning:
            self._show_thoughts()
        if text:
            self.body.grow(text)
        self._show_parts()

    def open_menu(self) -> QMenu | None:
        """Show everything that can be done with this message, under its row of buttons."""
        if self.shown is None:
            return None
        menu = message_menu(self.shown, self.tools.in_words(), self)
        menu.triggered.connect(self._choose)
        self.tools.wake(True)
        at = self.tools.more if self.tools.more.isVisible() else self.tools
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))
        return menu

    def say_progress(self, progress: Progress) -> None:
        """Say what is being waited for."""
        share = f" {100 * progress.done // progress.total} %" if progress.total else ""
        self._waiting.setText(f"{progress.label}{share}")

    def light(self, lit: bool) -> None:
        """Draw a ring around it: this is where a search led."""
        self._lit = lit
        self.update()

    def begin_edit(self) -> None:
        """Put a box in place of the person's turn."""
        if self.shown is None or self._edit is not None:
            return
        self._edit = EditBox(self._theme, self.shown.message.text)
        self._edit.setParent(self)
        self._edit.sent.connect(self._send_edit)
        self._edit.left.connect(self._cancel_edit)
        self._edit.show()
        self._show_parts()
        self.grown.emit()
        self._edit.take_focus()

    def arrange(self, width: int) -> int:
        """Lay everything out in a column of this width; the height it takes. The view is wider by its insets."""
        mine = self.shown is not None and self.shown.message.role == "user"
        self.resize(width + 2 * INSET, self.height())
        height = self._arrange_mine(width) if mine else self._arrange_reply(width)
        self.resize(width + 2 * INSET, height)
        return height

    def controls(self) -> list[QWidget]:
        """What the Tab key meets in this message, in order."""
        chips = {name: row.parts for name, row in self._chips.items()}
        return [
            *(self._thoughts.controls() if self._thoughts is not None else ()),
            self.body,
            *self.body.controls(),
            *(self._sources.controls() if self._sources is not None else ()),
            *chips.get("attached", ()),
            *chips.get("marks", ()),
            self._continue,
            *self.tools.buttons,
            *chips.get("asks", ()),
            *(self._card.controls() if self._card is not None else ()),
            *(self._marker.controls() if self._marker is not None else ()),
        ]

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done."""
        self.tools.wake(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again, unless the focus is here."""
        self.look_for_focus()

    def look_for_focus(self) -> None:
        """Show the tools while the focus, or the pointer, is on this message."""
        focus = QApplication.focusWidget()
        self.tools.wake(self.underMouse() or (focus is not None and self.isAncestorOf(focus)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a person's own turn, and the ring of a find or of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._theme.size("radius_large")
        if not self._bubble.isNull():
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(self._bubble, radius, radius)
        if self._edit is None and (self._lit or self.body.has_keyboard_focus):
            mine = not self._bubble.isNull()
            around = self._bubble if mine else self.body.geometry().adjusted(1 - INSET, -3, INSET - 1, 3)
            around.setRight(min(around.right(), self._page_edge()))
            radius = radius if mine else self._theme.size("radius_medium")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 1.5))
            painter.drawRoundedRect(QRectF(around).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)

    def _page_edge(self) -> int:
        """Where the page ends, in a window so narrow that the scroll bar stands on the insets."""
        page = self.parentWidget()
        return page.width() - self.x() - 2 if page is not None else self.width()

    def _arrange_mine(self, width: int) -> int:
        pad, gap = self._theme.size("space_medium"), self._theme.size("space_tight")
        most = round(width * _BUBBLE_SHARE) - 2 * pad
        top = self._row(self._head, width, 0, at_end=True) + gap
        if self._edit is not None:
            self._bubble = QRect()
            self._put(self._edit, QRect(0, top, width, self._edit.wanted_height()))
            return top + self._edit.wanted_height() + self._theme.size("space_wide")
        inner = self.body.natural_width(most)
        height = self.body.arrange(inner)
        self._bubble = self._mirrored(QRect(width - inner - 2 * pad, top, inner + 2 * pad, height + round(1.6 * pad)))
        self._put(self.body, QRect(width - inner - pad, top + round(0.8 * pad), inner, height))
        top = self._row(self._chips.get("attached"), width, top + height + round(1.6 * pad) + gap, at_end=True)
        top = self._line(self.tools, width, top, at_end=True) + gap
        if self._card is not None and not self._card.isHidden():
            top = self._row(self._card, width, top) + self._theme.size("space_medium")
        return self._marked(width, top)

    def _arrange_reply(self, width: int) -> int:
        gap, small = self._theme.size("space_tight"), self._theme.size("space_small")
        self._bubble = QRect()
        top = self._row(self._head, width, 0) + small - gap
        if (after := self._row(self._thoughts, width, top)) > top:
            top = after + gap
        if not self._waiting.isHidden():
            top = self._line(self._waiting, width, top) + gap
        top = self._row(self.body, width, top)
        if self._sources is not None and not self._sources.isHidden():
            top = self._row(self._sources, width, top + gap)
        top = self._row(self._chips.get("marks"), width, top + gap)
        if not self._end.isHidden():
            top = self._row(self._end, width, top + gap)
        top = self._line(self.tools, width, top) + gap
        top = self._row(self._chips.get("asks"), width, top)
        return self._marked(width, top + small)

    def _marked(self, width: int, top: int) -> int:
        return self._row(self._marker, width, top)

    def _row(self, part: _Row | None, width: int, top: int, *, at_end: bool = False) -> int:
        """Put a part that knows its height for a width where the line begins; where the next part may stand."""
        if part is None or part.isHidden():
            return top
        height = part.arrange(width, at_end=True) if at_end and isinstance(part, FlowRow) else part.arrange(width)
        self._put(part, QRect(0, top, width, height))
        return top + height + self._theme.size("space_tight")

    def _line(self, part: QWidget, width: int, top: int, *, at_end: bool = False) -> int:
        """Put a part at the beginning or the end of a line; where the line ends."""
        size = part.sizeHint()
        height = round(self._theme.size("type_small") * 2) if part is self.tools else size.height()
        wide = width if part is self.tools else min(width, size.width())  # its buttons come and go
        self._put(part, QRect(width - wide if at_end else 0, top, wide, height))
        return top + height

    def _put(self, part: QWidget, area: QRect) -> None:
        part.setGeometry(self._mirrored(area))

    def _mirrored(self, area: QRect) -> QRect:
        room = QRect(0, 0, self.width(), self.height())
        return QStyle.visualRect(self.layoutDirection(), room, area.translated(INSET, 0))

    def _say_ending(self, message: Message) -> None:
        words = "" if self.writing else ending(message)
        self._end_words.setText(words)
        self._end.setVisible(bool(words))
        self._continue.setVisible(message.finish != "repetition")

    def _show_thoughts(self) -> None:
        if self.shown is None or (self._thoughts is None and not self.shown.message.reasoning):
            return
        if self._thoughts is None:
            self._thoughts = Thoughts(self._theme)
            self._thoughts.setParent(self)
            self._thoughts.grown.connect(self.grown)
            self._thoughts.body.link_requested.connect(self.link_requested)
        self._thoughts.show_for(self.shown, writing=self.writing)

    def _show_around(self, shown: Shown) -> None:
        """What stands below the text: its sources, what went with it, was done with it or can be asked, a summary."""
        reply = shown.message.role == "assistant" and not self.writing
        self._show_chips("attached", attached_chips(shown.attached))
        self._show_chips("marks", marks(shown) if reply else [])
        self._show_chips("asks", ask_chips(shown) if reply and shown.last else [])
        self._show_sources(shown)
        self._show_card(shown)
        if shown.summary is not None:
            if self._marker is None:
                self._marker = SummaryMarker(self._theme)
                self._marker.setParent(self)
                self._marker.grown.connect(self.grown)
            self._marker.show_summary(shown.summary, newest=shown.newest_summary)
        if self._marker is not None:
            self._marker.setVisible(shown.summary is not None)

    def _show_sources(self, shown: Shown) -> None:
        evidence = shown.evidence if not self.writing else None
        if evidence is not None:
            if self._sources is None:
                self._sources = Sources(self._theme)
                self._sources.setParent(self)
                self._sources.source_requested.connect(self.source_requested)
                self._sources.searched_requested.connect(lambda: self._act("searched"))
            self._sources.show_evidence(evidence)
            self.body.cite({one.n: source_words(one) for one in reversed(evidence.citations)})
        if self._sources is not None:
            self._sources.setVisible(evidence is not None)

    def _show_card(self, shown: Shown) -> None:
        if shown.card is not None:
            if self._card is None:
                self._card = DistressCard(self._theme)
                self._card.setParent(self)
                self._card.grown.connect(self.grown)
            self._card.show_card(shown.card)
        if self._card is not None:
            self._card.setVisible(shown.card is not None)

    def _show_cited(self, number: int) -> None:
        evidence = self.shown.evidence if self.shown is not None else None
        if evidence is not None:
            self.source_requested.emit(next(one for one in evidence.citations if one.n == number))

    def _show_chips(self, name: str, chips: list[Chip]) -> None:
        if name not in self._chips:
            if not chips:
                return
            self._chips[name] = Chips(self._theme, name)
            self._chips[name].setParent(self)
            self._chips[name].pressed.connect(self._open_attached if name == "attached" else self._act)
        self._chips[name].show_chips(chips)
        self._chips[name].setVisible(bool(chips))

    def _show_parts(self) -> None:
        editing = self._edit is not None
        has_text = self._has_text()
        thinking = self._thoughts is not None and not self._thoughts.isHidden()
        self._waiting.setVisible(self.writing and not has_text and not thinking)
        self.body.setVisible(has_text and not editing)
        self.tools.setVisible(not editing)
        if "attached" in self._chips and self.shown is not None:
            self._chips["attached"].setVisible(bool(self.shown.attached) and not editing)

    def _act(self, act: str) -> None:
        self.act_requested.emit(act, self._id())

    def _choose(self, action: QAction) -> None:
        if act := action.data():
            self._act(str(act))

    def _open_attached(self, attachment: str) -> None:
        if self.shown is not None:
            self.attachment_requested.emit(next(one for one in self.shown.attached if one.id == attachment))

    def _has_text(self) -> bool:
        return self.shown is not None and bool(self.shown.message.text)

    def _send_edit(self, text: str) -> None:
        self._leave_edit()
        self._show_parts()
        self.grown.emit()
        self.edit_requested.emit(self._id(), text)

    def _cancel_edit(self) -> None:
        self._leave_edit()
        self._show_parts()
        self.grown.emit()
        self.body.setFocus()

    def _leave_edit(self) -> None:
        if self._edit is not None:
            self._edit.hide()
            self._edit.deleteLater()
            self._edit = None

    def _id(self) -> str:
        return self.shown.message.id if self.shown is not None else ""
