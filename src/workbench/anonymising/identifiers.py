"""What names a person without being a name: addresses, numbers, postcodes, e-mail."""

from __future__ import annotations

import re

_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Close|Cl|Drive|Dr|Lane|Crescent|Cres|Terrace|Place|Court|Gardens|Grove|Way|"
    "Row|Square|Heol|Ffordd|Stryd|Maes|Clos|Rhodfa"
)
_WELSH_STREET = "Heol|Ffordd|Stryd|Maes|Clos|Rhodfa"
_NUMBER = r"\d{1,4}[A-Za-z]?"
_PART = r"(?:[A-Z][\w'\u2019-]*|y|yr|the|of)"
IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail address", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("web address", re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)),
    ("national insurance number", re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")),
    ("NHS number", re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")),
    ("telephone number", re.compile(r"(?<![\w-])(?:\+44\s?\(?0?\)?|0)\d(?:[\s-]?\d){8,9}(?!\w)")),
    ("postcode", re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")),
    ("address", re.compile(rf"(?<!\w)(?:Flat \w+,? )?{_NUMBER},? (?:{_PART} ){{1,3}}(?:{_STREET})(?!\w)")),
    ("address", re.compile(rf"(?<!\w){_NUMBER},? (?:{_WELSH_STREET})(?: {_PART}){{1,3}}")),
)
"""What each is called and how it is written in the United Kingdom, the longest first."""
