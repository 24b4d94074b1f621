"""What is tracked, what was said of it, and what follows."""

from projects.models.digests import Digest
from projects.models.evidence import Indicator, Observation, Participation, Place
from projects.models.initiatives import Initiative, InitiativeCountry, Milestone
from projects.models.statements import Statement
from projects.models.tallies import Tally, TallyMember
from projects.models.versions import InitiativeVersion, MilestoneVersion

__all__ = [
    "Digest",
    "Indicator",
    "Initiative",
    "InitiativeCountry",
    "InitiativeVersion",
    "Milestone",
    "MilestoneVersion",
    "Observation",
    "Participation",
    "Place",
    "Statement",
    "Tally",
    "TallyMember",
]
