"""A class pack before anything of it is taken: who made it, what the teacher will see, and whether to take it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.flows.classes.open_pack import Look, take
from carrel.flows.kit import Kit
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class Gate(Protocol):
    """Lets one at a time read documents into the library."""

    def hold(self, begin: Callable[[], object]) -> None: ...
    def release(self) -> None: ...


class PackDialog(QDialog):
    """taken: the Joined, once all of the pack is here."""

    taken = Signal(object)

    def __init__(
        self, kit: Kit, jobs: Jobs, pack: tuple[Path, Look], gate: Gate, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("packDialog")
        self._kit, self._jobs, self._gate, self._theme = kit, jobs, gate, theme
        self._path, self.seen = pack
        self._job: Job | None = None
        self._is_leaving = False
        self.setWindowTitle(self._question())
        self.code = QLineEdit()
        self.error = label(role="danger", wrap=True, name="packError")
        self.words = label(role="muted", wrap=True, name="packProgress")
        self.bar = QProgressBar()
        self.leave = button(_("Not now"), "outline", "packLeave")
        self.stop = button(_("Stop"), "outline", "packStop")
        self.take = button(_("Take it") if self.seen.joined else _("Join the class"), "primary", "packTake")
        self.leave.clicked.connect(self.reject)
        self.stop.clicked.connect(self._stop)
        self.take.clicked.connect(self._take)
        lay_out(self, theme, self._content(), below=self._foot())
        fit_screen(self, theme.size("size_dialog") * 5 // 6, round(theme.size("type_body") * 40))
        self._show_running(False)
        (self.code if self.seen.joined is None else self.take if self.seen.is_news else self.leave).setFocus()

    def reject(self) -> None:
        """Nothing more is taken: what runs stops first, and the dialog goes when it has."""
        if self._job is None:
            super().reject()
            return
        self._is_leaving = True
        self._stop()

    def _question(self) -> str:
        title = beside(self.seen.contents.title)
        if self.seen.joined is None:
            return _("Join the class “{title}”?").format(title=title)
        if self.seen.is_news:
            return _("There is something new for “{title}”.").format(title=title)
        return _("Nothing in this pack is new for “{title}”.").format(title=title)

    def _content(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, self._theme.size("space_small"), 0)
        column.setSpacing(self._theme.size("space_medium"))
        column.addWidget(label(self._teacher(), wrap=True, name="packTeacher"))
        column.addWidget(label(self._state(), wrap=True, name="packState"))
        column.addWidget(self._number())
        column.addWidget(label(self._holds(), "muted", wrap=True, name="packHolds"))
        column.addWidget(self._told())
        if self.seen.joined is None:
            self._ask_code(column)
        else:
            said = _("You are in this class with the code {code}.").format(code=one_line(self.seen.joined.code))
            column.addWidget(label(said, "muted", wrap=True, name="packJoined"))
        column.addStretch()
        return column

    def _teacher(self) -> str:
        name = beside(self.seen.pack.heading.issuer.name)
        return _("{name} made this pack.").format(name=name) if name else _("The teacher gave no name.")

    def _state(self) -> str:
        if self.seen.joined is not None:
            return _("It is signed as your teacher's packs were before, and is as it was made.")
        return _(
            "It is signed, and is as it was made. Anybody can write any name: compare this number with the one that "
            "your teacher shows you. If they differ, do not take it."
        )

    def _number(self) -> QWidget:
        number = label(self.seen.fingerprint, "heading", wrap=True, name="packNumber")
        number.setAccessibleName(_("The number of your teacher: {number}").format(number=self.seen.fingerprint))
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return number

    def _holds(self) -> str:
        contents = self.seen.contents
        said = [counted("It asks for one thing.", "It asks for {count} things.", len(contents.assignments))]
        if contents.papers:
            said.append(
                counted(
                    "One document comes into your library.",
                    "{count} documents come into your library.",
                    len(contents.papers),
                )
            )
        return " ".join(said)

    def _told(self) -> QFrame:
        sheet = QFrame()
        sheet.setObjectName("packTold")
        sheet.setProperty("kind", "sheet")
        sheet.setProperty("tone", "plain")
        sheet.setAccessibleName(_("What your teacher will see"))
        column = QVBoxLayout(sheet)
        pad = self._theme.size("space_medium")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_small"))
        column.addWidget(label(_("What your teacher will see"), "strong", wrap=True))
        column.addWidget(label(self.seen.contents.told, wrap=True, name="packSees"))
        return sheet

    def _ask_code(self, column: QVBoxLayout) -> None:
        said = label(_("The code that your teacher gave you"), "strong", wrap=True)
        self.code.setObjectName("packCode")
        self.code.setAccessibleName(said.text())
        self.code.setMaxLength(40)
        self.code.returnPressed.connect(self._take)
        self.code.textChanged.connect(lambda _text: self._show_running(False))
        said.setBuddy(self.code)
        column.addWidget(said)
        column.addWidget(self.code)

    def _foot(self) -> QWidget:
        held = QWidget()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far it has come"))
        row = Flow(self._theme.size("space_small"), at_end=True)
        for one in (self.leave, self.stop, self.take):
            row.addWidget(one)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_small"))
        for part in (self.error, self.words, self.bar):
            column.addWidget(part)
        column.addLayout(row)
        self.error.hide()
        return held

    def _take(self) -> None:
        if self._job is not None or not self.take.isEnabled():
            return
        self.error.hide()
        code = self.code.text() if self.seen.joined is None else ""
        job = self._job = self._jobs.prepare(lambda cancel: take(self._kit, self._path, code, cancel))
        job.progressed.connect(self._show_progress)
        job.finished.connect(self._done)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        self._show_running(True)
        self._gate.hold(job.start)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _done(self, joined: object) -> None:
        self._end()
        self.taken.emit(joined)
        self.accept()

    def _fail(self, error: CarrelError) -> None:
        self.error.setText(f"{error.what} {error.next_step}")
        self.error.show()
        announce(self.error, self.error.text(), at_once=True)
        self._end()
        if self.seen.joined is None:
            self.code.setFocus()
            self.code.selectAll()

    def _end(self) -> None:
        if self._job is not None:
            self._job = None
            self._gate.release()
        self._show_running(False)
        if self._is_leaving:
            super().reject()

    def _show_progress(self, progress: Progress) -> None:
        self.words.setText(one_line(progress.label))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _show_running(self, runs: bool) -> None:
        """While it is taken there is a way to stop it; a new class needs a code."""
        for part in (self.words, self.bar, self.stop):
            part.setVisible(runs)
        self.leave.setVisible(not runs)
        needs_code = self.seen.joined is None and not self.code.text().strip()
        self.code.setEnabled(not runs)
        self.take.setVisible(self.seen.joined is None or self.seen.is_news)
        self.take.setEnabled(not runs and not needs_code)
