"""The head of the desk: which one it is, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.model import Desk
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import IconButton, label

_LONGEST = 60
_FEWEST = 12
"""Letters of a desk in the box; a longer name is cut, and its whole stands in the list."""


class Head(QWidget):
    """left: back to the chat. chosen: another desk, by its id. The others: what was chosen in the menu."""

    left = Signal()
    chosen = Signal(str)
    settings_requested = Signal()
    new_requested = Signal()
    folder_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("deskHead")
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveDesk")
        self.title = label("", "heading", wrap=True, name="deskTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.choice = ChoiceBox(_("Desk"), "deskChoice")
        self.choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_FEWEST)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.view().setAccessibleName(_("Desk"))
        self.more = IconButton(theme, "more", _("More for this desk"), name="deskMore")
        self._menu = QMenu(self.more)
        self._menu.setObjectName("deskMenu")
        for words, name, signal in (
            (_("Settings of this desk…"), "deskSettings", self.settings_requested),
            (_("Bring in a folder…"), "deskFolder", self.folder_requested),
            (_("Make another desk…"), "newDesk", self.new_requested),
            (_("Remove this desk…"), "removeDesk", self.remove_requested),
        ):
            action = self._menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(signal)
        self.more.setMenu(self._menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space_small"))
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.choice, 1)
        row.addWidget(self.more)
        self.back.clicked.connect(self.left)
        self.choice.currentIndexChanged.connect(lambda _index: self.chosen.emit(str(self.choice.currentData() or "")))

    def show_desks(self, desks: Sequence[Desk], chosen: str) -> None:
        """Offer these; the one that is chosen is among them."""
        before = self.choice.blockSignals(True)
        self.choice.offer([(one_line(one.title, _LONGEST), one.id) for one in desks])
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(before)
        here = next((one for one in desks if one.id == chosen), None)
        self.title.setText(one_line(here.title) if here is not None else _("Desk"))
        self.title.setVisible(len(desks) < 2)
        self.choice.setVisible(len(desks) > 1)
        self.more.setVisible(here is not None)
