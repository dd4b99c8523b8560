"""The Models window: what is on this computer, what other programs left here, and what can be got."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.flows.shelf import Card, Offer, Stray
from carrel.ui.dialogs.fitness import FitnessDialog
from carrel.ui.dialogs.models_faces import State, file_face, here_face, offer_face, stray_face
from carrel.ui.dialogs.models_page import CardsPage
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import Face, ModelCard
from carrel.ui.widgets.model_work import ADDING, ModelWork, Outcome, Working
from carrel.ui.widgets.parts import button, label

HERE, FOUND, GET = range(3)
"""The pages, in their order."""


class ModelsDialog(QDialog):
    """Its work goes on when it is closed. use_for_course_requested: the name of a model."""

    use_for_course_requested = Signal(str)

    def __init__(self, work: ModelWork, jobs: Jobs, theme: Theme, parent: QWidget, *, in_course: bool = False) -> None:
        """in_course: the open chat belongs to a course, which may have a model of its own."""
        super().__init__(parent)
        self.setObjectName("modelsDialog")
        self.setWindowTitle(_("Models"))
        self.setAcceptDrops(True)
        self._work, self._jobs, self._theme, self._in_course = work, jobs, theme, in_course
        self._asked = ""
        self._cards: list[Card] = []
        self._offers: list[Offer] = []
        self._strays: list[Stray] = []
        self._finds: list[Stray] = []
        self._search: Job | None = None
        self._searched = False
        self._devices: list[str] = []
        self._lay_out()
        work.moved.connect(self._moved)
        work.ended.connect(self._ended)
        work.changed.connect(self.refresh)
        theme.changed.connect(self._measure)
        self.finished.connect(self._leave)
        self._measure()
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 46))
        self.refresh()
        jobs.fetch(work.choices.shelf.devices, self._show_devices)

    def ask(self, key: str) -> None:
        """Ask about a card, or leave off asking; whatever went wrong before has been read."""
        self._work.forget_error(key or self._asked or ADDING)
        self._asked = key
        self._show_all()
        QTimer.singleShot(0, self, self._show_asked)  # once the card has its new height

    def _show_asked(self) -> None:
        for page in self.pages:
            page.bring_into_view(self._asked)

    def use(self, name: str) -> None:
        """Answer with this model from now on."""
        self._work.use(name)

    def use_for_course(self, name: str) -> None:
        """Let whoever knows the courses do it."""
        self.use_for_course_requested.emit(name)

    def remove(self, name: str) -> None:
        """A person said yes to it."""
        self._asked = ""
        self._work.remove(name)

    def discard(self, name: str) -> None:
        """Delete what came of a stopped download."""
        self._work.discard(name)

    def get(self, name: str, title: str) -> None:
        """A person said yes to a download."""
        self._asked = ""
        self._work.get(name, title)

    def copy(self, path: Path, title: str) -> None:
        """Copy another program's model."""
        self._work.copy(path, title)

    def link(self, path: Path, title: str) -> None:
        """Use another program's model where it is."""
        self._work.link(path, title)

    def test(self, name: str, title: str) -> None:
        """See what a model is good for here."""
        self._work.test(name, title)

    def show_test(self, name: str) -> None:
        """Show what the test of a model showed."""
        card = next((one for one in self._cards if one.name == name), None)
        if card is not None and card.tested is not None:
            dialog = FitnessDialog(card.tested, card.title, self._theme, self)
            dialog.again_requested.connect(partial(self._test_again, card))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _test_again(self, card: Card) -> None:
        whole = card.tested is not None and not card.tested.is_partial
        self._work.test(card.name, card.title, again=whole)

    def stop(self) -> None:
        """Stop what is under way."""
        self._work.stop()

    def show_page(self, index: int) -> None:
        """Show one of the pages."""
        self.tabs.setCurrentIndex(index)

    def refresh(self) -> None:
        """Ask what there is."""
        shelf = self._work.choices.shelf
        self._jobs.fetch(lambda: (shelf.cards(), shelf.offers()), self._show_known, self._failed)
        if self._searched:
            self._look_for_strays()

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setObjectName("modelsTabs")
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)  # a narrow window has shorter words instead
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        pages = (
            ("modelsHere", _("On this computer")),
            ("modelsFound", _("Found here")),
            ("modelsGet", _("Get a model")),
        )
        self._stack = QStackedWidget()
        self.pages = [CardsPage(self._theme, name, words) for name, words in pages]
        for page, (_name, words) in zip(self.pages, pages, strict=True):
            self.tabs.setTabToolTip(self.tabs.addTab(words), words)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._turn_to)
        self._again = button(_("Look again"), "outline", "lookAgain")
        self._again.clicked.connect(self._look_for_strays)
        again = QHBoxLayout()
        again.addWidget(self._again)
        again.addStretch()
        self.pages[FOUND].extra.addLayout(again)
        self.pages[GET].say(
            _(
                "Nothing is sent or fetched until you press Download and say yes. Once it is here, a model works "
                "without the internet."
            )
        )
        self._file = ModelCard(self._theme)
        self._file.hide()
        adding = self._adding = button(_("Add from file…"), "outline", "addFromFile")
        adding.clicked.connect(self._choose_file)
        close = button(_("Close"), "outline", "closeDialog")
        close.clicked.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.addWidget(adding)
        bottom.addStretch()
        bottom.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(self.windowTitle(), "heading"))
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._file)
        self._column.addLayout(bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs take shorter words where the long ones have no room."""
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        full = [page.accessibleName() for page in self.pages]
        around = 2 * self._theme.size("space_medium") + self._theme.size("space_small")
        wanted = sum(self.tabs.fontMetrics().horizontalAdvance(words) + around for words in full)
        short = wanted > self.width() - 2 * self._theme.size("space_wide")
        for index, words in enumerate((_("Here"), _("Found"), _("Get")) if short else full):
            if self.tabs.tabText(index) != words:
                self.tabs.setTabText(index, words)

    def _turn_to(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if index == FOUND and not self._searched:
            self._look_for_strays()

    def _look_for_strays(self) -> None:
        if self._search is not None:
            return
        self._searched = True
        self._finds = []
        job = self._search = self._jobs.prepare(self._work.choices.shelf.strays)
        job.step.connect(self._note_find)
        job.progressed.connect(self._say_looking)
        job.failed.connect(self._failed)
        job.ended.connect(self._show_strays)
        self._again.setEnabled(False)
        job.start()

    def _say_looking(self, step: Progress) -> None:
        self.pages[FOUND].say(f"{step.label}…")

    def _note_find(self, stray: Stray) -> None:
        self._finds.append(stray)

    def _show_strays(self) -> None:
        self._search = None
        self._again.setEnabled(True)
        self._strays = self._finds
        looked = ", ".join(self._work.choices.shelf.places())
        if self._strays:
            words = _("These were left by other programs. Nothing of them is changed.")
        else:
            words = _("No models of other programs were found. Carrel looked where these keep them: {programs}.")
        self.pages[FOUND].say(words.format(programs=looked))
        self._show_all()

    def _show_known(self, known: tuple[list[Card], list[Offer]]) -> None:
        self._cards, self._offers = known
        self._show_all()

    def _show_devices(self, words: list[str]) -> None:
        self._devices = words
        self.pages[HERE].say("\n".join(words))

    def _show_all(self) -> None:
        self.pages[HERE].show_faces([here_face(card, self._state(f"here:{card.name}"), self) for card in self._cards])
        self.pages[FOUND].show_faces(
            [stray_face(one, self._state(f"found:{one.found.path}"), self) for one in self._strays]
        )
        self.pages[GET].show_faces([self._offered(offer) for offer in self._offers])
        self._show_file()
        self._order_focus()

    def _order_focus(self) -> None:
        """The tab key follows the eye, though cards and their buttons come and go."""
        cards = [one for page in self.pages for one in page.buttons]
        order = [self.tabs, self._again, *cards, *self._file.buttons, self._adding]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _offered(self, offer: Offer) -> Face:
        return offer_face(offer, self._state(f"get:{offer.entry.name}"), self)

    def _show_file(self) -> None:
        face = file_face(self._state(ADDING), self)
        self._file.setVisible(face is not None)
        if face is not None:
            self._file.show_face(face)

    def _state(self, key: str) -> State:
        working = self._work.working
        mine = working if working is not None and working.key == key else None
        busy = working is not None and mine is None
        can_test = self._work.choices.shelf.trials is not None
        return State(mine, busy, self._asked == key, self._work.errors.get(key), self._in_course, can_test)

    def _moved(self, working: Working) -> None:
        card = next((one for page in self.pages for one in page.cards if one.face.key == working.key), None)
        if working.key == ADDING:
            self._show_file()
        elif card is None or card.face.share is None or working.stopping:
            self._show_all()
        else:
            self._renew(working.key)

    def _renew(self, key: str) -> None:
        for card in self._cards:
            if f"here:{card.name}" == key:
                self.pages[HERE].show_face(here_face(card, self._state(key), self))
        for offer in self._offers:
            if f"get:{offer.entry.name}" == key:
                self.pages[GET].show_face(self._offered(offer))
        for stray in self._strays:
            if f"found:{stray.found.path}" == key:
                self.pages[FOUND].show_face(stray_face(stray, self._state(key), self))

    def _ended(self, _outcome: Outcome) -> None:
        self._show_all()

    def _failed(self, error: CarrelError) -> None:
        self._work.errors[ADDING] = error
        self._show_file()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Add a model file"), "", _("Model files (*.gguf)"))
        dialog.setObjectName("modelFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._work.add(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A model file may be dropped anywhere on the window."""
        if _model_files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the first of the files."""
        for path in _model_files(event.mimeData().urls())[:1]:
            event.acceptProposedAction()
            self._work.add(path)

    def _leave(self) -> None:
        if self._search is not None:
            self._search.stop()

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_wide")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_medium"))
        self._name_tabs()


def _model_files(urls: list[QUrl]) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".gguf"]
