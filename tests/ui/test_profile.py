"""The profile in the window: fields that keep themselves, goals, facts with where they came from, and what is told."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from carrel.base.work import Cancel
from carrel.flows import glass, pack_shelf, profile, remember, tidy
from carrel.flows.holdings import foundations
from carrel.flows.told import ABOUT
from carrel.learner.model import Profile
from carrel.ui.dialogs.glass import GlassDialog
from carrel.ui.notices import NoticeBar
from carrel.ui.panes.profile import ProfilePane
from carrel.ui.panes.profile.fields import TextField
from tests.ui.conftest import Desk, Hand


def opened(hand: Hand) -> ProfilePane:
    """The profile, shown and read."""
    hand.window.actions_by_id["profile"].trigger()
    pane = hand.window.profile.pane
    assert pane is not None
    rest(hand)
    return pane


def rest(hand: Hand) -> None:
    """Wait until what is shown is what is kept."""
    pane = hand.window.profile.pane
    for _step in range(3):  # what is done tells that something changed, and that is read again
        hand.idle()
        QApplication.processEvents()
        hand.until(lambda: pane is None or pane.is_at_rest)


def write(hand: Hand, name: str, text: str) -> None:
    """Type into a line, in the place of what stands there."""
    line = hand.find(QLineEdit, name)
    line.setFocus()
    line.selectAll()
    hand.qtbot.keyClicks(line, text)


def take(hand: Hand, notices: NoticeBar, name: str) -> None:
    """Press a button of a notice."""
    hand.until(lambda: notices.findChildren(QPushButton, name))
    hand.qtbot.mouseClick(notices.findChildren(QPushButton, name)[-1], Qt.MouseButton.LeftButton)
    rest(hand)


def test_what_is_typed_is_kept_by_itself_and_told_in_the_next_prompt(desk: Desk) -> None:
    hand = desk(["Hello Ada."])
    pane = opened(hand)
    assert pane.preview.text == ""
    assert hand.find(QLabel, "toldNothing").text() == "Nothing yet. The tutor knows nothing about you."
    assert QApplication.focusWidget() is hand.find(QLineEdit, "profile_called")
    hand.qtbot.keyClicks(hand.find(QLineEdit, "profile_called"), "Ada")
    hand.until(lambda: profile.profile(hand.kit).called == "Ada")
    hand.press("profile_reading_simple")
    hand.find(QCheckBox, "profile_need_formulas").click()
    hand.until(lambda: profile.profile(hand.kit) == Profile("Ada", reading="simple", needs=("formulas",)))
    rest(hand)
    shown = pane.preview.text.split("\n")
    hand.key(Qt.Key.Key_Escape)
    assert hand.window.stage.here == ""
    hand.say("What is a river?")
    seen = glass.look(hand.kit, hand.messages[-1].id)
    assert " ".join(shown) in seen.prompt.text
    assert shown[0] == ABOUT.strip()


def test_the_sentence_of_the_field_one_is_at_stands_out(desk: Desk) -> None:
    hand = desk()
    profile.keep(hand.kit, Profile("Ada", level="grade 8"))
    opened(hand)
    hand.find(QLineEdit, "profile_level").setFocus()
    lines = hand.window.findChildren(QLabel, "toldLine")
    assert [line.text() for line in lines if line.property("marked")] == ["Their level: “grade 8”."]
    hand.find(QPushButton, "clearProfile").setFocus()
    assert not [line for line in lines if line.property("marked")]


def test_each_field_says_in_a_sentence_what_it_changes_also_to_a_screen_reader(desk: Desk) -> None:
    pane = opened(desk())
    assert set(pane.fields) == {"called", "level", "interests", "language", "reading", "length", "manner", "needs"}
    for field in pane.fields.values():
        assert field.changes.endswith(".")
        kinds = (QLineEdit, QPushButton, QCheckBox)
        stops = [one for kind in kinds for one in field.findChildren(kind)]
        assert stops
        assert all(one.accessibleName() and one.accessibleDescription() == field.changes for one in stops)


def test_a_choice_is_made_with_the_arrows_alone(desk: Desk) -> None:
    hand = desk()
    opened(hand)
    hand.find(QPushButton, "profile_length_any").setFocus()
    hand.key(Qt.Key.Key_Right)
    hand.until(lambda: profile.profile(hand.kit).length == "short")
    hand.key(Qt.Key.Key_Right)
    hand.until(lambda: profile.profile(hand.kit).length == "normal")


def test_what_was_typed_last_is_kept_when_one_leaves_at_once_or_closes_the_window(desk: Desk) -> None:
    hand = desk()
    opened(hand)
    hand.qtbot.keyClicks(hand.find(QLineEdit, "profile_called"), "Ada")
    hand.key(Qt.Key.Key_Escape)
    hand.until(lambda: profile.profile(hand.kit).called == "Ada")
    pane = opened(hand)
    write(hand, "profile_level", "grade 9")
    pane.flush()
    hand.qtbot.keyClicks(hand.find(QLineEdit, "profile_level"), " b")
    hand.window.close()
    assert profile.profile(hand.kit).level == "grade 9 b"


def test_a_change_from_elsewhere_is_shown_and_takes_nothing_from_who_is_typing(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    hand.qtbot.keyClicks(hand.find(QLineEdit, "profile_called"), "Ad")
    profile.add_goal(hand.kit, "Sing in the choir")
    hand.until(lambda: pane.goals.rows)
    hand.qtbot.keyClicks(hand.find(QLineEdit, "profile_called"), "a")
    hand.until(lambda: profile.profile(hand.kit).called == "Ada")
    rest(hand)
    assert hand.find(QLineEdit, "profile_called").text() == "Ada"
    profile.keep(hand.kit, Profile("Ada", interests="maps"))
    hand.until(lambda: hand.find(QLineEdit, "profile_interests").text() == "maps")


def test_everything_that_was_said_is_cleared_and_comes_back(desk: Desk) -> None:
    hand = desk()
    profile.keep(hand.kit, Profile("Ada", manner="steps"))
    pane = opened(hand)
    hand.press("clearProfile")
    hand.until(lambda: profile.profile(hand.kit) == Profile())
    rest(hand)
    assert pane.preview.text == ""
    take(hand, pane.notices, "undo")
    hand.until(lambda: profile.profile(hand.kit) == Profile("Ada", manner="steps"))


def test_a_goal_is_added_dated_reached_moved_removed_and_had_back(desk: Desk) -> None:
    hand = desk()
    for _step in pack_shelf.install(hand.kit, foundations(), Cancel()):
        pass
    pane = opened(hand)
    assert "No goals yet" in hand.find(QLabel, "noGoals").text()
    for words in ("Pass the test", "Read a book"):
        write(hand, "newGoal", words)
        hand.key(Qt.Key.Key_Return)
        rest(hand)
    first, second = (pane.goals.rows[goal.id] for goal in profile.goals(hand.kit))
    hand.press("goalAddDay", first)
    rest(hand)
    assert QApplication.focusWidget() is first.day
    hand.find(QDateEdit, "goalDay", first).setDate(QDate(2027, 6, 30))
    first.about.setCurrentIndex(first.about.findText("Fractions"))
    first.about.activated.emit(first.about.currentIndex())
    rest(hand)
    kept = profile.goals(hand.kit)[0]
    assert (kept.words, kept.date, kept.about) == ("Pass the test", "2027-06-30", "arithmetic.fractions")
    hand.qtbot.mouseClick(hand.find(QToolButton, "goalDown", first), Qt.MouseButton.LeftButton)
    rest(hand)
    assert [goal.words for goal in profile.goals(hand.kit)] == ["Read a book", "Pass the test"]
    assert not second.up.isEnabled()
    first.done.click()
    rest(hand)
    assert profile.goals(hand.kit)[1].done
    assert "Pass the test" not in pane.preview.text
    second.words.setFocus()
    second.words.selectAll()
    hand.qtbot.keyClicks(second.words, "Read two books")
    hand.key(Qt.Key.Key_Return)
    rest(hand)
    assert "“Read two books”" in pane.preview.text
    hand.qtbot.mouseClick(hand.find(QToolButton, "goalDrop", first), Qt.MouseButton.LeftButton)
    rest(hand)
    assert list(pane.goals.rows) == [profile.goals(hand.kit)[0].id]
    take(hand, pane.notices, "undo")
    assert [goal.words for goal in profile.goals(hand.kit)] == ["Read two books", "Pass the test"]


def test_a_message_is_remembered_in_ones_own_words_and_leads_back_to_where_it_came_from(desk: Desk) -> None:
    hand = desk(["A river is water.", "Hills are high."])
    hand.say("I live at a river. What is it?")
    chat, turn = hand.pane.chat.id, hand.messages[0].id
    hand.pane.acts.act("remember", turn)
    hand.until(lambda: hand.window.findChild(QDialog, "rememberDialog"))
    line = hand.window.findChild(QLineEdit, "rememberWords")
    assert line is not None
    assert line.text() == "I live at a river."
    line.selectAll()
    hand.qtbot.keyClicks(line, "Lives at a river")
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: remember.facts(hand.kit))
    hand.idle()
    assert hand.notice() == "Carrel remembers: “Lives at a river”"
    hand.window.begin_new()
    pane = opened(hand)
    (row,) = pane.facts.rows.values()
    assert row.words.text() == "Lives at a river"
    assert "Lives at a river" in pane.preview.text
    hand.press("factSource", row)
    hand.until(lambda: hand.pane.chat.id == chat and hand.window.stage.here == "")
    hand.until(lambda: hand.texts[:1] == ["I live at a river. What is it?"])


def test_both_turns_of_a_chat_offer_to_be_remembered(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("What is a river?")
    for index in (0, 1):
        menu = hand.view(index).open_menu()
        assert menu is not None
        assert "remember" in {action.data() for action in menu.actions()}
        menu.close()


def test_a_fact_is_changed_forgotten_had_back_and_kept_from_the_tutor(desk: Desk) -> None:
    hand = desk()
    remember.remember(hand.kit, "Plays the violin", None)
    pane = opened(hand)
    (row,) = pane.facts.rows.values()
    assert "The message it came from is gone." in row.when.text()
    row.words.setFocus()
    row.words.selectAll()
    hand.qtbot.keyClicks(row.words, "Plays the cello")
    hand.key(Qt.Key.Key_Tab)
    rest(hand)
    assert "“Plays the cello”" in pane.preview.text
    hand.find(QCheckBox, "useMemory").click()
    rest(hand)
    assert "cello" not in pane.preview.text
    assert len(pane.facts.rows) == 1
    hand.find(QCheckBox, "useMemory").click()
    rest(hand)
    hand.qtbot.mouseClick(row.forget, Qt.MouseButton.LeftButton)
    rest(hand)
    assert remember.facts(hand.kit) == []
    assert "Nothing is remembered." in hand.find(QLabel, "noFacts").text()
    take(hand, pane.notices, "undo")
    assert [one.fact.words for one in remember.facts(hand.kit)] == ["Plays the cello"]


def test_the_fact_of_a_deleted_chat_says_that_its_message_is_gone(desk: Desk) -> None:
    hand = desk(["Hello."])
    hand.say("I live at a river.")
    remember.remember(hand.kit, "Lives at a river", hand.messages[0].id)
    pane = opened(hand)
    (row,) = pane.facts.rows.values()
    assert row.source.isVisibleTo(hand.window)
    tidy.delete_many(hand.kit, [hand.pane.chat.id or ""])
    hand.until(lambda: "is gone" in row.when.text())
    assert not row.source.isVisibleTo(hand.window)


def test_what_somebody_says_of_themselves_is_offered_and_kept_only_when_they_take_it(desk: Desk) -> None:
    hand = desk(["Hello Ada.", "Water.", "Hello."])
    hand.say("My name is Ada. What is a river?")
    hand.until(lambda: "My name is Ada." in hand.notice())
    assert remember.facts(hand.kit) == []
    take(hand, hand.pane.notices, "takeProposal")
    (one,) = remember.facts(hand.kit)
    assert (one.fact.words, one.fact.by) == ("My name is Ada.", "rule")
    assert hand.notice() == "Carrel remembers: “My name is Ada.”"
    take(hand, hand.pane.notices, "undo")
    assert remember.facts(hand.kit) == []
    hand.say("What is a lake?")
    assert "Remember this" not in hand.notice()


def test_the_words_of_the_prompt_stand_beside_the_form_or_in_it_where_it_is_narrow(desk: Desk) -> None:
    hand = desk()
    profile.keep(hand.kit, Profile("Ada"))
    pane = opened(hand)
    assert not pane.page.isAncestorOf(pane.preview)
    hand.window.resize(560, 700)
    hand.until(lambda: pane.page.isAncestorOf(pane.preview))
    assert "“Ada”" in pane.preview.text
    hand.until(lambda: pane.page.box.width() <= pane.page.viewport().width())
    hand.window.resize(1200, 700)
    hand.until(lambda: not pane.page.isAncestorOf(pane.preview))


def test_the_page_ends_where_its_words_end(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    for width in (1100, 700, 460):
        hand.window.resize(width, 700)
        hand.until(lambda: pane.page.box.height() == pane.page.column.totalHeightForWidth(pane.page.box.width()))
        inner = pane.page.widget()
        assert inner is not None
        hand.until(lambda: inner.height() - pane.page.box.height() < 60)  # noqa: B023 - waited for here


def test_the_tab_key_goes_through_the_form_from_the_top_down(desk: Desk) -> None:
    hand = desk()
    profile.add_goal(hand.kit, "Pass the test")
    remember.remember(hand.kit, "Plays the violin", None)
    pane = opened(hand)
    seen: list[str] = []
    for _step in range(40):
        focus = QApplication.focusWidget()
        if focus is None or not pane.isAncestorOf(focus) or (seen and focus.objectName() == seen[0]):
            break
        seen.append(focus.objectName())
        hand.key(Qt.Key.Key_Tab)
    wanted = [
        *("profile_called", "profile_level", "profile_interests", "profile_language"),
        *("newGoal", "addGoal", "goalDone", "goalWords", "goalAddDay", "goalDrop"),
        *("profile_reading_any", "profile_length_any", "profile_manner_any", "profile_need_paragraphs"),
        *("profileSettings", "useMemory", "factWords", "forgetFact"),
    ]
    assert [name for name in seen if name in wanted] == wanted


def test_the_glass_goes_to_what_was_told_and_shows_its_ground(desk: Desk) -> None:
    hand = desk(["Hello Ada."])
    profile.keep(hand.kit, Profile("Ada"))
    remember.remember(hand.kit, "Plays the violin", None)
    hand.say("What is a river?")
    hand.window.about_replies.open_glass(hand.messages[-1].id)
    hand.until(lambda: hand.window.findChild(QDialog, "glassDialog"))
    dialog = hand.window.findChild(QDialog, "glassDialog")
    assert dialog is not None
    assert isinstance(dialog, GlassDialog)
    places = hand.find(QComboBox, "glassPlaces", dialog)
    listed = [places.itemText(index) for index in range(places.count())]
    assert listed[:3] == ["Before the turns", "What you said about yourself", "What Carrel remembers"]
    told = [one.cursor.selectedText() for one in dialog.text.extraSelections()]
    assert told[:2] == [
        "About the learner: Call them “Ada”.",
        "The learner asked you to remember: “Plays the violin”.",
    ]
    hand.gone(dialog)


def test_a_text_field_that_is_left_alone_is_not_told(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    field = pane.fields["called"]
    assert isinstance(field, TextField)
    with hand.qtbot.assertNotEmitted(pane.said, wait=400):
        field.show_value("Ada")
