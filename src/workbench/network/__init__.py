"""The agency-contact network: who is recorded as in touch with whom, as of any day."""

from workbench.network.contacts import contacts
from workbench.network.expected import ExpectedContact, Without
from workbench.network.measures import CAUTION, as_json, measures, to_networkx
from workbench.network.model import Edge, Network, Node, Seen, network
from workbench.network.rings import RADIUS

__all__ = [
    "CAUTION", "RADIUS", "Edge", "ExpectedContact", "Network", "Node", "Seen", "Without", "as_json",
    "contacts", "measures", "network", "to_networkx",
]  # fmt: skip
