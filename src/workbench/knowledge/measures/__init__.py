"""Measures of who knew what, with plain names; each carries what it is out of, and a caution.

They say how information lay with the agencies according to the timelines
supplied, and nothing of what anybody could be asked to have done with it.
"""

from workbench.knowledge.measures.cover import smallest_cover
from workbench.knowledge.measures.events import KEY_KINDS, Events, key_events, topics_held
from workbench.knowledge.measures.export import as_json
from workbench.knowledge.measures.first import TOPIC_CAUTION, TopicFirst, first_held
from workbench.knowledge.measures.meeting import MEETING_CAUTION, MeetingDay, first_meeting_day
from workbench.knowledge.measures.share import SHARE_CAUTION, ShareHeld, share_held
from workbench.knowledge.measures.together import COVER_CAUTION, TogetherHeld, together_held
from workbench.knowledge.measures.ways import FirstWay, first_ways

__all__ = [
    "COVER_CAUTION", "KEY_KINDS", "MEETING_CAUTION", "SHARE_CAUTION", "TOPIC_CAUTION", "Events", "FirstWay",
    "MeetingDay", "ShareHeld", "TogetherHeld", "TopicFirst", "as_json", "first_held", "first_meeting_day",
    "first_ways", "key_events", "share_held", "smallest_cover", "together_held", "topics_held",
]  # fmt: skip
