"""From chats and finds to the lines of the list: grouped by time, and by chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from carrel.base.words import _, counted
from carrel.conversations.model import Hit, Listed
from carrel.ui.widgets.rows import Kind, Row

IN_ONE_CHAT = 3
"""How many finds of one chat are shown at first."""


def chat_rows(chats: Iterable[Listed], today: str, courses: Mapping[str, str], group: str = "") -> list[Row]:
    """The chats under the names of their groups. courses: the titles to be shown, by id. group: the last one above."""
    rows: list[Row] = []
    since = _groups(today)
    for chat in chats:
        name = _("Pinned") if chat.pinned else next(name for name, day in since if chat.day >= day)
        if name != group:
            rows.append(Row("", name, kind="heading"))
            group = name
        course = courses.get(chat.course, "") if chat.course is not None else ""
        rows.append(Row(chat.id, chat.title, chat.pinned, course=course, group=name))
    return rows


def find_rows(hits: Sequence[Hit], *, most: int = IN_ONE_CHAT, more: bool = False) -> list[Row]:
    """The finds, each chat's together under its best one."""
    by_chat: dict[str, list[Hit]] = {}
    for hit in hits:
        by_chat.setdefault(hit.locator.partition("/")[0], []).append(hit)
    rows = []
    for chat, found in by_chat.items():
        for number, hit in enumerate(found[:most]):
            message = hit.locator.partition("/")[2] or None
            count = 0 if number else len(found)
            kind: Kind = "again" if number and message else "find"
            rows.append(Row(chat, hit.title, message=message, snippet=hit.snippet, kind=kind, count=count))
    if more or len(rows) < len(hits):
        rows.append(Row("", _("Show more"), kind="more"))
    return rows


def found_words(hits: Sequence[Hit], *, more: bool) -> str:
    """How much was found, in words; empty for nothing."""
    chats = len({hit.locator.partition("/")[0] for hit in hits})
    if not hits:
        return ""
    if more:
        return _("The best {count} finds").format(count=len(hits))
    finds = counted("{count} find", "{count} finds", len(hits))
    return _("{finds} in {chats}").format(finds=finds, chats=counted("{count} chat", "{count} chats", chats))


def _groups(today: str) -> list[tuple[str, str]]:
    """The names of the groups, and the first study day of each, the newest first."""
    now = date.fromisoformat(today)

    def before(days: int) -> str:
        return (now - timedelta(days=days)).isoformat()

    return [
        (_("Today"), today),
        (_("Yesterday"), before(1)),
        (_("Last 7 days"), before(7)),
        (_("Last 30 days"), before(30)),
        (_("Older"), ""),
    ]
