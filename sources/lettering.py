"""A text of letters, one a row of a group: what is read of many rows at the price of one value."""

from collections.abc import Mapping

from django.db.models import Aggregate, Case, CharField, Q, Value, When


class Letters(Aggregate):
    """The letters of a group's rows, in no order.

    A row has the letter of the first condition that it meets, as `lettered` says, or none. To count
    the letters of a text takes less time than to have the database count by every condition.
    """

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def letters(conditions: Mapping[str, Q]) -> Letters:
    """The letters of rows by the conditions that they meet."""
    cases = (When(when, Value(letter)) for letter, when in conditions.items())
    return Letters(Case(*cases, output_field=CharField()), Value(""))
