"""The rows of others' datasets as examples here: what can be one comes in, and the rest is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.examples import tables
from carrel.examples.model import CHATS, Correction, Place
from carrel.exchange.datasets import DATASET_FORMATS
from carrel.exchange.datasets.api import Bad, DatasetRefused, Losses, Row
from carrel.exchange.datasets.reading import MOST_BYTES, Found, read
from carrel.flows.examples.kept import ExampleRefused, checked
from carrel.flows.kit import Kit

MOST_EXAMPLES = 2_000
"""So many examples come in from one file at most: all of a place are looked at for each question."""


@dataclass(frozen=True)
class BroughtExamples:
    """What came of a file.

    source: the title of its format. kept: the examples, oldest first. known: how many were here already. bad: rows that
    could not be read, and more_bad of them that are not named. lost: what else Carrel does not keep.
    """

    source: str
    kept: tuple[Correction, ...]
    known: int
    bad: tuple[Bad, ...]
    more_bad: int
    by_line: bool
    lost: Losses

    def sentences(self) -> tuple[str, ...]:
        """What did not come in, a sentence each."""
        more = [_("More rows could not be read: {count}.").format(count=self.more_bad)] if self.more_bad else []
        return (*(bad.sentence(by_line=self.by_line) for bad in self.bad), *more, *self.lost.sentences())


def bring(
    kit: Kit, path: Path, cancel: Cancel, place: Place = CHATS, *, dry_run: bool = False
) -> Iterator[Progress | BroughtExamples]:
    """Keep the rows of a file as examples of this place, all at once; the same row twice comes in once.

    Yields what came of it last. Raises DatasetRefused and Stopped.
    """
    yield Progress(_("Reading the examples"))
    found = read(_content(path), DATASET_FORMATS, cancel)
    lost, bad = Losses(found.lost), list(found.bad)
    lost["system"] += sum(any(turn.role == "system" for turn in row.turns) for row in found.rows)
    lost["turns"] += sum(len([turn for turn in row.turns if turn.role != "system"]) > 1 for row in found.rows)
    with kit.store.reading() as db:
        here = {(one.question, one.better) for one in tables.of_place(db, place)}
    made, known = _examples(kit, found, here, bad, place)
    if made and not dry_run:
        with kit.store.writing() as db:
            for one in made:
                cancel.check()
                tables.keep(db, one)
    yield BroughtExamples(found.title, tuple(made), known, tuple(bad), found.more_bad, found.by_line, lost.any())


def _examples(
    kit: Kit, found: Found, here: set[tuple[str, str]], bad: list[Bad], place: Place
) -> tuple[list[Correction], int]:
    """The rows that can be examples and are not here yet, and how many are; adds those that cannot be to the bad."""
    made: list[Correction] = []
    known = 0
    now = kit.stamp.now()
    for number, row in zip(found.places, found.rows, strict=True):
        try:
            question, better, _why = checked(_question(row), row.better)
        except ExampleRefused as refused:
            bad.append(Bad(number, refused.what))
            continue
        if (question, better) in here:
            known += 1
            continue
        if len(made) == MOST_EXAMPLES:
            bad.append(Bad(number, _("Only the first {most} examples come in.").format(most=f"{MOST_EXAMPLES:,}")))
            break
        here.add((question, better))
        made.append(Correction(kit.stamp.new_id(), "", "", row.said, better, now, question, "", place))
    return made, known


def _question(row: Row) -> str:
    asked: Sequence[str] = [turn.text for turn in row.turns if turn.role == "user"]
    return asked[-1] if asked else ""


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DatasetRefused(
                _("The file is larger than {most} MB.").format(most=MOST_BYTES // 1_000_000),
                _("Bring it in as several smaller files."),
            )
        return path.read_bytes()
    except OSError as error:
        raise DatasetRefused(
            _("The file “{name}” could not be read.").format(name=path.name),
            _("Choose another file."),
            str(error.errno),
        ) from error
