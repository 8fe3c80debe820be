"""Opens the workbench in the browser, for this machine only."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.pages.places import (
    CASES_VARIABLE,
    SAMPLE_CASE,
    KnownCases,
    notebooks_folder,
    own_cases_folder,
)

FIRST_PORT = 8866

_PACKAGE = Path(__file__).resolve().parents[1]
_JUPYTER_VARIABLES_KEPT = ("JUPYTER_PLATFORM_DIRS",)


def serve(
    case: Path | None = None,
    *,
    open_browser: bool = True,
    port: int | None = None,
    notebook: str = "explore.ipynb",
    notebooks: Path | None = None,
    own_cases: Path | None = None,
    ready_ahead: Sequence[str] = (),
    closed_page_seconds: int = 120,
    open_page_seconds: int = 12 * 60 * 60,
) -> int:
    """Serve the pages on 127.0.0.1 until Ctrl+C and return the exit code.

    ``notebook`` is the first page, ``notebooks`` the folder that it and the
    other pages come from, ``own_cases`` the folder that the home page keeps cases
    in. One kernel stands ready for the first page and for each in ``ready_ahead``.
    The kernel of a page ends ``closed_page_seconds``
    after the page was closed, or ``open_page_seconds`` after it was last used.
    """
    if case is not None and not case.is_dir():
        print(
            f"{case} is no folder. Give the folder of a case, the one with case.toml in it.", file=sys.stderr
        )
        return 1
    folder = (notebooks or notebooks_folder()).resolve()
    if not (folder / notebook).is_file():
        print(f"There is no page {notebook} in {folder}.", file=sys.stderr)
        return 1
    own = (own_cases or own_cases_folder()).absolute()
    os.environ[CASES_VARIABLE] = str(own)  # the kernels inherit it
    cases = KnownCases(case, own=own)
    first = case.resolve().name if case is not None else SAMPLE_CASE

    private = Path(tempfile.mkdtemp(prefix="workbench-"))
    _leave_the_users_jupyter_alone(private)
    # Voila takes a second to import and reads the environment while it does.
    from workbench.pages.server import WorkbenchServer
    from workbench.pages.server_config import server_config

    try:
        server = WorkbenchServer.instance(
            config=server_config(
                notebooks=folder,
                notebook=notebook,
                port=FIRST_PORT if port is None else port,
                private=private,
                closed_page_seconds=closed_page_seconds,
                open_page_seconds=open_page_seconds,
            ),
            cases=cases,
            first_case=cases.get(first),
            ready_ahead=list(ready_ahead),
            show_browser=open_browser,
        )
        server.initialize([])
        server.start()
    finally:
        shutil.rmtree(private, ignore_errors=True)
    return 0


def _leave_the_users_jupyter_alone(private: Path) -> None:
    """Read no Jupyter or IPython settings of the user and write nothing to their home.

    Somebody who also uses Jupyter may have settings that open a server to
    others, show sources or start another Python. The kernels inherit this.
    """
    for name in [name for name in os.environ if name.startswith(("JUPYTER_", "IPYTHON", "VOILA_"))]:
        if name not in _JUPYTER_VARIABLES_KEPT:
            del os.environ[name]
    own = {
        "JUPYTER_CONFIG_DIR": private / "config",
        "JUPYTER_DATA_DIR": private / "data",
        "JUPYTER_RUNTIME_DIR": private / "runtime",
        "IPYTHONDIR": private / "ipython",
        # Files that were dropped on a page wait here: a kernel that is ended at once cannot remove its own.
        "TMPDIR": private / "dropped",
        "TEMP": private / "dropped",
        "TMP": private / "dropped",
    }
    for name, folder in own.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)
    os.environ["JUPYTER_PATH"] = str(Path(__file__).parent / "jupyter")
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # With a package on the path rather than installed, the kernels have to find it too.
    known = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_PACKAGE.parent), *known])
