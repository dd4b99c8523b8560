"""What is said about a question beside it: its id, its skills, its source, and whether it is a draft (LOM)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from carrel.assessment.model import Item, Source
from carrel.exchange.questions.qti.tree import Node, made

LOM = "http://ltsc.ieee.org/xsd/LOM"
_VOCABULARY = "LOMv1.0"
_CATALOG = "carrel"
_PLACE = "locator"


@dataclass(frozen=True)
class About:
    """What a package says of one of its items."""

    id: str = ""
    skills: tuple[str, ...] = ()
    source: Source | None = None
    unreviewed: bool = False


def written(item: Item, language: str) -> Element:
    """The metadata of the item's resource."""
    general: list[Node] = [_identifier(_CATALOG, item.id)] if item.id else []
    general += [made("keyword", {}, _said(skill, language)) for skill in item.skills]
    parts: list[Node] = [made("general", {}, *general)] if general else []
    if item.unreviewed:
        parts.append(made("lifeCycle", {}, made("status", {}, *_term("draft"))))
    if item.source:
        parts.append(_relation(item.source, language))
    return made("metadata", {}, *([made("lom", {"xmlns": LOM}, *parts)] if parts else []))


def _relation(source: Source, language: str) -> Element:
    inside: list[Node] = [_identifier("document", source.document)]
    if source.locator:
        inside.append(_identifier(_PLACE, source.locator))
    if source.quote:
        inside.append(made("description", {}, _said(source.quote, language)))
    return made("relation", {}, made("kind", {}, *_term("isbasedon")), made("resource", {}, *inside))


def _identifier(catalog: str, entry: str) -> Element:
    return made("identifier", {}, made("catalog", {}, catalog), made("entry", {}, entry))


def _said(text: str, language: str) -> Element:
    return made("string", {"language": language}, text)


def _term(value: str) -> tuple[Node, Node]:
    return made("source", {}, _VOCABULARY), made("value", {}, value)


def read(metadata: Element | None) -> About:
    """What the metadata of a resource says, in the names of 2.1; keywords are taken for skills."""
    if metadata is None:
        return About()
    skills = dict.fromkeys(_texts(metadata, "keyword"))
    based = [
        one for one in metadata.iter("relation") if any(kind in {"isbasedon"} for kind in _texts(one, "kind", "value"))
    ]
    return About(
        next((entry for catalog, entry in _entries(metadata, "general") if catalog == _CATALOG), ""),
        tuple(skills),
        _source(based[0]) if based else None,
        "draft" in _texts(metadata, "status", "value"),
    )


def _source(relation: Element) -> Source | None:
    entries = _entries(relation, "resource")
    document = next((entry for catalog, entry in entries if catalog != _PLACE), "")
    place = next((entry for catalog, entry in entries if catalog == _PLACE), "")
    quote = next(iter(_texts(relation, "description")), "")
    return Source(document, quote, place) if document else None


def _entries(element: Element, inside: str) -> list[tuple[str, str]]:
    return [
        ((one.findtext("catalog") or "").strip(), one.findtext("entry") or "")
        for part in element.iter(inside)
        for one in part.iter("identifier")
    ]


def _texts(element: Element, name: str, inside: str = "") -> list[str]:
    """What stands in all elements of this name, without the space around it; inside: in one of their children."""
    found = [part for one in element.iter(name) for part in ([one] if not inside else one.iter(inside))]
    return [text for text in ("".join(part.itertext()).strip() for part in found) if text]
