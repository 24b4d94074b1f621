"""Pages that went stale: nothing is saved over what others wrote, unless their work was seen."""

from datetime import date

import pytest

from projects.models import Initiative, InitiativeCountry, Milestone, Statement
from sources.models import Publisher, Revision, Source
from sources.revisions import LatestRevision, revision
from sources.seen import SEEN
from tests.desk import errors_on_page, on_page, page, said, sign_in, source_of, written
from tests.factories import FACTORIES, PublisherFactory, UserFactory
from tests.recorded import make, record, withdraw

DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="aigerim")


@pytest.fixture
def publisher(db):
    return make(PublisherFactory, slug="invented", name_en="Before")


def opened(response) -> dict:
    """What the form of a page holds, as it is shown."""
    form = response.context["adminform"].form
    return {name: form[name].value() for name in form.fields}


def renamed(name: str = "Theirs", by: str = "second") -> None:
    """Somebody else renames whatever publishers there are."""
    with revision(UserFactory(username=by), "the name on its masthead"):
        Publisher.objects.update(name_en=name)


# Rows that describe


@pytest.mark.parametrize("model", FACTORIES)
def test_every_page_holds_the_revision_that_the_editor_saw(desk, model):
    row = make(FACTORIES[model])

    response = desk.get(page(model, row))

    assert opened(response)[SEEN] == row.revision_id
    assert f'<input type="hidden" name="seen" value="{row.revision_id}"' in response.text


def test_an_edit_of_a_stale_page_is_refused_with_what_changed_meanwhile(desk, publisher):
    seen = opened(desk.get(page(Publisher, publisher)))[SEEN]
    renamed()

    response = desk.post(page(Publisher, publisher), {"name_en": "Mine", SEEN: seen})

    publisher.refresh_from_db()
    assert publisher.name_en == "Theirs"
    for told in ("second", "the name on its masthead", "name in English", "Before", "Theirs"):
        assert told in response.text
    assert "Changed by others" in response.text


def test_what_was_entered_on_a_stale_page_is_kept(desk, publisher):
    renamed()
    sent = {"name_en": "Mine", "url": "https://mine.example/", "why": "my reason"}

    shown = opened(desk.post(page(Publisher, publisher), sent | {SEEN: publisher.revision_id}))

    assert {name: shown[name] for name in sent} == sent


def test_after_a_look_the_same_edit_is_saved(desk, publisher):
    renamed()
    sent = {"name_en": "Mine", SEEN: publisher.revision_id}

    again = opened(desk.post(page(Publisher, publisher), sent))
    desk.post(page(Publisher, publisher), sent | {SEEN: again[SEEN]})

    publisher.refresh_from_db()
    assert publisher.name_en == "Mine"


def test_a_page_that_goes_stale_twice_is_refused_twice(desk, publisher):
    renamed("First", "second")
    sent = {"name_en": "Mine", SEEN: publisher.revision_id}
    again = opened(desk.post(page(Publisher, publisher), sent))
    renamed("Second", "third")

    response = desk.post(page(Publisher, publisher), sent | {SEEN: again[SEEN]})

    publisher.refresh_from_db()
    assert publisher.name_en == "Second"
    assert "third" in response.text
    assert "second" not in response.text


def test_an_edit_of_the_newest_is_saved(desk, publisher):
    desk.post(page(Publisher, publisher), {"name_en": "Mine", SEEN: publisher.revision_id})

    publisher.refresh_from_db()
    assert publisher.name_en == "Mine"


def test_a_refusal_leaves_no_trace(desk, publisher):
    renamed()
    before = Revision.objects.count(), Publisher.history.count()

    desk.post(page(Publisher, publisher), {"name_en": "Mine", SEEN: publisher.revision_id})

    assert (Revision.objects.count(), Publisher.history.count()) == before


@pytest.mark.parametrize("seen", ["x", "-1", str(2**64), "1.5"])
def test_a_revision_that_is_none_is_refused(desk, publisher, seen):
    desk.post(page(Publisher, publisher), {"name_en": "Mine", SEEN: seen})

    publisher.refresh_from_db()
    assert publisher.name_en == "Before"


def test_what_others_wrote_is_shown_as_text(desk, publisher):
    renamed("<script>alert(1)</script>")

    sent = {"name_en": "Mine", SEEN: publisher.revision_id}
    text = desk.post(page(Publisher, publisher), sent).text

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


# Countries of an initiative


def initiative_form(initiative: Initiative, *countries, **fields) -> dict:
    """What the page of an initiative sends: its rows of countries, as (row or None, code)."""
    there = [row for row, _ in countries if row]
    sent = {"name_en": "Mine", "sector": initiative.sector, SEEN: initiative.revision_id}
    sent |= {"countries-TOTAL_FORMS": len(countries), "countries-INITIAL_FORMS": len(there)}
    sent |= {"milestones-TOTAL_FORMS": 0, "milestones-INITIAL_FORMS": 0}
    for index, (row, code) in enumerate(countries):
        sent |= {f"countries-{index}-id": row.pk if row else "", f"countries-{index}-country": code}
        sent[f"countries-{index}-initiative"] = initiative.pk
    return sent | on_page() | fields


