"""The answer that stands in an item and was not checked yet, so that no word of it is lost."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QTimer, Signal

from carrel.assessment.marking.answers import answer_from
from carrel.assessment.model import Answer
from carrel.flows.standing import Standing

_LATEST_MS = 500


class Drafts(QObject):
    """kept: the draft as a text to keep, at most half a second after a key; empty when there is none."""

    kept = Signal(str)

    def __init__(self, left: str, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._answer = _read(left)
        self._timer = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._timer.timeout.connect(self._write)

    def of(self, now: Standing) -> Answer | None:
        """What stood in this item; None when nothing did."""
        return self._answer if self._place == _place(now) else None

    def note(self, now: Standing, answer: Answer) -> None:
        """This stands in the item now."""
        self._place, self._answer = _place(now), answer
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """The item has ended."""
        if self._answer is not None:
            self._place, self._answer = "", None
            self._write()

    def flush(self) -> None:
        """Keep it now, if there is something to keep."""
        if self._timer.isActive():
            self._write()

    def _write(self) -> None:
        self._timer.stop()
        none = self._answer is None
        self.kept.emit("" if none else json.dumps({"at": self._place, "answer": self._answer}, ensure_ascii=False))


def _place(now: Standing) -> str:
    return f"{now.session}:{now.number}"


def _read(left: str) -> tuple[str, Answer | None]:
    try:
        raw = json.loads(left) if left else {}
    except (ValueError, RecursionError):
        raw = {}
    if not isinstance(raw, dict) or not isinstance(raw.get("at"), str):
        return "", None
    return raw["at"], answer_from(raw.get("answer"))
