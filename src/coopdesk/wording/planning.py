"""The sentences of rooms, bookings and what the house asks for them; coopdesk.wording.sentences has them all."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import N_, _, format_closing, format_date, format_time, ngettext
from coopdesk.foundation.problems import Parameters

PLAIN: Mapping[str, str] = {
    "capacity_positive": N_("A room holds at least one person: please give its capacity."),
    "hours_end_before_start": N_("Closing comes before opening: please change one of the two times."),
    "hours_overlap": N_("Two opening times of the same day overlap: please join them or part them."),
    "room_name_taken": N_("A room is already called “{name}”: please choose another name."),
    "option_date_without_option": N_("Only an option is held until a date: clear the date, or make this an option."),
    "outside_hours": N_(
        "“{room}” is not open during part of this time: choose another, or say why it is booked all the same."
    ),
    "in_the_past": N_("This date has passed: is it the right one?"),
    "insurance_missing": N_("{name} has no insurance on file: please ask for the certificate first."),
    "agreement_missing": N_("{name} has not signed the agreement: please have it signed first."),
    "buffer_out_of_range": N_("What is kept free around a booking lies between nothing and {n} hours."),
    "layout_twice": N_("This layout is there twice: please keep one."),
    "fixture_twice": N_("The same thing is there twice: please keep one."),
    "room_in_itself": N_("A room cannot be a part of itself: please choose other rooms."),
    "part_is_composed": N_(
        "“{room}” is a part of “{whole}”: a part cannot be made of other rooms. Make “{whole}” of them instead."
    ),
    "part_single": N_("One part alone is the room itself: choose two rooms at least, or none."),
    "room_is_part": N_("“{room}” is a part of “{whole}”: take it out of there first."),
    "hours_period_reversed": N_("This period ends before it begins: please correct its dates."),
    "hours_periods_overlap": N_("Two periods of opening hours share days: please change their dates."),
    "closure_too_long": N_("A closure lasts a year at most: to close a room for good, retire it."),
    "closure_keep_reason": N_("Kept all the same: say why, in the reason of the closure."),
    "closure_moves_meet": N_("Another booking is moved to the same place: choose another one for one of the two."),
    "swap_itself": N_("A booking cannot take its own place: choose another one."),
    "swap_takes_no_room": N_("Only bookings that take a room, options or confirmed ones, can swap places."),
    "swap_past": N_("What has begun or is past stays where it was: choose bookings to come."),
    "swap_too_near": N_(
        "Once swapped, these two leave no time between them to make the room ready: move one of them a little."
    ),
    "swap_same_place": N_("These two are in the same room at the same time already: there is nothing to swap."),
    "closure_unknown": N_("This closure is no longer in the file."),
    "remarks_required": N_("Please say in a few words what was found."),
    "before_handover": N_("This date is before the key was handed over: please correct it."),
    "no_deposit": N_("No deposit was taken for this key: there is none to give back."),
    "booking_unknown": N_("This booking is no longer in the file."),
    "booking_in_use": N_("This booking belongs to the action “{action}”: take it out of the action first."),
}


def _when(params: Parameters) -> str:
    start, end = (datetime.fromisoformat(str(params[name])) for name in ("start", "end"))
    first, day = format_time(start), format_date(start.date())
    if start.date() == Interval(start, end).last_day:
        return _("from {start} to {end} on {day}").format(start=first, end=format_closing(end), day=day)
    return _("from {day}, {start}, to {last_day}, {end}").format(
        day=day, start=first, last_day=format_date(end.date()), end=format_time(end)
    )


def _overlap(params: Parameters) -> str:
    when = _when(params)
    if not params["organisation"]:
        taken = _("“{room}” is already taken by the house {when}: please change the time or the room.")
        return taken.format(room=params["room"], when=when)
    booked = _("“{room}” is already booked by {organisation} {when}: please change the time or the room.")
    return booked.format(room=params["room"], organisation=params["organisation"], when=when)


def _room_unknown(params: Parameters) -> str:
    if not params["name"]:
        return _("This room is no longer in the file.")
    return _("No room is called “{name}”: choose one from the list.").format_map(params)


def _insurance_ended(params: Parameters) -> str:
    return _("The insurance of {name} ends on {day}: please ask for the new certificate.").format(
        name=params["name"], day=format_date(date.fromisoformat(str(params["day"])))
    )


def _agreement_ended(params: Parameters) -> str:
    return _("The agreement with {name} ends on {day}: please have the new one signed.").format(
        name=params["name"], day=format_date(date.fromisoformat(str(params["day"])))
    )


def _room_closed(params: Parameters) -> str:
    if params["reason"]:
        closed = _("“{room}” is closed {when} ({reason}): choose another time, or say why it is booked all the same.")
    else:
        closed = _("“{room}” is closed {when}: choose another time, or say why it is booked all the same.")
    return closed.format(room=params["room"], when=_when(params), reason=params["reason"])


def _room_retired(params: Parameters) -> str:
    return _("“{room}” is no longer booked from {day} on: please choose another room, or an earlier date.").format(
        room=params["room"], day=format_date(date.fromisoformat(str(params["day"])))
    )


def _part_retired(params: Parameters) -> str:
    return _(
        "“{part}”, a part of “{room}”, is no longer booked from {day} on: please choose another room, "
        "or an earlier date."
    ).format(room=params["room"], part=params["part"], day=format_date(date.fromisoformat(str(params["day"]))))


def _first_in_the_way(params: Parameters) -> str:
    who = params["organisation"] or _("the house itself")
    return _("{who}, “{room}” {when}").format(who=who, room=params["room"], when=_when(params))


def _closure_displaces(params: Parameters) -> str:
    n = int(params["n"])
    return ngettext(
        "{n} booking is in the way: {first}. Say first what becomes of it.",
        "{n} bookings are in the way, the first: {first}. Say first what becomes of them.",
        n,
    ).format(n=n, first=_first_in_the_way(params))


def _parts_clash(params: Parameters) -> str:
    booked = {name: params[f"other_{name}"] for name in ("organisation", "room", "start", "end")}
    return _(
        "Made of these, two bookings would be in the same place: {first}, and {other}. Move one of them first."
    ).format(first=_first_in_the_way(params), other=_first_in_the_way(booked))


def _room_retired_booked(params: Parameters) -> str:
    n = int(params["n"])
    last = format_date(date.fromisoformat(str(params["last"])))
    return ngettext(
        "{n} booking comes later: {first}. Move or cancel it first, or retire the room after {last}.",
        "{n} bookings come later, the first: {first}. Move or cancel them first, or retire the room after {last}.",
        n,
    ).format(n=n, first=_first_in_the_way(params), last=last)


def _over_capacity(params: Parameters) -> str:
    capacity = int(params["capacity"])
    return ngettext(
        "“{room}” holds {n} person: choose a larger room, expect fewer, or say why it is booked all the same.",
        "“{room}” holds {n} people: choose a larger room, expect fewer, or say why it is booked all the same.",
        capacity,
    ).format(room=params["room"], n=capacity)


def _booking_too_long(params: Parameters) -> str:
    days = int(params["n"])
    return ngettext(
        "One booking lasts {n} day at most: please split it.",
        "One booking lasts {n} days at most: please split it.",
        days,
    ).format(n=days)


COMPOSED: Mapping[str, Callable[[Parameters], str]] = {
    "overlap": _overlap,
    "room_unknown": _room_unknown,
    "insurance_ended": _insurance_ended,
    "agreement_ended": _agreement_ended,
    "room_closed": _room_closed,
    "room_retired": _room_retired,
    "part_retired": _part_retired,
    "over_capacity": _over_capacity,
    "closure_displaces": _closure_displaces,
    "parts_clash": _parts_clash,
    "room_retired_booked": _room_retired_booked,
    "booking_too_long": _booking_too_long,
}
