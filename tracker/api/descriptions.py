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

**Members.** `fields` picks some of a row's members; generated clients, which expect all of them,
leave it out. `expand` nests what a row links to, whole: up to three members, one level deep.

**Languages.** Names, summaries, labels and problems come in English, Russian or Kazakh, as
`Accept-Language` asks. What has no translation falls back to the next language that it names, and
`Content-Language` names the languages that the reply is in. What a source says stays as it is.

**Errors** are problem documents (RFC 9457). A parameter that is unknown, repeated, empty or out of
bounds is refused, and the answer says what would be accepted.

**More** stands in `docs/api.md`, which comes with the code: conditional requests, retries, mirrors,
and how the API may change.

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
    "changes": "Everything that was written, in order, for mirrors.",
    "dates": "Dates in words, read: “до конца года”, “within 12 months of signing”.",
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
    "initiatives_diff": Words(
        "Read what changed of an initiative between two days",
        "The stage, and of each milestone what differs: the state, the progress, the deadline, the "
        "lateness, the slip, when it was met, the last move; each as it was on the first day and "
        "as it is on the last, both judged on their own day. And the statements made public after "
        "the first day and up to the last, which did it. What was not public yet on the first day "
        "is new. To compare what the tracker had recorded, ask with two values of "
        "`recorded_as_of` and compare the replies.",
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
    "initiatives_create": Words(
        "Add an initiative",
        "Adds an initiative together with the first statement about it, or about a milestone that "
        "is added with it: all of it in one revision, or nothing.",
    ),
    "initiatives_partial_update": Words(
        "Change an initiative",
        "Changes names, summaries, sector or countries; what is left out stays. How an initiative "
        "stands is never changed here: that follows from statements.",
    ),
    "initiatives_destroy": Words(
        "Delete an initiative",
        "Deletes an initiative that has no milestone and never carried a statement, not even one "
        "that was withdrawn.",
    ),
    "milestones_create": Words(
        "Add a milestone",
        "Adds a milestone of an initiative together with the first statement about it: both in "
        "one revision, or nothing.",
    ),
    "milestones_partial_update": Words(
        "Change a milestone",
        "Changes names, kind or position; what is left out stays. Deadline and progress are never "
        "changed here: they follow from statements.",
    ),
    "milestones_destroy": Words(
        "Delete a milestone",
        "Deletes a milestone that never carried a statement, not even one that was withdrawn, and "
        "that no deadline counts from.",
    ),
    "indicators_create": Words(
        "Add an indicator", "Adds an indicator under a slug that is not taken."
    ),
    "indicators_partial_update": Words(
        "Change an indicator", "Changes names; what is left out stays, and so does the slug."
    ),
    "indicators_destroy": Words(
        "Delete an indicator", "Deletes an indicator that an observation never named."
    ),
    "sources_create": Words("Add a source", "Adds a source under a slug that is not taken."),
    "sources_partial_update": Words(
        "Change a source",
        "Changes title, publisher, day and the like; what is left out stays, and so does the slug.",
    ),
    "sources_destroy": Words("Delete a source", "Deletes a source that a statement never named."),
    "publishers_create": Words(
        "Add a publisher", "Adds a publisher under a slug that is not taken."
    ),
    "publishers_partial_update": Words(
        "Change a publisher", "Changes names or site; what is left out stays, and so does the slug."
    ),
    "publishers_destroy": Words(
        "Delete a publisher", "Deletes a publisher that a source never named."
    ),
    "people_create": Words("Add a person", "Adds a person under a slug that is not taken."),
    "people_partial_update": Words(
        "Change a person", "Changes names; what is left out stays, and so does the slug."
    ),
    "people_destroy": Words("Delete a person", "Deletes a person that a statement never named."),
    "organisations_create": Words(
        "Add an organisation", "Adds an organisation under a slug that is not taken."
    ),
    "organisations_partial_update": Words(
        "Change an organisation",
        "Changes names or country; what is left out stays, and so does the slug.",
    ),
    "organisations_destroy": Words(
        "Delete an organisation", "Deletes an organisation that a role never named."
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
    "statements_create": Words(
        "Record a statement",
        "Records what one source says. That is how a deadline or a progress changes. Members left "
        "out, or null, are what the source does not say. With `corrects` it takes the place of a "
        "statement that was recorded wrongly, which is withdrawn in the same revision. Takes a "
        "token of scope `record` and the permission to add statements; to correct one, that to "
        "change them.",
    ),
    "statements_bulk": Words(
        "Record several statements",
        "Records up to 1,000 statements in their order, in one revision: all of them, or none. "
        "What is wrong with each is told with its place, such as `/statements/3/due`.",
    ),
    "statements_withdraw": Words(
        "Withdraw a statement",
        "Takes back a statement that should not have been recorded. It stays readable, with the "
        "reason, and nothing follows from it any more. To put one right, record its correction "
        "instead. Takes a token of scope `record` and the permission to change statements.",
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
    "changes_list": Words(
        "Follow the changes",
        "Every row that was created, changed, withdrawn or deleted, in the order of revisions; "
        "within one, deletions come first, and what is referred to before what refers to it. "
        "Begin without `after`, follow `next` until it is null, keep `cursor`, and ask again "
        "`after` it whenever you like: nothing is left out, however many write meanwhile. Each "
        "change brings its row as it is now, so the same row may come again, and may name another "
        "that comes later. Put it where you keep rows of its `resource`, under its `key`; where "
        "that member is null, the row is deleted: take it out. At the end you have all that is "
        "recorded. A statement comes with all that hangs on it, an initiative with its countries; "
        "how they stand follows from statements, and is not here. A reference shows a name as it "
        "is now: when that changes later, only the row that is renamed comes again. Rows that "
        "lists do not show are here too: a source dated ahead, an initiative whose statements are "
        "all withdrawn. A `cursor` that this tracker does not know is refused: begin anew.",
    ),
    "dates_read": Words(
        "Read a date in words",
        "What a phrase in English, Russian or Kazakh means as a deadline, by which rule and by "
        "what convention; all its meanings where it has several. Nothing recorded is looked at. "
        "What fits no rule is not guessed at.",
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
