"""case.toml: what it may hold, read with every problem at once, and written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workbench.case.model import CaseError, Guess, in_short
from workbench.case.settings_guidance import changed_standards, thresholds
from workbench.case.settings_reader import KEYS, Reader, nearest
from workbench.case.settings_stated import stated_intervals
from workbench.vocabulary import AGENCY_TYPES, JURISDICTIONS, REVIEW_TYPES

AGENCY_KEYS = ("label", "type", "organisation")
PERIOD_KEYS = ("from", "to")


def settings_text_of(path: Path) -> str:
    """Return case.toml to the letter, line ends and all; raise CaseError where it is no text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseError.at(path.name, "The file is not UTF-8 text.", "Save it again as UTF-8.") from error


def parse_settings(toml: str, path: Path) -> dict[str, Any]:
    """Return what case.toml says, unchecked; raise CaseError where it is no TOML."""
    try:
        return tomllib.loads(toml.removeprefix("\ufeff"))
    except RecursionError as error:
        raise CaseError.at(
            path.name, "The file cannot be read: it nests too deeply.", "Take that out."
        ) from error
    except ValueError as error:  # what is no TOML, and numbers of thousands of digits
        remedy = 'Each line reads: name = "value".'
        raise CaseError.at(
            path.name, f"The file cannot be read: {in_short(str(error), letters=200)}.", remedy
        ) from error


def read_settings(path: Path) -> dict[str, Any]:
    """Return the settings of case.toml; raise CaseError with all problems if there are any."""
    return check_settings(parse_settings(settings_text_of(path), path), path)


def check_settings(found: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the settings that a parsed case.toml holds; raise CaseError with all problems."""
    reader = Reader(path)
    reader.known(found, KEYS)
    period = reader.table(found, "period")
    reader.known(period, PERIOD_KEYS, "period.")
    since, until = reader.day(period, "from", "period."), reader.day(period, "to", "period.")
    if since and until and until < since:
        reader.problem("period.to", "The period ends before it starts.", "Change the two dates round.")
    settings = {
        "title": reader.text(found, "title"),
        "review_type": reader.choice(found, "review_type", REVIEW_TYPE_WORDS),
        "jurisdiction": reader.choice(found, "jurisdiction", {j.lower(): j for j in JURISDICTIONS}),
        "subjects": reader.texts(found, "subject"),
        "index_date": reader.day(found, "index_date"),
        "period_from": since,
        "period_to": until,
        "agencies": _agencies(reader, found),
        "milestones": {k: str(v) for k, v in reader.table(found, "milestones").items()},
        "terms_of_reference": reader.texts(found, "terms_of_reference"),
        "source": reader.text(found, "source"),
        "guessed": reader.texts(found, "guessed"),
        "stated": stated_intervals(reader, found),
        "standards": changed_standards(reader, found),
        "thresholds": thresholds(reader, found),
    }
    _journal(reader, found)
    if reader.problems:
        raise CaseError(*reader.problems)
    return settings


def _journal(reader: Reader, found: Mapping[str, Any]) -> None:
    """Report what is wrong with the server that keeps the journal; `workbench.journal` reads the settings."""
    said = reader.table(found, "journal")
    reader.known(said, ("address", "case"), "journal.")
    address = reader.text(said, "address", "journal.")
    reader.text(said, "case", "journal.")
    parts = urlsplit(address)
    if address and (parts.scheme != "postgresql" or not parts.hostname or not parts.path.strip("/")):
        remedy = "Write it as postgresql://name@host/database."
        reader.problem("journal.address", "This is no address of a PostgreSQL database.", remedy)
    if parts.password:
        remedy = "Put it into the environment variable PGPASSWORD: whoever has the case can read this."
        reader.problem("journal.address", "A password stands in the address.", remedy)


REVIEW_TYPE_WORDS: dict[str, str] = {
    **{code: code for code in REVIEW_TYPES},
    **{label.lower(): code for code, label in REVIEW_TYPES.items()},
    "concise": "cpr_concise",
    "extended": "cpr_extended",
    "historical": "cpr_historical",
}


def _agencies(reader: Reader, found: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    agencies: dict[str, dict[str, str]] = {}
    for slug, section in reader.table(found, "agencies").items():
        inside = f"agencies.{slug}."
        if not isinstance(section, dict):
            remedy = f"Write [agencies.{slug}] on a line of its own."
            reader.problem(f"agencies.{slug}", "This has to be a section.", remedy)
            continue
        reader.known(section, AGENCY_KEYS, inside)
        agency = {key: reader.text(section, key, inside) for key in AGENCY_KEYS}
        if agency["type"] and agency["type"] not in AGENCY_TYPES:
            kind = agency["type"]
            reader.problem(
                inside + "type",
                f'"{in_short(kind)}" is not a type of agency.',
                f"{nearest(kind, tuple(AGENCY_TYPES))}Use one of: {', '.join(AGENCY_TYPES)}.",
            )
        agencies[slug] = agency
    return agencies


def settings_text(settings: Mapping[str, Any], guesses: Iterable[Guess] = ()) -> str:
    """Return case.toml for ``settings`` (title, review_type, jurisdiction, subject, dates, period).

    What was guessed stands there too, with its reason behind it, and is listed
    as ``guessed``: whoever knows better corrects the line, or takes its name off the list.
    """
    guessed = {guess.setting: guess for guess in guesses if not settings.get(guess.setting)}
    known = {name: guess.value for name, guess in guessed.items()} | {k: v for k, v in settings.items() if v}
    lines = [
        f"{key} = {as_toml(known[key])}{reason(guessed.get(key))}"
        for key in ("title", "review_type", "jurisdiction", "subject", "index_date")
        if known.get(key)
    ]
    if guessed:
        lines.append(f"guessed = {as_toml(list(guessed))}")
    period = {"from": known.get("period_from"), "to": known.get("period_to")}
    if any(period.values()):
        lines += ["", "[period]", *(f"{key} = {as_toml(day)}" for key, day in period.items() if day)]
    for name, guess in guessed.items():
        if name.startswith("agencies.") and isinstance(guess.value, Mapping):
            lines += ["", f"[{name}]{reason(guess)}"]
            lines += [f"{key} = {as_toml(value)}" for key, value in guess.value.items()]
    return "\n".join(lines) + "\n"


def reason(guess: Guess | None) -> str:
    """Return a guess's reason as a comment on one line, without what TOML does not allow there."""
    if guess is None:
        return ""
    words = "".join(letter if letter.isprintable() else " " for letter in in_short(guess.why, letters=120))
    return f"  # guessed from {words}"


def as_toml(value: Any) -> str:
    """Return a yes or no, a whole number, a date, a text or a list of texts as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(as_toml, value))}]"
    # A folder's name may hold bytes that are no text. For the rest a TOML string is
    # written as a JSON string is, but for the code point 7F.
    text = value.encode("utf-8", errors="replace").decode("utf-8")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
