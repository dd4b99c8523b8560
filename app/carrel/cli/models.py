"""`carrel models`: the models on this computer, of other programs, and of the catalogue."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.cli import fitness
from carrel.cli.progress import ProgressLine
from carrel.engine import catalog, gate
from carrel.engine.models import Model
from carrel.engine.probe import probe
from carrel.flows.model_words import details, size_words
from carrel.flows.shelf import Card, Offer, Stray
from carrel.store.lock import Lock
from carrel.wiring import Ground, ground


def models(arguments: Namespace) -> None:
    """Do what was asked of the models."""
    here = ground(os.environ)
    try:
        _ACTIONS[arguments.action](here, arguments)
    finally:
        here.engines.close()


def _list(here: Ground, arguments: Namespace) -> None:
    for model in here.models.list():
        used = model.name == here.settings.current.model
        if arguments.json:
            _print({**_about(model), "in_use": used})
        else:
            print(f"{'*' if used else ' '} {model.name}  {_described(model)}")


def _add(here: Ground, arguments: Namespace) -> None:
    line = ProgressLine()
    with Lock.take(here.places.data):
        work = here.models.link if arguments.link else here.models.add
        for step in work(Path(arguments.file), probe, Cancel()):
            if isinstance(step, Progress):
                line.show(step)
            else:
                _done(step, _added(step), arguments)


def _added(model: Model) -> str:
    """What to say of it, with a hole for its name."""
    if model.embedding:
        return _("{name} was added. The library can be searched by meaning with it.")
    return _("{name} was added. Use it with “carrel models use {name}”.")


def _get(here: Ground, arguments: Namespace) -> None:
    shelf = here.choices.shelf
    line = ProgressLine(in_bytes=True)
    with Lock.take(here.places.data):
        print(shelf.offer(arguments.name).consent, file=sys.stderr)
        for step in shelf.get(arguments.name, Cancel()):
            if isinstance(step, Card):
                line.clear()
                got = here.models.find(step.name)
                _done(got, _added(got), arguments)
            else:
                line.show(step)


def _catalog(here: Ground, arguments: Namespace) -> None:
    for offer in here.choices.shelf.offers():
        if arguments.json:
            entry = {**asdict(offer.entry), "host": catalog.HOST, "state": offer.state, "here": offer.here}
            _print({**entry, "part_bytes": offer.part_bytes, "fits": offer.fit.fits, "because": offer.fit.because})
        else:
            print(f"{_mark(offer)} {offer.entry.name}  {' · '.join(offer.details)}")
            print(f"    {offer.entry.good_for} {offer.fit.because}")


def _found(here: Ground, arguments: Namespace) -> None:
    line = ProgressLine()
    for step in here.choices.shelf.strays(Cancel()):
        if isinstance(step, Progress):
            line.show(step)
            continue
        line.clear()
        if arguments.json:
            _print(_stray(step))
        else:
            one = step.found
            note = _("here as {name}").format(name=one.here) if one.here else one.problem
            words = [one.program, size_words(one.bytes), *step.details, note]
            print(f"{one.title}  {' · '.join(word for word in words if word)}\n    {one.path}")
    line.clear()


def _use(here: Ground, arguments: Namespace) -> None:
    model = here.models.find(arguments.name)
    with Lock.take(here.places.data):
        here.choices.use(model.name)
    _done(model, _("{name} is used from now on."), arguments)


def _remove(here: Ground, arguments: Namespace) -> None:
    model = here.models.find(arguments.name)
    with Lock.take(here.places.data):
        here.choices.remove(model.name)
    _done(model, _("{name} was removed."), arguments)


def _fit(here: Ground, arguments: Namespace) -> None:
    path = Path(arguments.file)
    named = {model.name: model.path for model in here.models.list()}
    found, context = here.choices.shelf.fit(
        path if path.exists() else named.get(arguments.file, path), arguments.context or 0
    )
    if arguments.json:
        told = {"fits": found.fits, "needs_bytes": found.needs_bytes, "free_bytes": found.free_bytes}
        _print({**told, "because": found.because, "try": found.try_, "context": context})
    else:
        print(found.because + (f"\n{found.try_}" if found.try_ else ""))


def _test(here: Ground, arguments: Namespace) -> None:
    fitness.test(here, arguments)


def _check(_here: Ground, arguments: Namespace) -> None:
    line = ProgressLine()
    hashes = {entry.sha256 for entry in catalog.load() if entry.sha256}
    for step in gate.check(Path(arguments.file), hashes, Cancel()):
        if isinstance(step, Progress):
            line.show(step)
            continue
        if arguments.json:
            _print({"ok": step.ok, "sha256": step.sha256, "known": step.known, "problems": list(step.problems)})
        elif step.ok:
            print(_("The file is sound.") if step.known else _("Nothing is wrong with the file as far as can be seen."))
            print(f"sha256 {step.sha256}")
        else:
            print("\n".join(step.problems))
            print(step.next_step)


def _about(model: Model) -> dict[str, Any]:
    adapter = model.adapter.name if model.adapter is not None else ""
    return {**vars(model), "path": str(model.path), "adapter": adapter}


def _stray(stray: Stray) -> dict[str, Any]:
    one = stray.found
    facts = one.facts
    return {
        "program": one.program,
        "title": one.title,
        "path": str(one.path),
        "bytes": one.bytes,
        "here": one.here,
        "problem": one.problem,
        "architecture": facts.architecture,
        "parameters_label": facts.parameters_label,
        "quantisation": facts.quantisation,
        "context_length": facts.context_length,
        "license": facts.license,
    }


def _described(model: Model) -> str:
    parts = [size_words(model.bytes), *details(model), model.problem]
    parts += [_("used where it is: {path}").format(path=model.path)] if model.linked else []
    return " · ".join(part for part in parts if part)


def _mark(offer: Offer) -> str:
    return {"here": "*", "partly": "…", "absent": " "}[offer.state]


def _done(model: Model, sentence: str, arguments: Namespace) -> None:
    if arguments.json:
        _print(_about(model))
    else:
        print(sentence.format(name=model.name))


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


_ACTIONS: Mapping[str, Callable[[Ground, Namespace], None]] = {
    "list": _list,
    "add": _add,
    "get": _get,
    "use": _use,
    "remove": _remove,
    "fit": _fit,
    "check": _check,
    "test": _test,
    "found": _found,
    "catalog": _catalog,
}
