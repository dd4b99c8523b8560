"""The pages of a desk in the order of their tabs, each with the one who carries out what is asked on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.desk import DeskPane
from carrel.ui.panes.desk.knowledge import ArticlesPage, CasesPage, CataloguePage, TextsPage
from carrel.ui.panes.desk.tickets import TicketsPage
from carrel.ui.theme import Theme
from carrel.ui.window.desking.knowledge import Articles, Cases, Catalogue, Texts
from carrel.ui.window.desking.tickets import OpenSource, Tickets
from carrel.ui.window.desking.whole import Whole
from carrel.ui.window.desking.work import DeskDoing
from carrel.ui.window.stage import Stage


def furnish(kit: Kit, jobs: Jobs, theme: Theme, stage: Stage, window: QWidget, open_source: OpenSource) -> DeskPane:
    """The pane with all of them."""
    tickets = TicketsPage(kit, jobs, theme)
    articles, catalogue = ArticlesPage(kit, jobs, theme), CataloguePage(kit, jobs, theme)
    procedures, macros = TextsPage(kit, jobs, theme, "procedure"), TextsPage(kit, jobs, theme, "macro")
    cases = CasesPage(kit, jobs, theme)
    pane = DeskPane(kit, jobs, theme, [tickets, articles, procedures, catalogue, macros, cases])
    doing = DeskDoing(kit, jobs, theme, stage, window, "desk", pane)

    def show_product(code: str) -> None:
        catalogue.show_product(code)
        pane.show_page(catalogue)

    def show_proposal(proposal: str) -> None:
        articles.choose(proposal)
        pane.show_page(articles)

    Whole(doing)
    Tickets(doing, tickets, open_source, show_product, show_proposal)
    Articles(doing, articles)
    Texts(doing, (procedures, macros))
    Catalogue(doing, catalogue)
    Cases(doing, cases)
    articles.read_requested.connect(open_source)
    return pane
