"""All that the part "Who knew what, when" works out of a case, made once and shown for any moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import plotly.graph_objects as go

from workbench.chronology import Case
from workbench.figures.share_held import moved_share_cursor, share_figure
from workbench.intake.dates import long_day
from workbench.knowledge import how_words, knowledge, needs
from workbench.knowledge.measures import Events, ShareHeld, key_events, share_held
from workbench.ledger import Ledger, ledger, pairs_of
from workbench.pages import known_ledger, known_views
from workbench.pages.known_matrix import Matrix
from workbench.pages.known_panel import Moment
from workbench.pages.known_paths import CasePaths
from workbench.pages.narrow_panel import Kept
from workbench.pages.sheet import written


class KnownCase:
    """The knowledge of one case as the page shows it."""

    lines_shown = known_ledger.LINES_SHOWN

    def __init__(self, case: Case) -> None:
        self.case = case
        self.knowledge = knowledge(case)
        self.needs = needs(self.knowledge)
        self._drawn: tuple[tuple[object, ...], go.Figure] | None = None
        self._narrowed: tuple[Kept, Events, ShareHeld] | None = None
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

    @cached_property
    def pairs(self) -> dict[str, tuple[str, str]]:
        """Who passed something on to whom, by the id of the pair."""
        return pairs_of(self.ledger)

    @cached_property
    def paths(self) -> CasePaths:
        """What was passed on, by pairs of agencies."""
        return CasePaths(self.case, self.ledger, self.knowledge.names)

    def held_of(self, kept: Kept | None) -> tuple[Events, ShareHeld]:
        """Return the key events with a record among the entries kept, and the share of these."""
        if kept is None:
            return self.events, self.share
        if self._narrowed is None or self._narrowed[0] is not kept:
            some = self.events.with_rows(self.within(kept))
            self._narrowed = kept, some, share_held(self.knowledge, some)
        return self._narrowed[1:]

    def within(self, kept: Kept) -> np.ndarray:
        """Return for each entry whether it is among those kept."""
        return self.case.entries.index.isin(kept.ids)

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

    def drawn(self, view: str, moment: Moment, whose: str, *, pair: str) -> tuple[go.Figure, str] | None:
        """Return the figure of a view and what it shows in words; None where there is nothing to draw."""
        if view == "share":
            return self.share_figure(moment, whose)
        return self.paths.figure(moment, pair) if view == "paths" else None

    def moved(self, view: str, day: date | None) -> dict[str, Any]:
        """Return what of the layout of a view's figure is another on a day."""
        return moved_share_cursor(day) if view == "share" else {}

    def share_figure(self, moment: Moment, whose: str) -> tuple[go.Figure, str]:
        """Return the curves and what they show in words; the same ones where only the day is another."""
        by = moment.day if moment.hide_later else None
        key = (whose, by, moment.projector, moment.kept)
        _, share = self.held_of(moment.kept)
        if not self._drawn or self._drawn[0] != key:
            figure = share_figure(
                share,
                {name: self.label(name) for name in share.names},
                since=self.case.period[0] if self.case.period else self.last,
                until=self.last,
                day=moment.day,
                hide_later=moment.hide_later,
                chosen=whose,
                projector=moment.projector,
            )
            self._drawn = key, figure
        of = max((of for _, of in share.on(by or self.last).values()), default=0)
        return self._drawn[
            1
        ], f"Key events held by each agency over time, out of {of} on record with anybody."

    def written(
        self, view: str, moment: Moment, whose: str, *, all_rows: bool, start: int, pair: str = ""
    ) -> str:
        """Return one view as HTML."""
        day = moment.day or self.last
        by = moment.day if moment.hide_later else None
        if view == "matrix":
            table = self.matrix.shown(
                moment.day, hide_later=moment.hide_later, chosen=whose, kept=moment.kept
            )
            return written("known_matrix.html", **table)
        if view == "ledger":
            found = known_ledger.listed_messages(
                self.case,
                self.ledger,
                moment.chosen,
                by=by,
                start=start,
                kept=moment.kept,
                pair=self.pairs.get(pair),
            )
            return written("known_ledger.html", **found)
        if view == "paths":
            return written("known_paths.html", **self.paths.words(moment, pair))
        events, share = self.held_of(moment.kept)
        if view == "card":
            known = self.knowledge.at(whose, day)
            within = self.within(moment.kept) if moment.kept else None
            card = known_views.card(self.knowledge, known, share, events, within=within, all_rows=all_rows)
            return written("known_card.html", **card)
        return self._share_words(day, events, share)

    def _share_words(self, day: date, events: Events, share: ShareHeld) -> str:
        rows = known_views.shares(self.knowledge, share, day)
        return written(
            "known_share.html",
            day=long_day(day),
            of=rows[0]["of"] if rows else 0,
            any=bool(len(share.days)),
            rows=rows,
            undated=share.undated,
            together=known_views.together_words(self.knowledge, day, events),
            caution=share.caution,
        )
