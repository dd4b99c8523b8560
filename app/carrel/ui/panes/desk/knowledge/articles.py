"""The page of articles: the documents a desk answers from, and those that solved cases propose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carrel.base.show import isolated, one_line
from carrel.base.words import _, counted
from carrel.desk.model import ProposedArticle
from carrel.flows.desks import desks, learning
from carrel.flows.desks.desks import DeskArticle
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.desk.knowledge.proposal import ProposalBox
from carrel.ui.panes.desk.knowledge.sided import About, SidedPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label

ENDINGS = (".md", ".markdown", ".txt", ".pdf", ".docx", ".odt", ".html", ".htm", ".epub", ".pptx")


@dataclass(frozen=True)
class _Look:
    articles: Sequence[DeskArticle]
    proposals: Sequence[ProposedArticle]


class ArticlesPage(SidedPage):
    """files_requested: documents are to be brought in. files_given: those that were let go over the place.

    read_requested: the id of a document.
    """

    files_requested = Signal()
    files_given = Signal(object)
    read_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        more = _("Bring in what you know: Markdown, text, PDF, Word, web pages. Only this desk answers from it.")
        bring = _("Bring in articles…")
        nothing = Nothing(theme, _("There are no articles yet."), more, bring, "articlesNothing")
        about = About(_("Articles"), "articles", frozenset({"desk", "library"}))
        super().__init__(kit, jobs, theme, about, nothing)
        self._articles: dict[str, DeskArticle] = {}
        self._proposals: dict[str, ProposedArticle] = {}
        self.bring = button(bring, "primary", "bringArticles")
        self.waiting = label("", "muted", wrap=True, name="proposalsWaiting")
        self.heading = label("", "heading", wrap=True, name="articleTitle")
        self.about = label("", "muted", wrap=True, name="articleAbout")
        self.open = button(_("Read it"), "primary", "readArticle")
        self.remove = button(_("Take it off the desk"), "outline", "removeArticle")
        self.proposal = ProposalBox(theme)
        self._article = Page(theme, "articlePage", widest=1.1, above=0, below=1)
        self._lay_out()
        self._connect()
        self.frame()

    def _lay_out(self) -> None:
        self.ways.addWidget(self.bring)
        self.ways.addWidget(self.waiting)
        acts, row = Flow(self.theme.size("space_small")), QWidget()
        for act in (self.open, self.remove):
            acts.addWidget(act)
        row.setLayout(acts)
        for part in (self.heading, self.about, row):
            self._article.column.addWidget(part)
        for face in (self._article, self.proposal):
            self.beside.addWidget(face)

    def _connect(self) -> None:
        for way in (self.bring, self.nothing.step):
            way.clicked.connect(self.files_requested)
        self.open.clicked.connect(self._read)
        self.remove.clicked.connect(self._remove)
        self.list.opened.connect(self._open)
        self.list.removed.connect(lambda _id: self._remove())
        self.proposal.written.connect(self._keep)
        self.proposal.approved.connect(self._approve)
        self.proposal.discarded.connect(self._discard)

    def look(self) -> object:
        """The articles, and what is proposed."""
        return _Look(desks.on_desk(self.kit, self.desk).articles, learning.proposals(self.kit, self.desk))

    def lines(self, found: object) -> Sequence[Line]:
        """What is proposed first, then the articles by their titles."""
        assert isinstance(found, _Look)
        self._articles = {one.document.id: one for one in found.articles}
        self._proposals = {one.id: one for one in found.proposals}
        count = len(self._proposals)
        said = counted("One proposed article waits for you.", "{count} proposed articles wait for you.", count)
        self.waiting.setText(said if count else "")
        waits = _("waits for you")
        return [
            *(Line(one.id, isolated(one_line(one.title)), waits) for one in found.proposals),
            *(
                Line(one.document.id, isolated(one_line(one.document.title)), below=isolated(one_line(one.file)))
                for one in found.articles
            ),
        ]

    def show_chosen(self) -> None:
        """Show the chosen article, or what is proposed."""
        chosen = self.list.chosen
        proposal = self._proposals.get(chosen.id) if chosen is not None else None
        article = self._articles.get(chosen.id) if chosen is not None else None
        self.beside.setVisible(proposal is not None or article is not None)
        if proposal is not None:
            self.proposal.show_proposal(proposal)
            self.beside.setCurrentWidget(self.proposal)
        elif article is not None:
            self.flush()
            self.heading.setText(isolated(article.document.title))
            self.about.setText(isolated(one_line(article.file)))
            self.about.setVisible(bool(article.file))
            self.beside.setCurrentWidget(self._article)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Documents that are let go while this page is in sight become articles."""
        if self.isVisible() and any(path.suffix.lower() in ENDINGS or not path.suffix for path in paths):
            self.files_given.emit(paths)
            return True
        return False

    def flush(self) -> None:
        """Keep what is being written."""
        self.proposal.keep_now()

    def _open(self, wanted: str) -> None:
        if wanted in self._articles:
            self.read_requested.emit(wanted)
        elif wanted in self._proposals:
            self.proposal.text.setFocus()

    def _read(self) -> None:
        if self.list.chosen is not None:
            self.read_requested.emit(self.list.chosen.id)

    def _remove(self) -> None:
        chosen = self.list.chosen
        article = self._articles.get(chosen.id) if chosen is not None else None
        if article is None:
            return
        document = article.document
        said = _("“{title}” is off the desk.").format(title=isolated(document.title))
        back = partial(desks.lay_on, self.kit, self.desk, document.id, article.file)
        self.do(partial(desks.take_off, self.kit, self.desk, document.id), said, lambda _done: back)

    def _keep(self, proposal: str, title: str, text: str) -> None:
        self.jobs.fetch(partial(learning.change, self.kit, proposal, title, text), None, self.fail)

    def _approve(self, proposal: str, title: str, text: str) -> None:
        kit = self.kit

        def act() -> object:
            learning.change(kit, proposal, title, text)
            return learning.approve(kit, proposal)

        said = _("It is an article of this desk now.")
        self.do(act, said, lambda _done: partial(learning.reopen, kit, proposal))

    def _discard(self, proposal: str) -> None:
        kit = self.kit
        said = _("It was discarded, and is not proposed again.")
        self.do(partial(learning.discard, kit, proposal), said, lambda _done: partial(learning.reopen, kit, proposal))
