"""What a person does in the library, and what they see there."""

from __future__ import annotations

from pathlib import Path

from carrel.ui.panes.library import LibraryPane
from tests.library.made import good
from tests.ui.conftest import Hand


def opened(hand: Hand) -> LibraryPane:
    """The library, in the place of the chat."""
    hand.window.activateWindow()
    hand.window.actions_by_id["library"].trigger()
    pane = hand.window.library.pane
    assert pane is not None
    hand.idle()
    return pane


def titles(pane: LibraryPane) -> list[str]:
    """What the list shows."""
    return [line.title for line in pane.list.lines.lines]


def settled(hand: Hand) -> None:
    """Wait until everything is read in and shown."""
    hand.until(lambda: not hand.window.library.bringing.is_busy)
    hand.until(lambda: hand.window.library.pane is None or hand.window.library.pane.is_at_rest)
    hand.idle()


def choose(pane: LibraryPane, *titles: str) -> None:
    """Choose lines by their titles."""
    pane.list.clearSelection()
    for row, one in enumerate(pane.list.lines.lines):
        if one.title in titles:
            select = pane.list.selectionModel().SelectionFlag.Select
            pane.list.selectionModel().select(pane.list.lines.index(row), select)


def said(pane: LibraryPane) -> str:
    """The newest notice in the library."""
    return pane.notices.notices[-1].what if pane.notices.notices else ""


def written(folder: Path, *names: str) -> list[Path]:
    """Good documents in a folder."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(good()[name])
    return [folder / name for name in names]
