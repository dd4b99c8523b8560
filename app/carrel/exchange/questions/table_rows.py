"""A question as the cells of a row, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item, Point
from carrel.base.words import _
from carrel.exchange.questions.table_columns import Column

Cells = Mapping[Column, str]
"""What stands in the cells of a row that are not empty."""

_YES = frozenset({"yes", "true", "1", "x", "y"})
_NO = frozenset({"no", "false", "0", "n"})


def cells_of(item: Item) -> Cells:
    """The cells that say everything of the item."""
    source, tolerance = item.source, item.tolerance
    said = {
        "id": item.id,
        "kind": item.kind,
        "prompt": item.prompt,
        "text": item.text,
        "right choices": ", ".join(str(place) for place, one in enumerate(item.choices, 1) if one.right),
        "multiple": _yes(item.multiple),
        "case sensitive": _yes(item.case_sensitive),
        "accents matter": _yes(item.accents_matter),
        "unit": item.unit,
        "unit required": (_yes(item.unit_required) or "no") if item.unit else "",
        "tolerance": repr(tolerance.absolute) if tolerance else "",
        "relative tolerance": repr(tolerance.relative) if tolerance else "",
        "form": item.form if item.form != "any" else "",
        "model answer": item.model_answer,
        "solution": item.solution,
        "source document": source.document if source else "",
        "source quote": source.quote if source else "",
        "source locator": source.locator if source else "",
        "unreviewed": _yes(item.unreviewed),
    }
    cells = {
        **{Column(name): text for name, text in said.items()},
        **_numbered("choice", [choice.text for choice in item.choices]),
        **_numbered("feedback", [choice.feedback for choice in item.choices]),
        **_numbered("misconception", [choice.misconception for choice in item.choices]),
        **_numbered("answer", item.answers),
        **_numbered("reject", item.reject),
        **_numbered("left", [left for left, _right in item.pairs]),
        **_numbered("right", [right for _left, right in item.pairs]),
        **_numbered("step", item.sequence),
        **_numbered("hint", item.hints),
        **_numbered("skill", item.skills),
    }
    for number, point in enumerate(item.points, 1):
        cells.update(_point_cells(number, point))
    return {column: text for column, text in cells.items() if text}


def _yes(truth: bool) -> str:
    return "yes" if truth else ""


def _numbered(name: str, texts: Sequence[str]) -> dict[Column, str]:
    return {Column(name, number): text for number, text in enumerate(texts, 1)}


def _point_cells(number: int, point: Point) -> dict[Column, str]:
    return {
        Column("point", number): point.says,
        Column("point", number, "id"): point.id,
        Column("point", number, "weight"): repr(point.weight) if point.weight != 1 else "",
        Column("point", number, "must"): _yes(point.must),
        **{Column("point", number, "phrase", place): text for place, text in enumerate(point.any_of, 1)},
    }


def item_in(cells: Cells) -> Item:
    """The item that the cells say; raises ItemRefused."""
    source = {name: _text(cells, f"source {name}") for name in ("document", "quote", "locator")}
    tolerance = {
        "absolute": _number(cells, Column("tolerance")),
        "relative": _number(cells, Column("relative tolerance")),
    }
    raw = {
        "id": _text(cells, "id"),
        "kind": "_".join(_text(cells, "kind").casefold().replace("_", " ").split()),
        "prompt": _text(cells, "prompt"),
        "text": _text(cells, "text"),
        "choices": _choices(cells),
        "multiple": _truth(cells, Column("multiple")),
        "answers": _texts(cells, "answer"),
        "reject": _texts(cells, "reject"),
        "case_sensitive": _truth(cells, Column("case sensitive")),
        "accents_matter": _truth(cells, Column("accents matter")),
        "unit": _text(cells, "unit"),
        "unit_required": _truth(cells, Column("unit required")),
        "tolerance": tolerance if set(tolerance.values()) != {None} else None,
        "form": _text(cells, "form").strip().casefold(),
        "pairs": _pairs(cells),
        "sequence": _texts(cells, "step"),
        "points": [_point(cells, number) for number in _numbers(cells, "point")],
        "model_answer": _text(cells, "model answer"),
        "hints": _texts(cells, "hint"),
        "solution": _text(cells, "solution"),
        "skills": _texts(cells, "skill"),
        "source": source if any(source.values()) else None,
        "unreviewed": _truth(cells, Column("unreviewed")),
    }
    return item_from(raw)


def _text(cells: Cells, name: str) -> str:
    return cells.get(Column(name), "")


def _numbers(cells: Cells, *names: str) -> list[int]:
    """The numbers of the columns of these names in which something stands."""
    return sorted({column.number for column in cells if column.name in names})


def _texts(cells: Cells, name: str) -> list[str]:
    return [cells[Column(name, number)] for number in _numbers(cells, name)]


def _choices(cells: Cells) -> list[dict[str, Any]]:
    """The choices; their numbers are those of the columns, also where one is empty."""
    numbers = _numbers(cells, "choice", "feedback", "misconception")
    said = _text(cells, "right choices")
    right = {int(number) for number in re.findall(r"\d{1,3}", said)}
    if re.sub(r"[\d\s,;.]", "", said) or not right <= set(numbers):
        raise ItemRefused.because(_("“right choices” must hold the numbers of choices, such as “1, 3”."))
    return [
        {
            "text": cells.get(Column("choice", number)),
            "right": number in right,
            "feedback": cells.get(Column("feedback", number)),
            "misconception": cells.get(Column("misconception", number)),
        }
        for number in numbers
    ]


def _pairs(cells: Cells) -> list[list[str]]:
    numbers = _numbers(cells, "left", "right")
    return [[cells.get(Column(side, number), "") for side in ("left", "right")] for number in numbers]


def _point(cells: Cells, number: int) -> dict[str, Any]:
    phrases = sorted(column.second for column in cells if column.number == number and column.part == "phrase")
    return {
        "id": cells.get(Column("point", number, "id")),
        "says": cells.get(Column("point", number)),
        "any_of": [cells[Column("point", number, "phrase", place)] for place in phrases],
        "weight": _number(cells, Column("point", number, "weight")),
        "must": _truth(cells, Column("point", number, "must")),
    }


def _truth(cells: Cells, column: Column) -> bool | None:
    """Whether yes stands in the cell; None where nothing does."""
    said = cells.get(column, "").strip().casefold()
    if said and said not in _YES | _NO:
        raise ItemRefused.because(_("“{field}” must be yes or no.").format(field=column.title))
    return said in _YES if said else None


def _number(cells: Cells, column: Column) -> float | None:
    """The number in the cell, with a point or a decimal comma; None where nothing stands."""
    said = cells.get(column, "").strip()
    try:
        return float(said.replace(",", ".")) if said else None
    except ValueError as error:
        raise ItemRefused.because(_("“{field}” must be a number.").format(field=column.title)) from error
