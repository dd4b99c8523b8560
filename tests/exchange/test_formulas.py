"""Formulas become MathML and Word equations, or stay TeX; whatever is written, nothing breaks."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.exchange.equations import equation
from carrel.exchange.formulas import mathml

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)

MADE_OF = {
    r"\frac{a}{b}": {"f"},
    r"\binom{n}{k}": {"f"},
    r"\sqrt{x}": {"rad"},
    r"\sqrt[3]{x}": {"rad", "deg"},
    r"x^2": {"sSup"},
    r"x_i": {"sSub"},
    r"x_i^2": {"sSubSup"},
    r"\sum_{i=1}^n i": {"nary", "chr"},
    r"\int_0^1 x\,dx": {"nary"},
    r"\prod_i a_i": {"nary", "supHide"},
    r"\lim_{x \to 0} f": {"func", "limLow"},
    r"\hat{x}": {"acc"},
    r"\vec{v}": {"acc"},
    r"\overline{AB}": {"bar"},
    r"\underline{AB}": {"bar"},
    r"\underbrace{a+b}_{n}": {"groupChr", "limLow"},
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": {"d", "m", "mr"},
    r"x = \begin{bmatrix}1\\2\end{bmatrix} y": {"d", "m"},
    r"\begin{cases}1&x>0\\0&x<0\end{cases}": {"d", "m"},
    r"\begin{align}a&=b\\c&=d\end{align}": {"m"},
    r"\left(\frac12\right)": {"d", "f"},
    r"\text{if } x": {"r"},
    r"\mathbb{R} \to \infty": {"r"},
}


def word(tex: str) -> ElementTree.Element | None:
    """The equation as elements."""
    found = equation(tex, block=True)
    return None if found is None else ElementTree.fromstring(f"<x {SPACES}>{found}</x>")


@pytest.mark.parametrize(("tex", "wanted"), MADE_OF.items())
def test_a_formula_becomes_the_construct_that_word_has_for_it(tex: str, wanted: set[str]) -> None:
    made = word(tex)
    assert made is not None
    assert wanted <= {one.tag.removeprefix(M) for one in made.iter()}


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\nobodyknowsthis{x}",
        r"\frac{a}",
        "{{{",
        r"\newcommand{\a}{\a\a}\a",
        r"\def\a{\a}\a",
        "{" * 40 + "x" + "}" * 40,
        "x" * 1001,
        r"\href{javascript:1}{x}",
    ],
)
def test_what_cannot_be_read_stays_tex(tex: str) -> None:
    assert mathml(tex) is None
    assert equation(tex, block=False) is None


def test_only_known_elements_and_harmless_attributes_are_left() -> None:
    found = mathml(r"\color{red;x:url(y)}\text{<b onclick=1>}\left(\frac{1}{2}\right)")
    assert found is not None
    assert {one.tag for one in found.iter()} == {"math", "mrow", "mstyle", "mtext", "mo", "mfrac", "mn"}
    assert {name for one in found.iter() for name in one.attrib} == {"display", "stretchy", "fence", "form"}


COMMANDS = r"\frac \sqrt \sum \int \left( \right) \begin{matrix} \end{matrix} \hat \text \over \\"
PIECES = st.sampled_from([*COMMANDS.split(), *"&^_{}a1+$#%~' "])


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=600)
def test_no_mixture_of_commands_raises_or_makes_unsound_xml(tex: str) -> None:
    word(tex)


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_no_text_at_all_raises(tex: str) -> None:
    mathml(tex)


def test_chemistry_becomes_formulas_too() -> None:
    water = mathml(r"\ce{H2O}")
    assert water is not None
    assert "".join(water.itertext()) == "H2O"
    assert water.find(".//msub") is not None
    assert [one.text for one in water.iter("mtext")] == ["H", "O"], "atoms stand upright"
    reaction = mathml(r"\ce{CH4 + 2 O2 -> CO2 + 2 H2O}")
    assert reaction is not None
    assert "⟶" in "".join(reaction.itertext())
