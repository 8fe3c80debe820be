"""Counts out how much single words speak for a kind, and writes ``coding/clues.csv``.

Run: python benchmarks/fit_clues.py [--check] [--write]

The entries are the labelled ones of ``tests/`` that may be read, ``coding_kinds.csv``
and the examples of ``rules.toml``: never a half "held". A word's points are those of a
logistic regression over all kinds at once, kept small by a penalty, so that a word
of two or three entries decides nothing alone. ``--check`` leaves out a third of the sets whose
labellers knew no rule, in turn, and says how often rules and clues together are right there.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence

import numpy as np
from coding import AGENCIES, FAMILY, LABELLED, ROOT, Row, labelled
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from workbench.coding import clues as model
from workbench.coding.clues import AGENCY, ANYWHERE, CODES, FIRST, SCALE, Clues, Folding, places
from workbench.coding.rules import NOTHING, read_rules
from workbench.coding.table import Reader
from workbench.coding.weighing import ALSO_NAMED
from workbench.coding.words import SIGNS, Lexicon, words_in, words_of
from workbench.vocabulary import AGENCY_TYPES

UNREAD = ("coding_labelled_c.csv", "coding_labelled_d.csv")
"""The sets whose entries no rule was written from."""
PENALTY, ROUNDS, FEWEST = 0.5, 60, 2
AGENCY_SHARE = 2.0
"""An agency's type is known for sure, so that its points are held back less than a word's."""
HELD_BACK = 0.95
"""Points counted from few entries are surer of themselves than they should be."""
LEAST = 1
"""Points (tenths) below which a word's are left out of the file."""


def entries() -> list[Row]:
    """Return all entries that may be read, with the set that each is of."""
    rows = [row | {"set": name} for name in LABELLED for row in labelled(name) if row["half"] == "write"]
    rows += [row | {"set": "kinds", "response": ""} for row in labelled("coding_kinds.csv")]
    rows += [
        {
            "set": "rules",
            "agency": rule.example_agency,
            "event": rule.example,
            "response": "",
            "kind": rule.code,
        }
        for rule in read_rules().rules
        if rule.field in ("kind", NOTHING) and rule.cell != "response"
    ]
    return rows


def blank(rows: Sequence[Row]) -> Clues:
    """Return the words of some entries as clues that have no points yet."""
    fold = Folding(read_rules())
    told = Counter(word for row in rows for word in {fold(word) for word, _, _ in words_of(row["event"])})
    words = sorted(word for word, count in told.items() if count >= FEWEST and word not in SIGNS)
    empty = np.zeros((len(words), len(CODES)))
    return Clues({word: at for at, word in enumerate(words)}, fold, empty, empty.copy(), {})


def features(rows: Sequence[Row], clues: Clues) -> csr_matrix:
    """Return the entries as rows of what counts: words anywhere, words among the first, the agency's type."""
    lexicon = Lexicon([clues], {"sign": SIGNS})
    words = words_in([row["event"] for row in rows], lexicon)
    (forms,), groups = lexicon.tables()
    everything = np.ones(len(rows), dtype=bool)
    found = places(words.text, words.numbers, forms, groups["sign"][words.numbers], everything)
    early = found.order < model.OPENING
    share = np.where(found.order < model.BEGINNING, 1.0, model.LATER)
    types = sorted(AGENCY_TYPES)
    size = len(clues.words)
    cells = np.concatenate([found.cell, found.cell[early], np.arange(len(rows))])
    columns = np.concatenate(
        [found.clue, size + found.clue[early], [2 * size + types.index(row["agency"]) for row in rows]]
    )
    values = np.concatenate([share, np.ones(early.sum()), np.full(len(rows), AGENCY_SHARE)])
    return csr_matrix((values, (cells, columns)), shape=(len(rows), 2 * size + len(types)))


