"""The plotly.js that travels with the workbench: the one that the installed Plotly writes figures for."""

from __future__ import annotations

from pathlib import Path

PLOTLY_VERSION = "4.1.1"
PLOTLY_JS = Path(__file__).parent / "static" / f"plotly-basic-{PLOTLY_VERSION}.min.js"
