"""Whether most of the questions that a model writes about a text follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.flows.examine.by_model import attempt
from carrel.flows.examine.source import of_text
from carrel.flows.probing.asking import Asking


def questions(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked as for a quiz; code looks at each question as it does there."""
    told, sound = attempt(asking.engine, of_text(row["title"], row["text"]), asking.cancel)
    return sound > 0 and 2 * sound >= told, f"{sound}/{told}"
