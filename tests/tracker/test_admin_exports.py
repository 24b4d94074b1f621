"""Every list of the admin as a file: its rows, its filters, and who may take it."""

import csv
import io
from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from projects.models import Milestone, Statement
from sources.models import Publisher
from tests.desk import page, sign_in
from tests.factories import InitiativeFactory, MilestoneFactory, PublisherFactory, UserFactory
from tests.recorded import make, record, withdraw
from tracker.models import ApiToken, User

DAY = date(2026, 1, 6)
OURS = [model for model in admin.site._registry if model._meta.app_label != "auth"]
SECRETS = {"password", "digest"}


@pytest.fixture
def desk(client, db):
    return sign_in(client)


def address(model, kind: str = "csv") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export", args=[kind])


def table(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("model", OURS)
def test_every_list_is_exported_as_csv(desk, model):
    record(make(MilestoneFactory), DAY, due="2026")

    rows = table(desk.get(address(model)))

    assert len(rows) == model.objects.count()


@pytest.mark.parametrize("model", OURS)
def test_every_list_is_exported_as_xlsx(desk, model):
    record(make(MilestoneFactory), DAY, due="2026")

    file = io.BytesIO(desk.get(address(model, "xlsx")).getvalue())

    assert load_workbook(file).active.max_row == model.objects.count() + 1


@pytest.mark.parametrize("model", [User, ApiToken])
def test_no_secret_leaves(desk, model):
    header = desk.get(address(model)).getvalue().decode().splitlines()[0]

    assert not SECRETS & set(header.split(","))


def test_an_export_has_the_rows_that_the_filters_leave(desk):
    kept = record(make(MilestoneFactory), DAY)
    withdraw(record(make(MilestoneFactory), DAY))

    rows = table(desk.get(address(Statement), {"live": "yes"}))

    assert [row["id"] for row in rows] == [str(kept.uuid)]


def test_an_export_has_the_rows_that_the_search_finds_in_its_order(desk):
    initiative = make(InitiativeFactory, name_ru="Обход Каспия")
    for slug in ("invented-b", "invented-a"):
        make(MilestoneFactory, initiative=initiative, slug=slug)
    make(MilestoneFactory)

    rows = table(desk.get(address(Milestone), {"q": "ОБХОД"}))

    assert [row["slug"] for row in rows] == ["invented-a", "invented-b"]


def test_a_list_leads_to_its_export_with_the_filters_in_force(desk):
    make(PublisherFactory)

    text = desk.get(page(Publisher), {"q": "invented", "p": "1"}).text

    assert f'href="{address(Publisher)}?q=invented"' in text


def test_a_name_that_looks_like_a_formula_is_defused(desk):
    make(PublisherFactory, name_en='=HYPERLINK("https://invented.example")')

    (row,) = table(desk.get(address(Publisher)))

    assert row["name_en"] == '\'=HYPERLINK("https://invented.example")'


def test_an_export_costs_the_same_however_long(desk, django_assert_num_queries):
    costs = []
    for rows in (1, 29):
        for _ in range(rows):
            record(make(MilestoneFactory), DAY, due="2026")
        with django_assert_num_queries(20, exact=False) as asked:
            desk.get(address(Statement)).getvalue()
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_an_export_takes_the_permission_to_view(client, db):
    sign_in(client, "view_milestone")

    assert client.get(address(Milestone)).status_code == 200
    assert client.get(address(Statement)).status_code == 403


def test_whoever_is_no_superuser_exports_no_tokens_of_others(client, db):
    ApiToken.objects.create(
        name="theirs",
        user=UserFactory(),
        scope="read",
        prefix="invented",
        digest="invented",
        made_at="2026-01-01T00:00Z",
        expires_at="2027-01-01T00:00Z",
    )
    sign_in(client, "view_apitoken")

    assert table(client.get(address(ApiToken))) == []


def test_filters_of_rubbish_lead_back_to_the_list(desk):
    assert desk.get(address(Milestone), {"rubbish": "1"}).status_code == 302


def test_an_unknown_format_is_not_there(desk):
    assert desk.get(address(Milestone, "pdf")).status_code == 404


def test_an_export_is_read_and_not_posted(desk):
    assert desk.post(address(Milestone)).status_code == 405
