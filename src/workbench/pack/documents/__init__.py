"""Every document of the pack, in the order of the process."""

from __future__ import annotations

from workbench.pack.documents.drawings import genogram_picture, network_picture
from workbench.pack.documents.event import evaluation, facilitator, invitation, note_taker
from workbench.pack.documents.preparation import preparation
from workbench.pack.documents.report import actions, briefing, recommendation, report, terms
from workbench.pack.documents.timelines import merged, summary
from workbench.pack.documents.wall import wall_timeline
from workbench.pack.making import Document

DOCUMENTS = (
    Document("recommendation", "Recommendation form", recommendation),
    Document("terms", "Terms of reference", terms),
    Document("merged", "Merged timeline", merged),
    Document("summary", "Summary timeline", summary),
    Document("wall", "Wall timeline", wall_timeline),
    Document("genogram", "Genogram", genogram_picture, in_anonymised=False),
    Document("network", "Network of contacts", network_picture),
    Document("invitation", "Invitation", invitation),
    Document("preparation", "Preparation sheets", preparation),
    Document("facilitator", "Facilitator's plan", facilitator),
    Document("notes", "Note-taker's sheet", note_taker),
    Document("evaluation", "Evaluation form", evaluation),
    Document("report", "Report skeleton", report),
    Document("actions", "Action plan", actions),
    Document("briefing", "Seven-minute briefing", briefing),
)
