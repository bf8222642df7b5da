"""What programs call the columns of their exports, English and German, by what the column holds.

Names are compared as words (`call_columns.plain_name`). Of several that fit, the one named first counts.
"""

from foothold.core.crm_rows import CrmKind


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


_OWNER = "owner name, owner, owner full name, owner email, besitzer, inhaber, zustandiger mitarbeiter, verantwortlich"
_DOMAIN = "company domain name, domain, website, website url, organization website, web site, webseite, homepage"

FIELDS: dict[CrmKind, dict[str, tuple[str, ...]]] = {
    CrmKind.DEALS: {
        "key": _names(
            "deal id, opportunity id, record id, record id deal, deal record id, hs object id, case safe id,"
            " opportunity id 18, datensatz id, opportunity nummer, id, mql id, deal key, external id"
        ),
        "name": _names(
            "deal name, opportunity name, deal title, title, deal, opportunity, dealname, deal titel, titel,"
            " geschaft titel, opportunityname, name, subject"
        ),
        "product": _names("product, product name, produkt"),
        "account": _names(
            "account name, associated company, primary associated company, associated company names, company name,"
            " company, organization name, deal organization, organization, organisation name, deal organisation,"
            " organisation, account, accountname, customer, customer name, client, client name, unternehmen,"
            " zugehoriges unternehmen, firma, firmenname, kunde, kundenname"
        ),
        "account_key": _names(
            "associated company ids primary, associated company ids, associated company id, company id, account id,"
            " organization id, deal organization id, org id, organisation id"
        ),
        "domain": _names(_DOMAIN),
        "owner": _names(
            "deal owner, opportunity owner, owner name, owner, owner full name, sales agent, sales rep, salesperson,"
            " seller, account executive, assigned to, opportunity inhaber, deal inhaber, deal besitzer, owner email,"
            " besitzer, inhaber, zustandiger mitarbeiter, zustandiger mitarbeiter fur deal, verkaufer, owner id, sr id"
        ),
        "amount": _names(
            "amount, deal value, value, deal amount, close value, opportunity amount, total value, contract value,"
            " amount converted, betrag, deal wert, wert, auftragswert, volumen, expected revenue, revenue"
        ),
        "currency": _names(
            "currency, deal currency, deal currency code, currency iso code, amount currency, opportunity currency,"
            " deal currency of value, currency of value, wahrung, deal wahrung, amount converted currency"
        ),
        "stage": _names(
            "deal stage, stage, stage name, dealstage, opportunity stage, pipeline stage, sales stage, deal phase,"
            " phase, verkaufsphase"
        ),
        "status": _names("deal status, status, opportunity status, state, outcome, result, ergebnis"),
        "is_won": _names("won, is won, is closed won, deal won, gewonnen"),
        "is_lost": _names("is closed lost, is lost, lost, verloren"),
        "opened_on": _names(
            "create date, created date, deal created, deal deal created, deal creation date, created, created at,"
            " date created, created on, creation date, add time, deal add time, engage date, opened, open date,"
            " start date, opened on, first contact date, erstelldatum, erstellungsdatum, erstellt, erstellt am,"
            " deal erstellt, deal deal erstellt, angelegt am"
        ),
        "closes_on": _names(
            "close date, closedate, closing date, closed date, date closed, closed on, closed at, deal closed on,"
            " deal deal closed on, schlusstermin, abschlussdatum, abschlusstermin, geschlossen am, deal geschlossen am"
        ),
        "expected_on": _names(
            "expected close date, deal expected close date, expected closing date, estimated close date, forecast date,"
            " erwartetes abschlussdatum, voraussichtliches abschlussdatum, deal erwartetes abschlussdatum"
        ),
        "won_on": _names("won time, deal won time, won date, won on, date won, closed won date, gewonnen am"),
        "lost_on": _names("lost time, deal lost time, lost date, lost on, date lost, verloren am"),
        "contact": _names(
            "associated contact, contact name, primary contact, deal contact person, contact person, person name,"
            " contact, ansprechpartner, kontakt, kontaktperson, kontaktname"
        ),
        "address": _names(
            "contact email, primary contact email, associated contact email, person email work, person email,"
            " contact person email, email, e mail"
        ),
        "deleted": _names("is deleted, deleted, deal deleted"),
    },
    CrmKind.CONTACTS: {
        "key": _names("contact id, person id, record id, record id contact, datensatz id, hs object id, id"),
        "name": _names(
            "contact name, person name, full name, name, display name, contact, person, vollstandiger name, kontaktname"
        ),
        "first_name": _names("first name, firstname, person first name, vorname, given name"),
        "last_name": _names("last name, lastname, person last name, nachname, surname, family name"),
        "address": _names(
            "email, email address, person email work, person email, person email other, person email home, work email,"
            " primary email, e mail, e mail adresse, e mail address"
        ),
        "account": _names(
            "account name, company name, associated company, primary associated company, company, person organization,"
            " organization name, organization, organisation, account, accountname, unternehmen, unternehmensname,"
            " firma, firmenname, zugehoriges unternehmen, person organisation"
        ),
        "account_key": _names(
            "associated company ids primary, associated company ids, associated company id, company id, account id,"
            " organization id, person organization id, org id"
        ),
        "domain": _names(_DOMAIN),
        "owner": _names("contact owner, person owner, contact inhaber, kontakt inhaber, " + _OWNER),
        "deleted": _names("is deleted, deleted"),
    },
    CrmKind.COMPANIES: {
        "key": _names(
            "company id, account id, organization id, organisation id, record id, record id company, datensatz id,"
            " hs object id, id"
        ),
        "account": _names(
            "company name, account name, organization name, name, company, account, organization, organisation,"
            " accountname, unternehmensname, firmenname, firma, customer, customer name, kundenname, kunde"
        ),
        "domain": _names(_DOMAIN),
        "country": _names(
            "country region, country, billing country, organization country, land, land region, office location"
        ),
        "owner": _names("company owner, account owner, organization owner, account inhaber, " + _OWNER),
        "deleted": _names("is deleted, deleted"),
    },
    CrmKind.LOG: {
        "key": _names("activity id, engagement id, task id, event id, record id, hs object id, datensatz id, id"),
        "act_kind": _names(
            "activity type, engagement type, activity activity type, type, task subtype, event subtype, call type,"
            " aktivitat typ, aktivitatstyp, typ, kind"
        ),
        "at": _names(
            "activity date, activity date time, start date time, meeting start time, activity due date, due date,"
            " start, start date, date, activity datetime, call start time, timestamp, create date, created date,"
            " datum, falligkeitsdatum, aktivitatsdatum"
        ),
        "clock": _names("activity due time, due time, start time, time, uhrzeit"),
        "subject": _names(
            "activity subject, subject, meeting name, call title, activity title, title, meeting title, betreff, titel"
        ),
        "account": _names(
            "company account, activity organization, organization, associated company, company name, account name,"
            " company, account, organisation, unternehmen, firma, related to"
        ),
        "account_key": _names("account id, associated company ids, associated company id, company id, organization id"),
        "contact": _names(
            "contact, name, activity contact person, contact person, associated contact, contact name, person name,"
            " person, kontakt, ansprechpartner"
        ),
        "address": _names("contact email, person email work, associated contact email, email, e mail"),
        "deal": _names("activity deal, deal, opportunity, associated deal, deal name, opportunity name, deal title"),
        "deal_key": _names(
            "activity deal id, deal id, opportunity id, what id, associated deal ids, associated deal id"
        ),
        "owner": _names(
            "activity assigned to, assigned to user, assigned to, assigned, activity owner, zugewiesen an, " + _OWNER
        ),
        "deleted": _names("is deleted, deleted"),
    },
}
"""For each kind of export: what a column may hold, and its names."""

