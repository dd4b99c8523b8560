"""Opens the small windows; each is imported when it is first wanted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from carrel.base.files import resource
from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.settings.file import Settings, SettingsFile
from carrel.ui.hub import Hub
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme, has_font
from carrel.ui.window.memory import Memory
from carrel.ui.window.models import Models

_LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "hi": "हिन्दी"}


class Dialogs(QObject):
    """set_requested: a setting's name and its new value. use_for_course_requested: the name of a model."""

    set_requested = Signal(str, object)
    use_for_course_requested = Signal(str)

    def __init__(self, settings: SettingsFile, hub: Hub, models: Models, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.in_course = False
        """Whether the open chat belongs to a course, so that a model can be chosen for it."""
        self._settings, self._hub, self._models, self._theme, self._window = settings, hub, models, theme, parent
        models.window_requested.connect(self.open_models)

    def open_settings(self) -> None:
        """Everything a person can set."""
        from carrel.ui.dialogs.settings import SettingsDialog  # noqa: PLC0415 - not for the first paint

        languages = [(_("Like the system"), ""), *((_LANGUAGES.get(code, code), code) for code in _spoken())]
        now = self._settings.current
        models = [(one.title, one.name) for one in self._models.known] or [(now.model, now.model)]
        choices = {"language": languages, "model": models, "font": _letters(now.font)}
        dialog = SettingsDialog(now, choices, self._theme, self._window)
        dialog.set_requested.connect(self.set_requested)
        self._hub.settings_changed.connect(dialog.show_settings)
        self._open(dialog)

    def open_models(self) -> None:
        """What models there are, and how to get one; one window of it at a time."""
        from carrel.ui.dialogs.models import ModelsDialog  # noqa: PLC0415 - not for the first paint

        if self._window.findChild(ModelsDialog) is not None:
            return
        dialog = ModelsDialog(self._models.work, self._models.jobs, self._theme, self._window, in_course=self.in_course)
        dialog.use_for_course_requested.connect(self.use_for_course_requested)
        dialog.finished.connect(lambda _result: self._models.watch(False))
        self._models.watch(True)
        self._open(dialog)

    def open_feedback(self, kit: Kit, jobs: Jobs, memory: Memory) -> None:
        """Advice on the text that was written last, by criteria; one window of it at a time."""
        from carrel.ui.dialogs.feedback import FeedbackDialog  # noqa: PLC0415 - not for the first paint

        if self._window.findChild(FeedbackDialog) is None:
            left = memory.left
            dialog = FeedbackDialog(kit, jobs, self._theme, self._window, left.writing, left.criteria)
            dialog.written.connect(partial(_keep_writing, memory))
            self._open(dialog)

    def open_shortcuts(self) -> None:
        """Every command with its keys."""
        from carrel.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415 - not for the first paint

        self._open(ShortcutsDialog(self._theme, self._window))

    def open_about(self) -> None:
        """Which version this is."""
        from carrel.ui.dialogs.about import AboutDialog  # noqa: PLC0415 - not for the first paint

        self._open(AboutDialog(self._theme, self._window))

    def ask_about_link(self, address: str) -> None:
        """Show where a link leads, and ask."""
        from carrel.ui.dialogs.link import LinkDialog  # noqa: PLC0415 - not for the first paint

        self._open(LinkDialog(address, self._theme, self._window))

    def show_text(self, title: str, text: str) -> None:
        """Show a text to read."""
        from carrel.ui.dialogs.text import TextDialog  # noqa: PLC0415 - not for the first paint

        self._open(TextDialog(title, text, self._theme, self._window))

    def show_report(self, report: str, kept: bool) -> None:
        """Say that something went wrong that is our mistake, and whether what was being written is kept."""
        from carrel.ui.dialogs.report import NOT_SAVED, SAVED, ReportDialog  # noqa: PLC0415 - not for the first paint

        if self._window.findChild(ReportDialog) is None and self._window.isVisible():
            self._open(ReportDialog(report, SAVED if kept else NOT_SAVED, self._theme, self._window))

    def close(self) -> None:
        """The window goes: each small one keeps what it keeps when it is closed."""
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _keep_writing(memory: Memory, text: str, criteria: str) -> None:
    memory.note(writing=text, criteria=criteria)
    memory.write()


def _letters(now: str) -> list[tuple[str, str]]:
    """The kinds of letters that this computer has, and the one that was chosen elsewhere."""
    choices: dict[str, str] = Settings.__dataclass_fields__["font"].metadata["choices"]
    return [(_(words), value) for value, words in choices.items() if value == now or has_font(value)]


def _spoken() -> list[str]:
    """The languages Carrel comes with; English needs no words of its own."""
    folder = resource("words")
    return sorted({"en", *(one.name for one in folder.iterdir() if one.is_dir())} if folder.is_dir() else {"en"})
