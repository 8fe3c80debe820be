"""The server as anybody could knock at it, without a browser."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.serving import PAGES, ROOT, Server, running
from workbench.pages.places import KnownCases, notebooks_folder, sample_cases_folder
from workbench.pages.serve import serve


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cases") / "a-case"
    folder.mkdir()
    (folder / "case.toml").write_text('title = "A case"\n')
    return folder


@pytest.fixture(scope="module")
def server(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a small page that says which case and which Python it was given."""
    folder = tmp_path_factory.mktemp("server")
    with running(folder, case=case, notebooks=PAGES, notebook="which_case.ipynb") as started:
        yield started


@pytest.fixture
def visitor(server: Server) -> Iterator[httpx.Client]:
    """Somebody who has the key."""
    with httpx.Client(base_url=server.origin, follow_redirects=True, timeout=60) as client:
        client.get("/", params={"token": server.key}, follow_redirects=False)
        yield client


def test_the_folders_are_those_of_the_checkout() -> None:
    assert notebooks_folder() == ROOT / "notebooks"
    assert sample_cases_folder() == ROOT / "sample_cases"


def test_a_page_may_ask_for_the_case_given_and_the_sample_cases_by_name(case: Path) -> None:
    cases = KnownCases(case)

    assert cases["a-case"] == case
    assert all((folder / "case.toml").is_file() for folder in cases.values())


def test_a_case_made_later_is_known_at_once_and_a_folder_that_is_none_never(tmp_path: Path) -> None:
    """The user's own cases are looked up anew; a path is no name."""
    cases = KnownCases(own=tmp_path)
    (tmp_path / "not-yet").mkdir()
    (tmp_path / "elsewhere.txt").write_text("")
    assert "not-yet" not in cases

    (tmp_path / "not-yet" / "case.toml").write_text("")

    assert cases["not-yet"] == tmp_path / "not-yet"
    assert [name for name in (".", "..", "../not-yet", str(tmp_path / "not-yet")) if name in cases] == []


def test_of_equal_names_the_one_given_comes_first_and_then_the_users_own(tmp_path: Path) -> None:
    for place in ("own", "given"):
        (tmp_path / place / "cysur-2-2020").mkdir(parents=True)
        (tmp_path / place / "cysur-2-2020" / "case.toml").write_text("")
    given, own = tmp_path / "given" / "cysur-2-2020", tmp_path / "own"

    assert KnownCases(given, own=own)["cysur-2-2020"] == given
    assert KnownCases(own=own)["cysur-2-2020"] == own / "cysur-2-2020"
    assert KnownCases()["cysur-2-2020"] == sample_cases_folder() / "cysur-2-2020"


def test_a_case_that_is_no_folder_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(tmp_path / "gone") == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"{tmp_path / 'gone'} is no folder. Give the folder of a case, the one with case.toml in it.\n"
    )


def test_nothing_is_shown_without_the_key(server: Server) -> None:
    for path in ("/", "/which_case", "/?token=", "/?token=wrong", "/api/kernels/" + "-".join(["aaaa"] * 5)):
        answer = httpx.get(server.origin + path)
        assert (path, answer.status_code) == (path, 403)
        assert "kernelId" not in answer.text


def test_the_key_is_exchanged_for_a_cookie_and_leaves_the_address(server: Server) -> None:
    answer = httpx.get(server.address("/which_case", case="a-case"))

    assert answer.status_code == 302
    assert answer.headers["location"] == "/which_case?case=a-case"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert server.key not in cookie


