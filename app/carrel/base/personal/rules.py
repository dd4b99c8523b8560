"""The rules that say how personal data is written, read from resources/personal.

No library finds the telephones and numbers here, for two were measured: phonenumbers takes 48 MB, and finds a number
without its country code only where the country is known beforehand, which in a letter it is not; python-stdnum takes
6 MB and 0.1 s, for check digits that are a few lines each (`checks`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from carrel.base.files import resource
from carrel.base.personal.checks import CHECKS
from carrel.base.personal.model import Kind

_FIRST_WITHOUT_BLANKS = "\u2e80"
"""From this sign on, scripts put no blanks between words."""


@dataclass(frozen=True)
class Rule:
    """One way of writing personal data.

    pattern: with the group "it" for what is masked. check: whether what it says can be true.
    in_threads: only in a text that is a letter or a thread of them.
    """

    kind: Kind
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None = None
    in_threads: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """All of them, in the order in which they are tried; read once."""
    said = read("patterns")
    return tuple(_rule(row, said["labels"], said["connectors"], said["parts"]) for row in said["rule"])


@cache
def read(name: str) -> dict[str, Any]:
    """What a file of resources/personal says; read once."""
    return tomllib.loads(resource(f"personal/{name}.toml").read_text(encoding="utf-8"))


def one_of(words: list[str]) -> str:
    """A pattern for any of these, which are patterns, as words of their own where their script has blanks."""
    longest_first = sorted(words, key=len, reverse=True)
    spaced = [word for word in longest_first if word < _FIRST_WITHOUT_BLANKS]
    dense = [word for word in longest_first if word >= _FIRST_WITHOUT_BLANKS]
    return "(?:" + "|".join([rf"(?<!\w)(?:{'|'.join(spaced)})(?:(?<!\w)|(?!\w))"] * bool(spaced) + dense) + ")"


def _rule(row: dict[str, Any], labels: dict[str, list[str]], connectors: str, parts: dict[str, str]) -> Rule:
    pattern: str = row["pattern"]
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    pattern = f"(?P<it>{pattern})"
    if "label" in row:
        label = one_of(labels[row["label"]]).replace(" ", "[ ]")  # blanks mean nothing in a verbose pattern
        pattern = label + connectors + pattern
    elif row.get("alone", True):
        pattern = rf"(?<![\w]){pattern}(?!\w)"
    flags = re.VERBOSE | (re.NOFLAG if row.get("exact") else re.IGNORECASE)
    check = CHECKS[row["check"]] if "check" in row else None
    return Rule(row["kind"], re.compile(pattern, flags), check, row.get("in_threads", False))
