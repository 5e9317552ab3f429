"""Characters become runs of a face that has them; none disappears."""

from coopdesk.documents.fonts import REPLACEMENT, Weight, printable, runs, width
from coopdesk.documents.typesetting import BODY, wrap


def text_of(line: str) -> str:
    """What the runs of a line print."""
    return "".join(run.text for run in runs(printable(line), Weight.REGULAR))


def test_french_prints_in_one_face() -> None:
    line = "« 1\u202f286 personnes\u202f: à Noël, l’œuvre… – 5\u00a0€ »"
    assert [run.face for run in runs(printable(line), Weight.REGULAR)] == ["OpenSans-Regular"]
    assert text_of(line) == line


def test_symbols_fall_back_to_the_second_face() -> None:
    found = runs(printable("oui ✓ non ☐"), Weight.BOLD)
    assert [(run.face, run.text) for run in found] == [
        ("OpenSans-Semibold", "oui "),
        ("DejaVuSans-Bold", "✓"),
        ("OpenSans-Semibold", " non "),
        ("DejaVuSans-Bold", "☐"),
    ]


def test_what_no_face_has_is_replaced_visibly() -> None:
    assert text_of("Fête 🎪😀 du quartier") == f"Fête {REPLACEMENT * 2} du quartier"


def test_invisible_marks_are_left_out() -> None:
    assert text_of("a\u200bb\u00adc\ufe0f\x07") == "abc"


def test_decomposed_accents_are_composed() -> None:
    assert text_of("e\u0301te\u0301") == "été"


def test_arabic_is_joined_and_ordered_from_the_right() -> None:
    assert text_of("سلام") == "\ufee1\ufefc\ufeb3"


def test_hebrew_is_ordered_from_the_right() -> None:
    assert text_of("שלום") == "םולש"


def test_lines_keep_to_the_width_and_lose_nothing() -> None:
    text = "Une phrase assez longue pour tenir sur plusieurs lignes " + "x" * 120 + " fin"
    lines = wrap(text, BODY, 120)
    printed = ["".join(run.text for run in line.runs) for line in lines]
    assert max(line.width * BODY.size for line in lines) <= 120
    assert "".join(printed).replace(" ", "") == text.replace(" ", "")


def test_a_no_break_space_is_never_a_break() -> None:
    text = "mot 12\u202f345\u00a0€ mot"
    room = width("12\u202f345\u00a0€", Weight.REGULAR) * BODY.size + 1
    printed = ["".join(run.text for run in line.runs) for line in wrap(text, BODY, room)]
    assert printed == ["mot", "12\u202f345\u00a0€", "mot"]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert len(wrap("un\ndeux", BODY, 300)) == 2
