"""Markers come from the template alone, and what two token lists share is found by their bytes (P22, S2)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.engine.template import Piece
from carrel.engine.tokens import Alignment, Tokenizer

CONTROL, USER_DEFINED, LSTRIP, RSTRIP = 1 << 3, 1 << 4, 1 << 6, 1 << 7

MARKED = {
    1: ("<s>", CONTROL),
    2: ("<|user|>", CONTROL),
    3: ("<|end|>", CONTROL | RSTRIP),
    4: ("<mask>", CONTROL | LSTRIP),
    5: ("<think>", USER_DEFINED),
    6: ("<table>", USER_DEFINED),
    7: ("<|user", CONTROL),
    8: ("  ", USER_DEFINED),
    9: ("k><x", USER_DEFINED),
}
WORDS = {
    20: b"a",
    21: b"b",
    22: b"ab",
    23: b"aba",
    24: "é".encode()[:1],
    25: "é".encode()[1:],
    26: "é".encode(),
    27: b" ",
}


class FakeVocabulary:
    """A token for each character, but for user-defined tokens, which llama.cpp finds in plain text too."""

    bos = 1

    def __init__(self, begins_with_bos: bool = False) -> None:
        self.begins_with_bos = begins_with_bos
        self.asked: list[str] = []

    def tokenize(self, text: str) -> list[int]:
        self.asked.append(text)
        found, at = [], 0
        defined = {written: token for token, (written, kind) in MARKED.items() if kind & USER_DEFINED}
        while at < len(text):
            written = next((one for one in sorted(defined, key=len, reverse=True) if text.startswith(one, at)), "")
            found.append(defined[written] if written else 1000 + ord(text[at]))
            at += len(written) or 1
        return found

    def piece(self, token: int) -> bytes:
        if token in MARKED and MARKED[token][1] & CONTROL:
            return b""
        return WORDS.get(token) or (MARKED[token][0] if token in MARKED else chr(token - 1000)).encode()

    def marked(self) -> list[tuple[int, str, int]]:
        return [(token, text, kind) for token, (text, kind) in MARKED.items()]


def own(text: str) -> Piece:
    """A piece of the template."""
    return Piece(text, own=True)


def said(text: str) -> Piece:
    """A piece of somebody's words."""
    return Piece(text, own=False)


def plain(text: str) -> list[int]:
    """The tokens of plain text."""
    return [1000 + ord(character) for character in text]


def tokens(*pieces: Piece, template: str = "<s><|user|><|end|><think>k><x", begins_with_bos: bool = False) -> list[int]:
    """The tokens of these pieces."""
    return Tokenizer(FakeVocabulary(begins_with_bos), template).tokens(pieces)


def test_markers_of_the_template_become_their_tokens() -> None:
    assert tokens(own("<|user|>x"), said("hi"), own("<|end|>")) == [2, *plain("xhi"), 3]


@pytest.mark.parametrize("token", [1, 2, 3, 4, 5, 7, 9])
def test_a_marker_somebody_writes_stays_text(token: int) -> None:
    text = MARKED[token][0]
    assert tokens(said(text)) == plain(text)
    assert tokens(own("<|user|>"), said(f"a{text * 2}b"), own("<|end|>")) == [2, *plain(f"a{text * 2}b"), 3]


@given(some.lists(some.sampled_from([*(text for text, _ in MARKED.values()), "<", "|", ">", "think>", "k", "x"])))
def test_no_words_make_a_marker_of_the_template(words: list[str]) -> None:
    made = tokens(own("<|user|>"), said("".join(words)), own("<|end|>"), said("".join(words)), own("<think>"))
    assert [token for token in made if token in (1, 2, 3, 4, 5, 7, 9)] == [2, 3, 5]


def test_markers_that_overlap_are_all_taken_apart() -> None:
    assert tokens(said("<think><x>")) == plain("<think><x>")


def test_a_user_defined_token_that_no_template_uses_is_left_to_the_vocabulary() -> None:
    assert tokens(said("<table>")) == [6]


def test_words_and_template_cannot_make_a_marker_together() -> None:
    assert tokens(said("<|us"), own("er|>")) == plain("<|user|>")
    assert tokens(said("<|user"), own("<|end|>"), said("|>")) == [*plain("<|user"), 3, *plain("|>")]


def test_the_longest_marker_counts() -> None:
    assert tokens(own("<|user|><|user")) == [2, 7]


