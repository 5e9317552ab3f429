"""The pages, the rail’s from top to foot; each is imported on its first visit, so that the window opens sooner."""

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_
from coopdesk.ui.page import HistoryOf, Place

PAGES = (
    Place("coopdesk.ui.home.page:HomePage", N_("Home"), "house"),
    Place("coopdesk.ui.planning.page:PlanningPage", N_("Planning"), "calendar-days", frozenset({Subject.BOOKING})),
    Place(
        "coopdesk.ui.equipment.page:EquipmentPage",
        N_("Equipment"),
        "package",
        frozenset({Subject.EQUIPMENT, Subject.LOAN}),
    ),
    Place(
        "coopdesk.ui.organisations.page:OrganisationsPage",
        N_("Associations"),
        "users-round",
        frozenset({Subject.ORGANISATION, Subject.CONTACT}),
    ),
    Place("coopdesk.ui.actions.page:ActionsPage", N_("Actions"), "handshake", frozenset({Subject.ACTION})),
    Place("coopdesk.ui.summaries.page:SummariesPage", N_("Summaries"), "file-chart-column"),
    Place(
        "coopdesk.ui.settings.page:SettingsPage", N_("Settings"), "settings", frozenset({Subject.ROOM}), at_foot=True
    ),
    Place("coopdesk.ui.history.page:HistoryPage", N_("History"), "history", frozenset({HistoryOf}), on_rail=False),
)
