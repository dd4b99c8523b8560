"""Changes to one chat or many, each with its word and its undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.courses.model import Course
from carrel.flows import browse, courses, tidy
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice


class Tidying(QObject):
    """told: a Notice. deleted, undeleted: the ids of chats. done: a change was kept."""

    told = Signal(object)
    deleted = Signal(object)
    undeleted = Signal(object)
    done = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs

    def rename(self, conversation: str, title: str) -> None:
        """Give a chat the title a person wrote."""
        self._do(lambda: browse.rename(self._kit, conversation, title))

    def pin(self, conversations: Sequence[str], pinned: bool = True) -> None:
        """Keep chats at the top of the list, or no longer."""

        def tell(changed: list[str]) -> None:
            if len(conversations) > 1 and changed:
                words = counted("{count} chat pinned.", "{count} chats pinned.", len(changed))
                self._tell(words, lambda: self._do(lambda: tidy.pin_many(self._kit, changed, not pinned)))

        self._do(lambda: tidy.pin_many(self._kit, conversations, pinned), tell)

    def delete(self, conversations: Sequence[str]) -> None:
        """Delete chats."""
        self._do(lambda: tidy.delete_many(self._kit, conversations), self._tell_deleted)

    def delete_empty(self) -> None:
        """Delete the chats in which there is nothing."""

        def tell(gone: list[str]) -> None:
            if gone:
                self._tell_deleted(gone)
            else:
                self.told.emit(Notice(_("There are no empty chats."), tone="quiet", key="undo"))

        self._do(lambda: tidy.delete_empty(self._kit), tell)

    def move(self, conversations: Sequence[str], course: str | None, known: Sequence[Course]) -> None:
        """Put chats into a course, or out of any."""
        title = next((one.title for one in known if one.id == course), None)

        def tell(places: tuple[courses.Place, ...]) -> None:
            count = counted("{count} chat", "{count} chats", len(places))
            words = (
                _("{chats} moved to {course}.").format(chats=count, course=beside(title))
                if title is not None
                else _("{chats} moved out of their course.").format(chats=count)
            )
            self._tell(words, lambda: self._do(lambda: courses.put_back(self._kit, places)))

        self._do(lambda: courses.move(self._kit, conversations, course), tell)

    def _tell_deleted(self, gone: list[str]) -> None:
        def undo() -> None:
            self._do(lambda: tidy.undelete_many(self._kit, gone), lambda _done: self.undeleted.emit(gone))

        self.deleted.emit(gone)
        words = counted("Chat deleted.", "{count} chats deleted.", len(gone))
        self._tell(words, undo)

    def _tell(self, words: str, undo: Callable[[], None]) -> None:
        self.told.emit(Notice(words, tone="quiet", choices=(Choice(_("Undo"), undo, "undo"),), key="undo"))

    def _do(self, work: Callable[[], object], then: Callable[[Any], None] | None = None) -> None:
        def end(result: object) -> None:
            self.done.emit()
            if then is not None:
                then(result)

        self._jobs.fetch(work, end, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="list"))
