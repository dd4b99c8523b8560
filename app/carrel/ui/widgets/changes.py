"""Shows what changed in a text: signs before the lines, and a ground of its own for what went and what came."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.behaviours.comparing import Line
from carrel.ui.widgets.plain_text import PlainText

_SIGNS = {"same": "  ", "gone": "− ", "new": "+ "}
_TINTS = {"gone": "danger_soft", "new": "accent_soft"}


def show_changes(box: PlainText, lines: Sequence[Line]) -> None:
    """Show these lines in the box."""
    pieces, spans, at = [], [], 0
    for one in lines:
        piece = f"{_SIGNS[one.change]}{one.text}\n"
        if one.change != "same":
            spans.append((one.change, at, at + len(piece) - 1))
        pieces.append(piece)
        at += len(piece)
    box.show_text("".join(pieces), [place for _kind, first, last in spans for place in (first, last)])
    box.setExtraSelections([])
    for kind, tint in _TINTS.items():
        box.tint([(first, last) for one, first, last in spans if one == kind], tint)
