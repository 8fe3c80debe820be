"""Agencies, people and dates as sentences name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.case import Agency, Person, When
from workbench.intake import show
from workbench.vocabulary import AGENCY_TYPES


def agency_label(token: str, agencies: Mapping[str, Agency] | None = None) -> str:
    """Return an agency's label; where it is not known, its name with a capital."""
    if agencies and token in agencies:
        return agencies[token].label
    if token in AGENCY_TYPES:
        return AGENCY_TYPES[token].label
    words = token.replace("-", " ")
    return words[:1].upper() + words[1:]


def person_label(who: str, people: Sequence[Person] = ()) -> str:
    """Return a person's label; where it is not known, the id with a capital."""
    labels = {person.id: person.label for person in people}
    words = labels.get(who, who.replace("_", " "))
    return words[:1].upper() + words[1:]


def when_words(row: Mapping[str, Any]) -> str:
    """Return an entry's date as screens show it."""
    earliest, latest = (None if pd.isna(row[end]) else row[end].date() for end in ("earliest", "latest"))
    return show(
        When(str(row.get("date_text", "")), earliest, latest, row.get("precision", "day"), row.get("edtf", ""))
    )


def on(row: Mapping[str, Any]) -> str:
    """Return an entry's date with its preposition: "on 3 May 2019", "in May 2019", "without a date"."""
    if pd.isna(row["earliest"]) and pd.isna(row["latest"]):
        return "without a date"
    words = when_words(row)
    if pd.notna(row["earliest"]) and row["earliest"] == row["latest"]:
        return f"on {words}"
    return f"dated {words}"
