"""The one form in which every kind of the journal is written and changed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.chronology import Case
from workbench.enquiry import form_of, hints
from workbench.gaps import Point
from workbench.journal import KINDS, Conflict, Item
from workbench.pages.sheet import written
from workbench.review import ANSWERS, steps_of


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    name: str
    label: str
    hint: str = ""
    list: str = ""
    of: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormKind:
    """The words of one kind's form."""

    kind: str
    title: str
    many: str
    start: str
    text: str
    """The field that stands on a card; "" where none does."""
    fields: tuple[FormField, ...]


@cache
def _data() -> dict[str, Any]:
    text = files("workbench.pages").joinpath("item_forms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def form_kind(kind: str) -> FormKind:
    """Return the words of a kind's form."""
    said = _data()[kind]
    fields = tuple(FormField(**one) for one in said["fields"])
    return FormKind(kind, said["title"], said["many"], said["start"], said["text"], fields)


@dataclass
class OpenForm:
    """A form as it is open on the page."""

    kind: str
    values: dict[str, str]
    """Its texts by field; lists with one thing a line."""
    item: str = ""
    """The id of the item that it changes; "" where it makes one."""
    seen: int = 0
    """The item's last record when the form was opened."""
    conflict: Conflict | None = None
    problems: tuple[str, ...] = ()
    shown: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.shown = tuple(one.name for one in form_kind(self.kind).fields)


def form_of_item(item: Item) -> OpenForm:
    """Return the form that changes an item."""
    return OpenForm(item.kind, form_of(item.fields), item.id, item.last)


def form_html(form: OpenForm, case: Case, items: Sequence[Item], points: Mapping[str, Point]) -> str:
    """Return an open form as HTML; its answer is "save:", and then the form as JSON.

    ``points`` are the points to explore by the ids of all their reasons.
    """
    said = form_kind(form.kind)
    texts = " ".join(form.values.get(name, "") for name in (said.text,) if name)
    return written(
        "item_form.html",
        title=f"{said.title}: change" if form.item else said.start,
        fields=[_field(one, form, items, points) for one in said.fields],
        offers=_offers(said, case),
        problems=form.problems,
        conflict=_conflict(form, said),
        hints=hints(texts),
        item=form.item,
    )


def _field(
    one: FormField, form: OpenForm, items: Sequence[Item], points: Mapping[str, Point]
) -> dict[str, Any]:
    kind = KINDS[form.kind]
    sort, value = kind.fields[one.name], form.values.get(one.name, "")
    choices = kind.choices.get(one.name, ())
    return {
        "name": one.name,
        "label": one.label,
        "hint": one.hint,
        "offer": one.list,
        "value": value,
        "needed": one.name in kind.needs,
        "sort": "hidden"
        if one.hidden
        else "ticks"
        if one.of
        else "lines"
        if sort in ("texts", "rows")
        else sort,
        "choices": choices,
        "chosen": value or (choices[0] if choices else ""),
        "ticks": _points(value, points) if one.of == "point" else _ticks(one, value, items),
    }


def _points(value: str, points: Mapping[str, Point]) -> list[dict[str, Any]]:
    """Return the points that a hypothesis came from; one whose rows changed since keeps its id."""
    return [
        {"id": id, "label": points[id].gaps[0].title if id in points else id, "kind": "point", "on": True}
        for id in filter(None, value.split("\n"))
    ]


def _ticks(one: FormField, value: str, items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the items that can be ticked; a field that names no kind has none."""
    if not one.of:
        return []
    wanted = ANSWERS if one.of == "answers" else (one.of,)
    ticked = value.split("\n")
    return [
        {"id": item.id, "label": card_text(item), "kind": form_kind(item.kind).title, "on": item.id in ticked}
        for item in items
        if item.kind in wanted or item.id in ticked
    ]


def card_text(item: Item) -> str:
    """Return what stands for an item in a list."""
    name = form_kind(item.kind).text
    return str(item.fields.get(name, "")) if name else form_kind(item.kind).title


def _offers(said: FormKind, case: Case) -> dict[str, Sequence[str]]:
    """Return for each list that a form's fields name what it offers."""
    folder = case.folder
    known: dict[str, Sequence[str]] = {
        "agencies": [agency.label for agency in case.agencies.values()],
        "people": [person.label for person in case.people],
        "steps": [
            step.code for step in steps_of(jurisdiction=folder.jurisdiction, review_type=folder.review_type)
        ],
        **_data()["offers"],
    }
    return {one.list: known[one.list] for one in said.fields if one.list}


def _conflict(form: OpenForm, said: FormKind) -> dict[str, Any] | None:
    if form.conflict is None:
        return None
    labels = {one.name: one.label for one in said.fields}
    mine, theirs = form_of(_given(form.conflict.mine)), form_of(_given(form.conflict.theirs))
    names = list(dict.fromkeys((*form.conflict.mine, *form.conflict.theirs)))
    return {
        "who": form.conflict.who,
        "withdrawn": form.conflict.withdrawn,
        "fields": [
            {"label": labels.get(name, name), "mine": mine.get(name, ""), "theirs": theirs.get(name, "")}
            for name in names
        ],
    }


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
