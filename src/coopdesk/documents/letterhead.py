"""How every document of the house begins: who sends it, what it is, for whom, of which day."""

from collections.abc import Sequence
from datetime import date

from coopdesk.documents.layout import Cover, Document
from coopdesk.domain.house import House
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _, format_date


def opened(
    house: House,
    title: str,
    purpose: str,
    edited_on: date,
    subtitles: Sequence[str] = (),
    *,
    edited: str = "",
    full_title: str = "",
) -> Document:
    """A document with its cover.

    `edited` says the day in other words than « édité le … »; `full_title` is what the file and the pages are called
    where the cover's title is too short for it.
    """
    called = full_title or title
    document = Document(
        title=called,
        language=i18n.language().value,
        author=house.name,
        edited_on=edited_on,
        header=f"{house.name} · {called}",
    )
    place = " ".join(part for part in (house.postcode, house.city) if part)
    document.cover(
        Cover(
            sender=house.name,
            sender_details=", ".join(part for part in (house.address, place) if part),
            purpose=purpose,
            edited=edited or _("Edited on {date}").format(date=format_date(edited_on)),
            title=title,
            subtitles=tuple(subtitles),
        )
    )
    return document
