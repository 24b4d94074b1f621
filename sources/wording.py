"""Date ranges in words: English, Russian and Kazakh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from babel.dates import get_month_names

from sources.dates import DateRange, Expression, Period, Shape, Unit


@lru_cache(maxsize=4096)
def label(date_range: DateRange, language: str) -> str:
    """What the range's expression says, in words of `language`: en, ru or kk; KeyError for another.

    A range that was cut keeps the words of the whole expression.
    """
    words = _WORDS[language]
    expression = Expression.parse(date_range.edtf)
    qualified = words.alone if expression.shape is Shape.SINGLE else words.within
    text = words.shapes[expression.shape].format(
        start=expression.start and _forms(expression.start, words, qualified),
        end=expression.end and _forms(expression.end, words, qualified),
    )
    for rough, smooth in words.smoothed.items():
        text = text.replace(rough, smooth)
    return text


@dataclass(frozen=True)
class _Words:
    """One language's templates, from the innermost outwards.

    `months` are twelve names under each name that the templates use for them. `forms` are a unit's
    words in each grammatical form that the shapes use; `plain` alone knows every unit. `alone` and
    `within` add a qualifier's words to a single period and to an end of an interval.
    """

    months: Mapping[str, Sequence[str]]
    forms: Mapping[str, Mapping[Unit, str]]
    alone: Mapping[str, str]
    within: Mapping[str, str]
    shapes: Mapping[Shape, str]
    smoothed: Mapping[str, str] = field(default_factory=dict)


def _forms(period: Period, words: _Words, qualified: Mapping[str, str]) -> dict[str, str]:
    """The period's words in each grammatical form, those of its qualifier included."""
    names = {name: months[period.first.month - 1] for name, months in words.months.items()}
    bare = {
        form: templates[period.unit].format(
            day=period.first.day, year=period.first.year, last_year=period.last.year, **names
        )
        for form, templates in words.forms.items()
        if period.unit in templates
    }
    template = qualified[period.qualifier]
    return {form: template.format(text, **bare) for form, text in bare.items()}


def _month_names(language: str, context: Literal["format", "stand-alone"] = "format") -> list[str]:
    names = get_month_names("wide", context, language)
    return [names[month] for month in range(1, 13)]


def _with_endings(names: Sequence[str], endings: str) -> list[str]:
    return [name + ending for name, ending in zip(names, endings.split(), strict=True)]


_ENGLISH = _Words(
    months={"month": _month_names("en")},
    forms={
        "plain": {
            Unit.DECADE: "the {year}s",
            Unit.YEAR: "{year}",
            Unit.MONTH: "{month} {year}",
            Unit.DAY: "{day} {month} {year}",
            Unit.SPRING: "spring {year}",
            Unit.SUMMER: "summer {year}",
            Unit.AUTUMN: "autumn {year}",
            Unit.WINTER: "winter {year}–{last_year}",
            Unit.QUARTER_1: "Q1 {year}",
            Unit.QUARTER_2: "Q2 {year}",
            Unit.QUARTER_3: "Q3 {year}",
            Unit.QUARTER_4: "Q4 {year}",
            Unit.THIRD_1: "first third of {year}",
            Unit.THIRD_2: "second third of {year}",
            Unit.THIRD_3: "last third of {year}",
            Unit.HALF_1: "first half of {year}",
            Unit.HALF_2: "second half of {year}",
        },
        "close": {
            Unit.YEAR: "the end of {year}",
            Unit.MONTH: "the end of {month} {year}",
            Unit.DAY: "{day} {month} {year}",
        },
    },
    alone={"": "{}", "~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"},
    within={"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"},
    shapes={
        Shape.SINGLE: "{start[plain]}",
        Shape.SPAN: "{start[plain]} to {end[plain]}",
        Shape.CHOICE: "some day between {start[plain]} and {end[plain]}",
        Shape.UNTIL: "by {end[close]}",
        Shape.UP_TO: "up to {end[plain]}, start not known",
        Shape.SINCE: "from {start[plain]}",
        Shape.STARTED: "from {start[plain]}, end not known",
    },
)

