"""How the database goes about answering a request."""

import re
from contextlib import contextmanager

from django.db import connection

from tests.tracker.asking import told
from tracker.api.kept import replies

# Those that grow with what is tracked and said.
BIG = {
    *("projects_statement", "projects_milestoneversion", "projects_initiativeversion"),
    *("projects_milestone", "projects_initiative", "projects_initiativecountry"),
    *("projects_observation", "projects_participation", "projects_place"),
    *(
        "projects_tallymember",
        "projects_digest",
        "sources_change",
        "sources_revision",
        "sources_source",
    ),
}
ALIAS = re.compile(r'"(\w+)" (?:AS )?"?(\w+)"?')


def queries(client, path: str) -> list[tuple[str, tuple]]:
    """The queries that answer a request, with their parameters."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    replies.clear()
    with connection.execute_wrapper(note):
        told(client, path)
    return [query for query in asked if query[0].startswith(("SELECT", "WITH"))]


def plan_of(sql: str, params) -> list[str]:
    """The steps of a query, as SQLite or PostgreSQL tells them."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return [str(row[-1]).strip() for row in cursor.fetchall()]


def page_plan(client, path: str) -> list[str]:
    """The steps of the query that reads a page of a list."""
    return plan_of(*next(query for query in queries(client, path) if "LIMIT 51" in query[0][-9:]))


def full_scans(sql: str, params) -> list[str]:
    """The steps that go through all rows of a big table.

    In the order of an index they stop where the page is full, if the query has a limit.
    """
    real = {alias: table for table, alias in ALIAS.findall(sql) if table in BIG}
    plan = plan_of(sql, params)
    if connection.vendor == "sqlite":
        stops = " LIMIT " in sql and not sorts_all(plan)
        scans = [step for step in plan[stops:] if step.startswith("SCAN ")]
        tables = [step.split()[1] for step in scans]
    else:
        scans = [step.removeprefix("->").strip() for step in plan if "Seq Scan on" in step]
        tables = [step.split()[3] for step in scans if step.startswith("Seq Scan on")]
    return [
        f"{step} in {sql}"
        for step, table in zip(scans, tables, strict=True)
        if real.get(table, table) in BIG
    ]


def make_dear(way: str) -> None:
    """Keep PostgreSQL from a way to go, which for so few rows it would take before an index."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_{way} = off")


@contextmanager
def statistics():
    """Statistics of the rows, which SQLite goes by only if somebody has them taken."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_stat1")
                cursor.execute("ANALYZE sqlite_schema")  # forgets what it has read of them


def sorts_all(plan: list[str]) -> bool:
    """Whether the rows are sorted, but for those that are equal in the column they are read by."""
    if connection.vendor == "sqlite":
        return "USE TEMP B-TREE FOR ORDER BY" in plan
    return any(step.removeprefix("->").lstrip().startswith("Sort  (") for step in plan)


def words_looked_up(plan: list[str]) -> set[str]:
    """The tables whose words are looked up in an index."""
    mark = "VIRTUAL TABLE" if connection.vendor == "sqlite" else "Bitmap Index Scan on "
    words = {word for step in plan if mark in step for word in step.split()}
    return {word.removesuffix("_words") for word in words if word.endswith("_words")}


def words_read_through(plan: list[str]) -> set[str]:
    """The steps that go through the rows of a table, to look at the words of each."""
    if connection.vendor == "sqlite":
        # Through its own index or none: SQLite says SEARCH where it looks rows up.
        return {step for step in plan if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step}
    return {step for step in plan if step.startswith("Filter:") and "words_vector" in step}
