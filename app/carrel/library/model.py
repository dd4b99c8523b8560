"""What a document, a part of it and a passage are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

Kind = Literal["pdf", "docx", "pptx", "odt", "epub", "html", "markdown", "text", "table", "code", "lesson"]
Form = Literal["plain", "markdown"]
"""How the text of a document is to be laid out: as it is, or as Markdown."""
State = Literal["reading", "ready", "refused"]
"""How far a document has come: not all of it is in yet; all of it is; it could not be read."""


class DocumentMissing(CarrelError):
    """The document is not there, or it was removed."""


@dataclass(frozen=True)
class Document:
    """A document of the library.

    name: of the file. path: where it was read from; None for what never was a file. sha256: of its bytes.
    size: bytes. modified: of the file, in seconds since 1970. language: a tag such as "en", empty when unknown.
    problem, next_step: why it was refused. pages: 0 when it has none. silent: the labels of pages without text.
    read: how many parts are in. pack: the id of the course pack it belongs to. courses: the ids of its courses.
    loose: it is only there for what it is attached to, and neither listed nor found elsewhere.
    """

    id: str
    created: Moment
    title: str
    kind: Kind
    name: str
    sha256: str
    form: Form = "plain"
    path: str | None = None
    size: int = 0
    modified: float = 0.0
    language: str = ""
    state: State = "reading"
    problem: str = ""
    next_step: str = ""
    pages: int = 0
    silent: tuple[str, ...] = ()
    read: int = 0
    pack: str | None = None
    courses: tuple[str, ...] = ()
    loose: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Part:
    """A page, a slide or a section, or a piece of a long one, in the order of the document (place, from 0).

    label: the locator a person knows, such as "p. 12"; empty for a text without places. heading: the headings above it,
    such as "Cells › Division". page: the number of its page, slide or chapter, from 0.
    """

    place: int
    label: str
    heading: str
    text: str
    page: int = 0


@dataclass(frozen=True)
class Passage:
    """A span of a part's text, short enough to be given to a model.

    number: of its row. document: the id. title: of the document. part: the place of the part; first, last: the span in
    its text, in characters.
    """

    number: int
    document: str
    title: str
    part: int
    label: str
    heading: str
    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Found:
    """A passage that a search brought.

    score: the fused score; only its order means something. by_words, by_meaning: its ranks (from 1) in the two
    searches; None where one did not find it. share: how much of the query's words it holds, by their weight, 0 to 1.
    """

    passage: Passage
    score: float
    by_words: int | None = None
    by_meaning: int | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Scope:
    """Where to look: in these documents, those of this course, those of these kinds; nothing set is everywhere.

    Loose documents are found only where they are named.
    """

    documents: tuple[str, ...] = ()
    course: str | None = None
    kinds: tuple[Kind, ...] = ()
