"""The guidance's figures as data, chosen by jurisdiction and the date of the event.

`practice-standards.csv` holds one row per standard with its source and how sure
we are of it. Nothing in the code repeats a figure from it: a gap names the ids
it leans on, and `in_force` says which of them applied on the day, as the case
changes it: case.toml may say ``[standards.WA-053]`` with ``within``, ``unit``,
``on`` and always ``why``. A figure that is "uncertain" raises nothing unless a
case switches it on.

How to read the file. ``within`` and ``unit`` say how long after ``clock_starts``
the response is expected; a negative figure is a time before it, and an empty one
means that the text names no time. ``note`` begins with marks and dates:

    [statutory] [procedure] [review-process]   what kind of text it is; no mark: other guidance
    [existence-only]   look whether a record is there at all, not how soon
    [threshold]        a number to reach (a score, a count), not a time
    [recurring]        the response is expected again and again at this interval
    [before]           the response comes before the clock's event
    [local]            one area's protocol, not a national rule
    [legacy]           replaced since; for events of its own time
    [secondary]        seen quoted on another page, not in the text itself
    applies_from=DAY applies_to=DAY   the first and last day on which it held

Lines and paragraphs in notes are those of the published text that the note
names: "CYSUR 2/2020" and "CYSUR 4/2017" are concise child practice reviews of
Mid and West Wales; "the 2023 thematic analysis" is *Risk, Response and Review*
(McManus, Ball and Almond); "the 2011 draft guidance" is the consultation on
*Protecting Children in Wales: Arrangements for Multi-Agency Child Practice
Reviews*; "the 2015 review of the framework" is the review of how child practice
reviews were put into practice.
"""

from workbench.standards.choosing import in_force, of_case, written_in
from workbench.standards.model import (
    UNITS,
    WEIGHTS,
    Change,
    Changes,
    Rule,
    Standard,
    StandardsError,
    StandardsProblem,
)
from workbench.standards.reading import read_standards, standards

__all__ = [
    "UNITS",
    "WEIGHTS",
    "Change",
    "Changes",
    "Rule",
    "Standard",
    "StandardsError",
    "StandardsProblem",
    "in_force",
    "of_case",
    "read_standards",
    "standards",
    "written_in",
]
