"""A package of QTI from any program: which items it holds, in which order, and what it says about them (P25, P26)."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from carrel.base.archive import Archive, ArchiveRefused
from carrel.base.inside import Refusal
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, QuestionsRefused
from carrel.exchange.questions.qti import about
from carrel.exchange.questions.qti.about import About
from carrel.exchange.questions.qti.names import plain
from carrel.library.readers import xml

ITEM, TEST = "assessmentItem", "assessmentTest"
_ROOTS = {ITEM, TEST, "qti-assessment-item", "qti-assessment-test", "manifest", "questestinterop"}
_MANIFEST = "imsmanifest.xml"
MOST_DEPTH = 50
MOST_NODES = 200_000
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BASE = "base"


class Unreadable(Exception):
    """A file is no XML that is read; its text is the sentence that says why."""


@dataclass
class Package:
    """What was found: items by the names of their files; bad: files that could not be read."""

    title: str = ""
    items: dict[str, tuple[Element, About]] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)


def opened(content: bytes) -> Package:
    """What the archive holds; raises QuestionsRefused for one of which nothing can be read."""
    try:
        archive = Archive(io.BytesIO(content))
        return _Opening(archive).package()
    except ArchiveRefused as error:
        raise QuestionsRefused(error.what, error.next_step, error.detail) from error


def parsed(content: bytes) -> Element:
    """The root of a file in the names of 2.1; raises Unreadable."""
    try:
        found = list(xml.elements(content, _ROOTS, deepest=MOST_DEPTH, most=MOST_NODES))
    except Refusal as error:
        if error.code == "dishonest":
            raise Unreadable(_("This file has entities, or is deeper or larger than a question ever is.")) from error
        raise Unreadable(_("This file is damaged: it is no well-formed XML.")) from error
    if not found:
        raise Unreadable(_("This file holds no question of QTI 2 or 3."))
    root = plain(found[0])
    if root.tag == "questestinterop":
        raise Unreadable(_("This file is of QTI 1, which Carrel does not read. Export it as QTI 2.1 or 3."))
    return root


class _Opening:
    """One archive on its way to being a package."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._found = Package()
        self._said: Mapping[str, Element] = {}
        self._seen: set[str] = set()

    def package(self) -> Package:
        names = self._archive.names
        manifests = sorted(
            (one for one in names if posixpath.basename(one) == _MANIFEST), key=lambda one: one.count("/")
        )
        root = self._parsed(manifests[0]) if manifests else None
        if root is not None:
            self._said = dict(_listed(root, posixpath.dirname(manifests[0])))
        else:
            others = (one for one in names if one.lower().endswith(".xml") and one not in manifests)
            self._said = {one: Element("resource") for one in others}
        for name in self._said:
            self._take(name, is_listed=root is not None)
        return self._found

    def _take(self, name: str, *, is_listed: bool) -> None:
        """Read a file, and for a test those that it plays, once each."""
        if name in self._seen:
            return
        self._seen.add(name)
        if name not in self._archive.names:
            self._found.bad.append(Bad(name or _MANIFEST, _("The package names a file that it does not hold.")))
            return
        root = self._parsed(name, is_told=is_listed)
        if root is None:
            return
        if root.tag == TEST:
            self._found.title = self._found.title or root.get("title", "")
            for refer in root.iter("assessmentItemRef"):
                self._take(_joined(posixpath.dirname(name), refer.get("href", "")), is_listed=True)
        elif root.tag == ITEM:
            said = self._said.get(name)
            self._found.items[name] = (root, about.read(None if said is None else said.find("metadata")))

    def _parsed(self, name: str, *, is_told: bool = True) -> Element | None:
        try:
            return parsed(self._archive.read(name))
        except Unreadable as error:
            why = str(error)
        except ArchiveRefused as error:
            if error.fault == "dishonest":
                raise
            why = error.what
        if is_told:
            self._found.bad.append(Bad(name, why))
        return None


def _listed(manifest: Element, folder: str) -> Iterator[tuple[str, Element]]:
    """The tests and items that a manifest lists, tests first: they know the order."""
    top = _joined(folder, "".join(one.get(_BASE, "") for one in manifest.iter("resources")))
    resources = [one for one in manifest.iter("resource") if re.match(r"imsqti_(?:item|test)", one.get("type", ""))]
    for resource in sorted(resources, key=lambda one: "imsqti_test" not in one.get("type", "")):
        file = resource.find("file")
        link = resource.get("href") or ("" if file is None else file.get("href", ""))
        yield _joined(_joined(top, resource.get(_BASE, "")), link or ""), resource


def _joined(folder: str, link: str) -> str:
    path = _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), link)
    joined = posixpath.normpath(posixpath.join(folder, path.partition("#")[0]))
    return "" if joined == "." else joined
