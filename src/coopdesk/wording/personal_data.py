"""The words about personal data: where a text stands, what each rule says and how sure that is."""

from collections.abc import Mapping
from datetime import date

from coopdesk.domain.listing import Subject
from coopdesk.domain.privacy import TO_VERIFY, Marks, Mention, Place, Rule
from coopdesk.domain.room_key import HandoverLine
from coopdesk.foundation.i18n import N_, _, format_date, format_money
from coopdesk.wording.labels import label


def marks() -> Marks:
    """What is written in the place of an erased person."""
    return Marks(contact=_("erased contact no. {number}"), text=_("[erased]"))


def rule_sentence(rule: Rule) -> str:
    """What a rule says; one that was not read in a text of law says so itself."""
    words = _(_RULES[rule])
    return _("To be verified: {sentence}").format(sentence=words) if rule in TO_VERIFY else words


def field_words(place: Place) -> str:
    """What the column of a text is called."""
    return _(_OWN_FIELDS.get((place.table, place.column)) or _FIELDS[place.column])


def mention_words(mention: Mention) -> str:
    """Where a text stands: « Réservation Grande salle, 26/11/2026 – objet »."""
    if mention.subject is None:
        record = _("The house")
    else:
        parts = [f"{label(mention.subject)} {_quoted(mention)}"]
        if mention.on is not None:
            parts.append(format_date(mention.on, "short"))
        record = ", ".join(parts)
    return f"{record} – {field_words(mention.place)}"


def handed_words(one: HandoverLine) -> str:
    """Which key somebody was handed, and for whom they came."""
    return _("{key}, for {organisation}").format(key=one.key, organisation=one.organisation)


def key_facts(one: HandoverLine) -> tuple[tuple[str, str | date], ...]:
    """What is known of a key that was handed over; what is not is left out."""
    facts = (
        (_("Handed over on"), one.given_on),
        (_("To be back by"), one.due_on),
        (_("Came back on"), one.returned_on),
        (_("Deposit received"), format_money(one.deposit) if one.deposit else None),
        (_("Deposit given back on"), one.deposit_returned_on),
        (_("Notes"), one.notes),
    )
    return tuple((what, fact) for what, fact in facts if fact)


def _quoted(mention: Mention) -> str:
    return mention.title if mention.subject is Subject.LOAN else _("“{title}”").format(title=mention.title)


_RULES: Mapping[Rule, str] = {
    Rule.CONTACT_RETENTION: N_(
        "Three years after the last activity is a usual figure for prospects, not a rule for this case: the house "
        "decides, and says why."
    ),
    Rule.PAPERS_RETENTION: N_(
        "Five years is the ordinary limitation period, and papers on how an association works are kept for at least "
        "five years."
    ),
    Rule.GRANT_PAPERS: N_("Papers of a grant are kept as its agreement says, often ten years."),
    Rule.LEGAL_BASIS: N_("Legitimate interest is a possible basis; the person must be informed all the same."),
    Rule.RIGHTS: N_("Everyone has the right to information, access, correction, objection, erasure and portability."),
    Rule.ANSWER_DELAY: N_("A request is answered within one month (GDPR, article 12)."),
    Rule.BREACH_DELAY: N_("A breach is reported to the CNIL within 72 hours (GDPR, article 33)."),
    Rule.REGISTER_DUTY: N_("This sheet is part of the register of processing (GDPR, article 30)."),
    Rule.SENSITIVE_DATA: N_("Religion, politics, union membership and health are sensitive data (GDPR, article 9)."),
}

# Most columns of one name mean the same in every table.
_FIELDS: Mapping[str, str] = {
    "name": N_("name"),
    "short_name": N_("acronym"),
    "title": N_("title"),
    "purpose": N_("purpose"),
    "notes": N_("notes"),
    "address": N_("address"),
    "city": N_("town"),
    "phone": N_("telephone"),
    "email": N_("e-mail"),
    "federation": N_("federation"),
    "insurance_company": N_("insurer"),
    "insurance_policy": N_("insurance policy"),
    "theme": N_("theme"),
    "source": N_("where another contact’s details come from"),
    "place": N_("where it is"),
    "category": N_("category"),
    "summary": N_("summary"),
    "need": N_("need"),
    "need_source": N_("source of the need"),
    "common_goal": N_("common goal"),
    "contribution": N_("what a partner brings"),
    "review": N_("review"),
    "privacy_lead": N_("who answers for personal data"),
    "reason": N_("reason"),
    "override_reason": N_("why the rule was set aside"),
    "remarks": N_("condition report"),
}

_OWN_FIELDS: Mapping[tuple[str, str], str] = {
    ("house", "name"): N_("name of the house"),
    ("contact", "name"): N_("name of another contact"),
    ("contact", "phone"): N_("telephone of another contact"),
    ("contact", "email"): N_("e-mail of another contact"),
    ("key_handover", "notes"): N_("notes on a key handed over"),
    ("room_fixture", "name"): N_("what stands in the room"),
    ("room_key", "label"): N_("label of a key"),
    ("room_key", "notes"): N_("notes on a key"),
    ("school_calendar", "source"): N_("file of the school calendar"),
    ("school_holiday", "name"): N_("name of school holidays"),
}
