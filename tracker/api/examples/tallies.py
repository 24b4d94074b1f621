"""The counts of the summary, tallied in Python: the plain way, for rows that are in no database."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from projects.codes import State


@dataclass(frozen=True)
class Tallies:
    """How many initiatives there are, and how many of their milestones are in each state.

    `sectors` and `counts` are by initiative.
    """

    sectors: Mapping[int, str]
    counts: Mapping[int, Mapping[str, int]]

    def all(
        self,
        countries: Iterable[tuple[int, str]],
        participants: Iterable[tuple[int, "Reference"]],
    ) -> dict:
        """The tallies in all, and by whatever initiatives are paired with."""
        return {
            **self.of(self.sectors),
            "by_sector": self.by("sector", self.sectors.items()),
            "by_country": self.by("country", countries),
            "by_organisation": self.by("organisation", participants),
        }

    def of(self, initiatives: Iterable[int]) -> dict:
        """The tally of some initiatives."""
        initiatives = list(initiatives)
        counts = dict.fromkeys((state.value for state in State), 0)
        for initiative in initiatives:
            for state, count in self.counts.get(initiative, {}).items():
                counts[state] += count
        return {"initiatives": len(initiatives), "milestone_counts": counts}

    def by(self, name: str, pairs: Iterable[tuple[int, Hashable]]) -> list[dict]:
        """Tallies by what initiatives are paired with, the largest first."""
        groups: dict[Hashable, set[int]] = defaultdict(set)
        for initiative, group in pairs:
            groups[group].add(initiative)
        tallies = [{name: group, **self.of(members)} for group, members in groups.items()]
        return sorted(tallies, key=lambda tally: (-tally["initiatives"], str(tally[name])))


class Reference(NamedTuple):
    """Something linked, by slug and name."""

    slug: str
    name: str
