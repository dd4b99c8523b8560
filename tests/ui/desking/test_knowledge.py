"""What a desk answers from, in the window: brought in after a look, changed in place, and taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton

from carrel.desk.model import Thread
from carrel.flows.desks import desks, texts
from carrel.flows.draft.cases import case_of
from carrel.ui.dialogs.desk.incoming import IncomingDialog
from tests.ui.desking.conftest import Clerk, Clerks


def test_a_catalogue_is_looked_at_first_its_columns_are_chosen_and_it_can_be_undone(
    clerk: Clerks, tmp_path: Path
) -> None:
    one = clerk()
    page = one.catalogue
    assert page.count.text() == "3 of 3 products"
    page.wish.setText("an outdoor lamp under 50 €")
    one.press("recommend")
    first = page.found.lines.lines[0]
    assert (first.title, first.at_end) == ("Petrel wall lamp", "46 €")
    assert "Price 46" in first.below
    table = tmp_path / "new.csv"
    table.write_text("Art;What it is;Preis;Place\nA1;Owl lamp;10;indoor\n;Nameless;3;indoor\nA1;Twice;7;indoor\n")
    one.pane.drop.dropped.emit([table])
    dialog = one.dialog("incomingDialog")
    one.rest()
    name, code = one.hand.find(QComboBox, "column-name", dialog), one.hand.find(QComboBox, "column-code", dialog)
    name.setCurrentIndex(name.findData("What it is"))
    code.setCurrentIndex(code.findData("Art"))
    one.rest()
    faults = one.hand.find(QListView, "incomingFaults", dialog).model()
    assert [str(faults.index(row, 0).data()).split(":")[0] for row in range(faults.rowCount())] == [
        "new.csv, row 3, column “Art”",
        "new.csv, row 4, column “Art”",
    ]
    assert len(desks.products(one.kit, one.pane.desk)) == 3  # nothing is kept yet
    one.accept(dialog, "incomingYes")
    assert [(held.code, held.name, held.price) for held in desks.products(one.kit, one.pane.desk)] == [
        ("A1", "Owl lamp", "10 €")
    ]
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert len(desks.products(one.kit, one.pane.desk)) == 3


def test_a_procedure_says_its_faults_while_it_is_written_and_loses_nothing(clerk: Clerks, tmp_path: Path) -> None:
    one = clerk()
    page = one.procedures
    page.list.choose("send-back")
    before = page.box.toPlainText()
    assert one.hand.find(QLabel, "procedureFaults").text() == "There is nothing wrong in it."
    page.box.setPlainText(before.replace("title =", "titel ="))
    assert "line 2" in one.hand.find(QLabel, "procedureFaults").text()
    page.list.choose("faulty")  # at once, without a pause
    one.rest()
    assert [held.name for held in desks.desk(one.kit).procedures] == ["faulty"]
    page.list.choose("send-back")
    assert page.box.toPlainText().startswith("+++\ntitel")
    page.box.setPlainText(before)
    page.flush()
    one.rest()
    assert [held.name for held in desks.desk(one.kit).procedures] == ["faulty", "send-back"]
    one.press("procedureRemove")
    assert [held.name for held in desks.desk(one.kit).procedures] == ["faulty"]
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert [held.text for held in texts.texts(one.kit, one.pane.desk, "procedure") if held.name == "send-back"] == [
        before
    ]
    (tmp_path / "trace.md").write_text('+++\ntitle = "Trace"\nwhen = ["trace"]\n+++\n1. Ask.\n')
    (tmp_path / "wrong.md").write_text("No steps here.\n")
    page.take_files([tmp_path / "trace.md", tmp_path / "wrong.md"])
    dialog = one.dialog("incomingDialog")
    assert isinstance(dialog, IncomingDialog)
    one.rest()
    assert "Trace" in dialog.said.text()
    one.accept(dialog, "incomingYes")
    assert [held.name for held in desks.desk(one.kit).procedures] == ["faulty", "send-back", "trace"]


def test_articles_and_cases_come_in_and_go_again_and_each_is_undone(clerk: Clerks, tmp_path: Path) -> None:
    one = clerk()
    page = one.articles
    (tmp_path / "new.md").write_text("# Painting\n\nWe paint lamps.\n")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    one.pane.drop.dropped.emit([tmp_path / "new.md", tmp_path / "broken.pdf"])
    one.rest()
    assert "1 article was brought in." in one.said()
    assert "broken.pdf" in one.said()
    assert page.count.text() == "5 of 5"
    page.search.setText("clean")
    one.press("removeArticle")
    assert len(desks.on_desk(one.kit).articles) == 4
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert len(desks.on_desk(one.kit).articles) == 5
    (tmp_path / "cases.csv").write_text("asked,answered\nIs it warm?,It is.\nAlone,\n")
    cases = one.cases
    cases.file_given.emit(tmp_path / "cases.csv")
    dialog = one.dialog("incomingDialog")
    one.rest()
    assert "row 3" in str(one.hand.find(QListView, "incomingFaults", dialog).model().index(0, 0).data())
    one.accept(dialog, "incomingYes")
    assert desks.on_desk(one.kit).cases == 1
    one.press("removeCase")
    assert desks.on_desk(one.kit).cases == 0
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert desks.on_desk(one.kit).cases == 1


def test_a_desk_is_changed_and_removed_and_what_else_stands_in_its_file_stays(clerk: Clerks) -> None:
    one: Clerk = clerk()
    before = desks.desk(one.kit)
    one.pane.settings_requested.emit()
    dialog = one.dialog("deskDialog")
    one.hand.find(QLineEdit, "deskName", dialog).setText("Larch & Sons")
    one.hand.find(QLineEdit, "deskMine", dialog).setText("HELP@larch.example, shop@larch.example")
    one.hand.find(QComboBox, "deskBehaviour", dialog).setCurrentText("shop-desk")
    one.accept(dialog, "formYes")
    after = desks.desk(one.kit)
    told = case_of(one.kit, after, Thread("", ())).behaviour
    assert told is not None
    assert told.name == "shop-desk"
    assert (after.title, after.mine) == ("Larch & Sons", ("help@larch.example", "shop@larch.example"))
    assert (after.general, after.escalations, after.sign) == (before.general, before.escalations, before.sign)
    assert one.pane.head.title.text() == "Larch & Sons"
    one.pane.remove_requested.emit()
    one.accept(one.dialog("askDialog"), "askYes")
    assert one.hand.find(QPushButton, "emptySampleDesk").isVisible()
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert one.pane.head.title.text() == "Larch & Sons"
