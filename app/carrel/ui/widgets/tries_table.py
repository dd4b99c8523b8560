"""Tries in lines: when, at what, what was answered, what was said of it, and with how much help."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.base.words import _
from carrel.flows.figures.tries import Tried
from carrel.flows.figures.words import said_of
from carrel.ui.widgets.times import short_moment
from carrel.ui.widgets.wrapped_table import WrappedTable


class TriesTable(WrappedTable):
    """The newest stands first; the question takes the width that is left."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(_("Tries, newest first"))

    def show_tries(self, tries: Sequence[Tried], answer: str, who: Sequence[str] = ()) -> None:
        """Show these; answer: what stands over the answers. who: the name of each one's pupil, where they differ."""
        names: Sequence[tuple[str, ...]] = [(name,) for name in who] or [()] * len(tries)
        first = (_("Pupil"),) if who else ()
        self.wide = len(first) + 1
        rows = [(*name, short_moment(one.created), *said_of(one)) for name, one in zip(names, tries, strict=True)]
        self.fill((*first, _("When"), _("Question"), answer, _("Verdict"), _("Help")), rows)
