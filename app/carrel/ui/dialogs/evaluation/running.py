"""With what a set is run: a model, also with an adapter, and a behaviour."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.evaluate.wearing import Choices, Wearing
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox


class RunDialog(FormDialog):
    """given: a Wearing."""

    given = Signal(object)

    def __init__(self, title: str, offered: Choices, theme: Theme, parent: QWidget) -> None:
        words = _("Run “{title}”").format(title=beside(title, 80))
        super().__init__(words, _("Run"), "evaluationRunDialog", theme, parent)
        self.model = ChoiceBox(_("Model"), "evaluationModel")
        self.behaviour = ChoiceBox(_("Behaviour"), "evaluationBehaviour")
        self.model.offer([(beside(title, 80), name) for name, title in offered.models])
        self.model.setCurrentIndex(max(0, self.model.findData(offered.usual)))
        manners = [(beside(title, 80), name) for name, title in offered.behaviours]
        self.behaviour.offer([(_("None"), ""), *manners])
        for box in (self.model, self.behaviour):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        asked = _("Each question is asked as you would in a new chat, always for the most likely words.")
        self.part(_("Model"), self.model, "evaluationModel", asked)
        self.part(_("Behaviour"), self.behaviour, "evaluationBehaviour", _("The manner in which it answers."))
        self.lay_out(0.7, 0.6)
        self.yes.setFocus()

    def give(self) -> None:
        """Hand over what was chosen."""
        self.given.emit(Wearing(str(self.model.currentData() or ""), str(self.behaviour.currentData() or "")))
