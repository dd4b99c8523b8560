"""What a teacher sees of a class, in the window: its pages, the page of a pupil, the tries behind figures, reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.theme import Theme
from carrel.ui.window.saving import Saving

if TYPE_CHECKING:
    from carrel.flows.classes.seeing.case import Case
    from carrel.flows.classes.seeing.evidence import Behind, Figured
    from carrel.flows.classes.seeing.pupil import PupilPage
    from carrel.flows.classes.seeing.report import Report
    from carrel.ui.panes.teach.seeing import NowPage, SeeingPage

_KEY = "seeing"


class Seeing(QObject):
    """Opens what is asked for on the pages. tell: shows a Notice where the work is."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, window: QWidget, tell: Callable[[Notice], None]) -> None:
        super().__init__(window)
        self._kit, self._jobs, self._theme, self._window, self._tell = kit, jobs, theme, window, tell
        self.saving = Saving(jobs, window, tell, key=_KEY)

    def pages(self) -> list[SeeingPage]:
        """New pages of a class, whose asks are answered here."""
        from carrel.ui.panes.teach.seeing import NowPage, seeing_pages  # noqa: PLC0415 - not for the first paint

        made = seeing_pages(self._kit, self._jobs, self._theme)
        for page in made:
            page.pupil_requested.connect(partial(self._ask_pupil, page))
            page.evidence_requested.connect(partial(self._ask_evidence, page))
            page.report_requested.connect(partial(self._ask_report, page))
            page.save_requested.connect(self.saving.ask)
            if isinstance(page, NowPage):
                page.dismiss_requested.connect(partial(self._ask_reason, page))
        return made

    def show_pupil(self, classroom: str, who: str) -> None:
        """Open the page of a pupil of this class; who: the name, the code or the id."""
        from carrel.flows.classes.seeing.pupil import page  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(page, self._kit, classroom, who), partial(self._open_pupil, classroom), self._fail)

    def show_own(self, joined: str = "") -> None:
        """Open one's own page in a class one is a pupil of; without its id, in the only one."""
        from carrel.flows.classes.seeing.own import own_page  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(own_page, self._kit, joined), partial(self._open_pupil, ""), self._fail)

    def show_evidence(self, classroom: str, title: str, said: str, figure: Figured) -> None:
        """Open the tries behind a figure; classroom: empty for one's own."""
        from carrel.flows.classes.seeing.evidence import evidence_of  # noqa: PLC0415 - not for the first paint

        found = partial(evidence_of, self._kit, figure, classroom)
        self._jobs.fetch(found, partial(self._open_evidence, title, said), self._fail)

    def keep_report(self, make: Callable[[], Report], ending: str) -> None:
        """Make a report, and let a person choose where to keep it; ending: of its file name."""
        from carrel.flows.classes.seeing.report_files import written  # noqa: PLC0415 - not for the first paint
        from carrel.ui.render.report import paper_theme, pdf_bytes  # noqa: PLC0415 - not for the first paint

        theme = paper_theme() if ending == "pdf" else None

        def made() -> tuple[str, bytes]:
            report = make()
            return report.title, written(report, ending) if theme is None else pdf_bytes(report, theme)

        def keep(told: tuple[str, bytes]) -> None:
            title, content = told
            self.saving.ask(title, ending, content)

        job = self._jobs.prepare(lambda _cancel: iter((made(),)))
        job.finished.connect(keep)
        job.failed.connect(self._fail)
        if theme is not None:
            job.ended.connect(theme.deleteLater)
        job.start()

    def _open_pupil(self, classroom: str, told: PupilPage) -> None:
        from carrel.flows.classes.seeing.report import pupil_report  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.seeing.pupil import PupilDialog  # noqa: PLC0415 - not for the first paint

        dialog = PupilDialog(told, self._theme, self._window)
        dialog.evidence_requested.connect(partial(self.show_evidence, classroom))
        dialog.report_requested.connect(partial(self.keep_report, partial(pupil_report, told)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_evidence(self, title: str, said: str, behind: Sequence[Behind]) -> None:
        from carrel.ui.dialogs.seeing.evidence import EvidenceDialog  # noqa: PLC0415 - not for the first paint

        dialog = EvidenceDialog(title, said, behind, self._theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_pupil(self, page: SeeingPage, pupil: str) -> None:
        self.show_pupil(page.classroom, pupil)

    def _ask_evidence(self, page: SeeingPage, title: str, said: str, figure: Figured) -> None:
        self.show_evidence(page.classroom, title, said, figure)

    def _ask_report(self, page: SeeingPage, ending: str) -> None:
        from carrel.flows.classes.seeing.report import class_report  # noqa: PLC0415 - not for the first paint

        self.keep_report(partial(class_report, self._kit, page.classroom, page.of), ending)

    def _ask_reason(self, page: NowPage, case: Case) -> None:
        from carrel.flows.classes.seeing.words import flag  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.seeing.reason import ReasonDialog  # noqa: PLC0415 - not for the first paint

        question = _("Put aside: {who}, {sign}?").format(who=beside(case.pupil.name), sign=flag(case.kind))
        dialog = ReasonDialog(question, self._theme, self._window)
        dialog.given.connect(partial(page.dismiss, case))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fail(self, error: CarrelError) -> None:
        self._tell(Notice.of(error, key=_KEY))