def fitted(rows: Sequence[Row]) -> Clues:
    """Return clues with the points that go best with the labels of some entries."""
    clues = blank(rows)
    told = features(rows, clues)
    wanted = np.zeros((len(rows), len(CODES)))
    wanted[np.arange(len(rows)), [CODES.index(row["kind"]) for row in rows]] = 1
    shape = 2 * len(clues.words) + len(AGENCY_TYPES), len(CODES)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        points = flat.reshape(shape)
        shares = model.likelihoods(told @ points)
        wrong = -np.log(np.maximum((shares * wanted).sum(axis=1), 1e-300)).sum()
        slope = told.T @ (shares - wanted) + PENALTY * points
        return wrong + PENALTY / 2 * (flat @ flat), slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x.reshape(shape)
    best *= HELD_BACK
    points = np.rint(best * SCALE)
    points[np.abs(points) < LEAST] = 0
    size = len(clues.words)
    agency = dict(zip(sorted(AGENCY_TYPES), np.rint(best[2 * size :] * SCALE * AGENCY_SHARE), strict=True))
    return Clues(clues.words, clues.fold, points[:size], points[size : 2 * size], agency)


def write(clues: Clues) -> None:
    """Write the file that the program reads."""

    def said(points: np.ndarray) -> str:
        order = np.argsort(-points, kind="stable")
        return ", ".join(f"{CODES[at] or 'none'} {int(points[at])}" for at in order if points[at])

    with (ROOT / "src/workbench/coding/clues.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["place", "word", "points"])
        rows = [(AGENCY, name, points) for name, points in clues.agency.items()]
        rows += [(ANYWHERE, word, clues.anywhere[at]) for word, at in clues.words.items()]
        rows += [(FIRST, word, clues.first[at]) for word, at in clues.words.items()]
        out.writerows([place, word, said(points)] for place, word, points in rows if points.any())
    read = sum(bool(points.any()) for _, _, points in rows)
    print(f"{read} rows of {len(clues.words)} words")


def points_of(rows: Sequence[Row], clues: Clues) -> np.ndarray:
    """Return the points of entries for each kind."""
    size = len(clues.words)
    agency = np.array([clues.agency[name] for name in sorted(AGENCY_TYPES)]) / AGENCY_SHARE
    return features(rows, clues) @ np.concatenate([clues.anywhere[:size], clues.first[:size], agency]) / SCALE


def check(rows: Sequence[Row], folds: int = 3) -> None:
    """Print how often rules and clues are right on entries that the points were not counted from."""
    asked = [at for at, row in enumerate(rows) if row["set"] in UNREAD]
    found, _ = Reader(AGENCIES, FAMILY, {}).by_rules([row_of(rows[at]) for at in asked])
    points = np.zeros((len(asked), len(CODES)))
    for fold in range(folds):
        left_out = set(asked[fold::folds])
        clues = fitted([row for at, row in enumerate(rows) if at not in left_out])
        points[fold::folds] = points_of([rows[at] for at in asked[fold::folds]], clues)
    for at, one in enumerate(found):
        for code in one.also:
            points[at, CODES.index(code)] += ALSO_NAMED
    rules = [CODES.index(one.codes.get("kind", "")) for one in found]
    points[np.arange(len(asked)), rules] += [one.sureness for one in found]
    shares = model.likelihoods(points)
    best = shares.argmax(axis=1)
    labels = np.array([CODES.index(rows[at]["kind"]) for at in asked])
    print(f"{'sure enough':12}{'precision':>10}{'recall':>10}")
    for least in (0.0, 0.5, 0.6, 0.7):
        said = (shares.max(axis=1) >= least) & (best > 0)
        right = (said & (best == labels)).sum()
        print(f"{least:<12}{right / said.sum():10.3f}{right / (labels > 0).sum():10.3f}")


def row_of(row: Row) -> tuple[str, ...]:
    return row["agency"], row["event"], row["response"], "", ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Points of single words for kinds.")
    parser.add_argument("--check", action="store_true", help="measure on entries left out")
    parser.add_argument("--write", action="store_true", help="write coding/clues.csv")
    chosen = parser.parse_args()
    rows = entries()
    if chosen.check:
        check(rows)
    if chosen.write:
        write(fitted(rows))


if __name__ == "__main__":
    main()
