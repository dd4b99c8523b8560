"""Which column of a list of pupils is which, by the many names that people and programs give them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from carrel.base.files import resource
from carrel.base.matching import folded

Columns = Mapping[str, tuple[int, ...]]
"""The places of the columns of each kind, counted from 0; only groups may have more than one."""

NAMES = ("name", "given", "family")
"""One of these is needed."""


@dataclass(frozen=True)
class _Spellings:
    kinds: Mapping[str, str]
    beside: tuple[tuple[str, frozenset[str], str], ...]
    words: Mapping[str, str]


def key_of(name: str) -> str:
    """What two spellings of one name have in common: the letters and digits, without capitals and accents."""
    return "".join(letter for letter in folded(name) if letter.isalnum())


def recognised(headers: Sequence[str]) -> Columns:
    """The columns that are known; empty where none of them holds names."""
    spellings = _spellings()
    keys = [key_of(header) for header in headers]
    found: dict[str, tuple[int, ...]] = {}
    for place, key in enumerate(keys):
        kind = _kind(key, spellings)
        if kind == "group" or (kind and kind not in found):
            found[kind] = (*found.get(kind, ()), place)
    for column, others, means in spellings.beside:
        alone = "name" in found and keys[found["name"][0]] == column and means not in found
        if alone and others & set(keys):
            found[means] = found.pop("name")
    return found if any(kind in found for kind in NAMES) else {}


@lru_cache(maxsize=1024)
def word(text: str) -> str:
    """What a role or a state means: ``pupil``, ``teacher`` or ``ended``; empty where it means something else."""
    return _spellings().words.get(key_of(text), "")


def _kind(key: str, spellings: _Spellings) -> str:
    """The kind of this column; those of single groups may be numbered."""
    kind = spellings.kinds.get(key)
    if kind is None and spellings.kinds.get(key.rstrip("0123456789")) == "group":
        return "group"
    return kind or ""


@cache
def _spellings() -> _Spellings:
    told = tomllib.loads(resource("classroom/columns.toml").read_text(encoding="utf-8"))
    return _Spellings(
        {key_of(name): kind for kind, names in told["columns"].items() for name in names},
        tuple((key_of(one["column"]), frozenset(map(key_of, one["with"])), one["means"]) for one in told["beside"]),
        {key_of(name): meaning for meaning, names in told["words"].items() for name in names},
    )
