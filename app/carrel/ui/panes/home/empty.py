"""What the first screen invites to while there is nothing to suggest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.words import _
from carrel.flows.home import Home
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class Invitation(QFrame):
    """foundations_requested: install the lessons that come with Carrel. place_requested: the id of a place."""

    foundations_requested = Signal()
    place_requested = Signal(str)

    def __init__(self, home: Home, theme: Theme, *, adding: bool) -> None:
        super().__init__()
        self.setObjectName("homeStep")
        pad, gap = theme.size("space_large"), theme.size("space_small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self._row = Flow(gap)
        if not home.packs:
            self._invite(adding)
        elif home.resting:
            self._say(_("All there is to suggest is set aside"), _("You can take any of it back below."))
        else:
            self._say(
                _("There is nothing that has to be done"),
                _("You know what the courses here teach, or they have nothing to practise. Ask, or add something new."),
            )
        if home.packs:
            self._offer(_("Practise anything"), "primary", "homePractise", "practice")
        self._offer(_("Open the library"), "outline", "homeLibrary", "library")
        self._column.addLayout(self._row)

    def _invite(self, adding: bool) -> None:
        self._say(
            _("Begin with the lessons that come with Carrel"),
            _("Short lessons from mathematics to history, with exercises and hints. Nothing is downloaded."),
        )
        add = button(_("Add the Foundations lessons"), "primary", "homeFoundations")
        if adding:
            add.setText(_("Adding the lessons…"))
            add.setAccessibleName(add.text())
        add.setDisabled(adding)
        add.clicked.connect(self.foundations_requested)
        self._row.addWidget(add)

    def _say(self, title: str, more: str) -> None:
        self.setAccessibleName(title)
        self._column.addWidget(label(title, "heading", wrap=True, name="homeInvites"))
        self._column.addWidget(label(more, wrap=True))

    def _offer(self, said: str, kind: str, name: str, place: str) -> None:
        made = button(said, kind, name)
        made.clicked.connect(lambda: self.place_requested.emit(place))
        self._row.addWidget(made)
