"""Kazakh: words for dates in the cases that carry "in", "until" and "from", and their rules.

A kind may end in a case: `month.dat` is a month's name in the dative. Rules for every case at once
are written with `*` for it.
"""

from collections.abc import Mapping
from typing import Any

from babel.dates import get_month_names

from sources.phrases import findings as say
from sources.phrases import periods as name
from sources.phrases import spans as span
from sources.phrases.grammar import (
    Builder,
    Language,
    Rule,
    given,
    listed,
    nothing,
    rule,
    same,
    swapped,
)

_CASES = ("nom", "gen", "dat", "loc", "abl")
_Vocabulary = dict[str, dict[str, Any]]


def _possessed(word: str) -> str:
    """The cases of a noun that belongs to something: its end, its quarter."""
    endings = "- ның на нда нан" if word[-1] in "ыа" else "- нің не нде нен"
    return " ".join(word + ending.strip("-") for ending in endings.split())


def _cases(kind: str, nouns: Mapping[str, Any]) -> _Vocabulary:
    """The vocabulary of a kind in every case; a noun's forms, or `-`, in the order of the cases."""
    return {
        f"{kind}.{case}": {
            forms.split()[place]: value
            for forms, value in nouns.items()
            if forms.split()[place] != "-"
        }
        for place, case in enumerate(_CASES)
    }


def _in_every_case(kind: str, build: Builder, *patterns: str) -> list[Rule]:
    return [
        rule(kind.replace("*", case), build, *(pattern.replace("*", case) for pattern in patterns))
        for case in _CASES
    ]


_MONTHS = [
    f"{month} {month}{gen} {month}{dat} {month}{loc} {month}{abl}"
    for month, gen, dat, loc, abl in zip(
        [get_month_names("wide", "format", "kk")[number] for number in range(1, 13)],
        listed("дың ның дың дің дың ның нің дың тің ның ның ның"),
        listed("ға ға ға ге ға ға ге ға ке ға ға ға"),
        listed("да да да де да да де да те да да да"),
        listed("дан нан дан ден дан нан ден дан тен нан дан нан"),
        strict=True,
    )
]
_OF_YEAR = listed(  # a month that belongs to a year: «жылдың қазаны»
    "қаңтары ақпаны наурызы сәуірі мамыры маусымы шілдесі тамызы қыркүйегі қазаны қарашасы"
    " желтоқсаны"
)
_SEASONS = {
    "көктем көктемнің көктемге көктемде көктемнен": "21",
    "жаз жаздың жазға жазда жаздан": "22",
    "күз күздің күзге күзде күзден": "23",
    "қыс қыстың қысқа қыста қыстан": "24",
    **{
        _possessed(word): str(21 + place)
        for place, word in enumerate(listed("көктемі жазы күзі қысы"))
    },
}
_QUARTER = ["тоқсан тоқсанның тоқсанға тоқсанда тоқсаннан", _possessed("тоқсаны")]
_HALF = [
    "жартыжылдық жартыжылдықтың жартыжылдыққа жартыжылдықта жартыжылдықтан",
    _possessed("жартыжылдығы"),
]
_YEAR = ["жыл жылдың жылға жылда жылдан", "- жылының жылына жылы жылынан", "- - - жылында -"]
_MONTH = ["ай айдың айға айда айдан", _possessed("айы")]
_WEEK = ["апта аптаның аптаға аптада аптадан", _possessed("аптасы")]
_DECADE = ["онжылдық онжылдықтың онжылдыққа онжылдықта онжылдықтан"]
_UNITS = {
    forms: unit
    for unit, rows in [
        ("year", _YEAR),
        ("half", _HALF),
        ("quarter", _QUARTER),
        ("month", _MONTH),
        ("week", _WEEK),
        ("decade", _DECADE),
    ]
    for forms in rows
}
_ONES = listed("бір екі үш төрт бес алты жеті сегіз тоғыз")
_TENS = listed("он жиырма отыз қырық елу алпыс жетпіс сексен")
_ORDINAL_ONES = listed("бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы")

