"""Answers to the browser: the pages themselves, the few files they need, and errors in words."""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import Any, cast

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from workbench.pages.access import address_without_key
from workbench.pages.kernels import PageKernels
from workbench.pages.own_files import FOREVER, own_addresses

WORDS = {
    403: "This address needs its key.",
    404: "There is no such page here.",
    500: "Something went wrong while this page was made.",
}
ADVICE = {
    403: "Open the whole address that was printed in the window where the workbench was started, with "
    "the part after “token=”. The key is new each time the workbench starts.",
    404: "Go back to the first page of the workbench.",
    500: "Reload the page. If it happens again, stop the workbench, start it again, and check the case with "
    "“workbench check”.",
}


class PageError(web.HTTPError):
    """An error that the page says in the words given here."""

    def __init__(self, status: int, *, words: str, advice: str) -> None:
        super().__init__(status)
        self.words = words
        self.advice = advice


class Guarded(web.RequestHandler):
    """Security headers on every answer and errors as a page in words, without a traceback."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.clear_header("Server")
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = (kwargs.get("exc_info") or (None, None))[1]
        usual = status_code if status_code in WORDS else (404 if status_code < 500 else 500)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        page = self.settings["voila_jinja2_env"].get_template("error.html")
        self.finish(
            page.render(
                words=getattr(error, "words", WORDS[usual]),
                advice=getattr(error, "advice", ADVICE[usual]),
                files=own_addresses(),
                base_url=self.settings["base_url"],
                way_back=usual != HTTPStatus.FORBIDDEN,
            )
        )


class Page(Guarded, TornadoVoilaHandler):
    """One notebook as a page; no other notebook and no file can be reached through it."""

    @allow_unauthenticated
    async def get(self, path: str | None = None) -> None:
        if not self.current_user:
            raise web.HTTPError(HTTPStatus.FORBIDDEN)
        if "token" in self.request.query_arguments:
            self.redirect(address_without_key(self))
            return
        name = self.get_query_argument("case", "")
        if name and name not in self.settings["cases"]:
            raise PageError(
                404,
                words="There is no case of that name here.",
                advice="The cases that can be opened are: " + ", ".join(self.settings["cases"]) + ".",
            )
        _ = self.xsrf_token  # sets the cookie that ending the kernel on leaving needs
        async for html in self.get_generator(path=None):
            self.write(html)
            await self.flush()

    def should_use_rendered_notebook(self, *args: Any, **kwargs: Any) -> Any:
        """The page made ahead shows the first case as it was; another or a changed one gets its own page."""
        name = self.get_query_argument("case", "")
        first = self.settings["first_case"]
        if name and self.settings["cases"][name] != first:
            return False
        if cast(PageKernels, self.kernel_manager).made_ready_from_another_state(first):
            return False
        return super().should_use_rendered_notebook(*args, **kwargs)


class NoPage(Guarded):
    """Every address that is none of ours."""

    def prepare(self) -> None:
        raise web.HTTPError(HTTPStatus.NOT_FOUND)


class OwnFiles(Guarded, web.StaticFileHandler):
    """Our own scripts and styles, at addresses that change with their content, kept by the browser."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", FOREVER)


class TemplateFiles(Guarded, TemplateStaticFileHandler):
    """The style sheets of the template and of those it is based on, and of no other."""

    def parse_url_path(self, path: str) -> str:
        ours = path.startswith(("workbench/static/", "lab/static/", "base/static/"))
        if not ours or ".." in path.split("/"):
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        return super().parse_url_path(path)


def guarded(handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
    """The same handler with our headers and our error pages."""
    return type(f"Guarded{handler.__name__}", (Guarded, handler), {})


def log_without_content(handler: web.RequestHandler) -> None:
    """One line for an answer that went wrong: no query, because that holds the key and the case."""
    if handler.get_status() >= HTTPStatus.INTERNAL_SERVER_ERROR or os.environ.get("WORKBENCH_DEBUG"):
        path = handler.request.path
        print(f"{handler.get_status()} {handler.request.method} {path}", flush=True)
