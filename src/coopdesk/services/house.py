"""The house's own sheet."""

from dataclasses import replace

from coopdesk.domain import house as domain
from coopdesk.domain.house import House
from coopdesk.domain.operation import Operation
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved
from coopdesk.services.desk import Desk
from coopdesk.store import house as store


def edit_house(desk: Desk, house: House) -> Outcome:
    """Change the house's sheet."""
    house = cleaned(house)
    problems = domain.check(house)
    if problems:
        return Refused(tuple(problems))
    with desk.write(Operation.EDIT_HOUSE) as unit:
        if not house.uid:
            # What tells this house's calendars from others' is made once, and no form shows it.
            house = replace(house, uid=store.read(unit.connection).uid)
        store.write(unit.connection, house)
        unit.commit(about=house.name)
    return Saved(1)
