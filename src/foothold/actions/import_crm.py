"""Take a CRM's export in: deals, people, firms and what was logged, by their keys; all of it or nothing (DESIGN 5)."""

from datetime import datetime

from django.db import transaction

from foothold.actions.crm_accounts import CrmAccounts
from foothold.actions.forget_unused import settle_accounts_again
from foothold.actions.import_calendar import NO_PROGRESS, Progress, Taken, finish, source_of_file
from foothold.actions.mark_erased import ErasedPeople
from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.start_import import start_import
from foothold.actions.store_crm_deals import store_deals
from foothold.actions.store_crm_log import store_log
from foothold.actions.store_crm_people import store_companies, store_contacts
from foothold.actions.taking_crm import TakingCrm
from foothold.actions.tell_columns import remember_columns
from foothold.connectors.crm.export_file import CrmFile
from foothold.connectors.crm.export_mapping import Told
from foothold.core.crm_rows import CrmAct, CrmCompany, CrmContact, CrmKind, CrmOpportunity
from foothold.records.changes_kept import changed_by
from foothold.records.models import Membership
from foothold.records.models.sources import SourceType

PROGRAM_NAMES = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive", "csv": "CRM"}
"""How programs are called on screen."""


def import_crm(
    seat: Membership,
    file: CrmFile,
    name: str,
    *,
    now: datetime,
    told: Told | None = None,
    progress: Progress = NO_PROGRESS,
) -> Taken:
    """Store an export in one transaction; the same rows again change only what the CRM says differently.

    A deal's amount is E2; its stage and expected day are the seller's forecast and judge nothing (METHOD 7.1). What
    was logged is the seller's word. Nothing of it is a meeting, a touch or an act of the customer.
    """
    proposal = file.proposal
    kind = proposal.kind or CrmKind.DEALS
    with transaction.atomic():
        key = f"{PROGRAM_NAMES.get(proposal.program, proposal.program)}, {kind.value}"
        source = source_of_file(seat, SourceType.CRM, key, name)
        run = start_import(seat, source, [name], now=now)
        firms, erased = CrmAccounts.of(seat.workspace_id, proposal.program), ErasedPeople.of(seat.workspace_id)
        taking = TakingCrm(seat, run, firms, proposal, now, progress, erased)
        for row in file.rows:
            for doubt in row.doubts:
                taking.doubt(doubt, row.row)
        if kind is CrmKind.DEALS:
            store_deals(taking, [row for row in file.rows if isinstance(row, CrmOpportunity)])
        elif kind is CrmKind.CONTACTS:
            store_contacts(taking, [row for row in file.rows if isinstance(row, CrmContact)])
        elif kind is CrmKind.COMPANIES:
            store_companies(taking, [row for row in file.rows if isinstance(row, CrmCompany)])
        else:
            store_log(taking, [row for row in file.rows if isinstance(row, CrmAct)])
        taking.write_down()
        taken = taking.taken
        taken.skipped = [*file.skipped, *taking.doubts(name)]
        remember_columns(seat, proposal, now=now, told=told)
        finish(run, taken, now=now)
        with changed_by(run):
            settle_accounts_again(seat, taking.touched)
        settle_after_evidence(seat.workspace_id, taking.judged, now=now)
    return taken
