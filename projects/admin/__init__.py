"""What is tracked, what was said of it and what follows, in the admin."""

from projects.admin.evidence import IndicatorAdmin, ObservationAdmin, ParticipationAdmin, PlaceAdmin
from projects.admin.initiatives import InitiativeAdmin
from projects.admin.milestones import MilestoneAdmin
from projects.admin.sources import SourcePageAdmin
from projects.admin.statements import StatementAdmin
from projects.admin.versions import InitiativeVersionAdmin, MilestoneVersionAdmin

__all__ = [
    "IndicatorAdmin",
    "InitiativeAdmin",
    "InitiativeVersionAdmin",
    "MilestoneAdmin",
    "MilestoneVersionAdmin",
    "ObservationAdmin",
    "ParticipationAdmin",
    "PlaceAdmin",
    "SourcePageAdmin",
    "StatementAdmin",
]
