"""Documents into a folder: all of them or none, and nothing that is there is written over unasked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from workbench.case import CaseError, Problem


def save_all(files: Mapping[Path, bytes], *, replace: bool = False) -> tuple[Path, ...]:
    """Write every file and return those that were there before and were replaced.

    Raises CaseError, naming each, where files are there already and ``replace``
    is not set, and where the disk does not take them; then nothing has changed.
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
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            making[path] = path.with_name(f".{secrets.token_hex(4)}.making")
            _write(making[path], content)
        for path, ready in making.items():
            os.replace(ready, path)
            made.append(path)
    except OSError as error:
        for path in (*making.values(), *(path for path in made if path not in there)):
            path.unlink(missing_ok=True)
        what = f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
        remedy = "Make room or choose another place."
        place = next(iter(files)).parent
        raise CaseError.at(place, f"The documents could not be written ({what}).", remedy) from error
    return there


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
