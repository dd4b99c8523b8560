"""What a good text holds: its points, each with phrases that say it, and an answer that makes them all."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLineEdit

from carrel.base.words import _
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.fields import line, named
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.rows import Row, Rows, RowWords
from carrel.ui.dialogs.classes.question.text_box import TextBox
from carrel.ui.theme import Theme


class PointRow(Row):
    """One point of an open answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._id = ""
        self._weight = self._weight_shown = 1.0  # as it came, which may be finer than what is shown of it
        self.says: QLineEdit = line(_("What the answer should say"), "pointSays")
        self.phrases = TextBox(_("Phrases that say it"), "pointPhrases", theme)
        self.must = QCheckBox(_("Nothing is right without it"))
        self.must.setObjectName("pointMust")
        self.weight = QDoubleSpinBox()
        self.weight.setObjectName("pointWeight")
        self.weight.setRange(0, 100)
        self.weight.setSingleStep(0.5)
        self.weight.setValue(1)
        named(_("What the answer should say"), self.says, self.column)
        said = _("One a line. Without any, Carrel cannot tell by itself whether it was said.")
        named(_("Phrases that say it (may be empty)"), self.phrases, self.column, said)
        named(_("How much it counts"), self.weight, self.column)
        self.column.addWidget(self.must)
        self.says.textChanged.connect(self.changed)
        self.phrases.changed.connect(self.changed)
        self.must.toggled.connect(self.changed)
        self.weight.valueChanged.connect(self.changed)

    def put(self, value: Any) -> None:
        """Let this point stand in it."""
        self._id = str(value.get("id") or "")
        phrases = value.get("any_of") or []
        self.says.setText(str(value.get("says") or ""))
        self.phrases.put("\n".join([phrases] if isinstance(phrases, str) else map(str, phrases)))
        self.must.setChecked(value.get("must") is True)
        weight = value.get("weight")
        self._weight = 1.0 if weight is None else float(weight)
        self.weight.setValue(self._weight)
        self._weight_shown = self.weight.value()

    def value(self) -> Any:
        """The point; None where nothing is written."""
        says, phrases = self.says.text().strip(), self.phrases.lines
        if not (says or phrases):
            return None
        said = {"id": self._id, "says": says, "any_of": phrases, "must": self.must.isChecked()}
        kept = {name: value for name, value in said.items() if value}
        weight = self._weight if self.weight.value() == self._weight_shown else self.weight.value()
        return kept | ({"weight": weight} if weight != 1 else {})

    def rename(self, name: str) -> None:
        """It has another number now."""
        self.says.setAccessibleName(_("{point}: what the answer should say").format(point=name))
        self.phrases.box.setAccessibleName(_("{point}: phrases that say it").format(point=name))
        self.must.setAccessibleName(_("{point}: nothing is right without it").format(point=name))
        self.weight.setAccessibleName(_("{point}: how much it counts").format(point=name))

    def take_focus(self) -> None:
        """What the answer should say."""
        self.says.setFocus()


class PointsPart(AnswerPart):
    """The points of an open answer, and an answer that makes them all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows = Rows(
            lambda: PointRow(theme), RowWords(_("Point {number}"), _("Add a point"), "addPoint"), theme, fewest=1
        )
        self.model = TextBox(_("An answer that makes all points"), "questionModel", theme)
        self.column.addWidget(self.rows)
        said = _("Pupils see it where there is no solution. Carrel tells you here which points it would miss in it.")
        named(_("An answer that makes all points (may be empty)"), self.model, self.column, said)
        self.rows.changed.connect(self.changed)
        self.model.changed.connect(self.changed)

    def put(self, raw: Raw) -> None:
        """Let the points of this question stand in it."""
        self.rows.put(raw.get("points") or [])
        self.model.put(str(raw.get("model_answer") or ""))

    def value(self) -> dict[str, Any]:
        """The points, each under an id of its own, and the answer."""
        points: list[dict[str, Any]] = []
        for place, point in enumerate(self.rows.values, 1):
            taken = {one["id"] for one in points}
            name = point.get("id") or str(place)
            points.append({**point, "id": name if name not in taken else f"{name}-{place}"})
        return {"points": points, "model_answer": self.model.text}
