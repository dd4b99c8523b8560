"""Documents to be asked about, and a model that says what it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf, read_in
from carrel.flows.examine.quiz import Quiz, quiz_on_document
from carrel.flows.examine.source import Matter, of_document
from carrel.flows.kit import Kit
from carrel.library import tables
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in

DOCUMENTS = Path(__file__).parents[2] / "library" / "retrieval" / "documents"

LIGHTHOUSE = """# The lighthouse of Orrany

The lighthouse stands on the western cliff of Orrany and was built in 1868 from granite.
The tower is 41 metres high and carries a lamp of 900 watts.
A lamp room is the glass room at the top of a tower that holds the light.
The beam of the lamp reaches ships that are 28 kilometres away from the cliff.
On Wednesdays the schoolteacher opens the door for visitors who want to climb the steps.
"""

Keep = Callable[[str, str], str]


@pytest.fixture
def keep(kit: Kit) -> Keep:
    """Brings a text into the library, and says its id."""

    def one(name: str, text: str) -> str:
        document = read_in.take_text(kit, name, text)
        with kit.store.writing() as db:
            tables.list_openly(db, document.id)
        return document.id

    return one


@pytest.fixture
def talking(kit: Kit) -> Kit:
    """The same house with a model that is large enough to ask questions."""
    kit.settings.change(model="scripted")
    return kit


def quiz(kit: Kit, document: str, count: int = 10, *, anew: bool = False) -> Quiz:
    """The whole of it."""
    *_steps, last = quiz_on_document(kit, document, Cancel(), count, anew=anew)
    assert isinstance(last, Quiz)
    return last


@pytest.fixture(scope="module")
def matters(tmp_path_factory: pytest.TempPathFactory) -> list[Matter]:
    """The sources: 14 documents of the tests and the lessons of Foundations."""
    with kit_in(tmp_path_factory.mktemp("corpus"), CountingStamp()) as kit:
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
        list(read_in.read_in(kit, [DOCUMENTS], Cancel()))
        with kit.store.reading() as db:
            return [of_document(db, one) for one in tables.documents(db)]
