"""Names, places and dates made unrecognisable by a policy, reversibly, and checked for leaks."""
