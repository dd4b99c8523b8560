"""What the tests of QTI share: items of every kind, made by chance and by hand, and packages put together by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.exchange.questions.api import QuestionFormat, Questions
from carrel.exchange.questions.qti import FORMATS

QTI3, QTI21 = FORMATS
SAID = "leaf water H2O 2*3 x<y & “so” a_b é 光 رسم *not* $5 [x] # 1. - ~ `code` \\ {y} $x^2$ **bold**"
WORDS = st.sampled_from(SAID.split())
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
PLAIN = st.text("abcdefghij klmnoé光'-+()", min_size=1, max_size=12).map(str.strip).filter(bool)
PROSE = st.one_of(
    TEXT,
    st.lists(TEXT, min_size=2, max_size=3).map("\n\n".join),
    st.lists(TEXT, min_size=2, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.sampled_from(
        ["Look:\n\n```python\nx = 1\n\ny = 2\n```", "| a | b |\n|---|---|\n| 1 | $y$ |", "# Head\n\n> said"]
    ),
)
KEYS = st.lists(PLAIN, min_size=1, max_size=3, unique_by=str.casefold)
NUMBERS = st.lists(
    st.one_of(
        st.integers(-999, 999).map(str), st.floats(-1e6, 1e6).map(repr), st.sampled_from(["1/2", "-3/8", "12 kg", ".5"])
    ),
    min_size=1,
    max_size=2,
    unique=True,
)
COMMON = {
    "id": st.one_of(PLAIN, st.sampled_from(["bio.cell.07", "7", "carrel-item-1"])),
    "prompt": PROSE,
    "skills": st.lists(PLAIN, max_size=2, unique=True),
    "hints": st.lists(PROSE, max_size=3),
    "solution": st.one_of(st.just(""), PROSE),
    "unreviewed": st.booleans(),
    "source": st.none() | st.fixed_dictionaries({"document": PLAIN, "quote": TEXT, "locator": PLAIN}),
}


def _one_right(choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**choice, "right": at == 0} for at, choice in enumerate(choices)]


CHOICE = st.fixed_dictionaries(
    {
        "text": TEXT,
        "right": st.booleans(),
        "feedback": st.one_of(st.just(""), TEXT),
        "misconception": st.one_of(st.just(""), PLAIN),
    }
)
CHOICES = st.lists(CHOICE, min_size=2, max_size=4)
STRICT = {"reject": st.just([]), "case_sensitive": st.booleans(), "accents_matter": st.booleans()}
GAPS = st.lists(st.tuples(TEXT, KEYS), min_size=1, max_size=3)
POINT = st.fixed_dictionaries(
    {
        "id": PLAIN,
        "says": TEXT,
        "any_of": st.lists(PLAIN, max_size=2),
        "weight": st.sampled_from([1, 0.5, 2]),
        "must": st.booleans(),
    }
)
OFF = st.sampled_from([0.0, 0.01, 0.5, 2.0])
OWN: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "choice": {"choices": CHOICES.map(_one_right), "multiple": st.just(False)},
    "choices": {"choices": CHOICES, "multiple": st.just(True)},
    "true_false": {"answers": st.sampled_from([["true"], ["false"]])},
    "numeric": {
        "answers": NUMBERS,
        "unit": st.sampled_from(["", "m/s^2", "°C"]),
        "unit_required": st.booleans(),
        "tolerance": st.none() | st.fixed_dictionaries({"absolute": OFF, "relative": OFF}),
    },
    "expression": {
        "answers": st.just(["3*(x+2)", "6+3*x"]),
        "form": st.sampled_from(["any", "factored", "expanded", "simplified"]),
    },
    "text": {**STRICT, "answers": KEYS, "reject": st.lists(st.sampled_from(["Meiosis!", "Mei & osis"]), unique=True)},
    "cloze": {
        **STRICT,
        "text": GAPS.map(lambda gaps: "".join(f"{said} {{{{{'|'.join(keys)}}}}} " for said, keys in gaps) + "."),
    },
    "match": {
        "pairs": st.lists(
            st.tuples(PLAIN, TEXT).map(list), min_size=1, max_size=4, unique_by=lambda pair: pair[0].casefold()
        )
    },
    "order": {"sequence": st.lists(TEXT, min_size=2, max_size=4)},
    "open": {"points": st.lists(POINT, min_size=1, max_size=3), "model_answer": st.one_of(st.just(""), PROSE)},
}
"""The own fields of the ten ways to ask; a choice of several is one of them."""


def items(kind: str) -> st.SearchStrategy[Item]:
    """Items of this kind with anything in them."""
    return st.fixed_dictionaries({**COMMON, **OWN[kind]}).map(
        lambda fields: item_from({**fields, "kind": kind.removesuffix("s") if kind == "choices" else kind})
    )


def one_of_each() -> tuple[Item, ...]:
    """Items by hand in which every field is used."""
    common: dict[str, Any] = {
        "skills": ["biology.cell-division"],
        "hints": ["Think of *pairs*.", "Count to $2^3$."],
        "solution": "Eight, as $2^3 = 8$.",
        "source": {"document": "Cells", "quote": "A cell divides in two.", "locator": "p. 12"},
    }
    own: list[dict[str, Any]] = [
        {
            "kind": "choice",
            "choices": [
                {"text": "Mitosis", "right": True},
                {"text": "Meiosis", "right": False, "feedback": "That makes four.", "misconception": "mixes up names"},
            ],
        },
        {
            "kind": "choice",
            "multiple": True,
            "choices": [{"text": one, "right": one != "Sun"} for one in ("A", "Sun", "B")],
        },
        {"kind": "true_false", "answers": ["false"]},
        {"kind": "numeric", "answers": ["9.81"], "unit": "m/s^2", "tolerance": {"absolute": 0.01, "relative": 0.02}},
        {"kind": "expression", "answers": ["3*(x+2)"], "form": "factored"},
        {"kind": "text", "answers": ["mitosis", "mitotic division"], "reject": ["meiosis"]},
        {"kind": "cloze", "text": "The {{mitochondrion|mitochondria}} makes {{ATP}}."},
        {"kind": "match", "pairs": [["H2O", "water"], ["CO2", "a gas"], ["O2", "a gas"]]},
        {"kind": "order", "sequence": ["Prophase", "Metaphase", "Anaphase"]},
        {
            "kind": "open",
            "points": [
                {"id": "light", "says": "Light is caught.", "any_of": ["light", "photons"], "weight": 2, "must": True},
                {"id": "sugar", "says": "Sugar is made."},
            ],
            "model_answer": "A leaf catches light, and makes sugar.",
        },
    ]
    return tuple(
        item_from({**common, "id": f"bio.{number}", "prompt": f"What is asked in {number}?", **one})
        for number, one in enumerate(own, 1)
    )


def there_and_back(form: QuestionFormat, *given: Item) -> tuple[Item, ...]:
    """The items as they come back from a package."""
    assert form.writes
    assert form.reads
    return form.reads(form.writes(Questions("A set", given)).content, "set.zip").items


def files_of(content: bytes) -> dict[str, bytes]:
    """What a package holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, str | bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """A package of these files; how: the way they are squeezed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
