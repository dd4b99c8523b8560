"""The page of fine-tuning: an adapter is trained from better replies, tried, switched on and off, and taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.flows.kit import Kit
from carrel.flows.tune import examples, kept
from carrel.flows.tune.workshop import Found, Seen, Workshop
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.shape.page import ShapePage
from carrel.ui.panes.shape.tuning.cards import AdapterCard, WaitingCard
from carrel.ui.panes.shape.tuning.form import Given, TuningForm
from carrel.ui.panes.shape.tuning.trying import AdapterTrial
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label

KEY = "tuning"


class TuningPage(ShapePage):
    """What was pressed, with the name of the adapter, or of the run. dropped: the path of a file to train on."""

    dropped = Signal(object)
    use_requested = Signal(str, bool)
    remove_requested = Signal(str)
    go_on_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, kit: Kit, open_workshop: Callable[[], Workshop], jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Fine-tune"), frozenset({"examples"}))
        self.setObjectName("tuningPage")
        self._kit, self._open_workshop, self._theme = kit, open_workshop, theme
        self._is_training = False
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.form, self.trial = TuningForm(theme), AdapterTrial(theme)
        self.cards: dict[str, AdapterCard] = {}
        self.waiting: dict[str, WaitingCard] = {}
        self.none = label(
            _("There is no adapter on this computer yet. Train one above; a few minutes show whether it learns."),
            "muted",
            wrap=True,
            name="noAdapters",
        )
        self._waits, self._made = QWidget(), QWidget()
        self.all = Page(theme, "tuningScroll", widest=1.3, above=0, below=1)
        self._faces = QStackedWidget()
        self._lay_out()
        self.trial.left.connect(self.step_back)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def look_again(self) -> None:
        """Show what there is."""
        self._looking.again()

    def show_trial(self, adapter: str) -> None:
        """Let this adapter be tried."""
        self._faces.setCurrentWidget(self.trial)
        self.trial.show_adapter(adapter)

    def say_training(self, training: bool) -> None:
        """Whether an adapter is being trained: only how far it is stands there then, and no other can be begun."""
        self._is_training = training
        self.form.say_training(training)
        self._show_waits()

    def step_back(self) -> bool:
        """From the trial to the adapters."""
        if self._faces.currentWidget() is not self.trial:
            return False
        self._faces.setCurrentWidget(self.all)
        card = self.cards.get(self.trial.adapter)
        (card.attempt if card is not None else self.form.name).setFocus()
        return True

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take one file of chats, where this page is in sight: others take such files, too."""
        if len(paths) != 1 or paths[0].suffix.casefold() not in {".jsonl", ".ndjson"} or not self.isVisible():
            return False
        self.dropped.emit(paths[0])
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_medium")
        intro = _(
            "Fine-tuning lets a model learn from replies as you would have given them; what it learned is an adapter, "
            "a small file that you can switch on and off. The model itself stays as it was, and nothing leaves this "
            "computer."
        )
        for part in (self._waits, self._made):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(gap)
        self.all.column.setSpacing(gap)
        for one in (
            label(intro, wrap=True, name="tuningIntro"),
            label(_("Train an adapter"), "heading", wrap=True),
            self.form,
            self._waits,
            label(_("Adapters on this computer"), "heading", wrap=True),
            self.none,
            self._made,
        ):
            self.all.column.addWidget(one)
        for face in (self.all, self.trial):
            self._faces.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._faces)
        self.setFocusProxy(self.form.kept)
        self._waits.hide()

    def _look(self) -> tuple[Found, Given]:
        return self._open_workshop().look(), self._kept()

    def _kept(self) -> Given:
        try:
            learn, held_out = examples.split(kept.kept(self._kit, Cancel()))
        except CarrelError as error:
            return Given(problem=error)
        return Given(len(learn), len(held_out))

    def _take(self, told: tuple[Found, Given]) -> None:
        found, given = told
        self.form.show_found(found, given)
        self._show_waiting(found.waiting)
        self._show_made(found.made)
        if self._faces.currentWidget() is self.trial and self.trial.adapter not in self.cards:
            self.step_back()

    def _show_waiting(self, names: Sequence[str]) -> None:
        for name in [name for name in self.waiting if name not in names]:
            self._drop(self.waiting.pop(name))
        for name in names:
            if name not in self.waiting:
                card = self.waiting[name] = WaitingCard(self._theme, name)
                card.go_on_requested.connect(lambda name=name: self.go_on_requested.emit(name))
                card.forget_requested.connect(lambda name=name: self.forget_requested.emit(name))
                self._put(self._waits, card)
        self._show_waits()

    def _show_waits(self) -> None:
        self._waits.setVisible(bool(self.waiting) and not self._is_training)

    def _show_made(self, made: Sequence[Seen]) -> None:
        names = [seen.adapter.name for seen in made]
        for name in [name for name in self.cards if name not in names]:
            self._drop(self.cards.pop(name))
        for seen in made:
            name = seen.adapter.name
            if name in self.cards:
                self.cards[name].show_seen(seen)
                continue
            card = self.cards[name] = AdapterCard(self._theme, seen)
            card.use_requested.connect(lambda on, name=name: self.use_requested.emit(name, on))
            card.try_requested.connect(lambda name=name: self.show_trial(name))
            card.remove_requested.connect(lambda name=name: self.remove_requested.emit(name))
            self._put(self._made, card)
        self.none.setVisible(not made)
        self._made.setVisible(bool(made))

    def _put(self, among: QWidget, card: QWidget) -> None:
        column = among.layout()
        assert column is not None
        column.addWidget(card)

    def _drop(self, card: QWidget) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and card.isAncestorOf(focus):
            self.form.name.setFocus()
        card.hide()
        card.deleteLater()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=KEY))
