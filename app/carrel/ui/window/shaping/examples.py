"""What is asked on the page of examples is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.conversations.model import Conversation
from carrel.courses.model import Course
from carrel.desk.model import Desk
from carrel.examples.model import Correction
from carrel.flows import browse
from carrel.flows.courses import courses
from carrel.flows.datasets.bringing import BroughtExamples, bring
from carrel.flows.datasets.making import DatasetOut
from carrel.flows.datasets.sources import desks
from carrel.flows.examples import kept
from carrel.flows.examples.kept import Held
from carrel.ui.notices import Choice
from carrel.ui.panes.shape.examples import ExamplesPage
from carrel.ui.window.doing import Doing, show_folder

_MOST_CHATS = 100
_MOST_NAMED = 4


class Examples(QObject):
    """page: where it is asked."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing.stage)
        self._doing = doing
        self.page = page = ExamplesPage(doing.kit, doing.jobs, doing.theme)
        page.write_requested.connect(lambda: self._open_form(None))
        page.edit_requested.connect(self._edit)
        page.remove_requested.connect(self._remove)
        page.dataset_requested.connect(self._open_dataset)
        page.bring_requested.connect(self._ask_for_files)
        page.brought.connect(self._bring)

    def _edit(self, held: Held) -> None:
        self._open_form(held.correction)

    def _open_form(self, correction: Correction | None) -> None:
        def show(known: list[Course | Desk]) -> None:
            from carrel.ui.dialogs.examples.writing import ExampleDialog  # noqa: PLC0415 - not for the first paint

            dialog = ExampleDialog(correction, known, self._doing.theme, self._doing.window)
            dialog.given.connect(lambda one: self._doing.keep(dialog, lambda: self._kept(one), self._show))
            self._doing.open(dialog)

        kit = self._doing.kit
        self._doing.do(lambda: [*courses(kit), *desks(kit)], show)

    def _kept(self, one: Correction) -> Correction:
        kit = self._doing.kit
        return kept.change(kit, one) if one.id else kept.add(kit, one.question, one.better, one.why, one.place)

    def _show(self, one: Correction) -> None:
        self.page.show_example(one.id)

    def _remove(self, examples: Sequence[str]) -> None:
        def tell(removed: list[Correction]) -> None:
            words = counted("The example was removed.", "{count} examples were removed.", len(removed))
            self._doing.tell_undoable(words, lambda: kept.put_back(self._doing.kit, removed))

        self._doing.do(lambda: kept.remove(self._doing.kit, examples), tell)

    def _open_dataset(self) -> None:
        doing = self._doing

        def show(offered: tuple[list[Course], list[Conversation], list[Desk]]) -> None:
            from carrel.ui.dialogs.examples.dataset import DatasetDialog  # noqa: PLC0415 - not for the first paint

            dialog = DatasetDialog(doing.kit, doing.jobs, offered, doing.theme, doing.window)

            def ask() -> None:
                where = doing.file_dialog(
                    _("Where the dataset is to stand"), "chooseDataset", QFileDialog.FileMode.Directory
                )
                where.fileSelected.connect(lambda path: dialog.write(Path(path)))
                doing.open(where)

            dialog.folder_requested.connect(ask)
            dialog.written.connect(self._tell_written)
            doing.open(dialog)

        kit = doing.kit
        doing.do(lambda: (courses(kit), browse.conversations(kit, _MOST_CHATS), desks(kit)), show)

    def _tell_written(self, out: DatasetOut) -> None:
        rows = counted("One row to learn from was written.", "{count} rows to learn from were written.", out.learned)
        held = counted("One row is held out.", "{count} rows are held out.", out.held_out)
        self._doing.tell(rows, f"{held} {out.folder}", show_folder(out.files[0]))

    def _ask_for_files(self) -> None:
        dialog = self._doing.file_dialog(_("Bring in examples"), "chooseExamples", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Datasets") + " (*.json *.jsonl)")
        dialog.filesSelected.connect(lambda paths: self._bring([Path(path) for path in paths]))
        self._doing.open(dialog)

    def _bring(self, paths: Sequence[Path]) -> None:
        kit = self._doing.kit

        def work(cancel: Cancel) -> Iterator[object]:
            told: list[BroughtExamples] = []
            for path in paths:
                for step in bring(kit, path, cancel):
                    if isinstance(step, BroughtExamples):
                        told.append(step)
                    else:
                        yield step
            yield told

        job = self._doing.jobs.prepare(work)
        job.finished.connect(self._tell_brought)
        job.failed.connect(self._doing.fail)
        job.start()

    def _tell_brought(self, told: list[BroughtExamples]) -> None:
        made = [one for brought in told for one in brought.kept]
        words = counted("One example came in.", "{count} examples came in.", len(made))
        known = sum(brought.known for brought in told)
        more = [counted("One was here already.", "{count} were here already.", known)] if known else []
        faults = [sentence for brought in told for sentence in brought.sentences()]
        more += faults[:_MOST_NAMED]
        if len(faults) > _MOST_NAMED:
            more.append(counted("And one more.", "And {count} more.", len(faults) - _MOST_NAMED))
        undo = Choice(_("Undo"), lambda: self._take_back(made), "undo")
        self._doing.tell(words, " ".join(more), *((undo,) if made else ()), key="undo")

    def _take_back(self, made: Sequence[Correction]) -> None:
        self._doing.do(lambda: kept.remove(self._doing.kit, [one.id for one in made]))
