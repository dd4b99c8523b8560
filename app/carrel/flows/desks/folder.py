"""A desk as it stands in a folder, read dry: nothing is kept, and every fault is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carrel.base.decoding import NotText, decoded
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.model import Columns, Product
from carrel.desk.reading import cases, catalogue, columns, macros, procedures, settings
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.fields import MOST_CHARACTERS
from carrel.desk.reading.settings import DeskSettings
from carrel.desk.reading.table import MOST_BYTES
from carrel.flows.desks.files import content

ARTICLES, PROCEDURES, MACROS = "articles", "procedures", "macros"
MOST_FILES = 500
"""Procedures, or macros, of one desk."""

_TEXTS = (".md", ".markdown", ".txt")


@dataclass(frozen=True)
class Folder:
    """What stands in the folder of a desk; None for what is not there at all.

    text: of desk.toml. procedures, macros: names and texts of the sound ones. faulty: names of those that are not.
    cases: what was asked and what was answered.
    """

    path: Path
    text: str = ""
    settings: DeskSettings | None = None
    procedures: dict[str, str] | None = None
    macros: dict[str, str] | None = None
    faulty: frozenset[str] = frozenset()
    products: tuple[Product, ...] | None = None
    cases: tuple[tuple[str, str], ...] | None = None
    articles: Path | None = None
    faults: tuple[Fault, ...] = ()


def read(path: Path, currency: str = "") -> Folder:
    """What stands in this folder; raises DeskRefused where it is none. currency: of prices, where desk.toml is missing.

    Of a file that cannot be read at all its fault says so, and the others go on.
    """
    if not path.is_dir():
        raise DeskRefused(
            _("“{file}” is no folder.").format(file=one_line(str(path))),
            _("Choose the folder in which desk.toml stands."),
        )
    faults: list[Fault] = []
    text, said = _settings(path, faults)
    made = _texts(path, PROCEDURES, procedures.read, faults)
    texts = _texts(path, MACROS, macros.read, faults)
    faulty = frozenset(one for found in (made, texts) if found for one, value in found.items() if value is None)
    found = Folder(
        path=path,
        text=text,
        settings=said,
        procedures=_sound(made),
        macros=_sound(texts),
        faulty=faulty,
        products=_products(path, said.currency if said else currency, faults),
        cases=_cases(path, faults),
        articles=path / ARTICLES if (path / ARTICLES).is_dir() else None,
        faults=tuple(faults),
    )
    if found == Folder(path):
        raise DeskRefused(
            _("There is nothing of a desk in “{file}”.").format(file=one_line(path.name)),
            _("A desk is a folder with a file desk.toml in it; docs/desk.md shows what else it may hold."),
        )
    return found


def said_columns(path: Path, faults: list[Fault]) -> Columns | None:
    """What a file says of the columns of a catalogue; faults: what is wrong in it is added there."""
    try:
        found, wrong = columns.read(_text(path), path.name)
    except DeskRefused as error:
        faults.append(_whole(path.name, error))
        return None
    faults += wrong
    return found


def _settings(path: Path, faults: list[Fault]) -> tuple[str, DeskSettings | None]:
    file = path / settings.FILE
    if not file.exists():
        return "", None
    try:
        text = _text(file)
    except DeskRefused as error:
        faults.append(_whole(settings.FILE, error))
        return "", None
    said, wrong = settings.read(text)
    faults += wrong
    return text, said


def _texts(
    path: Path, name: str, read_text: Callable[[str, str, str], tuple[Any, tuple[Fault, ...]]], faults: list[Fault]
) -> dict[str, str | None] | None:
    """The texts in a folder of the desk by the names of their files; None for one that is not sound."""
    folder = path / name
    if not folder.is_dir():
        return None
    found: dict[str, str | None] = {}
    for file in _files(folder):
        told = f"{name}/{one_line(file.name)}"
        if len(found) == MOST_FILES:
            what = _("There are more than {count} files here; the others were not read.").format(count=MOST_FILES)
            faults.append(Fault(name, 0, what, _("Keep those that are used.")))
            break
        try:
            text = _text(file)
        except DeskRefused as error:
            faults.append(_whole(told, error))
            found[file.stem] = None
            continue
        sound, wrong = read_text(file.stem, text, told)
        faults += wrong
        found[file.stem] = text if sound is not None else None
    return found


def _files(folder: Path) -> Iterator[Path]:
    for name in sorted(os.listdir(folder)):
        if name[0] != "." and name.lower().endswith(_TEXTS):
            yield folder / name


def _sound(found: dict[str, str | None] | None) -> dict[str, str] | None:
    return None if found is None else {name: text for name, text in found.items() if text is not None}


def _products(path: Path, currency: str, faults: list[Fault]) -> tuple[Product, ...] | None:
    file, told = path / catalogue.FILE, path / columns.FILE
    if not file.exists():
        return None
    said = None
    if told.exists():
        said = said_columns(told, faults)
        if said is None:
            return None  # by a guess something could be taken for what it is not
    try:
        found = catalogue.read(file.name, content(file, MOST_BYTES), said, currency)
    except DeskRefused as error:
        faults.append(_whole(file.name, error))
        return None
    faults += found.faults
    return found.products


def _cases(path: Path, faults: list[Fault]) -> tuple[tuple[str, str], ...] | None:
    file = path / cases.FILE
    if not file.exists():
        return None
    try:
        found = cases.read(file.name, content(file, MOST_BYTES))
    except DeskRefused as error:
        faults.append(_whole(file.name, error))
        return None
    faults += found.faults
    return found.pairs


def _text(path: Path) -> str:
    try:
        return decoded(content(path, 4 * MOST_CHARACTERS))[0]
    except NotText as error:
        raise DeskRefused(
            _("“{file}” is not text.").format(file=one_line(path.name)), _("Write it with a text editor.")
        ) from error


def _whole(file: str, error: DeskRefused) -> Fault:
    return Fault(file, 0, error.what, error.next_step)
