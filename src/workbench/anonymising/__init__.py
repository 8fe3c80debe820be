"""Names, places and dates made unrecognisable by a policy, reversibly, and checked for leaks."""

from workbench.anonymising.case import anonymised_case, anonymised_items, anonymised_points
from workbench.anonymising.key import Key, open_key, restored
from workbench.anonymising.leaks import Leak, leaks_in
from workbench.anonymising.making import new_key
from workbench.anonymising.policy import Policy, read_policy

__all__ = [
    "Key",
    "Leak",
    "Policy",
    "anonymised_case",
    "anonymised_items",
    "anonymised_points",
    "leaks_in",
    "new_key",
    "open_key",
    "read_policy",
    "restored",
]
