"""What hangs on the synthetic statements beside dates: roles, quantities and places."""

from collections.abc import Iterator

from projects.codes import ObservationKind, Role
from projects.models import Observation, Participation, Place

INDICATORS = 5
EVERY = {Observation: 2, Place: 3}  # one initiative in so many has one


def evidence(index: int, batch: int, organisations: int) -> Iterator[tuple[int, object]]:
    """The unsaved rows that a batch of an initiative has, in the order in which they are written.

    With each comes the place of its statement within the batch, from 0.
    """
    if batch == 1 and index % EVERY[Observation] == 0:
        yield (
            1,
            Observation(
                indicator_id=1 + index % INDICATORS,
                kind=ObservationKind.TARGET,
                low=100 + index % 900,
                high=100 + index % 900,
                unit="synthetic units",
            ),
        )
    if batch == 0:
        for step, role in enumerate((Role.LEAD, Role.BUILDER, Role.FUNDER)):
            organisation = 1 + (index * 7 + step) % organisations
            yield 0, Participation(organisation_id=organisation, role=role)
    if batch == 0 and index % EVERY[Place] == 0:
        point = [50 + index % 300 / 10, 41 + index % 130 / 10]
        geometry = {"type": "Point", "coordinates": point}
        yield 2, Place(name_en="Synthetic place", geometry=geometry, origin="Invented.")