@pytest.fixture
def country(initiative):
    row = make(lambda: InitiativeCountry.objects.create(initiative=initiative, country="KZ"))
    initiative.refresh_from_db()
    return row


def test_countries_that_changed_meanwhile_make_the_page_stale(desk, initiative, country):
    with revision(UserFactory(username="second"), "a second end"):
        InitiativeCountry.objects.create(initiative=initiative, country="AZ")

    response = desk.post(page(Initiative, initiative), initiative_form(initiative, (country, "KZ")))

    assert "<del>KZ</del>" in response.text
    assert "<ins>AZ, KZ</ins>" in response.text
    initiative.refresh_from_db()
    assert initiative.name_en != "Mine"


def test_a_country_that_was_taken_off_meanwhile_stays_off(desk, initiative, country):
    sent = initiative_form(initiative, (country, "KZ"), (None, "UZ"))
    with revision(None, "not there"):
        initiative.countries.get().delete()

    again = opened(desk.post(page(Initiative, initiative), sent))
    desk.post(page(Initiative, initiative), sent | {SEEN: again[SEEN]})

    initiative.refresh_from_db()
    assert initiative.name_en == "Mine"
    assert [row.country for row in initiative.countries.all()] == ["UZ"]


# Statements


def milestone_form(milestone, seen: int, **fields) -> dict:
    own = {"name_en": milestone.name_en, "kind": milestone.kind, "position": milestone.position}
    fields = {"source": source_of(DAY).pk, "summary": "Mine.", SEEN: seen} | fields
    return own | on_page(**fields)


def test_a_statement_that_came_in_meanwhile_is_shown_before_the_next(desk, milestone):
    seen = LatestRevision.read().number
    sent = milestone_form(milestone, seen)
    theirs = record(milestone, DAY, due="2026-11", summary="Theirs.")
    before = written()

    response = desk.post(page(Milestone, milestone), sent)

    assert written() == before
    (told,) = errors_on_page(response)["__all__"]
    assert "Theirs." in told
    assert f'href="{page(Statement, theirs)}"' in told
    assert "Mine." in response.text


def test_after_a_look_the_next_statement_is_recorded(desk, milestone):
    sent = milestone_form(milestone, LatestRevision.read().number)
    record(milestone, DAY, summary="Theirs.")

    response = desk.post(page(Milestone, milestone), sent)
    formset = next(part.formset for part in response.context["inline_admin_formsets"])
    desk.post(page(Milestone, milestone), sent | {"statements-0-seen": formset[0][SEEN].value()})

    assert Statement.objects.filter(summary="Mine.").exists()


def test_a_withdrawal_meanwhile_is_shown_with_its_reason(desk, milestone):
    theirs = record(milestone, DAY, summary="Theirs.")
    sent = milestone_form(milestone, LatestRevision.read().number)
    withdraw(theirs)

    (told,) = errors_on_page(desk.post(page(Milestone, milestone), sent))["__all__"]

    assert "recorded wrongly" in told


def test_statements_of_other_milestones_do_not_matter(desk, milestone, initiative):
    sent = milestone_form(milestone, LatestRevision.read().number)
    other = make(FACTORIES[Milestone], initiative=initiative)
    record(other, DAY)
    record(initiative, DAY)

    desk.post(page(Milestone, milestone), sent)

    assert Statement.objects.filter(summary="Mine.").exists()


def test_an_empty_form_for_the_next_statement_is_still_empty(desk, milestone):
    record(milestone, DAY)
    own = {"name_en": "Renamed", "kind": milestone.kind, "position": milestone.position}

    desk.post(page(Milestone, milestone), own | on_page(seen=0))

    milestone.refresh_from_db()
    assert milestone.name_en == "Renamed"
    assert Statement.objects.count() == 1


def test_the_form_on_a_page_holds_the_newest_revision(desk, milestone):
    record(milestone, DAY)

    text = desk.get(page(Milestone, milestone)).text

    newest = LatestRevision.read().number
    assert f'<input type="hidden" name="statements-0-seen" value="{newest}"' in text


def test_the_whole_form_is_refused_too(desk, milestone):
    seen = LatestRevision.read().number
    source = source_of(DAY).pk
    record(milestone, DAY, summary="Theirs.")
    sent = said(milestone, source=source, seen=seen)

    response = desk.post(page(Statement, action="add"), sent)

    assert "Theirs." in str(response.context["adminform"].form.non_field_errors())
    again = response.context["adminform"].form[SEEN].value()
    desk.post(page(Statement, action="add"), sent | {SEEN: again})
    assert Statement.objects.count() == 2


def test_a_source_is_edited_while_statements_are_drawn_from_it(desk, milestone):
    source = source_of(DAY, title="Before")
    record(milestone, DAY, source=source)
    sent = {"publisher": source.publisher_id, "kind": "law", "language": "ru", "title": "Mine"}
    sent |= {"published_on": "2026-01-06", SEEN: source.revision_id, "url": "", "relays": ""}
    sent |= {"statements-TOTAL_FORMS": 0, "statements-INITIAL_FORMS": 0}

    desk.post(page(Source, source), sent)

    source.refresh_from_db()
    assert source.title == "Mine"
