"""What is kept of a pupil, to be changed: the name and the groups; the code stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.classroom.classes.model import LONGEST_NAME, Pupil
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

_LONGEST_GROUPS = 1000


class PupilDialog(FormDialog):
    """given: the name, and the groups as a tuple. groups: those that there are in the class."""

    given = Signal(str, object)

    def __init__(self, pupil: Pupil, groups: Sequence[str], theme: Theme, parent: QWidget) -> None:
        super().__init__(_("Change a pupil"), _("Save"), "pupilDialog", theme, parent)
        self.name = QLineEdit(one_line(pupil.name, LONGEST_NAME))
        self.groups = QLineEdit(", ".join(one_line(group) for group in pupil.groups))
        self.name.setMaxLength(LONGEST_NAME)
        self.groups.setMaxLength(_LONGEST_GROUPS)
        completer = QCompleter([one_line(group) for group in groups], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.groups.setCompleter(completer)
        self.part(_("Name"), self.name, "pupilName", _("It stays on this computer."))
        said = _("With commas between them. What you set can be for some groups only.")
        self.part(_("Groups"), self.groups, "pupilGroups", said)
        if groups:
            there = _("In this class there are: {groups}").format(groups=", ".join(map(one_line, groups)))
            self.form.addWidget(label(there, "muted", wrap=True))
        code = _("The code {code} stays: it stands for the name in what goes to and fro.").format(code=pupil.code)
        self.form.addSpacing(theme.size("space_medium"))
        self.form.addWidget(label(code, "muted", wrap=True, name="pupilCode"))
        self.name.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.lay_out(0.7, 0.6)
        self.name.setFocus()

    def give(self) -> None:
        """Hand over what was filled in."""
        self.given.emit(self.name.text(), tuple(self.groups.text().replace(";", ",").split(",")))
