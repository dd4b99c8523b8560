"""What the packages of office documents share: which file inside leads to which, and the title."""

from __future__ import annotations

import posixpath

from carrel.library.readers import xml
from carrel.library.readers.source import Source


def related(source: Source, name: str) -> dict[str, tuple[str, str]]:
    """What a file of the package refers to inside of it: by id, the last word of the kind, and the file's name."""
    folder, base = posixpath.split(name)
    found = {}
    for one in xml.all_of(source.inside(f"{folder}/_rels/{base}.rels".lstrip("/")), "Relationship"):
        if xml.attribute(one, "TargetMode") != "External":
            target = xml.attribute(one, "Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[xml.attribute(one, "Id")] = (xml.attribute(one, "Type").rpartition("/")[2], path)
    return found


def main_part(source: Source, usual: str) -> str:
    """The name of the file that holds the document itself."""
    for kind, path in related(source, "").values():
        if kind == "officeDocument" and path in source.names():
            return path
    return usual


def by_kind(source: Source, name: str, kind: str) -> str:
    """The file of this kind that a file refers to, "" without one."""
    return next((path for one, path in related(source, name).values() if one == kind), "")


def core_facts(source: Source) -> None:
    """Take title and language from the package's properties."""
    content = source.inside("docProps/core.xml")
    for name, field in (("title", "title"), ("language", "language")):
        words = "".join(" ".join(one.itertext()) for one in xml.all_of(content, name)[:1]).strip()
        if words:
            setattr(source.about, field, words)
