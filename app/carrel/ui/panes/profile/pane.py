"""What a learner says about themselves, works towards and lets Carrel remember, and what the tutor is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows import profile as flow
from carrel.flows.kit import Kit
from carrel.flows.profile import Looked
from carrel.learner.model import Profile
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.profile.facts import FactList
from carrel.ui.panes.profile.fields import Field, TextField, fields
from carrel.ui.panes.profile.goals import GoalList
from carrel.ui.panes.profile.preview import Preview
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.place_pane import PlacePane
from carrel.ui.widgets.who_sees import who_sees_profile

_PAUSE_MS = 250
_WIDE = 54  # letters of body size, from which the words of the prompt stand beside the form
_SIDE = 22


class ProfilePane(PlacePane):
    """said: the Profile as it is filled in now, a moment after the last letter. clear_requested: say nothing any more.

    settings_requested: open them. goals, facts: their lists, with their own signals.
    """

    said = Signal(object)
    clear_requested = Signal()
    settings_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__("profilePane")
        self._kit, self._theme = kit, theme
        self.profile = Profile(learner=kit.learner)
        self._unsaid = self._is_held = False
        self._looking = Looking(self, jobs, partial(flow.look, kit, kit.learner), self._take, self._fail)
        self.goals, self.facts, self.preview = GoalList(theme), FactList(theme), Preview(theme)
        self.fields: dict[str, Field] = {}
        self.settings = button(_("Open the settings"), "outline", "profileSettings")
        self.clear = button(_("Clear what you said"), "outline", "clearProfile")
        self.page = Page(theme, "profilePage", widest=0.85, above=0, below=1)
        self._sections: list[QVBoxLayout] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._lay_out()
        self._connect()
        self.measure()

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what is kept."""
        return self._looking.is_at_rest and not (self._unsaid or self._is_held)

    def refresh(self) -> None:
        """Read it again, soon; one that is not shown is read when it is."""
        self._looking.again()

    def hold(self) -> None:
        """Something is being kept: what was read before that is not shown any more."""
        self._is_held = True

    def let_go(self) -> None:
        """All of it is kept, or was refused: read it as it is now."""
        self._is_held = False
        self._looking.anew()

    def take_focus(self) -> None:
        """Begin at the first field."""
        first = self.fields["called"]
        if isinstance(first, TextField):
            first.line.setFocus()

    def flush(self) -> None:
        """Say now what was filled in and not yet said."""
        self._pause.stop()
        if self._unsaid:
            self._unsaid = False
            self.said.emit(self.profile)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing that was typed waits while nobody looks."""
        super().hideEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words of the prompt stand beside the form where there is room, and in it where not."""
        super().resizeEvent(event)
        self._arrange()

    def measure(self) -> None:
        """Take the theme's sizes."""
        wide, large = self._theme.size("space_wide"), self._theme.size("space_large")
        self.page.column.setContentsMargins(0, wide, 0, wide)
        self.page.column.setSpacing(self._theme.size("space_small"))
        for section in self._sections:
            section.setContentsMargins(large, large, large, large)
            section.setSpacing(wide)
        for field in self.fields.values():
            field.measure()
        self._side.setContentsMargins(0, wide, wide, wide)
        self._arrange()

    def _lay_out(self) -> None:
        column = self.page.column
        column.addWidget(label(_("About you"), "display", wrap=True))
        column.addWidget(label(who_sees_profile(), "muted", wrap=True, name="whoSees"))
        made = fields(self._theme)
        self._section(_("You"), made["about"])
        self._section(_("Goals"), [self.goals])
        self._section(_("How to explain"), made["explain"])
        self._section(_("Access"), made["access"])
        words = _("Larger letters, other fonts, more contrast and less motion are in the settings.")
        self._sections[-1].addWidget(label(words, "muted", wrap=True))
        self._sections[-1].addWidget(self.settings, 0, Qt.AlignmentFlag.AlignLeading)
        self._inside = QVBoxLayout()  # where the words of the prompt stand in a narrow window
        column.addLayout(self._inside)
        self._section(_("What Carrel remembers"), [self.facts])
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeading)
        self._beside = QWidget()
        self._side = QVBoxLayout(self._beside)
        self._side.addWidget(self.preview)
        self._side.addStretch(1)
        self._side_box = QScrollArea()
        self._side_box.setWidgetResizable(True)
        self._side_box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side_box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side_box.setWidget(self._beside)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self._side_box)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.notices)

    def _section(self, title: str, parts: Sequence[QWidget]) -> None:
        heading = label(title, "heading", wrap=True, name="profileHeading")
        frame = QFrame()
        frame.setObjectName("profileSection")
        frame.setAccessibleName(title)
        section = QVBoxLayout(frame)
        for part in parts:
            section.addWidget(part)
            if isinstance(part, Field):
                self.fields[part.name] = part
        self._sections.append(section)
        self.page.column.addSpacing(self._theme.size("space_medium"))
        self.page.column.addWidget(heading)
        self.page.column.addWidget(frame)

    def _connect(self) -> None:
        for field in self.fields.values():
            field.said.connect(self._hear)
            field.entered.connect(self.preview.mark)
        for some in (self.goals, self.facts):
            some.entered.connect(self.preview.mark)
        self.facts.used.connect(self._use_memory)
        self.clear.clicked.connect(self._clear)
        self.settings.clicked.connect(self.settings_requested)
        self._theme.changed.connect(self.measure)

    def _hear(self, name: str, value: Any) -> None:
        self.profile = replace(self.profile, **{name: value})
        self._unsaid = True
        self._pause.start()

    def _use_memory(self, used: bool) -> None:
        self.profile = replace(self.profile, remembers=used)

    def _clear(self) -> None:
        self.flush()  # what was just typed goes, too, and comes back with an undo
        self.clear_requested.emit()

    def _take(self, looked: Looked) -> None:
        if self._is_held:
            return
        self.goals.show_goals(looked.goals, looked.subjects)
        self.facts.show_facts(looked.facts, used=looked.profile.remembers)
        self.preview.show_told(looked.preview)
        if not self._unsaid:
            self.profile = looked.profile
            for name, field in self.fields.items():
                field.show_value(getattr(looked.profile, name))
            self.clear.setVisible(
                looked.profile != Profile(remembers=looked.profile.remembers, learner=self._kit.learner)
            )

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key="profile"))

    def _arrange(self) -> None:
        letters = self._theme.size("type_body")
        wide = self.width() >= _WIDE * letters
        if wide != (self.preview.parentWidget() is self._beside):
            if wide:
                self._side.insertWidget(0, self.preview)
            else:
                self._inside.addWidget(self.preview)
            self.preview.show()
        self._inside.setContentsMargins(0, 0 if wide else self._theme.size("space_medium"), 0, 0)
        self._side_box.setVisible(wide)
        self._side_box.setFixedWidth(_SIDE * letters)