_RUSSIAN = _Words(
    months={"month": _month_names("ru", "stand-alone"), "of_month": _month_names("ru")},
    forms={
        "plain": {
            Unit.DECADE: "{year}-е годы",
            Unit.YEAR: "{year} год",
            Unit.MONTH: "{month} {year} года",
            Unit.DAY: "{day} {of_month} {year} года",
            Unit.SPRING: "весна {year} года",
            Unit.SUMMER: "лето {year} года",
            Unit.AUTUMN: "осень {year} года",
            Unit.WINTER: "зима {year}–{last_year} годов",
            Unit.QUARTER_1: "I квартал {year} года",
            Unit.QUARTER_2: "II квартал {year} года",
            Unit.QUARTER_3: "III квартал {year} года",
            Unit.QUARTER_4: "IV квартал {year} года",
            Unit.THIRD_1: "первая треть {year} года",
            Unit.THIRD_2: "вторая треть {year} года",
            Unit.THIRD_3: "последняя треть {year} года",
            Unit.HALF_1: "первая половина {year} года",
            Unit.HALF_2: "вторая половина {year} года",
        },
        "genitive": {
            Unit.YEAR: "{year} года",
            Unit.MONTH: "{of_month} {year} года",
            Unit.DAY: "{day} {of_month} {year} года",
        },
        "until": {
            Unit.YEAR: "до конца {year} года",
            Unit.MONTH: "до конца {of_month} {year} года",
            Unit.DAY: "до {day} {of_month} {year} года включительно",
        },
    },
    alone={
        "": "{}",
        "~": "около {genitive}",
        "?": "{}, под вопросом",
        "%": "около {genitive}, под вопросом",
    },
    within={
        "": "{}",
        "~": "{} (примерно)",
        "?": "{} (под вопросом)",
        "%": "{} (примерно, под вопросом)",
    },
    shapes={
        Shape.SINGLE: "{start[plain]}",
        Shape.SPAN: "с {start[genitive]} по {end[plain]}",
        Shape.CHOICE: "один из дней с {start[genitive]} по {end[plain]}",
        Shape.UNTIL: "{end[until]}",
        Shape.UP_TO: "по {end[plain]}, начало неизвестно",
        Shape.SINCE: "с {start[genitive]}",
        Shape.STARTED: "с {start[genitive]}, конец неизвестен",
    },
    smoothed={"с 2 ": "со 2 "},  # «со второго», but «с двадцать второго»
)

_KAZAKH_MONTHS = _month_names("kk")
_KAZAKH = _Words(
    months={
        "month": _KAZAKH_MONTHS,
        "from_month": _with_endings(
            _KAZAKH_MONTHS, "дан нан дан ден дан нан ден дан тен нан дан нан"
        ),
        "to_month": _with_endings(_KAZAKH_MONTHS, "ға ға ға ге ға ға ге ға ке ға ға ға"),
        "of_month": _with_endings(
            _KAZAKH_MONTHS, "дың ның дың дің дың ның нің дың тің ның ның ның"
        ),
    },
    forms={
        "plain": {
            Unit.DECADE: "{year} жылдар",
            Unit.YEAR: "{year} жыл",
            Unit.MONTH: "{year} жылғы {month}",
            Unit.DAY: "{year} жылғы {day} {month}",
            Unit.SPRING: "{year} жылғы көктем",
            Unit.SUMMER: "{year} жылғы жаз",
            Unit.AUTUMN: "{year} жылғы күз",
            Unit.WINTER: "{year}–{last_year} жылдардағы қыс",
            Unit.QUARTER_1: "{year} жылғы I тоқсан",
            Unit.QUARTER_2: "{year} жылғы II тоқсан",
            Unit.QUARTER_3: "{year} жылғы III тоқсан",
            Unit.QUARTER_4: "{year} жылғы IV тоқсан",
            Unit.THIRD_1: "{year} жылдың алғашқы төрт айы",
            Unit.THIRD_2: "{year} жылдың ортаңғы төрт айы",
            Unit.THIRD_3: "{year} жылдың соңғы төрт айы",
            Unit.HALF_1: "{year} жылғы бірінші жартыжылдық",
            Unit.HALF_2: "{year} жылғы екінші жартыжылдық",
        },
        "since": {
            Unit.YEAR: "{year} жылдан бастап",
            Unit.MONTH: "{year} жылғы {from_month} бастап",
            Unit.DAY: "{year} жылғы {day} {from_month} бастап",
        },
        "up_to": {
            Unit.YEAR: "{year} жылға дейін",
            Unit.MONTH: "{year} жылғы {to_month} дейін",
            Unit.DAY: "{year} жылғы {day} {to_month} дейін",
        },
        "until": {
            Unit.YEAR: "{year} жылдың соңына дейін",
            Unit.MONTH: "{year} жылғы {of_month} соңына дейін",
            Unit.DAY: "{year} жылғы {day} {from_month} кешіктірмей",  # no later than
        },
    },
    alone={
        "": "{}",
        "~": "шамамен {}",
        "?": "{}, анық емес",
        "%": "шамамен {}, анық емес",
    },
    within={
        "": "{}",
        "~": "шамамен {}",
        "?": "{} (анық емес)",
        "%": "шамамен {} (анық емес)",
    },
    shapes={
        Shape.SINGLE: "{start[plain]}",
        Shape.SPAN: "{start[since]} {end[up_to]}",
        Shape.CHOICE: "{start[since]} {end[up_to]}, осы күндердің бірі",
        Shape.UNTIL: "{end[until]}",
        Shape.UP_TO: "{end[up_to]}, басталуы белгісіз",
        Shape.SINCE: "{start[since]}",
        Shape.STARTED: "{start[since]}, аяқталуы белгісіз",
    },
)

_WORDS = {"en": _ENGLISH, "ru": _RUSSIAN, "kk": _KAZAKH}
