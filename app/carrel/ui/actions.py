"""Every command of the window: its words, its keys and what it does, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from carrel.base.words import _


@dataclass(frozen=True)
class Command:
    """One command. keys: as Qt writes them, the first is shown; what: one sentence for the list of shortcuts."""

    id: str
    words: str
    keys: tuple[str, ...]
    what: str
    menu: bool = False


def commands() -> tuple[Command, ...]:
    """All commands, in the person's language, in the order of menus and lists."""
    return (
        Command("new_chat", _("New chat"), ("Ctrl+N",), _("Begin a new chat.")),
        Command("search", _("Search chats"), ("Ctrl+K",), _("Go to the search field.")),
        Command("write", _("Write"), ("Ctrl+L",), _("Go to the box where you write.")),
        Command("stop", _("Stop"), ("Esc",), _("Stop the answer that is being written; what was said stays.")),
        Command("retry", _("Answer again"), ("Ctrl+R",), _("Make another answer beside the last one.")),
        Command("edit_last", _("Change what you said"), ("Ctrl+Up",), _("Change your last turn and ask again.")),
        Command("previous_message", _("Previous message"), ("Alt+Up",), _("Give the focus to the message before.")),
        Command("next_message", _("Next message"), ("Alt+Down",), _("Give the focus to the message after.")),
        Command("previous_version", _("Previous version"), ("Alt+Left",), _("Show the version before of a message.")),
        Command("next_version", _("Next version"), ("Alt+Right",), _("Show the version after of a message.")),
        Command("message_menu", _("More to do"), ("Ctrl+Shift+M",), _("Show what can be done with a message.")),
        Command("listen", _("Read aloud"), ("Ctrl+Shift+L",), _("Read a reply aloud, or stop reading.")),
        Command("latest", _("Jump to latest"), ("Ctrl+End",), _("Go to the end of the chat.")),
        Command("rename", _("Rename chat"), ("F2",), _("Give the chosen chat another title.")),
        Command("fold", _("Show or hide the list"), ("Ctrl+B",), _("Fold the list of chats away, or bring it back.")),
        Command("larger", _("Larger text"), ("Ctrl++", "Ctrl+="), _("Make all text larger."), menu=True),
        Command("smaller", _("Smaller text"), ("Ctrl+-",), _("Make all text smaller."), menu=True),
        Command("usual_size", _("Usual text size"), ("Ctrl+0",), _("Make all text its usual size."), menu=True),
        Command("settings", _("Settings"), ("Ctrl+,",), _("Open the settings."), menu=True),
        Command("shortcuts", _("Keyboard shortcuts"), ("F1", "Ctrl+/"), _("Show this list."), menu=True),
        Command("about", _("About Carrel"), (), _("Say which version this is."), menu=True),
        Command("quit", _("Quit"), ("Ctrl+Q",), _("Close Carrel; everything is kept."), menu=True),
    )


def make_actions(window: QWidget, doers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each command, with its keys alive in the whole window; every command needs one who does it."""
    made: dict[str, QAction] = {}
    for command in commands():
        action = QAction(command.words, window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setStatusTip(command.what)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(partial(_press, doers[command.id]))
        window.addAction(action)
        made[command.id] = action
    return made


def shown_keys(command: Command) -> str:
    """The first keys of a command, as this system writes them."""
    return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""


def _press(act: Callable[[], object], _checked: bool = False) -> None:
    act()
