"""A realistic year of cooperation, made of fixed choices: the same at every call."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2

from coopdesk.documents import cooperation_summary
from coopdesk.domain.action import ActionStage, PartnerRole
from coopdesk.domain.audience import Audience
from coopdesk.domain.house import House
from coopdesk.domain.period import Period
from coopdesk.domain.summary import (
    CooperationSummary,
    EquipmentCount,
    MarkCount,
    OrganisationUse,
    PartnerName,
    RoomTime,
    SummaryAction,
)
from coopdesk.domain.typology import Axis, Category, SourceStatus, Typology, Words

_GUIDE, _OURS, _PUBLISHED = SourceStatus.GUIDE_SECONDARY, SourceStatus.COOPDESK, SourceStatus.PUBLISHED
_FORMS = (
    ("F1", "Interconnaissance et échange d’informations", "Interconnaissance", _OURS),
    ("F2", "Partenariat ponctuel sur un projet", "Partenariat ponctuel", _GUIDE),
    ("F3", "Mutualisation d’équipements et de locaux", "Équipements et locaux", _GUIDE),
    ("F4", "Mutualisation de compétences et d’emplois", "Compétences et emplois", _OURS),
    ("F5", "Réseau, collectif ou coordination", "Réseau ou collectif", _GUIDE),
    ("F6", "Action co-construite et co-portée", "Action co-portée", _OURS),
    ("F7", "Structure ou espace commun", "Structure commune", _OURS),
    ("F8", "Fusion ou absorption", "Fusion", _GUIDE),
)
_DYNAMICS = (
    ("D1", "Ascendante — initiative d’habitants", "habitants"),
    ("D2", "Ascendante — initiative associative de terrain", "associations"),
    ("D3", "Mixte — co-construite avec les institutions", "mixte"),
    ("D4", "Impulsée par une tête de réseau ou un lieu-ressource", "tête de réseau"),
    ("D5", "Descendante — incitative", "incitative"),
    ("D6", "Descendante — prescrite", "prescrite"),
    ("D7", "Circonstancielle — crise ou opportunité", "circonstance"),
    ("D8", "Défensive — par défaut de moyens", "par défaut"),
)
_TITLES = (
    "Fête de quartier des Tilleuls",
    "Forum des associations de la rentrée",
    "Atelier vélo partagé",
    "Aide aux devoirs en commun, du lundi au jeudi",
    "Jardin partagé de l’allée des Tilleuls",
    "Grande braderie solidaire du printemps",
    "Soirée des langues maternelles",
    "Permanence d’accès aux droits",
    "Collectif des parents d’élèves",
    "Journal du quartier",
    "Chœur d’été intergénérationnel",
    "Groupement d’employeurs « Coups de main »",
)
ORGANISATIONS = (
    "Les Amis du Jardin", "Vélo Tilleuls", "Amicale des locataires", "Lire et Grandir", "Cuisine du monde",
    "Club de l’âge d’or", "Théâtre du Passage", "Collectif des parents", "Sport pour toutes et tous", "Entraide 12",
)  # fmt: skip


def _words(text: str) -> Words:
    return Words(fr=text, en=text)


def category(
    code: str, label: str, short: str = "", status: SourceStatus = _OURS, maps_to: tuple[str, ...] = ()
) -> Category:
    """A category with the same words in both languages."""
    return Category(
        code, _words(label), _words(short or label), _words(f"Ce que « {label} » veut dire."), status, maps_to
    )


FORMS = Typology(
    "coopdesk_forms",
    Axis.FORM,
    _words("Forme de coopération"),
    _words("coopdesk, d’après Le Mouvement associatif, 2020 (résumé formations-benevoles.org) et autres"),
    tuple(category(code, label, short, status) for code, label, short, status in _FORMS),
)
DYNAMICS = Typology(
    "coopdesk_dynamics",
    Axis.DYNAMIC,
    _words("Dynamique de coopération"),
    _words("coopdesk, d’après Jurisassociations, 2014, France Bénévolat 2015 et autres"),
    tuple(category(code, label, short) for code, label, short in _DYNAMICS),
)
STAGES = Typology(
    "projaide_2016",
    Axis.STAGE,
    _words("Étapes Proj’aide"),
    _words("d’après CD Val-de-Marne, Proj’aide, 2016"),
    (category("envie", "Avoir envie", status=_PUBLISHED), category("connaitre", "Se connaître", status=_PUBLISHED)),
)
_REASONS = tuple(category(c, c) for c in ("Mieux répondre aux besoins", "Mutualiser les moyens", "Peser ensemble"))
_BRAKES = tuple(category(c, c) for c in ("Manque de temps et de moyens", "Ne pas se connaître avant d’agir"))
_LEVERS = tuple(category(c, c) for c in ("Temps d’interconnaissance, actions simples d’abord", "Autonomie préservée"))


def action(number: int, title: str = "") -> SummaryAction:
    """The n-th action of the year."""
    starts = date(2026, 1, 5) + timedelta(days=number * 11 % 330)
    first = number % len(ORGANISATIONS)
    roles = (PartnerRole.LEAD, PartnerRole.OPERATIONAL, PartnerRole.FUNDER)
    partners = tuple(
        PartnerName(ORGANISATIONS[(first + 3 * i) % len(ORGANISATIONS)], roles[i]) for i in range(2 + number % 2)
    )
    return SummaryAction(
        title=title or f"{_TITLES[number % len(_TITLES)]} n° {number + 1}",
        need="Des familles du quartier cherchent un lieu où se retrouver le mercredi.",
        need_source="diagnostic partagé de 2025",
        common_goal="Que les habitants et habitantes se rencontrent et prennent part à la vie du quartier.",
        form=f"F{(number * number + number // 3) % 7 + 1}",
        dynamic=f"D{(number * 3 + number // 5) % 8 + 1}",
        stage=(ActionStage.FINISHED, ActionStage.UNDER_WAY, ActionStage.REVIEWED)[number % 3],
        starts_on=starts,
        ends_on=starts + timedelta(days=number % 4 * 30),
        partners=partners,
        rooms=(RoomTime("Grande salle", 120 + 30 * number), RoomTime("Atelier", 90))[: 1 + number % 2],
        equipment=(EquipmentCount("Chaises pliantes", 40), EquipmentCount("Sono portable", 1))[: number % 3],
        reached_total=40 + number * 7 if number % 5 else None,
        reached_district=20 + number * 4 if number % 5 else None,
    )


def summary_of(
    actions: Sequence[SummaryAction],
    audience: Audience = Audience.FUNDERS,
    typology: Typology = FORMS,
) -> CooperationSummary:
    """A summary of these actions, with the year's uses and marks."""
    aside = replace(action(0, "Un four à pain commun"), stage=ActionStage.IDEA, starts_on=None, ends_on=None)
    return CooperationSummary(
        house=House(
            name="Maison de quartier des Tilleuls",
            address="12, allée des Tilleuls",
            postcode="00000",
            city="Villeneuve-les-Tilleuls",
            priority_district="QN00001T",
        ),
        period=Period.of_year(2026),
        audience=audience,
        edited_on=date(2026, 11, 24),
        typology=typology,
        dynamics=DYNAMICS,
        actions=tuple(actions),
        set_aside=(aside,),
        uses=(
            *(
                OrganisationUse(name, 30 - i, 6030 - 600 * i, i % 4, 12 * (i % 4))
                for i, name in enumerate(ORGANISATIONS)
            ),
            OrganisationUse(None, 55, 9000, 0, 0),
        ),
        reasons=tuple(MarkCount(one, 12 - 3 * i) for i, one in enumerate(_REASONS)),
        brakes=tuple(MarkCount(one, 9 - 4 * i) for i, one in enumerate(_BRAKES)),
        levers=tuple(MarkCount(one, 7 - 2 * i) for i, one in enumerate(_LEVERS)),
    )


def year(number: int = 60, **choices: object) -> CooperationSummary:
    """A year of that many actions."""
    return replace(summary_of([action(i) for i in range(number)]), **choices)  # type: ignore[arg-type]


def empty_year() -> CooperationSummary:
    """A year in which nothing happened."""
    return year(0, set_aside=(), uses=(), reasons=(), brakes=(), levers=())


def pdf_of(summary: CooperationSummary) -> bytes:
    """The PDF of a summary."""
    target = io.BytesIO()
    cooperation_summary.render(summary, target)
    return target.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, spaces and line ends made one ordinary space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text_of(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages_of(pdf))
