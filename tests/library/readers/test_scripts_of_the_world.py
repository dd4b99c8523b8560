"""Pages in scripts that run from right to left, or without spaces, are read in the order of reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFontDatabase, QPageSize, QPdfWriter, QTextDocument

from tests.library.made import ARABIC, JAPANESE
from tests.library.readers.kit import taken

System = QFontDatabase.WritingSystem


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("text", "script"), [(ARABIC, System.Arabic), (JAPANESE, System.Japanese)], ids=["ar", "ja"])
def test_a_paragraph_over_several_lines_is_whole_and_in_order(text: str, script: System, tmp_path: Path) -> None:
    if not QFontDatabase.families(script):
        pytest.skip("this computer has no letters for it")
    path = tmp_path / "page.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    document = QTextDocument()
    document.setPlainText(" ".join([text] * 3))
    document.print_(writer)
    _facts, (part,) = taken(path)
    told = "".join(part.text.split())
    assert "".join(" ".join([text] * 3).split()) in told
    assert part.text.count("\n\n") <= 1  # the number of the page may stand below
