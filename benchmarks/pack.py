"""How long a pack takes, against reading the case that it is made from.

    python benchmarks/pack.py

A case of 2,000 entries from 12 agencies; the pack comes to more than 30 documents.
Wanted: at most 20 seconds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from workbench.case import new_folder  # noqa: E402
from workbench.chronology import load_case  # noqa: E402
from workbench.pack.whole import make_pack  # noqa: E402

ENTRIES, AGENCIES = 2_000, 12
SAID = (
    "Home visit. Mother said that they argue; the infant slept in the next room and was not woken.",
    "Report sent to children's services about shouting heard by a neighbour.",
    "Not brought to the appointment; a letter was sent to the address on file.",
    "Telephone call with the social worker about the plan and who would visit next.",
    "Meeting at school about attendance. Father did not come.",
)


def written(place: Path) -> Path:
    """Write the agencies' tables and make a case of them."""
    chance, sent = random.Random(1), place / "sent"
    sent.mkdir()
    for agency in range(AGENCIES):
        lines = ["date,event,response"]
        for number in range(ENTRIES // AGENCIES):
            day = date(2017, 1, 1) + timedelta(days=chance.randrange(900))
            lines.append(f'{day.isoformat()},"{chance.choice(SAID)} ({number})","{chance.choice(SAID)}"')
        (sent / f"agency {agency}.csv").write_text("\n".join(lines), encoding="utf-8")
    new_folder(place / "case", timelines=sent, settings={"title": "A case", "jurisdiction": "Wales"})
    return place / "case"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        case = written(place)
        begun = time.perf_counter()
        entries = len(load_case(case).entries)
        read = time.perf_counter() - begun
        begun = time.perf_counter()
        made = make_pack(case, place / "pack", today=date(2026, 1, 1))
        took = time.perf_counter() - begun
        documents = sum(file.endswith((".docx", ".xlsx", ".pdf")) for file in made.files)
        print(f"{entries:,} entries, {documents} documents")
        print(f"{'reading the case':28}{read:8.1f} s   1.0")
        print(f"{'the whole pack':28}{took:8.1f} s {took / read:5.1f}   (wanted: at most 20 s)")


if __name__ == "__main__":
    main()
