"""No text of a person, a file or a model is ever taken for HTML by a label, a box or a tip."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from carrel.ui.plain import as_text, label, tip
from tests.house.sources import APP, name_of, python_files, tree

GUESSING = {"QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QWhatsThis", "QToolTip"}
"""What Qt lets guess whether a text is HTML."""

GUESSING_CALLS = {"setToolTip", "setToolTipsVisible", "setWhatsThis"}

THE_HELPER = "app/carrel/ui/plain.py"
"""The one place that may use them: it tells them that a text is a text."""

HOSTILE = '<b>bold</b> <img src="file:///etc/passwd"> & "more" <a href="x">y</a>'


def guesses(path: Path) -> Iterator[str]:
    """Where a file makes, or speaks through, something that guesses."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.split(".")[0] in GUESSING or called.rpartition(".")[2] in GUESSING | GUESSING_CALLS:
                yield f"{name_of(path)}:{node.lineno} {called}"
        elif isinstance(node, ast.Attribute) and node.attr == "ToolTipRole":
            yield f"{name_of(path)}:{node.lineno} {node.attr}"


def test_only_the_helper_may_use_what_guesses() -> None:
    found = [place for path in python_files(APP / "carrel" / "ui") for place in guesses(path)]
    assert [place for place in found if not place.startswith(THE_HELPER)] == []
    assert found, "the helper itself was not seen"


@pytest.mark.parametrize(
    "code",
    [
        "QLabel('x')",
        "QtWidgets.QLabel()",
        "QMessageBox.warning(None, 'a', 'b')",
        "QToolTip.showText(at, 'x')",
        "menu.setToolTipsVisible(True)",
        "button.setToolTip(title)",
        "role == Qt.ItemDataRole.ToolTipRole",
        "QInputDialog.getText(w, 'a', 'b')",
    ],
)
def test_what_guesses_is_found(code: str, tmp_path: Path) -> None:
    (tmp_path / "guessing.py").write_text(code)
    assert len(list(guesses(tmp_path / "guessing.py"))) == 1


def shown_words(text: str) -> str:
    """What a reader sees of something that Qt takes for HTML."""
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@pytest.mark.parametrize("words", [HOSTILE, "a < b > c", "&lt;b&gt;", "two\nlines", "  room  ", "plain"])
def test_a_tip_shows_as_it_is_written(qapp: QApplication, words: str) -> None:
    assert shown_words(as_text(words)) == words


def hover(widget: QWidget, at: QPoint) -> None:
    """Let Qt ask for the tip at a place."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("words", [HOSTILE, "a plain tip"])
def test_the_tip_of_a_control_is_plain_text(qtbot: QtBot, words: str) -> None:
    control = QPushButton("x")
    tip(control, "before")
    tip(control, words)
    qtbot.addWidget(control)
    control.show()
    hover(control, QPoint(2, 2))
    assert shown_words(QToolTip.text()) == words
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_label_is_plain_text(qapp: QApplication) -> None:
    made = label(HOSTILE)
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.text() == HOSTILE
    made.deleteLater()
