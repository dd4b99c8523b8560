"""Streamed text is the same however it is cut into tokens, and costs the same however it began (P20)."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.base.work import Delta
from carrel.engine.streaming import ReplyText, StopStrings, runs_in_circles

THINKING = ("<think>", "</think>", "</think>\n\n", "<", "</", "think>")
WORDS = (*THINKING, "\n", " ", "a", "b", "END", "EN", "D", "é", "👩‍👧", "🇫🇷", "…")
STOPS = ("END", "ab", "D\n", "xENDx", "</s>", "👩", "\nQuestion:")

texts = some.lists(some.sampled_from(WORDS), max_size=14).map("".join)
replies = some.one_of(texts.map(str.encode), some.binary(max_size=24))
stop_lists = some.lists(some.sampled_from(STOPS), max_size=3)


def said(pieces: Sequence[bytes], stops: Sequence[str] = (), thinking: bool = False) -> ReplyText:
    """A reply that came in these pieces; what was streamed is checked to be what is kept."""
    reply = ReplyText(stops, thinking)
    deltas: list[Delta] = []
    for piece in pieces:
        deltas += reply.feed(piece)
        if reply.stopped:
            break
    deltas += reply.flush()
    assert "".join(delta.text for delta in deltas if not delta.reasoning) == reply.text
    assert "".join(delta.text for delta in deltas if delta.reasoning) == reply.reasoning
    assert all(delta.text for delta in deltas)
    return reply


def cut(content: bytes, places: Sequence[int]) -> list[bytes]:
    """The bytes in pieces that end at these places."""
    edges = [0, *sorted(place % (len(content) + 1) for place in places), len(content)]
    return [content[begin:end] for begin, end in itertools.pairwise(edges)]


@settings(max_examples=300)
@given(replies, stop_lists, some.booleans(), some.lists(some.integers(0, 60), max_size=20))
def test_a_reply_is_the_same_however_it_is_cut(
    content: bytes, stops: list[str], thinking: bool, places: list[int]
) -> None:
    whole = said([content], stops, thinking)
    for pieces in (cut(content, places), [bytes([byte]) for byte in content]):
        parts = said(pieces, stops, thinking)
        assert (parts.text, parts.reasoning, parts.stopped) == (whole.text, whole.reasoning, whole.stopped)


@given(some.text(max_size=30).filter(lambda text: not text.lstrip().startswith("<think>")), some.integers(1, 4))
def test_no_character_is_lost_without_stops(text: str, size: int) -> None:
    content = text.encode("utf-8", "replace")
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    assert said(pieces).text == content.decode()


@given(some.binary(max_size=40))
def test_bytes_that_are_no_text_become_what_python_makes_of_them(content: bytes) -> None:
    assert said([bytes([byte]) for byte in content]).text == content.decode("utf-8", "replace")


def test_a_split_emoji_appears_once_and_whole() -> None:
    reply = ReplyText((), thinking=False)
    emoji = "👍".encode()
    assert [reply.feed(emoji[:1]), reply.feed(emoji[1:3])] == [[], []]
    assert reply.feed(emoji[3:] + b"!") == [Delta("👍!")]


def test_an_invalid_byte_is_replaced_at_once_and_what_follows_is_not_held_back() -> None:
    reply = ReplyText((), thinking=False)
    assert reply.feed(b"\xff") == [Delta("\ufffd")]
    assert reply.feed(b"yes") == [Delta("yes")]


@pytest.mark.parametrize("begins", [b"\xff", b"\xf0\x9f", b"\xe2", b"<think", b"    ", b"\nQuestion"])
def test_two_thousand_pieces_cost_the_same_after_a_bad_beginning(begins: bytes) -> None:
    pieces = [b" word%d" % (number % 7) for number in range(2000)]

    def seconds(first: bytes) -> float:
        reply = ReplyText(("\nQuestion:", "</s>"), thinking=False)
        began = time.thread_time()
        for piece in (first, *pieces):
            reply.feed(piece)
        return time.thread_time() - began

    bad = good = float("inf")
    for _round in range(60):  # the least of many rounds: on a busy computer any single one may be slow
        bad, good = min(bad, seconds(begins)), min(good, seconds(b"good"))
        if bad <= 1.2 * good:
            return
    pytest.fail(f"{bad / good:.2f} times as much")


def test_later_pieces_cost_no_more_than_the_first_ones() -> None:
    def seconds(reply: ReplyText) -> float:
        began = time.thread_time()
        for _ in range(500):
            reply.feed(b" word")
        return time.thread_time() - began

    first = last = float("inf")
    for _round in range(30):
        reply = ReplyText(("\nQuestion:",), thinking=False)
        first = min(first, seconds(reply))
        reply.feed(b" and" * 20_000)
        last = min(last, seconds(reply))
        if last <= 3 * first:
            return
    pytest.fail(f"{last / first:.2f} times as much")


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (["Yes.\nQue", "sti", "on: and"], "Yes."),
        (["Yes.\nQue", "sti", "nk"], "Yes.\nQuestink"),
        (["Yes.\n", "\nQ", "uestion:"], "Yes.\n"),
        (["\nQuestion:"], ""),
        (["Yes.\nQuestion"], "Yes.\nQuestion"),
    ],
)
def test_a_stop_string_may_be_spread_over_three_tokens(pieces: list[str], shown: str) -> None:
    assert said([piece.encode() for piece in pieces], ("\nQuestion:",)).text == shown


def test_the_stop_string_that_is_complete_first_counts() -> None:
    for pieces in (["xENDx"], list("xENDx")):
        stops = StopStrings(("xENDx", "EN"))
        assert "".join(map(stops.feed, pieces)) + stops.flush() == "x"
        assert stops.found


def test_an_empty_stop_string_stops_nothing() -> None:
    assert said([b"a", b"b"], ("",)).text == "ab"


@pytest.mark.parametrize(
    ("content", "already_open", "thought", "answer"),
    [
        ("<think>Hm.</think>\n\nYes.", False, "Hm.", "Yes."),
        ("\n <think>\nHm.\n</think>Yes.", False, "\nHm.\n", "Yes."),
        ("Hm.</think>\n\nYes.", True, "Hm.", "Yes."),
        ("<think></think>\n\nYes.", False, "", "Yes."),
        ("<think>Hm, no end", False, "Hm, no end", ""),
        ("Hm, </thin", True, "Hm, </thin", ""),
        ("<thinking is hard", False, "", "<thinking is hard"),
        ("<thin", False, "", "<thin"),
        ("   ", False, "", "   "),
        ("Yes: <think>no</think>", False, "", "Yes: <think>no</think>"),
        ("<think>a</think>b</think>c", False, "a", "b</think>c"),
        ("<think>a<think>b</think>c", False, "a<think>b", "c"),
    ],
)
def test_thinking_is_parted_from_the_answer(content: str, already_open: bool, thought: str, answer: str) -> None:
    for pieces in ([content], list(content)):
        reply = said([piece.encode() for piece in pieces], (), already_open)
        assert (reply.reasoning, reply.text) == (thought, answer)


def tokens(text: str) -> list[int]:
    """A token for each word and each sign, as a small vocabulary would cut it."""
    return [ord(character) for character in text]


@pytest.mark.parametrize("period", [1, 2, 7, 20, 96])
def test_a_phrase_said_over_and_over_is_noticed(period: int) -> None:
    once = list(range(100, 100 + period))
    assert runs_in_circles([*range(50), *once * (64 // period + 8)])


@pytest.mark.parametrize(
    "innocent",
    [
        "| --- | --- | --- | --- |\n" * 2 + "| 1 | 2 | 3 | 4 |\n" * 3,
        "-" * 60 + "\n",
        "".join(f"- step {number}\n" for number in range(40)),
        "".join(f"    values[{number}] = {number * number}\n" for number in range(40)),
        "".join(f"{number} × 7 = {number * 7}\n" for number in range(1, 21)),
        "ha" * 20,
        "row, row, row your boat, " * 2 + "gently down the stream. " + "merrily, " * 4,
        "0." + "3" * 40,
        "        return None\n\n" * 3,
    ],
)
def test_tables_and_code_and_lists_are_not_taken_for_a_circle(innocent: str) -> None:
    stream = tokens("Here you are:\n" + innocent)
    assert not any(runs_in_circles(stream[:length]) for length in range(len(stream) + 1))


def test_a_circle_is_not_noticed_before_it_was_walked_six_times() -> None:
    once = list(range(30))
    assert not runs_in_circles(once * 5)
    assert runs_in_circles(once * 6)


def test_an_almost_perfect_circle_is_none() -> None:
    assert not runs_in_circles([*[1, 2, 3] * 30, 4, *[1, 2, 3] * 20])
