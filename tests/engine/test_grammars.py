"""The approved grammars: small enough to survive, made from their schemas, and loaded by name alone (P21)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from carrel.base.files import resource
from carrel.engine import grammars

TOOL = Path(__file__).parents[2] / "packaging" / "make_grammars.py"
NAMES = sorted(path.stem for path in resource("grammars").glob("*.json"))


def text(most: int = 80) -> dict[str, Any]:
    """A schema of a short string."""
    return {"type": "string", "maxLength": most}


def listed(items: dict[str, Any], most: int = 5) -> dict[str, Any]:
    """A schema of a list."""
    return {"type": "array", "items": items, "maxItems": most}


def thing(**properties: dict[str, Any]) -> dict[str, Any]:
    """A schema of an object with these properties and no others."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def nested(depth: int) -> dict[str, Any]:
    """Objects in objects."""
    return thing(a=text()) if depth == 1 else thing(a=nested(depth - 1))


def test_there_are_grammars_and_each_has_its_schema() -> None:
    assert {"quiz", "verdict-note"} <= set(NAMES)
    assert sorted(path.stem for path in resource("grammars").glob("*.gbnf")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_schema_stays_within_its_bounds(name: str) -> None:
    assert grammars.excess(grammars.schema(name)) is None
    assert "root ::=" in grammars.approved(name)


def test_the_committed_grammars_are_what_the_tool_makes_now(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.json").write_bytes((resource("grammars") / f"{name}.json").read_bytes())
    subprocess.run([sys.executable, str(TOOL), str(tmp_path)], check=True, timeout=120)
    for name in NAMES:
        assert (tmp_path / f"{name}.gbnf").read_text(encoding="utf-8") == grammars.approved(name)


def test_the_tool_refuses_a_schema_that_would_kill_the_engine(tmp_path: Path) -> None:
    (tmp_path / "vast.json").write_text(json.dumps(thing(a=text(10_000))))
    done = subprocess.run([sys.executable, str(TOOL), str(tmp_path)], check=False, timeout=120, capture_output=True)
    assert done.returncode != 0
    assert b"vast" in done.stderr
    assert b"maxLength" in done.stderr
    assert not (tmp_path / "vast.gbnf").exists()


@pytest.mark.parametrize(
    "name", ["../secret", "quiz.gbnf", "quiz/../quiz", "", ".", "/etc/passwd", "quiz\0", "unknown"]
)
def test_a_name_that_is_no_approved_grammar_is_a_bug_of_ours(name: str) -> None:
    with pytest.raises(KeyError):
        grammars.approved(name)


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        (thing(a=text(400)), None),
        (thing(a=listed(text(), 20)), None),
        (nested(5), None),
        ({"enum": ["a", "b"]}, None),
        ({"const": 1}, None),
        ({"type": "string", "enum": ["a"]}, None),
        (thing(a={"type": "integer"}, b={"type": "boolean"}), None),
        (thing(a=text(401)), "maxLength"),
        (thing(a={"type": "string"}), "maxLength"),
        (thing(a={"type": "string", "maxLength": 0}), "maxLength"),
        (thing(a={"type": "string", "maxLength": True}), "maxLength"),
        (thing(a={"type": "string", "maxLength": "10"}), "maxLength"),
        (thing(a={"type": "string", "maxLength": 10, "pattern": "^(a*)*$"}), "pattern"),
        (thing(a={"type": "string", "maxLength": 10, "minLength": 11}), "minLength"),
        (thing(a={"type": "integer", "minimum": 0}), "minimum"),
        ({"enum": ["a"] * 21}, "enum"),
        ({"const": "a" * 5000}, "enum"),
        (thing(**{f"p{number}": text() for number in range(21)}), "properties"),
        (thing(a=listed(text(), 21)), "maxItems"),
        (thing(a={"type": "array", "items": text()}), "maxItems"),
        (thing(a={"type": "array", "maxItems": 3}), "items"),
        (thing(a=listed(listed(text(), 21), 2)), "maxItems"),
        ({"type": "object", "properties": {"a": text()}}, "additionalProperties"),
        ({**thing(a=text()), "additionalProperties": True}, "additionalProperties"),
        (nested(6), "depth"),
        ({"anyOf": [text(10_000)]}, "anyOf"),
        ({"oneOf": [text(10)]}, "oneOf"),
        ({"allOf": [text(10)]}, "allOf"),
        ({"$ref": "#/$defs/a", "$defs": {"a": text(10_000)}}, "$defs"),
        (thing(a={"prefixItems": [text(10_000)], "type": "array", "maxItems": 2, "items": text()}), "prefixItems"),
        (thing(a={"type": ["string", "array"], "maxLength": 10}), "type"),
        (thing(a={}), "type"),
        ({"properties": {"a": text(10_000)}}, "properties"),
        ([], "type"),
        (None, "type"),
        (True, "type"),
    ],
)
def test_what_is_too_large_or_open_in_a_schema_is_named(schema: Any, found: str | None) -> None:
    assert grammars.excess(schema) == found
