"""What reading a document yields, and why it may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError

MOST_CHARACTERS = 20_000
"""The longest part; longer ones are split at paragraphs."""

Form = Literal["plain", "markdown"]

Code = Literal[
    "changed",
    "damaged",
    "dishonest",
    "empty",
    "gone",
    "locked",
    "no_text",
    "not_a_document",
    "password",
    "picture",
    "too_large",
    "too_slow",
]


class DocumentRefused(CarrelError):
    """The document cannot be read; code is the kind of reason, stable for scripts.

    "locked" asks for a password, "password" says that the one that was given does not fit.
    """

    def __init__(self, code: Code, what: str, next_step: str, detail: str = "") -> None:
        super().__init__(what, next_step, detail)
        self._code = code

    @property
    def code(self) -> str:
        """The kind of reason."""
        return self._code


@dataclass(frozen=True)
class Facts:
    """What is known of a document as a whole.

    They come twice: before the first part, with nothing in silent and only a declared language, and after the last.
    title: as the document tells it, "" if it does not. kind: the name of its reader, such as "pdf".
    pages: pages, slides or chapters; 0 for a document without such places. language: a short code, such as "de", or "".
    silent: the labels of pages without text. form: how the text of its parts is to be laid out.
    """

    title: str
    kind: str
    pages: int
    language: str = ""
    silent: tuple[str, ...] = ()
    form: Form = "plain"


@dataclass(frozen=True)
class Part:
    """A page, a slide or a section, or a piece of one that is long.

    label: the place as a person knows it ("p. 12", "p. 12 (recognised)" where the text was read off a picture and may
    err), "" for a text without places. heading: the path of headings that
    it stands under ("Cells › Division"). text: never empty. place: the number of its page, slide or chapter, from 0;
    where there are none, of its section.
    """

    label: str
    heading: str
    text: str
    place: int = 0


@dataclass(frozen=True)
class Recognise:
    """Which pages without text are to be recognised: the first so many of a document, but for those that are done.

    done: the pages (from 0) that have parts already, where reading goes on that was cut off.
    """

    most: int = 0
    done: frozenset[int] = frozenset()


NOTHING = Recognise()


@dataclass(frozen=True)
class Rectangle:
    """A place on a picture, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class PagePicture:
    """A page as a picture: rows of four bytes a pixel (red, green, blue, unused), and where the quote stands on it."""

    width: int
    height: int
    pixels: bytes
    quote: tuple[Rectangle, ...]
