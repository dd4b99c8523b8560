"""The guide for authors of packs shows a pack that passes the check."""

from __future__ import annotations

import re

from carrel.flows.pack_marks import misjudged
from carrel.library.packs.findings import Finding
from carrel.library.packs.items import KINDS
from carrel.library.packs.reading import read_pack
from carrel.library.packs.rules import broken_rules
from tests.house.sources import ROOT

GUIDE = (ROOT / "docs" / "course-packs.md").read_text(encoding="utf-8")


def block(language: str) -> bytes:
    """The one block of this language in the guide."""
    [found] = re.findall(rf"```{language}\n(.*?)```\n", GUIDE, re.DOTALL)
    return str(found).encode()


def test_the_pack_in_the_guide_has_no_fault_but_that_it_is_short() -> None:
    files = {
        "course.toml": block("toml"),
        "topics/sums.doubling.md": block("markdown"),
        "items/sums.doubling.jsonl": block("json"),
    }
    found: list[Finding] = []
    pack = read_pack(files, found)
    found.extend(broken_rules(pack))
    found.extend(misjudged(pack, tuple(found)))
    assert [one.rule for one in found] == ["few-items"]
    assert len(pack.items) == 3


def test_the_guide_names_every_kind_of_item() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) == set(KINDS)
