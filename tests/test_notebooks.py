"""Every notebook runs from top to bottom, is stored without output, and is thin."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from tests.serving import ROOT
from workbench.pages.kernels import KERNEL_NAME, ThisPython

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES_IN_A_CELL = 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    """Run as it is stored, from another folder, with nothing set up before."""
    notebook = nbformat.read(path, as_version=4)
    manager = AsyncKernelManager(kernel_spec_manager=ThisPython(), kernel_name=KERNEL_NAME)
    client = NotebookClient(
        notebook, km=manager, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    )

    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT / "src")})

    kinds = [output["output_type"] for cell in notebook.cells for output in cell.get("outputs", [])]
    assert kinds
    assert "error" not in kinds


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output_and_is_thin(path: Path) -> None:
    """Import, open, show: what needs a loop, a function or a comment belongs in src."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert [cell.id for cell in code if cell.outputs or cell.execution_count] == []
    for cell in code:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        statements = {type(node).__name__ for node in ast.walk(ast.parse(cell.source))}
        assert len(lines) <= MOST_LINES_IN_A_CELL
        assert "#" not in cell.source
        assert statements & {"FunctionDef", "ClassDef", "For", "While", "If", "Try"} == set()
