"""Pages without text: which of them are recognised while a document is read, and what is said of those that stay."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.model import Document
from carrel.library.readers.api import NOTHING, Recognise
from carrel.library.readers.recognition import can_recognise, how_to_add

_NAMED = 5
_PICTURED = "pdf"
"""The kind whose pages can be recognised."""


@dataclass(frozen=True)
class Silence:
    """What is said of the pages without text: a sentence, what to do, and whether `recognise` can do it."""

    says: str
    next: str
    can_be_recognised: bool


def pages_to_recognise(kit: Kit, document: Document) -> Recognise:
    """As many pages as the settings allow, but for those that are there from an earlier time."""
    most = kit.settings.current.recognise_pages
    if not most or not can_recognise():
        return NOTHING
    with kit.store.reading() as db:
        return Recognise(most, tables.pages(db, document.id))


def silence(document: Document) -> Silence | None:
    """What is said of the pages of this document that have no text; None where all have."""
    if not document.silent:
        return None
    named, more = ", ".join(document.silent[:_NAMED]), len(document.silent) - _NAMED
    if more > 0:
        says = _("Without text: {pages} and {count} more.").format(pages=named, count=more)
    else:
        says = _("Without text: {pages}.").format(pages=named)
    if document.kind != _PICTURED:
        return Silence(says, "", can_be_recognised=False)
    if can_recognise():
        return Silence(says, _("If these pages are pictures, let their text be recognised."), can_be_recognised=True)
    return Silence(says, how_to_add(), can_be_recognised=False)
