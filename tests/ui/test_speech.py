"""Reading aloud: what is said of a text, which voice says it, and that it is silent when it should be."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.ui.speech import spoken
from carrel.ui.speech.language import language_of
from carrel.ui.speech.voices import NoVoice, find_voice
from carrel.ui.speech.words import LONGEST_PIECE, pieces
from carrel.ui.widgets.parts import IconButton
from tests.ui.conftest import Desk, Hand

SLOW = 'echo "$@" >> "$VOICE_LOG"; cat >> "$VOICE_LOG"; exec sleep 60'
QUICK = 'echo "$@" >> "$VOICE_LOG"; cat >> "$VOICE_LOG"'
scripts = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a voice is a shell script")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hello **bold** `code` and [a link](https://example.org).", "Hello bold code and a link."),
        ("# Rivers\n\nThey flow", "Rivers.\nThey flow."),
        ("- one\n- two: yes\n  1. deep", "one.\ntwo: yes.\ndeep."),
        ("Look:\n\n```python\nprint(1)\n```\n\nDone!", "Look:\nCode left out.\nDone!"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a, b.\n1, 2."),
        ("It is \\(x^2\\), and\n\n$$\\frac{1}{2}$$", "It is x squared, and.\none half."),
        ("Two\nlines, *one* paragraph", "Two lines, one paragraph."),
        ("<b>not html</b>", "<b>not html</b>."),
        ("![a leaf](x.png)", "a leaf."),
        ("ما هو؟", "ما هو؟"),
        ("", ""),
    ],
)
def test_the_words_are_said_and_the_signs_are_not(written: str, said: str) -> None:
    assert spoken(written) == said


@given(text=st.text("ab .!\n-", max_size=5000))
def test_pieces_lose_no_word_and_are_never_too_long(text: str) -> None:
    made = pieces(text)
    assert "".join("".join(made).split()) == "".join(text.split())
    assert all(0 < len(piece) <= LONGEST_PIECE for piece in made)


@pytest.mark.parametrize(
    ("system", "there", "program"),
    [
        ("linux", {"spd-say", "espeak-ng"}, "spd-say"),
        ("linux", {"espeak-ng", "espeak"}, "espeak-ng"),
        ("linux", {"espeak"}, "espeak"),
        ("darwin", {"say"}, "say"),
        ("win32", {"powershell"}, "powershell"),
        ("freebsd14", {"espeak-ng"}, "espeak-ng"),
    ],
)
def test_each_system_has_its_voice(system: str, there: set[str], program: str) -> None:
    found = find_voice(system, lambda name: f"/bin/{name}" if name in there else "")
    assert found.program == f"/bin/{program}"
    assert found.at_once is (program != "spd-say")


@pytest.mark.parametrize(("system", "hint"), [("linux", "espeak-ng"), ("darwin", "Spoken Content"), ("win32", "voice")])
def test_where_there_is_no_voice_one_learns_how_to_get_one(system: str, hint: str) -> None:
    with pytest.raises(NoVoice) as told:
        find_voice(system, lambda _name: "")
    assert hint in told.value.next_step


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A river.", ""),
        ("الورقة مصنع صغير", "ar"),
        ("पत्ता", "hi"),
        ("葉は緑です", "ja"),
        ("叶子", "zh"),
        ("x = 5 للضوء", "ar"),
        ("", ""),
    ],
)
def test_letters_tell_the_language_where_they_can(text: str, code: str) -> None:
    assert language_of(text) == code


Voice = Callable[[str, str], Path]


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voice:
    """Puts a stand-in for a program that reads aloud on the path, and nothing else that could; returns its log."""

    def put(does: str, name: str) -> Path:
        name = "say" if sys.platform == "darwin" else name
        folder, log = tmp_path / "programs", tmp_path / "said.txt"
        folder.mkdir()
        monkeypatch.setenv("VOICE_LOG", str(log))
        monkeypatch.setenv("PATH", str(folder))
        if name:
            (folder / name).write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\n{does}\n")
            (folder / name).chmod(0o755)
        return log

    return put


def log_of(path: Path) -> str:
    """What the voice was told so far."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def listen(hand: Hand) -> IconButton:
    """Press the button of the first reply."""
    tools = hand.view(1).tools
    tools.wake(True)
    hand.until(lambda: tools.listen.width() > 10)
    tools.listen.click()
    return tools.listen


