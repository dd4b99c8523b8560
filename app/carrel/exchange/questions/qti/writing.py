"""A set of questions as a package of QTI: an item a file, a test that plays them, and a manifest that lists them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, tostring

from carrel.assessment.model import Item
from carrel.exchange.questions.api import Losses, Questions, Written, merged
from carrel.exchange.questions.qti import about, items
from carrel.exchange.questions.qti.given import NotCarried
from carrel.exchange.questions.qti.losses import differences, keeps_its_key
from carrel.exchange.questions.qti.names import Dialect, plain, spelled
from carrel.exchange.questions.qti.tree import made

MANIFEST = "imsmanifest.xml"
_TEST = "test.xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a package: the same questions give the same bytes."""


@dataclass(frozen=True)
class _File:
    """An item as it goes into the package; tries: how often somebody may answer."""

    name: str
    content: bytes
    metadata: Element
    tries: int


def write(questions: Questions, dialect: Dialect) -> Written:
    """The package; each item is read again, and what comes back otherwise is counted."""
    files: list[_File] = []
    losses: list[Losses] = []
    for number, item in enumerate(questions.items, 1):
        file = _file(item, number, questions.language, dialect)
        lost = _lost(item, file)
        losses.append(lost)
        if not lost["items"]:
            files.append(file)
    parts = {MANIFEST: _manifest(questions, files, dialect), _TEST: _test(questions, files, dialect)}
    packed = _packed({**parts, **{file.name: file.content for file in files}})
    return Written(packed, len(files), Losses({kind: count for kind, count in merged(losses).items() if count}))


def _file(item: Item, number: int, language: str, dialect: Dialect) -> _File:
    root = spelled(items.written(item, number, language, dialect), dialect)
    name = f"items/{number:04}.xml"
    return _File(name, _bytes(root), about.written(item, language), 0 if item.hints else 1)


def _lost(item: Item, file: _File) -> Losses:
    """What of the item does not come back; the item itself where its key does not."""
    try:
        back, _told = items.read(plain(fromstring(file.content)), about.read(plain(file.metadata)))
    except NotCarried:
        return Losses(items=1)
    if not keeps_its_key(item, back):
        return Losses(items=1)
    return differences(item, back)


def _manifest(questions: Questions, files: Sequence[_File], dialect: Dialect) -> bytes:
    schema, version = dialect.schema
    head = made("metadata", {}, made("schema", {}, schema), made("schemaversion", {}, version))
    refers = [made("dependency", {"identifierref": _id(number)}) for number, _file in enumerate(files, 1)]
    test = made(
        "resource",
        {"identifier": "test", "type": f"imsqti_test_{dialect.kind}", "href": _TEST},
        made("file", {"href": _TEST}),
        *refers,
    )
    resources = [
        made(
            "resource",
            {"identifier": _id(number), "type": f"imsqti_item_{dialect.kind}", "href": file.name},
            file.metadata,
            made("file", {"href": file.name}),
        )
        for number, file in enumerate(files, 1)
    ]
    parts = (head, made("organizations"), made("resources", {}, test, *resources))
    return _bytes(made("manifest", {"xmlns": dialect.manifest, "identifier": "carrel-questions"}, *parts))


def _test(questions: Questions, files: Sequence[_File], dialect: Dialect) -> bytes:
    refers = [
        made(
            "assessmentItemRef",
            {"identifier": _id(number), "href": file.name},
            made("itemSessionControl", {"maxAttempts": str(file.tries)}),
        )
        for number, file in enumerate(files, 1)
    ]
    title = questions.title or "Carrel"
    section = made("assessmentSection", {"identifier": "section", "title": title, "visible": "true"}, *refers)
    ways = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
    part = made("testPart", ways, section)
    return _bytes(spelled(made("assessmentTest", {"identifier": "test", "title": title}, part), dialect))


def _id(number: int) -> str:
    return f"item-{number}"


def _bytes(root: Element) -> bytes:
    found: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return found


def _packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the system that wrote it would be told otherwise
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
