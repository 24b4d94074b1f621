"""Days reckoned with by the database, in SQL that both databases work out themselves.

Django's own arithmetic calls Python for each row on SQLite, where days are texts.
"""

from django.db.models import DateField, Func, IntegerField, Value


class DaysBefore(Func):
    """The day so many days before another; `DaysBefore(day, 30)`."""

    output_field = DateField()

    def __init__(self, day, days: int):
        super().__init__(day)
        self.days = int(days)

    def deconstruct(self):
        return (
            f"{type(self).__module__}.{type(self).__qualname__}",
            (*self.source_expressions, self.days),
            {},
        )

    def as_sqlite(self, compiler, connection, **context):
        template = f"date(%(expressions)s, '-{self.days} days')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = f"(%(expressions)s - {self.days})"
        return self.as_sql(compiler, connection, template=template, **context)


class DaysSince(Func):
    """How many days lie from a column's day to a given one; `DaysSince("last_stated_on", day)`."""

    output_field = IntegerField()

    def __init__(self, column, day):
        super().__init__(column, Value(day, DateField()))

    def as_sqlite(self, compiler, connection, **context):
        context |= {"template": "(-(julianday(%(expressions)s)))", "arg_joiner": ") - julianday("}
        return self.as_sql(compiler, connection, **context)

    def as_postgresql(self, compiler, connection, **context):
        context |= {"template": "(-(%(expressions)s))", "arg_joiner": " - "}
        return self.as_sql(compiler, connection, **context)
