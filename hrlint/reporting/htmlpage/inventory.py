"""The inventory with links to the sentences that it rests on."""

from __future__ import annotations

from hrlint.matching.inventory import DataItem, Flow, Inventory, Party
from hrlint.reporting.htmlpage.model import DataRow, Link, PartyRow
from hrlint.reporting.htmlpage.places import Places

_FEW = 3


def data_rows(inventory: Inventory, places: Places) -> tuple[DataRow, ...]:
    """What the design handles."""

    def row(item: DataItem) -> DataRow:
        on_wire, at_rest, kept, discussed = (
            tuple(dict.fromkeys(map(places.passage, passages[:_FEW]))) for passages in (item.on_wire, item.at_rest, item.kept, item.discussed)
        )
        flows = tuple(_flow(flow, places) for flow in item.flows[:_FEW])
        return DataRow(item.name, item.kind.value, places.passage(item.introduced), flows, on_wire, at_rest, kept, discussed)

    return tuple(map(row, inventory.data))


def party_rows(inventory: Inventory, places: Places) -> tuple[PartyRow, ...]:
    """Who takes part, and what each of them learns."""

    def row(party: Party) -> PartyRow:
        learns = tuple(places.passage(passage, name) for name, passage in party.learns)
        return PartyRow(party.name, party.kind, places.passage(party.introduced), learns)

    return tuple(map(row, inventory.parties))


def _flow(flow: Flow, places: Places) -> Link:
    to = f" to {flow.recipient}" if flow.recipient else ""
    return places.passage(flow.passage, f"{flow.sender or 'somebody'} {flow.strength} {flow.action}{to}")
