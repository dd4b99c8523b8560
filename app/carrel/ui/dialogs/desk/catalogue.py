"""A catalogue before it is kept: which column is what, what comes of it, and what is wrong in it by row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.desk.model import Columns
from carrel.flows.desks.bringing import CatalogueLook
from carrel.ui.dialogs.desk.incoming import IncomingDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

_SHOWN = 3
"""Products that are named as examples."""

_FEWEST = 12


class CatalogueDialog(IncomingDialog):
    """columns_chosen: the Columns that a person wants. kept: the products, to be kept."""

    columns_chosen = Signal(object)
    kept = Signal(object)

    def __init__(self, look: CatalogueLook, theme: Theme, parent: QWidget) -> None:
        self._look, self._asked = look, look.columns
        self._boxes: dict[str, QComboBox] = {}
        super().__init__(_("Bring in a catalogue"), theme, parent, self._choices(look, theme))
        self.given.connect(lambda: self.kept.emit(self._look.products))
        self.show_look(look)

    def show_look(self, look: CatalogueLook) -> None:
        """Say what it would bring; one for columns that were changed since is passed over."""
        if look.columns != self._asked:
            return
        self._look = look
        lines = []
        if look.columns is None:
            lines.append(_("Say which column has the names of the products; the others may stay as they are."))
        else:
            many = counted("{count} product", "{count} products", len(look.products))
            lines.append(_("{file}: {products}.").format(file=beside(look.file), products=many))
            shown = [", ".join(filter(None, (one.code, one.name, one.price))) for one in look.products[:_SHOWN]]
            lines += [f"• {beside(one)}" for one in shown]
            names = ", ".join(beside(name) for name in dict(look.products[0].attributes)) if look.products else ""
            if names:
                lines.append(_("Recommended by: {names}.").format(names=names))
            lines.append(_("It takes the place of the catalogue there is; you can undo that."))
        self.show_found(lines, look.faults, ready=bool(look.products))

    def _choices(self, look: CatalogueLook, theme: Theme) -> QWidget:
        """A box for each thing a column may be."""
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.size("space_small"))
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(
            (
                ("name", _("Name")),
                ("code", _("Code")),
                ("price", _("Price")),
                ("text", _("Description")),
                ("link", _("Page")),
            )
        ):
            box = self._boxes[name] = QComboBox()
            box.setObjectName(f"column-{name}")
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_FEWEST)
            box.addItem(_("none"), "")
            for heading in dict.fromkeys(filter(None, look.headings)):
                box.addItem(one_line(heading), heading)
            box.setCurrentIndex(max(0, box.findData(getattr(look.columns, name, "") or look.known.get(name, ""))))
            box.currentIndexChanged.connect(lambda _index: self._choose())
            said = label(words)
            said.setBuddy(box)
            grid.addWidget(said, row, 0)
            grid.addWidget(box, row, 1)
        return held

    def _choose(self) -> None:
        said = {name: str(box.currentData() or "") for name, box in self._boxes.items()}
        if not said["name"]:
            self.yes.setEnabled(False)
            return
        ignored = self._look.columns.ignored if self._look.columns is not None else ()
        # Without a column of codes, the name of a product is what tells it from the others.
        said["code"] = said["code"] or said["name"]
        self._asked = Columns(**said, ignored=ignored)
        self.yes.setEnabled(False)  # until it is known what that would bring
        self.columns_chosen.emit(self._asked)
