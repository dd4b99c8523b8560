"""Why a document cannot be read, in words: a sentence and a next step for each reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carrel.base.apart import Ended
from carrel.base.words import _
from carrel.library.readers.api import Code, DocumentRefused
from carrel.library.readers.recognition import can_recognise, how_to_add


def refusal_of_file(code: str, facts: Mapping[str, Any]) -> DocumentRefused:
    """The refusal for a code that the child gave, or that we found ourselves."""
    known, what, next_step = _WORDS.get(code, _WORDS["damaged"])(facts)
    return DocumentRefused(known, what, next_step)


def refusal_of_death(ended: Ended) -> DocumentRefused:
    """The refusal for a child that did not finish."""
    codes = {"memory": "too_much_memory", "time": "too_slow"}
    refusal = refusal_of_file(codes.get(ended.why, "damaged"), {})
    refusal.detail = f"{ended.why}: {ended.detail}"
    return refusal


_Said = tuple[Code, str, str]


def _too_large(facts: Mapping[str, Any]) -> _Said:
    if "pages" in facts:
        what = _("This document has more than {count:,} pages.").format(count=int(facts["pages"]))
    elif "megabytes" in facts:
        what = _("This document is larger than {count:,} MB.").format(count=int(facts["megabytes"]))
    else:
        what = _("This document holds far more text than can be read in.")
    return "too_large", what, _("Read in the chapters you need, each as a file of its own.")


def _locked(facts: Mapping[str, Any]) -> _Said:
    what = _("This document is locked with a password.")
    if facts.get("here"):
        return "locked", what, _("Give its password, or save it without one.")
    return "locked", what, _("Open it in the program it comes from, save it without a password, and read that in.")


def _no_text(facts: Mapping[str, Any]) -> _Said:
    if facts.get("pages"):
        what = _("This document holds no text: its pages are probably pictures.")
        if not can_recognise():
            return "no_text", what, how_to_add()
        return "no_text", what, _("Recognise its text with a scanning program, and read in what that makes.")
    return "no_text", _("This document holds no text."), _("Choose another file.")


_WORDS: dict[str, Callable[[Mapping[str, Any]], _Said]] = {
    "archive": lambda _facts: (
        "not_a_document",
        _("This is an archive, not a document."),
        _("Unpack it yourself, and read in the documents inside it."),
    ),
    "changed": lambda _facts: (
        "changed",
        _("This file was changed while it was read."),
        _("Read it in again when the program that writes it has finished."),
    ),
    "damaged": lambda _facts: (
        "damaged",
        _("This document is damaged, or not written to its end."),
        _("Copy or download it again, or open it in its own program and save it anew."),
    ),
    "dishonest": lambda _facts: (
        "dishonest",
        _("This document is put together in a way that no honest program makes."),
        _("Nothing of it was kept. Ask whoever sent it for another copy."),
    ),
    "empty": lambda _facts: ("empty", _("This file is empty."), _("Choose another file.")),
    "gone": lambda _facts: (
        "gone",
        _("This file cannot be opened."),
        _("Check that it is still there and that you may open it."),
    ),
    "locked": _locked,
    "no_text": _no_text,
    "not_a_document": lambda _facts: (
        "not_a_document",
        _("This is not a document that Carrel can read."),
        _("Choose a PDF, Word, PowerPoint, OpenDocument, EPUB, web or text file."),
    ),
    "old_office": lambda _facts: (
        "not_a_document",
        _("This document is in an old format of Word, PowerPoint or Excel."),
        _("Open it in its own program, save it as DOCX, PPTX or PDF, and read that in."),
    ),
    "password": lambda _facts: (
        "password",
        _("This password does not open the document."),
        _("Type it again; capital and small letters differ."),
    ),
    "picture": lambda _facts: (
        "picture",
        _("This is a picture, and there is no text in it that could be read."),
        _("Recognise its text with a scanning program, and read in what that makes."),
    ),
    "too_large": _too_large,
    "too_much_memory": lambda _facts: (
        "too_large",
        _("This document needs more memory to be read than a document should."),
        _("Read in the chapters you need, each as a file of its own."),
    ),
    "too_slow": lambda _facts: (
        "too_slow",
        _("This document took too long to read."),
        _("Save it anew from its own program, or as plain text, and read that in."),
    ),
}
