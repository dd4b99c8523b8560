"""The pages of a desk in the order of their tabs, each with the one who carries out what is asked on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.desk import DeskPane
from carrel.ui.panes.desk.tickets import TicketsPage
from carrel.ui.theme import Theme
from carrel.ui.window.desking.tickets import Tickets
from carrel.ui.window.desking.whole import Whole
from carrel.ui.window.desking.work import DeskDoing
from carrel.ui.window.stage import Stage


def furnish(
    kit: Kit,
    jobs: Jobs,
    theme: Theme,
    stage: Stage,
    window: QWidget,
    open_source: Callable[[str, int | None, str], None],
) -> DeskPane:
    """The pane with all of them."""
    page = TicketsPage(kit, jobs, theme)
    pane = DeskPane(kit, jobs, theme, [page])
    doing = DeskDoing(kit, jobs, theme, stage, window, "desk", pane)
    Whole(doing)
    Tickets(doing, page, open_source, lambda _code: None, lambda _proposal: None)
    return pane
