"""What is said of a document in the list of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.library.model import Document, Kind

SEPARATOR = " · "
_NAMED_PAGES = 6


def kinds() -> dict[Kind, str]:
    """The kinds of documents in words, in the order in which they are offered."""
    return {
        "pdf": _("PDF"),
        "docx": _("Word document"),
        "odt": _("OpenDocument text"),
        "pptx": _("Slides"),
        "epub": _("E-book"),
        "html": _("Web page"),
        "markdown": _("Markdown"),
        "text": _("Plain text"),
        "table": _("Table"),
        "code": _("Program code"),
        "lesson": _("Lesson"),
    }


def about(document: Document, courses: Mapping[str, str], packs: Mapping[str, str]) -> str:
    """What kind of document it is, how long, and where it belongs; courses, packs: titles by their ids."""
    said = [kinds().get(document.kind, document.kind), amount(document)]
    if document.pack is not None and document.pack in packs:
        said.append(one_line(packs[document.pack]))
    said += [one_line(courses[one]) for one in document.courses if one in courses]
    return SEPARATOR.join(filter(None, said))


def amount(document: Document) -> str:
    """How much there is of it."""
    if document.kind == "lesson":
        return counted("{count} section", "{count} sections", document.read)
    if document.pages and document.kind == "pptx":
        return counted("{count} slide", "{count} slides", document.pages)
    if document.pages and document.kind == "epub":
        return counted("{count} chapter", "{count} chapters", document.pages)
    if document.pages:
        return counted("{count} page", "{count} pages", document.pages)
    return size(document.size)


def size(count: int) -> str:
    """A size in bytes, short."""
    if count < 999_500:
        return _("{size} kB").format(size=max(1, round(count / 1e3)))
    return _("{size} MB").format(size=f"{count / 1e6:.1f}")


def state(document: Document, *, busy: bool) -> str:
    """How far it has come; busy: something is being read now."""
    if document.state == "ready":
        return _("Ready")
    if document.state == "refused":
        return unread()
    at, pages = min(document.read, document.pages), document.pages
    if not busy:
        return _("Cut off at page {page} of {pages}").format(page=at, pages=pages) if pages else _("Cut off")
    return _("Reading, page {page} of {pages}").format(page=at, pages=pages) if pages else _("Reading")


def unread() -> str:
    """What is said of a file that is not in."""
    return _("Could not be read")


def trouble(document: Document) -> str:
    """Why it could not be read, and what can be done; empty where all is well."""
    return f"{document.problem} {document.next_step}".strip() if document.state == "refused" else ""


def silence(pages: Sequence[str]) -> str:
    """Which pages have no text; empty where all have."""
    if not pages:
        return ""
    named = [beside(one, 30) for one in pages[:_NAMED_PAGES]]
    if len(pages) > _NAMED_PAGES:
        named.append("…")
    said = counted(
        "One page has no text and cannot be searched:", "{count} pages have no text and cannot be searched:", len(pages)
    )
    return f"{said} {', '.join(named)}"


def searched(meanings: tuple[int, int] | None) -> str:
    """How the library is searched: meanings as in `Holdings`."""
    if meanings is None:
        return _("Searched by words. A model for meanings, added under Models, also finds what is said in other words.")
    done, total = meanings
    if done >= total:
        return _("Searched by words and by meaning.")
    return _("Searched by words and by meaning: {done} of {total} passages are ready.").format(
        done=f"{done:,}", total=f"{total:,}"
    )
