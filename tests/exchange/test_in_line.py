"""Formulas as text on one line."""

from __future__ import annotations

import pytest

from carrel.exchange.in_line import in_line


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (r"What is $\frac{1}{2} + \frac{1}{3}$?", "What is 1/2 + 1/3?"),
        ("Solve $x^2 = 49$.", "Solve x² = 49."),
        (r"$\frac{x+1}{2}$", "(x + 1)/2"),
        (r"$\sqrt{49}$, $\sqrt{x+1}$ and $\sqrt[3]{8}$", "√49, √(x + 1) and ³√8"),
        (r"$3 \times 10^{-3}$", "3 × 10⁻³"),
        (r"$a_1 \le b_{12}$", "a₁ ≤ b₁₂"),
        (r"$x^{2y}$", "x^(2y)"),
        (r"an angle of $90^\circ$", "an angle of 90°"),
        (r"$\frac{1}{2x}$", "1/(2x)"),
        (r"$-4$", "−4"),
    ],
)
def test_a_formula_reads_as_it_would_be_typed(text: str, typed: str) -> None:
    assert in_line(text) == typed


@pytest.mark.parametrize("text", ["It costs $5, or $6 there.", "no formula", "$", r"$\frac{1}{$", r"\$5 and \$6"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert in_line(text) == text
