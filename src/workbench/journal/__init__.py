"""What the panel wrote about a case: append-only records, each with who and when."""
