"""Where practice begins: what lies open, what is due, and everything there is to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QSizePolicy, QWidget

from carrel.base.words import _, counted
from carrel.flows.practice_offer import Offer
from carrel.flows.practise import Wish
from carrel.ui.flow import Flow
from carrel.ui.panes.practice import words
from carrel.ui.panes.practice.choosing import Choices
from carrel.ui.panes.practice.parts import WayCard
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.search_field import SearchField

COUNTS = (5, 10, 20)
_USUAL = 10
_STRONG = Qt.FocusPolicy.StrongFocus


class StartPage(Page):
    """begun: a Wish. resumed: the id of the session that lies open."""

    begun = Signal(object)
    resumed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceStart", above=1, below=2)
        self._lying = ""
        self._due = 0
        self.title = label(_("What would you like to practise?"), "display", wrap=True, name="practiceAsks")
        self.go_on = WayCard(theme, "resumePractice")
        self.review = WayCard(theme, "reviewPractice")
        self.search = SearchField()
        self.search.setObjectName("practiceSearch")
        self.search.setPlaceholderText(_("Search topics and skills"))
        self.search.setAccessibleName(_("Search topics and skills"))
        self.choices = Choices(theme)
        self.timed = QCheckBox(_("Timed, without help: one try each"))
        self.timed.setObjectName("practiceTimed")
        self.begin = button(_("Begin"), "primary", "beginPractice")
        self._counts = QButtonGroup(self)
        for part in (self.title, self.go_on, self.review, label(_("Choose something"), "heading"), self.search):
            self.column.addWidget(part)
        self.column.addWidget(self.choices)
        self.column.addWidget(self._options(theme))
        self.search.textChanged.connect(self.choices.narrow)
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self.choices.take_focus)
        self.choices.begun.connect(self._begin)
        self.begin.clicked.connect(self._begin)
        self.go_on.clicked.connect(lambda: self.resumed.emit(self._lying))
        self.review.clicked.connect(lambda: self.begun.emit(Wish("due", count=self.count)))
        self.measure()

    @property
    def count(self) -> int:
        """How many items are wanted."""
        return self._counts.checkedId()

    def show_offer(self, offer: Offer) -> None:
        """Offer this."""
        lying = offer.lying
        self._lying, self._due = lying.session if lying is not None else "", offer.due
        self.go_on.setVisible(lying is not None)
        if lying is not None:
            place = _("{number} of {wanted}").format(number=lying.number, wanted=lying.wanted)
            self.go_on.say(_("Go on where you left"), f"{words.about(lying)} · {place}")
        self.review.setVisible(offer.due > 0)
        many = counted("One item is due", "{count} items are due", offer.due)
        self.review.say(_("Review"), many)
        self.choices.show_choices(offer.choices)

    def take_focus(self) -> None:
        """What is most likely wanted: to go on, to review, or to choose."""
        ways = [one for one in (self.go_on, self.review) if not one.isHidden()]
        (ways[0] if ways else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setContentsMargins(0, self.theme.size("space_large"), 0, self.theme.size("space_large"))
        self.column.setSpacing(self.theme.size("space_medium"))
        self.search.show_icon(self.theme)

    def _options(self, theme: Theme) -> QWidget:
        held = QWidget()
        row = Flow(theme.size("space_medium"), parent=held)
        many = QWidget()
        counts = Flow(theme.size("space_tight"), parent=many)
        for count in COUNTS:
            one = button(str(count), "outline", f"practiceCount{count}")
            one.setAccessibleName(counted("One item", "{count} items", count))
            one.setCheckable(True)
            one.setFocusPolicy(_STRONG if count == _USUAL else Qt.FocusPolicy.ClickFocus)  # the arrow keys choose
            self._counts.addButton(one, count)
            counts.addWidget(one)
        self._counts.button(_USUAL).setChecked(True)
        counts.addWidget(label(_("items"), "muted"))
        for part in (many, self.timed, self.begin):
            row.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        held.setSizePolicy(policy)
        return held

    def _begin(self) -> None:
        self.begun.emit(self.choices.wish(self.count, timed=self.timed.isChecked()))
