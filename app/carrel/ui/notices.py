"""What went wrong, or can be undone: a sentence, a next step and buttons, shown where the work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.plain import label

_MOST = 3
_SHARE = 0.4  # of the window's height, which all notices together may take


@dataclass(frozen=True)
class Choice:
    """A button of a notice: its words, what it does, and the name tests know it by."""

    words: str
    act: Callable[[], None]
    name: str = "noticeChoice"


@dataclass(frozen=True)
class Notice:
    """tone: error, hint or quiet. key: a newer notice with the same key takes this one's place."""

    what: str
    next_step: str = ""
    tone: str = "hint"
    choices: tuple[Choice, ...] = ()
    key: str = ""

    @classmethod
    def of(cls, error: CarrelError, *choices: Choice, key: str = "") -> Notice:
        """The notice of something known that went wrong."""
        return cls(error.what, error.next_step, "error", choices, key)


class NoticeBar(QWidget):
    """Shows up to three notices, the newest last; a person closes them, or the next step does, and never a clock.

    Escape closes the newest, wherever the focus is, unless the one who has it needs the key. left: the last notice is
    gone, and it had the focus.
    """

    left = Signal()

    def __init__(self, margin: int = 8) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._shown: list[_Frame] = []
        self._watched: QWidget | None = None
        self._inner = QWidget()
        self._inner.setObjectName("noticeList")
        self._inner.installEventFilter(self)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(margin)
        self._area = QScrollArea()
        self._area.setObjectName("noticeArea")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._inner)
        scroll = self._area.verticalScrollBar()
        scroll.rangeChanged.connect(lambda _low, high: scroll.setValue(high))  # the newest is the lowest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is shown now."""
        return tuple(frame.notice for frame in self._shown)

    def show_notice(self, notice: Notice) -> None:
        """Show one more; one that follows another of its kind leaves the focus where it is."""
        old = next((one for one in self._shown if _is_followed_by(one.notice, notice)), None)
        if old is not None and old.takes(notice) and (old is self._shown[-1] or _has_focus(old)):
            old.show_notice(notice)
        else:
            if old is not None:
                self._drop(old)
            while len(self._shown) >= _MOST:
                self._drop(next((one for one in self._shown if not _has_focus(one)), self._shown[0]))
            self._add(_Frame(notice, self.dismiss))
            announce(self, spoken(notice), at_once=notice.tone == "error")
        self.show()
        self._watch_window()
        self._fit()

    def dismiss(self, notice: Notice) -> None:
        """Take a notice away."""
        had_focus = any(_has_focus(one) for one in self._shown)
        for frame in [one for one in self._shown if one.notice is notice]:
            self._drop(frame)
        self.setVisible(bool(self._shown))
        self._fit()
        if had_focus and not self._shown:
            self.left.emit()

    def clear(self) -> None:
        """Take all of them away."""
        for notice in self.notices:
            self.dismiss(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape that nobody else wanted closes the newest; another height of the window is another height here."""
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        if watched is not self._watched:
            return False
        if event.type() is QEvent.Type.Resize:
            self._fit()
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() is QEvent.Type.KeyPress and self._shown:
            self.dismiss(self._shown[-1].notice)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters are another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_area"):
            self._fit()

    def _add(self, frame: _Frame) -> None:
        """Put it below the others, and after them for the Tab key: Qt would put it behind the whole window."""
        before: QWidget = self._shown[-1].buttons[-1] if self._shown else self
        self._shown.append(frame)
        self._column.addWidget(frame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders only what can have the focus
        for button in frame.buttons:
            QWidget.setTabOrder(before, button)
            before = button
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _drop(self, frame: _Frame) -> None:
        self._shown.remove(frame)
        frame.hide()
        frame.deleteLater()

    def _watch_window(self) -> None:
        if self._watched is not self.window():
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def _fit(self) -> None:
        """Take the height of all notices, and scroll when that is too much of the window."""
        for frame in self._shown:
            frame.arrange(self.width())
        wanted = self._column.totalHeightForWidth(self.width()) if self._shown else 0
        self._inner.setMinimumHeight(max(1, wanted))  # wrapped words ask for more at the width they could do with
        self._area.setFixedHeight(max(1, min(wanted, round(self.window().height() * _SHARE))))


class _Frame(QFrame):
    """One notice. buttons: what can be pressed, in their order."""

    def __init__(self, notice: Notice, dismiss: Callable[[Notice], None]) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.notice = notice
        self._dismiss = dismiss
        self.buttons: list[QPushButton] = []
        self._what, self._next = label(wrap=True), label(role="muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._what)
        words.addWidget(self._next)
        words.addStretch()
        said = QHBoxLayout()
        said.setSpacing(10)
        self._mark = _Mark()
        said.addWidget(self._mark)
        said.addLayout(words, 1)
        self._row = Flow(6, at_end=True)
        for number in range(len(notice.choices) + 1):
            self._row.addWidget(self._button(number, "outline" if number < len(notice.choices) else ""))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(14, 10, 10, 10)
        self._box.setSpacing(8)
        self._box.addLayout(said, 1)
        self._box.addLayout(self._row)
        self.show_notice(notice)

    def takes(self, notice: Notice) -> bool:
        """Whether this frame can become the other notice, with its buttons in their places."""
        return len(notice.choices) == len(self.notice.choices)

    def show_notice(self, notice: Notice) -> None:
        """Say this from now on."""
        self.notice = notice
        self.setProperty("tone", notice.tone)
        self._mark.show_tone(notice.tone)
        self.setAccessibleName(spoken(notice))
        self._what.setText(notice.what)
        self._what.setProperty("role", "strong" if notice.next_step else "")
        self._next.setText(notice.next_step)
        self._next.setVisible(bool(notice.next_step))
        for button, choice in zip(self.buttons, self._choices(), strict=True):
            button.setText(choice.words)
            button.setObjectName(choice.name)
            button.setAccessibleName(choice.words)
        for part in (self, self._what):
            part.style().unpolish(part)
            part.style().polish(part)

    def arrange(self, width: int) -> None:
        """The buttons stand beside the words where there is room, and below them where not."""
        beside = 2 * self._row.sizeHint().width() < width
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _choices(self) -> tuple[Choice, ...]:
        return (*self.notice.choices, Choice(_("Dismiss"), lambda: None, "noticeDismiss"))

    def _button(self, number: int, kind: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", kind)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

        def press() -> None:
            choice = self._choices()[number]
            self._dismiss(self.notice)
            choice.act()

        button.clicked.connect(press)
        self.buttons.append(button)
        return button


class _Mark(QWidget):
    """A drawing that tells the tones apart for those who do not see it by the colour."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = ""

    def show_tone(self, tone: str) -> None:
        """error: a triangle with a stroke. hint: a ring with an i. quiet: nothing."""
        self._tone = tone
        edge = round(self.fontMetrics().height() * 1.1)
        self.setFixedSize(edge, edge)
        self.setVisible(tone != "quiet")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().windowText().color(), self.width() / 13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.scale(self.width() / 24, self.width() / 24)
        pen.setWidthF(1.8)
        painter.setPen(pen)
        if self._tone == "error":
            painter.drawPolygon(QPolygonF([QPointF(12, 3.5), QPointF(21.5, 20.5), QPointF(2.5, 20.5)]))
            painter.drawLine(QPointF(12, 9.5), QPointF(12, 14))
            painter.drawPoint(QPointF(12, 17.3))
        else:
            painter.drawEllipse(QRectF(3, 3, 18, 18))
            painter.drawLine(QPointF(12, 11), QPointF(12, 16.5))
            painter.drawPoint(QPointF(12, 7.6))
        painter.end()


def spoken(notice: Notice) -> str:
    """What a screen reader says of it."""
    words = f"{notice.what} {notice.next_step}".strip()
    return _("Problem: {words}").format(words=words) if notice.tone == "error" else words


def announce(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Let a screen reader say this; at once: before what it is saying now."""
    event = QAccessibleAnnouncementEvent(widget, words)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _is_followed_by(old: Notice, new: Notice) -> bool:
    return (bool(new.key) and old.key == new.key) or old == new


def _has_focus(frame: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and frame.isAncestorOf(focus)
