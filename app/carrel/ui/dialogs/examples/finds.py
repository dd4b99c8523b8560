"""What looks like personal data in rows, each with its line and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.datasets.personal import Choices, Spotted, Treatment
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

MOST_SHOWN = 60
"""So many finds are shown with a choice of their own; the others are treated as usual."""


def treatments() -> tuple[tuple[str, Treatment], ...]:
    """What can be done with a find, in words."""
    return (_("Mask it"), "mask"), (_("Leave the row out"), "leave-out"), (_("Keep it"), "keep")


class FindList(QWidget):
    """chosen: Choices, as they are now."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("findList")
        self.choices = Choices()
        self._theme = theme
        self._finds: Sequence[Spotted] = ()
        self.boxes: list[QComboBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_small"))

    def show_finds(self, finds: Sequence[Spotted]) -> None:
        """Show these; what was chosen for one of them stays chosen."""
        if finds == self._finds and self._column.count():
            return
        self._finds = finds
        self._fill()

    def use(self, usual: Treatment) -> None:
        """Do this with all of them."""
        self.choices = Choices(usual)
        self._fill()
        self.chosen.emit(self.choices)

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = []
        for one in self._finds[:MOST_SHOWN]:
            self._column.addWidget(self._row(one))
        more = len(self._finds) - MOST_SHOWN
        if more > 0:
            words = counted("One more is treated the same way.", "{count} more are treated the same way.", more)
            self._column.addWidget(label(words, "muted", wrap=True, name="moreFinds"))
        if not self._finds:
            self._column.addWidget(label(_("Nothing was found."), "muted", name="noFinds"))

    def _row(self, one: Spotted) -> QFrame:
        held = QFrame()
        held.setObjectName("card")
        column = QVBoxLayout(held)
        column.setSpacing(self._theme.size("space_tight"))
        found, line = one_line(one.find.text, 60), label(_around(one), "muted", wrap=True, name="findLine")
        box = QComboBox()
        box.setObjectName("findTreatment")
        box.setAccessibleName(_("What to do with {found}").format(found=beside(found)))
        box.setAccessibleDescription(line.text())
        box.view().setAccessibleName(box.accessibleName())
        for words, treatment in treatments():
            box.addItem(words, treatment)
        box.setCurrentIndex(box.findData(self.choices.of(one)))
        box.currentIndexChanged.connect(lambda _at: self._choose(one, box.currentData()))
        self.boxes.append(box)
        column.addWidget(label(f"{kind_words(one.find.kind)}: {beside(found)}", "strong", wrap=True, name="findWords"))
        column.addWidget(line)
        column.addWidget(box)
        return held

    def _choose(self, one: Spotted, treatment: Treatment) -> None:
        self.choices = Choices(self.choices.usual, {**self.choices.own, one.key: treatment})
        self.chosen.emit(self.choices)


def kind_words(kind: str) -> str:
    """What a find is, in words."""
    return {
        "person": _("A name"),
        "email": _("A mail address"),
        "phone": _("A phone number"),
        "card": _("A payment card"),
        "iban": _("A bank account"),
        "id": _("A personal number"),
        "ip": _("An address of a computer"),
        "number": _("A customer's or order's number"),
        "address": _("A postal address"),
        "birthdate": _("A date of birth"),
    }.get(kind, kind)


def _around(one: Spotted) -> str:
    """The line it stands on, or so much of it as is near."""
    at = one.line.find(one.find.text)
    begin = max(0, at - 60)
    return ("…" if begin else "") + one_line(one.line[begin:], 160)
