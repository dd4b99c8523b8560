"""What a look into the watched folders is told as: few notices, however many files came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.ui.notices import Choice, Notice

if TYPE_CHECKING:
    from carrel.classroom.watched.model import ClassFolder
    from carrel.flows.classes.news import Kind, News

    Found = tuple[ClassFolder, News]

_QUIET: frozenset[Kind] = frozenset({"taken", "followed", "given", "reached"})
"""What is as it should be."""


def notices(found: Sequence[Found], choices: Callable[[ClassFolder, News], tuple[Choice, ...]]) -> list[Notice]:
    """One notice for each kind of news of each folder, in the order in which they came."""
    alike: dict[str, list[Found]] = {}
    for folder, news in found:
        alike.setdefault(f"watching {folder.side} {folder.classroom} {news.kind}", []).append((folder, news))
    return [_notice(key, some, choices(*some[0])) for key, some in alike.items()]


def _notice(key: str, some: Sequence[Found], choices: tuple[Choice, ...]) -> Notice:
    folder, first = some[0]
    tone = "quiet" if first.kind in _QUIET else "hint"
    if len(some) == 1:
        return Notice(_named(first), first.next_step, tone, choices, key)
    return Notice(_of_many(folder, [news for _folder, news in some]), _next(first), tone, choices, key)


def _named(news: News) -> str:
    """The sentence, with the file that it is about where the sentence does not tell."""
    if news.kind == "refused":
        return _("{file}: {says}").format(file=beside(news.path.name, 60), says=news.says)
    return news.says


def _of_many(folder: ClassFolder, some: Sequence[News]) -> str:
    said = {
        "taken": counted("{count} pack was taken in", "{count} packs were taken in", len(some)),
        "asks": counted("{count} pack waits for your word", "{count} packs wait for your word", len(some)),
        "refused": counted("{count} file cannot be read", "{count} files cannot be read", len(some)),
        "offered": counted("{count} class pack is there", "{count} class packs are there", len(some)),
    }
    words = said.get(some[0].kind)
    if words is None:
        return some[-1].says
    return _("In the folder of “{title}”: {news}.").format(title=beside(folder.title, 60), news=words)


def _next(first: News) -> str:
    if first.kind == "asks":
        return _("Compare the numbers with those on the pupils’ screens, then take the work in with them.")
    return first.next_step
