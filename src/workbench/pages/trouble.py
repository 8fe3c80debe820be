"""A fault in a page's own code, said on the page instead of nowhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

WORDS = (
    "Something went wrong on this page. What was shown as kept is kept. Reload the page; if it happens "
    "again, say what you did last when you report it."
)


def on_trouble(then: Callable[[str], None]) -> None:
    """Call ``then`` with a sentence whenever a click or an answer ends in an error nobody foresaw.

    Otherwise such an error would go to the kernel's own output, which no page
    shows, and a button would seem to do nothing. Only as a page: in JupyterLab
    the error belongs to whoever wrote the cell.
    """
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None or not os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):
        return

    shown = shell.showtraceback  # widgets call it for whatever their listeners raise

    def say(*arguments: Any, running_compiled_code: bool = False, **options: Any) -> None:
        if running_compiled_code:  # the page itself could not be made, which Voila says
            shown(*arguments, running_compiled_code=True, **options)
        else:
            then(WORDS)

    shell.showtraceback = say
