"""The columns in which a record is kept, in a file as on a server; they are those of `chain.Row`."""

from __future__ import annotations

import sqlalchemy as sa


def record_columns() -> list[sa.Column[object]]:
    """Return new columns for a table of records: the number is its key, or part of it."""
    texts = ("at", "who", "kind", "item", "step")
    return [
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("gone", sa.SmallInteger, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    ]
