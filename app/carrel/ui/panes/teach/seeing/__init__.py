"""What a teacher sees of a class: who needs attention, what is known, and how the questions went."""

from __future__ import annotations

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.teach.seeing.now import NowPage
from carrel.ui.panes.teach.seeing.page import SeeingPage
from carrel.ui.panes.teach.seeing.questions import QuestionsPage
from carrel.ui.panes.teach.seeing.skills import SkillsPage
from carrel.ui.theme import Theme

__all__ = ["NowPage", "QuestionsPage", "SeeingPage", "SkillsPage", "seeing_pages"]


def seeing_pages(kit: Kit, jobs: Jobs, theme: Theme) -> list[SeeingPage]:
    """The three pages in their order."""
    return [NowPage(kit, jobs, theme), SkillsPage(kit, jobs, theme), QuestionsPage(kit, jobs, theme)]
