"""The seed data in `fixtures/`: files of YAML in, unsaved rows out.

Nothing here touches the database, so that the API's examples can be made without one. Rows are
named by slug, and statements by UUID; `fixtures/README.md` says what each file holds.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from projects.models import (
    Indicator,
    Initiative,
    InitiativeCountry,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.codes import LANGUAGES
from sources.models import Organisation, Person, Publisher, Source

Entry = Mapping[str, Any]
LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # of the two, the one in C is ten times faster


class SeedError(ValueError):
    """What can't be read in a seed file: the file, the entry and why."""


@dataclass
class Seeds:
    """Rows by slug, as the files give them; the values of each are unsaved."""

    publishers: dict[str, Publisher] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    countries: list[InitiativeCountry] = field(default_factory=list)
    milestones: dict[str, Milestone] = field(default_factory=dict)
    statements: list["SeedStatement"] = field(default_factory=list)


@dataclass
class SeedStatement:
    """One statement and what hangs on it."""

    statement: Statement
    evidence: list[Observation | Participation | Place]


def read_seeds(folder: Path) -> Seeds:
    """Everything in the seed files. Raises `SeedError`."""
    seeds = Seeds()
    for name, model in (
        ("publishers", Publisher),
        ("people", Person),
        ("organisations", Organisation),
        ("indicators", Indicator),
    ):
        for entry in _entries(folder / f"{name}.yaml"):
            row = _read(entry, lambda it, model=model: model(slug=it["slug"], **_plain(it)))
            getattr(seeds, name)[row.slug] = row
    for entry in _entries(folder / "sources.yaml"):
        row = _read(entry, lambda it: _source(it, seeds))
        seeds.sources[row.slug] = row
    for entry in _entries(folder / "initiatives.yaml"):
        _read(entry, lambda it: _add_initiative(it, seeds))
    for path in sorted((folder / "statements").glob("*.yaml")):
        _read_statements(path, seeds)
    seeds.statements.sort(key=lambda seed: seed.statement.announced_on)
    return seeds


@dataclass(frozen=True)
class _Located:
    """An entry of a file, and where it stands for an error to say."""

    entry: Entry
    where: str


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 (is safe)
    except (OSError, yaml.YAMLError) as error:
        raise SeedError(f"{path.name}: {error}") from error


def _entries(path: Path, key: str | None = None) -> Iterable[_Located]:
    content = _load(path)
    listed = content.get(key) if key and isinstance(content, dict) else content
    if not isinstance(listed, list):
        raise SeedError(f"{path.name}: a list of entries was expected")
    for number, entry in enumerate(listed, 1):
        if not isinstance(entry, dict):
            raise SeedError(f"{path.name}, entry {number}: names with values were expected")
        name = entry.get("slug") or entry.get("id") or number
        yield _Located(entry, f"{path.name}, {name}")


def _read(located: _Located, build: Callable[[Entry], Any]) -> Any:
    try:
        return build(located.entry)
    except KeyError as error:
        raise SeedError(f"{located.where}: {error} is missing or is not known") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SeedError(f"{located.where}: {error}") from error


def _plain(entry: Entry, *nested: str) -> dict[str, Any]:
    """The values of an entry that are columns as they stand, its texts by language spread out."""
    columns: dict[str, Any] = {}
    for name, value in entry.items():
        if name in ("names", "summary") and isinstance(value, dict):
            unknown = set(value) - set(LANGUAGES)
            if unknown:
                raise ValueError(f"{name}: no such language: {', '.join(sorted(unknown))}")
            prefix = name.removesuffix("s")
            columns |= {f"{prefix}_{language}": text for language, text in value.items()}
        elif name not in ("slug", *nested) and value is not None:
            columns[name] = value
    return columns


def _source(entry: Entry, seeds: Seeds) -> Source:
    return Source(
        slug=entry["slug"],
        publisher=seeds.publishers[entry["publisher"]],
        **_plain(entry, "publisher"),
    )


def _add_initiative(entry: Entry, seeds: Seeds) -> None:
    initiative = Initiative(slug=entry["slug"], **_plain(entry, "countries", "milestones"))
    seeds.initiatives[initiative.slug] = initiative
    seeds.countries += [
        InitiativeCountry(initiative=initiative, country=code) for code in entry["countries"]
    ]
    for listed in entry["milestones"]:
        milestone = Milestone(slug=listed["slug"], initiative=initiative, **_plain(listed))
        seeds.milestones[milestone.slug] = milestone


def _read_statements(path: Path, seeds: Seeds) -> None:
    content = _load(path)
    if not isinstance(content, dict) or content.get("source") not in seeds.sources:
        raise SeedError(f"{path.name}: `source` names none of the sources")
    source = seeds.sources[content["source"]]
    for located in _entries(path, "statements"):
        seeds.statements.append(_read(located, lambda it: _statement(it, source, seeds)))


LINKED = (
    *("id", "initiative", "milestone", "speaker"),
    *("due", "due_within", "met", "announced_on"),
    *("observations", "participations", "places"),
)


def _statement(entry: Entry, source: Source, seeds: Seeds) -> SeedStatement:
    within = entry.get("due_within") or {}
    statement = Statement(
        uuid=uuid.UUID(entry["id"]),
        source=source,
        initiative=seeds.initiatives[entry["initiative"]],
        milestone=_linked(seeds.milestones, entry, "milestone"),
        speaker=_linked(seeds.people, entry, "speaker"),
        due_edtf=_text(entry, "due"),
        due_within_offset=within.get("offset", ""),
        due_within_of=_linked(seeds.milestones, within, "of"),
        met_edtf=_text(entry, "met"),
        announced_on=entry.get("announced_on", source.published_on),
        **_plain(entry, *LINKED),
    )
    return SeedStatement(statement, _evidence(entry, seeds))


def _evidence(entry: Entry, seeds: Seeds) -> list[Observation | Participation | Place]:
    observations = [
        Observation(
            indicator=seeds.indicators[it["indicator"]],
            period_edtf=_text(it, "period"),
            **_plain(it, "indicator", "period"),
        )
        for it in entry.get("observations", ())
    ]
    participations = [
        Participation(
            organisation=seeds.organisations[it["organisation"]], **_plain(it, "organisation")
        )
        for it in entry.get("participations", ())
    ]
    return [
        *observations,
        *participations,
        *(Place(**_plain(it)) for it in entry.get("places", ())),
    ]


def _linked(rows: Mapping[str, Any], entry: Entry, name: str) -> Any:
    return rows[entry[name]] if entry.get(name) else None


def _text(entry: Entry, name: str) -> str:
    value = entry.get(name) or ""
    if not isinstance(value, str):
        raise ValueError(f"{name}: put the expression {value} in quotes")
    return value
