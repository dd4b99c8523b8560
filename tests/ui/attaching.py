"""A hand that attaches: files in a folder, drags, drops, and what the chips say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QWidget,
)

from tests.ui.conftest import Hand

NONE = Qt.KeyboardModifier.NoModifier


def files(folder: Path, **contents: str) -> list[Path]:
    """Text files with these names."""
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    return [folder / f"{name}.txt" for name in contents]


def named(paths: list[Path]) -> QMimeData:
    """What a drag or the clipboard holds when it names these files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(hand: Hand, data: QMimeData, over: QWidget | None = None) -> QDragEnterEvent:
    """Drag onto the chat, or onto a part of it."""
    event = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE
    )
    QApplication.sendEvent(over or hand.pane, event)
    return event


def drop(hand: Hand, data: QMimeData) -> QDropEvent:
    """Drag onto the chat, which Qt remembers, and let go."""
    drag(hand, data)
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE
    )
    QApplication.sendEvent(hand.pane, event)
    return event


def leave(hand: Hand) -> None:
    """Drag on to somewhere else."""
    QApplication.sendEvent(hand.pane, QDragLeaveEvent())


def chips(hand: Hand) -> list[str]:
    """What the chips say, in their order."""
    found = [one for one in hand.pane.composer.chips.findChildren(QPushButton, "chipName") if one.isVisible()]
    found.sort(key=lambda one: (one.mapTo(hand.pane, QPoint()).y(), one.mapTo(hand.pane, QPoint()).x()))
    return [one.text().replace("\u2068", "").replace("\u2069", "") for one in found]


def attach_some(hand: Hand, paths: list[Path]) -> None:
    """Attach these, and wait for their chips."""
    before = len(chips(hand))
    hand.pane.attaching.add(paths)
    hand.until(lambda: len(chips(hand)) == before + len(paths))
    hand.idle()


def paste(hand: Hand, text: str) -> None:
    """Put a text into the box as the clipboard does."""
    data = QMimeData()
    data.setText(text)
    hand.text.insertFromMimeData(data)
