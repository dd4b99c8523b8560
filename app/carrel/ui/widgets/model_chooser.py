"""The model that answers: its name, its size, where it runs and whether it is ready; and the choice of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.flows.model_words import size_words
from carrel.flows.shelf import Shelf
from carrel.ui.plain import tip
from carrel.ui.theme import Theme


@runtime_checkable
class ModelChoice(Protocol):
    """A model that can be chosen. known: its file is one we can vouch for; bundled: it came with Carrel."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def bytes(self) -> int: ...
    @property
    def known(self) -> bool: ...
    @property
    def bundled(self) -> bool: ...
    @property
    def note(self) -> str: ...


class ModelChoices(Protocol):
    """The models of this computer, handed in by the wiring."""

    def list(self) -> Sequence[ModelChoice]:
        """All that can be chosen."""

    @property
    def current(self) -> str:
        """The name of the one in use."""

    def use(self, name: str) -> None:
        """Answer with this one from now on."""

    def add(self, path: Path, cancel: Cancel) -> Iterator[Progress | ModelChoice]:
        """Take a model file in; raises ModelRefused."""

    def remove(self, name: str) -> None:
        """Delete an added one, or let go of a linked one; raises ModelRefused."""

    @property
    def shelf(self) -> Shelf:
        """Everything there is to see of models, and the ways to get one."""


class ModelChooser(QToolButton):
    """use_requested: the name of a model. add_requested: take in a file. window_requested: show all there is.

    state: absent, loading, ready.
    """

    use_requested = Signal(str)
    add_requested = Signal()
    window_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("modelChooser")
        self.setProperty("kind", "outline")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._choices: Sequence[ModelChoice] = ()
        self._current = ""
        self._own: str | None = None
        self._state = ""
        self._narrow = False
        self._menu = QMenu(self)
        self._menu.setObjectName("modelMenu")
        self.setMenu(self._menu)
        theme.changed.connect(self._draw)
        self.say_state("")

    def show_choices(self, choices: Sequence[ModelChoice], current: str) -> None:
        """Offer these models."""
        self._choices, self._current = choices, current
        self._menu.clear()
        group = QActionGroup(self._menu)
        for choice in choices:
            action = QAction(self._line(choice), group)
            action.setCheckable(True)
            action.setData(choice.name)
            action.triggered.connect(lambda _checked=False, name=choice.name: self.use_requested.emit(name))
            self._menu.addAction(action)
        self._menu.addSeparator()
        adding = self._menu.addAction(_("Add a model file…"))
        adding.setObjectName("addModel")
        adding.triggered.connect(self.add_requested)
        window = self._menu.addAction(_("Models…"))
        window.setObjectName("openModels")
        window.triggered.connect(self.window_requested)
        self._draw()

    def show_own(self, name: str | None) -> None:
        """Show that the open chat has a model of its own; None for the one that answers everywhere."""
        self._own = name
        self._draw()

    def say_state(self, state: str, progress: Progress | None = None) -> None:
        """state: loading, ready, or empty while it was not needed yet."""
        words = {"loading": _("loading"), "ready": _("ready")}.get(state, _("starts when you ask"))
        if progress is not None and progress.total:
            words = _("loading {percent} %").format(percent=100 * progress.done // progress.total)
        if words != self._state:
            self._state = words
            self._draw()

    def set_narrow(self, narrow: bool) -> None:
        """Show only the name."""
        self._narrow = narrow
        self._draw()

    def _draw(self) -> None:
        here = self._own or self._current
        current = next((one for one in self._choices if one.name == here), None)
        for action in self._menu.actions():
            if action.isCheckable():
                action.setChecked(action.data() == here)
        title = current.title if current is not None else _("No model")
        words = title
        if current is not None and not self._narrow:
            words = f"{title}, {size_words(current.bytes)} · {_('on this computer')} · {self._state}"
        self.setText(words.replace("&", "&&"))
        edge = self._theme.size("size_icon")
        self.setIconSize(QSize(edge, edge))
        self.setIcon(self._theme.icon("chip"))
        where = _("runs on this computer")
        size = size_words(current.bytes) if current is not None else ""
        self.setAccessibleName(
            _("Model: {title}, {size}, {where}, {state}").format(title=title, size=size, where=where, state=self._state)
        )
        tip(self, _("The model that answers; it runs on this computer."))

    def _line(self, choice: ModelChoice) -> str:
        notes = [size_words(choice.bytes), _("on this computer")]
        notes += [_("comes with Carrel")] if choice.bundled else []
        notes += [choice.note] if choice.note else []
        return f"{choice.title}   ·   {', '.join(notes)}".replace("&", "&&")
