"""What is said of runs, verdicts, comparisons and votes, the same in the window, in the terminal and in files."""

from __future__ import annotations

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.evaluations.model import Found, Run, Tested
from carrel.flows.evaluate.comparing import Change, Comparison, Figures, Tally
from carrel.flows.evaluate.voting import Ballot


def tested_words(one: Tested) -> str:
    """What was tested, in a line."""
    parts = [beside(one.model, 60)]
    if one.adapter:
        parts.append(_("with {adapter}").format(adapter=beside(one.adapter, 60)))
    if one.behaviour:
        name = beside(one.behaviour, 60)
        parts.append(_("{name}, version {number}").format(name=name, number=one.version) if one.version else name)
    return " · ".join(parts)


def run_words(run: Run) -> str:
    """A run by its number and what it tested."""
    return _("Run {number}: {tested}").format(number=run.number, tested=tested_words(run.tested))


def verdict_words(verdict: str) -> str:
    """What code says of a reply."""
    return {
        "right": _("as expected"),
        "partly": _("in part"),
        "wrong": _("not as expected"),
        "cant_tell": _("can't tell"),
    }[verdict]


def found_words(found: Found) -> str:
    """Whether one thing is so."""
    return {"yes": _("yes"), "no": _("no"), "cant_tell": _("can't tell")}[found]


def change_words(change: Change) -> str:
    """Whether a reply got better."""
    return {"better": _("better"), "worse": _("worse"), "same": _("same"), "cant_tell": _("can't tell")}[change]


def count_words(figures: Figures) -> str:
    """How many replies were as expected."""
    parts = [_("{right} of {asked} as expected").format(right=figures.verdicts["right"], asked=figures.asked)]
    for verdict, words in (("partly", _("{count} in part")), ("cant_tell", _("{count} code cannot tell"))):
        if figures.verdicts[verdict]:
            parts.append(words.format(count=figures.verdicts[verdict]))
    if figures.asked < figures.of:
        parts.append(counted("{count} not asked yet", "{count} not asked yet", figures.of - figures.asked))
    return ", ".join(parts)


def speed_words(figures: Figures) -> str:
    """How long replies took."""
    said = _("Half of the replies took {median} s or less, 95 % took {p95} s or less")
    words = said.format(median=_number(figures.median_s), p95=_number(figures.p95_s))
    if figures.tokens_per_s:
        words += _(", at {speed} tokens a second").format(speed=_number(figures.tokens_per_s))
    return f"{words}."


def share_words(figures: Figures) -> str:
    """The share of replies as expected, and how sure that is."""
    if not figures.told:
        return _("Code could judge none of the replies.")
    low, high = figures.interval
    said = _(
        "Of the replies that code can judge, {share} are as expected (between {low} and {high}, with 95 % confidence)."
    )
    return said.format(share=_share(figures.verdicts["right"] / figures.told), low=_share(low), high=_share(high))


def compared_words(found: Comparison) -> str:
    """What a comparison comes to, in sentences."""
    tally = found.tally
    if not found.pairs:
        return _("These two runs have no question in common.")
    words = _("{better} better, {worse} worse, {same} the same.").format(
        better=tally.wins, worse=tally.losses, same=tally.ties
    )
    parts = [words]
    if found.untold:
        told = counted("Of one question code cannot tell.", "Of {count} questions code cannot tell.", found.untold)
        parts.append(told)
    if found.apart:
        parts.append(counted("One question is not in both.", "{count} questions are not in both.", found.apart))
    parts.append(rate_words(tally))
    return " ".join(parts)


def rate_words(tally: Tally) -> str:
    """The win rate, and whether it may be chance."""
    if not tally.count:
        return _("There is nothing to count yet.")
    low, high = tally.interval
    said = _("Win rate {rate} (between {low} and {high}, with 95 % confidence).")
    words = said.format(rate=_share(tally.rate), low=_share(low), high=_share(high))
    return words if low > 0.5 or high < 0.5 else f"{words} {_('It may be chance.')}"


def voted_words(ballot: Ballot) -> str:
    """What a vote comes to, and which run was which."""
    tally = ballot.tally
    wins, losses = (counted("preferred once", "preferred {count} times", one) for one in (tally.wins, tally.losses))
    ties = counted("one pair was equal", "{count} pairs were equal", tally.ties)
    said = _("“{run}” was {wins}, the other run was {losses}; {ties}.")
    run = run_words(ballot.compared.after)
    return f"{said.format(run=run, wins=wins, losses=losses, ties=ties)} {rate_words(tally)}"


def _share(share: float) -> str:
    return f"{round(100 * share)} %"


def _number(value: float) -> str:
    return f"{value:.1f}"
