"""Starts the window, and ends when it is closed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import (
    QFileSystemWatcher,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from carrel.base.files import resource
from carrel.base.words import run_from_the_right
from carrel.flows.kit import Kit
from carrel.ui.jobs import install_hooks
from carrel.ui.theme import Theme, Wish
from carrel.ui.widgets.model_chooser import ModelChoices
from carrel.ui.window import Window

_log = logging.getLogger(__name__)


class OwnerLock(Protocol):
    """The right to be the one window of this folder."""

    @property
    def show_file(self) -> Path:
        """The file that changes when another start asks for the window."""

    def wanted(self) -> list[Path]:
        """The files that other starts asked to open since this was last asked."""


def run(kit: Kit, models: ModelChoices, owner_lock: OwnerLock, files: Sequence[Path] = ()) -> int:
    """Show the window until it is closed; the exit code. The store and the lock stay with whoever calls.

    files: what to open in it.
    """
    application = make_application()
    qInstallMessageHandler(_log_message)
    settings = kit.settings.current
    theme = Theme(settings.theme, settings.text_percent, application)
    theme.wear(Wish.of(settings))
    theme.apply()
    window = Window(kit, models, theme)
    reports = _Reports(window)
    reports.came.connect(window.mishaps.tell)
    undo_hooks = install_hooks(reports.came.emit)
    watch = ShowFile(owner_lock.show_file, application)
    watch.asked.connect(window.come_forward)
    watch.asked.connect(lambda: open_in(window, owner_lock.wanted()))
    window.show()
    QTimer.singleShot(0, window, window.start)
    QTimer.singleShot(0, window, lambda: open_in(window, files))
    try:
        return application.exec()
    finally:
        undo_hooks()
        qInstallMessageHandler(None)


def make_application() -> QApplication:
    """The application, named and with its picture, in the one style that is drawn alike everywhere."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("carrel")
    application.setApplicationDisplayName("Carrel")
    application.setDesktopFileName("carrel")
    application.setStyle("Fusion")
    ways = Qt.LayoutDirection
    application.setLayoutDirection(ways.RightToLeft if run_from_the_right() else ways.LeftToRight)
    application.setWindowIcon(QIcon(str(resource("icons/carrel.svg"))))
    return application


def open_in(window: Window, files: Sequence[Path]) -> None:
    """Open packs of a class, and bring other files into the library; none leaves the window as it is."""
    if files:
        window.library.bring(files)


class ShowFile(QObject):
    """Watches the file by which a second start asks for the window: no socket is opened for it. asked: it did."""

    asked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = str(path)
        self._watcher = QFileSystemWatcher([self._path], self)
        self._watcher.fileChanged.connect(self._changed)

    def _changed(self, _path: str) -> None:
        if self._path not in self._watcher.files():
            self._watcher.addPath(self._path)  # some programs write by renaming, which ends the watch
        self.asked.emit()


class _Reports(QObject):
    """Brings a report from any thread to the window. came: a report."""

    came = Signal(str)


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to the log."""
    level = logging.DEBUG if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} else logging.WARNING
    _log.log(level, "Qt: %s", message)
