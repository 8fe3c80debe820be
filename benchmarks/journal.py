"""How long a journal of 50,000 records takes to open, and a note until it is on disk.

    python benchmarks/journal.py

Both against what can be compared anywhere: reading the file's bytes, and an fsync of as many bytes
as the note has, in the same folder. The first import of sqlalchemy is printed by itself.
Wanted: opened in 200 ms, a note on disk within 50 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

RECORDS, NOTES = 50_000, 40
TEXT = "A note of usual length, with who said so and when, as panels write them between two meetings. "


def taken(work: Callable[[], object]) -> float:
    """Return the milliseconds that some work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    imported = taken(lambda: __import__("sqlalchemy"))
    from workbench.journal import Draft, open_journal

    with tempfile.TemporaryDirectory(dir=Path.home()) as name:
        place = Path(name)
        journal = open_journal(place)
        for first in range(0, RECORDS, 5_000):
            journal.write(
                [Draft("note", {"text": f"{TEXT}{n}"}) for n in range(first, first + 5_000)], who="Ann"
            )
        file = place / "journal.db"
        read = min(taken(file.read_bytes) for _ in range(5))
        opened = min(taken(lambda: open_journal(place).newest()) for _ in range(5))
        listed = min(taken(lambda: open_journal(place).items()) for _ in range(3))
        number = iter(range(10**6))

        def written() -> None:
            journal.write([Draft("note", {"text": f"{TEXT}{next(number)} more"})], who="Ann")

        def synced() -> None:
            with (place / "plain").open("ab") as out:
                out.write(TEXT.encode())
                out.flush()
                os.fsync(out.fileno())

        plain = statistics.median(taken(synced) for _ in range(NOTES))
        notes = [taken(written) for _ in range(NOTES)]
    print(f"{'import sqlalchemy, once':44}{imported:9.1f} ms")
    print(f"{'reading the bytes of the file':44}{read:9.1f} ms   1.0")
    print(f"{f'opening {RECORDS:,} records':44}{opened:9.1f} ms {opened / read:5.1f}   (wanted: 200 ms)")
    print(f"{'opening, and every item as it stands':44}{listed:9.1f} ms {listed / read:5.1f}")
    print(f"{'an fsync of as many bytes':44}{plain:9.2f} ms   1.0")
    middle, worst = statistics.median(notes), max(notes)
    share = f"{middle / plain:5.1f}   (wanted: 50 ms; worst {worst:.1f})"
    print(f"{'a note until it is on disk':44}{middle:9.2f} ms {share}")


if __name__ == "__main__":
    main()
