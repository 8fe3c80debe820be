"""Invented cases with planted patterns and their named false alarms; see ``gaps_planted.py``.

``voices.toml`` says how each service writes, ``lives.toml`` what ordinary work
looks like, ``patterns/*.toml`` what is planted. All of it is written from the
field's description of the patterns, none of it from the code that looks for them.
"""
