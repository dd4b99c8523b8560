"""The grammars a model's answers may be bound to: made at release, looked at by people, loaded by name (P21).

A malformed or oversized grammar kills llama.cpp, so no grammar is made while the program runs.
"""

from __future__ import annotations

import json
from typing import Any

from carrel.base.files import resource

MOST_STRING, MOST_ITEMS, MOST_DEPTH = 400, 20, 6


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


def excess(schema_part: Any, depth: int = 1) -> str | None:
    """What in a schema is larger than llama.cpp survives: strings, lists, depth, or an open end."""
    if not isinstance(schema_part, dict):
        return None
    if depth > MOST_DEPTH:
        return "depth"
    kind = schema_part.get("type")
    if kind == "string" and "enum" not in schema_part and not 0 < schema_part.get("maxLength", 0) <= MOST_STRING:
        return "maxLength"
    if kind == "array" and not 0 < schema_part.get("maxItems", 0) <= MOST_ITEMS:
        return "maxItems"
    if kind == "object" and schema_part.get("additionalProperties") is not False:
        return "additionalProperties"
    inner = [*schema_part.get("properties", {}).values(), schema_part.get("items")]
    return next((found for part in inner if (found := excess(part, depth + 1))), None)
