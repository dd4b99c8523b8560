"""Streams a long reply into a store and prints each piece as it is shown; made to be killed: HOME."""

from __future__ import annotations

import sys
from pathlib import Path

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel, Delta
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import teach
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from tests.flows.conftest import OneEngine


def main(home: Path) -> None:
    """Say one thing, and be answered for ten seconds."""
    places = Places.find({"CARREL_HOME": str(home)}).make()
    stamp = SystemStamp()
    engine = ScriptedEngine([" ".join(f"w{number}" for number in range(1000))], pause=0.01)
    with Store.open(places.data / "carrel.db", stamp) as store:
        kit = Kit(places, stamp, store, SettingsFile(places.settings / "settings.json"), OneEngine(engine))
        for step in teach.say(kit, None, "Count to a thousand.", Cancel()):
            if isinstance(step, Delta):
                print(step.text, end="", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
