"""Imports run one way: from what people touch down to the field's terms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"

FLOORS = (
    ("__main__",),
    ("cli",),
    ("pages",),
    ("pack",),
    ("figures",),
    ("anonymising",),
    ("review", "enquiry"),
    ("gaps",),
    ("knowledge",),
    ("ledger", "network", "genogram"),
    ("chronology",),
    ("coding",),
    ("intake",),
    ("case", "journal"),
    ("vocabulary", "standards"),
)
"""From top to bottom. Rooms on the same floor do not know each other."""

FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def test_every_room_has_its_floor() -> None:
    """A new room is written into the order before it is built."""
    package = SOURCE / "workbench"
    rooms = {
        path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }

    assert rooms - {"__init__"} == set(FLOOR_OF)


def test_the_package_itself_imports_no_room() -> None:
    """`import workbench` is free, so that no room pulls in the ones above it."""
    assert list(imported_rooms((SOURCE / "workbench" / "__init__.py").read_text(), module="workbench")) == []


def test_imports_run_down_only() -> None:
    """No room imports one above it or beside it, at the top of a file or inside a function."""
    assert upward_imports(SOURCE) == []


def test_an_import_upward_or_sideways_is_found(tmp_path: Path) -> None:
    """The check itself works: one import up, one sideways, one down."""
    for room, text in {
        "case": "import workbench.pages",
        "network": "from ..genogram import x",
        "gaps": "",
    }.items():
        (tmp_path / "workbench" / room).mkdir(parents=True)
        (tmp_path / "workbench" / room / "__init__.py").write_text(text)
    (tmp_path / "workbench" / "gaps" / "one.py").write_text("def f():\n    from workbench import chronology")

    assert upward_imports(tmp_path) == [
        "workbench/case/__init__.py, line 1: case imports pages",
        "workbench/network/__init__.py, line 1: network imports genogram",
    ]


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("import workbench.pages.serve", ["pages"]),
        ("from workbench.figures import timeline", ["figures"]),
        ("from workbench import gaps, case", ["gaps", "case"]),
        ("from .. import figures", ["figures"]),
        ("from ..figures.timeline import timeline_figure", ["figures"]),
        ("from . import model", ["case"]),
        ("from .model import When", ["case"]),
        ("def later():\n    from workbench.cli import main", ["cli"]),
        ("import importlib\nimportlib.import_module('workbench.pages')", ["pages"]),
        ("import pandas", []),
    ],
)
def test_the_reading_of_imports(text: str, rooms: list[str]) -> None:
    """Absolute, relative, late and named in a string: each way of importing counts."""
    assert [room for _, room in imported_rooms(text, module="workbench.case.folder")] == rooms


def upward_imports(source: Path) -> list[str]:
    """Each import of a room above or beside the one that imports, with its file and line."""
    found = []
    for path in sorted(source.rglob("*.py")):
        module = module_of(path, source)
        if module == "workbench":
            continue
        room = module.split(".")[1]
        text = path.read_text(encoding="utf-8")
        for line, other in imported_rooms(text, module=module, package=path.name == "__init__.py"):
            if other != room and FLOOR_OF[other] <= FLOOR_OF[room]:
                found.append(f"{path.relative_to(source).as_posix()}, line {line}: {room} imports {other}")
    return found


def module_of(path: Path, source: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_rooms(text: str, *, module: str, package: bool = False) -> Iterator[tuple[int, str]]:
    """Line and room of every import of the workbench in a file."""
    for node in ast.walk(ast.parse(text)):
        for name in _imported_names(node, module if package else module.rpartition(".")[0]):
            parts = name.split(".")
            if parts[0] == "workbench" and len(parts) > 1:
                yield node.lineno, parts[1]  # type: ignore[attr-defined]


def _imported_names(node: ast.AST, folder: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = folder.split(".")[: len(folder.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        return [f"{base}.{alias.name}" for alias in node.names] if base == "workbench" else [base]
    if isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
        return [argument.value for argument in node.args if _is_text(argument)]  # type: ignore[attr-defined]
    return []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
