"""How an agency came to hold a row, in words."""

from __future__ import annotations

from workbench.chronology.pairs.labels import agency_label, on
from workbench.knowledge.case_knowledge import Knowledge
from workbench.knowledge.known import Known
from workbench.knowledge.routes import BOTH_ENDS, NAMED_THERE, OWN, SENDER_ONLY, SOME_SERVICE, SURE, THERE
from workbench.ledger import COPY, MINUTES, NO_RECORD, NONE, NOT_KNOWN, SHARED_RECORD
from workbench.vocabulary import KINDS

_TOLD = {
    COPY: "copied in by {who} {when}", MINUTES: "by the record of a meeting from {who} {when}",
    SHARED_RECORD: "read in the record of {who} {when}",
}  # fmt: skip
NOT_CONFIRMED = " (read from the words, not confirmed)"
CAUTION = (
    "This is what the timelines supplied show could have been known, not what anybody knew or had in mind. "
    "What was passed on and not written down is not here."
)


def how_words(known: Known) -> dict[str, str]:
    """Return for each row held how it was: "own record", "told by ... on ...", "at meeting on ..."."""
    cells = known.knowledge.case.entries[["earliest", "latest", "date_text", "precision", "edtf"]]
    wanted = _rows_to_date(known)
    dated = cells.iloc[wanted].to_dict("records")
    when = {row: on(cell) for row, cell in zip(wanted, dated, strict=True)}
    return {id: _how(known, route, when) for id, route in known.routes.items()}


def sure_words(known: Known) -> dict[str, str]:
    """Return for each row held how sure that is."""
    return {id: _sure(known, route) for id, route in known.routes.items()}


def _sure(known: Known, route: int) -> str:
    routes, columns = known.held.routes, known.knowledge.rows.columns
    words = SURE[int(routes.how[route])]
    if routes.link[route] == NONE:
        gathering = known.knowledge.gathering_of.get(int(routes.row[route]))
        read = gathering is not None and routes.how[route] != OWN and known.agency in gathering.by_words
        return f"{words}{NOT_CONFIRMED}" if read else words
    link = known.knowledge.links.links[int(routes.link[route])]
    ends = ((link.sent, "told"), (link.received, "heard_from"))
    suggested = any(at != NONE and name in columns["suggested"][at] for at, name in ends)
    return f"{words}{NOT_CONFIRMED}" if suggested else words


def _rows_to_date(known: Known) -> list[int]:
    routes = known.held.routes
    found = {_dated_by(known, route) for route in known.routes.values() if routes.how[route] != OWN}
    return sorted(found)


def _dated_by(known: Known, route: int) -> int:
    """Return the row whose date says when it was told: that of the receipt where there is one."""
    routes = known.held.routes
    shown = int(routes.shown[route])
    return shown if shown != NONE else int(routes.row[route])


def _how(known: Known, route: int, when: dict[int, str]) -> str:
    routes, knowledge = known.held.routes, known.knowledge
    how, row, link = (int(column[route]) for column in (routes.how, routes.row, routes.link))
    who = agency_label(knowledge.rows.agency[row], knowledge.case.agencies)
    if how == OWN:
        return "own record"
    if knowledge.rows.agency[row] == known.agency.partition("/")[0]:
        return "own record of its agency; which of its services is not said"
    at = when[_dated_by(known, route)]
    way = knowledge.links.links[link].way if link != NONE else ""
    if how in (THERE, NAMED_THERE) or (how == SOME_SERVICE and link == NONE):
        return _there(knowledge, row, who, at) + (
            "; which service is not said" if how == SOME_SERVICE else ""
        )
    told = _TOLD.get(way, "told by {who} {when}").format(who=who, when=at)
    if how == BOTH_ENDS:
        return told
    said = (
        f"said to have been {told}" if told.startswith(("told", "copied")) else f"said to have got it {told}"
    )
    if how == SOME_SERVICE:
        return f"{said}; which service is not said"
    assert how == SENDER_ONLY
    return f"{said}; its arrival: {_why_no_receipt(knowledge, known.agency, row)}"


def _why_no_receipt(knowledge: Knowledge, agency: str, row: int) -> str:
    rows = knowledge.rows
    covered = rows.covered(rows.meant(agency), rows.firsts[row], rows.lasts[row])
    return NO_RECORD if covered else NOT_KNOWN


def _there(knowledge: Knowledge, row: int, who: str, at: str) -> str:
    kind = knowledge.rows.columns["kind"][row]
    label = KINDS[kind].label if kind in KINDS else ""
    what = f"{label[:1].lower()}{label[1:]}, " if label else ""
    return f"at {knowledge.gathering_of[row].way} {at} ({what}recorded by {who})"
