"""The head of the teacher's place: which class it is, and what goes to and fro with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.classroom.classes.model import Classroom
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import IconButton, button, label

_BESIDE = QBoxLayout.Direction.LeftToRight
_WIDE = 46
"""Letters: the width in which the acts have room beside the name of the class."""
_LONGEST = 60
_FEWEST = 12
"""Letters of a class in the box; a longer name is cut, and its whole stands in the list."""


class Head(QWidget):
    """left: back to the chat. chosen: another class, by its id. The others: what was pressed."""

    left = Signal()
    chosen = Signal(str)
    new_requested = Signal()
    change_requested = Signal()
    send_requested = Signal()
    take_requested = Signal()
    take_folder_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("teachHead")
        self._theme = theme
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveTeach")
        self.title = label("", "heading", wrap=True, name="classTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.choice = ChoiceBox(_("Class"), "classChoice")
        self.choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_FEWEST)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.view().setAccessibleName(_("Class"))
        self.send = button(_("Send pack…"), "primary", "sendPack")
        self.take = button(_("Take in results…"), "outline", "takeResults")
        self.new = button(_("New class…"), "outline", "newClass")
        self.more = IconButton(theme, "more", _("More for this class"), name="classMore")
        self.acts = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        self._top, named, acts = QBoxLayout(_BESIDE), QHBoxLayout(), Flow(gap)
        for one in (self._top, named):
            one.setSpacing(gap)
        named.addWidget(self.back)
        named.addWidget(self.title, 1)
        named.addWidget(self.choice, 1)
        for act in (self.send, self.take, self.new, self.more):
            acts.addWidget(act)
        self.acts.setLayout(acts)
        self._top.setContentsMargins(0, 0, 0, 0)
        self._top.addLayout(named, 1)
        self._top.addWidget(self.acts)
        self.setLayout(self._top)
        self._menu = QMenu(self.more)
        self._menu.setObjectName("classMenu")
        for words, name, signal in (
            (_("Take in a folder…"), "takeFolder", self.take_folder_requested),
            (_("Change this class…"), "changeClass", self.change_requested),
        ):
            action = self._menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(signal)
        self.more.setMenu(self._menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.send.clicked.connect(self.send_requested)
        self.take.clicked.connect(self.take_requested)
        self.new.clicked.connect(self.new_requested)
        self.choice.currentIndexChanged.connect(lambda _index: self.chosen.emit(str(self.choice.currentData() or "")))

    def show_classes(self, classes: Sequence[Classroom], chosen: str) -> None:
        """Offer these; the one that is chosen is among them."""
        titles = [one_line(one.title, _LONGEST) for one in classes]
        twice = {title for title in titles if titles.count(title) > 1}
        offered = [
            (
                _("{title}, of {day}").format(title=beside(title), day=one.created.day) if title in twice else title,
                one.id,
            )
            for one, title in zip(classes, titles, strict=True)
        ]
        before = self.choice.blockSignals(True)
        self.choice.offer(offered)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(before)
        here = next((one for one in classes if one.id == chosen), None)
        self.title.setText(one_line(here.title) if here is not None else _("Teach"))
        self.title.setVisible(len(classes) < 2)
        self.choice.setVisible(len(classes) > 1)
        self.acts.setVisible(here is not None)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts stand beside the name where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() > _WIDE * self._theme.size("type_body")
        self._top.setDirection(_BESIDE if wide else QBoxLayout.Direction.TopToBottom)
