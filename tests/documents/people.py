"""A person, and all that is held on them: the same at every call."""

from datetime import date

from coopdesk.domain.house import House
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import Contact, ContactRole
from coopdesk.domain.person import Person
from coopdesk.domain.privacy import HeldContact, Mention, PersonalData, Place, ProcessingRegister
from coopdesk.domain.room_key import HandoverLine

TODAY = date(2026, 11, 24)
HOUSE = House(
    name="Maison de quartier des Tilleuls",
    city="Villeneuve",
    email="accueil@tilleuls.example",
    privacy_lead="C. Moreau",
)
NADIA = Contact(
    id=12,
    organisation_id=1,
    name="Nadia Férrand",
    role=ContactRole.TREASURER,
    phone="+33 1 99 00 00 13",
    email="nadia@exemple.fr",
    source="au comptoir",
    collected_on=date(2025, 9, 2),
)
NOTE = "Clés chez Nadia Férrand ;\nappeler avant."
MENTION = Mention(
    place=Place("booking", "notes", (3,)),
    subject=Subject.BOOKING,
    record_id=3,
    title="Grande salle",
    on=date(2026, 11, 26),
    text=NOTE,
    spots=Person([NADIA]).spots(NOTE),
    can_replace=True,
)
KEY = HandoverLine(
    1, 4, "Badge 3", 1, "Parents du Mail", NADIA.name, date(2026, 9, 7), date(2027, 6, 30), None, 15000, None, ""
)
DATA = PersonalData(HOUSE, TODAY, (HeldContact(NADIA, "Parents du Mail"),), (MENTION,), (KEY,))
REGISTER = ProcessingRegister(HOUSE, TODAY, 48, 2, 7, 1, is_encrypted=False)
