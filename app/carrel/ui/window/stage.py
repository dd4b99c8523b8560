"""The middle of the window: the chat, and the places that can stand there instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from carrel.ui.actions import commands
from carrel.ui.notices import Notice
from carrel.ui.widgets.place_pane import PlacePane


class Finds(Protocol):
    """A place in which one can look for words."""

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]: ...


def find_in(places: Iterable[Finds], otherwise: Callable[[], object]) -> Callable[[], object]:
    """Look for words in that place of these which is shown, otherwise elsewhere."""
    for place in places:
        otherwise = place.find(otherwise)
    return otherwise


class Stage(QObject):
    """One place at a time, made when it is first wanted. shown: the id of the place that came, "" for the chat.

    told: a Notice, while no place is there to show it. withdrawn: one that no longer holds.
    """

    shown = Signal(str)
    told = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, middle: QStackedWidget, chat: QWidget) -> None:
        super().__init__(middle)
        self._middle, self._chat, self._itself = middle, chat, chat
        self._ways: dict[str, Callable[[], PlacePane]] = {}
        self._made: dict[str, PlacePane] = {}
        self.here = ""
        middle.addWidget(chat)

    @property
    def middle(self) -> QWidget:
        """Where the places and the chat stand."""
        return self._middle

    def add(self, place: str, make: Callable[[], PlacePane]) -> None:
        """A place there is, and how its pane is made."""
        self._ways[place] = make

    def has(self, place: str) -> bool:
        """Whether there is this place."""
        return place in self._ways

    def pane(self, place: str) -> PlacePane:
        """The pane of a place."""
        if place not in self._made:
            made = self._made[place] = self._ways[place]()
            made.left.connect(self.leave)
            self._middle.addWidget(made)
        return self._made[place]

    def toggle(self, place: str) -> None:
        """Show a place, or the chat again where it is shown."""
        self.leave() if self.here == place else self.open(place)

    def open(self, place: str) -> None:
        """Show a place, fresh, with the focus in it."""
        pane = self.pane(place)
        self.here = place
        self._middle.setCurrentWidget(pane)
        pane.refresh()
        pane.take_focus()
        self.shown.emit(place)

    def leave(self) -> None:
        """Show the chat again."""
        if self.here:
            self.here = ""
            self._middle.setCurrentWidget(self._chat)
            self.shown.emit("")

    def put_before(self, chat: QWidget) -> None:
        """Let something else stand where the chat does, until it is taken away."""
        self._middle.addWidget(chat)
        self._chat = chat
        self._middle.setCurrentWidget(chat)

    def take_away(self, chat: QWidget) -> None:
        """End that: what stood there is gone, and the chat is itself again."""
        self._chat = self._itself
        if not self.here:
            self._middle.setCurrentWidget(self._chat)
        self._middle.removeWidget(chat)
        chat.deleteLater()

    def tell(self, notice: Notice) -> None:
        """Show a notice where a person looks."""
        if self.here:
            self._made[self.here].notices.show_notice(notice)
        else:
            self.told.emit(notice)

    def withdraw(self, notice: Notice) -> None:
        """Take a notice away, wherever it is shown."""
        for pane in self._made.values():
            pane.notices.dismiss(notice)
        self.withdrawn.emit(notice)

    def around(self, doers: Mapping[str, Callable[[], object]]) -> dict[str, Callable[[], object]]:
        """What commands do, with the chat in sight again before those that are about it."""

        def with_chat(act: Callable[[], object]) -> object:
            self.leave()
            return act()

        of_chats = {one.id for one in commands() if one.needs_chat}
        return {name: partial(with_chat, act) if name in of_chats else act for name, act in doers.items()}
