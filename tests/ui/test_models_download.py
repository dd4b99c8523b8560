"""Downloads in the Models window: asked for first, shown while they go on, stopped, resumed, and told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.ui.dialogs.models import GET, HERE, ModelsDialog
from tests.engine.file_server import FileServer, stalls
from tests.ui.models_shop import KEY, NAME, Shop, server, shop

pytestmark = pytest.mark.loopback
__all__ = ["server", "shop"]


def test_nothing_is_asked_of_anybody_before_a_person_said_yes(shop: Shop) -> None:
    shop.open(GET)
    assert len(shop.keys(GET)) >= 13
    shop.press(KEY, "downloadModel")
    assert "huggingface.co" in shop.words(KEY)
    assert "Qwen3-0.6B-Q8_0.gguf" in shop.words(KEY)
    shop.press(KEY, "downloadNo")
    shop.hand.idle()
    assert shop.server.heard == []
    assert not shop.part().bytes


def test_a_download_comes_in_and_can_be_used(shop: Shop) -> None:
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "on this computer" in shop.words(KEY))
    assert shop.has(NAME)
    shop.hand.until(lambda: f"here:{NAME}" in shop.keys(HERE))
    shop.press(KEY, "useModel")
    shop.hand.until(lambda: shop.hand.kit.settings.current.model == NAME)
    shop.hand.idle()


def begun(shop: Shop) -> None:
    """A download of which a part came, and the rest hangs."""
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: (work := shop.hand.window.models.work.working) and work.done)


def test_while_one_is_under_way_it_shows_how_far_and_others_wait(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.hand.until(lambda: shop.card(KEY).face.share)
    assert "Downloading" in shop.words(KEY)
    assert shop.offers(KEY) == ["stopWork"]
    others = [press for card in shop.dialog.pages[GET].cards if card.face.key != KEY for press in card.face.presses]
    assert others
    assert not any(press.enabled for press in others)
    shop.press(KEY, "stopWork")
    shop.hand.until(lambda: "are here already" in shop.words(KEY))
    assert shop.part().bytes == 150_000
    shop.hand.idle()


@pytest.fixture
def patient(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose silence is waited for as long as in earnest."""
    slow = replace(server.host, stall_seconds=60.0)
    monkeypatch.setattr(FileServer, "host", property(lambda _self: slow))


def test_a_stopped_download_is_resumed_or_thrown_away(shop: Shop) -> None:
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "Nothing came" in shop.words(KEY))
    assert "goes on from there" in shop.words(KEY)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "on this computer" in shop.words(KEY))
    assert shop.server.starts == [0, 150_000]
    shop.hand.idle()


def test_what_came_can_be_thrown_away(shop: Shop) -> None:
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "discardPart" in shop.offers(KEY))
    shop.hand.idle()
    shop.press(KEY, "discardPart")
    shop.hand.until(lambda: "discardPart" not in shop.offers(KEY))
    assert shop.part().bytes == 0


def test_closing_the_window_lets_a_download_go_on_and_tells_when_it_is_there(shop: Shop) -> None:
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.dialog.close()
    shop.hand.until(lambda: shop.has(NAME))
    shop.hand.until(lambda: "on this computer now" in shop.hand.notice())
    shop.hand.idle()
    shop.hand.press("useNewModel", shop.hand.pane.notices)
    shop.hand.until(lambda: shop.hand.kit.settings.current.model == NAME)
    shop.hand.idle()


def test_a_download_nobody_looks_at_can_be_stopped_or_shown(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.dialog.close()
    shop.hand.until(lambda: "Downloading" in shop.hand.notice())
    shop.hand.press("showModels", shop.hand.pane.notices)
    shop.hand.until(lambda: shop.hand.window.findChild(ModelsDialog))
    shop.hand.until(lambda: shop.keys(GET))
    assert shop.offers(KEY) == ["stopWork"]
    shop.press(KEY, "stopWork")
    shop.hand.idle()


def test_quitting_stops_a_download_and_keeps_what_came(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.hand.window.close()
    assert shop.part().bytes == 150_000
    assert shop.part().note() is not None
