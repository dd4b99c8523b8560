"""The line above a message: who said it, when, and whether it was answered elsewhere."""

from __future__ import annotations

from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.ui.theme import Theme
from carrel.ui.widgets.flow import FlowRow
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.parts import label, tip
from carrel.ui.widgets.times import full_time, short_time


def is_remote(message: Message) -> bool:
    """Whether what was said left this computer."""
    return message.where not in {None, "", "local"}


def speaker(message: Message) -> str:
    """Who said it, and for a reply which model did and where it ran."""
    if message.role == "user":
        return _("You")
    if not message.model:
        return _("Carrel")
    if not is_remote(message):
        return _("Carrel · {model}, on this computer").format(model=message.model)
    return _("Carrel · {model}, on {host}").format(model=message.model, host=message.where)


class MessageHead(FlowRow):
    """Says it in small letters; the whole date is in the tip, and on the first message of a day."""

    def __init__(self, theme: Theme) -> None:
        self.who = label(role="muted", name="speaker")
        self._away = label(_("Left this computer"), role="badge", name="remoteBadge")
        self._when = label(role="tiny", name="messageTime")
        super().__init__(theme, "messageHead", (self.who, self._away, self._when))

    def show_for(self, shown: Shown) -> None:
        """Say who and when."""
        message = shown.message
        self.who.setText(speaker(message))
        self._away.setVisible(is_remote(message))
        tip(self._away, _("What was said was sent there to be answered."))
        full = full_time(message.created)
        self._when.setText(full if shown.new_day else short_time(message.created))
        tip(self._when, full)
        self._when.setAccessibleName(full)
