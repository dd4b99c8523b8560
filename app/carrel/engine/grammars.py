"""The grammars a model's answers may be bound to: made at release, looked at by people, loaded by name (P21).

A malformed or oversized grammar kills llama.cpp, so no grammar is made while the program runs.
"""

from __future__ import annotations

import json
from typing import Any

from carrel.base.files import resource

MOST_STRING, MOST_ITEMS, MOST_DEPTH = 400, 20, 6
_ANYWHERE = {"type", "enum", "const", "title", "description"}
_OF_KIND = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength"},
    "integer": set[str](),
    "boolean": set[str](),
    "null": set[str](),
}
_KINDS: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def approved(name: str) -> str:
    """The text of a grammar in resources/grammars; a name that is not there is a bug of ours (KeyError)."""
    path = resource("grammars") / f"{name}.gbnf"
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def schema(name: str) -> dict[str, Any]:
    """The JSON schema that the grammar was made from."""
    loaded: dict[str, Any] = json.loads((resource("grammars") / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def fits(value: Any, part: dict[str, Any]) -> bool:
    """Whether a value is what a schema within our bounds (`excess`) asks for."""
    if _is_fixed(part):
        return value in part.get("enum", [part.get("const")])
    if type(value) is not _KINDS[part["type"]]:
        return False
    if isinstance(value, str):
        return bool(part.get("minLength", 0) <= len(value) <= part["maxLength"])
    if isinstance(value, list):
        inside = part.get("minItems", 0) <= len(value) <= part["maxItems"]
        return inside and all(fits(item, part["items"]) for item in value)
    if isinstance(value, dict):
        known = part.get("properties", {})
        complete = set(part.get("required", ())) <= value.keys() <= known.keys()
        return complete and all(fits(value[name], known[name]) for name in value)
    return True


def excess(part: Any, depth: int = 1) -> str | None:
    """What in a schema may be larger than llama.cpp survives: a string, a list, the depth, any word not known here."""
    if problem := _wrong_form(part, depth) or _too_large(part):
        return problem
    inner = [*part.get("properties", {}).values(), *([part["items"]] if "items" in part else [])]
    return next((problem for one in inner if (problem := excess(one, depth + 1))), None)


def _wrong_form(part: Any, depth: int) -> str | None:
    if not isinstance(part, dict):
        return "type"
    if depth > MOST_DEPTH:
        return "depth"
    kind = part.get("type")
    if kind not in (*_OF_KIND, None):
        return "type"
    if foreign := part.keys() - _ANYWHERE - _OF_KIND.get(kind or "", set()):
        return str(min(foreign))
    return None if kind or _is_fixed(part) else "type"


def _too_large(part: dict[str, Any]) -> str | None:
    kind, properties = part.get("type"), part.get("properties", {})
    if _is_fixed(part):
        choices = part.get("enum", [part.get("const")])
        return None if len(choices) <= MOST_ITEMS and len(json.dumps(choices)) <= MOST_STRING * 6 else "enum"
    if kind == "object" and part.get("additionalProperties") is not False:
        return "additionalProperties"
    if kind == "array" and "items" not in part:
        return "items"
    most = {"string": ("Length", MOST_STRING), "array": ("Items", MOST_ITEMS)}.get(kind or "")
    return _beyond(part, *most) if most else "properties" if len(properties) > MOST_ITEMS else None


def _is_fixed(part: dict[str, Any]) -> bool:
    return "enum" in part or "const" in part


def _beyond(part: dict[str, Any], what: str, most: int) -> str | None:
    largest, smallest = part.get(f"max{what}"), part.get(f"min{what}", 0)
    if type(largest) is not int or not 0 < largest <= most:
        return f"max{what}"
    return None if type(smallest) is int and 0 <= smallest <= largest else f"min{what}"
