"""Where things are on this machine: the notebooks, the sample cases, and the cases of whoever sits here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

SAMPLE_CASE = "cysur-2-2020"
CASE_VARIABLE = "WORKBENCH_CASE"
"""Where a page's kernel finds the folder of its case."""
CASES_VARIABLE = "WORKBENCH_CASES"
"""The folder in which the home page makes cases and finds them again."""

_PACKAGE = Path(__file__).resolve().parents[1]


def notebooks_folder() -> Path:
    """Where the notebooks are, in the checkout as in an installed wheel."""
    return _travelling_folder("notebooks")


def sample_cases_folder() -> Path:
    """Where the sample cases are, in the checkout as in an installed wheel."""
    return _travelling_folder("sample_cases")


def _travelling_folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def own_cases_folder() -> Path:
    """Where this user's cases are kept unless WORKBENCH_CASES says otherwise.

    In the home folder itself and not in Documents: on many office machines
    Documents is copied to a server elsewhere, and a case must not be.
    """
    named = os.environ.get(CASES_VARIABLE)
    return Path(named) if named else Path.home() / "Review cases"


def desk_address(folder: Path) -> str:
    """Return the address of the home page with a case opened on it."""
    return f"home#{urlencode({'case': folder.resolve().name})}"


def explore_address(name: str) -> str:
    """Return the address of the explore page of a case, by its name."""
    return f"explore?case={quote(name)}"


def enquire_address(folder: Path) -> str:
    """Return the address of the enquire page of a case."""
    return f"enquire?case={quote(folder.resolve().name)}"


class KnownCases(Mapping[str, Path]):
    """The cases that a page may ask for by name, looked up anew each time.

    A page can name a case in its address, never a path, so nobody can point the
    workbench at another folder of this machine. Of equal names the case that the
    workbench was started with comes first, then one of the user's own.
    """

    def __init__(self, given: Path | None = None, *, own: Path | None = None) -> None:
        self._given = given.resolve() if given is not None else None
        self._own = own

    def __getitem__(self, name: str) -> Path:
        return self._found()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())

    def _found(self) -> dict[str, Path]:
        cases = cases_in(sample_cases_folder())
        if self._own is not None:
            cases |= cases_in(self._own)
        if self._given is not None:
            cases[self._given.name] = self._given
        return cases


def cases_in(folder: Path) -> dict[str, Path]:
    """Return the cases of a folder by name, in alphabetical order."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return {}
    return {path.name: path for path in inside if (path / "case.toml").is_file()}


def is_sample(folder: Path) -> bool:
    """True for the sample cases, which belong to everybody and are not worked on."""
    return folder.resolve().parent == sample_cases_folder().resolve()
