"""Which version this is, what it is made of, and under which licences."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from carrel import __version__
from carrel.base.files import resource
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, picture


class AboutDialog(QDialog):
    """A few lines to read."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(_("About Carrel"))
        edge = theme.size("type_display") * 3
        lamp = picture(QIcon(str(resource("icons/carrel.svg"))).pixmap(edge, edge))
        close = button(_("Close"), "outline", "closeDialog")
        close.clicked.connect(self.reject)
        row = Flow(0, at_end=True)
        row.addWidget(close)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(lamp)
        column.addWidget(label("Carrel", "display"))
        version = label(_("Version {version}").format(version=__version__), name="version")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(version)
        lines = (
            _("A chat tutor that works on this computer, without the internet."),
            _("It is a program and can be wrong. Check what matters."),
            _("Carrel is free software under the MIT licence."),
            _("It uses Qt {qt} (LGPL 3), llama.cpp (MIT) and SQLite (public domain).").format(qt=qVersion()),
        )
        for line in lines:
            column.addWidget(label(line, "muted", wrap=True))
        column.addLayout(row)
        self.setMinimumWidth(theme.size("size_dialog") // 2)
