"""What an attached text is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

Owner = Literal["message", "course", "draft"]
"""What an attachment hangs on: a turn that was said, a course, or what is not yet sent in a chat."""

MOST = 20
"""The most texts on one owner."""


class AttachmentRefused(CarrelError):
    """The file cannot be attached: not text, too large, or one too many."""


@dataclass(frozen=True)
class Attachment:
    """A text with the name of the file it came from; it never changes once it is kept.

    document: the id of the document of the library that holds it in passages; None for a text that only stands here.
    """

    id: str
    name: str
    text: str
    created: Moment
    document: str | None = None
