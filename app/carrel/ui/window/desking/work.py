"""What all who carry out something at a desk need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carrel.base.words import _
from carrel.ui.jobs import Job, Work
from carrel.ui.window.doing import Doing

if TYPE_CHECKING:
    from carrel.ui.panes.desk import DeskPane


@dataclass(frozen=True)
class DeskDoing(Doing):
    """The pane, and how things are done and told there. running: what is being brought in, one thing at a time."""

    pane: DeskPane
    running: list[Job] = field(default_factory=list)

    def bring(
        self, work: Work, each: Callable[[object], None] = lambda _step: None, then: Callable[[], None] = lambda: None
    ) -> None:
        """Do something long, with its progress and a way to stop it. each: hears of every step. then: at its end, be
        it stopped or not.
        """
        if self.running:
            self.tell(
                _("Something is being brought in already."), _("Wait until that is done, or stop it."), tone="hint"
            )
            return
        job = self.jobs.prepare(work)
        self.running.append(job)
        self.pane.is_begun(True)
        job.progressed.connect(self.pane.busy.show_progress)
        job.step.connect(each)
        job.failed.connect(self.fail)
        job.finished.connect(lambda _last: then())
        job.stopped.connect(then)
        job.ended.connect(self._end)
        job.start()

    def stop(self) -> None:
        """Stop what is being brought in; what came in already stays."""
        for job in self.running:
            job.stop()

    def _end(self) -> None:
        self.running.clear()
        self.pane.is_begun(False)
        self.pane.busy.show_progress(None)
