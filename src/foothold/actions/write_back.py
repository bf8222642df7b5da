"""The file a CRM reads back: its own id first, then the six columns of METHOD 11. Nothing is sent anywhere."""

from datetime import datetime

from foothold.core.write_back import COLUMNS
from foothold.core.written_tables import as_csv
from foothold.records.models import Membership
from foothold.records.write_back import crms_of, new_for_crm, written_back

NEW = "new"
"""Instead of a CRM's name: the deals no CRM has yet."""
_IDS = {"hubspot": "Record ID", "salesforce": "Opportunity ID", "pipedrive": "Deal - ID"}


class UnknownCrm(ValueError):
    """No deal of this person came from a CRM of that name; the message names those there are."""


def write_back(seat: Membership, crm: str, *, now: datetime) -> str:
    """The CSV of this person's open deals in `crm`, or of those that may be made in one (`NEW`). UnknownCrm.

    Times are ISO 8601 with offset in the workspace's zone; empty cells are not known. No cell is run as a formula.
    """
    if crm == NEW:
        made = new_for_crm(seat, now=now)
        rows = [(deal.name, deal.account.name, *row.cells[1:]) for deal, row in made]
        return as_csv(("name", "account", *COLUMNS), rows)
    known = crms_of(seat)
    if crm not in known:
        listed = ", ".join(known) or "none yet"
        raise UnknownCrm(f'No deal came from "{crm}". There are: {listed}.')
    header = (_IDS.get(crm, "id"), *COLUMNS)
    return as_csv(header, [row.cells for row in written_back(seat, crm, now=now)])
