"""The first start: its card stands where the chat will."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from carrel.settings.file import SettingsFile
from carrel.ui.theme import Theme
from carrel.ui.widgets.first_run import FirstRun
from carrel.ui.widgets.model_chooser import ModelChoice
from carrel.ui.window.models import Models, model_words
from carrel.ui.window.stage import Stage


class Beginning(QObject):
    """set_requested: a setting's name and value. Once the card is gone, home is shown."""

    set_requested = Signal(str, object)

    def __init__(self, settings: SettingsFile, models: Models, theme: Theme, stage: Stage) -> None:
        super().__init__(stage)
        self._settings, self._models, self._theme, self._stage = settings, models, theme, stage
        self._card: FirstRun | None = None
        models.listed.connect(self._show_model)

    def show(self) -> None:
        """Show the card."""
        settings = self._settings.current
        card = self._card = FirstRun(self._theme, settings.theme, settings.text_percent)
        card.set_requested.connect(self.set_requested)
        card.add_model_requested.connect(self._models.ask_for_file)
        card.done_requested.connect(self._end)
        self._stage.put_before(card)
        QTimer.singleShot(0, card.start, card.start.setFocus)  # the new chat has taken it until then

    def _show_model(self, choices: list[ModelChoice], current: str) -> None:
        if self._card is not None:
            self._card.show_model(model_words(choices, current))

    def _end(self) -> None:
        self.set_requested.emit("welcomed", True)
        if self._card is not None:
            self._stage.take_away(self._card)
            self._card = None
        self._stage.open("home")