TELLING: dict[CrmKind, frozenset[str]] = {
    CrmKind.DEALS: frozenset(
        _names(
            "deal id, opportunity id, deal name, opportunity name, deal title, dealname, deal stage, dealstage,"
            " stage name, deal owner, opportunity owner, deal value, deal status, close value, is closed won, won time,"
            " deal won time, deal titel, deal phase, opportunity inhaber, deal inhaber, deal wert, opportunityname,"
            " won date, mql id, opportunity stage, pipeline, pipeline stage, sales stage, close date, schlusstermin"
        )
    ),
    CrmKind.CONTACTS: frozenset(
        _names(
            "contact id, person id, first name, last name, firstname, lastname, contact owner, person owner, email,"
            " person email work, person name, person organization, email address, vorname, nachname, contact inhaber"
        )
    ),
    CrmKind.COMPANIES: frozenset(
        _names(
            "company owner, account owner, organization owner, company domain name, website, industry, billing country,"
            " organization people, annual revenue, number of employees, employees, account inhaber, branche, sector,"
            " subsidiary of, year established"
        )
    ),
    CrmKind.LOG: frozenset(
        _names(
            "activity id, activity type, activity subject, activity date, activity due date, engagement id,"
            " engagement type, activity assigned to, meeting name, call title, subject, assigned, company account,"
            " aktivitat typ, activity deal, aktivitatstyp, who id, what id, activity contact person"
        )
    ),
}
"""Names that only one kind of export has."""

PROGRAMS: dict[str, frozenset[str]] = {
    "hubspot": frozenset(
        _names(
            "record id, hs object id, associated company ids, associated company, deal owner, contact owner,"
            " company owner, deal name, deal stage, create date, company domain name, associated company ids primary,"
            " associated contact, associated contact ids, lifecycle stage, engagement type, datensatz id,"
            " country region"
        )
    ),
    "salesforce": frozenset(
        _names(
            "opportunity name, opportunity owner, opportunity id, account name, fiscal period, stage name, is won,"
            " is closed, account id, owner id, currency iso code, is deleted, contact id, account owner,"
            " billing country, opportunity inhaber, company account, what id, who id, lead source, activity date,"
            " case safe id"
        )
    ),
    "pipedrive": frozenset(
        _names(
            "deal id, deal title, deal value, deal status, deal organization, deal contact person, deal currency,"
            " deal won time, organization name, person name, person email work, person organization, activity subject,"
            " activity due date, activity deal, deal titel, deal wert, won time, lost time, add time, contact person,"
            " deal created, organization owner, person owner, organization people"
        )
    ),
}
"""Names by which a program is known; two of them or more, and more than of any other."""
