"""The summary: how all that is tracked stands on a day."""

from datetime import date

from projects.models import InitiativeCountry
from tests.factories import InitiativeFactory, MilestoneFactory, OrganisationFactory
from tests.recorded import make, record
from tests.tracker.asking import told
from tests.tracker.test_milestones import IN_LISTS
from tests.tracker.worlds import part, tracked


def summary(api, day="2026-06-01", parameters=""):
    return told(api, f"summary/?as_of={day}{parameters}")


def slugs(rows):
    return [row["slug"] for row in rows]


def test_an_empty_tracker_has_an_empty_summary(api):
    empty = summary(api)

    assert empty["initiatives"] == 0
    assert set(empty["milestone_counts"].values()) == {0}
    for name in ("by_sector", "by_country", "by_organisation", "overdue", "due_next"):
        assert empty[name] == []
    assert empty["slipped_most"] == []


def test_milestones_are_counted_by_state_on_the_day_asked_about(api):
    tracked("late", due="../2026-05-31")
    tracked("soon", due="../2026-06-30")
    tracked("new", date(2026, 6, 1))

    before, on = summary(api, "2026-05-31"), summary(api, "2026-06-01")

    assert (before["initiatives"], on["initiatives"]) == (2, 3)
    assert before["milestone_counts"]["due_soon"] == 2
    assert (on["milestone_counts"]["overdue"], on["milestone_counts"]["due_soon"]) == (1, 1)
    assert on["milestone_counts"]["unscheduled"] == 1


def test_due_soon_is_as_near_as_asked_for(api):
    tracked("soon", due="../2026-06-11")

    near, nearer = summary(api), summary(api, parameters="&due_soon_days=9")

    assert (near["due_soon_days"], near["milestone_counts"]["due_soon"]) == (90, 1)
    assert (nearer["due_soon_days"], nearer["milestone_counts"]["scheduled"]) == (9, 1)


def test_initiatives_count_once_in_each_of_their_groups(api):
    both = tracked("both", due="2026-03")
    another = make(MilestoneFactory, initiative=both.initiative)
    record(another, date(2026, 1, 15))
    country = InitiativeCountry(initiative=both.initiative, country="AZ")
    make(lambda: InitiativeCountry.objects.bulk_create([country]))
    record(make(InitiativeFactory, sector="space"), date(2026, 1, 15))

    told_of = summary(api)

    sectors = {row["sector"]: row["initiatives"] for row in told_of["by_sector"]}
    countries = {row["country"]: row for row in told_of["by_country"]}
    assert sectors == {"communications": 1, "space": 1}
    assert set(countries) == {"AZ", "KZ"}
    assert countries["AZ"]["initiatives"] == 1
    assert countries["AZ"]["milestone_counts"]["overdue"] == 1
    assert countries["AZ"]["milestone_counts"]["unscheduled"] == 1


def test_organisations_count_what_they_take_part_in_by_then(api):
    organisation = make(OrganisationFactory, slug="builder", name_en="Builder")
    evidence = [part("builder", organisation), part("operator", organisation)]
    milestone = tracked("one", evidence=evidence)
    record(milestone, date(2026, 2, 1), evidence=[part("lead", organisation)])

    (there,) = summary(api)["by_organisation"]

    assert there["organisation"] == {"slug": "builder", "name": "Builder"}
    assert there["initiatives"] == 1
    assert summary(api, "2026-01-14")["by_organisation"] == []


def test_the_largest_group_comes_first_and_of_equal_ones_by_name(api):
    for number, country in enumerate(["KZ", "UZ", "AZ", "UZ"]):
        tracked(f"of-{number}", country=country)

    assert [row["country"] for row in summary(api)["by_country"]] == ["UZ", "AZ", "KZ"]


def test_what_is_overdue_due_next_and_slipped_most_are_milestones_in_order(api):
    for slug, due in {
        "late": "2026-05",
        "later": "2026-02",
        "soon": "2026-08",
        "next": "../2026-06-01",
        "open": "2026/..",
    }.items():
        tracked(slug, due=due)
    for slug, due in {"soon": "2026-09", "late": "2026-03", "next": "2026-12"}.items():
        milestone = MilestoneFactory._meta.model.objects.get(slug=slug)
        record(milestone, date(2026, 6, 2), due=due)

    before, after = summary(api, "2026-06-01"), summary(api, "2026-06-02")

    assert slugs(before["overdue"]) == ["later", "late"]
    assert slugs(before["due_next"]) == ["next", "soon"]
    assert before["slipped_most"] == []
    assert slugs(after["slipped_most"]) == ["next", "soon"]
    assert set(after["due_next"][0]) == IN_LISTS


def test_lists_in_the_summary_are_short(api):
    for number in range(12):
        tracked(f"late-{number:02}", due=f"2026-01-{28 - number}")

    overdue = slugs(summary(api)["overdue"])

    assert overdue == [f"late-{number:02}" for number in range(11, 1, -1)]


def test_of_many_organisations_those_with_most_initiatives_are_shown(api, monkeypatch):
    monkeypatch.setattr("tracker.api.summary.MOST_ORGANISATIONS", 2)
    for slug, number in {"some": 1, "most": 3, "any": 1}.items():
        organisation = make(OrganisationFactory, slug=slug)
        for place in range(number):
            tracked(f"{slug}-{place}", evidence=[part("builder", organisation)])
    tracked("later", date(2026, 5, 31))

    kept, counted = summary(api), summary(api, "2026-05-30")  # the day after it, and one before

    for shown in (kept, counted):
        named = [
            (row["organisation"]["slug"], row["initiatives"]) for row in shown["by_organisation"]
        ]
        assert named == [("most", 3), ("any", 1)]
