"""A window with a small desk in its middle: four articles, three products, two procedures and a macro."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from carrel.base.work import Cancel
from carrel.desk.model import Ticket
from carrel.flows.desks import filling, tickets
from carrel.ui.panes.desk import DeskPane
from carrel.ui.panes.desk.knowledge import ArticlesPage, CasesPage, CataloguePage, TextsPage
from carrel.ui.panes.desk.page import DeskPage
from carrel.ui.panes.desk.tickets import TicketsPage
from tests.ui.conftest import Desk, Hand
from tests.ui.desk import Script, make_kit

Page = TypeVar("Page", bound=DeskPage)

FILES = {
    "desk.toml": """# Kept as it is written.
title = "Larch Lamps"
currency = "€"
sign = "Kind regards\\nLarch Lamps"
mine = ["help@larch.example"]

[[general]]
name = "product"
says = "the product"
ask = "Which product is it about?"
kind = "product"

[[escalate]]
when = ["lawyer"]
because = "A lawyer is named: a person must answer."
""",
    "articles/gift-cards.md": "# Gift cards\n\nA gift card is valid for 5 years from the day of purchase.\n",
    "articles/delivery.md": "# Delivery times\n\nDelivery within Ireland takes 3 to 5 working days.\n",
    "articles/warranty.md": "# Warranty\n\nEvery lamp has a warranty of 2 years.\n",
    "articles/cleaning.md": "# Cleaning\n\nLamp shades are cleaned with a soft, dry cloth.\n",
    "catalogue.csv": "Code,Name,Price,Place,Light\n"
    "H-1,Heron desk lamp,49.90,indoor,700 lm\n"
    "P-2,Petrel wall lamp,46,outdoor,400 lm\n"
    "C-3,Crane floor lamp,129,indoor,900 lm\n",
    "procedures/send-back.md": """+++
title = "Send something back"
when = ["send back", "return"]

[[slot]]
name = "order"
says = "the order number"
ask = "What is your order number? It begins with LL."
kind = "pattern"
patterns = ["LL-####"]
step = 1
+++
1. Look the order up.
2. Send the return label.
""",
    "procedures/faulty.md": '+++\ntitle = "Something is broken"\nwhen = ["broken"]\n+++\n1. Ask for a photo.\n',
    "macros/label.md": '+++\ntitle = "Return label"\n+++\n'
    "Dear {{customer}},\n\nthe label for {{order}} is {{label}}.\n\n{{sign}}\n",
}

VALID = "Hello,\n\nHow long is a gift card valid?\n\nKind regards\nMara Quill\n"
BACK = "Hi,\n\nI would like to send back the lamp that I bought.\n\nThanks\nOla Brandt\n"
LAWYER = "My lawyer will hear of this!\n\nPer Lind\n"


def a_folder(root: Path) -> Path:
    """The folder of the desk."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


class Clerk:
    """Uses the desk of one window."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.kit, self.window = hand, hand.kit, hand.window
        if hand.window.stage.here != "desk":
            hand.window.open_place("desk")
        pane = hand.window.desking.pane
        assert pane is not None
        self.pane: DeskPane = pane
        self.rest()

    def rest(self) -> None:
        """Wait until all that is shown is what there is."""
        self.hand.until(lambda: self.pane.is_at_rest and not self.window.jobs.running)
        QApplication.processEvents()
        self.hand.until(lambda: self.pane.is_at_rest and not self.window.jobs.running)

    def page(self, kind: type[Page], title: str = "") -> Page:
        """Bring a page into sight."""
        found = next(one for one in self.pane.pages if isinstance(one, kind) and title in one.title)
        self.pane.show_page(found)
        self.rest()
        return found

    @property
    def tickets(self) -> TicketsPage:
        return self.page(TicketsPage)

    @property
    def articles(self) -> ArticlesPage:
        return self.page(ArticlesPage)

    @property
    def catalogue(self) -> CataloguePage:
        return self.page(CataloguePage)

    @property
    def procedures(self) -> TextsPage:
        return self.page(TextsPage, "Procedures")

    @property
    def cases(self) -> CasesPage:
        return self.page(CasesPage)

    def paste(self, text: str) -> TicketsPage:
        """Paste a ticket, and wait for its draft."""
        page = self.tickets
        page.begin_new()
        page.new.text.insertPlainText(text)
        self.hand.press("draftPasted")
        self.rest()
        return page

    def ticket(self) -> Ticket:
        """The ticket in sight, as it is kept."""
        shown = self.tickets.ticket
        assert shown is not None
        return tickets.ticket(self.kit, shown.id)

    def press(self, name: str) -> None:
        """Press a button of the pane, and wait."""
        self.hand.press(name, self.pane)
        self.rest()

    def dialog(self, name: str) -> QDialog:
        """The dialog of this name, once it is there."""
        self.hand.until(lambda: self.window.findChild(QDialog, name))
        found = self.window.findChild(QDialog, name)
        assert found is not None
        return found

    def accept(self, dialog: QDialog, yes: str) -> None:
        """Press the button that does it, and wait until the dialog is gone."""
        name = dialog.objectName()
        button = self.hand.find(QPushButton, yes, dialog)
        assert button.isEnabled()
        button.click()
        self.hand.until(lambda: self.window.findChild(QDialog, name) is None)
        self.rest()

    def said(self) -> str:
        """What the notices say."""
        return " ".join(f"{one.what} {one.next_step}".strip() for one in self.pane.notices.notices)


Clerks = Callable[..., Clerk]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the desk."""
    return a_folder(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A home with the desk in it, to be copied: reading documents in takes a process of its own."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    kit = make_kit(home)
    kit.settings.change(welcomed=True, theme="light", model="qwen")
    for _step in filling.add(kit, folder, Cancel()):
        pass
    kit.store.close()
    return home


@pytest.fixture
def clerk(desk: Desk, furnished: Path, tmp_path: Path) -> Clerks:
    """Opens a window at the desk, whose model says these things."""

    def open_one(replies: Script = ()) -> Clerk:
        if not (tmp_path / "home").exists():
            shutil.copytree(furnished, tmp_path / "home")
        return Clerk(desk(replies))

    return open_one