def test_white_space_before_and_after_a_marker_goes_where_the_vocabulary_says_so() -> None:
    assert tokens(own("<|end|>\n\nx<mask> y")) == [3, *plain("x"), 4, *plain(" y")]
    assert tokens(own("x \n<mask>")) == [*plain("x"), 4]
    assert tokens(own("<|user|>\nx")) == [2, *plain("\nx")]


@pytest.mark.parametrize("text", ["<s><|user|>", "<|user|>"])
def test_the_beginning_is_marked_once(text: str) -> None:
    assert tokens(own(text), begins_with_bos=True) == [1, 2]


def test_a_beginning_later_in_the_template_is_kept() -> None:
    assert tokens(own("<s><|user|><s>"), begins_with_bos=True) == [1, 2, 1]


def test_no_beginning_is_put_where_the_vocabulary_has_none() -> None:
    assert tokens(own("<|user|>")) == [2]
    assert tokens() == []


def test_long_text_is_tokenised_in_parts_and_can_be_stopped_between_them() -> None:
    class Enough(Exception):
        pass

    asked: list[None] = []

    def check() -> None:
        asked.append(None)
        if len(asked) == 3:
            raise Enough

    with pytest.raises(Enough):
        Tokenizer(FakeVocabulary(), "").tokens([said("word " * 20_000)], check)


@given(some.text(alphabet="ab ", max_size=40_000 // 10).map(lambda text: text * 12))
def test_nothing_is_lost_between_the_parts(text: str) -> None:
    vocabulary = FakeVocabulary()
    Tokenizer(vocabulary, "").tokens([said(text)])
    assert "".join(vocabulary.asked) == text


token_lists = some.lists(some.sampled_from([*WORDS, 1, 2]), max_size=14)
align = Alignment(FakeVocabulary())


def unit(token: int) -> bytes:
    """The bytes of a token, or for a control token a name that no text holds."""
    return FakeVocabulary().piece(token) or b"\xff%d\xff" % token


def edges(made: Sequence[int]) -> list[bytes]:
    """The bytes of every beginning of the list."""
    return [b"".join(map(unit, made[:count])) for count in range(len(made) + 1)]


@given(token_lists, token_lists, token_lists)
def test_shared_is_the_longest_beginning_that_both_have(first: list[int], one: list[int], other: list[int]) -> None:
    held, wanted = first + one, first + other
    i, j = align.shared(held, wanted)
    left, right = edges(held), edges(wanted)
    assert left[i] == right[j]
    assert len(left[i]) == max(len(text) for text in set(left) & set(right))


@given(token_lists)
def test_the_same_text_cut_otherwise_is_shared_to_its_end(made: list[int]) -> None:
    cut = {22: [20, 21], 23: [22, 20], 26: [24, 25]}
    other = [part for token in made for part in cut.get(token, [token])]
    assert align.shared(made, other) == (len(made), len(other))
    assert align.shared(other, made) == (len(other), len(made))


def test_a_control_token_is_not_the_text_that_is_written_like_it() -> None:
    assert align.shared([2], plain("<|user|>")) == (0, 0)
    assert align.shared([20, 2, 21], [20, 3, 21]) == (1, 1)


@given(token_lists, token_lists)
def test_digests_are_equal_where_shared_says_the_beginnings_are(held: list[int], wanted: list[int]) -> None:
    i, j = align.shared(held, wanted)
    ours, theirs = align.digests(held), align.digests(wanted)
    common = ours.keys() & theirs.keys()
    assert max((ours[digest] for digest in common), default=0) == i
    assert max((theirs[digest] for digest in common), default=0) == j


@given(token_lists)
def test_digests_for_chosen_lengths_are_those_of_all(made: list[int]) -> None:
    every = align.digests(made)
    lengths = {align.byte_length(made[:count]) for count in (1, 3, len(made))}
    chosen = align.digests(made, lengths)
    assert chosen == {key: count for key, count in every.items() if align.byte_length(made[:count]) in lengths}


def test_long_lists_are_compared_in_one_go() -> None:
    """A count of looks, not of seconds: twice the tokens, twice the looks."""

    class Counting(FakeVocabulary):
        looks = 0

        def piece(self, token: int) -> bytes:
            self.looks += 1
            return super().piece(token)

    looks = []
    for length in (2000, 4000):
        vocabulary = Counting()
        Alignment(vocabulary).shared([22] * length, [20, 21] * length)
        looks.append(vocabulary.looks)
    assert looks[1] <= 2.1 * looks[0]
