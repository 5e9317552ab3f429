"""The lines of people and of texts, as both dialogs show them."""

from collections.abc import Iterable

from coopdesk.domain.privacy import HeldContact, Mention
from coopdesk.foundation.i18n import _
from coopdesk.ui.page import Target
from coopdesk.ui.privacy.ticks import Tick
from coopdesk.wording.labels import label
from coopdesk.wording.personal_data import mention_words

_AROUND = 48


def people(held: Iterable[HeldContact], ticked: frozenset[int], fixed: int | None) -> list[Tick]:
    """A line for each contact; the one it all began with is always meant."""
    return [
        Tick(
            key=one.contact.id,
            title=_("{name}, at {organisation}").format(name=one.contact.name, organisation=one.organisation),
            details=(" · ".join(filter(None, (label(one.contact.role), one.contact.phone, one.contact.email))),),
            is_on=one.contact.id in ticked,
            is_fixed=one.contact.id == fixed,
        )
        for one in held
    ]


def texts(mentions: Iterable[Mention], mark: str | None = None) -> list[Tick]:
    """A line for each text, with what would be left of it where a mark is given; only what is sure starts ticked."""
    return [
        Tick(
            key=one.place,
            title=mention_words(one),
            details=_details(one, mark),
            is_on=one.is_certain and (one.can_replace or mark is None),
            is_fixed=mark is not None and not one.can_replace,
            target=None if one.subject is None else Target(one.subject, one.record_id),
        )
        for one in mentions
    ]


def _details(mention: Mention, mark: str | None) -> tuple[str, ...]:
    around = mention.spots[0].start
    now = _excerpt(mention.text, around)
    details = [now if mark is None else _("now: {text}").format(text=now)]
    if mark is not None and mention.can_replace:
        after = _excerpt(mention.after(mark), around)
        details.append(_("then: {text}").format(text=after) if after else _("then: nothing"))
    elif mark is not None:
        details.append(_("No two records may have the same name here: please change it by hand."))
    if not mention.is_certain:
        details.append(_("The family name alone: is it the same person?"))
    return tuple(details)


def _excerpt(text: str, around: int) -> str:
    start, end = max(0, around - _AROUND), around + 2 * _AROUND
    part = " ".join(text[start:end].split())
    if not part:
        return ""
    return _("“{title}”").format(title=f"{'… ' if start else ''}{part}{' …' if end < len(text) else ''}")
