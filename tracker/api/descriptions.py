"""What the docs say of each resource and each operation, on one page to be read through."""

from typing import NamedTuple


class Words(NamedTuple):
    """What the docs say of one operation."""

    summary: str
    description: str


ABOUT = """\
Public promises about infrastructure are dated, vague and restated. This API keeps every sourced
statement, and derives the rest: what is promised, by when, who said so and where, whether it has
slipped, whether it is late, and what was publicly known on any past day.

**Two clocks.** `as_of` is a day: only what was public by then counts, and it is judged on that
day. `recorded_as_of` is an instant: only what the tracker had recorded by then counts. Every reply
says which it used, and gives the same answer when it is asked again with both.

**Dates.** A deadline is rarely one day. A date range has its expression in EDTF (ISO 8601-2), its
first and its last day, and its words. Null for a day means that this end is open or unknown.

**Lists** come in pages. `next` and `previous` are addresses to follow as they are; they name both
clocks, so that all pages of one walk show the same moment. Values of a filter stand with commas
between them, and a row passes that has one of them. Filters add up: a row passes all of them.

**Errors** are problem documents (RFC 9457). A parameter that is unknown, repeated, empty or out of
bounds is refused, and the answer says what would be accepted.

**Examples** here are the replies of a tracker that holds the seed data, all of it recorded at
2026-01-06T12:00:00Z, and answers at http://127.0.0.1:8000.
"""

TAGS = {
    "root": "Where everything is.",
    "initiatives": "Tracked undertakings: a cable, a data centre, a satellite programme, a law. "
    "Each with its milestones, who takes part, where, how much, and the evidence.",
    "milestones": "Checkable events of initiatives: “cable manufactured”, “in operation”. "
    "Each with its deadline, how that has moved, and how it stands.",
    "statements": "The evidence: what one source says about one initiative, and where it says so. "
    "A statement never changes; one recorded wrongly is withdrawn, and stays readable.",
    "indicators": "What is counted or measured, such as satellites or money.",
    "observations": "Quantities of indicators, promised or reached, as statements give them.",
    "places": "Locations of initiatives, as statements name them.",
    "sources": "Dated documents: reports, interviews, official releases, laws.",
    "publishers": "Who publishes sources.",
    "people": "Who is quoted.",
    "organisations": "Who leads, builds, funds, operates or oversees.",
    "summary": "How everything that is tracked stands on one day.",
    "codes": "The closed lists of codes, with their labels.",
}

OPERATIONS = {
    "root_retrieve": Words(
        "What there is",
        "The address of each resource, the terms on which the data may be used, and whom to write "
        "to.",
    ),
    "initiatives_list": Words(
        "List initiatives",
        "Initiatives that were public on the day asked about, each with the number of its "
        "milestones in each state, the worst of these states and the milestone that is due next. "
        "Filters on milestones mean: it has one milestone that matches all of them.",
    ),
    "initiatives_retrieve": Words(
        "Read an initiative",
        "One initiative with all its milestones, who takes part in it, its places and quantities, "
        "and the documents that speak of it.",
    ),
    "initiatives_timeline": Words(
        "Read the timeline of an initiative",
        "The statements about one initiative, oldest first, each with what it did to the deadline "
        "of its milestone: stated it first, moved it, stated it again, dropped it.",
    ),
    "milestones_list": Words(
        "List milestones",
        "Milestones of all initiatives that were public on the day asked about, the earliest "
        "deadline first. To see what is late, ask for `state=overdue`.",
    ),
    "milestones_retrieve": Words(
        "Read a milestone",
        "One milestone as it stood on the day asked about, and every statement about it by then.",
    ),
    "milestones_versions": Words(
        "Read how a milestone changed",
        "What was known of one milestone from which day to which, with the statement behind each "
        "change of its deadline and progress.",
    ),
    "statements_list": Words(
        "List statements",
        "Statements that were public on the day asked about, the newest first. Those withdrawn "
        "are left out; `withdrawn=true` lists them and only them.",
    ),
    "statements_retrieve": Words(
        "Read a statement",
        "One statement with its place in its source, the words that its date was read from, and "
        "how they were read. One that was withdrawn says when and why.",
    ),
    "indicators_list": Words("List indicators", "Everything that is counted or measured."),
    "indicators_retrieve": Words("Read an indicator", "One indicator, with its names."),
    "observations_list": Words(
        "List observations",
        "Quantities in statements that were public on the day asked about, the newest first.",
    ),
    "observations_retrieve": Words(
        "Read an observation", "One quantity, with the statement that gives it."
    ),
    "places_list": Words(
        "List places",
        "Locations in statements that were public on the day asked about, the newest first.",
    ),
    "places_retrieve": Words("Read a place", "One location, with the statement that names it."),
    "sources_list": Words(
        "List sources",
        "Documents that were public on the day asked about, the newest first.",
    ),
    "sources_retrieve": Words("Read a source", "One document, and who published it."),
    "publishers_list": Words("List publishers", "Everybody who published a source."),
    "publishers_retrieve": Words("Read a publisher", "One publisher, with its names."),
    "people_list": Words("List people", "Everybody who is quoted."),
    "people_retrieve": Words("Read a person", "One person, with the name in each language."),
    "organisations_list": Words(
        "List organisations", "Every organisation that takes part in an initiative."
    ),
    "organisations_retrieve": Words("Read an organisation", "One organisation, with its names."),
    "summary_retrieve": Words(
        "Read the summary",
        "How many initiatives there are and how their milestones stand: in all, by sector, by "
        "country and by organisation; and the milestones that are overdue, that are due next and "
        "that slipped most, up to ten of each.",
    ),
    "codes_retrieve": Words(
        "Read the lists of codes",
        "Every closed list, in its order, with the label of each code in three languages. "
        "States stand in it from the worst to the best.",
    ),
}

PATH_PARAMETERS = {
    "initiatives": "The slug of an initiative.",
    "milestones": "The slug of a milestone.",
    "statements": "The id of a statement.",
    "indicators": "The slug of an indicator.",
    "observations": "The number of an observation.",
    "places": "The number of a place.",
    "sources": "The slug of a source.",
    "publishers": "The slug of a publisher.",
    "people": "The slug of a person.",
    "organisations": "The slug of an organisation.",
}
