"""The pages of the place for shaping the assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.ui.window.doing import Doing

if TYPE_CHECKING:
    from carrel.ui.panes.shape.page import ShapePage
    from carrel.ui.window.models import Models


def pages(doing: Doing, models: Models) -> list[ShapePage]:
    """All of them in the order of their tabs, each with the one who carries out what is asked on it."""
    from carrel.ui.window.shaping.behaving import Behaving  # noqa: PLC0415 - not for the first paint
    from carrel.ui.window.shaping.evaluating import Evaluating  # noqa: PLC0415 - not for the first paint
    from carrel.ui.window.shaping.examples import Examples  # noqa: PLC0415 - not for the first paint
    from carrel.ui.window.shaping.tuning import Tuning  # noqa: PLC0415 - not for the first paint

    workshop = models.work.choices.shelf.tuning
    return [
        Behaving(doing).page,
        Examples(doing).page,
        Evaluating(doing).page,
        *((Tuning(doing, workshop, models).page,) if workshop is not None else ()),
    ]
