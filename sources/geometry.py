"""GeoJSON geometries (RFC 7946), checked by shape: longitude first, in degrees."""

from numbers import Real

DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


class GeometryError(ValueError):
    """What is not a GeoJSON geometry, and why."""


def check_geometry(geometry: object) -> None:
    """Raise `GeometryError` unless it is a geometry of one of the types in `DEPTHS`."""
    if not isinstance(geometry, dict) or set(geometry) != {"type", "coordinates"}:
        raise GeometryError('Give an object of "type" and "coordinates", nothing else.')
    kind = geometry["type"]
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise GeometryError(f"The type is one of {', '.join(DEPTHS)}.")
    _check_coordinates(geometry["coordinates"], DEPTHS[kind])
    if any(len(line) < 2 for line in _lines(geometry)):
        raise GeometryError("A LineString has two positions or more.")
    for ring in _rings(geometry):
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise GeometryError(
                "A Polygon's ring has four positions or more and ends on its first."
            )


def _lines(geometry: dict) -> list:
    if geometry["type"] == "LineString":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiLineString" else []


def _rings(geometry: dict) -> list:
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    return []


def _check_coordinates(value: object, depth: int) -> None:
    if not isinstance(value, list) or not value:
        raise GeometryError("Coordinates are lists that are not empty.")
    if depth:
        for part in value:
            _check_coordinates(part, depth - 1)
    elif not _is_position(value):
        raise GeometryError(
            "A position is [longitude, latitude], from -180 to 180 and from -90 to 90 degrees."
        )


def _is_position(value: list) -> bool:
    if len(value) != 2 or any(isinstance(part, bool) for part in value):
        return False
    longitude, latitude = value
    if not (isinstance(longitude, Real) and isinstance(latitude, Real)):
        return False
    return -180 <= longitude <= 180 and -90 <= latitude <= 90
