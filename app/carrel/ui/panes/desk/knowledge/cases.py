"""The page of solved cases: what was asked, and how it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from carrel.base.show import isolated, one_line
from carrel.base.words import _
from carrel.desk.model import PastCase
from carrel.flows.desks import bringing
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.desk.knowledge.sided import About, SidedPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.passage import Passage

_LONGEST, _BELOW, _SHOWN = 120, 90, 8_000


class CasesPage(SidedPage):
    """file_requested: a table is to be brought in. file_given: one that was let go over the place."""

    file_requested = Signal()
    file_given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        more = _(
            "They come from the tickets that you solve, and from a table (CSV) with the columns asked and answered."
        )
        bring = _("Bring in solved cases…")
        nothing = Nothing(theme, _("There are no solved cases yet."), more, bring, "casesNothing")
        super().__init__(kit, jobs, theme, About(_("Solved cases"), "cases"), nothing)
        self._cases: dict[str, PastCase] = {}
        self.bring = button(bring, "primary", "bringCases")
        self.remove = button(_("Remove"), "outline", "removeCase")
        self.asked, self.answered = Passage(theme, "caseAsked"), Passage(theme, "caseAnswered")
        self._page = Page(theme, "casePage", widest=1.1, above=0, below=1)
        for part in (
            label(_("Asked"), "strong", wrap=True),
            self.asked,
            label(_("Answered"), "strong", wrap=True),
            self.answered,
        ):
            self._page.column.addWidget(part)
        self.ways.addWidget(self.bring)
        self.ways.addWidget(self.remove)
        self.beside.addWidget(self._page)
        for way in (self.bring, self.nothing.step):
            way.clicked.connect(self.file_requested)
        self.remove.clicked.connect(self._remove)
        self.list.removed.connect(lambda _case: self._remove())
        self.frame()

    def look(self) -> object:
        """The cases, the newest first."""
        return bringing.past_cases(self.kit, self.desk)

    def lines(self, found: object) -> Sequence[Line]:
        """How each begins."""
        assert isinstance(found, list)
        self._cases = {one.id: one for one in found}
        self.remove.setVisible(bool(found))
        return [
            Line(one.id, isolated(one_line(one.asked, _LONGEST)), below=isolated(one_line(one.answered, _BELOW)))
            for one in found
        ]

    def show_chosen(self) -> None:
        """Show the chosen case."""
        chosen = self.list.chosen
        one = self._cases.get(chosen.id) if chosen is not None else None
        self._page.setVisible(one is not None)
        self.remove.setEnabled(one is not None)
        if one is not None:
            self.asked.show_text(one.asked[:_SHOWN], name=_("Asked"), markdown=False)
            self.answered.show_text(one.answered[:_SHOWN], name=_("Answered"), markdown=False)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """A table that is let go while this page is in sight is one of cases."""
        if self.isVisible() and len(paths) == 1 and paths[0].suffix.lower() in (".csv", ".tsv"):
            self.file_given.emit(paths[0])
            return True
        return False

    def _remove(self) -> None:
        chosen, kit = self.list.chosen, self.kit
        if chosen is not None:
            self.do(
                partial(bringing.remove_cases, kit, [chosen.id]),
                _("The case was removed."),
                lambda _done: partial(bringing.put_back_cases, kit, [chosen.id]),
            )
