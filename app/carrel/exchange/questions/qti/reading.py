"""The questions in a package of QTI, or in the file of a single item."""

from __future__ import annotations

import io
import posixpath
import re

from carrel.base.archive import Archive, ArchiveRefused, is_archive
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionsRefused, merged
from carrel.exchange.questions.qti import items
from carrel.exchange.questions.qti.about import About
from carrel.exchange.questions.qti.given import NotCarried
from carrel.exchange.questions.qti.package import ITEM, Package, Unreadable, opened, parsed

_HEAD = 4_000
"""Bytes of a file in which its root stands."""
_THREE = re.compile(rb"imsqti_\w+_xmlv3|<(?:\w+:)?qti-assessment-(?:item|test)\b")
_TWO = re.compile(rb"imsqti_\w+_xmlv2|<(?:\w+:)?assessment(?:Item|Test)\b")


def read(content: bytes, name: str) -> Found:
    """All questions that can be read, of any version from 2.0 on; raises QuestionsRefused."""
    package = opened(content) if is_archive(content) else _single(content, name)
    found, bad, losses = [], list(package.bad), []
    for where, (root, about) in package.items.items():
        try:
            item, lost = items.read(root, about)
        except NotCarried as error:
            bad.append(Bad(root.get("title") or where, error.what))
            continue
        found.append(item)
        losses.append(lost)
    if not found:
        raise _nothing(bad)
    return Found(package.title, tuple(found), tuple(bad), _only(merged(losses)))


def _single(content: bytes, name: str) -> Package:
    try:
        root = parsed(content)
    except Unreadable as error:
        raise QuestionsRefused(str(error), _choose_another()) from error
    items = {name: (root, About())} if root.tag == ITEM else {}
    return Package(root.get("title", ""), items)


def _nothing(bad: list[Bad]) -> QuestionsRefused:
    if not bad:
        return QuestionsRefused(_("There are no questions in this file."), _choose_another())
    return QuestionsRefused(
        _("None of the questions in this file can be read. {first}").format(first=bad[0].sentence()), _choose_another()
    )


def _choose_another() -> str:
    return _("Choose a package of QTI 2.1 or 3.0, or a single item of one.")


def _only(losses: Losses) -> Losses:
    return Losses({kind: count for kind, count in losses.items() if count})


def is_three(content: bytes, name: str) -> bool:
    """Whether these bytes are of QTI 3."""
    return any(_THREE.search(one) for one in _looked_at(content))


def is_two(content: bytes, name: str) -> bool:
    """Whether these bytes are of QTI 2."""
    looked_at = _looked_at(content)
    return any(_TWO.search(one) for one in looked_at) and not any(_THREE.search(one) for one in looked_at)


def _looked_at(content: bytes) -> list[bytes]:
    """What tells the version: the manifest of a package, or its first XML file; else the beginning of the file."""
    if not is_archive(content):
        return [content[:_HEAD]]
    try:
        archive = Archive(io.BytesIO(content))
        files = [one for one in archive.names if one.lower().endswith(".xml")]
        manifests = [one for one in files if posixpath.basename(one) == "imsmanifest.xml"]
        return [archive.read(one) for one in [*manifests, *files][:2]]
    except ArchiveRefused:
        return []
