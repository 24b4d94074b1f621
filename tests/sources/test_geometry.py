"""GeoJSON geometries, checked by shape."""

import pytest

from sources.geometry import GeometryError, check_geometry

ASTANA, ALMATY, AKTAU, BAKU = [71.43, 51.13], [76.9, 43.24], [51.15, 43.65], [49.87, 40.41]
RING = [ASTANA, ALMATY, AKTAU, ASTANA]


def geometry(kind, coordinates) -> dict:
    return {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    "accepted",
    [
        geometry("Point", ASTANA),
        geometry("Point", [0, 0]),
        geometry("Point", [-180, -90]),
        geometry("Point", [180, 90]),
        geometry("MultiPoint", [ASTANA]),
        geometry("LineString", [AKTAU, BAKU]),
        geometry("MultiLineString", [[AKTAU, BAKU], [ASTANA, ALMATY]]),
        geometry("Polygon", [RING]),
        geometry("MultiPolygon", [[RING], [RING, RING]]),
    ],
    ids=lambda accepted: accepted["type"],
)
def test_a_geometry_of_each_type_is_accepted(accepted):
    check_geometry(accepted)


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param("Point", id="a text"),
        pytest.param({}, id="empty"),
        pytest.param({"type": "Point"}, id="no coordinates"),
        pytest.param({"coordinates": ASTANA}, id="no type"),
        pytest.param({**geometry("Point", ASTANA), "crs": {}}, id="something more"),
        pytest.param(geometry("GeometryCollection", []), id="a collection"),
        pytest.param(geometry("point", ASTANA), id="small letters"),
        pytest.param(geometry(["Point"], ASTANA), id="a type that is a list"),
        pytest.param(geometry("Point", None), id="null"),
        pytest.param(geometry("Point", []), id="no position"),
        pytest.param(geometry("Point", [71.43]), id="one number"),
        pytest.param(geometry("Point", [71.43, 51.13, 350]), id="three numbers"),
        pytest.param(geometry("Point", ["71.43", "51.13"]), id="texts"),
        pytest.param(geometry("Point", [True, False]), id="truth values"),
        pytest.param(geometry("Point", [float("nan"), 0]), id="not a number"),
        pytest.param(geometry("Point", [float("inf"), 0]), id="infinite"),
        pytest.param(geometry("Point", [180.1, 0]), id="too far east"),
        pytest.param(geometry("Point", [0, -90.1]), id="too far south"),
        pytest.param(geometry("Point", [51.13, 171.43]), id="latitude first"),
        pytest.param(geometry("Point", [ASTANA]), id="too deep"),
        pytest.param(geometry("MultiPoint", ASTANA), id="not deep enough"),
        pytest.param(geometry("LineString", [ASTANA]), id="a line of one position"),
        pytest.param(geometry("MultiLineString", [[AKTAU, BAKU], [ASTANA]]), id="one of many"),
        pytest.param(geometry("Polygon", []), id="no ring"),
        pytest.param(geometry("Polygon", [RING[:3]]), id="a ring that is open"),
        pytest.param(geometry("Polygon", [[ASTANA, ALMATY, ASTANA]]), id="a ring too short"),
        pytest.param(geometry("MultiPolygon", [[RING], [RING[:3]]]), id="an open ring of many"),
    ],
)
def test_what_is_no_geometry_is_refused(refused):
    with pytest.raises(GeometryError):
        check_geometry(refused)
