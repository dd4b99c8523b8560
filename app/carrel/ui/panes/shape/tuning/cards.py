"""One adapter, or one run that was stopped, with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.tune.words import figures_words
from carrel.flows.tune.workshop import Seen
from carrel.ui.flow import Flow
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.times import full_time


class AdapterCard(QFrame):
    """use_requested: whether to use it from now on. try_requested, remove_requested: what was pressed."""

    use_requested = Signal(bool)
    try_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme, seen: Seen) -> None:
        super().__init__()
        self.setObjectName("card")
        self.seen = seen
        self.title = label("", "strong", wrap=True, name="adapterTitle")
        self.about = label("", "muted", wrap=True, name="adapterAbout")
        self.figures = label("", wrap=True, name="adapterFigures")
        self.use = button("", "outline", "adapterUse")
        self.attempt = button(_("Ask something…"), "outline", "adapterTry")
        self.remove = button(_("Remove"), "danger", "adapterRemove")
        _lay_out(self, theme, (self.title, self.about, self.figures), (self.use, self.attempt, self.remove))
        self.use.clicked.connect(lambda: self.use_requested.emit(not self.seen.is_on))
        self.attempt.clicked.connect(self.try_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.show_seen(seen)

    def show_seen(self, seen: Seen) -> None:
        """Show what it is now."""
        self.seen = seen
        name, usable = beside(seen.adapter.name, 80), bool(seen.model) and not seen.problem
        self.title.setText(breakable(_("{name}, in use").format(name=name) if seen.is_on else name))
        about = _("For {base}.").format(base=beside(seen.base, 80))
        if seen.note is not None:
            about = _("For {base}, made on {time}.").format(
                base=beside(seen.base, 80), time=full_time(seen.note.moment)
            )
        problem = seen.problem if seen.model else _("Its model is not on this computer, so it cannot be used.")
        self.about.setText("\n".join(filter(None, (about, problem))))
        told = figures_words(seen.note) if seen.note is not None else ()
        self.figures.setText("\n".join(told))
        self.figures.setVisible(bool(told))
        self.use.setText(_("Use the model alone") if seen.is_on else _("Use it"))
        self.use.setVisible(usable or seen.is_on)
        self.attempt.setVisible(usable)
        words = _("Use the model without {name}") if seen.is_on else _("Use {name}")
        self.use.setAccessibleName(words.format(name=name))
        self.attempt.setAccessibleName(_("Ask something without {name} and with it").format(name=name))
        self.remove.setAccessibleName(_("Remove {name}").format(name=name))


class WaitingCard(QFrame):
    """A run that was stopped. go_on_requested, forget_requested: what was pressed."""

    go_on_requested = Signal()
    forget_requested = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        shown = beside(name, 80)
        said = _("The training of {name} was stopped. It can go on where it was.").format(name=breakable(shown))
        self.go_on = button(_("Go on"), "outline", "tuneGoOn")
        self.forget = button(_("Forget it…"), "danger", "tuneForget")
        self.go_on.setAccessibleName(_("Go on with the training of {name}").format(name=shown))
        self.forget.setAccessibleName(_("Forget the training of {name}").format(name=shown))
        _lay_out(self, theme, (label(said, wrap=True, name="waitingSaid"),), (self.go_on, self.forget))
        self.go_on.clicked.connect(self.go_on_requested)
        self.forget.clicked.connect(self.forget_requested)


def _lay_out(card: QFrame, theme: Theme, said: Sequence[QFrame], acts: Sequence[QPushButton]) -> None:
    column, row = QVBoxLayout(card), Flow(theme.size("space_small"))
    column.setSpacing(theme.size("space_small"))
    for part in said:
        column.addWidget(part)
    for act in acts:
        row.addWidget(act)
    column.addLayout(row)
