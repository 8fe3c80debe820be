"""Documents into a folder: all of them or none, and nothing that is there is written over unasked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from workbench.case import CaseError, Problem, copy_whole, sweep_unfinished, write_new


def save_all(files: Mapping[Path, bytes], *, replace: bool = False) -> tuple[Path, ...]:
    """Write every file and return those that were there before and were replaced.

    Raises CaseError, naming each, where files are there already and ``replace``
    is not set, and where the disk does not take them; then nothing has changed.
    A program that is killed leaves each file as it was or as it is to be.
    """
    there = tuple(path for path in files if os.path.lexists(path))
    if there and not replace:
        remedy = "Move it away, choose another place, or add --replace to write over it."
        raise CaseError(
            *(
                Problem(str(path), None, "", "The file is there already.", remedy, stops=True)
                for path in there
            )
        )
    making: dict[Path, Path] = {}
    earlier: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep_unfinished(path)
            making[path] = _beside(path)
            write_new(making[path], content)
            if path.is_file():
                earlier[path] = _beside(path)
                copy_whole(path, earlier[path])
        for path, ready in making.items():
            os.replace(ready, path)
            made.append(path)
    except OSError as error:
        for path in made:
            if path in earlier:
                os.replace(earlier[path], path)
            else:
                path.unlink(missing_ok=True)
        what = f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
        remedy = "Make room or choose another place."
        place = next(iter(files)).parent
        raise CaseError.at(place, f"The documents could not be written ({what}).", remedy) from error
    finally:
        for left in (*making.values(), *earlier.values()):
            left.unlink(missing_ok=True)
    return there


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")
