"""One text at a time, read aloud by a program of the system and stopped at any moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.ui.speech.language import language_of
from carrel.ui.speech.voices import NoVoice, Voice, find_voice
from carrel.ui.speech.words import pieces


class VoiceFailed(CarrelError):
    """The program that reads aloud could not be started, or gave up."""


class Speech(QObject):
    """Reads aloud.

    reading: the key of what is being read from now on; empty for nothing. failed: a CarrelError.
    """

    reading = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.current = ""
        self._voice: Voice | None = None
        self._language = ""
        self._left: list[str] = []
        self._process: QProcess | None = None

    def read(self, key: str, text: str) -> None:
        """Read this text, and nothing else any more; the key is told again in `reading`."""
        self.stop()
        try:
            self._voice = find_voice()
        except NoVoice as error:
            self.failed.emit(error)
            return
        self._language = language_of(text)
        self._left = [text] if self._voice.at_once else pieces(text)
        self._say_current(key)
        self._next()

    def stop(self) -> None:
        """Be silent at once."""
        self._left.clear()
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._ended)
        process.errorOccurred.disconnect(self._broke)
        process.kill()
        process.waitForFinished(1000)
        process.deleteLater()
        if self._voice is not None and self._voice.hush:
            QProcess.startDetached(self._voice.program, list(self._voice.hush))
        self._say_current("")

    def _next(self) -> None:
        if not self._left or self._voice is None:
            self._say_current("")
            return
        piece = self._left.pop(0)
        process = self._process = QProcess(self)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._broke)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        arguments = list(self._voice.arguments)
        if self._language and self._voice.language:
            arguments += [self._voice.language, self._language]
        if self._voice.at_once:
            process.start(self._voice.program, arguments)
            process.write(piece.encode())
            process.closeWriteChannel()
        else:
            process.start(self._voice.program, [*arguments, "--", piece])

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._forget()
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._next()
        else:
            self._give_up(f"exit {code}")

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._forget()
            self._give_up(error.name)

    def _forget(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None

    def _give_up(self, detail: str) -> None:
        self._left.clear()
        self._say_current("")
        self.failed.emit(
            VoiceFailed(
                _("The voice of this computer could not read this."),
                _("Try the voice in the settings of the system, then read aloud again."),
                detail,
            )
        )

    def _say_current(self, key: str) -> None:
        if key != self.current:
            self.current = key
            self.reading.emit(key)
