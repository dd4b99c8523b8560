"""A teacher's desk: the pages of a class, with a place for what they tell, and nothing of the window around them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from carrel.classroom.model import Arrived, Heading, Issuer
from carrel.classroom.post import tables as post
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import NoticeBar
from carrel.ui.panes.teach.seeing import NowPage, QuestionsPage, SeeingPage, SkillsPage
from carrel.ui.theme import Theme
from carrel.ui.window.seeing import Seeing
from tests.flows.classes.seeing.kit import Class, a_class, at, attempt

FIRST = ("Amara", "Bilal", "Chidi", "Dora", "Emre", "Farid", "Greta", "Hana", "Ivo", "Jun")
LAST = ("Adeyemi", "Brandt", "Castillo")
ARABIC = ("مريم", "يوسف", "ليلى", "عمر", "سارة", "خالد", "نور", "هدى", "زياد", "ريم")
ARABIC_LAST = ("الحسن", "المنصور", "القاسم")


class Room(QWidget):
    """The pages under tabs. bugs: reports of what went wrong beside the window."""

    def __init__(self, kit: Kit, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversationPane")
        self.jobs = Jobs(self)
        self.bugs: list[str] = []
        self.jobs.bug.connect(self.bugs.append)
        self.notices = NoticeBar()
        self.seeing = Seeing(kit, self.jobs, theme, self, self.notices.show_notice)
        self.pages: list[SeeingPage] = self.seeing.pages()
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        for page in self.pages:
            page.told.connect(self.notices.show_notice)
            self.tabs.addTab(page.title)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    @property
    def now(self) -> NowPage:
        """The queue."""
        return next(page for page in self.pages if isinstance(page, NowPage))

    @property
    def skills(self) -> SkillsPage:
        """The heat map."""
        return next(page for page in self.pages if isinstance(page, SkillsPage))

    @property
    def questions(self) -> QuestionsPage:
        """The figures of the questions."""
        return next(page for page in self.pages if isinstance(page, QuestionsPage))

    def show_class(self, classroom: str) -> None:
        """Let every page show this class."""
        for page in self.pages:
            page.show_class(classroom)

    def open(self, page: SeeingPage) -> None:
        """Turn to a page."""
        self.tabs.setCurrentIndex(self.pages.index(page))

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return not self.jobs.running and all(page.is_at_rest for page in self.pages)


def handed_in(db: Any, made: Class) -> None:
    """All but the first three gave their work back."""
    for number, pupil in enumerate(made.pupils[3:]):
        heading = Heading(f"r{number}", "results", at(0), Issuer("", bytes([number] * 32)), made.room.id, 1)
        post.take(db, Arrived(heading, {}, "ok", f"digest{number}"), at(12_000 + number), pupil.id)


def lively(items: Sequence[tuple[str, str]], *, arabic: bool = False, pupils: int = 30, seed: int = 7) -> Class:
    """A class of thirty in which much happened, at these items with their skills."""
    chance = random.Random(seed)
    first, last = (ARABIC, ARABIC_LAST) if arabic else (FIRST, LAST)
    names = [f"{name} {family}" for family in last for name in first][:pupils]
    made = a_class(0, names)
    made.room = replace(made.room, title="الصف السابع" if arabic else "7b Mathematics")
    groups = ("أزرق", "أحمر") if arabic else ("Blue", "Red")
    few = ("Four",)
    made.pupils = [
        replace(one, groups=(groups[place % 2], *(few if place < 4 else ()))) for place, one in enumerate(made.pupils)
    ]
    answers = ("٧", "x = 3") if arabic else ("7", "x = 3", "one half", "0.25")
    skills = list(dict.fromkeys(skill for _item, skill in items))
    for pupil in made.pupils:
        able, minute = chance.random(), chance.randrange(3000)
        for skill in chance.sample(skills, max(1, round(len(skills) * chance.uniform(0.5, 1)))):
            mine = [item for item, of in items if of == skill]
            for _each in range(chance.randrange(1, 13)):
                minute += chance.randrange(5, 400)
                right = chance.random() < 0.15 + 0.8 * able - 0.3 * (skills.index(skill) / len(skills))
                level = chance.choice((0, 0, 0, 0, 1, 3, 5)) if not right else 0
                name = f"{pupil.id}-{len(made.tries)}"
                one = attempt(name, pupil.id, minute, item=chance.choice(mine), skills=(skill,), help=level,
                              verdict="right" if right else "wrong", answer=chance.choice(answers))  # fmt: skip
                if not right and chance.random() < 0.2:
                    one = replace(
                        one,
                        misconception=chance.choice(
                            ("takes the larger part for the larger number", "adds the denominators", "forgets to carry")
                        ),
                    )
                if not right and chance.random() < 0.01:
                    one = replace(one, contested="My answer is the same number, only written in another way.",
                                  why="The answer differs from the key.")  # fmt: skip
                made.tries.append(one)
    return made
