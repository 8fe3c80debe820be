"""What lets a page look for what others wrote, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LOOK_SECONDS = 1.0
"""How often a page looks for what others wrote: they see it within two seconds."""

_LOOKING: set[asyncio.Task[None]] = set()
"""Holds the tasks that look for what others wrote: asyncio itself would let go of them."""


def look_for_others(look: Callable[[], None]) -> None:
    """Have ``look`` called for as long as the page is open, where there is an event loop to do it in."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    task = loop.create_task(_again_and_again(look))
    _LOOKING.add(task)
    task.add_done_callback(_LOOKING.discard)


async def _again_and_again(look: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        look()
