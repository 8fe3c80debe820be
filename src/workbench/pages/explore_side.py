"""What stands at the left of the explore page: the points, the chosen one, or the chosen entry."""

from __future__ import annotations

from workbench.chronology import Case
from workbench.chronology.side_by_side import places_that_differ
from workbench.pages import point_views, records, views
from workbench.pages.points_panel import PointsPanel
from workbench.pages.selection import Selection
from workbench.pages.sheet import written

BACK = {"": "All points", "gap": "Back to the point", "differ": "Back to where records differ"}


def side_html(
    case: Case,
    points: PointsPanel,
    *,
    chosen: Selection,
    point: Selection,
    narrowed: str,
) -> str:
    """Return the side as HTML for what is chosen, and the point from which it was."""
    places = places_that_differ(case)
    if chosen.kind == "entry":
        return written(
            "entry.html",
            entry=views.entry(case, points.gaps, chosen.id),
            **records.together(case, places, chosen.id),
            back=BACK[point.kind],
            onward=point_views.onward(case, f"entry:{chosen.id}", ()),
            notes=points.notes(chosen.id),
            puts=[],
            cursor=True,
            outside=narrowed if points.leaves_out(chosen.id) else "",
        )
    if chosen.kind == "differ":
        return written("differ.html", **records.place(case, places[chosen.id]))
    if chosen.kind == "gap":
        return points.one(chosen.id)
    return points.page(
        chosen,
        narrowed=narrowed,
        differ=records.listed_places(case, places, chosen.events if chosen else None),
        about=views.code_label(case, {"agency": "told"}.get(chosen.kind, "people"), chosen.id),
        onward=point_views.onward(case, f"{chosen.kind}:{chosen.id}", ()) if chosen else [],
        lit=views.counted(len(chosen.events), "entry", "entries"),
        entries=views.cited(case, chosen.events[: views.ROWS_LISTED]),
        more=max(len(chosen.events) - views.ROWS_LISTED, 0),
        looked=views.looked_at(case, points.found),
    )
