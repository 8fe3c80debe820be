"""Keeps what is in a case out of the log."""

from __future__ import annotations

import logging
import os
import traceback


class LeaveContentOut(logging.Filter):
    """Says that something went wrong and where in the code, but no values and no messages.

    An exception's message may quote a cell of a case, and Voila logs the
    notebook's own code with it. Set WORKBENCH_DEBUG to see everything, on an
    invented case only.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if os.environ.get("WORKBENCH_DEBUG") or getattr(record, "content_left_out", False):
            return True
        record.content_left_out = True
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            steps = traceback.extract_tb(error.__traceback__)
            place = f" at {steps[-1].filename}:{steps[-1].lineno}" if steps else ""
            # An error in a page's own code says its kind here; where it happened is only in its text.
            kind = getattr(error, "ename", type(error).__name__)
            record.msg = f"{kind}{place}"
        elif record.levelno >= logging.ERROR:
            record.msg = f"A problem in {record.name}, {record.pathname}:{record.lineno}"
        else:
            return False
        record.args = ()
        record.exc_info = None
        record.exc_text = None
        return True
