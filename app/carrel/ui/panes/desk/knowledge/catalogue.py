"""The page of the catalogue: its products in a table, and those that meet a wish, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.show import isolated, one_line
from carrel.base.words import _
from carrel.desk.catalogue.recommending import Recommendation, Recommended
from carrel.desk.model import Product
from carrel.flows.desks import desks
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.desk.page import DeskPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.search_field import SearchField
from carrel.ui.widgets.table import WIDEST, ReadTable

MOST = 300
"""Products that are shown at once; the search finds the others."""
_MOST_COLUMNS = 12


@dataclass(frozen=True)
class _Look:
    desk: str
    products: Sequence[Product]


class ProductTable(ReadTable):
    """Each column as wide as its words, and no wider than reads well."""

    def fill(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A value such as "700 lm" is read the same way in a mirrored window."""
        super().fill(headers, rows)
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if (item := self.item(row, column)) is not None:
                    item.setText(isolated(item.text()))

    def measure(self) -> None:
        """Give columns and lines their size."""
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
            head = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(head, min(self.columnWidth(column), WIDEST * letter)))
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))


class CataloguePage(DeskPage):
    """file_requested: a table is to be brought in. file_given: one that was let go over the place."""

    file_requested = Signal()
    file_given = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Catalogue"), frozenset({"desk"}))
        self.setObjectName("cataloguePage")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._desk = self._wanted = ""
        self.products: Sequence[Product] = ()
        self._found = 0
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        bring = _("Bring in a catalogue…")
        more = _("A table (CSV) with a heading above each column. You see which column is what before it is kept.")
        self.nothing = Nothing(theme, _("There are no products yet."), more, bring, "catalogueNothing")
        self.bring = button(bring, "primary", "bringCatalogue")
        self.search = SearchField()
        self.count = label("", "tiny", wrap=True, name="productCount")
        self.table = ProductTable("productTable")
        self.wish = QLineEdit()
        self.recommend = button(_("Recommend"), "outline", "recommend")
        self.back = button(_("Show all products"), "outline", "allProducts")
        self.answer = label("", wrap=True, name="wishAnswer")
        self.found = LineList(theme, _("What meets the wish"), "wishFound")
        self._faces, self._shown = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        for field, name, words in (
            (self.search, "productSearch", _("Search the products")),
            (self.wish, "wish", _("A wish, such as “a warm white outdoor lamp under 50 €”")),
        ):
            field.setObjectName(name)
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.table.setAccessibleName(_("Products"))
        self.wish.setMaxLength(500)
        wishing, ways = QHBoxLayout(), Flow(gap)
        wishing.setSpacing(gap)
        wishing.addWidget(self.wish, 1)
        wishing.addWidget(self.recommend)
        for way in (self.bring, self.back):
            ways.addWidget(way)
        met, full = QWidget(), QWidget()
        below, column, whole = QVBoxLayout(met), QVBoxLayout(full), QVBoxLayout(self)
        for one in (below, column, whole):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(gap)
        below.addWidget(self.answer)
        below.addWidget(self.found, 1)
        for face in (self.table, met):
            self._shown.addWidget(face)
        self._met = met
        column.addLayout(ways)
        column.addLayout(wishing)
        for part in (self.search, self.count):
            column.addWidget(part)
        column.addWidget(self._shown, 1)
        for face in (full, self.nothing):
            self._faces.addWidget(face)
        whole.addWidget(self._faces, 1)
        self.search.show_icon(self._theme)
        self.back.hide()

    def _connect(self) -> None:
        for way in (self.bring, self.nothing.step):
            way.clicked.connect(self.file_requested)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self.table.setFocus)
        self.wish.returnPressed.connect(self.ask)
        self.recommend.clicked.connect(self.ask)
        self.back.clicked.connect(self.show_all)
        self.found.opened.connect(self.show_product)
        self._theme.changed.connect(lambda: self.search.show_icon(self._theme))

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_desk(self, desk: str) -> None:
        """Show the products of this desk, by its id, fresh from the store."""
        if desk != self._desk:
            self._desk = desk
            self.show_all()
        self._looking.anew()

    def show_product(self, code: str) -> None:
        """Show this product, now or when it is found."""
        self._wanted = code
        self.show_all()
        self.search.setText(code)
        self._show()

    def ask(self) -> None:
        """Look which products meet the wish."""
        wish = self.wish.text().strip()
        if wish and self._desk:
            self._jobs.fetch(partial(desks.suggest, self._kit, self._desk, wish), self._show_found, self._fail)

    def show_all(self) -> None:
        """Show the table again."""
        self._shown.setCurrentWidget(self.table)
        self.back.hide()
        self._say_count()

    def open_search(self) -> bool:
        """Go to the search."""
        self.show_all()
        self.search.setFocus()
        self.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Leave what was recommended, or a search."""
        if self._shown.currentWidget() is self._met:
            self.show_all()
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def take_files(self, paths: Sequence[Path]) -> bool:
        """A table that is let go over the desk is a catalogue, unless the page in sight has another use for it."""
        if len(paths) == 1 and paths[0].suffix.lower() in (".csv", ".tsv"):
            self.file_given.emit(paths[0])
            return True
        return False

    def _look(self) -> object:
        return _Look(self._desk, desks.products(self._kit, self._desk)) if self._desk else None

    def _take(self, told: _Look | None) -> None:
        if told is None or told.desk != self._desk:
            return
        self.products = told.products
        self._faces.setCurrentIndex(0 if told.products else 1)
        self._show()

    def _show(self) -> None:
        wanted = folded(self.search.text()).split()
        held = [one for one in self.products if all(word in _searched(one) for word in wanted)] if wanted else None
        shown = self.products if held is None else held
        names = list(dict.fromkeys(name for one in shown[:MOST] for name, _value in one.attributes))[:_MOST_COLUMNS]
        rows = [
            [one.code, one.name, one.price, *(dict(one.attributes).get(name, "") for name in names), one.text]
            for one in shown[:MOST]
        ]
        self.table.fill([_("Code"), _("Name"), _("Price"), *names, _("Description")], rows)
        self._found = len(shown)
        self._say_count()

    def _say_count(self) -> None:
        found = self._found
        said = _("{shown} of {count} products").format(shown=found, count=len(self.products))
        more = _("The first {count} are shown; search for the others.").format(count=MOST) if found > MOST else ""
        self.count.setText(" · ".join(filter(None, (said, more))) if self.products else "")

    def _show_found(self, found: Recommendation) -> None:
        self.found.show_lines([_line(one) for one in found.found])
        said = _("These meet it best. Each reason stands in the catalogue.")
        if not found.found:
            said = _("Nothing in the catalogue meets this wish.")
        if found.unknown:
            words = ", ".join(isolated(one) for one in found.unknown)
            said += " " + _("The catalogue says nothing of: {words}.").format(words=words)
        self.answer.setText(said)
        self._shown.setCurrentWidget(self._met)
        self.count.setText("")
        self.back.show()
        if found.found:
            self.found.setFocus()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="catalogue"))


def _searched(product: Product) -> str:
    values = " ".join(f"{name} {value}" for name, value in product.attributes)
    return folded(f"{product.code} {product.name} {product.price} {values} {product.text}")


def _line(one: Recommended) -> Line:
    fits = [f"✓ {isolated(reason.sentence())}" for reason in one.fits]
    misses = [f"✗ {isolated(reason.sentence())}" for reason in one.misses]
    return Line(one.product.code, one_line(one.product.name), one.product.price, below="  ·  ".join((*fits, *misses)))
