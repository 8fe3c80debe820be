"""Whose timeline was searched, for which days, and who sent none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from workbench.gaps.records import Records
from workbench.gaps.wording import day_words
from workbench.vocabulary.sentences import counted


def coverage_of(records: Records, ask: Iterable[str], searched: tuple[date | None, date | None]) -> str:
    """Say of every agency that could hold a response whether its timeline was there to be searched."""
    sentences: list[str] = []
    seen: set[str] = set()
    for token in ask:
        slugs = [token] if token in records.case.agencies else records.services.receivers(token)
        if not slugs:
            label = records.services.label(token)
            sentences.append(f"{label} supplied no timeline: not known what it would show.")
        for slug in slugs:
            if slug not in seen:
                seen.add(slug)
                sentences.append(_of_one(records, slug, searched))
    return " ".join(dict.fromkeys(sentences))


def _of_one(records: Records, slug: str, searched: tuple[date | None, date | None]) -> str:
    label, days = records.services.label(slug), records.services.coverage(slug)
    if days is None:
        return f"{label} supplied no timeline: not known what it would show."
    rows, undated = records.services.supplied(slug)
    text = f"{label} supplied a timeline for {day_words(days[0])} to {day_words(days[1])} "
    text += f"({counted(rows, 'entry', 'entries')}"
    text += f", {undated} of them undated)." if undated else ")."
    since, until = searched
    if (since and since < days[0]) or (until and until > days[1]):
        text += f" Part of the days searched lies outside it: not known what {label} would show for them."
    return text


def agencies_read(records: Records) -> dict[str, Any]:
    """Return for each agency the days covered and the entries supplied."""
    found: dict[str, Any] = {}
    for slug, agency in records.case.agencies.items():
        days = records.services.coverage(slug)
        rows, undated = records.services.supplied(slug)
        found[slug] = {
            "label": agency.label,
            "from": days[0].isoformat() if days else None,
            "to": days[1].isoformat() if days else None,
            "entries": rows,
            "undated": undated,
        }
    return found


def without_timeline(records: Records) -> dict[str, int]:
    """Return the agencies that entries name as told or heard from and that sent nothing, with how often."""
    named: Counter[str] = Counter()
    for column in ("told", "heard_from"):
        for tokens in records.case.entries[column]:
            named.update(tokens)
    return {
        records.services.label(token): number
        for token, number in sorted(named.items())
        if token not in records.case.agencies and not records.services.receivers(token)
    }
