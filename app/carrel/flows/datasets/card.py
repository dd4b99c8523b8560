"""The card beside a dataset: what it is, what it was made of, what was looked at, and what others may do with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from carrel import __version__
from carrel.base.words import _, counted
from carrel.exchange.datasets.api import DatasetFormat, Losses, Origin
from carrel.flows.datasets.made import Made


def card(made: Made, written_as: DatasetFormat, counts: tuple[int, int], lost: Losses, licence: str, day: str) -> str:
    """The text of the file, in Markdown. counts: rows to learn from, and held out."""
    sections = (
        ("", _contents(written_as, counts, day)),
        (_("What it was made of"), _origins(made)),
        (_("Personal data"), _personal(made)),
        (_("What was left out"), (*left(made), *lost.sentences()) or (_("Nothing."),)),
        (_("Licence"), (licence.strip() or _("Private: nobody may pass it on or use it."),)),
    )
    parts = [f"# {_('A dataset from Carrel')}"]
    for title, sentences in sections:
        lines = "\n".join(f"- {sentence}" for sentence in sentences)
        parts.append(f"## {title}\n\n{lines}" if title else lines)
    return "\n\n".join(parts) + "\n"


def _contents(written_as: DatasetFormat, counts: tuple[int, int], day: str) -> Iterator[str]:
    learned, held_out = counts
    yield _("Written on {day} by Carrel {version} as: {title}.").format(
        day=day, version=__version__, title=written_as.title()
    )
    rows = counted("one row to learn from", "{count} rows to learn from", learned)
    yield f"`train{written_as.suffix}`: {rows}"
    if not held_out:
        yield _("No row is held out.")
        return
    rows = counted("one row to measure by", "{count} rows to measure by", held_out)
    yield f"`held-out{written_as.suffix}`: {rows}"
    yield _("A row is held out by what it asks, so that it stays on its side when more rows come.")


def _origins(made: Made) -> Iterator[str]:
    count = Counter(row.origin for row in made.rows)
    yield from (words(count[origin]) for origin, words in _ORIGINS.items() if count[origin])
    days = sorted(row.created[:10] for row in made.rows if row.created)
    if days:
        yield _("From {first} to {last}.").format(first=days[0], last=days[-1])


def _personal(made: Made) -> Iterator[str]:
    yield _("Every text was searched by rules for names, addresses, numbers and the like; rules miss some.")
    if made.masked:
        yield _("Masked: {kinds}.").format(kinds=_kinds(made.masked))
    if made.kept:
        yield _("Found and kept: {kinds}.").format(kinds=_kinds(made.kept))
    if not (made.masked or made.kept or made.private):
        yield _("Nothing was found.")


def _kinds(found: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(found.items()))


def left(made: Made) -> Iterator[str]:
    """What is in no file, in sentences."""
    reasons = {
        "private": len(made.private),
        "twins": len(made.twins),
        "between": len(made.between),
        **made.looked.left,
    }
    for reason, words in _REASONS.items():
        if reasons.get(reason):
            yield words(reasons[reason])


_ORIGINS: Mapping[Origin, Callable[[int], str]] = {
    "example": lambda n: counted(
        "One reply as a person would have said it.", "{count} replies as a person would have said them.", n
    ),
    "feedback": lambda n: counted("One comment that a teacher rewrote.", "{count} comments that a teacher rewrote.", n),
    "chat": lambda n: counted("One whole chat.", "{count} whole chats.", n),
    "case": lambda n: counted("One solved case.", "{count} solved cases.", n),
}

_REASONS: Mapping[str, Callable[[int], str]] = {
    "private": lambda n: counted(
        "One row was left out because of personal data.", "{count} rows were left out because of personal data.", n
    ),
    "twins": lambda n: counted(
        "One row is nearly the same as an older one, and was left out.",
        "{count} rows are nearly the same as older ones, and were left out.",
        n,
    ),
    "between": lambda n: counted(
        "One row asks what is asked on both sides, and was left out.",
        "{count} rows ask what is asked on both sides, and were left out.",
        n,
    ),
    "practice": lambda n: counted(
        "One talk beside a question of practice stays out: it may give the answer away.",
        "{count} talks beside questions of practice stay out: they may give answers away.",
        n,
    ),
    "unfinished": lambda n: counted(
        "One chat or comment has nothing to learn from.", "{count} chats or comments have nothing to learn from.", n
    ),
}
