"""Makes resources/grammars/<name>.gbnf from <name>.json, at release: python packaging/make_grammars.py [FOLDER].

A schema that the engine would not survive is refused. The program itself never makes a grammar; it loads these.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from llama_cpp.llama_grammar import json_schema_to_gbnf

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "app"))

from carrel.engine.grammars import excess  # noqa: E402 - the checkout's own, installed or not

# The converter lets a string hold raw line ends, which JSON forbids, and halves of characters, which are no text.
_LOOSE_CHARACTER = r'char ::= [^"\\] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])'
_CHARACTER = r'char ::= [^"\\\x00-\x1F\x7F] | "\\" ["\\/bfnrt]'
# It writes "up to three characters" as (char (char (char)?)?)?; people can look at char{0,3}.
_NESTED = re.compile(r"((?:\(char ?)+)(?:\)\?)+")


def grammar(schema: str) -> str:
    """The grammar of the answers that fit a JSON schema; raises ValueError with what is too large in it."""
    if problem := excess(json.loads(schema)):
        raise ValueError(problem)
    rules: str = json_schema_to_gbnf(schema)
    tight = [_CHARACTER if rule == _LOOSE_CHARACTER else rule for rule in rules.splitlines()]
    if any(rule.startswith("char ::=") and rule != _CHARACTER for rule in tight):
        raise ValueError("the converter has changed: look at its rule for characters again")
    return _NESTED.sub(lambda found: f"char{{0,{found[1].count('(')}}}", "\n".join(tight)) + "\n"


def main(folder: Path) -> int:
    """Make a grammar for each schema in the folder."""
    for path in sorted(folder.glob("*.json")):
        try:
            path.with_suffix(".gbnf").write_text(
                grammar(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
            )
        except ValueError as error:
            print(f"{path.name}: {error} is not within the bounds of carrel.engine.grammars", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "grammars"))
