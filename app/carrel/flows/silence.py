"""Pages without text: which of them are recognised while a document is read, and what can be done about the others."""

from __future__ import annotations

from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.model import Document
from carrel.library.readers.api import NOTHING, Recognise
from carrel.library.readers.recognition import can_recognise, how_to_add

PICTURED = "pdf"
"""The kind whose pages can be recognised."""


def pages_to_recognise(kit: Kit, document: Document) -> Recognise:
    """As many pages as the settings allow, but for those that are there from an earlier time."""
    if not recognises(kit):
        return NOTHING
    with kit.store.reading() as db:
        return Recognise(kit.settings.current.recognise_pages, tables.pages(db, document.id))


def recognises(kit: Kit) -> bool:
    """Whether pages that are pictures are recognised here: it is installed, and not switched off."""
    return bool(kit.settings.current.recognise_pages) and can_recognise()


def remedy(kit: Kit) -> str:
    """What can be done where pages of a PDF have no text, in a sentence."""
    if not can_recognise():
        return how_to_add()
    if not recognises(kit):
        return _("The settings allow no page to be recognised.")
    return _("If they are pictures, their text can be recognised.")
