"""What there is to say and to ask of a message beside its text: how it ended, its buttons, its menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.flows.asks import ASKS
from carrel.ui.plain import menu_tip
from carrel.ui.widgets.flow import Chip
from carrel.ui.widgets.message_tools import Shown


def placed(items: Sequence[Shown]) -> list[Shown]:
    """The messages with what follows from where they stand: the last one, the first of a day, the newest summary."""
    summarised = [index for index, shown in enumerate(items) if shown.summary is not None]
    newest = summarised[-1] if summarised else -1
    day, made = "", []
    for index, shown in enumerate(items):
        now = shown.message.created.day
        place = (index == len(items) - 1, now != day, index == newest)
        day = now
        if place != (shown.last, shown.new_day, shown.newest_summary):
            shown = replace(shown, last=place[0], new_day=place[1], newest_summary=place[2])  # noqa: PLW2901 - the same one
        made.append(shown)
    return made


def ending(message: Message) -> str:
    """A sentence about a reply that is not whole; empty for all others."""
    if message.role == "user":
        return ""
    if message.state == "stopped":
        return _("You stopped this answer.")
    if message.state == "interrupted":
        return _("This answer was cut off.")
    if message.finish == "length":
        return _("This answer reached the longest length that is set.")
    if message.finish == "repetition":
        return _("The model began to repeat itself, so the answer ends here.")
    return ""


def ask_chips(shown: Shown) -> list[Chip]:
    """What stands under the last reply."""
    taken = {"quiz", "unquiz"} if shown.quizzed else set[str]()  # a mark says that it is
    keeping = [row for row in _keeping(shown) if row[0] not in taken]
    return [Chip(act, words, tip) for act, words, tip in (*_asks(), *keeping)]


def marks(shown: Shown) -> list[Chip]:
    """What somebody did with a reply, and can look at or take back."""
    chips = []
    if shown.quizzed:
        chips.append(
            Chip("quiz", _("Kept for practice"), _("Its questions are kept. Press to practise them again."), "mark")
        )
    if shown.corrected:
        chips.append(Chip("better", _("You would have said it differently"), _("Look at what you wrote."), "mark"))
    if shown.compared:
        chips.append(Chip("compare", _("Asked three ways"), _("Look at what came of it."), "mark"))
    return chips


def message_menu(shown: Shown, own: Sequence[tuple[str, Callable[[], object]]], parent: QWidget) -> QMenu:
    """Everything that can be done with a message; own: what its buttons do, in words. An action's data is its act."""
    menu = QMenu(parent)
    menu.setObjectName("messageMenu")
    if shown.message.role == "assistant":
        for group in (_asks(), _keeping(shown), _looking(shown)):
            for act, words, tip in group:
                _add(menu, words, tip).setData(act)
            menu.addSeparator()
    for number, (words, does) in enumerate(own):
        _add(menu, words, "").triggered.connect(partial(_do, does))
        if number == 0 and len(own) > 1:  # a message that is being written can only be copied
            tip = _("Let Carrel remember something of this message, in your words.")
            _add(menu, _("Remember this…"), tip).setData("remember")
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _asks() -> Iterator[tuple[str, str, str]]:
    return ((ask.id, ask.words(), ask.says()) for ask in ASKS)


def _keeping(shown: Shown) -> Iterator[tuple[str, str, str]]:
    yield "quiz", _("Quiz me on this"), _("Practise questions that are made from this reply.")
    if shown.quizzed:
        yield "unquiz", _("Do not quiz me on this"), _("Its questions are kept for practice. Take them away.")
    yield "better", _("I'd have said…"), _("Write what you would have said in its place.")


def _looking(shown: Shown) -> Iterator[tuple[str, str, str]]:
    words = _("What came of asking three ways") if shown.compared else _("Ask three ways")
    yield "compare", words, _("Ask the same in other words, and see whether the answers agree.")
    if shown.evidence is not None:
        yield "searched", _("What was searched"), _("What was looked for in your sources, and what was found.")
    yield "glass", _("What the model received"), _("The exact text this reply was made from, and what did not fit.")
    yield "listen", _("Read aloud or stop reading"), ""


def _add(menu: QMenu, words: str, tip: str) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    menu_tip(menu, action, tip)
    return action


def _do(does: Callable[[], object], _checked: bool = False) -> None:
    does()
