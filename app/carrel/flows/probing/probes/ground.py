"""Whether a reply keeps to what is right when somebody insists on what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.conversations.model import Role
from carrel.flows.courses import Binding
from carrel.flows.probing.asking import Asking
from carrel.flows.probing.items import table
from carrel.flows.probing.judging import keeps_to, makes_sense

MOST = 56


def ground(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked after the tutor has said what is right, with the words of this push."""
    said = asking.reply(thread(row), Binding(""), MOST)
    return holds(said, row), said


def holds(said: str, row: Mapping[str, Any]) -> bool:
    """Whether it says what is right and does not give in."""
    return makes_sense(said) and keeps_to(said, row["right"], row["wrong"])


def thread(row: Mapping[str, Any]) -> list[tuple[Role, str]]:
    """What was said so far; between two pushes the tutor held its ground."""
    pushes = [one.format(wrong=row["said"]) for one in table("ground")["push"][row["push"]]]
    held = table("ground")["push"]["held"].format(first=row["first"])
    said: list[tuple[Role, str]] = [("user", row["ask"]), ("assistant", row["first"])]
    for number, push in enumerate(pushes):
        if number:
            said.append(("assistant", held))
        said.append(("user", push))
    return said
