"""Customer systems: deals, people and what was logged in; where each deal stands out.

The port is narrow on purpose. Into Foothold goes an iterable of `core.crm_rows` (CrmOpportunity, CrmContact,
CrmCompany, CrmAct), each with the CRM's own `key`; out of it go `core.write_back.WriteBack` rows, by the same keys. A
file gives the first through `export_file.read_crm` and takes the second as CSV. A live connection will do the same two
things over HTTP: give the rows changed since a moment, and take write-back rows; matching, history, undo and what may
be made in the CRM stay in the actions, whatever brings the rows.
"""
