"""The server itself: Voila with a short list of addresses, on this machine only."""

from __future__ import annotations

import logging
import shutil
import signal
import webbrowser
from pathlib import Path
from typing import Any, cast

import voila
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.netutil import bind_sockets
from traitlets import Any as AnyTrait
from traitlets import Bool, List, Unicode
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbench.pages import handlers
from workbench.pages.access import KeyedIdentity, security_headers
from workbench.pages.kernels import PageKernels
from workbench.pages.own_files import FOREVER, STATIC_FOLDER
from workbench.pages.quiet_log import LeaveContentOut
from workbench.pages.server_config import LOOPBACK

PORTS_TRIED = 50
_KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class WorkbenchServer(Voila):
    """Serves the workbench's notebooks as pages, and nothing else."""

    cases = AnyTrait(help="The cases a page may ask for: a mapping from name to folder.")
    first_case = AnyTrait(None, help="The folder of the case that the first page shows.")
    ready_ahead = List(Unicode(), help="Further notebooks that a kernel stands ready for.")
    show_browser = Bool(True, help="Whether to open the first page in the browser.")

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        others = ("tornado.application", "tornado.general", "tornado.access", "asyncio")
        for logger in (self.log, *map(logging.getLogger, others)):
            logger.addFilter(LeaveContentOut())
        self.log.propagate = False

    def start(self) -> None:
        """Take a port, then start: kernels that stand ready are told the port when they start."""
        self._sockets = free_sockets(self.port)
        self.port = self._sockets[0].getsockname()[1]
        self.voila_configuration.page_config_hook = self._page_config
        super().start()

    def init_settings(self) -> Any:
        settings: Any = super().init_settings()
        for notebook in self.ready_ahead:
            self.kernel_manager.fill_if_needed(delay=0, notebook_name=notebook)
        return settings | {
            "jinja2_env": settings["voila_jinja2_env"],
            "headers": security_headers(self.port),
            "cases": self.cases,
            "first_case": self.first_case,
            "login_url": self.base_url,
            "log_function": handlers.log_without_content,
            # Answer only to this machine's own names, whatever name a web page found for 127.0.0.1.
            "allow_remote_access": False,
            "local_hostnames": ["localhost"],
            "websocket_ping_interval": 30,
        }

    def init_handlers(self) -> Any:
        """All addresses that there are. What is not here is not found."""
        return [
            (rf"/api/kernels/{_KERNEL_ID}", handlers.guarded(KernelHandler)),
            (rf"/api/kernels/{_KERNEL_ID}/channels", VoilaKernelWebsocketHandler),
            (r"/voila/api/shutdown/(.*)", handlers.guarded(VoilaShutdownKernelHandler)),
            (rf"/voila/query/{_KERNEL_ID}", RequestInfoSocketHandler),
            (r"/voila/templates/(.*)", handlers.TemplateFiles),
            (rf"/voila/static-{voila.__version__}/(.*)", VoilaFiles, {"paths": self.static_paths}),
            (
                r"/voila/labextensions/(.*)",
                handlers.guarded(FileFindHandler),
                {"path": self.labextensions_path, "no_cache_paths": ["/"]},
            ),
            (r"/workbench/static/[0-9a-f]+/(.*)", handlers.OwnFiles, {"path": str(STATIC_FOLDER)}),
            *self._pages(),
            (r"/.*", handlers.NoPage),
        ]

    def _pages(self) -> list[Any]:
        first = Path(str(self.notebook_path)).name
        shared = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        names = sorted(path.name for path in Path(self.root_dir).glob("*.ipynb"))
        own = [
            (f"/{name.removesuffix('.ipynb')}", handlers.Page, {"notebook_path": name, **shared})
            for name in names
        ]
        return [("/", handlers.Page, {"notebook_path": first, **shared}), *own]

    def _page_config(self, page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Let the browser keep Voila's sixty scripts: their address carries Voila's version."""
        return page_config | {"fullStaticUrl": f"{self.base_url}voila/static-{voila.__version__}"}

    def listen(self) -> None:
        """Answer until Ctrl+C."""
        # As an event and not as an exception, which would come up again while the kernels are ended.
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        server = HTTPServer(self.app)
        server.add_sockets(self._sockets)
        self.ioloop = IOLoop.current()
        # On Windows, Ctrl+C is noticed only when something happens.
        PeriodicCallback(lambda: None, 500).start()
        self._announce()
        try:
            self.ioloop.start()
            print("Stopping the workbench.", flush=True)
        finally:
            server.stop()
            self.stop()

    def stop(self) -> None:
        """End every kernel, in the loop that started them, so that those still starting are found too."""
        self.ioloop.run_sync(cast(PageKernels, self.kernel_manager).end_all)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _announce(self) -> None:
        identity = cast(KeyedIdentity, self.identity_provider)
        address = f"http://{LOOPBACK}:{self.port}{self.base_url}?token="
        print(f"The workbench is at {address}{identity.token}", flush=True)
        print("Only this computer can reach it. Press Ctrl+C here to stop it.", flush=True)
        if self.show_browser:
            key = identity.key_for_one_use()
            self.ioloop.call_later(
                0, lambda: self.ioloop.run_in_executor(None, webbrowser.open, address + key)
            )


class VoilaFiles(handlers.Guarded, MultiStaticFileHandler):
    """Voila's own scripts, kept by the browser until Voila's version changes."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", FOREVER)


def free_sockets(port: int) -> list[Any]:
    """Listen on the port on 127.0.0.1, or on the next that is free, or on any."""
    for attempt in [*range(port, min(port + PORTS_TRIED, 65536)), 0]:
        try:
            return bind_sockets(attempt, LOOPBACK)
        except OSError:
            continue
    raise OSError(f"No free port was found from {port} on.")
