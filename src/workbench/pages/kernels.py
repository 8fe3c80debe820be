"""The Python behind each page: which one it is, what it is told, and when it ends."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado import web
from tornado.ioloop import IOLoop
from traitlets import Integer

from workbench.journal.model import FILE as JOURNAL
from workbench.pages.places import CASE_VARIABLE

KERNEL_NAME = "python3"


class ThisPython(KernelSpecManager):
    """Knows one kernel: the Python that runs this server, whatever else is registered here."""

    def find_kernel_specs(self) -> dict[str, str]:
        return {KERNEL_NAME: str(Path(__file__).parent)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        launch = ["-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
        return KernelSpec(
            argv=[sys.executable, *launch],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": ["curve"]},
        )

    def get_all_specs(self) -> dict[str, Any]:
        spec = self.get_kernel_spec(KERNEL_NAME).to_dict()
        return {KERNEL_NAME: {"resource_dir": "", "spec": spec}}


FolderState = tuple[tuple[str, int, int], ...]
"""The files of a folder, each with its time of change and its size."""


def state_of(folder: Path | None) -> FolderState:
    """What tells whether anything in a case's folder has changed.

    The journal does not count: pages look into it themselves, again and again.
    """
    found = folder.rglob("*") if folder is not None else ()
    files = sorted(path for path in found if not path.name.startswith(JOURNAL))
    looked = [(str(path), path.stat()) for path in files if path.is_file()]
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in looked)


class PageKernels(AsyncMappingKernelManager):
    """Starts the kernel of a page with its case, and ends it when nobody looks at the page any more."""

    open_page_idle_timeout = Integer(
        12 * 60 * 60,
        config=True,
        help="Seconds without any use after which the kernel of an open page ends.",
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._first_looked_at: dict[str, datetime] = {}
        self._made_ready_from: FolderState | None = None

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]
        """Start a kernel that finds its case in WORKBENCH_CASE and prints nothing to our terminal."""
        env = dict(kwargs.pop("env", None) or os.environ)
        env.pop(CASE_VARIABLE, None)
        case = self._case_asked_for(env.get("QUERY_STRING", ""))
        if env.get("VOILA_PREHEAT") == "True" and self._made_ready_from is None:
            self._made_ready_from = state_of(case)
        if case is not None:
            env[CASE_VARIABLE] = str(case)
        # What a kernel prints may hold the words of a case; those belong on the page only.
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return await super().start_kernel(env=env, **silent, **kwargs)

    def _case_asked_for(self, query: str) -> Path | None:
        server: Any = self.parent
        name = parse_qs(query).get("case", [""])[0]
        return server.cases.get(name) if name else server.first_case

    def made_ready_from_another_state(self, case: Path | None) -> bool:
        """True if somebody changed the case after the kernels that stand ready had read it.

        Those kernels are then ended and others made, so that no page shows
        what was in the folder before.
        """
        if self._made_ready_from is None or self._made_ready_from == state_of(case):
            return False
        self._made_ready_from = None
        pools: Any = getattr(self, "_pools", {})
        for notebook, pool in pools.items():
            stale, pool[:] = list(pool), []
            for kernel in stale:
                IOLoop.current().spawn_callback(self._end_ready_kernel, kernel)
            self.fill_if_needed(delay=0, notebook_name=notebook)  # type: ignore[attr-defined]
        return True

    async def _end_ready_kernel(self, kernel: asyncio.Task[dict[str, Any]]) -> None:
        await self.shutdown_kernel((await kernel)["kernel_id"])

    async def end_all(self) -> None:
        """End every kernel at once, those that are still starting included."""
        starting = [kernel for pool in getattr(self, "_pools", {}).values() for kernel in pool]
        await asyncio.gather(*starting, return_exceptions=True)
        for kernel_id in self.list_kernel_ids():
            with suppress(web.HTTPError, KeyError):  # one that was just ending by itself
                await self.shutdown_kernel(kernel_id, now=True)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel of a closed page soon, and that of a page left open late.

        Voila keeps the kernels that stand ready away from here. One that has
        just been given to a page may have stood idle for hours, so its time
        starts when it is first looked at here.
        """
        kernel = self._kernels[kernel_id]
        since = self._first_looked_at.setdefault(kernel_id, utcnow())
        used = max(since, getattr(kernel, "last_activity", since))
        page_is_open = self._kernel_connections.get(kernel_id, 0) > 0
        busy = getattr(kernel, "execution_state", "") == "busy"
        patience = self.open_page_idle_timeout if page_is_open or busy else self.cull_idle_timeout
        if utcnow() - used > timedelta(seconds=patience):
            self._first_looked_at.pop(kernel_id, None)
            await self.shutdown_kernel(kernel_id)
