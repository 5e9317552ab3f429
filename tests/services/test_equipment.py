"""The inventory: what an article must be, how much of it is free, and when it may be deleted."""

from datetime import datetime, timedelta

from sqlalchemy import event
from tests.builders import NOW, a_loan, an_equipment, an_equipment_draft, an_organisation

from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Refused, Saved, refused
from coopdesk.services import equipment
from coopdesk.services.desk import Changes, Desk

FRIDAY = Interval(datetime(2026, 11, 27, 8), datetime(2026, 11, 28, 8))


def _codes(outcome: object) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused), outcome
    return [(problem.field, problem.code) for problem in outcome.problems]


def test_an_article_is_kept_as_typed_and_announced(desk: Desk) -> None:
    heard: list[Changes] = []
    desk.listen(heard.append)

    article_id = an_equipment(desk, "  Chaises pliantes ", category="Mobilier", place="Cave", deposit=5000)

    article = equipment.get(desk, article_id)
    assert article is not None
    assert (article.name, article.quantity, article.deposit) == ("Chaises pliantes", 80, 5000)
    assert [(one.operation, one.tables) for one in heard] == [
        (Operation.ADD_EQUIPMENT, frozenset({"equipment", "journal"}))
    ]
    assert equipment.categories(desk) == ["Mobilier"]


def test_every_reason_is_given_at_once_and_nothing_is_written(desk: Desk) -> None:
    an_equipment(desk, inventory_number="S-01")

    outcome = equipment.add(
        desk, an_equipment_draft(" ", tracking=Tracking.UNIQUE, quantity=2, inventory_number=" S-01 ", owner_id=99)
    )

    assert _codes(outcome) == [
        ("name", "required"),
        ("quantity", "unique_means_one"),
        ("inventory_number", "inventory_number_taken"),
        ("owner_id", "organisation_unknown"),
    ]
    assert equipment.count(desk, equipment.EquipmentFilter()) == 1


def test_an_article_keeps_its_own_inventory_number_when_changed(desk: Desk) -> None:
    article_id = an_equipment(desk, inventory_number="S-01")

    assert equipment.check(desk, an_equipment_draft(inventory_number="S-01"), article_id) == []
    assert equipment.edit(desk, article_id, an_equipment_draft("Sono", inventory_number="S-01")) == Saved(article_id)
    changed = equipment.get(desk, article_id)
    assert changed is not None
    assert changed.name == "Sono"


def test_an_article_that_is_gone_cannot_be_changed(desk: Desk) -> None:
    assert equipment.edit(desk, 99, an_equipment_draft()) == refused("", "equipment_unknown")


def test_the_inventory_is_filtered_and_sorted(desk: Desk) -> None:
    owner = an_organisation(desk, "Les Coursives")
    an_equipment(desk, "Tables", quantity=12, condition=Condition.BROKEN)
    an_equipment(desk, "Écran", quantity=1, owner_id=owner, category="Image")
    an_equipment(desk, "Bancs", quantity=30)

    def names(chosen: equipment.EquipmentFilter, sort: Sort | None = None) -> list[str]:
        return [one.name for one in equipment.lines(desk, chosen, sort, EVERYTHING)]

    assert names(equipment.EquipmentFilter()) == ["Bancs", "Écran", "Tables"]
    assert names(equipment.EquipmentFilter(), Sort("quantity", descending=True)) == ["Bancs", "Tables", "Écran"]
    assert names(equipment.EquipmentFilter(partners_only=True)) == ["Écran"]
    assert names(equipment.EquipmentFilter(to_check=True)) == ["Tables"]
    assert names(equipment.EquipmentFilter(text="ecr")) == ["Écran"]
    assert equipment.count(desk, equipment.EquipmentFilter(category="Image")) == 1


def test_what_is_free_follows_the_loans(desk: Desk) -> None:
    borrower = an_organisation(desk)
    chairs = an_equipment(desk, out_of_order=5)
    noon, evening = datetime(2026, 11, 27, 12), datetime(2026, 11, 27, 18)
    loan_id = a_loan(desk, borrower, (chairs, 30), starts_at=noon, due_at=evening)

    assert equipment.free(desk, chairs, FRIDAY) == 45
    assert equipment.free(desk, chairs, FRIDAY, but_loan=loan_id) == 75
    assert equipment.free(desk, 99, FRIDAY) == 0


def test_the_stock_tells_the_coming_days_of_each_article(desk: Desk) -> None:
    borrower = an_organisation(desk)
    chairs, screen = an_equipment(desk, out_of_order=5), an_equipment(desk, "Écran", quantity=1)
    a_loan(desk, borrower, (chairs, 30), (screen, 1))
    a_loan(desk, borrower, (screen, 1), starts_at=NOW - timedelta(days=3), due_at=NOW + timedelta(hours=1))

    first, second = equipment.stock(desk, equipment.EquipmentFilter(), Sort("name"), EVERYTHING)

    # Away from Friday at 17 to Monday at 10: none of these four days is whole.
    assert (first.article.id, first.free_by_day) == (chairs, (75,) * 3 + (45,) * 4 + (75,) * 21)
    assert (second.article.id, second.free_by_day) == (screen, (0,) + (1,) * 2 + (0,) * 4 + (1,) * 21)
    assert (first.free_today, second.free_today) == (75, 0)
    assert (first.free_then, second.free_then) == (None, None)


def test_the_stock_tells_what_is_free_when_it_is_needed_however_far(desk: Desk) -> None:
    chairs = an_equipment(desk)
    spring = Interval(datetime(2027, 4, 10, 9), datetime(2027, 4, 10, 23))
    a_loan(desk, an_organisation(desk), (chairs, 30), starts_at=spring.start, due_at=spring.end)

    (line,) = equipment.stock(desk, equipment.EquipmentFilter(), None, EVERYTHING, spring)

    assert line.free_then == 50
    assert line.free_by_day == (80,) * 28


def test_the_stock_asks_once_for_what_is_promised(desk: Desk) -> None:
    for number in range(12):
        an_equipment(desk, f"Table {number}")
    asked: list[str] = []
    with desk.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, sql, *_rest: asked.append(sql))

    assert len(equipment.stock(desk, equipment.EquipmentFilter(), None, EVERYTHING)) == 12

    assert len([one for one in asked if one.startswith("SELECT")]) == 2


def test_an_article_with_loans_stays(desk: Desk) -> None:
    article_id = an_equipment(desk)
    a_loan(desk, an_organisation(desk), (article_id, 1))

    assert equipment.delete(desk, article_id) == refused("", "equipment_in_use", loans=1)
    assert equipment.get(desk, article_id) is not None


def test_an_article_never_lent_can_be_deleted(desk: Desk) -> None:
    article_id = an_equipment(desk)

    assert equipment.delete(desk, article_id) == Saved(article_id)
    assert equipment.get(desk, article_id) is None


def test_fewer_than_is_promised_is_warned_of(desk: Desk) -> None:
    chairs = an_equipment(desk)
    borrower = an_organisation(desk)
    a_loan(desk, borrower, (chairs, 50))

    outcome = equipment.edit(desk, chairs, an_equipment_draft(quantity=49))

    assert isinstance(outcome, Saved)
    assert [(one.field, one.code, one.params) for one in outcome.warnings] == [
        ("quantity", "below_promised", {"n": 50})
    ]
    outcome = equipment.edit(desk, chairs, an_equipment_draft(quantity=50))
    assert isinstance(outcome, Saved)
    assert outcome.warnings == ()
