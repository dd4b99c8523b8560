"""Formulas are found, drawn on the baseline, scaled, coloured, and told apart from prices and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QThreadPool
from PySide6.QtGui import QColor, QImage, QRegion, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from carrel.ui.render import drawing
from carrel.ui.render.drawing import Drawer, Key, draw
from carrel.ui.render.formulas import formulas_in, settle_all
from carrel.ui.render.inline import MOST_FORMULAS
from carrel.ui.render.lines import without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.markdown import read
from carrel.ui.render.marks import Mark
from carrel.ui.render.stream import Stream
from carrel.ui.render.tex import DEEPEST, depth, drawable
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from tests.ui.documents import whole

SCHOOL = (
    *(r"x^2 + \frac12", r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", r"\sum_{i=0}^{n} x_i", r"\int_0^\infty e^{-x^2}\,dx"),
    *(
        r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\vec{v} \cdot \hat{n}",
    ),
    *(r"\begin{cases} x & x > 0 \\ -x & \text{otherwise} \end{cases}", r"\alpha + \beta \le \gamma", r"\sqrt[3]{x}"),
    *(
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
        r"\left( \frac{a}{b} \right)^2",
        r"A \cup B \subseteq C",
        r"x \in \R",
    ),
    *(
        r"\begin{aligned} a \\ b \end{aligned}^2",
        r"\binom{n}{k}",
        r"\overline{AB} \parallel CD",
        r"\boxed{42}",
        r"50\,\%",
    ),
    *(r"\ce{C6H12O6 + 6O2 -> 6CO2 + 6H2O}", r"\ce{N2 + 3H2 <=>[Fe][450 °C] 2NH3(g)}", r"\ce{^{14}_{6}C}", r"a < b > c"),
)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    """The formats by day."""
    theme = Theme("light", 100)
    yield Look(theme)
    theme.deleteLater()


def formulas(text: str) -> list[tuple[str, str]]:
    """The formulas of a text, each with its delimiter."""
    return [
        (token.markup, token.content)
        for outer in read(text) or ()
        for token in (outer, *(outer.children or ()))
        if token.type in {"math_inline", "math_block"}
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so $x^2$ is", [("$", "x^2")]),
        ("($x$), $y$.", [("$", "x"), ("$", "y")]),
        (r"so \(x\) and \[y\]", [("\\(", "x"), ("\\[", "y")]),
        ("$$\nx\n$$", [("$$", "x")]),
        ("text:\n$$\nx = 1\n$$\nmore", [("$$", "x = 1")]),
        ("\\[\nx\n\\]", [("\\[", "x")]),
        ("- a\n\n  $$x$$\n- b", [("$$", "x")]),
        ("> $$\n> x\n> $$", [("$$", "x")]),
        ("$$x$$.", [("$$", "x.")]),
        ("then $$x$$ in a line", [("$$", "x")]),
        ("设$x$为", [("$", "x")]),
        ("*a $b*c$ d*", [("$", "b*c")]),
        (r"$5\$$", [("$", r"5\$")]),
        ("| $a$ |\n|---|\n| $b$ |", [("$", "a"), ("$", "b")]),
    ],
)
def test_a_formula_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *(
            "$5 and $10",
            "from $5-$10",
            "US$5/US$6",
            "it costs $5.",
            "a $ b $ c",
            "$ x$",
            "$x $",
            r"\$5 and 6$",
            "$$",
            "$$$$",
        ),
        *("`$x$`", "$5 `a$` b", "```\n$x$\n```", "    $x$", "$$\nx\n\ny\n$$", "a\\\\(b)", r"array\[0\]", "$20,000$USD"),
    ],
)
def test_prices_and_code_stay_text(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize("tex", SCHOOL)
def test_what_schools_write_is_drawn(tex: str) -> None:
    assert draw(tex, display=True) is not None
    assert draw(tex, display=False) is not None


@pytest.mark.parametrize(
    "tex",
    [
        *(
            r"\frac{1",
            r"\unknown{x}",
            r"\newcommand{\a}{\a\a}\a",
            r"\def\x{\x}\x",
            r"\input{/etc/passwd}",
            "a & b",
            "x" * 1_001,
        ),
        *(
            "{" * 7 + "x" + "}" * 7,
            r"\begin{matrix}",
            r"\left(",
            "x^2^3",
            r"\sqrt[",
            "\x00",
            r"\href{file:///etc/passwd}{x}",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_shown_as_it_is_written(look: Look, tex: str) -> None:
    assert draw(tex, display=False) is None
    text = f"$${tex}$$".replace("\x00", "")
    assert formulas(text) or without_seams(whole(text, look).toPlainText()) == text.replace("\\\\", "\\")


@given(st.text(alphabet="\\{}^_&$ abc1+=()[]<>\"'`é\u202e", max_size=60))
@example(r"\ce{" * 3)
@example("\\ce{A ->[x][y] B ->[[} z")
def test_no_formula_raises(tex: str) -> None:
    prepared = drawable(tex)
    assert prepared is None or depth(prepared) <= DEEPEST + 2
    draw(tex, display=False)


@pytest.mark.parametrize("before", ["x = ", r"x \le ", r"3 \cdot ", "(", r"\left(", "[1, ", r"x \to "])
def test_a_sign_before_a_number_stands_close_to_it(before: str) -> None:
    after = {"(": ")", r"\left(": r"\right)", "[1, ": "]"}.get(before, "")
    shut, bare = (draw(f"{before}{middle}5{after}", display=False) for middle in ("{-}", "-"))
    assert shut is not None
    assert bare is not None
    assert bare.width == shut.width
    between = draw("5-5", display=False), draw("5{-}5", display=False)
    assert between[0] is not None
    assert between[1] is not None
    assert between[0].width > between[1].width


def test_every_letter_has_an_outline_nobody_sees() -> None:
    made = draw(r"\overline{x} + \frac{\boxed{1}}{2}", display=True)
    assert made is not None
    shapes = re.findall(r"<(?:path|rect) [^>]*>", made.svg)
    assert shapes
    assert all("stroke=" in shape for shape in shapes), "Qt's PDF engine would draw one as thick as a finger"


def test_a_formula_is_drawn_once_and_off_the_windows_thread(qapp: QApplication) -> None:
    made, told = Drawer(), []
    made.drawn.connect(lambda: told.append(1))
    for _each in range(3):
        made.ask(("x+1", False))
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    assert made.get(("x+1", False)) is not None
    assert 1 <= len(told) <= 2


class LateDrawer(Drawer):
    """Draws when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Key] = []

    def ask(self, key: Key) -> None:
        """Wait."""
        self.asked.append(key)

    def draw_now(self) -> None:
        """Draw everything, and tell."""
        for key in self.asked:
            self.now(key)
        self.drawn.emit()


