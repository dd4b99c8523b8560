"""The place for shaping the assistant: its pane with all its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from carrel.flows.kit import Kit
from carrel.ui.theme import Theme
from carrel.ui.window.doing import Doing
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from carrel.ui.panes.shape import ShapePane
    from carrel.ui.panes.shape.page import ShapePage
    from carrel.ui.window.models import Models


class Shaping(QObject):
    """pane: made when it is first wanted. chat_requested: a chat by its id, and a message in it, or ""."""

    chat_requested = Signal(str, str)

    def __init__(self, kit: Kit, models: Models, theme: Theme, stage: Stage, window: QWidget) -> None:
        super().__init__(stage)
        self._models = models
        self._doing = Doing(kit, models.jobs, theme, stage, window, "shape")
        self.pane: ShapePane | None = None
        stage.add("shape", self._made)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find on the page in sight while the place is shown, otherwise elsewhere."""
        return lambda: None if self._page is not None and self._page.open_search() else otherwise()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None:
            self.pane.look_again(rooms)

    def open(self, kind: type[ShapePage]) -> ShapePage:
        """Show the page of this kind, and give it to whoever wants to show something on it."""
        pane = self._made()
        page = next(one for one in pane.pages if isinstance(one, kind))
        self._doing.stage.open("shape")
        pane.show_page(page)
        return page

    def open_example(self, example: str) -> None:
        """Show an example by its id."""
        from carrel.ui.panes.shape.examples import ExamplesPage  # noqa: PLC0415 - not for the first paint

        page = self.open(ExamplesPage)
        if isinstance(page, ExamplesPage):
            page.show_example(example)

    def flush(self) -> None:
        """Keep what is being written: the window closes."""
        for page in self.pane.pages if self.pane is not None else ():
            page.flush()

    @property
    def _page(self) -> ShapePage | None:
        """The page in sight."""
        return self.pane.page if self.pane is not None and self._doing.stage.here == "shape" else None

    def _made(self) -> ShapePane:
        from carrel.ui.panes.shape import ShapePane  # noqa: PLC0415 - not for the first paint
        from carrel.ui.window.shaping.pages import pages  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            self.pane = ShapePane(self._doing.theme, pages(self._doing, self._models))
            for page in self.pane.pages:
                page.chat_requested.connect(self.chat_requested)
        return self.pane
