"""The profile, as a place of the window: keeps what is said there, and what a person lets Carrel remember of a chat."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows import profile as flow
from carrel.flows import remember
from carrel.flows.kit import Kit
from carrel.learner.model import By, Fact, Goal
from carrel.learner.model import Profile as Said
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.theme import Theme
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from carrel.ui.panes.profile import ProfilePane

_Act = tuple[Callable[[], object], Callable[[Any], None]]
_UNDO = "undo"
_OFFER = "remember"
_LONGEST = 80


class Profile(QObject):
    """open_requested: the ids of a chat and a message. settings_requested: open them.

    pane: made when it is first wanted.
    """

    open_requested = Signal(str, str)
    settings_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, stage: Stage, window: QWidget) -> None:
        super().__init__(stage)
        self._kit, self._jobs, self._theme, self._stage, self._window = kit, jobs, theme, stage, window
        self.pane: ProfilePane | None = None
        self._acts: deque[_Act] = deque()  # the first of them is being done: threads would not keep their order
        stage.add("profile", self._made)

    def listen_to(self, chat: ConversationPane) -> None:
        """Offer to remember what is said in this pane, and remember what is asked for there."""
        chat.chat.kept.connect(self._look_for_proposal)
        chat.acts.remember_requested.connect(self.ask_to_remember)

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None and rooms & {"learner", "conversations", "library"} and not self._acts:
            self.pane.refresh()

    def flush(self) -> None:
        """Keep what was filled in last."""
        if self.pane is not None:
            self.pane.flush()

    def finish(self) -> None:
        """The window closes and no job runs any more: do what was still waiting for its turn."""
        for work, _then in list(self._acts)[1:]:
            with suppress(CarrelError):
                work()

    def ask_to_remember(self, message: str) -> None:
        """Let a person say what is to be remembered of a message."""
        self._jobs.fetch(
            partial(remember.suggested, self._kit, message), partial(self._open_dialog, message), self._fail
        )

    def _made(self) -> ProfilePane:
        from carrel.ui.panes.profile import ProfilePane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = ProfilePane(self._kit, self._jobs, self._theme)
            pane.said.connect(self._keep)
            pane.clear_requested.connect(self._clear)
            pane.settings_requested.connect(self.settings_requested)
            goals, facts = pane.goals, pane.facts
            goals.add_requested.connect(lambda words: self._do(lambda: self._add_goal(words)))
            goals.changed.connect(lambda goal: self._do(lambda: flow.change_goal(self._kit, goal)))
            goals.move_requested.connect(lambda goal, by: self._do(lambda: flow.move_goal(self._kit, goal, by)))
            goals.drop_requested.connect(self._drop_goal)
            facts.used.connect(lambda on: self._do(lambda: remember.use(self._kit, on, self._kit.learner)))
            facts.reworded.connect(lambda fact, words: self._do(lambda: remember.reword(self._kit, fact, words)))
            facts.forget_requested.connect(self._forget)
            facts.source_requested.connect(self.open_requested)
        return self.pane

    def _keep(self, said: Said) -> None:
        self._do(lambda: flow.keep(self._kit, said))

    def _clear(self) -> None:
        def tell(before: Said) -> None:
            self._tell(_("What you said about yourself was cleared."), lambda: self._keep(before))

        self._do(partial(flow.clear, self._kit, self._kit.learner), tell)

    def _add_goal(self, words: str) -> Goal:
        return flow.add_goal(self._kit, words, learner=self._kit.learner)

    def _drop_goal(self, goal: str) -> None:
        def tell(dropped: Goal) -> None:
            words = _("The goal “{goal}” was removed.").format(goal=beside(dropped.words, _LONGEST))
            self._tell(words, lambda: self._do(lambda: flow.put_back_goal(self._kit, dropped)))

        self._do(partial(flow.drop_goal, self._kit, goal), tell)

    def _forget(self, fact: str) -> None:
        def tell(forgotten: Fact) -> None:
            words = _("Forgotten: “{fact}”").format(fact=beside(forgotten.words, _LONGEST))
            more = _("The text that earlier replies were made from stays with them.")
            self._tell(words, lambda: self._do(lambda: remember.remember_again(self._kit, forgotten)), more=more)

        self._do(partial(remember.forget, self._kit, fact), tell)

    def _look_for_proposal(self, message: str) -> None:
        """Offer what somebody said of themselves, by rule; nothing is kept before they say so."""

        def offer(words: str | None) -> None:
            if words is not None:
                take = Choice(_("Remember"), partial(self._remember, message, words, "rule"), "takeProposal")
                change = Choice(_("Change it first…"), partial(self._open_dialog, message, words), "changeProposal")
                said = _("Remember this about you? “{fact}”").format(fact=beside(words, _LONGEST))
                self._stage.tell(Notice(said, tone="quiet", choices=(take, change), key=_OFFER))

        self._jobs.fetch(partial(remember.proposed, self._kit, message, self._kit.learner), offer, lambda _gone: None)

    def _open_dialog(self, message: str, words: str) -> None:
        from carrel.ui.dialogs.remember import RememberDialog  # noqa: PLC0415 - not for the first paint

        dialog = RememberDialog(words, self._theme, self._window)
        dialog.given.connect(lambda said: self._remember(message, said, "person"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remember(self, message: str, words: str, by: By) -> None:
        def tell(fact: Fact) -> None:
            said = _("Carrel remembers: “{fact}”").format(fact=beside(fact.words, _LONGEST))
            self._tell(said, lambda: self._do(lambda: remember.forget(self._kit, fact.id)), _OFFER)

        self._do(partial(remember.remember, self._kit, words, message, by, self._kit.learner), tell)

    def _do(self, work: Callable[[], object], then: Callable[[Any], None] = lambda _done: None) -> None:
        """Do one thing after the other; what is shown is read again after the last one."""
        self._acts.append((work, then))
        if self.pane is not None:
            self.pane.hold()
        if len(self._acts) == 1:
            self._begin()

    def _begin(self) -> None:
        work, then = self._acts[0]
        job = self._jobs.prepare(lambda _cancel: iter((work(),)))
        job.finished.connect(then)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        job.start()

    def _end(self) -> None:
        self._acts.popleft()
        if self._acts:
            self._begin()
        elif self.pane is not None:
            self.pane.let_go()  # what was refused is shown as it is kept

    def _tell(self, words: str, undo: Callable[[], None], key: str = _UNDO, more: str = "") -> None:
        choices = (Choice(_("Undo"), undo, "undo"),)
        self._stage.tell(Notice(words, more, "quiet", choices, key))

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key="profile"))
