"""The shipped typologies are whole, honest about their source, and keep their codes."""

from pathlib import Path

import pytest

from coopdesk.domain.typology import DYNAMICS, FORMS, Axis, SourceStatus
from coopdesk.foundation.paths import resources
from coopdesk.services import typologies

RELEASED = {
    "coopdesk_forms": ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"),
    "guide_four": ("partenariat", "mutualisation", "reseau", "fusion"),
    "coopdesk_dynamics": ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"),
    "france_active_2015": ("avec", "ensemble", "corps"),
    "ame": ("voisinage", "colocation", "union_libre", "mariage"),
    "avise": ("simple", "strategique", "renforcee"),
    "quimper_2021": ("lache", "intermediaire", "forte"),
    "lest_2015": ("sp", "spt", "se"),
    "projaide_2016": ("envie", "connaitre", "organiser", "valoriser"),
    "rnma_2015": ("concurrence", "defaut", "anticipation"),
    "reasons": (
        "mieux_repondre_besoins",
        "mutualiser_moyens",
        "acceder_financements",
        "monter_en_competences",
        "coordonner_actions",
        "peser_ensemble",
        "innover",
        "maintenir_activite",
    ),
    "brakes": (
        "meconnaissance",
        "vision_commune",
        "cultures",
        "concurrence",
        "cout_coordination",
        "dependance",
        "injonction",
        "moyens",
        "gouvernance",
        "ecart_attendu",
    ),
    "levers": (
        "know_each_other",
        "written_goals",
        "reciprocity",
        "local_groupings",
        "funded_coordination",
        "tested_commitment",
        "voluntary",
        "pooling",
        "shared_governance",
        "evaluation",
    ),
}
"""The codes files in use may hold: a list that only ever grows."""


def test_released_codes_are_kept() -> None:
    codes = {one.id: tuple(c.code for c in one.categories) for one in typologies.load().by_id.values()}
    assert codes == RELEASED
    assert list(codes) == list(RELEASED), "the order they are offered in"


def test_forms_have_the_colours_of_the_charts() -> None:
    forms = typologies.load()[FORMS]
    assert [one.colour for one in forms.categories] == [
        *("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255")
    ]


def test_only_what_a_summary_reports_is_attributed_to_the_guide() -> None:
    loaded = typologies.load()
    assert {c.code for c in loaded[FORMS].categories if c.status is SourceStatus.GUIDE_SECONDARY} == {
        *("F2", "F3", "F5", "F8")
    }
    assert all(not c.definition.fr for c in loaded["guide_four"].categories), "its definitions were not read"
    assert all("d’après" in one.source.fr and "after" in one.source.en for one in loaded.by_id.values())


def test_every_text_follows_french_typography_without_median_dots() -> None:
    for path in (resources() / "typologies").glob("*.toml"):
        values = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for line in values:
            assert "·" not in line, path.name
            assert "'" not in line, path.name


@pytest.mark.parametrize("form", RELEASED["coopdesk_forms"])
def test_the_four_forms_of_the_guide_hold_every_form(form: str) -> None:
    assert typologies.load()["guide_four"].classify(form, None) is not None


def test_what_maps_to_nothing_is_not_classified() -> None:
    loaded = typologies.load()
    assert loaded["quimper_2021"].classify("F6", "D2") is None
    assert loaded["lest_2015"].classify("F5", "D3") is None
    defaulted = loaded["rnma_2015"].classify("F2", "D8")
    assert defaulted is not None
    assert defaulted.code == "defaut"


def test_summaries_are_printed_under_what_sorts_whole_actions() -> None:
    axes = {one.axis for one in typologies.load().printable()}
    assert axes == {Axis.FORM, Axis.ORDER, Axis.STAGE, Axis.SCENARIO}


def _folder(tmp_path: Path, changed: str, old: str, new: str) -> Path:
    for path in (resources() / "typologies").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == changed:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "old", "new", "said"),
    [
        (FORMS, 'code = "F2"', 'code = "F1"', "more than once"),
        ("ame", '"F8"', '"F9"', "unknown codes"),
        ("ame", '"F8"', '"F7"', "maps_to of ame"),
        (DYNAMICS, 'en = "Mixed"', 'en = ""', "both languages"),
        ("avise", 'id = "avise"', 'id = "ame"', "typology"),
        ("avise", 'axis = "form"', 'axis = "colour"', "colour"),
        ("avise", 'status = "published"', 'status = "official"', "official"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, changed: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        typologies.load_folder(_folder(tmp_path, changed, old, new))
