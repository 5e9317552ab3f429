"""« Reconduire la saison »: the series of a season carried over to the next, every clash seen before, in one act."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coopdesk.domain.calendars import school_year_of
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import organisations, series_seasons
from coopdesk.services.desk import Desk
from coopdesk.services.series_seasons import CarryOver
from coopdesk.ui import background
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.fitted_column import FittedColumn
from coopdesk.ui.planning.roll_over_lines import RollOverLines
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.sentences import sentence

_PAUSE = 200
_WIDTH = 640
_SEASONS_AHEAD = 2


class RollOverDialog(FormDialog):
    """Which series, to which season; what cannot be held is left aside, with its reason."""

    def __init__(self, desk: Desk, rooms: Sequence[Room], parent: QWidget) -> None:
        self._desk = desk
        self._round = 0
        names = {room.id: room.name for room in rooms}
        now = school_year_of(desk.today())
        seasons = [(year, season_words(year)) for year in range(now, now + _SEASONS_AHEAD + 1)]
        form = Form(ChoiceField("season", _("To the season"), seasons))
        super().__init__(
            _("Carry the season over"), form, self._carry, accept_word=_("Carry over"),
            promise=_("Nothing is written before this choice; it can all be undone at once."), parent=parent,
        )  # fmt: skip
        form["season"].set_value(now + 1)
        self._verdict = Banner(Tone.NEUTRAL)
        self.lines = RollOverLines(organisations.names(desk), lambda key: names.get(key, ""))
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._preview)
        # As high as its lines, up to the screen; only the list scrolls, never the dialog around it as well.
        listed = FittedColumn(_WIDTH)
        listed.hold(self.lines)
        self._all = link(_("Tick all"), lambda: self.lines.tick_all(is_on=True))
        self._none = link(_("Untick all"), lambda: self.lines.tick_all(is_on=False))
        self.add(vbox(hbox((form["season"], 1), (self._verdict, 2), spacing=16), hbox(self._all, self._none, None)))
        self.add(listed, 1)
        form.changed.connect(self._show_season)
        self.lines.changed.connect(self._pause.start)
        self._show_season()

    @property
    def verdict(self) -> str:
        """What would be done, in one line."""
        return self._verdict.accessibleName()

    def done(self, result: int) -> None:
        """Close; what is still being worked out is no longer waited for."""
        self._round += 1
        super().done(result)

    @shown
    def _show_season(self) -> None:
        """List the series of the season before the one that is chosen."""
        self._work_out(None)

    @shown
    def _preview(self) -> None:
        if chosen := self.lines.chosen():
            self._work_out(chosen)
        else:
            self._round += 1
            self._show(())

    def _work_out(self, chosen: tuple[int, ...] | None) -> None:
        """Plan these series, None for all that may go on, while the window stays alive."""
        self._round += 1
        number, season = self._round, self.form["season"].value()
        self.accept_button.setEnabled(False)
        self._say(Tone.NEUTRAL, _("The new dates are being worked out…"))
        background.run(
            lambda _progress: series_seasons.roll_over(self._desk, season, chosen),
            lambda found: self._take(number, found, is_all=chosen is None),
        )

    def _take(self, number: int, found: Sequence[CarryOver], *, is_all: bool) -> None:
        """Show what was worked out, unless something else was asked for meanwhile."""
        if number != self._round:
            return
        if is_all:
            self.lines.show_series([one.series for one in found])
        self._show(found)
        if is_all and not found:
            self._say(Tone.NEUTRAL, sentence(Problem("season", "season_without_series")))

    def _show(self, found: Sequence[CarryOver]) -> None:
        self.lines.show_plans({one.series.id: one.plan for one in found})
        sessions = sum(len(one.plan.free) for one in found)
        aside = sum(len(one.plan.blocked) for one in found)
        self.accept_button.setEnabled(sessions > 0)
        if not found:
            self._say(Tone.NEUTRAL, _("No series is chosen: tick those that go on."))
            self.accept_button.setText(_("Carry over"))
            return
        words = ngettext("{n} series", "{n} series", len(found)).format(n=format_number(len(found)))
        booked = ngettext("{n} session", "{n} sessions", sessions).format(n=format_number(sessions))
        rest = ngettext("{n} left aside", "{n} left aside", aside).format(n=format_number(aside)) if aside else ""
        self._say(Tone.WARNING if aside else Tone.OK, ", ".join(filter(None, (words, booked, rest))))
        act = ngettext("Carry {n} series over", "Carry {n} series over", len(found))
        self.accept_button.setText(act.format(n=format_number(len(found))))

    def _say(self, tone: Tone, words: str) -> None:
        self._verdict.say(tone, words)
        self._verdict.setAccessibleName(words)

    def _carry(self) -> Outcome:
        self._pause.stop()
        chosen = self.lines.chosen()
        if not chosen:
            return Refused(())
        return series_seasons.carry_over(self._desk, self.form["season"].value(), chosen)


def season_words(year: int) -> str:
    """« 2026-2027 »."""
    return f"{year}-{year + 1}"
