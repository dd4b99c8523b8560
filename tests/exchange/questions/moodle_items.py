"""Made-up items of every kind for Moodle's format, and what of each has to come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from carrel.assessment.items import item_from
from carrel.assessment.model import Item, Point, Tolerance

PIECES = st.sampled_from(
    [
        "word", "Zürich", "细胞", "a < b", "x<y", "<b>", "R&D", "&amp;", "`<code> $x$`", "**bold**", "*slanted*", "___",
        "$x_1^2$", "$a < b$", r"$\{a\}$", r"$a \\ b$", "$$\\frac{1}{2}$$", "$$\na_1 * b\n$$", r"\$5", "costs $5",
        r"c:\dir", r"\\", r"\*star\*", r"\#", "{1:SA:=x}", "{2:", "]]>", "= 3", "~tilde~", "100 %",
        "[site](https://example.org/a_b)", "<https://example.org/?a=1&b=2>", "“quoted”", "it's", "\n\n",
        "\n- point", "\n\n```\n<x> $y$ \\(z\\)\n```\n\n",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=6).map(lambda pieces: " ".join(pieces).strip())
SAID = st.text("ab é*\\~}{#=%:<>&\"'$_.1", min_size=1, max_size=8).map(str.strip).filter(bool)
ANSWERS = st.lists(SAID, min_size=1, max_size=3, unique=True)
GAP_ANSWERS = st.lists(
    SAID.filter(lambda said: "{{" not in said and "}" not in said and not said.startswith("{")),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
NUMBERS = st.decimals(-10_000, 10_000, places=3).map(lambda number: format(number, "f"))
OFF = st.sampled_from([0.5, 0.01, 2.0, 1e-6])
FILLED = TEXTS.filter(bool)
WORDS = st.sampled_from(["The", "so", "and", "is", "in"])


def _choices() -> st.SearchStrategy[dict[str, Any]]:
    one = st.fixed_dictionaries(
        {"text": FILLED, "right": st.booleans(), "feedback": TEXTS, "misconception": st.sampled_from(["", "mixes up"])}
    )
    many = st.lists(one, min_size=2, max_size=14).map(lambda choices: {"choices": choices, "multiple": True})
    single = st.tuples(st.lists(one, min_size=2, max_size=5), st.integers(0, 99)).map(
        lambda made: {
            "choices": [{**choice, "right": at == made[1] % len(made[0])} for at, choice in enumerate(made[0])],
            "multiple": False,
        }
    )
    return many | single


def _cloze() -> st.SearchStrategy[dict[str, Any]]:
    gap = st.tuples(WORDS, TEXTS, GAP_ANSWERS).map(lambda made: f"{made[0]} {made[1]} {{{{{'|'.join(made[2])}}}}} ")
    text = st.lists(gap, min_size=1, max_size=3).map(lambda gaps: "".join(gaps) + "end.")
    return st.fixed_dictionaries(
        {"text": text, "reject": st.lists(SAID, max_size=2, unique=True), "case_sensitive": st.booleans()}
    )


OWN: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "choice": _choices(),
    "true_false": st.sampled_from(["true", "false"]).map(lambda said: {"answers": [said]}),
    "numeric": st.fixed_dictionaries(
        {
            "answers": st.lists(NUMBERS, min_size=1, max_size=1),
            "unit": st.sampled_from(["", "m/s^2", "apples"]),
            "unit_required": st.booleans(),
            "tolerance": st.none() | OFF.map(lambda off: {"absolute": off}) | OFF.map(lambda off: {"relative": off}),
        }
    ),
    "expression": st.fixed_dictionaries({"answers": ANSWERS, "form": st.sampled_from(["any", "factored"])}),
    "text": st.fixed_dictionaries(
        {
            "answers": ANSWERS,
            "reject": st.lists(SAID, max_size=2, unique=True),
            "case_sensitive": st.booleans(),
            "accents_matter": st.booleans(),
        }
    ),
    "cloze": _cloze(),
    "match": st.lists(st.tuples(FILLED, SAID), min_size=1, max_size=4, unique_by=lambda pair: pair[0].casefold()).map(
        lambda pairs: {"pairs": [list(pair) for pair in pairs]}
    ),
    "order": st.lists(FILLED, min_size=2, max_size=5).map(lambda steps: {"sequence": steps}),
    "open": st.fixed_dictionaries(
        {
            "points": st.lists(
                st.fixed_dictionaries({"says": LINES, "weight": OFF, "must": st.booleans()}), min_size=1, max_size=3
            ),
            "model_answer": TEXTS,
        }
    ),
}


def items() -> st.SearchStrategy[Item]:
    """Items of all kinds."""
    common = st.fixed_dictionaries(
        {
            "id": st.text("abc.01", min_size=1, max_size=6),
            "prompt": TEXTS,
            "skills": st.lists(st.sampled_from(["bio.cell", "Größen", "a & b"]), max_size=2, unique=True),
            "hints": st.lists(FILLED, max_size=2),
            "solution": TEXTS,
            "source": st.sampled_from([None, {"document": "Book", "quote": "q"}]),
            "unreviewed": st.booleans(),
        }
    )
    return st.sampled_from(list(OWN)).flatmap(
        lambda kind: st.builds(lambda about, own: item_from({**about, **own, "kind": kind}), common, OWN[kind])
    )


def carried(item: Item) -> Item:
    """The item without what Moodle has no place for: what has to come back."""
    item = replace(item, source=None, unreviewed=False, accents_matter=False, form="any")
    item = replace(item, choices=tuple(replace(choice, misconception="") for choice in item.choices))
    if item.kind == "expression":
        return replace(item, kind="text")
    if item.kind == "numeric":
        return replace(item, tolerance=_absolute(item))
    if item.kind == "open":
        points = tuple(Point(str(number), point.says) for number, point in enumerate(item.points, 1))
        return replace(item, points=points, hints=())
    return item


def _absolute(item: Item) -> Tolerance | None:
    if item.tolerance is None:
        return None
    off = max(item.tolerance.absolute, item.tolerance.relative * abs(float(item.answers[0])))
    return Tolerance(off) if off else None


def losses(item: Item) -> set[str]:
    """The kinds of what this item loses on its way."""
    before, after = item, carried(item)
    found = {
        "source": before.source is not None,
        "review": before.unreviewed,
        "hints": before.hints != after.hints,
        "misconceptions": before.choices != after.choices,
        "kind": before.kind != after.kind,
        "form": before.form != after.form,
        "points": bool(before.points),
        "tolerance": before.tolerance is not None and before.tolerance.relative > 0,
        "scores": sum(choice.right for choice in before.choices) > 10,
    }
    return {kind for kind, is_lost in found.items() if is_lost}
