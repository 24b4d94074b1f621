"""What follows from statements, in the plainest way: the design page's section 3, word by word.

Slow on purpose. Each answer is worked out anew from the statements, for one day; nothing is shared
with `projects.folding` or `projects.timeline`. Tests hold the projection against it.
"""

from datetime import date

from sources.dates import DateRange, Offset


def public(statements, day: date) -> list:
    """Those announced by a day, in fold order."""
    told = [said for said in statements if said.announced_on <= day]
    return sorted(told, key=lambda said: (said.announced_on, said.fold_position, said.seq))


def of_milestone(statements, milestone: int, day: date) -> list:
    return [said for said in public(statements, day) if said.milestone_id == milestone]


def states_a_deadline(said) -> bool:
    return bool(said.due_edtf or said.due_within_offset)


# Progress and stage


def progress_said(statements, milestone: int, day: date) -> list:
    """The statements with a progress; of one day, met and cancelled come last."""
    told = [said for said in of_milestone(statements, milestone, day) if said.progress]
    return sorted(told, key=lambda said: (said.announced_on, said.progress in ("met", "cancelled")))


def progress(statements, milestone: int, day: date) -> str | None:
    told = progress_said(statements, milestone, day)
    return told[-1].progress if told else None


def met(statements, milestone: int, day: date) -> tuple[DateRange | None, date | None]:
    """The met date, and the day from which it counts for lateness."""
    present, starts, unmet = None, None, []
    for said in progress_said(statements, milestone, day):
        if said.progress != "met":
            present, starts = None, None
            unmet.append(said.announced_on)
            continue
        again = present and (not said.met_edtf or said.met_edtf == present.edtf)
        if again:
            continue
        given = DateRange.parse(said.met_edtf or f"/{said.announced_on}")
        latest = min(given.latest or said.announced_on, said.announced_on)
        present = DateRange(given.edtf, given.earliest, latest)
        starts = given.earliest or max((one for one in unmet if one <= latest), default=None)
    return present, starts


def stage(statements, day: date) -> str | None:
    told = [said for said in public(statements, day) if said.stage]
    told.sort(key=lambda said: (said.announced_on, said.stage == "cancelled"))
    return told[-1].stage if told else None


def standing(statements, milestone: int, day: date) -> str:
    said = progress(statements, milestone, day)
    if said == "cancelled" or (said != "met" and stage(statements, day) == "cancelled"):
        return "cancelled"
    return said if said in ("met", "suspended") else "running"


# The deadline


def counted_from(statements, said, day: date) -> date | None:
    """The day that a relative deadline counts from, as known on a day."""
    anchor = said.due_within_of_id
    if anchor is None:
        return said.announced_on
    if not of_milestone(statements, anchor, day):
        return None
    if standing(statements, anchor, day) == "cancelled":
        return None
    end = met(statements, anchor, day)[0] or due(statements, anchor, day)
    return end.latest if end else None


def read(statements, said, day: date) -> DateRange | None:
    """The deadline that one statement gives, as known on a day."""
    if said.due_dropped:
        return None
    if said.due_edtf:
        return DateRange.parse(said.due_edtf)
    base = counted_from(statements, said, day)
    end = Offset.parse(said.due_within_offset).after(base) if base else None
    return DateRange(f"../{end}", None, end) if end else None


def deadlines_said(statements, milestone: int, day: date) -> list:
    told = of_milestone(statements, milestone, day)
    return [said for said in told if states_a_deadline(said) or said.due_dropped]


def due(statements, milestone: int, day: date) -> DateRange | None:
    told = deadlines_said(statements, milestone, day)
    return read(statements, told[-1], day) if told else None


def provisional(statements, milestone: int, day: date) -> bool:
    if due(statements, milestone, day) is None:
        return False
    said = deadlines_said(statements, milestone, day)[-1]
    anchor = said.due_within_of_id
    return anchor is not None and met(statements, anchor, day)[0] is None


def history(statements, milestone: int, day: date) -> list[tuple[bool, DateRange | None]]:
    """Every deadline there was, in order: whether a statement dropped it, and what it became."""
    there_were = []
    for then in sorted({said.announced_on for said in public(statements, day)}):
        for said in deadlines_said(statements, milestone, then):
            if said.announced_on == then:
                there_were.append((said.due_dropped, read(statements, said, then)))
        if there_were and due(statements, milestone, then) != there_were[-1][1]:
            there_were.append((False, due(statements, milestone, then)))
    return there_were


