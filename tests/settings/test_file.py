"""Settings survive, and bad ones are refused with their name."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from carrel.settings.file import SettingRefused, Settings, SettingsFile


def test_a_change_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(theme="dark", text_percent=150)
    again = SettingsFile(path).current
    assert (again.theme, again.text_percent) == ("dark", 150)


@pytest.mark.parametrize("change", [{"theme": "pink"}, {"text_percent": 5000}, {"text_percent": "big"}, {"nose": 1}])
def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path, change: dict[str, object]) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    with pytest.raises(SettingRefused) as caught:
        settings.change(**change)
    assert next(iter(change)) in caught.value.what
    assert settings.current == Settings()


def test_one_bad_value_in_the_file_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "text_percent": -1, "temperature": 1, "unknown": True}))
    current = SettingsFile(path).current
    assert (current.theme, current.text_percent, current.temperature) == ("dark", 100, 1.0)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[1, 2]", b"{", b"[" * 5000])
def test_an_unreadable_file_is_kept_under_another_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = SettingsFile(path)
    assert settings.current == Settings()
    assert settings.moved_aside is not None
    assert settings.moved_aside.read_bytes() == content


def test_listeners_hear_the_new_settings(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    heard: list[Settings] = []
    forget = settings.on_change(heard.append)
    settings.change(theme="light")
    forget()
    settings.change(theme="dark")
    assert [one.theme for one in heard] == ["light"]


def test_every_setting_has_a_label_and_its_default_is_allowed() -> None:
    assert Settings().problem() is None
    assert all(one.metadata["label"] for one in Settings.__dataclass_fields__.values())


def test_every_setting_that_is_shown_has_a_group_and_says_what_it_changes() -> None:
    shown = [one for one in fields(Settings) if one.metadata["shown"]]
    assert {one.name for one in fields(Settings)} - {one.name for one in shown} == {"embedding_model", "welcomed"}
    assert [one.name for one in shown if not one.metadata["help"].endswith(".")] == []
    groups = [one.metadata["group"] for one in shown]
    assert groups == sorted(groups, key=groups.index), "a group stands in one piece"
