"""The texts that went with a turn, as small buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.attachments.model import Attachment
from carrel.base.show import isolated, shortened
from carrel.base.words import _
from carrel.flows.attach import size_of
from carrel.ui.widgets.flow import Chip

_LONGEST_NAME = 40


def attached_chips(attached: Sequence[Attachment]) -> list[Chip]:
    """A button for each; its id is the attachment's."""
    return [Chip(one.id, f"{_name(one)} · {size_of(one.text)}", _("Read this text")) for one in attached]


def _name(attachment: Attachment) -> str:
    return isolated(shortened(attachment.name, _LONGEST_NAME))
