"""A desk is made of its folder in one go, renewed by adding it again, and loses nothing by a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.files import resource
from carrel.base.work import Cancel, Progress
from carrel.desk.model import DeskMissing
from carrel.desk.reading.api import DeskRefused
from carrel.flows import library
from carrel.flows.desks import desks, filling, folder
from carrel.flows.desks.filling import Added
from carrel.flows.kit import Kit
from carrel.flows.read_in import Failed


def add(kit: Kit, path: Path, named: str = "") -> Added:
    """What adding the folder told at its end."""
    [added] = [one for one in filling.add(kit, path, Cancel(), named) if isinstance(one, Added)]
    return added


def found(kit: Kit, text: str) -> list[str]:
    """The titles of what the desk's documents say of this."""
    return [one.passage.title for one in desks.search(kit, desks.desk(kit).id, text, 3, Cancel()).found]


def test_the_sample_is_sound(kit: Kit) -> None:
    sample = folder.read(resource("desks/sample"))
    assert sample.faults == ()
    assert sample.settings is not None
    assert [len(one or ()) for one in (sample.procedures, sample.products)] == [8, 60]
    assert sample.articles is not None
    assert len(list(sample.articles.iterdir())) == 30
    assert sample.macros
    assert sample.cases


def test_a_folder_becomes_a_desk_whose_documents_stay_out_of_the_library(kit: Kit, shop: Path) -> None:
    added = add(kit, shop)
    assert replace(added, desk=None) == Added(
        "Larkfield", None, is_new=True, procedures=1, macros=1, products=2, cases=1, articles=1
    )
    here = desks.on_desk(kit)
    assert [(one.document.title, one.file) for one in here.articles] == [("Returns", "articles/returns.md")]
    assert (here.products, here.cases, here.desk.mine) == (2, 1, ("help@larkfield.example",))
    assert found(kit, "how many days to send goods back") == ["Returns"]
    assert library.documents(kit) == []
    assert [one.code for one in desks.products(kit, here.desk.id, "outdoor")] == ["A1"]
    assert [one.product.code for one in desks.suggest(kit, here.desk.id, "indoor under 30 €").found] == ["A2"]
    assert [one.answered for one in desks.similar_cases(kit, here.desk.id, "may I keep it longer")] == [
        "You have 30 days."
    ]


def test_adding_again_renews_what_changed_and_doubles_nothing(kit: Kit, shop: Path) -> None:
    first = add(kit, shop)
    (shop / "articles/returns.md").write_text("# Returns\n\nYou can send goods back within 45 days.\n")
    (shop / "articles/cleaning.md").write_text("# Cleaning\n\nUse a dry cloth on brass.\n")
    (shop / "catalogue.csv").write_text("Code,Name,Price\nA1,Wren lamp,59.90\n")
    (shop / "procedures/back.md").unlink()
    again = add(kit, shop)
    assert again.desk is not None
    assert first.desk is not None
    assert (again.desk.id, again.is_new, again.articles, again.left) == (first.desk.id, False, 2, 0)
    here = desks.on_desk(kit)
    assert (len(here.articles), here.products, here.cases, here.desk.procedures) == (2, 1, 1, ())
    assert [one.price for one in desks.products(kit, here.desk.id)] == ["59.90 €"]
    (shop / "articles/cleaning.md").unlink()
    assert add(kit, shop).left == 1
    assert found(kit, "dry cloth on brass") == []


def test_a_dry_run_tells_every_fault_and_keeps_nothing(kit: Kit, shop: Path) -> None:
    (shop / "procedures/back.md").write_text("no fields")
    (shop / "catalogue.csv").write_text("Code,Name\nA1,Wren\nA1,Again\n")
    (shop / "articles/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    steps = [one for one in filling.look(kit, shop, Cancel()) if not isinstance(one, Progress)]
    [failed, told] = steps
    assert isinstance(failed, Failed)
    assert isinstance(told, Added)
    assert (told.articles, told.failed, told.products, told.procedures) == (1, 1, 1, 0)
    assert [(one.file, one.line, one.row) for one in told.faults] == [
        ("procedures/back.md", 1, 0),
        ("catalogue.csv", 0, 3),
    ]
    assert desks.desks(kit) == []


def test_a_faulty_file_leaves_in_place_what_stood_there_before(kit: Kit, shop: Path) -> None:
    add(kit, shop)
    (shop / "procedures/back.md").write_text("no fields")
    (shop / "catalogue.csv").write_text("nothing,known\n1,2\n")
    added = add(kit, shop)
    assert [fault.file for fault in added.faults] == ["procedures/back.md", "catalogue.csv"]
    here = desks.on_desk(kit)
    assert [one.name for one in here.desk.procedures] == ["back"]
    assert here.products == 2


def test_a_folder_without_a_title_needs_a_desk_that_is_named(kit: Kit, shop: Path) -> None:
    (shop / "desk.toml").unlink()
    with pytest.raises(DeskRefused):
        add(kit, shop)
    with pytest.raises(DeskMissing):
        add(kit, shop, "Nowhere")
    made = desks.make(kit, "Other")
    assert add(kit, shop, "other").title == "Other"
    assert [one.code for one in desks.products(kit, made.id)] == ["A1", "A2"]
    with pytest.raises(DeskRefused):
        desks.make(kit, "OTHER")
    with pytest.raises(DeskRefused):
        add(kit, shop.parent / "nothing")


def test_a_removed_desk_comes_back_whole_and_its_documents_survive_a_start(kit: Kit, shop: Path) -> None:
    (shop / "articles/returns.md").write_text("# Returns\n\nWithin 30 days.\n")
    add(kit, shop)
    desks.remove(kit, "larkfield")
    assert desks.desks(kit) == []
    library.sweep(kit)
    desks.put_back(kit, "Larkfield")
    library.sweep(kit)
    assert found(kit, "days") == ["Returns"]
    assert desks.on_desk(kit).products == 2


def test_after_thirty_days_a_removed_desk_is_gone_with_its_documents(kit: Kit, shop: Path) -> None:
    add(kit, shop)
    desks.remove(kit, "larkfield")
    kit.stamp.pass_time(days=31)  # type: ignore[attr-defined]
    library.sweep(kit)
    with pytest.raises(DeskMissing):
        desks.put_back(kit, "Larkfield")
    library.sweep(kit)
    with kit.store.reading() as db:
        assert [db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("document", "product")] == [
            0,
            0,
        ]
