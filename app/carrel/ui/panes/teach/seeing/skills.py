"""What is known in a class: each pupil and each skill, by unaided tries alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.flows.classes.seeing.heat import ClassCell
from carrel.flows.classes.seeing.looks import SkillsLook, by_need, look_skills
from carrel.flows.classes.seeing.meaning import hidden, nothing, unaided
from carrel.flows.figures.table import Table
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.teach.seeing.heat_model import Place
from carrel.ui.panes.teach.seeing.heat_view import HeatView
from carrel.ui.panes.teach.seeing.legend import Legend
from carrel.ui.panes.teach.seeing.page import SeeingPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_LEAST = 18
"""The least height of the map, in sizes of the letters; in a lower window the page scrolls."""


class SkillsPage(SeeingPage):
    """The heat map, and what can be done with the cell that is chosen."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Skills"), "skillsPage", kit, jobs, theme)
        self._shown: SkillsLook | None = None
        self.view = HeatView(theme)
        self.said = label(" ", wrap=True, name="heatSaid")
        self.tries = button(_("Show the tries"), "outline", "heatTries")
        self.pupil = button(_("Open the page of this pupil"), "outline", "heatPupil")
        self.order = self.bar.order
        self.order.offer([(_("By name"), ""), (_("Who needs you first"), "need")])
        self.order.show()
        self._area = QScrollArea()
        self._inner = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._measure()

    def look(self, classroom: str, of: str) -> object:
        """The heat map, and the cases by which it can be put in order."""
        return look_skills(self.kit, classroom, of)

    def take(self, told: Any) -> bool:
        """Show the map in the order that is wanted."""
        self._shown = told
        self._show()
        return bool(self.view.heat.map.skills)

    def tables(self) -> Sequence[tuple[str, Table]]:
        """The map as it is shown."""
        return [(_("What is known"), self.view.heat.sheet)]

    def _lay_out(self) -> None:
        acts = Flow(self.theme.size("space_small"))
        acts.addWidget(self.tries)
        acts.addWidget(self.pupil)
        held = QWidget()
        held.setObjectName("transcriptPage")
        held.setLayout(self._inner)
        self._inner.addWidget(label(f"{unaided()} {hidden()}", "muted", wrap=True, name="heatMeaning"))
        self._inner.addWidget(Legend(self.theme))
        self._inner.addWidget(self.view, 1)
        self._inner.addWidget(self.said)
        self._inner.addLayout(acts)
        self._area.setObjectName("heatArea")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(held)
        self.show_faces(
            self._area, nothing(), _("Once work is taken in, each pupil and each skill that was tried stands here.")
        )

    def _connect(self) -> None:
        self.order.currentIndexChanged.connect(lambda _index: self._show())
        self.view.pointed.connect(self._point)
        self.view.opened.connect(self._open)
        self.view.pupil_requested.connect(self.pupil_requested)
        self.tries.clicked.connect(lambda: self._open(self.view.place))
        self.pupil.clicked.connect(self._ask_pupil)
        self.theme.changed.connect(self._measure)

    def _show(self) -> None:
        if self._shown is not None:
            told = self._shown.heat
            needs = self.order.currentData() == "need"
            self.view.show_map(by_need(told, self._shown.waiting) if needs else told)

    def _point(self, place: Place | None) -> None:
        self.said.setText(place.said if place is not None else _("Choose a cell to see what stands behind it."))
        self.tries.setEnabled(place is not None and bool(place.figure.evidence))
        self.pupil.setEnabled(place is not None and bool(place.pupil))

    def _open(self, place: Place | None) -> None:
        if place is not None and place.figure.evidence:
            said = _("The tries of the whole class.") if isinstance(place.figure, ClassCell) else place.said
            self.evidence_requested.emit(place.title, said, place.figure)

    def _ask_pupil(self) -> None:
        place = self.view.place
        if place is not None and place.pupil:
            self.pupil_requested.emit(place.pupil)

    def _measure(self) -> None:
        pad = self.theme.size("space_large")
        self._inner.setContentsMargins(pad, 0, pad, pad)
        self._inner.setSpacing(self.theme.size("space_small"))
        self.view.setMinimumHeight(_LEAST * self.theme.size("type_body"))
