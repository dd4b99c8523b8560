"""What changed elsewhere, told in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from carrel.settings.file import Settings, SettingsFile


class Changing(Protocol):
    """Something that tells which rooms were written to, in the writer's thread."""

    def on_change(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Call the listener after each commit; returns how to forget it."""


class Hub(QObject):
    """Turns commits and changed settings, heard in any thread, into signals of the window's thread.

    changed: a frozenset of the rooms written to since the last time; many commits become one signal.
    settings_changed: the settings as they are now.
    """

    changed = Signal(object)
    settings_changed = Signal(object)
    _heard = Signal()
    _settings_heard = Signal(object)

    def __init__(self, store: Changing, settings: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._rooms: set[str] = set()
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._settings_heard.connect(self._tell_settings, Qt.ConnectionType.QueuedConnection)
        self._forget = [store.on_change(self._note), settings.on_change(self._note_settings)]

    def close(self) -> None:
        """Hear nothing more."""
        while self._forget:
            self._forget.pop()()

    def _note(self, rooms: frozenset[str]) -> None:
        with self._lock:
            first = not self._rooms
            self._rooms |= rooms
        if first:
            self._heard.emit()

    def _note_settings(self, settings: Settings) -> None:
        self._settings_heard.emit(settings)

    @Slot()
    def _tell(self) -> None:
        with self._lock:
            rooms, self._rooms = frozenset(self._rooms), set()
        self.changed.emit(rooms)

    @Slot(object)
    def _tell_settings(self, settings: Settings) -> None:
        self.settings_changed.emit(settings)
