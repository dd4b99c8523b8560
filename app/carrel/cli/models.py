"""`carrel models`: the models on this computer."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import catalog, fit, gate
from carrel.engine.models import Model
from carrel.engine.probe import probe
from carrel.flows.choose_model import ModelChoices
from carrel.store.lock import Lock
from carrel.wiring import Ground, ground


def models(arguments: Namespace) -> None:
    """Do what was asked of the models."""
    here = ground(os.environ)
    try:
        {"list": _list, "add": _add, "use": _use, "remove": _remove, "fit": _fit, "check": _check}[arguments.action](
            here, arguments
        )
    finally:
        here.engines.close()


def _list(here: Ground, arguments: Namespace) -> None:
    for model in here.models.list():
        used = model.name == here.settings.current.model
        if arguments.json:
            print(json.dumps({**_about(model), "in_use": used}, ensure_ascii=False))
        else:
            print(f"{'*' if used else ' '} {model.name}  {_described(model)}")


def _add(here: Ground, arguments: Namespace) -> None:
    with Lock.take(here.places.data):
        for step in here.models.add(Path(arguments.file), probe, Cancel()):
            if isinstance(step, Progress):
                _show(step)
            else:
                _done(step, _("{name} was added. Use it with “carrel models use {name}”."), arguments)


def _use(here: Ground, arguments: Namespace) -> None:
    model = here.models.find(arguments.name)
    with Lock.take(here.places.data):
        here.settings.change(model=model.name)
    _done(model, _("{name} is used from now on."), arguments)


def _remove(here: Ground, arguments: Namespace) -> None:
    model = here.models.find(arguments.name)
    with Lock.take(here.places.data):
        ModelChoices(here.models, here.settings, probe).remove(model.name)
    _done(model, _("{name} was removed."), arguments)


def _fit(_here: Ground, arguments: Namespace) -> None:
    header = gate.inspect(Path(arguments.file)).require()
    context = arguments.context or fit.default_context(header) or fit.CONTEXTS[-1]
    found = fit.will_it_fit(header, fit.Plan(context))
    if arguments.json:
        told = {"fits": found.fits, "needs_bytes": found.needs_bytes, "free_bytes": found.free_bytes}
        print(json.dumps({**told, "because": found.because, "try": found.try_, "context": context}, ensure_ascii=False))
    else:
        print(found.because + (f"\n{found.try_}" if found.try_ else ""))


def _check(_here: Ground, arguments: Namespace) -> None:
    hashes = {entry.sha256 for entry in catalog.load() if entry.sha256}
    for step in gate.check(Path(arguments.file), hashes, Cancel()):
        if isinstance(step, Progress):
            _show(step)
            continue
        if arguments.json:
            told = {"ok": step.ok, "sha256": step.sha256, "known": step.known, "problems": list(step.problems)}
            print(json.dumps(told, ensure_ascii=False))
        elif step.ok:
            print(_("The file is sound.") if step.known else _("Nothing is wrong with the file as far as can be seen."))
            print(f"sha256 {step.sha256}")
        else:
            print("\n".join(step.problems))
            print(step.next_step)


def _about(model: Model) -> dict[str, Any]:
    return {**vars(model), "path": str(model.path)}


def _described(model: Model) -> str:
    parts = [f"{model.bytes / 1e6:,.0f} MB", model.architecture, model.parameters_label, model.license, model.problem]
    return " · ".join(part for part in parts if part)


def _done(model: Model, sentence: str, arguments: Namespace) -> None:
    print(json.dumps(_about(model), ensure_ascii=False) if arguments.json else sentence.format(name=model.name))


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        share = f" {100 * progress.done // progress.total} %" if progress.total else "…"
        print(f"\r\x1b[K{progress.label}{share}", end="", file=sys.stderr, flush=True)
        if progress.done == progress.total:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
