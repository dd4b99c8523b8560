"""What is asked on the page of evaluation sets is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.evaluations.model import Run
from carrel.ui.jobs import Job
from carrel.ui.notices import Choice
from carrel.ui.panes.shape.evaluation import EvaluationPage
from carrel.ui.window.doing import Doing
from carrel.ui.window.saving import Saving

if TYPE_CHECKING:
    from carrel.evaluations.model import EvaluationSet, Kind
    from carrel.flows.classes.seeing.report import Report
    from carrel.flows.evaluate.sets import Looked
    from carrel.flows.evaluate.wearing import Choices, Wearing

_KEY = "evaluation"


class Evaluating(QObject):
    """page: where it is asked."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing.stage)
        self._doing = doing
        self._job: Job | None = None
        self.page = EvaluationPage(doing.kit, doing.jobs, doing.theme)
        self._saving = Saving(doing.jobs, doing.window, doing.stage.tell, key=_KEY)
        face, page = self.page.sets, self.page
        face.new_requested.connect(self.ask_for_new)
        face.bring_requested.connect(self.ask_for_file)
        page.given.connect(self.look_at)
        face.run_requested.connect(self._ask_with_what)
        face.edit_requested.connect(self._ask_to_edit)
        face.remove_requested.connect(self._remove_set)
        face.stop_requested.connect(self.stop)
        face.go_on_requested.connect(self.go_on)
        face.remove_run_requested.connect(self._remove_run)
        page.run.vote_requested.connect(self._vote)
        page.run.save_requested.connect(self._save)
        page.vote.chosen.connect(self._choose)

    def ask_for_new(self) -> None:
        """Let a person write a set; it begins with an example of everything."""
        from carrel.flows.evaluate import sets  # noqa: PLC0415 - not for the first paint

        self._write(_("New evaluation set"), "md", sets.blank(), self._keep_new)

    def ask_for_file(self) -> None:
        """Let a person choose a file of questions."""
        doing = self._doing
        dialog = doing.file_dialog(
            _("Bring in an evaluation set"), "evaluationFileDialog", QFileDialog.FileMode.ExistingFile
        )
        dialog.setNameFilters([f"{_('Evaluation sets')} (*.md *.markdown *.jsonl *.ndjson)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        doing.open(dialog)

    def look_at(self, path: Path) -> None:
        """Show what a file would bring in, with all that is wrong in it; nothing is kept before a person says so."""
        from carrel.flows.evaluate import sets  # noqa: PLC0415 - not for the first paint

        def show(looked: Looked) -> None:
            self._write(
                _("Bring in an evaluation set"), looked.kind, looked.text, partial(self._keep_kind, looked.kind)
            )

        self._doing.do(partial(sets.looked_at, path), show)

    def run(self, named: str, wearing: Wearing) -> None:
        """Run this set, by its id."""
        from carrel.flows.evaluate import running, sets  # noqa: PLC0415 - not for the first paint

        kit = self._doing.kit
        self._follow(lambda cancel: running.run(kit, sets.one(kit, named), wearing, cancel))

    def go_on(self, run: str) -> None:
        """Go on with a run that was stopped."""
        from carrel.flows.evaluate import running  # noqa: PLC0415 - not for the first paint

        self._follow(lambda cancel: running.go_on(self._doing.kit, run, cancel))

    def stop(self) -> None:
        """Ask no further; what was asked is kept."""
        if self._job is not None:
            self._job.stop()

    def _follow(self, steps: Callable[[Cancel], Iterator[object]]) -> None:
        if self._job is not None:
            return
        doing, face = self._doing, self.page.sets
        job = self._job = doing.jobs.prepare(steps)
        job.progressed.connect(face.busy.show_progress)
        job.finished.connect(self._tell_end)
        job.stopped.connect(lambda: doing.tell(_("Stopped. What was asked is kept, and the run can go on."), key=_KEY))
        job.failed.connect(doing.fail)
        job.ended.connect(self._ended)
        face.say_running(True)
        job.start()

    def _tell_end(self, run: object) -> None:
        if isinstance(run, Run):
            show = Choice(_("Show"), lambda: self.page.show_run(run.id), "showRun")
            said = _("“{title}” was run.").format(title=beside(run.title, 80))
            self._doing.tell(said, "", show, key=_KEY)

    def _ended(self) -> None:
        self._job = None
        self.page.sets.busy.show_progress(None)
        self.page.sets.say_running(False)
        self.page.look_again()

    def _ask_with_what(self, named: str) -> None:
        from carrel.flows.evaluate import sets, wearing  # noqa: PLC0415 - not for the first paint

        kit = self._doing.kit
        self._doing.do(lambda: (sets.one(kit, named), wearing.choices(kit)), lambda found: self._open_run(*found))

    def _open_run(self, one: EvaluationSet, offered: Choices) -> None:
        from carrel.ui.dialogs.evaluation.running import RunDialog  # noqa: PLC0415 - not for the first paint

        dialog = RunDialog(one.title, offered, self._doing.theme, self._doing.window)

        def run(wearing: Wearing) -> None:
            dialog.accept()
            self.run(one.id, wearing)

        dialog.given.connect(run)
        self._doing.open(dialog)

    def _ask_to_edit(self, named: str) -> None:
        from carrel.flows.evaluate import sets  # noqa: PLC0415 - not for the first paint

        kit = self._doing.kit

        def show(one: EvaluationSet) -> None:
            title = _("Change a copy of it") if sets.is_shipped(one) else _("Edit the evaluation set")
            self._write(title, one.kind, one.text, lambda text: sets.change(kit, named, text))

        self._doing.do(partial(sets.one, kit, named), show)

    def _write(self, title: str, kind: Kind, text: str, keep: Callable[[str], EvaluationSet]) -> None:
        from carrel.ui.dialogs.evaluation.writing import SetDialog  # noqa: PLC0415 - not for the first paint

        doing = self._doing
        dialog = SetDialog(title, kind, text, doing.jobs, doing.theme, doing.window)

        def kept(made: EvaluationSet) -> None:
            doing.tell(_("“{title}” is kept.").format(title=beside(made.title, 80)), key=_KEY)
            self.page.show_set(made.id)

        dialog.given.connect(lambda given: doing.keep(dialog, partial(keep, given), kept))
        doing.open(dialog)

    def _keep_new(self, text: str) -> EvaluationSet:
        return self._keep_kind("md", text)

    def _keep_kind(self, kind: Kind, text: str) -> EvaluationSet:
        from carrel.flows.evaluate import sets  # noqa: PLC0415 - not for the first paint

        return sets.add(self._doing.kit, sets.checked(kind, text))

    def _remove_set(self, named: str) -> None:
        from carrel.flows.evaluate import sets  # noqa: PLC0415 - not for the first paint

        kit, doing = self._doing.kit, self._doing

        def tell(_done: object) -> None:
            doing.tell_undoable(_("The set was removed; its runs are kept."), partial(sets.put_back, kit, named))

        doing.do(partial(sets.remove, kit, named), tell)

    def _remove_run(self, named: str) -> None:
        from carrel.flows.evaluate import runs  # noqa: PLC0415 - not for the first paint

        kit, doing = self._doing.kit, self._doing

        def tell(_done: object) -> None:
            doing.tell_undoable(_("The run was removed."), partial(runs.put_back, kit, named))

        doing.do(partial(runs.remove, kit, named), tell)

    def _vote(self, one: str, other: str) -> None:
        from carrel.flows.evaluate import voting  # noqa: PLC0415 - not for the first paint

        self._doing.do(partial(voting.begin, self._doing.kit, one, other), self.page.show_ballot)

    def _choose(self, vote: str, question: str, side: str) -> None:
        from carrel.flows.evaluate import voting  # noqa: PLC0415 - not for the first paint

        sides: dict[str, voting.Side] = {"first": "first", "second": "second", "tie": "tie"}
        work = partial(voting.choose, self._doing.kit, vote, question, sides.get(side))
        self._doing.do(work, self.page.vote.show_ballot)

    def _save(self, report: Report, ending: str) -> None:
        from carrel.flows.classes.seeing.report_files import written  # noqa: PLC0415 - not for the first paint

        self._saving.ask(report.title, ending, written(report, ending))