def test_a_body_shows_the_source_first_and_then_the_drawing(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    made = LateDrawer()
    for module in ("formulas", "inline"):
        monkeypatch.setattr(f"carrel.ui.render.{module}.drawer", lambda: made)
    monkeypatch.setattr("carrel.ui.widgets.body.drawer", lambda: made)
    body, redrawn = Body(theme), []
    body.redrawn.connect(lambda: redrawn.append(1))
    body.show_text(r"so $\frac{a}{b}$ is", markdown=True)
    before = body.arrange(400)
    assert not settle_all(body.document())
    end_of_source = body.cursorRect(body.document().find("\ufffc")).left()
    made.draw_now()
    assert redrawn == [1]
    assert body.arrange(400) > before, "a fraction is higher than its source"
    assert body.cursorRect(body.document().find("\ufffc")).left() < end_of_source, "and narrower"
    body.deleteLater()


def last_ink(image: QImage, left: int, right: int) -> int:
    """The last row of a picture with ink between two columns."""
    paper = image.pixel(image.width() - 1, 0)
    return max(y for y in range(image.height()) if any(image.pixel(x, y) != paper for x in range(left, right)))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("tex", ["E", r"\mathrm{H}", r"E_{\frac{a}{b}}", r"\overline{E}"])
def test_a_formula_stands_on_the_baseline_of_the_text(qapp: QApplication, percent: int, tex: str) -> None:
    theme = Theme("light", percent)
    body = Body(theme)
    drawing.drawer().now((tex, False))
    body.show_text(f"E ${tex}$", markdown=True)
    body.resize(400, body.arrange(400))
    place = body.document().find("\ufffc")
    place.setPosition(place.selectionStart())
    begins = body.cursorRect(place).left()
    image = body.grab().toImage()
    letter = last_ink(image, 0, begins - 2)
    made = draw(tex, display=False)
    assert made is not None
    below = made.below * theme.size("type_body") * 1.14 / drawing.EM
    assert last_ink(image, begins, 399) - letter == pytest.approx(below, abs=1.6 * percent / 100)
    body.deleteLater()
    theme.deleteLater()


def colours(body: Body) -> set[str]:
    """The colours of what a body paints, on grey."""
    image = QImage(body.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    body.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_formula_has_the_colour_of_the_text(qapp: QApplication, mode: str) -> None:
    theme = Theme(mode, 200)
    drawing.drawer().now((r"\overline{M}", True))
    body = Body(theme)
    body.show_text(r"$$\overline{M}$$", markdown=True)
    body.resize(200, body.arrange(200))
    assert theme.colour("text").name() in colours(body)
    assert not {"#010203", "#000000"} & colours(body), "the line over it, too"
    body.deleteLater()
    theme.deleteLater()


def test_a_displayed_formula_shrinks_and_then_scrolls(theme: Theme) -> None:
    tex = "+".join("abcdefghijklmnopqrstuvwxyz") * 2
    drawing.drawer().now((tex, True))
    body = Body(theme)
    body.show_text(f"$${tex}$$", markdown=True)
    body.resize(2_000, body.arrange(2_000))
    assert body.controls() == []
    natural = draw(tex, display=True)
    assert natural is not None
    fits_if_smaller = round(0.85 * natural.width * 1.14 * theme.size("type_body") / drawing.EM)
    body.resize(fits_if_smaller, body.arrange(fits_if_smaller))
    assert body.controls() == [], "it shrinks to fit"
    body.resize(400, body.arrange(400))
    assert [bar.accessibleName() for bar in body.controls()] == ["Scroll the formula sideways"]
    body.deleteLater()


def test_formulas_after_too_many_are_shown_as_they_are_written(look: Look) -> None:
    text = "\n\n".join(f"a $x_{{{number}}}$" for number in range(MOST_FORMULAS + 5))
    document = whole(text, look)
    assert len(list(formulas_in(document))) == MOST_FORMULAS
    assert document.toPlainText().endswith(f"$x_{{{MOST_FORMULAS + 4}}}$")


GROWING = (
    "Then\n\n$$\n\\frac{a_1 * b}{c_2 * d} + *x* _y_\n$$\n\nend",
    "Then\n\\[\n\\frac{a_1 * b}{c_2 * d} + *x* _y_\n\\]\n\nend",
    "Then $\\frac{a_1 * b}{c_2 * d} + x_3$ end",
)


@pytest.mark.parametrize("text", GROWING)
def test_a_formula_that_has_begun_never_looks_like_markdown(look: Look, text: str) -> None:
    document = QTextDocument()
    stream = Stream(document, look)
    for letter in text:
        stream.add(letter)
        assert document.toPlainText().startswith("Then"[: len(stream.text)])
        assert not any(piece.fontItalic() for piece in pieces(document)), stream.text
    assert document.blockCount() <= 3


def pieces(document: QTextDocument) -> Iterator[Any]:
    """The formats of all pieces of text."""
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            yield at.fragment().charFormat()
            at += 1
        block = block.next()


def test_a_formula_in_a_heading_is_as_large_as_its_words(look: Look) -> None:
    document = whole("# The $x$\n\ntext $x$", look)
    sizes = [form.property(Mark.EM) for _place, form in formulas_in(document)]
    assert sizes == [look.heading(1).font().pixelSize(), look.text.font().pixelSize()]
