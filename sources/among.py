"""A condition on a column that is met by few rows, which a subquery finds by themselves."""

from django.db.models import BooleanField, Func, QuerySet, Subquery


class Among(Func):
    """Whether a column has one of the values that a query gives; they are looked up first.

    `column__in` says the same, but PostgreSQL joins what it names with all that the list joins, and
    then may read the whole list to find a few rows.
    """

    output_field = BooleanField()
    template, arg_joiner = "%(expressions)s", " IN "

    def __init__(self, column: str, values: QuerySet, **extra) -> None:
        super().__init__(column, Subquery(values.order_by()), **extra)

    def as_postgresql(self, compiler, connection, **context):
        parts = {"template": "%(expressions)s)", "arg_joiner": " = ANY(ARRAY"}
        return self.as_sql(compiler, connection, **parts, **context)
