"""`carrel tune`: makes an adapter from examples, lists and compares adapters, and switches one on or off."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carrel.base.stamp import SystemStamp
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.engine.adapters import Adapter, base_of
from carrel.engine.tuning.terms import Terms
from carrel.flows.model_words import left_words
from carrel.flows.tune import examples, notes
from carrel.flows.tune.compare import Both, compare, tuned_model
from carrel.flows.tune.examples import Example, ExamplesUnusable
from carrel.flows.tune.notes import Note
from carrel.flows.tune.run import Step, Tuned, Tuner
from carrel.flows.tune.waiting import Wish
from carrel.flows.tune.words import examples_words, figures_words
from carrel.store.lock import Lock
from carrel.wiring import Ground, ground


def tune(arguments: Namespace) -> None:
    """Do what was asked of the adapters."""
    here = ground(os.environ)
    try:
        _ACTIONS[arguments.action](here, arguments)
    finally:
        here.engines.close()


def _train(here: Ground, arguments: Namespace) -> None:
    given = _given(arguments)
    base = arguments.base or base_of(here.settings.current.model)
    wish = Wish(base, arguments.to, given, Terms(minutes=arguments.minutes), resume=arguments.resume)
    line = ProgressLine(is_long=True)
    with Lock.take(here.places.data), stoppable() as cancel:
        try:
            for step in _tuner(here).run(wish, cancel):
                if isinstance(step, Tuned):
                    line.clear()
                    _tell_tuned(step, arguments)
                elif arguments.json and isinstance(step, Step):
                    _print({"event": "step", **asdict(step)})
                else:
                    line.show(_shown(step))
        finally:
            line.clear()


def _given(arguments: Namespace) -> tuple[Example, ...]:
    """What to train on: of a file, or what is kept here; of that it is told how much there is."""
    if not arguments.examples:
        if arguments.course:
            raise ExamplesUnusable(
                _("A course says which of the kept examples are meant, and a file was given."),
                _("Leave --course out, or say --examples instead of the file."),
            )
        return examples.read(Path(arguments.file))
    from carrel.cli.house import opened  # noqa: PLC0415 - only the examples need the store
    from carrel.flows.examples.kept import place_of  # noqa: PLC0415 - as above
    from carrel.flows.tune.kept import kept  # noqa: PLC0415 - as above

    with opened() as kit, stoppable() as cancel:
        given = kept(kit, cancel, [place_of(kit, name) for name in dict.fromkeys(arguments.course)])
    learn, held_out = examples.split(given)
    if arguments.json:
        _print({"event": "examples", "learned": len(learn), "held_out": len(held_out)})
    else:
        print(examples_words(len(learn), len(held_out)), file=sys.stderr)
    return given


def _shown(step: Progress | Step) -> Progress:
    if isinstance(step, Progress):
        return step
    words = _("Training")
    if sys.stderr.isatty():
        words = _("Training, {figure} on what is held out, {left}:").format(
            figure=f"{step.best:.2f}", left=left_words(step.seconds_left)
        )
    return Progress(words, step.step, step.steps)


def _tell_tuned(tuned: Tuned, arguments: Namespace) -> None:
    if arguments.json:
        _print({"event": "done", **_about(tuned.adapter, tuned.note), "model": tuned.model})
        return
    print(_("The adapter {name} is there.").format(name=tuned.adapter.name))
    print("\n".join(figures_words(tuned.note)))
    print(
        _("Look at it with “carrel tune compare {name} --ask …”, and use it with “carrel tune on {name}”.").format(
            name=tuned.adapter.name
        )
    )


def _list(here: Ground, arguments: Namespace) -> None:
    for adapter in here.models.adapters.list():
        model, note = here.models.with_adapter(adapter), notes.read(adapter)
        name = model.name if model is not None else ""
        is_on = name == here.settings.current.model
        problem = here.models.find(name).problem if name else _("its model is not here")
        if arguments.json:
            _print({**_about(adapter, note), "model": name, "on": is_on, "problem": problem})
            continue
        print(f"{'*' if is_on else ' '} {adapter.name}  {adapter.base_name}{' · ' + problem if problem else ''}")
        if note is not None:
            print("\n".join(f"    {line}" for line in figures_words(note)))
    for name in _tuner(here).unfinished():
        if arguments.json:
            _print({"name": name, "unfinished": True})
        else:
            print(f"… {name}  " + _("stopped; go on with --resume"))


def _on(here: Ground, arguments: Namespace) -> None:
    model = tuned_model(here.models, arguments.name)
    with Lock.take(here.places.data):
        here.choices.use(model.name)
    _now(model.name, arguments)


def _off(here: Ground, arguments: Namespace) -> None:
    base = base_of(here.settings.current.model)
    with Lock.take(here.places.data):
        here.choices.use(base)
    _now(base, arguments)


def _now(model: str, arguments: Namespace) -> None:
    if arguments.json:
        _print({"model": model})
    else:
        print(_("{name} is used from now on.").format(name=model))


def _remove(here: Ground, arguments: Namespace) -> None:
    tuner = _tuner(here)
    with Lock.take(here.places.data):
        if arguments.name in tuner.unfinished():
            tuner.discard(arguments.name)
        else:
            model = here.models.with_adapter(here.models.adapters.find(arguments.name))
            if model is not None:
                here.choices.remove(model.name)
            else:
                here.models.adapters.remove(arguments.name)
    if arguments.json:
        _print({"removed": arguments.name})
    else:
        print(_("{name} was removed.").format(name=arguments.name))


def _compare(here: Ground, arguments: Namespace) -> None:
    line = ProgressLine()
    with stoppable() as cancel:
        for step in compare(here.models, here.engines, arguments.name, arguments.ask, cancel):
            if isinstance(step, Progress):
                line.show(step)
                continue
            line.clear()
            _tell_both(step, arguments)


def _tell_both(both: Both, arguments: Namespace) -> None:
    if arguments.json:
        _print({"ask": arguments.ask, **asdict(both)})
        return
    for name, reply in ((both.without, both.reply_without), (both.with_it, both.reply_with)):
        print(f"{name}:\n{reply}\n")


def _about(adapter: Adapter, note: Note | None) -> dict[str, Any]:
    told = {"name": adapter.name, "path": str(adapter.path), "sha256": adapter.sha256}
    base = {"base": {"name": adapter.base_name, "sha256": adapter.base_sha256}}
    return {**told, **base, "note": notes.as_json(note) if note is not None else None}


def _tuner(here: Ground) -> Tuner:
    return Tuner(here.models, here.engines, here.places.cache, SystemStamp())


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


_ACTIONS: Mapping[str, Callable[[Ground, Namespace], None]] = {
    "train": _train,
    "list": _list,
    "on": _on,
    "off": _off,
    "remove": _remove,
    "compare": _compare,
}
