"""The items that a model is tested with, from `resources/fitness`."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from typing import Any

from carrel.base.files import resource

JUDGES = 1
"""Raised when a judge calls the same reply otherwise: cards of before are then none any more."""

_NOT_ASKED = "roles.toml"
"""Bounds may change without asking a model again."""


@cache
def table(name: str) -> dict[str, Any]:
    """The file of this name with all that stands in it."""
    return tomllib.loads(resource(f"fitness/{name}.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, Any]]:
    """The items of a probe, in their order; each has an ``id``."""
    listed: list[dict[str, Any]] = table(name)["item"]
    return listed


@cache
def version() -> str:
    """Changes with every item, and with every judge."""
    files = sorted(path for path in resource("fitness").glob("*.toml") if path.name != _NOT_ASKED)
    whole = hashlib.sha256(f"{JUDGES}".encode())
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()[:16]
