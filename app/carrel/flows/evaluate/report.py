"""A run, or two beside each other, as a report: a page to print, or tables for a spreadsheet."""

from __future__ import annotations

from carrel.base.show import beside
from carrel.base.words import _
from carrel.evaluations.model import Judged
from carrel.flows.classes.seeing.report import Report, Section
from carrel.flows.evaluate import words
from carrel.flows.evaluate.comparing import Comparison, Figures
from carrel.flows.evaluate.runs import Seen
from carrel.flows.evaluate.voting import Ballot
from carrel.flows.figures.table import Table


def figures_table(*columns: tuple[str, Figures]) -> Table:
    """The figures of one or more runs beside each other. columns: the name of a run, and its figures."""
    rows: list[tuple[str, list[str]]] = [(_("Asked"), [f"{one.asked} / {one.of}" for _name, one in columns])]
    for verdict in ("right", "partly", "wrong", "cant_tell"):
        rows.append((words.verdict_words(verdict), [str(one.verdicts[verdict]) for _name, one in columns]))
    rows += [
        (_("Seconds, median"), [f"{one.median_s:.1f}" for _name, one in columns]),
        (_("Seconds, 95 % of them"), [f"{one.p95_s:.1f}" for _name, one in columns]),
        (_("Tokens a second"), [f"{one.tokens_per_s:.1f}" for _name, one in columns]),
    ]
    return Table(("", *(name for name, _one in columns)), tuple((name, *cells) for name, cells in rows))


def replies_table(seen: Seen) -> Table:
    """The replies of a run, a line each."""
    rows = tuple(
        (one.question.id, words.verdict_words(one.judged.verdict), why(one.judged), one.text, f"{one.seconds:.1f}")
        for one in seen.replies
    )
    return Table((_("Question"), _("Verdict"), _("Why"), _("Reply"), _("Seconds")), rows)


def pairs_table(found: Comparison) -> Table:
    """The replies of both runs, a line for each question."""
    headers = (_("Question"), _("Change"), _("Before"), _("After"), _("Reply before"), _("Reply after"))
    rows = tuple(
        (
            one.name,
            words.change_words(one.change),
            words.verdict_words(one.before.judged.verdict),
            words.verdict_words(one.after.judged.verdict),
            one.before.text,
            one.after.text,
        )
        for one in found.pairs
    )
    return Table(headers, rows)


def vote_table(ballot: Ballot) -> Table:
    """What a vote comes to, a line each."""
    tally, found = ballot.tally, ballot.compared
    rows = (
        (words.run_words(found.before), str(tally.losses)),
        (words.run_words(found.after), str(tally.wins)),
        (_("Equal"), str(tally.ties)),
        (_("Of these the same in both, word for word"), str(ballot.alike)),
    )
    return Table((_("Preferred"), _("Times")), rows)


def why(judged: Judged) -> str:
    """What of the reply is not as it was expected, and what cannot be told."""
    amiss = [one for one in judged.outcomes if one.found != "yes"]
    return " ".join(
        _("{wanted} ({found})").format(wanted=one.wanted, found=words.found_words(one.found)) for one in amiss
    )


def run_report(seen: Seen) -> Report:
    """The report of a run."""
    said = (words.share_words(seen.figures), words.speed_words(seen.figures))
    sections = (
        Section(_("Figures"), said, figures_table((words.run_words(seen.run), seen.figures)), ""),
        Section(_("Replies"), (), replies_table(seen), _("Nothing was asked yet.")),
    )
    return Report(_title(seen.run.title), _about(seen), sections)


def compared_report(found: Comparison, before: Seen, after: Seen) -> Report:
    """The report of two runs."""
    names = words.run_words(before.run), words.run_words(after.run)
    table = figures_table((names[0], before.figures), (names[1], after.figures))
    sections = (
        Section(_("Before and after"), (words.compared_words(found),), table, ""),
        Section(_("Replies"), (), pairs_table(found), _("These two runs have no question in common.")),
    )
    return Report(_title(after.run.title), f"{_about(before)} · {_about(after)}", sections)


def _title(title: str) -> str:
    return _("Evaluation: {title}").format(title=beside(title))


def _about(seen: Seen) -> str:
    return _("{run}, {day}").format(run=words.run_words(seen.run), day=seen.run.created.day)
