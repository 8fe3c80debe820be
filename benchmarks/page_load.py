"""How long the explore page takes until its chronology is drawn, against an empty Voila page.

Both pages come from one warm server, each with a kernel that stands ready, and
are opened in turn in a fresh browser (nothing kept from before). The ratio of
the medians is what counts: the times themselves depend on the machine.

Run it with: python run.py bench page_load
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

import run  # noqa: E402
from tests.browser.conftest import LAUNCH_FLAGS, Watch  # noqa: E402
from tests.serving import PAGES, Server, running  # noqa: E402

MOST_TIMES_EMPTY = 1.8
MOST_WEBSOCKET_BYTES = 1_000_000
CHRONOLOGY = "xpath=(//div[@class='workbench-figure'])[1][@data-drawn]"  # the first figure of the page
DRAWN = {"explore": CHRONOLOGY, "empty": "#there"}


def main() -> int:
    """Measure, print one table, and return 1 if a target is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--case", type=Path, help="another case than the sample case")
    options.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    arguments = options.parse_args()
    program = run.find_browser()
    if program is None:
        print("This benchmark needs Chromium, Chrome or Edge.", file=sys.stderr)
        return 1

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        notebooks = Path(folder) / "notebooks"
        shutil.copytree(ROOT / "notebooks", notebooks)
        shutil.copy(PAGES / "empty.ipynb", notebooks)
        browser = playwright.chromium.launch(executable_path=str(program), args=LAUNCH_FLAGS)
        with running(
            Path(folder),
            case=arguments.case,
            notebooks=notebooks,
            notebook="explore.ipynb",
            ready_ahead=["empty.ipynb"],
        ) as server:
            measured = measure(browser, server, rounds=arguments.rounds)
        browser.close()

    if arguments.json:
        print(json.dumps(measured))
    else:
        report(measured)
    return 0 if all(measured["met"].values()) else 1


def measure(browser: Browser, server: Server, *, rounds: int) -> dict:
    """Open both pages in turn and keep the times, the websocket's bytes and the requests for plotly.js."""
    seconds: dict[str, list[float]] = {"empty": [], "explore": []}
    websocket_bytes: list[int] = []
    plotly_requests: list[int] = []
    for round_number in range(rounds + 1):
        for name, times in seconds.items():
            wait_until_kernels_rest(server)
            taken, watch = open_once(browser, server, name)
            if round_number == 0:
                continue  # the first of each warms the disk and the server
            times.append(taken)
            if name == "explore":
                websocket_bytes.append(watch.websocket_bytes)
                plotly_requests.append(len(watch.asking_for("plotly-")))
    median = {name: statistics.median(times) for name, times in seconds.items()}
    ratio = median["explore"] / median["empty"]
    return {
        "seconds": {name: [round(time_, 2) for time_ in times] for name, times in seconds.items()},
        "median_seconds": {name: round(value, 2) for name, value in median.items()},
        "ratio": round(ratio, 2),
        "websocket_bytes": max(websocket_bytes),
        "plotly_requests": max(plotly_requests),
        "met": {
            "ratio": ratio <= MOST_TIMES_EMPTY,
            "websocket_bytes": max(websocket_bytes) <= MOST_WEBSOCKET_BYTES,
            "plotly_requests": set(plotly_requests) == {1},
        },
    }


def open_once(browser: Browser, server: Server, name: str) -> tuple[float, Watch]:
    """Open one page in a browser that holds nothing, and return how long it took until it was drawn."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    watch = Watch()
    context.on("request", watch.on_request)
    page: Page = context.new_page()
    page.on("websocket", watch.on_websocket)
    context.request.get(server.address(f"/{name}"), max_redirects=0)  # the key becomes a cookie
    began = time.perf_counter()
    page.goto(server.address(f"/{name}", key=False), wait_until="commit")
    page.locator(DRAWN[name]).first.wait_for(state="visible", timeout=60_000)
    taken = time.perf_counter() - began
    page.goto("about:blank")
    context.close()
    return taken, watch


def wait_until_kernels_rest(server: Server, *, seconds: float = 60) -> None:
    """Wait until the kernels that stand ready have run their pages and use no processor any more."""
    import psutil

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kernels = [psutil.Process(pid) for pid in server.kernels()]
        before = [process.cpu_times() for process in kernels]
        time.sleep(0.5)
        if len(kernels) != 2 or server.kernels() != {process.pid for process in kernels}:
            continue
        used = [process.cpu_times().user - then.user for process, then in zip(kernels, before, strict=True)]
        if max(used) < 0.1:
            return
    raise TimeoutError("The kernels did not come to rest.")


def report(measured: dict) -> None:
    """Print what was measured, each with its target."""
    median, met = measured["median_seconds"], measured["met"]
    rounds = len(measured["seconds"]["empty"])
    lines = [
        ("empty page, request to drawn", f"{median['empty']} s", "", True),
        ("explore page, request to drawn chronology", f"{median['explore']} s", "", True),
        ("explore against empty", f"{measured['ratio']} times", f"at most {MOST_TIMES_EMPTY}", met["ratio"]),
        (
            "bytes over the websocket",
            f"{measured['websocket_bytes']:,}",
            f"at most {MOST_WEBSOCKET_BYTES:,}",
            met["websocket_bytes"],
        ),
        ("requests for plotly.js", str(measured["plotly_requests"]), "exactly 1", met["plotly_requests"]),
    ]
    print(f"Medians of {rounds}, both pages in turn on one warm server, nothing kept by the browser.")
    for what, value, target, well in lines:
        print(f"{what:<44}{value:>14}   {target:<18}{'' if well else 'NOT MET'}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
