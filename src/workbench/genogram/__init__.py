"""The family as a genogram: everybody placed once by generation, shown as of any day."""

from workbench.genogram.checks import impossible_lines
from workbench.genogram.json_form import as_json
from workbench.genogram.layout import genogram
from workbench.genogram.model import Genogram, Placed
from workbench.genogram.visible import SeenHousehold, SeenLine, SeenPerson, View

__all__ = [
    "Genogram", "Placed", "SeenHousehold", "SeenLine", "SeenPerson", "View",
    "as_json", "genogram", "impossible_lines",
]  # fmt: skip
