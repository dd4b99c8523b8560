"""A question as a pupil will see it, answered here as there, with its hints and its solution below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.flows.authoring.looking import Look
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.passage import Passage
from carrel.ui.widgets.sandbox import Sandbox


class Preview(QWidget):
    """sandbox: where an answer is tried."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.stem = Passage(theme, "previewStem")
        self.sandbox = Sandbox(theme)
        self.help = Passage(theme, "previewHelp")
        self.wishes = label(role="muted", wrap=True, name="questionWishes")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(_("As a pupil sees it"), "strong", wrap=True))
        for part in (self.stem, self.sandbox, self.help, self.wishes):
            column.addWidget(part)
        column.addStretch()

    def show_look(self, prompt: str, hints: list[str], solution: str, told: Look) -> None:
        """Show the question as it is written now."""
        self.stem.show_text(prompt or "…", name=_("The question"))
        self.sandbox.show_item(told.item)
        said = [(_("Hint {number}").format(number=number), hint) for number, hint in enumerate(hints, 1)]
        said += [(_("The solution"), solution)] if solution else []
        self.help.show_text("\n\n".join(f"**{head}**\n\n{text}" for head, text in said), name=_("Hints and solution"))
        self.help.setVisible(bool(said))
        better = "\n".join(f"{one.what} {one.then}" for one in told.wishes)
        self.wishes.setText(f"{_('What could be better:')}\n{better}" if better else "")
        self.wishes.setVisible(bool(better))
