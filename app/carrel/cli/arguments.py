"""The commands and their arguments, without what they do."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from carrel import __version__
from carrel.base.words import _
from carrel.cli.behaviour_arguments import behaviour_arguments
from carrel.cli.class_arguments import class_arguments
from carrel.cli.desk_arguments import desk_arguments
from carrel.cli.draft_arguments import draft_arguments
from carrel.cli.eval_arguments import eval_arguments
from carrel.cli.examples_arguments import examples_arguments
from carrel.cli.switches import at_least_one, with_json
from carrel.cli.tune_arguments import tune_arguments

EXPORTED = ("markdown", "html", "docx", "json")
EXPORTED_QUESTIONS = ("anki", "moodle", "qti3", "qti21", "csv", "aiken", "gift")
"""The names of the formats; the tables themselves are not imported for every command, and a test compares."""

SAID_OF_LEARNER = ("called", "level", "interests", "language", "reading", "length", "manner", "needs", "remembers")
"""The fields of a profile; a test compares."""


@dataclass(frozen=True)
class Command:
    """One command: where its code is (module and function, imported when it runs), and what it takes.

    is_family: it has commands of its own, each of which says for itself whether it prints JSON.
    """

    name: str
    run: str
    says: Callable[[], str]
    takes: Callable[[argparse.ArgumentParser], None]
    is_family: bool = False


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", help=_("the question; “-” reads it from standard input"))
    parser.add_argument("--model", help=_("a model's name, instead of the one in the settings"))
    parser.add_argument("--course", metavar="NAME", help=_("ask in this course, by its rules"))
    parser.add_argument("--behaviour", metavar="NAME", help=_("answer as this behaviour says"))
    _who(parser)
    parser.add_argument(
        "--from",
        dest="files",
        action="append",
        default=[],
        metavar="FILE",
        help=_("a file to read; may be repeated"),
    )
    parser.add_argument(
        "--mode",
        choices=("open", "sources", "practice", "desk"),
        help=_("how to answer: openly, only from the library and given files, by the rules of practice, or as a desk"),
    )
    parser.add_argument("--prompt", action="store_true", help=_("print what the model would receive, and run nothing"))


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--learner", metavar="NAME", help=_("who that is, of several learners; “carrel learner” says more")
    )


def _chat(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--conversation", metavar="ID", help=_("go on with this conversation"))
    parser.add_argument("--model", help=_("a model's name, instead of the one in the settings"))


def _find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", help=_("the words to look for"))
    places = ("library", "chats", "all")
    parser.add_argument("--in", dest="where", choices=places, default="all", help=_("where to look"))
    parser.add_argument("--limit", type=at_least_one, default=20, metavar="N", help=_("at most so many hits"))
    parser.add_argument("--course", metavar="NAME", help=_("only in the chats and documents of this course"))


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=_("a document or a folder; without any, go on with what was cut off and look into the watched folders"),
    )
    parser.add_argument("--course", metavar="NAME", help=_("put them into this course"))
    parser.add_argument(
        "--password", metavar="TEXT", help=_("opens locked documents; “-” reads it from standard input")
    )


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    for name, says in (
        ("list", _("the models on this computer")),
        ("catalog", _("the models Carrel can fetch; asks nobody")),
        ("found", _("the models other programs left on this computer")),
    ):
        with_json(actions.add_parser(name, help=says))
    for name, says in (("add", _("copy a model file to Carrel's models")), ("check", _("is the file sound?"))):
        action = with_json(actions.add_parser(name, help=says))
        action.add_argument("file")
        if name == "add":
            action.add_argument("--link", action="store_true", help=_("use the file where it is, and copy nothing"))
    for name, says in (
        ("get", _("fetch a model of the catalogue; goes on where it stopped")),
        ("use", _("use this model from now on")),
        ("remove", _("remove a model that was added")),
    ):
        action = with_json(actions.add_parser(name, help=says))
        action.add_argument("name")
    fit = with_json(actions.add_parser("fit", help=_("will it fit into the memory of this computer?")))
    fit.add_argument("file", help=_("a model file, or the name of a model that is here"))
    fit.add_argument("--context", type=at_least_one, metavar="N", help=_("the context in tokens"))
    _fitness(with_json(actions.add_parser("test", help=_("what is this model good for here? takes minutes"))))


def _fitness(test: argparse.ArgumentParser) -> None:
    test.add_argument("name", nargs="?", help=_("a model's name, instead of the one in the settings"))
    how = test.add_mutually_exclusive_group()
    how.add_argument("--again", action="store_true", help=_("test it anew, though its card is here"))
    how.add_argument("--show", action="store_true", help=_("show its card, and test nothing"))
    test.add_argument("--items", action="store_true", help=_("print what was asked and said, too"))
    test.add_argument(
        "--minutes",
        type=at_least_one,
        metavar="N",
        help=_("how long it may take; what is not measured by then is told"),
    )
    test.epilog = _(
        "Without --again a whole card is shown as it is, and a test that was cut off goes on. Everything stays on this "
        "computer. A model that was tested does here what its card grants it; “no” always comes with its reason."
    )


def _pack(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    pack, where = _("the folder of the pack, or the zip file made of it"), _("the folder of the pack")
    check = with_json(actions.add_parser("check", help=_("is the pack sound? names everything that is not")))
    check.add_argument("pack", help=pack)
    check.add_argument(
        "--strict", action="store_true", help=_("too few items, missing sources and the like are faults")
    )
    build = with_json(actions.add_parser("build", help=_("make one zip file of a pack, to be given to others")))
    build.add_argument("pack", help=where)
    build.add_argument("--to", metavar="FILE", help=_("where to write it"))
    build.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    install = with_json(actions.add_parser("install", help=_("install a pack, or a newer version of one")))
    install.add_argument("pack", help=pack)
    remove = with_json(actions.add_parser("remove", help=_("take an installed pack away")))
    remove.add_argument("name", help=_("the id of the pack"))
    remove.add_argument("--yes", action="store_true", help=_("do not ask"))
    with_json(actions.add_parser("list", help=_("the installed packs")))


def _learner(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    show = actions.add_parser("show", help=_("what you said, and what the tutor is told of it"))
    change = actions.add_parser("set", help=_("say something about yourself; “” takes it back"))
    change.add_argument("field", choices=SAID_OF_LEARNER, help=_("which field of the profile"))
    change.add_argument("value", help=_("what it is to be; several needs with commas between them; memory: on or off"))
    goal = actions.add_parser("goal", help=_("add something you work towards"))
    goal.add_argument("words", help=_("the goal in a few words"))
    goal.add_argument("--by", metavar="DAY", help=_("the day by which, such as 2027-06-30"))
    goal.add_argument("--about", metavar="ID", default="", help=_("the id of a skill or a topic"))
    forget = actions.add_parser("forget", help=_("delete a remembered fact or a goal"))
    forget.add_argument("id", help=_("its id; “carrel learner show” tells it"))
    for action in (show, change, goal, forget):
        action.add_argument("--learner", metavar="NAME", default="", help=_("who that is, of several learners"))
        with_json(action)


def _bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="FILE", help=_("a model file, instead of the model in the settings"))
    parser.add_argument("--only", action="append", metavar="S", help=_("only this figure, such as S2; may be repeated"))
    parser.add_argument(
        "--passages",
        type=at_least_one,
        default=1_000_000,
        metavar="N",
        help=_("how many passages to search among; a million take about three minutes and 1.5 GB for a while"),
    )


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=(*EXPORTED, *EXPORTED_QUESTIONS), help=_("what kind of file"))
    parser.add_argument("--to", required=True, metavar="FILE", help=_("where to write it"))
    parser.add_argument(
        "--conversation", action="append", default=[], metavar="ID", help=_("this conversation; may be repeated")
    )
    parser.add_argument("--course", metavar="NAME", help=_("all conversations of this course"))
    parser.add_argument("--all", action="store_true", help=_("all conversations"))
    parser.add_argument(
        "--pack", metavar="ID", help=_("the questions of this course pack; “carrel pack list” has them")
    )
    parser.add_argument("--topic", action="append", default=[], metavar="ID", help=_("only those of this topic"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("a file that Carrel or another program exported"))


def _mark(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--pairs", metavar="FILE", help=_("a file with an item and an answer on each line; “-” reads them")
    )
    what.add_argument("--item", metavar="FILE", help=_("a file with one item"))
    parser.add_argument("--answer", metavar="TEXT", help=_("the answer to that item"))
    parser.add_argument(
        "--with-model",
        action="store_true",
        help=_("let a model suggest what code could not tell of open answers; the verdict stays"),
    )
    parser.add_argument("--model", help=_("a model's name, instead of the one in the settings"))


def _feedback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("a text or a document; “-” reads a text from standard input"))
    parser.add_argument(
        "--criteria",
        metavar="FILE",
        help=_("your own criteria: one on each line, or a JSON list of objects with “says” and “any_of”"),
    )
    parser.add_argument("--model", help=_("a model's name, instead of the one in the settings"))


def _practise(parser: argparse.ArgumentParser) -> None:
    over = parser.add_mutually_exclusive_group()
    over.add_argument("--skill", metavar="S", help=_("the id or the name of a skill; “carrel progress” lists them"))
    over.add_argument("--topic", metavar="T", help=_("the id or the title of a topic"))
    over.add_argument("--task", metavar="T", help=_("the id or the title of what a class was asked to do"))
    over.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help=_("a file, or the title or the id of a document in the library: a quiz is made from it"),
    )
    parser.add_argument("--count", type=at_least_one, default=10, metavar="N", help=_("so many items"))
    parser.add_argument("--timed", action="store_true", help=_("one try each, without hints and solutions"))
    parser.add_argument("--new", action="store_true", help=_("begin anew, and do not go on with what lies open"))
    _who(parser)
    parser.epilog = _(
        "Each line you write is an answer, or one of these: “?” takes a hint, “!” shows the solution after real tries, "
        "“>” goes to the next item, and “~” with a reason says that a verdict is wrong. A line of JSON such as "
        '{"answer": …} is an answer, too: for the pairs of a match, or for an answer that looks like one of the signs. '
        "With --json, each of your lines gives an object, and each new item another one."
    )


def _review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=at_least_one, default=20, metavar="N", help=_("at most so many items"))
    _who(parser)


def _recommend(parser: argparse.ArgumentParser) -> None:
    _who(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--not-useful", metavar="ID", help=_("set this suggestion aside, and show the others"))
    what.add_argument("--take-back", metavar="ID", help=_("let what was set aside be suggested again"))
    what.add_argument("--set-aside", action="store_true", help=_("list what is set aside"))
    parser.epilog = _(
        "What is set aside is not suggested for 14 days, or until what it stands on has changed. ID is the id that "
        "--json prints; where two are alike, write the kind before it, such as lesson:cells. A review has no id: write "
        "review."
    )


def _nothing(_parser: argparse.ArgumentParser) -> None:
    pass


COMMANDS = (
    Command("ask", "carrel.cli.asking:ask", lambda: _("ask one question"), _ask),
    Command("chat", "carrel.cli.talk:chat", lambda: _("a conversation in the terminal"), _chat),
    Command("find", "carrel.cli.find:find", lambda: _("search the library, and everything that was said"), _find),
    Command("read", "carrel.cli.read:read", lambda: _("bring documents into the library"), _read),
    Command("models", "carrel.cli.models:models", lambda: _("the models on this computer"), _models, is_family=True),
    Command(
        "tune", "carrel.cli.tune:tune", lambda: _("make a model yours from examples"), tune_arguments, is_family=True
    ),
    Command(
        "pack",
        "carrel.cli.pack:pack",
        lambda: _("course packs: lessons and items that somebody wrote"),
        _pack,
        is_family=True,
    ),
    Command("export", "carrel.cli.exchange:export", lambda: _("write conversations or questions into a file"), _export),
    Command(
        "import", "carrel.cli.exchange:import_", lambda: _("bring in conversations or questions from a file"), _import
    ),
    Command("mark", "carrel.cli.mark:mark", lambda: _("mark answers by code"), _mark),
    Command("feedback", "carrel.cli.feedback:feedback", lambda: _("advice on a text, by criteria"), _feedback),
    Command("practise", "carrel.cli.practise:practise", lambda: _("practise, with hints and no model"), _practise),
    Command("review", "carrel.cli.practise:review", lambda: _("go over what is due"), _review),
    Command("progress", "carrel.cli.known:progress", lambda: _("what you know, and what is due"), _who),
    Command("recommend", "carrel.cli.known:recommend", lambda: _("what to do next, and why"), _recommend),
    Command(
        "class",
        "carrel.cli.classes:classes",
        lambda: _("classes without a server, for teachers and pupils"),
        class_arguments,
        is_family=True,
    ),
    Command(
        "behaviour",
        "carrel.cli.behaviours:behaviour",
        lambda: _("how replies are to be, in files with versions and tests"),
        behaviour_arguments,
        is_family=True,
    ),
    Command("draft", "carrel.cli.drafts:draft", lambda: _("a draft of an answer to a ticket"), draft_arguments),
    Command(
        "desk", "carrel.cli.desk:desk", lambda: _("answering other people's questions"), desk_arguments, is_family=True
    ),
    Command(
        "eval",
        "carrel.cli.evaluate:evaluate",
        lambda: _("does the assistant get better? Questions of your own, judged by code"),
        eval_arguments,
    ),
    Command(
        "learner", "carrel.cli.learner:learner", lambda: _("what the tutor is told about you"), _learner, is_family=True
    ),
    Command(
        "examples",
        "carrel.cli.examples:examples",
        lambda: _("replies as you would have said them, and datasets made of them"),
        examples_arguments,
        is_family=True,
    ),
    Command("doctor", "carrel.cli.doctor:doctor", lambda: _("what works on this computer and what does not"), _nothing),
    Command("bench", "carrel.cli.bench:bench", lambda: _("how fast Carrel is here"), _bench),
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="carrel", description=_("A tutor that works offline. Without a command, its window opens.")
    )
    top.add_argument("--version", action="version", version=f"Carrel {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.says(), description=command.says())
        command.takes(one)
        if not command.is_family:
            with_json(one)
    return top