_VOCABULARY: _Vocabulary = {
    **_cases("month", {forms: f"{number:02}" for number, forms in enumerate(_MONTHS, 1)}),
    **_cases(
        "own_month", {_possessed(word): f"{number:02}" for number, word in enumerate(_OF_YEAR, 1)}
    ),
    **_cases("ay", dict.fromkeys(_MONTH)),
    **_cases("season", _SEASONS),
    **_cases("quarter", dict.fromkeys(_QUARTER)),
    **_cases("half", dict.fromkeys(_HALF)),
    **_cases("halves", {_possessed("жартысы"): None}),
    **_cases("unit", _UNITS),
    **_cases("units", _UNITS | {"күн күннің күнге күнде күннен": "day"}),
    **_cases("year_word", dict.fromkeys(_YEAR)),
    **_cases("point", {_possessed("басы"): 1, _possessed("ортасы"): 2}),
    **_cases("end", {_possessed("соңы"): None, _possessed("аяғы"): None}),
    "number": {word: number for number, word in enumerate(_ONES, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 1)},
    "tens": {word: 10 * number for number, word in enumerate(_TENS, 1)},
    "ones": {word: number for number, word in enumerate(_ONES, 1)},
    "ordinal": {word: number for number, word in enumerate(_ORDINAL_ONES, 1)}
    | {"алғашқы": 1, "i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4},
    "third": {"алғашқы": 1, "ортаңғы": 2, "соңғы": 3},
    "steps": {
        "осы": 0,
        "бұл": 0,
        "ағымдағы": 0,
        "келесі": 1,
        "келер": 1,
        "өткен": -1,
        "былтырғы": -1,
    },
    "adverb_year": {"биыл": 0, "былтыр": -1},
    "own_year": {"биылғы": 0, "былтырғы": -1},
    "many": {
        form: unit
        for unit, stem in [
            ("year", "жылдар"),
            ("month", "айлар"),
            ("week", "апталар"),
            ("day", "күндер"),
        ]
        for form in (
            stem,
            stem + ("ы" if "а" in stem else "і"),
            stem + ("да" if "а" in stem else "де"),
        )
    },
}

_UNTIL = "дейін|шейін"
_NOT_LATER = "кешіктірмей|кешіктірілмей|қалдырмай|кешікпей|асырмай"
_ATTRIBUTE = "жылғы|жылдың|жылы|жыл|жылының"
_YEARS = "жылдары|жылдар|жылдарда|жылдарға|жылдардың|жылдардағы|жж"
_SUFFIX = "ші|шы|інші|ыншы|нші|ншы"
_AFTER = "кейін|соң|бастап"
_COMING = "алдағы|жақын|жақындағы|таяу|таяудағы|келер"

_NUMBERS = [
    rule("number", lambda day, tens, ones: [tens + ones], "<tens> <ones>"),
    rule("ordinal", same, f"<figure> -? {_SUFFIX}"),
    *_in_every_case("offset.*", say.offset, "<number> <units.*>"),
    *_in_every_case("offset.*", given(say.offset, 6, "month"), "жарты [year_word.*]"),
    *_in_every_case("offset.*", say.offset_and_half, "<number> жарым <unit.*>"),
    *_in_every_case("up_to.*", say.offset_larger, "<numbers> <units.*>"),
]

_PERIODS = [
    rule("high", name.high_day, "<figure>"),
    # Without a year
    *_in_every_case("code.*", same, "<month.*|season.*>", "<month.nom> [ay.*]"),
    *_in_every_case("code.*", name.day_code, "<figure> <month.*|own_month.*>"),
    *_in_every_case("code.*", name.quarter_code, "<figure|ordinal> -? [quarter.*]"),
    *_in_every_case("code.*", name.half_code, "<figure|ordinal> -? [half.*]"),
    *_in_every_case("floating.*", name.floating, "<code.*>"),
    *_in_every_case("near.*", name.present, "<unit.*>"),
    # With one
    rule("of_year", name.year, f"[steps]? <digits> {_ATTRIBUTE}", "<digits> ж"),
    rule("of_year", name.relative_year, f"<steps> {_ATTRIBUTE}"),
    rule("of_year", name.relative_year, f"<own_year> {_ATTRIBUTE}", "<own_year|adverb_year>"),
    rule("short_year", name.near_year, "<digits> [stop]"),
    *_in_every_case("named.*", name.year, "[steps]? <digits> [year_word.*]"),
    *_in_every_case("named.*", name.relative, "<steps> <unit.*>"),
    rule("named.nom", name.year, "<digits> ж"),
    rule("named.loc", name.relative_year, "<adverb_year>"),
    *_in_every_case("named.*", name.relative_year, "<own_year> [year_word.*]"),
    *_in_every_case("named.*", same, "<date> [year_word.*]", "<date>", "<date> ж"),
    *_in_every_case("named.*", swapped(name.in_period_year), "<of_year> ,? <code.*|own_month.*>"),
    *_in_every_case("named.*", swapped(name.in_period_year), "<near.gen> <code.*|own_month.*>"),
    *_in_every_case("named.*", name.relative_code, "<steps> <month.*|season.*>"),
    rule("decade", name.decade, f"<digits> {_YEARS}"),
    *_in_every_case(
        "named.*", name.winter, "<winter|years> жылдардағы|жылғы қыс|қысы|қыста|қысында"
    ),
    *_in_every_case("base.*", same, "<named.*|floating.*>"),
    rule("owner", same, "<base.gen|near.gen|named.nom|near.nom>"),
    # Parts of one
    *_in_every_case("piece.*", swapped(name.part_of), "<owner> <point.*>"),
    *_in_every_case("piece.*", swapped(name.half_of), "<owner> <ordinal> [halves.*]"),
    *_in_every_case("piece.*", swapped(name.third_of), "<owner> <third> төрт [ay.*]"),
    *_in_every_case("ending.*", same, "<owner> [end.*]"),
    # From one to another
    rule("figure_year", name.year, "<digits>"),
    rule("long_year", name.year, f"<digits> {_YEARS}"),
    *_in_every_case("bound.*", same, "<named.*|code.*>"),
    rule("span", span.between, f"<bound.abl> бастап? <bound.dat> {_UNTIL}"),
    rule("span", span.between, "<bound.nom> - <bound.nom|bound.loc>"),
    rule("span", span.between, "<figure_year> -|мен|пен|және <long_year>"),
    rule("span", span.years, f"<years> {_YEARS}", "<years> [stop]"),
    rule("span", span.days_of, "<numbers> <floating.nom|floating.loc>"),
    rule("span", span.days_of_month, "<of_year> <numbers> <month.nom|month.loc>"),
    rule("either", span.between, "<bound.nom> мен|пен|бен|және <bound.nom|bound.gen>"),
]

_PHRASES = [
    # Up to a day
    rule("phrase", say.until_end, f"<ending.dat> {_UNTIL}|қарай", "<ending.loc|ending.nom>"),
    rule("phrase", say.until_end, f"<ending.abl> {_NOT_LATER}", "<owner> аяқталғанша"),
    rule("phrase", say.until, f"<base.dat> {_UNTIL}|қарай"),
    rule("phrase", swapped(say.until_point), f"<owner> <point.dat> {_UNTIL}|қарай"),
    rule("phrase", say.until_piece, f"<piece.dat> {_UNTIL}|қарай"),
    rule("phrase", say.no_later, f"<base.abl|piece.abl> {_NOT_LATER}"),
    rule("phrase", say.no_later, "<base.dat> дейінгі мерзімде", "<base.dat> дейін қоса"),
    rule("phrase", say.before, "<base.abl> бұрын"),
    rule("phrase", say.until_new_year, f"жаңа жылға {_UNTIL}"),
    # On it or from it
    rule("phrase", say.in_, "<base.loc|piece.loc|named.nom|piece.nom|decade|span>"),
    rule("phrase", say.in_, "<base.nom> күні", "[start] <floating.nom|short_year> [stop]"),
    rule("phrase", say.in_, "<base.nom|base.gen|piece.nom|piece.gen|decade> ішінде|бойы|барысында"),
    rule("phrase", say.in_, "<span|either> аралығында|арасында|ішінде"),
    rule("phrase", say.about, "шамамен <base.nom|base.loc>"),
    rule("phrase", say.from_, "<base.abl|piece.abl> бастап"),
    rule("phrase", say.from_late, "<owner> [end.abl] бастап"),
    rule("phrase", say.from_on, "<base.abl> ерте|бұрын емес"),
    rule("phrase", say.after, "<base.abl|ending.abl> кейін|соң"),
    # A length of time
    rule("phrase", say.within, "алдағы|жақын|таяу|келесі? <offset.nom|offset.gen> ішінде"),
    rule("phrase", say.within, "<offset.nom> мерзімде", "<offset.nom> мерзім ішінде"),
    rule("phrase", say.within, "алдағы|жақын|таяу|келесі <offset.loc>"),
    rule("phrase", say.within, f"[today] {_AFTER} <offset.nom> ішінде"),
    rule("phrase", say.within_of_before, f"<words_before> {_AFTER} <offset.nom|offset.gen> ішінде"),
    rule("phrase", say.within_of_before, "<words_before> кейінгі <offset.nom|offset.gen> ішінде"),
    rule("phrase", swapped(say.within_from), f"<base.abl> {_AFTER} <offset.nom|offset.gen> ішінде"),
    rule("phrase", say.within_up_to, "алдағы|жақын|таяу|келесі? <up_to.nom|up_to.gen> ішінде"),
    rule("phrase", say.within_one, "<unit.nom|unit.gen> ішінде"),
    rule("phrase", say.ahead, "<offset.abl> кейін|соң"),
    rule("phrase", say.ago, "<offset.nom> бұрын"),
    rule("phrase", say.coming, f"{_COMING} <many>", f"{_COMING} бірнеше <units.loc>"),
    rule(
        "phrase", say.soon, "жақын|таяу|жуық арада|уақытта|болашақта|мерзімде", "жуырда", "таяуда"
    ),
    rule("phrase", say.soon, "көп ұзамай", "мүмкіндігінше тез", "жақын уақыт ішінде"),
]

_NO_DATES = [
    rule("void", nothing, "<high> <phrase>"),  # 31 маусымға дейін
    rule("void", nothing, "<phrase> емес", "әр|әрбір|сайын <phrase|base.loc>"),
    rule("void", nothing, "<phrase> сайын"),
]

KAZAKH = Language(
    code="kk",
    vocabulary=_VOCABULARY,
    rules=_NUMBERS + _PERIODS + _PHRASES + _NO_DATES,
    short=frozenset({"ж"}),
    stops=frozenset(listed("және бірақ немесе")),
    today=frozenset({"бүгіннен", "осы күннен", "бүгінгі күннен", "қазірден"}),
)