@scripts
def test_a_reply_is_read_aloud_and_the_button_says_stop_until_it_ends(desk: Desk, voice: Voice) -> None:
    log = voice(QUICK, "espeak-ng")
    hand = desk(['A *river* is `water`; $(rm -rf ~) "quoted".'])
    hand.say("river?")
    seen: list[str] = []
    hand.pane.acts.speech.reading.connect(seen.append)
    button = listen(hand)
    assert button.accessibleName() == "Stop reading aloud"
    hand.until(lambda: seen == [hand.messages[1].id, ""])
    assert "-v" not in log_of(log)
    assert log_of(log).endswith('A river is water; $(rm -rf ~) "quoted".')
    assert button.accessibleName() == "Read aloud"


@scripts
@pytest.mark.skipif(sys.platform == "darwin", reason="its voice takes the whole text at once")
def test_a_voice_that_takes_arguments_gets_a_piece_after_the_other_and_never_an_option(
    desk: Desk, voice: Voice
) -> None:
    log = voice('printf "%s|" "$@" >> "$VOICE_LOG"', "spd-say")
    hand = desk(["-- \\--danger. " + "More words here. " * 120])
    hand.say("river?")
    listen(hand)
    hand.until(lambda: not hand.pane.acts.speech.current)
    calls = log_of(log).split("--wait|--|")[1:]
    assert len(calls) == 2
    assert calls[0].startswith("-")
    assert "".join(calls).count("More words here.") == 120


@scripts
@pytest.mark.skipif(sys.platform == "darwin", reason="its voice is not told the language")
def test_another_script_is_read_by_its_own_voice(desk: Desk, voice: Voice) -> None:
    log = voice(QUICK, "espeak-ng")
    hand = desk(["الورقة مصنع صغير."])
    hand.say("leaf?")
    listen(hand)
    hand.until(lambda: "مصنع" in log_of(log))
    assert log_of(log).startswith("--stdin -v ar\n")


@scripts
@pytest.mark.parametrize("how", ["press", "keys", "leave", "read another", "delete"])
def test_reading_stops_when_it_is_no_longer_wanted(desk: Desk, voice: Voice, how: str) -> None:
    log = voice(SLOW, "espeak-ng")
    hand = desk(["A river.", "A lake."])
    hand.say("river?")
    hand.say("lake?")
    first = hand.messages[1].id
    hand.window.activateWindow()
    button = listen(hand)
    hand.until(lambda: "A river." in log_of(log))
    speech = hand.pane.acts.speech
    assert speech.current == first
    if how == "press":
        button.click()
    elif how == "keys":
        hand.window.actions_by_id["listen"].trigger()
    elif how == "leave":
        hand.window.begin_new()
    elif how == "delete":
        hand.pane.transcript.delete_requested.emit(first)
    else:
        hand.pane.acts.listen(hand.messages[3].id)
        assert speech.current == hand.messages[3].id
        speech.stop()
    hand.until(lambda: speech.current == "")


@scripts
def test_closing_the_window_ends_the_voice(desk: Desk, voice: Voice) -> None:
    log = voice(SLOW, "espeak-ng")
    hand = desk(["A river."])
    hand.say("river?")
    listen(hand)
    hand.until(lambda: "A river." in log_of(log))
    hand.window.close()
    assert hand.pane.acts.speech.current == ""


@scripts
@pytest.mark.skipif(sys.platform == "darwin", reason="ending its voice is enough")
def test_a_voice_that_only_asks_another_program_to_speak_is_told_to_be_silent(desk: Desk, voice: Voice) -> None:
    log = voice('echo "$@" >> "$VOICE_LOG"; test "$1" = --cancel || exec sleep 60', "spd-say")
    hand = desk(["A river."])
    hand.say("river?")
    button = listen(hand)
    hand.until(lambda: "A river." in log_of(log))
    button.click()
    hand.until(lambda: log_of(log).endswith("--cancel\n"))


@scripts
def test_without_a_voice_the_button_and_a_notice_say_so(desk: Desk, voice: Voice) -> None:
    voice("", "") if sys.platform != "darwin" else pytest.skip("it always has one")
    hand = desk(["A river."])
    hand.say("river?")
    button = listen(hand)
    assert button.accessibleName() == "Read aloud: there is no voice on this computer"
    assert hand.notice() == "There is no voice on this computer that could read aloud."


@scripts
def test_a_voice_that_fails_is_told_in_a_sentence(desk: Desk, voice: Voice) -> None:
    voice("exit 3", "espeak-ng")
    hand = desk(["A river."])
    hand.say("river?")
    listen(hand)
    hand.until(lambda: hand.notice() == "The voice of this computer could not read this.")
    assert hand.pane.acts.speech.current == ""
