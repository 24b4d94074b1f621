"""What OPTIONS tells: the name of a resource and what it can be had as, the same for everybody."""

from rest_framework.metadata import SimpleMetadata


class Metadata(SimpleMetadata):
    """Leaves out what can be written: the schema has it."""

    def determine_actions(self, request, view) -> dict:
        """None."""
        return {}
