"""Finding what belongs together: a choice beside each thing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_pairs
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers import words
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.parts import label, shrink, tip
from carrel.ui.widgets.passage import Passage

_NARROW = 34  # letters of body size, below which the choice stands under its thing


class MatchAnswer(AnswerWidget):
    """A row for each thing on the left, with what is on the right to choose from."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.boxes: dict[str, QComboBox] = {}
        self._rows: list[QBoxLayout] = []
        self._whole: list[tuple[QComboBox, QLabel]] = []
        self._lefts: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._measure)

    def show_item(self, item: Shown) -> None:
        """Show the rows."""
        self._lefts = item.lefts
        for left in item.lefts:
            self._column.addWidget(self._row(left, item.rights))
        self._measure()

    def value(self) -> Answer:
        """What was chosen for each; what has no partner yet is left out."""
        return {left: str(box.currentData()) for left, box in self.boxes.items() if box.currentIndex() > 0}

    def put(self, value: Answer) -> None:
        """Choose these."""
        for left, right in as_pairs(value, self._lefts).items():
            if left in self.boxes:
                box = self.boxes[left]
                box.setCurrentIndex(max(0, box.findData(right)))

    def take_focus(self) -> None:
        """The first one without a partner, or the first."""
        open_ones = [box for box in self.boxes.values() if box.currentIndex() <= 0]
        (open_ones or list(self.boxes.values()))[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; it changes a choice only when one is at it."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A choice stands beside its thing where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _row(self, left: str, rights: tuple[str, ...]) -> QWidget:
        row = QFrame()
        row.setObjectName("matchRow")
        text = Passage(self._theme, "matchLeft", still=True)
        text.show_text(left)
        box = QComboBox()
        box.setObjectName("answerPartner")
        box.setAccessibleName(_("What belongs to {left}").format(left=text.heard()))
        box.view().setAccessibleName(box.accessibleName())
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        box.addItem(_("Choose…"), "")
        for right in rights:
            box.addItem(words.heard(right), right)
        box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        box.currentIndexChanged.connect(lambda _index: self._chosen(box))
        self.boxes[left] = box
        lay = QBoxLayout(QBoxLayout.Direction.LeftToRight, row)
        whole = shrink(label(role="muted", wrap=True, name="matchWhole"))
        self._whole.append((box, whole))
        chosen = QVBoxLayout()
        chosen.addWidget(box)
        chosen.addWidget(whole)
        whole.hide()
        lay.addWidget(text, 2)
        lay.addLayout(chosen, 3)
        self._rows.append(lay)
        return row

    def _chosen(self, box: QComboBox) -> None:
        tip(box, box.currentText() if box.currentIndex() > 0 else "")
        self._show_whole()
        self.changed.emit()

    def _show_whole(self) -> None:
        """What is too long for its field is written out below it."""
        for box, whole in self._whole:
            text = box.currentText() if box.currentIndex() > 0 else ""
            room = box.width() - self._theme.size("size_icon") - 3 * self._theme.size("space_small")
            whole.setText(text)
            whole.setVisible(box.fontMetrics().horizontalAdvance(text) > room)

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        narrow = self.width() < _NARROW * self._theme.size("type_body")
        for row in self._rows:
            row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        for box in self.boxes.values():
            wanted = box.view().sizeHintForColumn(0) + 4 * self._theme.size("space_small")
            box.view().setMinimumWidth(min(wanted, self.window().width() * 9 // 10))
        self._show_whole()

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_small"), self._theme.size("space_medium")
        self._column.setSpacing(pad)
        for row in self._rows:
            row.setContentsMargins(gap, pad, gap, pad)
            row.setSpacing(pad)
        self._arrange()
