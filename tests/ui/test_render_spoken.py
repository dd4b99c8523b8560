"""Formulas and reactions in words, and the chemistry that is typed in braces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.chemistry import chemistry_tex, with_chemistry
from carrel.ui.render.spoken import spoken
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"x^2 + \frac12", "x squared plus one half"),
        (r"\frac{a}{b}", "a over b"),
        (r"\frac{a+b}{2}", "the fraction a plus b over 2, end fraction,"),
        (r"\sqrt{2}", "the square root of 2"),
        (r"\sqrt[3]{x+1}", "the cube root of x plus 1, end root,"),
        (r"\sum_{i=0}^{n} x_i", "the sum from i equals 0 to n of x sub i"),
        (r"\int_0^1 x\,dx", "the integral from 0 to 1 of x d x"),
        (r"\lim_{x \to 0} f(x)", "the limit as x goes to 0 of f open bracket x close bracket"),
        (r"\alpha \le \Delta", "alpha is less than or equal to capital delta"),
        (r"x^{n+1}", "x to the power of n plus 1, end power,"),
        (r"x^n y", "x to the power of n y"),
        (r"a_{ij}", "a sub i j, end sub,"),
        (r"90^\circ", "90 degrees"),
        (r"3.14 r^3", "3.14 r cubed"),
        (r"f''(x)", "f prime prime open bracket x close bracket"),
        (r"\vec{v} \neq \overline{AB}", "vector v is not equal to A B with a bar over it"),
        (r"\left|x\right|", "the absolute value of x, end value,"),
        (r"x \in \mathbb{R}", "x is in the real numbers"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "a matrix of 2 by 2: row 1: a, b; row 2: c, d;"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}", "one of: 1, x is greater than 0; 0, else;"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a equals b; c equals d"),
        (r"\text{speed} = \frac{d}{t}", "speed equals d over t"),
        (r"\ce{H2O}", "H 2 O"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 H 2 plus O 2 gives 2 H 2 O"),
        (r"\ce{SO4^2- + Ba^2+ -> BaSO4 v}", "S O 4 2 minus plus Ba 2 plus gives Ba S O 4 as a solid that falls out"),
        (r"\ce{CO2(g) <=>[heat] CO2(aq)}", "C O 2 gas is in equilibrium with (with heat) C O 2 in water"),
    ],
)
def test_a_formula_is_said_in_words(tex: str, words: str) -> None:
    assert spoken(tex) == words


@given(st.text(alphabet="\\{}^_&$ abc1+=()[]fracsqtbeginde", max_size=80))
def test_anything_can_be_said(tex: str) -> None:
    assert isinstance(spoken(tex), str)


def test_what_nobody_could_follow_is_said_as_it_is_written() -> None:
    assert spoken("{" * 200) == "{" * 200
    assert spoken("x" * 2_000) == "x" * 2_000


@pytest.mark.parametrize(
    ("source", "tex"),
    [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        ("SO4^2-", r"\mathrm{S}\mathrm{O}_{4}^{2-}"),
        ("SO4^{2-}", r"\mathrm{S}\mathrm{O}_{4}^{2-}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("e-", r"\mathrm{e}^{-}"),
        ("[Cu(NH3)4]^2+", r"[\mathrm{Cu}(\mathrm{N}\mathrm{H}_{3})_{4}]^{2+}"),
        ("^{227}_{90}Th+", r"{}^{227}_{90}\mathrm{Th}^{+}"),
        ("CuSO4.5H2O", r"\mathrm{Cu}\mathrm{S}\mathrm{O}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}"),
        ("1/2 O2", r"\frac{1}{2} \mathrm{O}_{2}"),
        ("AgCl v", r"\mathrm{Ag}\mathrm{Cl} \downarrow"),
        ("CO2 ^", r"\mathrm{C}\mathrm{O}_{2} \uparrow"),
        ("CH2=CH2", r"\mathrm{C}\mathrm{H}_{2}{=}\mathrm{C}\mathrm{H}_{2}"),
        ("A + B", r"\mathrm{A}  +  \mathrm{B}"),
        ("A -> B", r"\mathrm{A}  \longrightarrow  \mathrm{B}"),
        ("A <=> B", r"\mathrm{A}  \rightleftharpoons  \mathrm{B}"),
        ("A ->[heat] B", r"\mathrm{A}  \overset{\text{heat}}{\longrightarrow}  \mathrm{B}"),
        ("A ->[H+][$T$] B", r"\mathrm{A}  \underset{T}{\overset{\mathrm{H}^{+}}{\longrightarrow}}  \mathrm{B}"),
        ("NaCl(aq)", r"\mathrm{Na}\mathrm{Cl}\mathrm{(aq)}"),
        ("Fe^{III}", r"\mathrm{Fe}^{\mathrm{III}}"),
    ],
)
def test_chemistry_is_written_as_tex(source: str, tex: str) -> None:
    assert chemistry_tex(source) == tex


def test_chemistry_stands_among_other_maths() -> None:
    assert with_chemistry(r"2\,\ce{H2} + x \ce{unclosed") == r"2\,{\mathrm{H}_{2}} + x \ce{unclosed"


def test_a_screen_reader_is_told_the_formulas_in_words(theme: Theme) -> None:
    body = Body(theme)
    body.show_text("The area is $a^2$.\n\n$$\\frac12$$\n\nDone.", markdown=True)
    assert body.accessibleDescription().split() == ["The", "area", "is", "a", "squared", ".", "one", "half", "Done."]
    body.show_text("no formula", markdown=True)
    assert body.accessibleDescription() == ""
    body.deleteLater()
