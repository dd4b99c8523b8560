"""A chat that is the talk about a question of practice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """A chat under the rules of practice. practice, nth, item: the session, which of its items counted from 1, and the
    id of that item; all are None for a question that was asked for hints alone, and practice and nth for a chat that
    was deleted and begun anew. This room only keeps these names.
    """

    conversation: str
    practice: str | None = None
    nth: int | None = None
    item: str | None = None
