"""What code writes of a draft by itself: its greeting and its end, the sentences of the sources, and the hand-over."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from carrel.base.files import resource
from carrel.base.show import unmarked
from carrel.base.words import _
from carrel.desk.letters import name_of
from carrel.desk.model import Desk, Thread
from carrel.flows.draft.looking import is_of_catalogue
from carrel.flows.draft.model import Decision, Found
from carrel.library.evidence.model import Citation
from carrel.library.quoting import one_line


def framed(desk: Desk, thread: Thread, body: str) -> str:
    """A text to the customer with a greeting by name, as the thread writes it, and what the desk signs with."""
    said, name = phrases(desk.language), name_of(thread)
    greeting = said["greeting"].replace("{name}", name) if name else said["hello"]
    return "\n\n".join(filter(None, (greeting, body.strip(), desk.sign.strip())))


def answers(questions: Iterable[Found], cited: Sequence[Citation] = ()) -> tuple[str, tuple[Citation, ...]]:
    """The sentences that answer these questions, each with its number, and all citations: those before, then theirs."""
    answering = [best for one in questions for best in one.found[: one.says]]
    citations = list(cited)
    for one in answering:
        if place(one) not in map(place, citations):
            citations.append(replace(one, n=len(citations) + 1))
    number = {place(one): one.n for one in citations}
    lines: list[str] = []
    for one in dict.fromkeys(answering):
        line = f"{said(one)} [{number[place(one)]}]"
        if lines and is_of_catalogue(one.document) and lines[-1].startswith(f"{one.title}: "):
            lines[-1] += f"; {line}"
        else:
            lines.append(f"{one.title}: {line}" if is_of_catalogue(one.document) else line)
    return "\n\n".join(lines), tuple(citations)


def place(citation: Citation) -> tuple[str | None, int, int]:
    """Where a citation begins; citations with the same place are one."""
    return citation.document, citation.part, citation.first


def said(citation: Citation) -> str:
    """A cited sentence as it stands in a reply."""
    plain = one_line(unmarked(citation.quote)).removesuffix(";")
    return plain if is_of_catalogue(citation.document) or plain.endswith((".", "!", "?", "।", "。")) else f"{plain}."


def unanswered(desk: Desk, questions: Iterable[Found]) -> str:
    """A line for each question that nothing was found for."""
    open_ = phrases(desk.language)["open"]
    return "\n\n".join(open_.replace("{asked}", one.asked) for one in questions if not one.found)


def handed_over(decision: Decision) -> str:
    """What a colleague who takes the case over should know, each thing in a line."""
    lines = [decision.because]
    if decision.questions:
        lines.append(_("Asked: {what}").format(what=" ".join(one.asked for one in decision.questions)))
    if decision.procedure is not None:
        lines.append(_("Procedure: {title}").format(title=decision.procedure.title))
    lines += [f"{name}: {value}" for name, value in decision.slots.items()]
    return "\n".join(lines)


def phrases(language: str) -> Mapping[str, str]:
    """What code says to a customer in this language; in English where it does not know it."""
    told = _phrases()
    return told.get(language.split("-", maxsplit=1)[0].casefold(), told["en"])


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("desks/phrases.toml").read_text(encoding="utf-8"))
