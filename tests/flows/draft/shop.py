"""The sample desk in a store, and its tickets with what a good draft for each is."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.desk.model import Desk, Mail, Thread
from carrel.desk.reading.post import files
from carrel.flows import read_in
from carrel.flows.desks import desks, filling
from carrel.flows.desks.tickets import us_of
from carrel.flows.desks.work import text_of_html
from carrel.flows.draft.cases import case_of
from carrel.flows.draft.deciding import decide
from carrel.flows.draft.model import Case, Decision, Draft
from carrel.flows.kit import Kit

SAMPLE = Path(str(resource("desks/sample")))


@dataclass(frozen=True)
class Shop:
    """A desk, the kit it is kept in, and the titles of its documents by their files."""

    kit: Kit
    desk: Desk
    articles: dict[str, str]

    @cached_property
    def _whole(self) -> Case:
        return case_of(self.kit, self.desk, Thread("", ()))

    def case(self, thread: Thread) -> Case:
        """What there is to make a draft from."""
        return replace(self._whole, thread=thread)

    def decide(self, thread: Thread) -> Decision:
        """What a draft is to be."""
        return decide(self.kit, self.case(thread), Cancel())


@dataclass(frozen=True)
class Ticket:
    """A ticket of a folder, and what is expected of its draft (expected.toml)."""

    name: str
    thread: Thread
    expected: dict[str, Any]


def open_shop(kit: Kit, folder: Path) -> Shop:
    """The sample desk; its articles are read here, and not in a child as they usually are."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("articles", "tickets"))
    list(filling.add(kit, folder, Cancel()))
    desk = desks.desk(kit)
    articles = {}
    for file in sorted((SAMPLE / "articles").glob("*.md")):
        document = read_in.take_text(kit, file.name, file.read_text(encoding="utf-8"))
        desks.lay_on(kit, desk.id, document.id, file.name)
        articles[file.name] = document.id
    return Shop(kit, desk, articles)


def tickets(desk: Desk, folder: Path) -> Iterator[Ticket]:
    """The tickets of a folder, each with what is expected."""
    for expected in tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["ticket"]:
        post = files.read(expected["file"], (folder / expected["file"]).read_bytes(), us_of(desk), text_of_html)
        subject = expected.get("subject")
        thread = next(one for one in post.threads if subject is None or one.subject == subject)
        yield Ticket(f"{expected['file']} {subject or ''}".strip(), thread, expected)


def thread(*texts: str, sender: str = "Ada Bramble", subject: str = "") -> Thread:
    """Messages to and fro; what begins with "US: " is the desk's."""
    mails = (Mail(sender, "", "", subject, text.removeprefix("US: "), text.startswith("US: ")) for text in texts)
    return Thread(subject, tuple(mails))


def faults(ticket: Ticket, made: Draft, shop: Shop) -> list[str]:
    """What of a draft is not as it is expected."""
    wanted, decision = ticket.expected, made.decision
    if made.kind != wanted["kind"]:
        return [f"it is {made.kind}, not {wanted['kind']}"]
    if made.kind == "escalate":
        is_told = wanted["because_about"].casefold() in decision.because.casefold()
        return [] if is_told else [f"the reason is {decision.because}"]
    if made.kind == "question":
        assert decision.slot is not None
        told = (decision.procedure.name if decision.procedure else "general", decision.slot.name)
        return [] if told == (wanted["procedure"], wanted["slot"]) else [f"it asks for {told}"]
    files_ = {document: file for file, document in shop.articles.items()}
    cited = {files_.get(one.document or "", "catalogue.csv") for one in made.citations}
    found = [f"{one!r} is missing" for one in wanted["must"] if one not in made.text]
    found += [f"{one!r} is there" for one in wanted["must_not"] if one in made.text]
    return found if cited & set(wanted["sources"]) else [*found, f"it cites {cited}"]
