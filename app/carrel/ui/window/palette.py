"""Opens the command palette, fills it from the table of commands and the chats, and does what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from carrel.base.words import _
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.actions import Command, commands, shown_keys
from carrel.ui.jobs import Jobs
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.panes.sidebar import Sidebar
from carrel.ui.theme import Theme
from carrel.ui.widgets.palette_list import Entry
from carrel.ui.window.memory import Memory

_REMEMBERED = 6
_CHATS = 200
"""How many of the newest chats are looked through by a few scattered letters; the others by whole words."""


class Palette(QObject):
    """open_requested: the id of a chat."""

    open_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, memory: Memory, window: QWidget) -> None:
        super().__init__(window)
        self._kit, self._jobs, self._theme, self._memory, self._window = kit, jobs, theme, memory, window
        self._actions: Mapping[str, QAction] = {}
        self._questions: Mapping[str, Callable[[], bool]] = {}

    def take(self, actions: Mapping[str, QAction], pane: ConversationPane, sidebar: Sidebar) -> None:
        """These are the commands, and this is what they are about."""
        self._actions = actions
        self._questions = _questions(pane, sidebar)

    def open(self) -> None:
        """Show it over the window."""
        from carrel.ui.dialogs.palette import PaletteDialog  # noqa: PLC0415 - not for the first paint

        if self._window.findChild(PaletteDialog) is not None:
            return
        dialog = PaletteDialog(self._entries(), self._find_chats, self._theme, self._window)
        dialog.chosen.connect(self._do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        dialog.field.setFocus()

    def _entries(self) -> list[Entry]:
        """The commands: the ones that were used last, then the others in the order of the table."""
        used = self._memory.left.commands.split()
        rank = {name: place for place, name in enumerate(used)}
        every = sorted(commands(), key=lambda one: rank.get(one.id, len(used)))
        return [self._entry(command) for command in every]

    def _entry(self, command: Command) -> Entry:
        possible = self._actions[command.id].isEnabled() and self._questions.get(command.id, lambda: True)()
        when = "" if possible else command.when or _("This cannot be done now.")
        return Entry("command", command.id, command.words, command.what, shown_keys(command), when)

    def _find_chats(self, asked: str, take: Callable[[Sequence[Entry]], None]) -> None:
        self._jobs.fetch(lambda: _chats(self._kit, asked), take, lambda _error: take(()))

    def _do(self, kind: str, name: str) -> None:
        if kind == "chat":
            self.open_requested.emit(name)
            return
        used = [name, *(one for one in self._memory.left.commands.split() if one != name)]
        self._memory.note(commands=" ".join(used[:_REMEMBERED]))
        self._actions[name].trigger()


def _questions(pane: ConversationPane, sidebar: Sidebar) -> dict[str, Callable[[], bool]]:
    """For commands that cannot always be used, whether they can now; a disabled action never can."""
    chat = pane.chat
    about_messages = ("edit_last", "previous_message", "next_message", "latest", "print")
    return {
        **dict.fromkeys(about_messages, lambda: bool(chat.items)),
        "retry": lambda: chat.last_reply() is not None and not chat.is_answering,
        "rename": lambda: sidebar.list.currentIndex().isValid(),
    }


def _chats(kit: Kit, asked: str) -> list[Entry]:
    """The newest chats, and every chat whose title holds the words."""
    found = {chat.id: chat.title for chat in browse.conversations(kit, _CHATS)}
    if asked.strip():
        found |= {hit.id: hit.title for hit in browse.search(kit, asked, 50) if hit.locator == hit.id}
    return [Entry("chat", id, title or _("Untitled chat"), _("Go to this chat.")) for id, title in found.items()]
