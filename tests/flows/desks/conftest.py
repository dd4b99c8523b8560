"""A small desk in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.desk.model import Desk
from carrel.flows.desks import desks, filling
from carrel.flows.kit import Kit
from carrel.flows.read_in import take_text

FILES = {
    "desk.toml": (
        'title = "Larkfield"\ncurrency = "€"\nmine = ["help@larkfield.example"]\nsign = "Kind regards\\nLarkfield"\n'
    ),
    "articles/returns.md": "# Returns\n\nYou can send goods back within 30 days. The label is free within Ireland.\n",
    "procedures/back.md": (
        '+++\ntitle = "Send back"\nwhen = ["send back"]\n[[slot]]\nname = "order"\nsays = "the order number"\n'
        'ask = "Which order?"\nkind = "pattern"\npatterns = ["LK-######"]\n+++\n1. Send the label.\n'
    ),
    "macros/label.md": '+++\ntitle = "Return label"\n+++\nDear {{customer}}, the label for {{order}}.\n\n{{sign}}\n',
    "catalogue.csv": "Code,Name,Price,Place\nA1,Wren lamp,49.90,outdoor\nA2,Robin lamp,29.00,indoor\n",
    "cases.csv": "asked,answered\nHow long may I keep it?,You have 30 days.\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The folder of a desk."""
    for name, text in FILES.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shop"


@pytest.fixture
def desk(kit: Kit, shop: Path) -> Desk:
    """The small desk, filled; its article is taken from memory, for which no child has to start."""
    article = shop / "articles/returns.md"
    document = take_text(kit, article.name, article.read_text(encoding="utf-8"))
    article.unlink()
    list(filling.add(kit, shop, Cancel()))
    desks.lay_on(kit, desks.desk(kit).id, document.id)
    return desks.desk(kit)
