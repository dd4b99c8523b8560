"""The texts that went with a turn, as small buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.attachments.model import Attachment
from carrel.base.words import _, counted
from carrel.ui.widgets.flow import Chip

_LONGEST_NAME = 40


def size_of_text(text: str) -> str:
    """How much there is to read, in words."""
    if len(text) < 1000:
        return counted("one character", "{count} characters", len(text))
    return _("{size} kB").format(size=round(len(text.encode()) / 1000))


def attached_chips(attached: Sequence[Attachment]) -> list[Chip]:
    """A button for each; its id is the attachment's."""
    return [Chip(one.id, f"{_short(one.name)} · {size_of_text(one.text)}", _("Read this text")) for one in attached]


def _short(name: str) -> str:
    """The beginning and the end of a long name: the end says what kind of file it is."""
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}…{name[-half:]}"
