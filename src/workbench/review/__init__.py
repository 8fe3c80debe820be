"""The review itself: milestones, meetings, terms of reference, and what came back from the learning event."""