def test_the_address_after_the_key_stays_on_this_server(server: Server) -> None:
    answer = httpx.get(f"{server.origin}//elsewhere.example/?token={server.key}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/which_case.ipynb",
        "/voila/render/which_case.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/which_case.ipynb",
        "/empty.ipynb",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/terminals/1",
        "/lab",
        "/tree",
        "/edit/which_case.ipynb",
        "/files/which_case.ipynb",
        "/nbextensions/x",
        "/login",
        "/logout",
        "/voila/templates/x",
        "/voila/templates/classic/static/x.css",
        "/voila/templates/workbench/static/../index.html.j2",
        "/voila/templates/workbench/static/%2e%2e/index.html.j2",
        "/workbench/static/abc/../../serve.py",
        "/workbench/static/abc/..%2f..%2fserve.py",
        "/workbench/static/abc/%2fetc%2fpasswd",
        "/voila/static-0.5.13//etc/passwd",
        "/voila/labextensions/../../../pyvenv.cfg",
        "/../../../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_file_listing_or_other_notebook_can_be_reached(
    visitor: httpx.Client, server: Server, path: str
) -> None:
    """With the key too, and with the path sent exactly as it stands here."""
    status = _raw_status(server, path, cookie="; ".join(f"{n}={v}" for n, v in visitor.cookies.items()))

    assert status in (403, 404)


def test_every_answer_carries_the_same_strict_headers(visitor: httpx.Client, server: Server) -> None:
    page = visitor.get("/")
    script = page.text.split('<script src="')[1].split('"')[0]
    for path in ("/", "/no-such-page", script, "/voila/templates/workbench/static/theme-light.css"):
        headers = visitor.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'", path
        assert policy["script-src"] == "'self' blob:", path
        assert policy["frame-ancestors"] == "'none'", path
        assert "http:" not in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert "server" not in headers, path
        assert "access-control-allow-origin" not in headers, path
    assert visitor.get("/").headers["cache-control"] == "no-cache, no-store, must-revalidate"
    assert visitor.get(script).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_name_that_was_bent_to_this_machine_is_refused(visitor: httpx.Client) -> None:
    """A web page that makes its own name point at 127.0.0.1 gets nothing."""
    assert visitor.get("/", headers={"Host": "bent.example"}).status_code == 403


def test_another_site_cannot_end_a_kernel(visitor: httpx.Client) -> None:
    kernel = json.loads(visitor.get("/").text.split('type="application/json">')[1].split("</script>")[0])[
        "kernelId"
    ]

    answer = visitor.post(f"/voila/api/shutdown/{kernel}")

    assert answer.status_code == 403
    assert visitor.get(f"/api/kernels/{kernel}").status_code == 200


def test_only_this_machine_can_connect(server: Server) -> None:
    """The server and the kernels listen on 127.0.0.1 and nowhere else."""
    processes = [psutil.Process(pid) for pid in (server.process.pid, *server.kernels())]
    listening = [
        connection.laddr.ip
        for process in processes
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]

    assert len(processes) >= 2
    assert set(listening) == {"127.0.0.1"}


def test_the_case_reaches_the_page_by_name_only(visitor: httpx.Client, case: Path) -> None:
    for page in (visitor.get("/"), visitor.get("/", params={"case": "a-case"})):
        assert f"case: {case}\n" in page.text

    unknown = visitor.get("/", params={"case": str(case)})

    assert unknown.status_code == 404
    assert "There is no case of that name here." in unknown.text
    assert "a-case" in unknown.text


def test_a_change_in_the_folder_of_the_case_shows_on_the_next_page(visitor: httpx.Client, case: Path) -> None:
    """The page that stands ready has read the case before; after a change it is not used."""
    for title in ("first", "second", "third"):
        (case / "case.toml").write_text(f'title = "{title}"\n')
        assert f"title = &#34;{title}&#34;" in visitor.get("/").text


