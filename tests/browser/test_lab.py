"""The same notebooks in JupyterLab."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.serving import PAGES, ROOT

KEY = "a-key-for-this-test"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab on this machine, asking nothing of any other, with copies of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    for notebook in (PAGES / "figure.ipynb", ROOT / "notebooks" / "explore.ipynb"):
        shutil.copy(notebook, notebooks)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.allow_root=True",
        f"--ServerApp.root_dir={notebooks}",
        f"--IdentityProvider.token={KEY}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.app_settings_dir={_settings(folder)}",
        "--expose-app-in-browser",
        "--no-browser",
    ]
    own = {
        name: str(folder / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *settings],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **own, "PYTHONPATH": str(ROOT / "src")},
    )
    try:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "is running at" in line:
                break
        assert process.poll() is None, "".join(said)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _settings(folder: Path) -> Path:
    """JupyterLab's own question about news would ask another machine; it is answered beforehand."""
    settings = folder / "settings"
    settings.mkdir()
    notice = (
        '{"@jupyterlab/apputils-extension:notification": {"checkForUpdates": false, "fetchNews": "false"}}'
    )
    (settings / "overrides.json").write_text(notice)
    return settings


@pytest.mark.parametrize(("notebook", "figures"), [("figure.ipynb", 2), ("explore.ipynb", 3)])
def test_the_figures_are_drawn(
    watched: Callable[[], tuple[Page, Watch]], lab: str, notebook: str, figures: int
) -> None:
    """Run from top to bottom in JupyterLab, a notebook draws; plotly.js comes over the comm, once."""
    page, watch = watched()
    page.goto(f"{lab}/lab/workspaces/for-{figures}/tree/{notebook}?token={KEY}")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)

    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")

    drawn = page.locator(".workbench-figure[data-drawn] .main-svg").first
    expect(drawn).to_be_visible(timeout=60_000)
    expect(page.locator(".workbench-figure[data-drawn]")).to_have_count(figures, timeout=30_000)
    assert sum(len(frame) > 1_000_000 for frame in watch.frames) == 1