def baseline(statements, milestone: int, day: date) -> DateRange | None:
    there_were = [one for _, one in history(statements, milestone, day)]
    return next((one for one in there_were if one and one.latest), None)


def width(one: DateRange) -> int | None:
    return (one.latest - one.earliest).days + 1 if one.earliest and one.latest else None


def compared(before: DateRange | None, after: DateRange) -> str:
    if before is None:
        return "first"
    if before.latest and after.latest and after.latest > before.latest:
        return "slip"
    if before.latest and after.latest and after.latest < before.latest:
        return "pull_in"
    if after.latest and not before.latest:
        return "firmed"
    if before.latest and not after.latest:
        return "loosened"
    if not after.latest:
        return "reaffirmed"
    widest = 10**9
    narrower = (width(after) or widest) - (width(before) or widest)
    return "firmed" if narrower < 0 else "loosened" if narrower > 0 else "reaffirmed"


def move(statements, milestone: int, day: date) -> str | None:
    there_were = history(statements, milestone, day)
    if not there_were:
        return None
    is_dropped, present = there_were[-1]
    if present is None:
        return "dropped" if is_dropped else None
    before = [one for _, one in there_were[:-1] if one]
    return compared(before[-1] if before else None, present)


def slip(statements, milestone: int, day: date) -> int | None:
    first, present = baseline(statements, milestone, day), due(statements, milestone, day)
    if not (first and present and present.latest):
        return None
    return (present.latest - first.latest).days


# On a day


def state(statements, milestone: int, day: date, due_soon_days: int = 90) -> str:
    stands = standing(statements, milestone, day)
    if stands != "running":
        return stands
    present = due(statements, milestone, day)
    if present is None or present.latest is None:
        return "unscheduled"
    if present.latest < day:
        return "unscheduled" if provisional(statements, milestone, day) else "overdue"
    return "due_soon" if (present.latest - day).days <= due_soon_days else "scheduled"


def is_evidence(said) -> bool:
    return states_a_deadline(said) or said.progress not in (None, "met")


def lateness(statements, milestone: int, day: date) -> str | None:
    present = due(statements, milestone, day)
    stands = standing(statements, milestone, day)
    if not present or not present.latest or stands == "cancelled":
        return None
    latest = present.latest
    if stands == "met":
        was_met, starts = met(statements, milestone, day)
        if starts and starts > latest:
            return "certain"
        return "none" if was_met.latest <= latest else "possible"
    if day <= latest:
        return "none"
    if provisional(statements, milestone, day):
        return None
    since = [s for s in of_milestone(statements, milestone, day) if s.announced_on > latest]
    return "certain" if any(is_evidence(said) for said in since) else "possible"


def days_late(statements, milestone: int, day: date) -> tuple[int, int] | None:
    late = lateness(statements, milestone, day)
    if late in (None, "none"):
        return None
    latest = due(statements, milestone, day).latest
    if standing(statements, milestone, day) == "met":
        was_met, starts = met(statements, milestone, day)
        return max(0, (starts - latest).days if starts else 0), (was_met.latest - latest).days
    since = (day - latest).days
    return (since if late == "certain" else 0), since


# The answers


def milestone_facts(statements, milestone: int, day: date) -> dict | None:
    """All that is known of a milestone on a day; None before it is public."""
    told = of_milestone(statements, milestone, day)
    if not told:
        return None
    about = statements, milestone, day
    present = due(*about)
    return {
        "progress": progress(*about),
        "due": present,
        "provisional": provisional(*about),
        "baseline": baseline(*about),
        "move": move(*about),
        "met": met(*about)[0],
        "slip_days": slip(*about),
        "width_days": width(present) if present else None,
        "restatements": max(0, sum(states_a_deadline(said) for said in told) - 1),
        "last_stated_on": told[-1].announced_on,
        "standing": standing(*about),
        "state": state(*about),
        "lateness": lateness(*about),
        "days_late": days_late(*about),
    }


def initiative_facts(statements, day: date) -> dict | None:
    """All that is known of an initiative on a day; None before it is public."""
    told = public(statements, day)
    if not told:
        return None
    slips = [slip(statements, one, day) for one in {said.milestone_id for said in told} - {None}]
    return {
        "stage": stage(statements, day),
        "first_stated_on": told[0].announced_on,
        "last_stated_on": told[-1].announced_on,
        "max_slip_days": max((days for days in slips if days is not None), default=None),
    }
