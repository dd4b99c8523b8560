"""A chat on paper: whole, on pages of its size, in ink for paper."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from carrel.ui.render import page
from carrel.ui.render.drawing import drawer
from carrel.ui.render.formulas import formulas_in
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark
from carrel.ui.render.page import Part, draw_formulas, pdf_bytes
from carrel.ui.render.tables import tables_in
from carrel.ui.theme import Theme
from tests.ui.documents import whole
from tests.ui.test_render_wide import CODE, WIDE

MATHS = "With $\\frac{a}{b}$ and\n\n$$\\sum_{i=1}^n i$$"
RICH = f"# A part\n\n{MATHS}\n\n{CODE}\n\n{WIDE}\n\nمرحبا بك\n\n- one\n- two\n"


@pytest.fixture
def paper(qapp: QApplication) -> Iterator[Look]:
    """The formats for paper."""
    theme = Theme("light", 90)
    yield Look(theme, paper=True)
    theme.deleteLater()


def parts(count: int = 1) -> list[Part]:
    """A chat of so many questions and answers."""
    asked = Part("You", "10:15", "A question <b>with</b> *stars*\n\nand two lines", True)
    return [asked, Part("Carrel", "10:16", RICH, False)] * count


def contents(pdf: bytes) -> str:
    """The drawing commands of all pages."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    texts = []
    for stream in found:
        try:
            texts.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(texts)


def test_a_chat_becomes_a_pdf_with_a_page_for_all_of_it(qapp: QApplication) -> None:
    short, long = pdf_bytes("A chat", parts()), pdf_bytes("A chat", parts(12))
    assert short.startswith(b"%PDF-")
    counts = [len(re.findall(rb"/Type\s*/Page\b", pdf)) for pdf in (short, long)]
    assert counts[0] >= 1
    assert counts[1] >= 3 * counts[0]


def test_a_formula_at_the_beginning_takes_nothing_from_the_end(qapp: QApplication) -> None:
    words = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(150))
    plain, with_formula = (
        len(re.findall(rb"/Type\s*/Page\b", pdf_bytes("A chat", [Part("Carrel", "", text, False)])))
        for text in (f"x\n\n{words}", f"$$x=1$$\n\n{words}")
    )
    assert plain > 2
    assert with_formula >= plain


def test_formulas_on_paper_are_lines_and_no_pictures(qapp: QApplication) -> None:
    pdf = pdf_bytes("A chat", [Part("Carrel", "", "$$\\int_0^1 x\\,dx$$", False)])
    assert b"/Subtype /Image" not in pdf
    assert contents(pdf).count(" c\n") > 20, "curves of letters"


def test_the_same_text_is_on_paper_as_in_the_window(paper: Look) -> None:
    document = QTextDocument()
    page._fill(document, paper, "The <i>title</i>", parts())
    text = document.toPlainText()
    assert text.startswith(
        "The <i>title</i>\nYou   10:15\nA question <b>with</b> *stars*\n\nand two lines\nCarrel   10:16\n"
    )
    assert whole(RICH, paper).toPlainText() in text


def test_formulas_can_be_drawn_before(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_formulas([Part("Carrel", "", "so $q_{77}$\n\n$$q_{78}$$", False), Part("You", "", "$q_{79}$", True)])
    assert drawer().has(("q_{77}", False))
    assert drawer().has(("q_{78}", True))
    assert not drawer().has(("q_{79}", False)), "a person's own text is not read as Markdown"


def test_every_formula_is_drawn_before_the_paper_is_laid_out(paper: Look) -> None:
    document = whole("so $r_{1}$", paper)
    assert all(drawer().has((str(form.property(Mark.TEX)), False)) for _place, form in formulas_in(document))


def test_nothing_is_wider_than_the_paper(paper: Look) -> None:
    document = whole(RICH + "\n\n$$" + "+".join("abcdefghijklmnop" * 6) + "$$", paper)
    page._lay_out(document, QSizeF(500, 700), paper)
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        for line in range(layout.lineCount()):
            assert layout.lineAt(line).naturalTextWidth() <= 501, block.text()
        block = block.next()
    layouts = document.documentLayout()
    assert all(layouts.frameBoundingRect(table).width() <= 501 for table in tables_in(document))


def test_the_paper_is_light_whatever_the_window_is(qapp: QApplication) -> None:
    dark = Theme("dark", 100)
    dark.apply()
    pdf = contents(pdf_bytes("A chat", parts()))
    Theme("light", 100).apply()
    dark.deleteLater()
    lights = [float(number) for number in re.findall(r"([\d.]+) [\d.]+ [\d.]+ scn", pdf)]
    assert min(lights) < 0.2, "dark letters"
