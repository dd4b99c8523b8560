"""How full the model's context is: shown, explained, and relieved by a summary when a person asks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.flows import prepare
from carrel.flows.kit import Kit
from carrel.flows.prepare import Meter
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.conversation.chat import Chat
from carrel.ui.widgets.meter import ContextMeter, is_nearly_full

_KEY = "meter"


class Fullness(QObject):
    """told: a Notice. shown_requested: a title and a text somebody wants to look at."""

    told = Signal(object)
    shown_requested = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, chat: Chat, shown: ContextMeter) -> None:
        super().__init__(chat)
        self._kit, self._jobs, self._chat, self._shown = kit, jobs, chat, shown
        self._known: Meter | None = None
        self._work: Job | None = None
        chat.idle.measured.connect(self._take)
        chat.answering.connect(self._give_way)
        shown.clicked.connect(self.explain)

    def forget(self) -> None:
        """Another chat is shown: nothing is known of it yet."""
        self._known = None
        self._shown.forget()

    def explain(self) -> None:
        """Say what fills it, and what can be done."""
        if self._known is None:
            return
        used, context = self._known.used, self._known.context
        what = _("The next turn would take {used} of the {context} tokens that the model can keep in mind.").format(
            used=f"{used:,}", context=f"{context:,}"
        )
        full = is_nearly_full(used, context, self._known.dropped)
        how = _("When it is nearly full, a summary stands for older turns. Nothing is taken out of the chat itself.")
        choices = [Choice(_("Show what would be sent"), self._show_prompt, "showPrompt")]
        if full and self._chat.id is not None and not self._chat.is_answering:
            choices.insert(0, Choice(_("Summarise now"), self._summarise, "summariseNow"))
        words = "\n".join((*self._known.dropped, how))
        self.told.emit(Notice(what, words, "hint" if full else "quiet", tuple(choices), key=_KEY))

    def _take(self, meter: Meter) -> None:
        self._known = meter
        self._shown.show_use(meter.used, meter.context, meter.dropped)

    def _summarise(self) -> None:
        conversation = self._chat.id
        if conversation is None or self._work is not None:
            return
        begun: list[Progress] = []
        job = self._work = self._jobs.prepare(lambda cancel: prepare.shorten(self._kit, conversation, cancel))
        job.progressed.connect(begun.append)
        job.progressed.connect(self._say_progress)
        job.finished.connect(lambda _last: self._say_done(bool(begun)))
        job.failed.connect(self._fail)
        job.stopped.connect(lambda: self._tell(_("Nothing was summarised.")))
        job.ended.connect(self._end)
        job.start()

    def _say_progress(self, progress: Progress) -> None:
        if self._work is not None:
            stop = Choice(_("Stop"), self._work.stop, "stopSummary")
            self.told.emit(Notice(f"{progress.label}…", tone="quiet", choices=(stop,), key=_KEY))

    def _say_done(self, something: bool) -> None:
        self._tell(_("Older turns are summarised.") if something else _("There is nothing to summarise yet."))
        self._chat.reload(self._chat.ponder)

    def _tell(self, what: str) -> None:
        self.told.emit(Notice(what, tone="quiet", key=_KEY))

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))

    def _end(self) -> None:
        self._work = None

    def _give_way(self, answering: bool) -> None:
        """Nobody waits for a summary that nobody needs yet."""
        if answering and self._work is not None:
            self._work.stop()

    def _show_prompt(self) -> None:
        chat = self._chat
        conversation, draft = chat.id, chat.written()
        course = chat.course.id if chat.course is not None else None

        def show(text: str) -> None:
            self.shown_requested.emit(_("What the model would receive"), text)

        work = self._jobs.prepare(
            lambda cancel: iter((prepare.next_prompt(self._kit, conversation, cancel, draft, course),))
        )
        work.finished.connect(show)
        work.failed.connect(self._fail)
        work.start()
