"""What the words of every document can be filled in with."""

from __future__ import annotations

from workbench.intake.dates import long_day
from workbench.pack.making import PackInput
from workbench.pack.request import request
from workbench.pack.wordings import Words, words
from workbench.vocabulary import REVIEW_TYPES
from workbench.vocabulary.sentences import counted, listed

UNKNOWN_CHILD = "the child"


def facts(given: PackInput, **more: str) -> dict[str, str]:
    """Return the fields that words of documents may name; what the case does not say is left to fill in."""
    folder = given.case.folder
    asked = request("", folder)
    subjects = [person.label for person in given.case.subjects]
    review = asked.review or REVIEW_TYPES.get(folder.review_type, "")
    running = [str(item.fields["name"]) for item in given.of_kind("proceeding")]
    return {
        "review": review or "[the review's label]",
        "framework": REVIEW_TYPES.get(folder.review_type, "Practice review"),
        "child": listed(subjects) or UNKNOWN_CHILD,
        "period": asked.period or "[from] to [to]",
        "today": long_day(given.today),
        "entries": counted(len(given.case.entries), "entry", "entries"),
        "agencies": listed(agency.label for agency in given.case.agencies.values()) or "[agencies]",
        "proceedings": listed(running) or "",
        **more,
    }


def words_of(given: PackInput, name: str, **more: str) -> Words:
    """Return the words of a document, filled in."""
    return words(name, facts(given, **more), given.words_folder)


def footer(given: PackInput) -> str:
    """Return the line at the foot of every page."""
    kind = "Anonymised" if given.anonymised else "Confidential: for the Review Panel and those it invites"
    return f"{kind}. {facts(given)['review']}. Made on {long_day(given.today)}."
