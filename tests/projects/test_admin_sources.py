"""The page of a source: an editor works through a document once, all or nothing."""

from datetime import date

import pytest

from projects.admin.sources import MOST_FORMS
from projects.models import Milestone, Statement
from sources.models import Publisher, Revision, Source
from sources.revisions import LatestRevision
from tests.desk import page, sign_in, source_of, written
from tests.factories import MilestoneFactory, PersonFactory, PublisherFactory
from tests.recorded import correct, make, record, version_on, withdraw

DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="aigerim")


@pytest.fixture
def source(db):
    return source_of(DAY, title="Invented article")


def milestones(count: int) -> list[Milestone]:
    return [make(MilestoneFactory) for _ in range(count)]


def sent(source, *rows: dict, **fields) -> dict:
    """What the page of a source sends: the source as it is, and some statements."""
    own = {name: getattr(source, name) for name in ("title", "kind", "language", "published_on")}
    own |= {"publisher": source.publisher_id, "url": source.url, "relays": source.relays}
    body = own | {"statements-TOTAL_FORMS": len(rows), "statements-INITIAL_FORMS": 0} | fields
    for index, row in enumerate(rows):
        body |= {f"statements-{index}-{name}": value for name, value in row.items()}
    return body


def row(milestone, **fields) -> dict:
    return {"milestone": milestone.pk, "summary": "Invented.", **fields}


def errors(response) -> list[dict]:
    """The errors of each form of a statement, by field."""
    (part,) = response.context["inline_admin_formsets"]
    return [dict(form.errors) for form in part.formset.forms]


# What was drawn from it


def test_the_page_shows_what_was_drawn_from_the_source(desk, source, milestone):
    speaker = make(PersonFactory, name_en="Invented minister")
    said = {"source": source, "due": "2026-35", "phrase": "в третьем квартале"}
    statement = record(milestone, DAY, **said, speaker=speaker, locator="paragraph 4")
    record(milestone, DAY, summary="Said elsewhere.")

    response = desk.get(page(Source, source))

    assert [each["statement"] for each in response.context["drawn"]] == [statement]
    shown = ["paragraph 4", "Invented minister", "“в третьем квартале”", "Q3 2026"]
    links = [page(Statement, statement), page(Milestone, milestone)]
    assert all(text in response.text for text in shown)
    assert all(f'href="{link}"' in response.text for link in links)


def test_what_was_withdrawn_is_shown_as_such(desk, source, milestone):
    right = correct(record(milestone, DAY, source=source, summary="Misread."), source=source)
    withdraw(right)

    text = desk.get(page(Source, source)).text

    assert "<del>Misread.</del>" in text
    assert "See its correction" in text
    assert "Corrects an earlier recording" in text


def test_a_page_costs_the_same_however_much_was_drawn(desk, django_assert_num_queries):
    costs = []
    for count in (1, 20):
        source = source_of(DAY)
        for milestone in milestones(count):
            record(milestone, DAY, source=source, speaker=make(PersonFactory))
        desk.get(page(Source, source))  # after which nothing of the session is asked for again
        with django_assert_num_queries(25, exact=False) as asked:
            desk.get(page(Source, source))
        costs.append(len(asked))

    assert costs[0] == costs[1]


# Several statements in one save


def test_several_statements_are_recorded_in_one_save(desk, source):
    first, second, third = milestones(3)
    speaker = make(PersonFactory)
    rows = [
        row(first, due_edtf="2026-12", phrase="в декабре", speaker=speaker.pk, locator="par. 1"),
        row(second, due_edtf="2027", reason="Floods."),
        row(third, progress="in_progress"),
    ]

    desk.post(page(Source, source), sent(source, *rows, why="an article"))

    drawn = Statement.objects.filter(source=source).order_by("seq")
    assert [one.milestone for one in drawn] == [first, second, third]
    assert {one.announced_on for one in drawn} == {DAY}
    assert {one.revision.reason for one in drawn} == {"an article"}
    assert len({one.revision_id for one in drawn}) == 1
    assert version_on(second, DAY).due_edtf == "2027"


