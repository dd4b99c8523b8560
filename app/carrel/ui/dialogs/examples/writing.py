"""An example that is written, or changed: the question, what one would have said, why, and where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.courses.model import Course
from carrel.desk.model import Desk
from carrel.examples.model import CHATS, Correction, Place, PlaceKind
from carrel.flows.examples.kept import LONGEST_WHY
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme

_NEW = Correction("", "", "", "", "", Moment("", 0, ""))


class ExampleDialog(FormDialog):
    """given: the Correction as it is to be; one without an id is a new one."""

    given = Signal(object)

    def __init__(
        self, correction: Correction | None, places: Sequence[Course | Desk], theme: Theme, parent: QWidget
    ) -> None:
        title = _("Write an example") if correction is None else _("Change this example")
        super().__init__(title, _("Keep it"), "exampleDialog", theme, parent)
        self._before = one = correction or _NEW
        self.question, self.better = QPlainTextEdit(one.question), QPlainTextEdit(one.better)
        self.why, self.place = QLineEdit(one.why), QComboBox()
        self.why.setMaxLength(LONGEST_WHY)
        for box, lines in ((self.question, 3), (self.better, 8)):
            box.setTabChangesFocus(True)
            box.setProperty("kind", "lines")
            box.setFixedHeight(round((lines + 1) * theme.size("type_body") * 1.3))
        self._offer(places)
        used = _("When something like this is asked, the model is shown the example.")
        self.part(_("The question"), self.question, "exampleQuestion", used)
        self.part(_("What you would have said"), self.better, "exampleBetter")
        read = _("For whoever reads it later; the model is not shown it. It may stay empty.")
        self.part(_("Why that is better"), self.why, "exampleWhy", read)
        self.part(_("Where it is used"), self.place, "examplePlace")
        for box in (self.question, self.better):
            box.textChanged.connect(self._look)
        self._look()
        self.lay_out(0.9, 0.95)
        self.question.setFocus()

    def give(self) -> None:
        """Hand over the example."""
        self.given.emit(
            replace(
                self._before,
                question=self.question.toPlainText(),
                better=self.better.toPlainText(),
                why=self.why.text(),
                place=self.place.currentData(),
            )
        )

    def _offer(self, places: Sequence[Course | Desk]) -> None:
        """The places it can be used in; one that is no such place stays what it is."""
        choices = [(_("In chats of no course"), CHATS)]
        kinds: dict[type, PlaceKind] = {Course: "course", Desk: "desk"}
        choices += [(one_line(one.title, 60), Place(kinds[type(one)], one.id)) for one in places]
        if self._before.place not in [place for _words, place in choices]:
            choices.append((_("Where it was until now"), self._before.place))
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, place in choices:
            self.place.addItem(words, place)
        self.place.setCurrentIndex([place for _words, place in choices].index(self._before.place))

    def _look(self) -> None:
        self.yes.setEnabled(bool(self.question.toPlainText().strip() and self.better.toPlainText().strip()))
