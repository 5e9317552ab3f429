"""Which part of the manual tells of what: by the module that shows it, the same for pages, their cards and dialogs."""

from collections.abc import Mapping, Sequence

_SHOWN = "coopdesk.ui."

FIRST = "01-premier-jour"
"""The chapter for whatever has none of its own."""

TOPICS: Mapping[str, str] = {
    "home": "01-premier-jour#L’accueil, chaque matin",
    "welcome": "01-premier-jour#Ouvrir votre maison",
    "missing_house": "14-depannage#Le fichier n’est pas là",
    "damaged_dialog": "14-depannage#Une partie du fichier est abîmée",
    "unlock_dialog": "11-mot-de-passe#Ouvrir un fichier qui a un mot de passe",
    "organisations": "02-associations",
    "organisations.import_dialog": "02-associations#Reprendre un tableau que vous avez déjà",
    "organisations.new_organisation": "02-associations#Ajouter une association",
    "organisations.contacts": "02-associations#Les contacts",
    "organisations.papers": "02-associations#Les papiers",
    "planning": "03-planning",
    "planning.booking_dialog": "03-planning#Réserver",
    "planning.find_dialog": "03-planning#Trouver une salle",
    "planning.swap_dialog": "03-planning#Échanger deux réservations",
    "planning.calendar_export": "03-planning#Imprimer, donner, reprendre",
    "planning.calendar_import_dialog": "03-planning#Imprimer, donner, reprendre",
    "planning.repeat_card": "04-series#Réserver une série",
    "planning.repeat_dates_field": "04-series#Réserver une série",
    "planning.repeat_rhythm": "04-series#Réserver une série",
    "planning.series_bench": "04-series#Chaque date et ses remèdes",
    "planning.series_table": "04-series#Chaque date et ses remèdes",
    "planning.series_dialog": "04-series#Changer une série",
    "planning.scope_dialog": "04-series#Changer une série",
    "planning.series_year": "04-series#Voir toute l’année",
    "planning.roll_over_dialog": "09-annee#Mai et juin\u202f: la saison prochaine",
    "planning.state_dialogs": "05-vie-des-salles#Ce que devient une réservation",
    "planning.attendance_dialog": "05-vie-des-salles#Après la venue",
    "planning.condition_dialog": "05-vie-des-salles#Après la venue",
    "closing": "05-vie-des-salles#Fermer une salle ou la maison",
    "keys": "05-vie-des-salles#Les clés",
    "equipment": "06-materiel",
    "equipment.article_dialog": "06-materiel#L’inventaire",
    "equipment.loan_dialog": "06-materiel#Prêter",
    "equipment.return_dialog": "06-materiel#Remettre et reprendre",
    "actions": "07-actions",
    "summaries": "08-bilans",
    "settings": "01-premier-jour#Les salles et leurs horaires",
    "settings.computer_card": "01-premier-jour#La langue et les couleurs",
    "settings.about_card": "14-depannage#Connaître la version",
    "settings.keys_card": "05-vie-des-salles#Les clés",
    "settings.closures_card": "05-vie-des-salles#Fermer une salle ou la maison",
    "settings.calendar_card": "04-series#Les vacances scolaires",
    "settings.calendar_update": "04-series#Les vacances scolaires",
    "settings.backups_card": "10-sauvegardes",
    "settings.restore_dialog": "10-sauvegardes#Revenir en arrière",
    "settings.password_card": "11-mot-de-passe",
    "settings.password_dialogs": "11-mot-de-passe",
    "settings.privacy_card": "12-donnees-personnelles",
    "privacy": "12-donnees-personnelles",
    "privacy.access_dialog": "12-donnees-personnelles#Quelqu’un demande ce que vous gardez sur lui",
    "privacy.erasure_dialog": "12-donnees-personnelles#Quelqu’un demande à être oublié",
    "privacy.idle_dialog": "12-donnees-personnelles#Une fois par an",
    "history": "10-sauvegardes#L’historique",
    "access_banner": "13-deux-ordinateurs#Qui écrit",
}
"""By module of `coopdesk.ui` or by its folder: a chapter, or one of its parts after a #."""


def topic(module: str) -> str | None:
    """What tells of what a module shows; None for the parts that every screen is made of."""
    name = module.removeprefix(_SHOWN)
    while name and name not in TOPICS:
        name = name.rpartition(".")[0]
    return TOPICS.get(name)


def nearest(modules: Sequence[str]) -> str | None:
    """What tells of the innermost of these that has a topic of its own, else of the folder of the innermost."""
    own = (TOPICS.get(one.removeprefix(_SHOWN)) for one in modules)
    of_folder = (topic(one) for one in modules)
    return next((one for one in own if one), None) or next((one for one in of_folder if one), None)
