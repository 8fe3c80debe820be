"""Writes the page of every pattern, with its drawing, and their index: ``docs/patterns/``.

    python docs/pattern_pages.py

All of it comes from the catalogue, the file of standards and the written cases
of ``docs/patterns/examples.toml``, which are read, searched and drawn. A test
compares the pages with what this would write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from docs._pages.examples import ExampleError, example_of  # noqa: E402
from docs._pages.page import drawing, markdown  # noqa: E402
from workbench.gaps import CATALOGUE, Pattern  # noqa: E402

FOLDER = ROOT / "docs" / "patterns"
COMMAND = "python docs/pattern_pages.py"
HEAD = """# The patterns

Points to explore are found by the patterns below, and so is practice that the records show to have helped.
A pattern reads what agencies wrote and says what the records show and do not show. It is a prompt for the
learning event and never a finding: "no record of" is about the papers that were supplied, not about what
happened. Each page says what a pattern looks for, what else that could mean, what it cannot see and the
guidance it leans on, and shows an invented example with a near miss on which it stays quiet.

A new one: [adding a pattern](../add-a-pattern.md). These pages are written by `{command}`.
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file, the index first."""
    yield "README.md", _index(CATALOGUE)
    for pattern in CATALOGUE:
        example = example_of(pattern)
        yield f"{pattern.pattern}.md", markdown(pattern, example, CATALOGUE)
        yield f"{pattern.pattern}.svg", drawing(pattern, example)


def _index(patterns: Sequence[Pattern]) -> str:
    lines = [HEAD.format(command=COMMAND)]
    for head, positive in (("Points to explore", False), ("Practice that helped", True)):
        lines += [f"## {head}", "", "| | pattern | the question it raises |", "|---|---|---|"]
        lines += [
            f"| {one.pattern} | [{one.title}]({one.pattern}.md) | {one.question} |"
            for one in patterns
            if one.positive == positive
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Write what has changed, take away what no pattern has any more, and say so."""
    try:
        made = dict(pages())
    except ExampleError as problem:
        print(problem, file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    gone = [path for kind in ("*.md", "*.svg") for path in FOLDER.glob(kind) if path.name not in made]
    for path in gone:
        path.unlink()
    changed = [name for name, text in made.items() if not _stands(name, text)]
    for name in changed:
        (FOLDER / name).write_text(made[name], encoding="utf-8", newline="\n")
    print(f"{len(made)} files in {FOLDER.relative_to(ROOT)}: {len(changed)} written, {len(gone)} taken away.")
    return 0


def _stands(name: str, text: str) -> bool:
    path = FOLDER / name
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
