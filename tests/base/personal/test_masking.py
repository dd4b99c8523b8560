"""What was masked comes back byte for byte, however a model bends it, and wherever a stream is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.base.personal import Masker, mask
from carrel.base.personal.placeholders import LOOKS_LIKE_ONE
from tests.base.personal.threads import threads

TEXT = "Hi Bo,\nmy name is Ada Quill, ada@quill.example, +44 20 7946 0857. ADA's and A.Q.\nBest\nAda\n"
PIECES = st.sampled_from(
    [
        "[", "]", "(", ")", "{", "<", ">", "_", "\\", " ", "\n", "-", "1", "2", "s", "PERSON", "person_1", "[PERSON_1]",
        "PERSON 1", "[PERSON_1_FIRST]", "TEXT_1", "{email-2}", "PHONE_1s", "IP 1", "ID_", "FIRST", "Ada", "ada",
        "Quill's", "My name is Ada Quill", "x@y.example", "é", "王伟", "４", "https://", "\u200d",
        "order number 7719-20",
    ]
)  # fmt: skip
MIXED = st.lists(PIECES, max_size=14).map("".join)


@given(st.lists(MIXED, min_size=1, max_size=3))
@settings(max_examples=150)
def test_everything_comes_back_byte_for_byte(texts: list[str]) -> None:
    masked = mask(texts)
    assert [masked.restore(text).text for text in masked.texts] == texts
    assert all(masked.restore(text).unknown == () for text in masked.texts)


@given(MIXED, st.lists(st.integers(0, 60), max_size=8))
@settings(max_examples=150)
def test_a_stream_is_restored_as_the_whole_is_wherever_it_is_cut(said: str, cuts: list[int]) -> None:
    masked = mask([TEXT])
    places = sorted({0, len(said), *(cut for cut in cuts if cut < len(said))})
    restoring = masked.restoring()
    streamed = [restoring.feed(said[one:other]) for one, other in pairwise(places)]
    whole = masked.restore(said)
    assert "".join([*streamed, restoring.flush()]) == whole.text
    assert restoring.unknown == whole.unknown


def test_threads_come_back_as_they_were_and_none_of_their_data_goes_out() -> None:
    for thread in threads("held_out"):
        masked = mask([thread.text])
        assert masked.restore(masked.texts[0]).text == thread.text
        assert masked.count > 2


@pytest.mark.parametrize(
    ("bent", "meant"),
    [
        ("Dear [PERSON_2_FIRST],", "Dear Ada,"),
        ("dear [person_2],", "dear Ada Quill,"),
        ("PERSON_2's mail", "Ada Quill's mail"),
        ("**[PERSON\\_2\\_LAST]**", "**Quill**"),
        ("{Person 2 First} and <PHONE-1>", "Ada and +44 20 7946 0857"),
        ("(EMAIL_1)", "(ada@quill.example)"),
        ("PERSON 2 wrote", "Ada Quill wrote"),
        ("[ PERSON_1 ]", "Bo"),
        ("[PERSON_2_FIRST_9]", "Ada"),
        ("person 2 of 3, [2], PERSON", "person 2 of 3, [2], PERSON"),
    ],
)
def test_a_placeholder_that_a_model_bends_is_understood(bent: str, meant: str) -> None:
    restored = mask([TEXT]).restore(bent)
    assert (restored.text, restored.unknown) == (meant, ())


def test_what_stands_for_nothing_is_left_and_named() -> None:
    restored = mask([TEXT]).restore("[PERSON_7] and [PERSON_7], EMAIL_4, [PERSON_1_LAST]")
    assert restored.text == "[PERSON_7] and [PERSON_7], EMAIL_4, [PERSON_1_LAST]"
    assert restored.unknown == ("[PERSON_7]", "EMAIL_4", "[PERSON_1_LAST]")


def test_the_same_person_has_the_same_number_in_every_turn() -> None:
    masker = Masker()
    (first,) = masker.mask(["My name is Ada. Ada!"]).texts
    later = masker.mask(["My name is Ada.", "Hi Ada Quill,\nfine, Quill.\nBest\nBo"])
    assert first == "My name is [PERSON_1_FIRST]. [PERSON_1_FIRST]!"
    assert later.texts[0] == "My name is [PERSON_1_FIRST]."
    assert later.texts[1] == "Hi [PERSON_1],\nfine, [PERSON_1_LAST].\nBest\n[PERSON_2_FIRST]"


def test_no_two_things_have_one_placeholder() -> None:
    masker = Masker(("Ada Quill",))
    for thread in threads("held_out")[:6]:
        said = masker.mask([thread.text]).said
        assert len(set(said)) == len(said)
        assert all(LOOKS_LIKE_ONE.fullmatch(name) for name in said)


def test_masked_texts_are_not_told_when_they_are_printed() -> None:
    assert "Quill" not in repr(mask([TEXT]))
