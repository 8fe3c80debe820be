"""What was passed from one agency to another, or is said to have been: one row for each, step by step.

Sent, received, understood, acted on, fed back: each with its row, or with the
reason why there is none.
"""

from workbench.ledger.book import ledger
from workbench.ledger.by_day import by_day
from workbench.ledger.export import CAUTION, as_json, as_text
from workbench.ledger.gatherings import Gathering
from workbench.ledger.links import NONE, Link, Links, links_of
from workbench.ledger.model import (
    COPY,
    INTENTION,
    INVITATION,
    JOINT_VISIT,
    MEETING,
    MESSAGE,
    MINUTES,
    NO_RECORD,
    NOT_KNOWN,
    SHARED_RECORD,
    STEPS,
    WAYS,
    Ledger,
    Message,
    Step,
    step_counts,
)
from workbench.ledger.paths import (
    BOTH,
    ENDS,
    INTENDED,
    RECEIVER,
    RECEIVER_ALONE,
    SENDER,
    SENDER_ALONE,
    Path,
    StepCount,
    end_of,
    pair_id,
    pairs_of,
    path_words,
    paths,
)
from workbench.ledger.rows import ALWAYS, NEVER, Rows, day_number, day_of

__all__ = [
    "ALWAYS", "BOTH", "CAUTION", "COPY", "ENDS", "INTENDED", "INTENTION", "INVITATION", "JOINT_VISIT",
    "MEETING", "MESSAGE", "MINUTES", "NEVER", "NONE", "NOT_KNOWN", "NO_RECORD", "RECEIVER",
    "RECEIVER_ALONE", "SENDER", "SENDER_ALONE", "SHARED_RECORD", "STEPS", "WAYS", "Gathering", "Ledger",
    "Link", "Links", "Message", "Path", "Rows", "Step", "StepCount", "as_json", "as_text", "by_day",
    "day_number", "day_of", "end_of", "ledger", "links_of", "pair_id", "pairs_of", "path_words", "paths",
    "step_counts",
]  # fmt: skip
