"""From a gap to a hypothesis, a line of enquiry and a question for the learning event."""
