"""What Moodle exports becomes items, what items become is what Moodle documents, and bad files end in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.model import Choice, Item, Point, Tolerance
from carrel.exchange.questions.api import Bad, Found, Questions
from carrel.exchange.questions.moodle.reading import read
from carrel.exchange.questions.moodle.writing import write

GOLDEN = Path(__file__).parent / "golden"


def exported() -> Found:
    """What is read out of the file as Moodle exports it."""
    return read((GOLDEN / "moodle_export.xml").read_bytes(), "rivers.xml")


EXPECTED = {
    "Delta": Item(
        "geo.delta.01",
        "choice",
        "Which river has the **largest** delta?\n\nA map of three deltas",
        ("rivers", "geography.deltas"),
        ("It is in Asia.", "It has two names."),
        "Look at the size: 105,000 km².\n\n- It has many arms.\n- It grows.",
        choices=(
            Choice("the Ganges & Brahmaputra", True),
            Choice("the Nile", False, feedback="Its delta is *famous*, not largest."),
        ),
    ),
    "Salt water": Item(
        "",
        "choice",
        "Which are salty?  \nTick all.",
        choices=(Choice("the Dead Sea", True), Choice("Lake Victoria", False), Choice("the North Sea", True)),
        multiple=True,
    ),
    "Uphill": Item("", "true_false", r"Rivers flow \*uphill\* if x < 0_1.", answers=("false",)),
    "Mouth": Item(
        "",
        "text",
        "What is the end of a river called?",
        answers=("mouth", "estuary", "delta*"),
        reject=("spring",),
    ),
    "Length": Item(
        "",
        "numeric",
        r"How long is the river? Use $l = v \cdot t$ with $t < 3_1$ and \$5.",
        solution=r"$$l = \frac{a}{b}$$",
        answers=("12.5",),
        unit="km",
        unit_required=True,
        tolerance=Tolerance(0.1),
    ),
    "Countries": Item("", "match", "Where do they rise?", pairs=(("Rhine", "Switzerland"), ("Danube", "Germany"))),
    "Meanders": Item(
        "",
        "open",
        "Why do rivers bend?",
        points=(Point("1", "The outer bank is worn away."), Point("2", "The inner bank grows.")),
        model_answer="Water is faster outside.",
    ),
    "The water cycle": item_from(
        {
            "kind": "cloze",
            "text": 'The sun makes water {{evaporate|rise}}. At {{0}} °C it becomes **{{ice}}**, or {{"slush"}}.',
            "reject": ["freeze"],
        }
    ),
    "From spring to sea": Item("", "order", "Put $n$ parts *in order*:\n\nmap", sequence=("spring", "brook", "river")),
}


@pytest.mark.parametrize("place", range(len(EXPECTED)), ids=list(EXPECTED))
def test_each_type_of_question_becomes_the_closest_kind_of_item(place: int) -> None:
    assert exported().items[place] == list(EXPECTED.values())[place]


def test_what_an_export_loses_is_counted_and_a_type_nobody_knows_is_named() -> None:
    found = exported()
    assert found.title == "Rivers and seas"
    assert found.bad == (Bad("Question 10, “Flow”", "Carrel does not know questions of the type “calculated”."),)
    assert found.lost == {
        "pictures": 2,
        "scores": 3,  # two points for one, half the points for an answer, a gap that counts twice
        "feedback": 4,  # one that praises any right answer, and three that answer a wrong one
        "others": 5,  # a text in between, two patterns, an answer to nothing, a template
        "tolerance": 1,
        "kind": 1,
        "markup": 1,
    }


WRITTEN = Questions(
    "Light /and sound",
    tuple(
        item_from(one)
        for one in (
            {
                "id": "light.01",
                "kind": "choice",
                "prompt": "Which **colour** has the longest wave, with $\\lambda < 1\\,\\mu m$?",
                "choices": [
                    {"text": "red", "right": True},
                    {"text": "blue & violet", "misconception": "turned", "feedback": "They are < 0.5 $\\mu m$."},
                ],
                "hints": ["Think of a rainbow."],
                "solution": "Red is last:\n\n$$c = \\lambda_r \\cdot f$$",
                "skills": ["physics.light"],
                "source": {"document": "Optics"},
            },
            {
                "kind": "choice",
                "prompt": "Which are waves?",
                "choices": [{"text": "light", "right": True}, {"text": "sound", "right": True}, {"text": "sand"}],
                "multiple": True,
            },
            {"kind": "true_false", "prompt": "Sound needs air.", "answers": ["false"], "unreviewed": True},
            {
                "kind": "numeric",
                "prompt": "How fast is sound?",
                "answers": ["340"],
                "unit": "m/s",
                "tolerance": {"absolute": 1, "relative": 0.01},
            },
            {"kind": "expression", "prompt": "Expand $2(a+b)$.", "answers": ["2*a+2*b"], "form": "expanded"},
            {
                "kind": "text",
                "prompt": "Name it.",
                "answers": ["echo"],
                "reject": ["Echo"],
                "case_sensitive": True,
                "accents_matter": True,
            },
            {
                "kind": "cloze",
                "prompt": "Fill in.",
                "text": "Light is {{fast|R&D}}, and {{a}b}}.",
                "reject": ["slow"],
            },
            {"kind": "match", "prompt": "Match.", "pairs": [["$c$", "speed of light"], ["$f$", "frequency"]]},
            {"kind": "order", "prompt": "Shortest wave first.", "sequence": ["blue", "green", "red"]},
            {
                "kind": "open",
                "prompt": "Why is the sky blue?",
                "points": [{"says": "Air scatters light.", "must": True}, {"any_of": ["short waves", "blue more"]}],
                "model_answer": "Blue is scattered most.",
                "hints": ["Look up."],
            },
        )
    ),
)


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    assert write(WRITTEN).content == (GOLDEN / "moodle_written.xml").read_bytes()


def test_what_cannot_be_carried_is_counted_by_its_kind() -> None:
    kinds = ("source", "review", "misconceptions", "tolerance", "kind", "form", "strictness", "points", "hints")
    assert write(WRITTEN).lost == dict.fromkeys(kinds, 1)
    assert write(WRITTEN).count == len(WRITTEN.items)
