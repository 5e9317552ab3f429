"""The words for what becomes of a booking: its states, why it does not take place, who came, how the room was, keys."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from coopdesk.domain.attendance import AgeBand
from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.booking_state import StateAct
from coopdesk.domain.condition_report import Finding, Turn
from coopdesk.domain.house import Requirement
from coopdesk.domain.room_key import KeyKind, KeyState
from coopdesk.foundation.i18n import N_, _, format_date, format_time, ngettext
from coopdesk.foundation.problems import Parameters

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    BookingState: {
        BookingState.REQUEST: N_("Request"),
        BookingState.OPTION: N_("Option"),
        BookingState.CONFIRMED: N_("Confirmed"),
        BookingState.HELD: N_("Held"),
        BookingState.NO_SHOW: N_("No-show"),
        BookingState.LAPSED: N_("Lapsed"),
        BookingState.REFUSED: N_("Refused"),
        BookingState.CANCELLED: N_("Cancelled"),
        BookingState.SKIPPED: N_("Skipped"),
    },
    # As they stand in a menu; « … » where more is asked.
    StateAct: {
        StateAct.CONFIRM: N_("Confirm"),
        StateAct.OPTION: N_("Hold as an option…"),
        StateAct.PUT_BACK: N_("Turn back into a request"),
        StateAct.REFUSE: N_("Refuse…"),
        StateAct.CANCEL: N_("Cancel the booking…"),
        StateAct.HOLD: N_("Note as held"),
        StateAct.NO_SHOW: N_("Note as a no-show"),
        StateAct.LAPSE: N_("Let lapse"),
        StateAct.RESTORE: N_("Bring back…"),
    },
    Reason: {
        Reason.SCHOOL_HOLIDAY: N_("School holidays"),
        Reason.NO_SCHOOL_HOLIDAY: N_("Outside school holidays"),
        Reason.BANK_HOLIDAY: N_("Bank holiday"),
        Reason.CLOSURE: N_("Room closed"),
        Reason.CONFLICT: N_("Room already taken"),
        Reason.OUTSIDE_HOURS: N_("Outside opening hours"),
        Reason.PAPERS: N_("Papers missing"),
        Reason.BY_ORGANISATION: N_("The association gives it up"),
        Reason.BY_HOUSE: N_("The house needs the room"),
        Reason.OTHER: N_("Another reason"),
    },
    AgeBand: {
        AgeBand.AGE_0_5: N_("0–5 years"),
        AgeBand.AGE_6_11: N_("6–11 years"),
        AgeBand.AGE_12_17: N_("12–17 years"),
        AgeBand.AGE_18_25: N_("18–25 years"),
        AgeBand.AGE_26_64: N_("26–64 years"),
        AgeBand.AGE_65: N_("65 and over"),
    },
    Turn: {
        Turn.ENTRY: N_("On arrival"),
        Turn.EXIT: N_("On leaving"),
    },
    Finding: {
        Finding.GOOD: N_("In good order"),
        Finding.REMARKS: N_("With remarks"),
        Finding.DAMAGE: N_("Damage"),
    },
    KeyKind: {
        KeyKind.KEY: N_("Key"),
        KeyKind.BADGE: N_("Badge"),
        KeyKind.CODE: N_("Code"),
    },
    KeyState: {
        KeyState.TO_HAND_OVER: N_("key to hand over"),
        KeyState.OUT: N_("key out"),
        KeyState.ELSEWHERE: N_("key with somebody else"),
    },
    Requirement: {
        Requirement.NONE: N_("Not asked for"),
        Requirement.ASK: N_("Asked for, not required"),
        Requirement.REQUIRE: N_("Required to confirm"),
    },
}

PLAIN: Mapping[str, str] = {
    "reason_in_words": N_("Please say the reason in a few words."),
    "option_ends_before_today": N_("This day has passed: hold the option until today at least."),
    "option_ends_after_start": N_("An option cannot be held beyond the booking itself: choose an earlier day."),
    # Keys
    "key_unknown": N_("This key is no longer in the file."),
    "key_label_taken": N_("A key is already called “{name}”: please choose another label."),
    "key_lost": N_("“{key}” is noted as lost: it cannot be handed over."),
    "key_in_use": N_("“{key}” has been handed over: note it as lost rather than deleting it, its history stays."),
    "handover_unknown": N_("This handover is no longer in the file."),
    "key_returned": N_("“{key}” came back already."),
    "contact_elsewhere": N_("This contact is not one of the organisation’s: please choose another."),
    "contact_holds_key": N_("{name} still holds the key “{key}”: take it back first."),
    "erasure_key_out": N_("{name} still holds the key “{key}” of {organisation}: take it back, then erase."),
}


def _state_act(words: str) -> Callable[[Parameters], str]:
    def sentence(params: Parameters) -> str:
        state = BookingState(str(params["booking_state"]))
        return _(words).format(state=_(LABELS[BookingState][state]))

    return sentence


def _not_begun(params: Parameters) -> str:
    start = datetime.fromisoformat(str(params["start"]))
    return _("This booking begins on {day} at {time}: nobody can tell yet who comes.").format(
        day=format_date(start.date()), time=format_time(start)
    )


def _more_than_came(params: Parameters) -> str:
    came = int(params["n"])
    return ngettext("Only {n} person came in all.", "Only {n} people came in all.", came).format(n=came)


def _bands_over_total(params: Parameters) -> str:
    counted = int(params["n"])
    return ngettext(
        "The ages add up to {n} person, more than came in all.",
        "The ages add up to {n} people, more than came in all.",
        counted,
    ).format(n=counted)


def _key_out(params: Parameters) -> str:
    since = datetime.fromisoformat(str(params["since"]))
    return _("“{key}” has been with {organisation} since {day}: take it back first.").format(
        key=params["key"], organisation=params["organisation"], day=format_date(since.date())
    )


COMPOSED: Mapping[str, Callable[[Parameters], str]] = {
    "state_confirm": _state_act(
        N_("The state of this booking is “{state}”: only a request or an option can be confirmed.")
    ),
    "state_option": _state_act(
        N_("The state of this booking is “{state}”: only what is asked for or confirmed can be held as an option.")
    ),
    "state_put_back": _state_act(
        N_("The state of this booking is “{state}”: only what is an option or confirmed can become a request again.")
    ),
    "state_refuse": _state_act(
        N_("The state of this booking is “{state}”: only a request or an option can be refused.")
    ),
    "state_cancel": _state_act(N_("The state of this booking is “{state}”: there is nothing left to cancel.")),
    "state_hold": _state_act(N_("The state of this booking is “{state}”: only a confirmed one can be noted as held.")),
    "state_no_show": _state_act(
        N_("The state of this booking is “{state}”: only a confirmed one can be noted as a no-show.")
    ),
    "state_lapse": _state_act(N_("The state of this booking is “{state}”: only an option lapses.")),
    "state_restore": _state_act(
        N_("The state of this booking is “{state}”: only what lapsed, was refused or cancelled can be brought back.")
    ),
    "not_begun": _not_begun,
    "more_than_came": _more_than_came,
    "bands_over_total": _bands_over_total,
    "key_out": _key_out,
}
