"""What all who carry out something in the teacher's place need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.ui.window.doing import Doing

if TYPE_CHECKING:
    from carrel.ui.panes.teach import TeachPane


@dataclass(frozen=True)
class Desk(Doing):
    """The pane, and how things are done and told there."""

    pane: TeachPane

    @property
    def title(self) -> str:
        """What the class is called that is shown."""
        return next((one.title for one in self.pane.classes if one.id == self.pane.classroom), "")
