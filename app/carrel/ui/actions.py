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
    """One command.

    keys: as Qt writes them, the first is shown. what: one sentence for lists. when: one sentence about when it can be
    used, for those that cannot always be. group: the heading under which lists show it. menu: it is in the menu too.
    icon: the drawing of a place, which this command goes to and comes back from. later: its line in the list of places
    comes only when it is offered there.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    what: str
    menu: bool = False
    group: str = "chat"
    when: str = ""
    icon: str = ""
    later: bool = False

    @property
    def needs_chat(self) -> bool:
        """Whether it is about the open chat, which has to be in sight for it."""
        return self.group in {"chat", "messages"} and self.id not in {"find", "find_next", "find_previous", "stop"}


def groups() -> dict[str, str]:
    """The groups of commands and their headings, in the order of lists."""
    return {
        "chat": _("This chat"),
        "messages": _("Messages"),
        "chats": _("All chats"),
        "places": _("Places"),
        "view": _("Look"),
        "program": _("Carrel"),
    }


def commands() -> tuple[Command, ...]:
    """All commands, in the person's language, in the order of menus and lists."""
    answered = _("There has to be an answer first.")
    said = _("Something has to be said first.")
    return (
        Command("new_chat", _("New chat"), ("Ctrl+N",), _("Begin a new chat."), group="chats"),
        Command("search", _("Search chats"), ("Ctrl+K",), _("Go to the search field."), group="chats"),
        Command("write", _("Write"), ("Ctrl+L",), _("Go to the box where you write.")),
        Command("attach", _("Attach files"), ("Ctrl+Shift+A",), _("Choose files that go with your next message.")),
        Command(
            "sources_only",
            _("Only from my sources"),
            ("Ctrl+Shift+O",),
            _("Let replies in this chat come from the library and attached files alone, or switch that off."),
        ),
        Command(
            "manner",
            _("Behaviour of this chat"),
            ("Ctrl+Shift+I",),
            _("Choose the manner in which this chat is answered."),
        ),
        Command(
            "find", _("Find in this chat"), ("Ctrl+F",), _("Look for words in the chat, or in the document one reads.")
        ),
        Command("find_next", _("Next place"), ("F3",), _("Go to the next place where the words stand.")),
        Command("find_previous", _("Previous place"), ("Shift+F3",), _("Go to the place before.")),
        Command(
            "stop",
            _("Stop"),
            ("Esc",),
            _("Stop the answer that is being written; what was said stays."),
            when=_("No answer is being written now."),
        ),
        Command("retry", _("Answer again"), ("Ctrl+R",), _("Make another answer beside the last one."), when=answered),
        Command(
            "edit_last",
            _("Change what you said"),
            ("Ctrl+Up",),
            _("Change your last turn and ask again."),
            when=said,
        ),
        Command(
            "previous_message",
            _("Previous message"),
            ("Alt+Up",),
            _("Give the focus to the message before."),
            group="messages",
            when=said,
        ),
        Command(
            "next_message",
            _("Next message"),
            ("Alt+Down",),
            _("Give the focus to the message after."),
            group="messages",
            when=said,
        ),
        Command(
            "previous_version",
            _("Previous version"),
            ("Alt+Left",),
            _("Show the version before of a message."),
            group="messages",
            when=said,
        ),
        Command(
            "next_version",
            _("Next version"),
            ("Alt+Right",),
            _("Show the version after of a message."),
            group="messages",
            when=said,
        ),
        Command(
            "message_menu",
            _("More to do"),
            ("Ctrl+.",),
            _("Show what can be done with a message."),
            group="messages",
            when=said,
        ),
        Command(
            "listen",
            _("Read aloud"),
            ("Ctrl+Shift+R",),
            _("Read a reply aloud, or stop reading."),
            group="messages",
            when=answered,
        ),
        Command(
            "latest",
            _("Jump to latest"),
            ("Ctrl+J", "Ctrl+End"),
            _("Go to the end of the chat."),
            group="messages",
            when=said,
        ),
        Command(
            "rename",
            _("Rename chat"),
            ("F2",),
            _("Give the chosen chat another title."),
            group="chats",
            when=_("Choose a chat in the list first."),
        ),
        Command(
            "move_chat",
            _("Move chat to a course"),
            ("Ctrl+Shift+M",),
            _("Put the open chat into a course."),
            group="chats",
            when=said,
        ),
        Command(
            "select_chats",
            _("Select chats"),
            ("Ctrl+Shift+S",),
            _("Choose many chats, to tidy them at once."),
            group="chats",
        ),
        Command(
            "new_course",
            _("New course"),
            (),
            _("Make a course: instructions and sources for its chats."),
            group="chats",
        ),
        Command(
            "export",
            _("Export chats"),
            ("Ctrl+Shift+E",),
            _("Write chats into a file."),
            menu=True,
            group="chats",
        ),
        Command("print", _("Print chat"), ("Ctrl+P",), _("Print the chat that is open."), menu=True, when=said),
        Command(
            "import",
            _("Import chats"),
            (),
            _("Bring in chats that Carrel or another program exported."),
            menu=True,
            group="chats",
        ),
        Command(
            "home",
            _("Home"),
            ("Ctrl+Shift+H",),
            _("See your next step, what is due, and your goals, or go back."),
            group="places",
            icon="home",
        ),
        Command(
            "practice",
            _("Practice"),
            ("Ctrl+Shift+X",),
            _("Practise what you learn, or go back."),
            group="places",
            icon="practice",
        ),
        Command(
            "progress",
            _("Progress"),
            ("Ctrl+Shift+G",),
            _("See what you can do unaided, or go back."),
            group="places",
            icon="progress",
        ),
        Command(
            "library",
            _("Library"),
            ("Ctrl+Shift+B",),
            _("See your documents and lessons, or go back."),
            group="places",
            icon="library",
        ),
        Command(
            "my_class",
            _("My class"),
            ("Ctrl+Shift+J",),
            _("See what your class asks of you, and hand it in; or go back."),
            group="places",
            icon="my-class",
            later=True,
        ),
        Command(
            "profile",
            _("About you"),
            ("Ctrl+Shift+U",),
            _("Say how you like things explained, and see what the tutor is told about you; or go back."),
            group="places",
            icon="profile",
        ),
        Command(
            "teach",
            _("Teach"),
            ("Ctrl+Shift+T",),
            _("See your classes: their pupils, what you set, and what came back; or go back."),
            group="places",
            icon="teach",
        ),
        Command(
            "desk",
            _("Desk"),
            ("Ctrl+Shift+K",),
            _("Answer other people's questions from your own articles and procedures; or go back."),
            group="places",
            icon="desk",
        ),
        Command(
            "shape",
            _("Shape"),
            ("Ctrl+Shift+Y",),
            _("Shape the assistant, and see whether it gets better; or go back."),
            group="places",
            icon="shape",
        ),
        Command(
            "add_documents",
            _("Add documents"),
            ("Ctrl+Shift+D",),
            _("Bring books, notes and papers into the library."),
            group="places",
        ),
        Command(
            "open_class_pack",
            _("Open a class pack"),
            (),
            _("Join a class, or take what is new, from the file that your teacher gave you."),
            menu=True,
            group="places",
        ),
        Command(
            "feedback",
            _("Feedback on a text"),
            ("Ctrl+Shift+F",),
            _("Get advice on something you wrote, by criteria and with your own words; no mark."),
            menu=True,
            group="places",
        ),
        Command(
            "fold",
            _("Show or hide the list"),
            ("Ctrl+B",),
            _("Fold the list of chats away, or bring it back."),
            group="view",
        ),
        Command("larger", _("Larger text"), ("Ctrl++", "Ctrl+="), _("Make all text larger."), menu=True, group="view"),
        Command("smaller", _("Smaller text"), ("Ctrl+-",), _("Make all text smaller."), menu=True, group="view"),
        Command(
            "usual_size",
            _("Usual text size"),
            ("Ctrl+0",),
            _("Make all text its usual size."),
            menu=True,
            group="view",
        ),
        Command(
            "palette",
            _("Find a command or chat"),
            ("Ctrl+Shift+P",),
            _("Type a few letters of anything Carrel can do, or of a chat."),
            menu=True,
            group="program",
        ),
        Command(
            "models",
            _("Models"),
            ("Ctrl+Shift+L",),
            _("See the models that are here, and get others."),
            menu=True,
            group="program",
        ),
        Command("settings", _("Settings"), ("Ctrl+,",), _("Open the settings."), menu=True, group="program"),
        Command(
            "shortcuts",
            _("Keyboard shortcuts"),
            ("F1", "Ctrl+/"),
            _("Show all commands with their keys."),
            menu=True,
            group="program",
        ),
        Command("about", _("About Carrel"), (), _("Say which version this is."), menu=True, group="program"),
        Command("quit", _("Quit"), ("Ctrl+Q",), _("Close Carrel; everything is kept."), menu=True, group="program"),
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