def test_a_port_in_use_gives_the_next(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(tmp_path, notebooks=PAGES, notebook="empty.ipynb", port=port) as server:
            assert server.origin != f"http://127.0.0.1:{port}"
            assert httpx.get(server.address(), follow_redirects=False).status_code == 302


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a browser is a shell script")
def test_the_browser_gets_a_key_that_opens_once(tmp_path: Path) -> None:
    """Other users of the machine can read the command line of a browser; the key in it is used up at once."""
    asked = tmp_path / "asked"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{asked}.part"\nmv "{asked}.part" "{asked}"\n')
    browser.chmod(0o755)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "BROWSER": f"{browser} %s"}

    with running(tmp_path, env=env, notebooks=PAGES, notebook="empty.ipynb", open_browser=True) as server:
        deadline = time.monotonic() + 20
        while not asked.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        address = asked.read_text()

        assert address.startswith(f"{server.origin}/?token=")
        assert server.key not in address
        assert [httpx.get(address).status_code for _ in range(2)] == [302, 403]
        assert httpx.get(server.address()).status_code == 302


def test_ctrl_c_ends_the_server_and_its_kernels_and_leaves_nothing(tmp_path: Path) -> None:
    private = tmp_path / "temporary"
    private.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(private), "TEMP": str(private)}
    with running(tmp_path, env=env, notebooks=PAGES, notebook="dropped.ipynb") as server:
        with httpx.Client(follow_redirects=True, timeout=60) as client:
            client.get(server.address())
        kernels = server.kernels()
        assert kernels
        assert "date,event\n" in {path.read_text() for path in private.rglob("workbench-drop-*/*")}

        assert server.stop() == 0

    assert [pid for pid in kernels if psutil.pid_exists(pid)] == []
    assert list(private.iterdir()) == []


def test_the_users_own_jupyter_settings_are_left_alone(tmp_path: Path, case: Path) -> None:
    """Settings that open a server, another kernel called python3, a home that cannot be written to."""
    home = tmp_path / "home"
    settings = {"Voila": {"ip": "0.0.0.0", "token": ""}, "VoilaConfiguration": {"strip_sources": False}}
    for place in (home / ".jupyter", tmp_path / "where-started"):
        place.mkdir(parents=True)
        (place / "voila.json").write_text(json.dumps(settings))
        (place / "jupyter_config.json").write_text(json.dumps(settings))
    kernel = home / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": ["false"], "display_name": "x", "language": "python"})
    )
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("import os; os.environ['WORKBENCH_CASE'] = 'from the startup file'")
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JUPYTER_TOKEN": "known",
        "JUPYTER_CONFIG_PATH": str(home / ".jupyter"),
    }

    with (
        running(
            tmp_path,
            env=env,
            cwd=tmp_path / "where-started",
            case=case,
            notebooks=PAGES,
            notebook="which_case.ipynb",
        ) as server,
        httpx.Client(base_url=server.origin, follow_redirects=True, timeout=60) as client,
    ):
        assert client.get("/?token=known").status_code == 403
        client.get("/", params={"token": server.key})
        page = client.get("/").text
        assert "import ipywidgets" not in page
        assert f"case: {case}\n" in page
        assert f"python: {sys.executable}\n" in page
    home.chmod(stat.S_IRWXU)


def test_the_log_holds_nothing_of_a_case_and_no_key(tmp_path: Path) -> None:
    with (
        running(tmp_path, notebooks=PAGES, notebook="broken.ipynb") as server,
        httpx.Client(base_url=server.origin, follow_redirects=True, timeout=60) as client,
    ):
        page = client.get("/", params={"token": server.key, "case": ""})
        assert "This page could not be made." in page.text
        assert "words of the case" not in page.text
        assert server.stop() == 0
        log = server.log.read_text()

    assert "ValueError at " in log
    for secret in ("words of the case", "ValueError: Agency", server.key):
        assert secret not in log


def _raw_status(server: Server, path: str, *, cookie: str) -> int:
    """The status of a path that no client has tidied first."""
    host, port = server.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}:{port}",
            f"Cookie: {cookie}",
            "Connection: close",
            "",
            "",
        ]
        connection.sendall("\r\n".join(lines).encode())
        return int(connection.makefile("rb").readline().split()[1])
