"""What the cards of the Models window say and offer, from what is known of each model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.engine.fit import Fit
from carrel.flows.fitness.roles import grants
from carrel.flows.fitness.words import roles_words
from carrel.flows.model_words import left_words, size_words
from carrel.flows.shelf import Card, Offer, Stray
from carrel.ui.widgets.model_card import Face, Press
from carrel.ui.widgets.model_work import Working

SEPARATOR = " · "


@dataclass(frozen=True)
class State:
    """How it stands with one card. working: what is under way with it. busy: something is under way with another.

    asked: a person is being asked about it. error: what went wrong last. in_course: the open chat belongs to a course.
    can_test: models can be tested here.
    """

    working: Working | None = None
    busy: bool = False
    asked: bool = False
    error: CarrelError | None = None
    in_course: bool = False
    can_test: bool = False


class Acts(Protocol):
    """What a card can ask for."""

    def ask(self, key: str) -> None: ...
    def use(self, name: str) -> None: ...
    def use_for_course(self, name: str) -> None: ...
    def remove(self, name: str) -> None: ...
    def discard(self, name: str) -> None: ...
    def get(self, name: str, title: str) -> None: ...
    def copy(self, path: Path, title: str) -> None: ...
    def link(self, path: Path, title: str) -> None: ...
    def test(self, name: str, title: str) -> None: ...
    def show_test(self, name: str) -> None: ...
    def stop(self) -> None: ...


def here_face(card: Card, state: State, acts: Acts) -> Face:
    """A model that is on this computer."""
    key = f"here:{card.name}"
    badge = _("in use") if card.in_use else _("comes with Carrel") if card.bundled else ""
    lines = [(SEPARATOR.join([size_words(card.bytes), *card.details]), "muted")]
    if card.problem:
        lines.append((card.problem, "danger"))
    lines += _fit_lines(card.fit)
    if card.linked:
        lines.append((_("Used where it is: {path}").format(path=card.path), "muted"))
    if state.working is not None:
        return _working_face(key, card.title, lines, state.working, acts)
    if card.tested is not None:
        lines.append((roles_words(grants(card.tested), is_partial=card.tested.is_partial), ""))
    elif state.can_test and card.talks and not card.problem:
        lines.append((_("Not tested here yet. A test takes about five minutes."), "muted"))
    if state.asked:
        return Face(key, card.title, badge, (*lines, (_removing(card), "strong")), None, _removal(card, acts))
    presses = []
    if card.talks and not card.problem:
        if not card.in_use:
            presses.append(_press(_("Use"), partial(acts.use, card.name), "useModel", card.title, "primary"))
        if state.in_course:
            wish = partial(acts.use_for_course, card.name)
            presses.append(_press(_("Use for this course"), wish, "useForCourse", card.title))
        presses += _testing(card, state, acts)
    if not card.bundled:
        words = _("Let go…") if card.linked else _("Remove…")
        presses.append(_press(words, partial(acts.ask, key), "removeModel", card.title))
    return Face(key, card.title, badge, (*lines, *_error_lines(state.error)), None, tuple(presses))


def _testing(card: Card, state: State, acts: Acts) -> list[Press]:
    """Testing a model, or looking at what its test showed."""
    if card.tested is not None:
        return [_press(_("Show its test"), partial(acts.show_test, card.name), "showTest", card.title)]
    if not state.can_test:
        return []
    begin = partial(acts.test, card.name, card.title)
    return [_press(_("Test this model"), begin, "testModel", card.title, enabled=not state.busy)]


def offer_face(offer: Offer, state: State, acts: Acts) -> Face:
    """A model of the catalogue."""
    entry = offer.entry
    key = f"get:{entry.name}"
    lines = [(entry.good_for, ""), (SEPARATOR.join(offer.details), "muted")]
    if offer.here:
        use = _press(_("Use"), partial(acts.use, offer.here), "useModel", entry.title)
        usable = (use,) if entry.role == "chat" else ()
        return Face(key, entry.title, _("on this computer"), tuple(lines), None, usable)
    if state.working is not None:
        return _working_face(key, entry.title, lines, state.working, acts)
    lines += _fit_lines(offer.fit, said=True)
    if offer.part_bytes and not state.asked:
        part = _("{done} of about {total} are here already.")
        part = part.format(done=size_words(offer.part_bytes), total=size_words(entry.bytes))
        lines.append((part, "strong"))
    if state.asked:
        lines.append((offer.consent, ""))
        words = _("Go on with the download") if offer.part_bytes else _("Download now")
        yes = _press(words, partial(acts.get, entry.name, entry.title), "downloadYes", entry.title, "primary")
        no = _press(_("Not now"), partial(acts.ask, ""), "downloadNo", entry.title)
        return Face(key, entry.title, "", tuple(lines), None, (yes, no))
    lines += _error_lines(state.error)
    words = _("Resume…") if offer.part_bytes else _("Download…")
    presses = [_press(words, partial(acts.ask, key), "downloadModel", entry.title, enabled=not state.busy)]
    if offer.part_bytes:
        throw = partial(acts.discard, entry.name)
        presses.append(_press(_("Delete what is here"), throw, "discardPart", entry.title, enabled=not state.busy))
    return Face(key, entry.title, "", tuple(lines), None, tuple(presses))


def stray_face(stray: Stray, state: State, acts: Acts) -> Face:
    """A model of another program."""
    found = stray.found
    key = f"found:{found.path}"
    about = SEPARATOR.join([found.program, size_words(found.bytes), *stray.details])
    lines = [(about, "muted"), (str(found.path), "muted")]
    if found.here:
        here = _("It is here already, as {name}.").format(name=found.here)
        use = _press(_("Use"), partial(acts.use, found.here), "useModel", found.title)
        usable = () if found.facts.embedding else (use,)
        return Face(key, found.title, _("on this computer"), (*lines, (here, "")), None, usable)
    if found.problem:
        return Face(key, found.title, "", (*lines, (found.problem, "danger")))
    if state.working is not None:
        return _working_face(key, found.title, lines, state.working, acts)
    link, copy = partial(acts.link, found.path, found.title), partial(acts.copy, found.path, found.title)
    presses = (
        _press(_("Use where it is"), link, "linkModel", found.title, enabled=not state.busy),
        _press(_("Copy here"), copy, "copyModel", found.title, enabled=not state.busy),
    )
    return Face(key, found.title, "", (*lines, *_error_lines(state.error)), None, presses)


def file_face(state: State, acts: Acts) -> Face | None:
    """A file that is being added by hand, or could not be; None while there is nothing to say."""
    if state.working is not None:
        return _working_face(state.working.key, state.working.title, [], state.working, acts)
    if state.error is not None:
        away = _press(_("Dismiss"), partial(acts.ask, ""), "dismissError", "")
        return Face("file", _("The file was not added"), "", tuple(_error_lines(state.error)), None, (away,))
    return None


def working_words(working: Working) -> str:
    """How far the work is: what is done, bytes, speed, time left."""
    if working.stopping:
        return _("Stopping")
    if not working.total:
        return working.label or _("Beginning")
    if working.counted:
        return _("{label}: {percent} %").format(label=working.label, percent=share_of(working))
    words = _("{label}: {done} of {total}").format(
        label=working.label, done=size_words(working.done), total=size_words(working.total)
    )
    if not working.speed:
        return words
    speed = _("{size} a second").format(size=size_words(round(working.speed)))
    return SEPARATOR.join([words, speed, left_words((working.total - working.done) / working.speed)])


def share_of(working: Working) -> int | None:
    """How far the work is, 0 to 100; None where nobody knows."""
    return 100 * working.done // working.total if working.total else None


def _working_face(key: str, title: str, lines: list[tuple[str, str]], working: Working, acts: Acts) -> Face:
    stop = _press(_("Stop"), acts.stop, "stopWork", title, enabled=not working.stopping)
    return Face(key, title, "", (*lines, (working_words(working), "")), share_of(working), (stop,))


def _fit_lines(fit: Fit | None, *, said: bool = False) -> list[tuple[str, str]]:
    """said: the sentence begins with whether it fits."""
    if fit is None:
        return []
    words = fit.because if said else _("Fits. {why}").format(why=fit.because) if fit.fits else fit.because
    return [(words, "muted")] if fit.fits else [(" ".join(filter(None, (words, fit.try_))), "danger")]


def _error_lines(error: CarrelError | None) -> list[tuple[str, str]]:
    return [] if error is None else [(error.what, "danger"), (error.next_step, "")]


def _removing(card: Card) -> str:
    if card.linked:
        return _("Let go of {title}? Its file stays where it is.").format(title=card.title)
    return _("Remove {title}? Its file is deleted, which frees {size}.").format(
        title=card.title, size=size_words(card.bytes)
    )


def _removal(card: Card, acts: Acts) -> tuple[Press, ...]:
    words = _("Let go") if card.linked else _("Remove")
    return (
        _press(words, partial(acts.remove, card.name), "removeYes", card.title, "danger"),
        _press(_("Keep"), partial(acts.ask, ""), "removeNo", card.title),
    )


def _press(
    words: str, act: Callable[[], None], name: str, title: str, kind: str = "outline", *, enabled: bool = True
) -> Press:
    return Press(words, act, name, kind, f"{words.rstrip('…')}: {title}" if title else words, enabled)
