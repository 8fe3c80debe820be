"""The key of a case: which words stand for whom, by how many days dates are moved; kept encrypted."""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.anonymising.dates_in_text import coarser, dates_in, moved
from workbench.anonymising.identifiers import IDENTIFIERS
from workbench.anonymising.policy import Policy, policy_of
from workbench.anonymising.words import Words, composed, squashed
from workbench.case import CaseError, write_new

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

MARK = "review-workbench-key-1"
_SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}
"""The cost of guessing a password, as OWASP's password storage page has it for scrypt (2024)."""
LEAST_PASSWORD = 8


@dataclass(frozen=True)
class Key:
    """What makes texts of one case unrecognisable, and recognisable again."""

    words: Mapping[str, str]
    """Every name, place, label and identifier as written -> what stands in its place."""
    kinds: Mapping[str, str]
    """What sort of word each is: name, place, school, agency, or an identifier's name."""
    days: int
    """By how many days dates are moved, where the policy moves them; whole weeks, never 0."""
    policy: Policy
    slugs: Mapping[str, str] = field(default_factory=dict)
    """The ids of agencies -> those in their place."""
    exact: frozenset[date] = frozenset()
    """The exact dates of the case: none of them may stand in what is published."""
    guessed: tuple[str, ...] = ()
    """Words that only could be names and were replaced all the same."""
    produced: set[date] = field(default_factory=set, compare=False)
    """The days that this key has written in the place of others."""

    def text(self, text: str) -> str:
        """Return a text with names, places, identifiers and dates replaced."""
        if not text:
            return text
        text, pieces, at = composed(text), [], 0
        for start, end, word in self._words.found(text):
            pieces += text[at:start], self.words[word]
            at = end
        return self._dates(self._rows("".join((*pieces, text[at:]))))

    def with_dates(self, policy: str) -> Key:
        """Return the same key with another policy for dates."""
        return replace(self, policy=replace(self.policy, dates=policy))

    def id(self, id: str) -> str:
        """Return an entry's id with the agency's id replaced: "dyfed-powys-police:3" as "police:3"."""
        slug, colon, row = id.rpartition(":")
        return f"{self.slugs.get(slug, slug)}{colon}{row}" if colon else self.slugs.get(id, id)

    def day(self, day: date) -> date:
        """Return a day moved, where the policy moves dates; else the day itself."""
        if self.policy.dates != "shift":
            return day
        there = day + timedelta(days=self.days)
        self.produced.add(there)
        return there

    def after(self, earlier: Key) -> Key:
        """Return this key with the pseudonyms and the days of an earlier one, which stay what they were.

        Words that are new since get numbers that the earlier key has not given.
        """
        taken = set(earlier.words.values())
        words = dict(earlier.words)
        same = {squashed(word): pseudonym for word, pseudonym in words.items()}
        for word, pseudonym in self.words.items():
            if word not in words:
                words[word] = same.setdefault(squashed(word), _not_taken(pseudonym, taken))
                taken.add(words[word])
        return replace(self, words=words, kinds={**earlier.kinds, **self.kinds}, days=earlier.days)

    def _dates(self, text: str) -> str:
        if self.policy.dates == "keep":
            return text
        return moved(text, self.day) if self.policy.dates == "shift" else coarser(text, self.policy.dates)

    def _rows(self, text: str) -> str:
        return self._ids.sub(lambda found: self.slugs[found[0]], text) if self.slugs else text

    @cached_property
    def _words(self) -> Words:
        return Words(self.words)

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        listed = "|".join(sorted(map(re.escape, self.slugs), key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{listed})(?=:\d)")

    # Kept

    def save(self, path: Path, password: str) -> None:
        """Write the key into a file that only the password opens; raise CaseError where that cannot be."""
        if len(password) < LEAST_PASSWORD:
            remedy = f"Choose one of at least {LEAST_PASSWORD} letters."
            raise CaseError.at(path, "The password is too short.", remedy)
        salt = secrets.token_bytes(16)
        sealed = _cipher(password, salt).encrypt(self._as_json().encode())
        content = {"what": MARK, "salt": base64.b64encode(salt).decode(), "sealed": sealed.decode()}
        making = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(making, json.dumps(content).encode())
            os.chmod(making, 0o600)
            os.replace(making, path)
        except OSError as error:
            raise CaseError.at(
                path, f"The key could not be written ({error.strerror}).", "Choose another place."
            ) from error
        finally:
            making.unlink(missing_ok=True)

    def _as_json(self) -> str:
        return json.dumps(
            {
                "words": dict(self.words),
                "kinds": dict(self.kinds),
                "days": self.days,
                "policy": {**asdict(self.policy)},
                "slugs": dict(self.slugs),
                "exact": sorted(day.isoformat() for day in self.exact),
                "guessed": self.guessed,
            }
        )


def open_key(path: Path, password: str) -> Key:
    """Return a key that was saved; raise CaseError where the file is none or the password is another."""
    from cryptography.fernet import InvalidToken

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["what"] == MARK
        salt, sealed = base64.b64decode(content["salt"]), content["sealed"].encode()
    except OSError as error:
        raise CaseError.at(
            path, f"The key could not be read ({error.strerror}).", "Look where it is."
        ) from error
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        raise CaseError.at(path, "This is no key of the workbench.", "Choose the key's file.") from error
    try:
        said = json.loads(_cipher(password, salt).decrypt(sealed))
    except InvalidToken as error:
        remedy = "Try again. Without the password nobody can open it."
        raise CaseError.at(path, "The password does not open this key.", remedy) from error
    return Key(
        said["words"], said["kinds"], said["days"], policy_of(said["policy"]), said["slugs"],
        frozenset(map(date.fromisoformat, said["exact"])), tuple(said["guessed"]),
    )  # fmt: skip


def _not_taken(pseudonym: str, taken: set[str]) -> str:
    """Return a numbered pseudonym with a number that is free; any other may stand for several words."""
    numbered = re.fullmatch(r"\[(.+) (\d+)\]", pseudonym)
    number = int(numbered[2]) if numbered else 0
    while numbered and pseudonym in taken:
        number += 1
        pseudonym = f"[{numbered[1]} {number}]"
    return pseudonym


def _cipher(password: str, salt: bytes) -> Fernet:
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    derived = Scrypt(salt=salt, **_SCRYPT).derive(password.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def identifiers_in(texts: Iterable[str]) -> dict[str, str]:
    """Return the identifiers in some texts, each with what it is, in their order."""
    found: dict[str, str] = {}
    for text in texts:
        for kind, pattern in IDENTIFIERS:
            for match in pattern.finditer(text):
                found.setdefault(match[0], kind)
    return found


def restored(text: str, key: Key) -> str:
    """Return a text with the real names and days in the place of pseudonyms.

    Where several words had one pseudonym ("Siân", "S.M."), the first of them stands. Dates that
    were made coarser stay so: what was taken away is not in the key.
    """
    back: dict[str, str] = {}
    for word, pseudonym in key.words.items():
        back.setdefault(pseudonym, word)
    text = re.compile(
        "|".join(sorted((rf"(?<!\w){re.escape(one)}(?!\w)" for one in back), key=len, reverse=True)) or "(?!)"
    ).sub(lambda found: back[found[0]], text)
    return moved(text, lambda day: day - timedelta(days=key.days)) if key.policy.dates == "shift" else text


def exact_days(texts: Iterable[str]) -> set[date]:
    """Return the exact dates that stand in some texts."""
    return {day for text in texts for _, day in dates_in(text) if day is not None}
