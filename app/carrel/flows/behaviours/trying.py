"""A behaviour is tried: its tests are asked of a model and judged by code, or one question with and without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import Stopped
from carrel.base.expecting import Failing, judge
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.behaviours.model import Behaviour, Trial
from carrel.conversations.model import Message
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Urgency
from carrel.flows import prompts
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from carrel.flows.teach import accepted

Side = Literal["with", "without"]

_GREEDY = Sampling(temperature=0, seed=0)
"""Without chance, so that what changes a reply is the behaviour."""


@dataclass(frozen=True)
class Tried:
    """What a model said to a test of a behaviour, and what of it is not as it was expected; nothing where all is."""

    trial: Trial
    reply: str
    failings: tuple[Failing, ...]

    @property
    def passed(self) -> bool:
        """Whether the reply is as it was expected."""
        return not self.failings


@dataclass(frozen=True)
class Piece:
    """A piece of the reply on one of the two sides."""

    side: Side
    text: str


@dataclass(frozen=True)
class Reply:
    """The whole reply on one of the two sides. dropped: what of its prompt did not fit, in words."""

    side: Side
    text: str
    dropped: tuple[str, ...] = ()


def run(kit: Kit, behaviour: Behaviour, cancel: Cancel, model: str | None = None) -> Iterator[Progress | Tried]:
    """Ask each test of a model (None for the usual one), in a chat of its own that is not kept, and judge the reply.

    Yields a Progress before each and a Tried after it; raises Stopped, and what an engine raises.
    """
    chosen = model or kit.settings.current.model
    engine = kit.engines.engine(chosen)
    yield from engine.load(cancel)
    binding = Binding(chosen, behaviour=behaviour)
    for done, trial in enumerate(behaviour.trials):
        yield Progress(_("Asking “{title}”").format(title=beside(trial.title, 80)), done, len(behaviour.trials))
        request, _dropped = _request(kit, engine, binding, trial.asked, cancel)
        answer = next(event for event in engine.chat(request, cancel) if isinstance(event, Answer))
        if answer.finish == "stopped":
            raise Stopped
        yield Tried(trial, answer.text, judge(trial.expected, answer.text))


def side_by_side(
    kit: Kit, behaviour: Behaviour, text: str, cancel: Cancel, model: str | None = None
) -> Iterator[Progress | Piece | Reply]:
    """Ask one thing without the behaviour and with it; nothing of it is kept.

    Yields the pieces of each reply while it is made, then the whole of it. Raises NothingSaid, TextTooLong, Stopped,
    and what an engine raises.
    """
    text = accepted(text)
    chosen = model or kit.settings.current.model
    engine = kit.engines.engine(chosen)
    yield from engine.load(cancel)
    sides: Sequence[tuple[Side, Behaviour | None]] = (("without", None), ("with", behaviour))
    for side, followed in sides:
        request, dropped = _request(kit, engine, Binding(chosen, behaviour=followed), text, cancel)
        for event in engine.chat(request, cancel):
            if isinstance(event, Progress):
                yield event
            elif isinstance(event, Answer):
                if event.finish == "stopped":
                    raise Stopped
                yield Reply(side, event.text, dropped)
            elif not event.reasoning:
                yield Piece(side, event.text)


def _request(
    kit: Kit, engine: Engine, binding: Binding, text: str, cancel: Cancel
) -> tuple[ChatRequest, tuple[str, ...]]:
    """What is asked for a first turn, and what did not fit; as in a chat, without what is told of the learner."""
    turn = Message("turn", "", None, "user", text, kit.stamp.now())
    most, context = kit.settings.current.answer_tokens, engine.info(cancel).context
    prompt = prompts.for_reply(engine, prompts.Material((turn,), binding), context, most)
    request = ChatRequest(prompt.turns, max_tokens=most, sampling=_GREEDY, urgency=Urgency.ANSWER)
    return request, prompt.dropped
