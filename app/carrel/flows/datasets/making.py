"""A dataset from what people said should have been said: scanned, without twins, split, and written with its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.exchange.datasets.api import DatasetFormat, Losses, Row
from carrel.flows.datasets.card import card
from carrel.flows.datasets.made import Looked, Made, Twin
from carrel.flows.datasets.personal import Choices, Spotted, spotted, treated
from carrel.flows.datasets.sides import split
from carrel.flows.datasets.sources import Wanted, gather
from carrel.flows.datasets.twins import alike
from carrel.flows.kit import Kit
from carrel.flows.take_out import FileExists, unwritable, write_file

HELD_OUT = 20
"""Of a hundred rows, so many are held out where nobody says otherwise."""

_STEP = 50
"""Progress is told every so many rows."""


class NoRows(CarrelError):
    """There is nothing to learn from in what was asked for."""


@dataclass(frozen=True)
class DatasetOut:
    """A dataset that was written. files: their paths, the card last. lost: what the format could not carry."""

    folder: Path
    files: tuple[Path, ...]
    learned: int
    held_out: int
    lost: Losses


def look(kit: Kit, wanted: Wanted, cancel: Cancel) -> Iterator[Progress | Looked]:
    """Gather the rows, and look for personal data in each; yields what was found last.

    Raises Stopped and ConversationMissing.
    """
    gathered = gather(kit, wanted, cancel)
    found: dict[str, tuple[Spotted, ...]] = {}
    for done, row in enumerate(gathered.rows):
        cancel.check()
        if done % _STEP == 0:
            yield Progress(_("Looking for personal data"), done, len(gathered.rows))
        if some := tuple(spotted(row)):
            found[row.id] = some
    yield Looked(tuple(gathered.rows), found, dict(gathered.left))


def make(looked: Looked, choices: Choices, percent: int, cancel: Cancel) -> Made:
    """Treat personal data as chosen, leave twins out, and hold out so many of a hundred rows; raises Stopped."""
    private, rows = [], []
    masked, kept = Counter[str](), Counter[str]()
    for row in looked.rows:
        found = looked.found.get(row.id, ())
        fit = treated(row, found, choices)
        if fit is None:
            private.append(row)
            continue
        rows.append(fit)
        for one in found:
            (masked if choices.of(one) == "mask" else kept)[one.find.kind] += 1
    twins = _twins(rows, cancel)
    rows = [row for place, row in enumerate(rows) if place not in twins]
    sides = split([row.asked for row in rows], percent, cancel)
    sided = [replace(row, held_out=place in sides.held_out) for place, row in enumerate(rows)]
    return Made(
        looked,
        percent,
        tuple(row for place, row in enumerate(sided) if place not in sides.between),
        tuple(twins.values()),
        tuple(rows[place] for place in sorted(sides.between)),
        tuple(private),
        masked,
        kept,
    )


def training(
    kit: Kit, wanted: Wanted | None = None, percent: int = HELD_OUT, cancel: Cancel | None = None
) -> tuple[Row, ...]:
    """The rows a model is trained on, with what is held out marked: scanned and masked, without twins.

    Each begins with what every chat begins with, unless `wanted` says otherwise. Raises Stopped.
    """
    cancel = cancel or Cancel()
    looked = [step for step in look(kit, wanted or Wanted(system=True), cancel) if isinstance(step, Looked)]
    return make(looked[-1], Choices(), percent, cancel).rows


def write(
    made: Made, written_as: DatasetFormat, folder: Path, licence: str, day: str, *, replace_it: bool = False
) -> DatasetOut:
    """Put the rows and the card into a folder, which is made where it is not there.

    licence: in the person's words; empty for none. day: today. Raises NoRows, FileExists and FileUnwritable.
    """
    parts = {"train": written_as.writes(made.learned), "held-out": written_as.writes(made.held_out)}
    if not parts["train"].count:
        raise NoRows(
            _("There is nothing to learn from in this."),
            _("Keep more examples with “I'd have said…”, choose another format, or hold out less."),
        )
    files = {folder / f"{name}{written_as.suffix}": one.content for name, one in parts.items() if one.count}
    lost = Losses(parts["train"].lost + parts["held-out"].lost)
    counts = parts["train"].count, parts["held-out"].count
    files[folder / "README.md"] = card(made, written_as, counts, lost, licence, day).encode()
    gone = [folder / f"{name}{written_as.suffix}" for name, one in parts.items() if not one.count]
    _ready(folder, [*files, *gone], replace_it=replace_it)
    for path in gone:  # else rows of an earlier dataset would stand beside the new ones
        path.unlink(missing_ok=True)
    for path, content in files.items():
        write_file(path, content)
    return DatasetOut(folder, tuple(files), *counts, lost)


def free_folder(parent: Path, name: str) -> Path:
    """A folder of this name in that one which is not there yet, with a number behind it where it has to be."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(folder for folder in (parent / one for one in names) if not folder.exists())


def _twins(rows: Sequence[Row], cancel: Cancel) -> dict[int, Twin]:
    """The rows that are nearly the same as an older one that stays, by their places."""
    texts = [f"{row.asked}\n{row.better}" for row in rows]
    twins: dict[int, Twin] = {}
    for later, earlier, share in alike(texts, cancel):
        if earlier not in twins and (later not in twins or share > twins[later].share):
            twins[later] = Twin(rows[later], rows[earlier], share)
    return twins


def _ready(folder: Path, files: Sequence[Path], *, replace_it: bool) -> None:
    """Make the folder, and see that no file of somebody's is lost."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    there = [path for path in files if path.exists()]
    if there and not replace_it:
        raise FileExists(
            _("There is already a file {file}.").format(file=there[0]),
            _("Choose another folder, or say that it may be replaced."),
        )
