"""Reads a document through the limited child, and says of one that cannot be read why, and what to do."""

from __future__ import annotations

import stat
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from carrel.base.apart import Ended, Refused
from carrel.base.text import clean
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.library.readers.api import MOST_CHARACTERS, NOTHING, DocumentRefused, Facts, Part, Recognise
from carrel.library.readers.children import frames
from carrel.library.readers.refusals import refusal_of_death, refusal_of_file

MOST_TEXT = 300_000_000
"""Characters of one document; more is no document, or a child that was taken over."""
MOST_PARTS = 500_000


def read(
    path: Path, cancel: Cancel, password: str = "", start: int = 0, recognise: Recognise = NOTHING
) -> Generator[Facts | Part, None, None]:
    """The facts, the parts, and the facts once more: only then are they complete.

    start: so many parts are there already, and are left out. recognise: which pages without text are to be looked at;
    the label of such a part says so. Raises DocumentRefused, before or between the parts, and
    Stopped. No more than a part is held at a time; the child ends with the iterator.
    """
    check_file(path)
    size = count = 0
    try:
        for frame in frames(path.absolute(), password, start, recognise, cancel):
            if "facts" in frame.body:
                yield _facts(frame.body["facts"])
                continue
            part = _part(frame.body)
            size, count = size + len(part.text), count + 1
            if size > MOST_TEXT or count > MOST_PARTS:
                raise refusal_of_file("too_large", {})
            yield part
    except Refused as refused:
        raise refusal_of_file(refused.code, refused.facts) from refused
    except Ended as ended:
        raise refusal_of_death(ended) from ended
    except (LookupError, TypeError, ValueError) as error:
        raise refusal_of_death(Ended("garbage", type(error).__name__)) from error


def check_file(path: Path) -> None:
    """Raise DocumentRefused for what is no ordinary file: a folder, a pipe, nothing at all."""
    try:
        ordinary = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise refusal_of_file("gone", {}) from error
    if not ordinary:
        raise refusal_of_file("not_a_document", {})


def place_in_words(unit: str, number: str) -> str:
    """A place as a person knows it: "p. 12"."""
    words = {
        "page": _("p. {number}"),
        "slide": _("slide {number}"),
        "chapter": _("chapter {number}"),
        "rows": _("rows {number}"),
        "lines": _("lines {number}"),
    }
    return words[unit].format(number=number) if unit in words else ""


def _facts(body: Mapping[str, Any]) -> Facts:
    return Facts(
        title=clean(str(body["title"])),
        kind=str(body["kind"]),
        pages=int(body["pages"]),
        language=str(body["language"]),
        silent=tuple(place_in_words(str(unit), clean(str(number))) for unit, number in body["silent"]),
        form="markdown" if body["form"] == "markdown" else "plain",
    )


def _part(body: Mapping[str, Any]) -> Part:
    text = clean(str(body["text"]))[: 2 * MOST_CHARACTERS]
    heading = " › ".join(clean(str(one)) for one in body["heading"])
    label = place_in_words(str(body["unit"]), clean(str(body["number"])))
    if body["recognised"]:
        label = _("{place} (recognised)").format(place=label)
    return Part(label, heading, text, int(body["place"]))


__all__ = ["DocumentRefused", "Facts", "Part", "read"]
