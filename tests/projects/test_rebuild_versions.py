"""`manage.py rebuild_versions`, and what its check says."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.models import InitiativeVersion, MilestoneVersion
from sources.revisions import LatestRevision, Revision, revision
from tests.factories import InitiativeFactory, MilestoneFactory
from tests.recorded import correct, make, record, version_on, withdraw

DAY = date(2025, 3, 10)
NEXT_DAY = date(2025, 3, 11)


def run(*arguments) -> str:
    told = StringIO()
    call_command("rebuild_versions", *arguments, stdout=told)
    return told.getvalue()


def check(*arguments) -> str:
    """What a check that fails says."""
    told = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("rebuild_versions", "--check", *arguments, stdout=told)
    assert caught.value.returncode == 1
    return f"{told.getvalue()}{caught.value}"


def rows() -> list:
    """All versions, by what they say: a row that is stored anew has another key."""
    return [
        sorted(
            (
                {name: value for name, value in row.items() if name != "id"}
                for row in model.objects.values()
            ),
            key=str,
        )
        for model in (InitiativeVersion, MilestoneVersion)
    ]


@pytest.fixture
def told(milestone):
    """Statements that were corrected and withdrawn, so that there are past recordings."""
    first = record(milestone, DAY, due="2026")
    record(milestone, NEXT_DAY, due="2027")
    correct(first, due="2025")
    withdraw(record(milestone, DAY, progress="met"))
    return milestone


def tamper(queryset, **columns) -> None:
    with revision(None, "tampering"):
        queryset.update(**columns)


def empty_the_tables() -> None:
    with revision(None, "tampering"):
        MilestoneVersion.objects.all().delete()
        InitiativeVersion.objects.all().delete()


# The check


def test_a_check_of_what_is_right_says_so(told):
    assert run("--check") == "All versions follow from the statements: 1 initiative.\n"


@pytest.mark.django_db
def test_a_check_of_nothing_says_so():
    assert run("--check") == "All versions follow from the statements: 0 initiatives.\n"


def test_a_check_names_the_milestone_its_days_and_the_field_that_is_wrong(told):
    present = MilestoneVersion.objects.as_of(DAY)
    tamper(present, move="slip", due_edtf="2031")

    line = check().splitlines()[0]

    assert line.startswith(f"{told.initiative.slug}: {told.slug}, known 2025-03-10 to 2025-03-11")
    assert line.endswith(
        "to open: due_edtf is 2031 and should be 2025, move is slip and should be first"
    )


def test_a_check_names_the_initiative_s_own_rows(told):
    tamper(InitiativeVersion.objects.as_of(DAY), stage="preparation")

    (line, _) = check().splitlines()

    assert ": the initiative, known 2025-03-10" in line
    assert line.endswith(": stage is preparation and should be empty")


def test_a_check_finds_what_is_missing_and_what_should_not_be_there(told):
    tamper(MilestoneVersion.objects.as_of(NEXT_DAY), known_from=date(2025, 3, 20))

    lines = check().splitlines()

    assert "known 2025-03-20 to open" in lines[0]
    assert lines[0].endswith(": should not be there")
    assert "known 2025-03-11 to open" in lines[1]
    assert lines[1].endswith(": is missing")


def test_a_check_finds_a_past_recording_that_was_changed(told):
    past = MilestoneVersion.objects.exclude(pk__in=MilestoneVersion.objects.recorded())
    tamper(past.filter(move="slip"), restatements=7)

    assert "restatements is 7 and should be 1" in check()


def test_a_check_finds_recorded_bounds_that_were_changed(told):
    version = version_on(told, DAY)
    tamper(MilestoneVersion.objects.filter(pk=version.pk), recorded_from=told.revision.at)

    assert check().splitlines()[1].endswith(": is missing")


def test_a_check_writes_nothing(told):
    tamper(MilestoneVersion.objects.as_of(DAY), move="slip")
    before = rows(), LatestRevision.read().number, Revision.objects.count()

    check()

    assert (rows(), LatestRevision.read().number, Revision.objects.count()) == before


def test_a_check_counts_the_initiatives_that_differ(told):
    make(InitiativeFactory)
    tamper(MilestoneVersion.objects.as_of(DAY), move="slip")

    assert "in 1 of 2 initiatives" in check()


# The rebuilding


def test_a_rebuilding_restores_all_rows_and_their_recorded_bounds(told):
    before = rows()
    empty_the_tables()

    said = run()

    assert rows() == before
    assert said.endswith("Mended 1 of 1 initiative.\n")
    assert run("--check")


def test_a_rebuilding_touches_only_what_differs(told):
    right = set(MilestoneVersion.objects.exclude(due_edtf="2025").values_list("pk", flat=True))
    tamper(MilestoneVersion.objects.filter(due_edtf="2025"), move="slip")

    run()

    assert right <= set(MilestoneVersion.objects.values_list("pk", flat=True))
    assert run("--check")


def test_a_rebuilding_is_one_revision(told):
    record(make(MilestoneFactory), DAY, due="2026")
    tamper(MilestoneVersion.objects.all(), move="dropped")
    before = LatestRevision.read().number

    run()

    assert LatestRevision.read().number == before + 1
    assert Revision.objects.first().reason == "Versions rebuilt"


def test_a_rebuilding_of_what_is_right_leaves_no_trace(told):
    before = rows(), LatestRevision.read().number

    assert run() == "Nothing to mend: 1 initiative.\n"

    assert (rows(), LatestRevision.read().number) == before


def test_a_row_stored_twice_is_taken_out_once(told):
    past = MilestoneVersion.objects.exclude(pk__in=MilestoneVersion.objects.recorded()).first()
    before = rows()
    past.pk = None
    make(lambda: past.save(force_insert=True))

    run()

    assert rows() == before


# Named initiatives


def test_only_the_initiatives_that_are_named_are_rebuilt(told):
    other = make(MilestoneFactory)
    record(other, DAY, due="2026")
    tamper(MilestoneVersion.objects.all(), move="dropped")

    run(other.initiative.slug)

    assert version_on(other, DAY).move == "first"
    assert version_on(told, DAY).move == "dropped"


def test_only_the_initiatives_that_are_named_are_checked(told):
    other = make(InitiativeFactory)
    tamper(MilestoneVersion.objects.all(), move="dropped")

    assert run("--check", other.slug)


@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_a_name_that_is_not_there_is_refused(arguments, told):
    with pytest.raises(CommandError, match=r"There is no initiative nobody\."):
        run("nobody", *arguments)
