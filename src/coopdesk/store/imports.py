"""Many organisations at once: all that is known read in two statements, all that is new written in two."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from coopdesk.domain.organisation import Organisation, OrganisationDraft
from coopdesk.store.organisations import ORGANISATIONS
from coopdesk.store.schema import organisation, organisation_theme


def everything(connection: Connection) -> list[Organisation]:
    """Every organisation with its themes."""
    themes: dict[int, list[str]] = {}
    t = organisation_theme.c
    for record_id, theme in connection.execute(
        select(t.organisation_id, t.theme).order_by(t.organisation_id, t.position)
    ):
        themes.setdefault(record_id, []).append(theme)
    names = [name for name in Organisation.__dataclass_fields__ if name != "themes"]
    rows = connection.execute(select(*(organisation.c[name] for name in names)))
    return [Organisation(**dict(zip(names, row, strict=True)), themes=tuple(themes.get(row.id, ()))) for row in rows]


def add_all(connection: Connection, drafts: Sequence[OrganisationDraft]) -> None:
    """Add all these drafts and their themes."""
    if not drafts:
        return
    ORGANISATIONS.add_many(connection, drafts)
    # One writer, one statement: the keys it drew follow one another.
    last = connection.scalar(select(func.max(organisation.c.id))) or 0
    themes = [
        {"organisation_id": record_id, "position": position, "theme": theme}
        for record_id, draft in enumerate(drafts, start=last - len(drafts) + 1)
        for position, theme in enumerate(draft.themes)
    ]
    if themes:
        connection.execute(organisation_theme.insert(), themes)
