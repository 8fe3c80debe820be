"""All that the part "Who knew what, when" works out of a case, made once and shown for any moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import plotly.graph_objects as go

from workbench.chronology import Case
from workbench.figures.share_held import move_share_cursor, share_figure
from workbench.intake.dates import long_day
from workbench.knowledge import how_words, knowledge, needs
from workbench.knowledge.measures import Events, ShareHeld, key_events, share_held
from workbench.ledger import Ledger, ledger
from workbench.pages import known_ledger, known_views
from workbench.pages.known_matrix import Matrix
from workbench.pages.known_panel import Moment
from workbench.pages.sheet import written


class KnownCase:
    """The knowledge of one case as the page shows it."""

    lines_shown = known_ledger.LINES_SHOWN

    def __init__(self, case: Case) -> None:
        self.case = case
        self.knowledge = knowledge(case)
        self.needs = needs(self.knowledge)
        self._drawn: tuple[tuple[str, date | None, bool], go.Figure] | None = None
        self.last = case.period[1] if case.period else date(2000, 1, 2)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Who can be asked about, with labels: agencies, and behind each its services and practitioners."""
        return [(name, self.label(name)) for name in self.knowledge.all_names()]

    @cached_property
    def matrix(self) -> Matrix:
        """Agencies by topics."""
        return Matrix(self.knowledge)

    @cached_property
    def events(self) -> Events:
        """The key events."""
        return key_events(self.knowledge)

    @cached_property
    def share(self) -> ShareHeld:
        """How many of the key events each agency held."""
        return share_held(self.knowledge, self.events)

    @cached_property
    def ledger(self) -> Ledger:
        """What was passed on."""
        return ledger(self.case, self.knowledge.links)

    def find(self, name: str) -> str:
        """Return the name under which an agency is known here; that with the most entries for none."""
        return self.knowledge.find(name) if name else self._with_most_entries

    @cached_property
    def _with_most_entries(self) -> str:
        return str(self.case.entries["agency"].value_counts().idxmax())

    def label(self, name: str) -> str:
        """Return how an agency is called on the page."""
        return known_views.label_of(self.knowledge, name)

    def held(self, name: str, day: date | None) -> Mapping[str, str]:
        """Return how an agency held each entry by a day, and how sure its day is."""
        known = self.knowledge.at(name, day or self.last)
        how = how_words(known)
        possible = set(known.possible)
        return {id: f"possibly: {words}" if id in possible else words for id, words in how.items()}

    def share_figure(self, moment: Moment, whose: str) -> tuple[go.Figure, str]:
        """Return the curves and what they show in words; where only the day is another, its line moves."""
        by = moment.day if moment.hide_later else None
        key = (whose, by, moment.projector)
        if self._drawn and self._drawn[0] == key:
            figure = move_share_cursor(self._drawn[1], moment.day)
        else:
            figure = share_figure(
                self.share,
                {name: self.label(name) for name in self.share.names},
                since=self.case.period[0] if self.case.period else self.last,
                until=self.last,
                day=moment.day,
                hide_later=moment.hide_later,
                chosen=whose,
                projector=moment.projector,
            )
            self._drawn = key, figure
        of = max((of for _, of in self.share.on(by or self.last).values()), default=0)
        return figure, f"Key events held by each agency over time, out of {of} on record with anybody."

    def written(self, view: str, moment: Moment, whose: str, *, all_rows: bool, start: int) -> str:
        """Return one view as HTML."""
        day = moment.day or self.last
        by = moment.day if moment.hide_later else None
        if view == "matrix":
            table = self.matrix.shown(moment.day, hide_later=moment.hide_later, chosen=whose)
            return written("known_matrix.html", **table)
        if view == "card":
            known = self.knowledge.at(whose, day)
            card = known_views.card(self.knowledge, known, self.share, self.events, all_rows=all_rows)
            return written("known_card.html", **card)
        if view == "ledger":
            found = known_ledger.listed_messages(self.case, self.ledger, moment.chosen, by=by, start=start)
            return written("known_ledger.html", **found)
        return self._share_words(day)

    def _share_words(self, day: date) -> str:
        rows = known_views.shares(self.knowledge, self.share, day)
        return written(
            "known_share.html",
            day=long_day(day),
            of=rows[0]["of"] if rows else 0,
            any=bool(len(self.share.days)),
            rows=rows,
            undated=self.share.undated,
            together=known_views.together_words(self.knowledge, day, self.events),
            caution=self.share.caution,
        )
