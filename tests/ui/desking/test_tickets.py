"""Tickets in the window: they come in, are drafted, changed, taken out and solved, and nothing is sent or lost."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from carrel.desk.model import Mail, Thread
from carrel.flows.desks import desks, filling, learning, tickets
from carrel.flows.examples import kept
from carrel.ui.panes.reader.lit_body import LitBody
from carrel.ui.widgets.sources import SourceChip
from tests.ui.conftest import Desk
from tests.ui.desking.conftest import BACK, LAWYER, VALID, Clerk, Clerks

INVENTED = "A gift card is valid for 5 years from the day of purchase. We also refund 500 € at once."


def test_from_nothing_to_the_first_draft_it_takes_four_steps(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "resource", lambda name: folder if name == "desks/sample" else Path("nowhere"))
    hand = desk()
    clerk = Clerk(hand)  # 1: the place
    assert QApplication.focusWidget() is hand.find(QPushButton, "emptySampleDesk")
    hand.press("emptySampleDesk")  # 2: the sample
    clerk.rest()
    assert [len(desks.on_desk(clerk.kit).articles), len(desks.products(clerk.kit, clerk.pane.desk))] == [4, 3]
    page = clerk.tickets
    assert page.new.isVisible()
    page.new.text.insertPlainText("Hello,\n\nHow long is a gift card valid?\n\nMara Quill")  # 3: paste
    hand.press("draftPasted")  # 4: draft
    clerk.rest()
    assert hand.find(QLabel, "draftKind").text() == "Reply"
    assert "5 years" in page.sheet.draft.said


def test_a_draft_says_what_it_is_why_and_what_it_stands_on(clerk: Clerks) -> None:
    one = clerk([INVENTED, INVENTED, INVENTED])
    page = one.paste(VALID)
    assert (
        page.sheet.question.text().replace("\u2068", "").replace("\u2069", "")
        == "Asked: How long is a gift card valid?"
    )
    assert page.sheet.draft.said.startswith("Dear Mara Quill,")
    assert "500" not in page.sheet.draft.said
    assert one.hand.find(QLabel, "cutSentence").text() == "We also refund 500 € at once."
    assert one.hand.find(QLabel, "draftBy").text() == "Worded by the model scripted, on this computer."
    [chip] = page.sheet.draft.findChildren(SourceChip)
    assert (chip.citation.n, chip.citation.title) == (1, "Gift cards")
    chip.click()
    one.hand.until(lambda: one.window.reading.is_open)
    reader = one.window.reading.reader
    assert reader is not None
    one.hand.until(lambda: any("valid for 5 years" in body.toPlainText() for body in reader.findChildren(LitBody)))
    one.window.reading.close()
    page = one.paste(BACK)
    assert one.hand.find(QLabel, "draftKind").text() == "Question for the customer"
    assert "LL" in page.sheet.draft.said
    steps = [label.text() for label in page.sheet.facts.findChildren(QLabel, "ticketStep") if label.isVisible()]
    assert [step.endswith("now") for step in steps] == [True, False]
    assert any("missing" in label.text() for label in page.sheet.facts.findChildren(QLabel, "ticketSlot"))
    page = one.paste(LAWYER)
    assert one.hand.find(QLabel, "draftKind").text() == "For a colleague"
    assert one.hand.find(QLabel, "draftBecause").text() == "A lawyer is named: a person must answer."


def test_what_is_typed_is_there_again_after_another_ticket_and_another_start(clerk: Clerks) -> None:
    one = clerk()
    page = one.paste(LAWYER)
    page.sheet.draft.text.setFocus()
    one.hand.qtbot.keyClicks(page.sheet.draft.text, "Mine. ")
    first = page.ticket
    assert first is not None
    one.paste(BACK)  # at once, without a pause
    assert tickets.ticket(one.kit, first.id).draft.startswith("Mine.")
    page.list.choose(first.id)
    one.rest()
    assert page.sheet.draft.said.startswith("Mine.")
    page.sheet.draft.text.selectAll()
    one.hand.qtbot.keyClicks(page.sheet.draft.text, "Other")
    page.new.text.insertPlainText("Pasted, and not drafted yet.")
    one.window.close()
    one.hand.until(lambda: not one.window.jobs.running)
    one.kit.store.close()
    again = clerk()
    assert "Pasted, and not drafted yet." in [held.thread.asked for held in again.tickets.tickets]
    again.tickets.list.choose(first.id)
    again.rest()
    assert again.tickets.sheet.draft.said == "Other"


def test_another_tone_is_looked_at_first_and_a_changed_number_is_refused_and_a_draft_goes_out_plain(
    clerk: Clerks, tmp_path: Path
) -> None:
    one = clerk(["A gift card is valid for 5 years from the day of purchase."])
    page = one.paste(VALID)
    before = page.sheet.draft.said
    one.hand.engines.scripted.replies.append("It is valid for 9 years.")
    one.press("tone-warmer")
    assert "stays as it was" in one.said()
    assert page.sheet.draft.reworded.isHidden()
    assert page.sheet.draft.said == before
    page.sheet.draft.reworded.show_reworded("Warmer, it would read:", before, before.replace("Dear", "Hello"))
    assert page.sheet.draft.said == before
    one.press("takeReworded")
    assert page.sheet.draft.said.startswith("Hello Mara")
    page.sheet.draft.text.undo()
    assert page.sheet.draft.said == before

    # It goes out without its numbers, and what is not filled is named.
    one.press("copyDraft")
    assert QGuiApplication.clipboard().text().startswith("Dear Mara Quill,\n\nA gift card is valid for 5 years")
    assert "[1]" not in QGuiApplication.clipboard().text()
    page.save_requested.emit()
    one.dialog("saveDraftDialog").fileSelected.emit(str(tmp_path / "reply.eml"))  # type: ignore[attr-defined]
    one.dialog("saveDraftDialog").close()
    one.rest()
    mail = message_from_bytes((tmp_path / "reply.eml").read_bytes(), policy=default)
    assert (mail["X-Unsent"], mail["From"]) == ("1", "help@larch.example")
    assert "Nothing was sent." in one.said()
    page.macro_requested.emit("label")
    one.rest()
    assert "the label for {{order}} is {{label}}" in page.sheet.draft.said
    assert len(page.sheet.draft.text.extraSelections()) == 2
    assert "{{order}}, {{label}}" in one.said()


def test_a_solved_ticket_is_kept_and_what_is_new_in_it_becomes_an_article_when_a_person_says_so(clerk: Clerks) -> None:
    one = clerk()
    page = one.paste("Do you paint lamps in other colours?\n\nOla Brandt\n")
    page.sheet.draft.text.replace("Dear Ola Brandt,\n\nLamps are painted in any colour within two weeks.")
    one.press("solveTicket")
    assert one.ticket().state == "solved"
    assert [case.answered for case in one.cases._cases.values()] == [
        "Dear Ola Brandt,\n\nLamps are painted in any colour within two weeks."
    ]
    one.hand.press("showProposal", one.pane.notices)
    one.rest()
    articles = one.articles
    assert articles.proposal.text.toPlainText() == "Lamps are painted in any colour within two weeks."
    articles.proposal.title.setText("Painting lamps")
    one.press("approveProposal")
    assert "Painting lamps" in [held.document.title for held in desks.on_desk(one.kit).articles]
    another = tickets.paste(one.kit, desks.desk(one.kit), "Do you paint lamps in other colours?\n\nMara Quill")
    page = one.tickets
    page.show_ticket(another.id)
    one.rest()
    assert "painted in any colour" in page.sheet.draft.said
    assert one.articles.isVisible()
    one.hand.press("undo", one.pane.notices)
    one.rest()
    assert "painted in any colour" not in one.tickets.sheet.draft.said  # nothing was written by hand
    assert len(desks.on_desk(one.kit).articles) == 4
    assert len(learning.proposals(one.kit, one.pane.desk)) == 1


def test_what_a_person_changed_is_kept_as_an_example_and_an_unchanged_draft_teaches_nothing(clerk: Clerks) -> None:
    one = clerk([INVENTED])
    page = one.paste(VALID)
    assert page.sheet.draft.said.startswith("Dear Mara Quill,")
    one.press("solveTicket")
    assert kept.listed(one.kit) == []
    page.sheet.draft.text.replace("Dear Mara Quill,\n\nit is valid for 5 years.\n\nKind regards\nLarch Lamps")
    one.press("solveTicket")
    assert "kept as an example" in one.said()
    [held] = kept.listed(one.kit)
    said, better = held.correction.said, held.correction.better
    assert (said, better) == ("A gift card is valid for 5 years from the day of purchase.", "It is valid for 5 years.")
    one.hand.press("solvedUndo", one.pane.notices)
    one.rest()
    assert kept.listed(one.kit) == []


def test_mails_that_are_let_go_become_tickets_and_a_bad_file_is_told(clerk: Clerks, tmp_path: Path) -> None:
    one = clerk()
    (tmp_path / "good.eml").write_bytes(
        b"From: Mara Quill <mara@post.example>\nTo: help@larch.example\nSubject: Gift card\n\nHow long is it valid?\n"
    )
    (tmp_path / "bad.eml").write_bytes(b"\x00\xff\x00" * 50)
    assert one.articles.isVisible()  # another page is in sight
    one.pane.drop.dropped.emit([tmp_path / "good.eml", tmp_path / "bad.eml"])
    one.rest()
    assert one.pane.page is one.tickets
    assert one.tickets.sheet.title.text().strip("\u2068\u2069") == "Gift card"
    assert "1 ticket came in." in one.said()
    assert "bad.eml" in one.said()


def test_a_thread_of_three_hundred_mails_shows_its_newest_and_brings_the_others_back(clerk: Clerks) -> None:
    one = clerk()
    ticket = tickets.paste(one.kit, desks.desk(one.kit), VALID)
    mails = tuple(Mail("Mara", "m@post.example", "", "Re", f"Mail {n}\n> before", n % 2 == 1) for n in range(300))
    tickets.restore(one.kit, type(ticket)(**{**vars(ticket), "thread": Thread("Long", mails)}))
    page = one.tickets
    assert [sheet.text.text for sheet in page.sheet.mails.sheets] == ["Mail 298", "Mail 299"]
    assert page.sheet.mails.earlier.text() == "Show earlier messages (298)"
    page.sheet.mails.earlier.click()
    assert len(page.sheet.mails.sheets) == 12
    assert page.sheet.mails.sheets[0].text.text == "Mail 288"


def test_tickets_are_searched_and_filtered_and_one_that_was_removed_comes_back(clerk: Clerks) -> None:
    one = clerk()
    for text in (VALID, BACK, LAWYER):
        tickets.paste(one.kit, desks.desk(one.kit), text)
    page = one.tickets
    one.rest()
    assert page.bar.count.text().startswith("3 tickets")
    page.bar.search.setText("gift")
    assert len(page.list.lines.lines) == 1
    page.bar.search.clear()
    page.set_state("asked")
    one.rest()
    assert one.ticket().state == "asked"
    state = one.hand.find(QComboBox, "ticketState")
    state.setCurrentIndex(state.findData("asked"))
    assert len(page.list.lines.lines) == 1
    state.setCurrentIndex(0)
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    one.hand.key(Qt.Key.Key_Delete)
    one.rest()
    assert page.bar.count.text().startswith("2 tickets")
    one.hand.press("ticketUndo", one.pane.notices)
    one.rest()
    assert page.bar.count.text().startswith("3 tickets")
    silent = [part.objectName() for part in one.pane.findChildren(QPushButton) if not part.accessibleName()]
    assert silent == []