def test_what_the_statements_did_is_told(desk, source, milestone):
    rows = [row(milestone, due_edtf="2026-12")]

    response = desk.post(page(Source, source), sent(source, *rows), follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert "Recorded 1 statement." in told
    assert any(text.startswith(f"{milestone}: Deadline: December 2026") for text in told)


def test_one_bad_row_stops_them_all_and_names_its_field(desk, source):
    good, bad = milestones(2)
    before = written()

    rows = [row(good, due_edtf="2026-12"), row(bad, due_edtf="next year")]
    response = desk.post(page(Source, source), sent(source, *rows, title="Retitled"))

    source.refresh_from_db()
    assert (written(), source.title) == (before, "Invented article")
    assert [list(found) for found in errors(response)] == [[], ["due_edtf"]]
    assert 'value="2026-12"' in response.text
    assert 'value="next year"' in response.text
    assert 'value="Retitled"' in response.text


def test_every_bad_row_is_told_at_once(desk, source):
    one, other = milestones(2)
    rows = [
        row(one, summary=""),
        row(other, met_edtf="2026-01"),
        {"summary": "Of what?"},
        row(one, announced_on="2026-01-07"),
    ]

    response = desk.post(page(Source, source), sent(source, *rows))

    found = [list(each) for each in errors(response)]
    assert found == [["summary"], ["met_edtf"], ["initiative"], ["announced_on"]]


def test_rows_that_are_left_empty_are_nothing(desk, source, milestone):
    empty = {"milestone": "", "summary": "", "seen": LatestRevision.read().number}

    desk.post(page(Source, source), sent(source, empty, row(milestone), empty))

    assert Statement.objects.count() == 1


def test_a_row_may_be_about_an_initiative_alone(desk, source, initiative):
    rows = [{"initiative": initiative.pk, "summary": "Invented.", "stage": "implementation"}]

    desk.post(page(Source, source), sent(source, *rows))

    assert Statement.objects.get().initiative == initiative


def test_rows_whose_deadlines_wait_for_each_other_are_refused(desk, source, initiative):
    one, other = (make(MilestoneFactory, initiative=initiative) for _ in range(2))
    rows = [
        row(one, due_within_offset="P1M", due_within_of=other.pk),
        row(other, due_within_offset="P1M", due_within_of=one.pk),
    ]
    before = written()

    response = desk.post(page(Source, source), sent(source, *rows))

    assert written() == before
    assert [list(found) for found in errors(response)] == [[], ["due_within_of"]]


def test_a_row_of_a_milestone_of_which_more_was_said_meanwhile_is_refused(desk, source, milestone):
    (other,) = milestones(1)
    seen = LatestRevision.read().number
    record(milestone, DAY, summary="Theirs.")

    rows = [row(milestone, seen=seen), row(other, seen=seen)]
    response = desk.post(page(Source, source), sent(source, *rows))

    assert [list(found) for found in errors(response)] == [["__all__"], []]
    assert "Theirs." in response.text
    assert not Statement.objects.filter(source=source).exists()


def test_more_rows_than_a_request_may_have_fields_are_refused(desk, source, milestone):
    rows = [row(milestone)] * (MOST_FORMS + 1)

    response = desk.post(page(Source, source), sent(source, *rows))

    assert response.status_code == 200
    assert not Statement.objects.exists()


@pytest.mark.parametrize("milestone_pk", ["0", "x", "999999", str(2**70)])
def test_a_milestone_that_there_is_not_is_named_as_wrong(desk, source, milestone_pk):
    rows = [{"milestone": milestone_pk, "summary": "Invented."}]

    response = desk.post(page(Source, source), sent(source, *rows))

    assert list(errors(response)[0]) == ["milestone"]


# Who, and where it leads


def test_a_new_source_leads_to_the_page_where_it_is_worked_through(desk):
    publisher = make(PublisherFactory)
    fields = {"title": "New", "slug": "new", "publisher": publisher.pk, "kind": "report"}
    fields |= {"language": "ru", "published_on": "2026-01-06"}

    response = desk.post(page(Source, action="add"), fields)

    assert response["Location"] == page(Source, Source.objects.get())
    assert "statements-TOTAL_FORMS" not in desk.get(page(Source, action="add")).text


def test_who_records_statements_need_not_be_one_who_changes_sources(client, source, milestone):
    sign_in(client, "view_source", "add_statement")

    client.post(page(Source, source), sent(source, row(milestone), title="Retitled"))

    source.refresh_from_db()
    assert (Statement.objects.count(), source.title) == (1, "Invented article")


def test_who_records_no_statements_is_shown_no_forms(client, source, milestone):
    sign_in(client, "change_source", "view_source")

    text = client.get(page(Source, source)).text
    client.post(page(Source, source), sent(source, row(milestone), title="Retitled"))

    source.refresh_from_db()
    assert "statements-TOTAL_FORMS" not in text
    assert (Statement.objects.count(), source.title) == (0, "Retitled")


def test_a_page_on_which_nothing_was_written_is_no_revision(desk, source):
    before = Revision.objects.count(), Publisher.objects.count()

    desk.post(page(Source, source), sent(source))

    assert (Revision.objects.count(), Publisher.objects.count()) == before
