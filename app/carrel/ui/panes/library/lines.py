"""The lines of the list in the library: documents, files that could not be read, and places that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from carrel.base.errors import CarrelError
from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.holdings import Holdings, Place
from carrel.flows.silence import PICTURED
from carrel.library.model import Document, Kind
from carrel.ui.panes.library import words
from carrel.ui.plain import TIP_ROLE, as_text

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Line:
    """A line of the list.

    quiet: what stands under the title; state: how far a document has come, at the end of its line; ready: all
    of it is in. trouble: why a file could not be read; note: what else is to be known. document: the id; None for a
    heading, and for a file that never became one. path: of a file that could not be read. remedy: what can be done
    about its pages without text; can_be_recognised: whether it can be done here. part, text: the place that was found;
    snippet: words of it.
    """

    kind: Literal["document", "failed", "place", "heading"]
    title: str
    quiet: str = ""
    state: str = ""
    trouble: str = ""
    note: str = ""
    ready: bool = False
    document: str | None = None
    path: Path | None = None
    remedy: str = ""
    can_be_recognised: bool = False
    part: int = 0
    first: int = 0
    text: str = ""
    snippet: str = ""
    courses: tuple[str, ...] = ()
    pack: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same line when something about it changes."""
        return self.kind, self.document or self.path or self.title, self.part, self.first

    @property
    def can_try_again(self) -> bool:
        """Whether there is a file that may be read now."""
        return self.path is not None


@dataclass(frozen=True)
class Filter:
    """Which documents are shown: of a course, of a kind, with these words in their titles; empty for all."""

    course: str | None = None
    kind: Kind | None = None
    words: str = ""

    def holds(self, document: Document) -> bool:
        """Whether the document is among them."""
        return (
            (self.course is None or self.course in document.courses)
            and (self.kind is None or document.kind == self.kind)
            and all(one in document.title.casefold() for one in self.words.casefold().split())
        )


def document_lines(held: Holdings, shown: Filter, *, busy: bool) -> list[Line]:
    """The documents that are to be shown, in their order."""
    courses = {one.id: one.title for one in held.courses}
    packs = {one.id: one.title for one in held.packs}
    return [_of(one, held, courses, packs, busy=busy) for one in held.documents if shown.holds(one)]


def _of(one: Document, held: Holdings, courses: Mapping[str, str], packs: Mapping[str, str], *, busy: bool) -> Line:
    pictured = bool(one.silent) and one.kind == PICTURED
    unread = one.state != "ready" and one.path is not None
    return Line(
        "document",
        one_line(one.title) or one_line(one.name),
        words.about(one, courses, packs),
        words.state(one, busy=busy),
        words.trouble(one),
        words.silence(one.silent),
        one.state == "ready",
        one.id,
        Path(one.path) if unread and one.path is not None else None,
        remedy=held.remedy if pictured else "",
        can_be_recognised=pictured and held.recognises and one.state == "ready",
        courses=one.courses,
        pack=one.pack,
    )


def failed_line(file: Path, error: CarrelError) -> Line:
    """A file that could not be read and left no document behind."""
    trouble = f"{error.what} {error.next_step}".strip()
    return Line("failed", one_line(file.name), one_line(str(file.parent)), words.unread(), trouble, path=file)


def found_lines(documents: Sequence[Line], places: Sequence[Place]) -> list[Line]:
    """What a search brought: documents whose titles hold the words, then places in texts."""
    lines: list[Line] = []
    if documents:
        lines += [Line("heading", counted("{count} title", "{count} titles", len(documents))), *documents]
    if places:
        lines.append(Line("heading", counted("{count} place in the texts", "{count} places in the texts", len(places))))
        lines += [
            Line(
                "place",
                one_line(one.title),
                one_line(one.locator),
                document=one.document,
                part=one.part,
                first=one.first,
                text=one.text,
                snippet=one.snippet,
            )
            for one in places
        ]
    return lines


class Lines(QAbstractListModel):
    """The lines as Qt's views read them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these; where they are the same ones, only what is said of them changes."""
        lines = list(lines)
        if [one.key for one in lines] != [one.key for one in self.lines]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            return
        changed = [number for number, pair in enumerate(zip(self.lines, lines, strict=True)) if pair[0] != pair[1]]
        self.lines = lines
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def line(self, index: Index) -> Line | None:
        """The line at an index."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows, says and holds."""
        line = self.line(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line)
        if role == TIP_ROLE and line.kind != "heading":
            return as_text(line.title)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        line = self.line(index)
        return Qt.ItemFlag.NoItemFlags if line is None or line.kind == "heading" else super().flags(index)


def spoken(line: Line) -> str:
    """What a screen reader says of a line."""
    snippet = one_line(line.snippet.replace(MARK_BEGIN, "").replace(MARK_END, ""))
    title = _("{title}: {state}").format(title=beside(line.title), state=line.state) if line.state else line.title
    return ". ".join(filter(None, (title, line.quiet, line.trouble, line.note, snippet)))
