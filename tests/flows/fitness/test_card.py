"""The numbers of a card, the roles that come of it, and how it is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import carrel
from carrel.base.errors import CarrelError
from carrel.base.shares import wilson
from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.engine.models import STARTER, Models
from carrel.flows.fitness.cards import CardNotKept, Cards, as_object
from carrel.flows.fitness.model import ROLES, FitnessCard, Measured, Speed, Tried
from carrel.flows.fitness.roles import grant, grants, roles
from carrel.flows.fitness.words import role_title, sentence, share_words, title
from carrel.flows.probing.families import PROBES
from carrel.flows.probing.items import version
from tests.bench import make_model

Z = 1.959964


@given(tried=some.integers(1, 200), share=some.floats(0, 1))
def test_the_ends_of_an_interval_are_as_far_from_the_share_as_chance_reaches_from_there(
    tried: int, share: float
) -> None:
    passed = round(share * tried)
    for end in wilson(passed, tried):
        assert abs(passed / tried - end) == pytest.approx(Z * (end * (1 - end) / tried) ** 0.5, abs=1e-7)


def test_intervals_of_a_known_table() -> None:
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)  # Brown, Cai and DasGupta: z² / (n + z²)
    assert wilson(10, 10) == pytest.approx((1 - 0.2775, 1), abs=1e-4)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe (1998), table I
    assert wilson(0, 0) == (0, 1)


def measured(probe: str, passed: int, tried: int, of: int | None = None) -> Measured:
    """So many of so many."""
    return Measured(probe, of or tried, tuple(Tried(str(at), at < passed, f"reply {at}") for at in range(tried)))


def card_of(stamp: Stamp, *found: Measured, sha256: str = "0" * 64) -> FitnessCard:
    """A card on which everything went well, but for these."""
    others = {one.probe: one for one in found}
    whole = tuple(others.get(one.name, measured(one.name, len(one.items), len(one.items))) for one in PROBES)
    return FitnessCard(
        sha256, "model", carrel.__version__, version(), stamp.now(), whole, Speed(2048, 90.0, 9.5, 10, 5), 61
    )


def test_every_need_of_a_role_is_a_probe_and_every_role_is_there() -> None:
    known = {one.name for one in PROBES}
    assert [one.id for one in roles()] == list(ROLES)
    for role in roles():
        assert role_title(role.id)
        for need in role.needs:
            assert need.probe in known
            assert 0 < need.at_least < 1


def test_every_bound_can_be_reached_by_the_items_there_are_and_not_by_luck_alone() -> None:
    counts = {one.name: len(one.items) for one in PROBES}
    for role in roles():
        for need in role.needs:
            assert wilson(counts[need.probe], counts[need.probe])[0] > need.at_least
            assert wilson(counts[need.probe] // 4, counts[need.probe])[0] < need.at_least


@pytest.mark.parametrize(("passed", "state"), [(10, "granted"), (8, "granted"), (7, "refused"), (0, "refused")])
def test_a_role_hangs_on_the_lower_end_of_the_interval(stamp: Stamp, passed: int, state: str) -> None:
    assert grant(card_of(stamp, measured("keeping", passed, 10)), "explain").state == state


def test_a_refusal_says_what_was_missed_in_a_plain_sentence(stamp: Stamp) -> None:
    refused = grant(card_of(stamp, measured("keeping", 6, 10)), "feedback")
    assert refused.because == "It gave away 4 of 10 answers that it was told to keep, or made no sense."


def test_what_was_not_measured_is_not_held_against_a_model(stamp: Stamp) -> None:
    early = grant(card_of(stamp, measured("keeping", 2, 2, of=10)), "explain")
    assert (early.state, "“Keeps an answer to itself”" in early.because) == ("unknown", True)
    assert grant(card_of(stamp, measured("keeping", 0, 4, of=10)), "explain").state == "refused"
    assert grant(None, "items").state == "unknown"


def test_a_card_says_for_each_probe_what_came_of_it(stamp: Stamp) -> None:
    for probe in PROBES:
        assert title(probe.name)
        assert "3 of 4" in sentence(measured(probe.name, 3, 4))
    assert sentence(measured("form", 2, 3, of=8)).endswith("5 more were not measured.")
    assert sentence(Measured("form", 8)) == "Not measured: there was no time left."
    assert share_words(measured("form", 8, 10)) == "8 of 10 (49–94 %)"


def test_a_card_as_json_has_everything(stamp: Stamp) -> None:
    told = as_object(card_of(stamp))
    assert json.loads(json.dumps(told)) == told
    assert told.keys() >= {"model", "sha256", "partial", "speed", "measured", "roles"}
    assert told["measured"][0].keys() == {"probe", "of", "tried", "passed", "low", "high", "items"}
    assert {one["state"] for one in told["roles"]} == {"granted"}


@pytest.fixture
def models(tmp_path: Path) -> Models:
    """A folder with one model of chance in it, whose file was hashed."""
    folder = tmp_path / "models"
    folder.mkdir()
    make_model.write("tiny", folder / "mine.gguf")
    here = Models(folder, tmp_path / "none.gguf", ())
    *_steps, _digest = here.hashed("mine", Cancel())
    return here


def kept(models: Models, stamp: Stamp) -> Cards:
    digest = models.find("mine").sha256
    assert digest is not None
    cards = Cards(models, version())
    cards.keep(card_of(stamp, measured("points", 3, 10), sha256=digest))
    return cards


def test_a_kept_card_is_the_same_and_gives_the_same_roles(models: Models, stamp: Stamp) -> None:
    cards = kept(models, stamp)
    found = cards.card("mine")
    assert found is not None
    assert found.of("points") == measured("points", 3, 10)
    assert cards.of("mine", "suggest").state == "refused"
    assert cards.of("mine", "items").state == "granted"
    assert cards.of("nobody", "items").state == "unknown"


def test_a_file_that_changed_has_no_card(models: Models, stamp: Stamp) -> None:
    cards = kept(models, stamp)
    make_model.write("tiny", models.folder / "mine.gguf", seed=3)
    assert cards.card("mine") is None
    *_steps, digest = models.hashed("mine", Cancel())
    assert isinstance(digest, str)
    assert cards.of_file(digest) is None


def test_the_same_bytes_under_another_name_have_the_same_card(models: Models, stamp: Stamp) -> None:
    cards = kept(models, stamp)
    (models.folder / "mine.gguf").rename(models.folder / "other.gguf")
    *_steps, digest = models.hashed("other", Cancel())
    assert isinstance(digest, str)
    assert cards.of_file(digest) is not None


@pytest.mark.parametrize("field", ["program", "probes", "sha256"])
def test_a_card_of_other_items_or_another_program_is_none(models: Models, stamp: Stamp, field: str) -> None:
    cards = kept(models, stamp)
    card = cards.card("mine")
    assert card is not None
    path = models.folder / "cards" / f"{card.sha256}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: "other"}))
    assert cards.card("mine") is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"measured": [{}]}', "[" * 100_000])
def test_a_damaged_card_is_none(models: Models, stamp: Stamp, text: str) -> None:
    cards = kept(models, stamp)
    card = cards.card("mine")
    assert card is not None
    (models.folder / "cards" / f"{card.sha256}.json").write_text(text)
    assert cards.card("mine") is None


def test_a_card_that_cannot_be_kept_says_so(models: Models, stamp: Stamp) -> None:
    (models.folder / "cards").write_text("in the way")
    with pytest.raises(CardNotKept) as raised:
        Cards(models, version()).keep(card_of(stamp))
    assert isinstance(raised.value, CarrelError)
    assert "cannot be kept" in raised.value.what


def test_hashing_is_done_once(models: Models) -> None:
    assert len(list(models.hashed("mine", Cancel()))) == 1
    assert models.find("mine").sha256
    assert STARTER not in {one.name for one in models.list()}


def test_the_version_of_the_probes_does_not_hang_on_the_bounds() -> None:
    assert len(version()) == 16


def test_a_card_with_nothing_measured_is_partial_and_grants_only_talking(stamp: Stamp) -> None:
    empty = replace(card_of(stamp), measured=tuple(Measured(one.name, len(one.items)) for one in PROBES))
    assert empty.is_partial
    assert [one.role for one in grants(empty) if one.state == "granted"] == ["chat"]
