"""Russian: words for dates in all their cases, and the rules that read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel.dates import get_month_names

from sources.phrases import findings as say
from sources.phrases import periods as name
from sources.phrases import spans as span
from sources.phrases.grammar import Language, constant, given, listed, nothing, rule, same, swapped


def _forms(rows: Mapping[Any, str]) -> dict[str, Any]:
    """The forms, written with blanks between, of each meaning."""
    return {form: value for value, forms in rows.items() for form in forms.split()}


def _declined(stem: str, endings: str) -> str:
    """The stem with each ending; `-` is none."""
    return " ".join(stem + ending.strip("-") for ending in endings.split())


def _adjective(stem: str, soft: bool = False) -> str:
    hard = "ый ий ой ого ому ым ом ая ую ое"
    return _declined(stem, "ий его ему им ем ая яя ей юю ую ее" if soft else hard)


def _joined(*groups: Iterable[str] | str) -> str:
    return " ".join(group if isinstance(group, str) else " ".join(group) for group in groups)


def _month(genitive: str) -> str:
    stem, soft = genitive[:-1], genitive[-1] == "я"
    nominative = stem[:-1] + "й" if stem == "ма" else stem + "ь" * soft
    return f"{nominative} {_declined(stem, 'й я ю е ем' if soft else '- а у е ом')}"


_MONTH_NAMES = get_month_names("wide", "format", "ru")
_SHORT_MONTHS = listed("янв фев мар апр мая июн июл авг сен окт ноя дек")
_CARDINALS = {
    1: "один одна одно одного одной одному одну одним",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем",
    **{
        number: _declined(stem, "ь и ью")
        for number, stem in enumerate(listed("пят шест сем восем девят десят"), 5)
    },
    8: "восемь восьми восемью",
    **{
        number: _declined(f"{stem}надцат", "ь и ью")
        for number, stem in enumerate(listed("один две три четыр пят шест сем восем девят"), 11)
    },
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
}
_ORDINALS = {
    number: _adjective(stem)
    for number, stem in enumerate(
        listed(
            "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат"
            " четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
        ),
        1,
    )
} | {3: _declined("трет", "ий ьего ьему ьим ьем ья ьей ью ье"), 30: _adjective("тридцат")}
_UNITS = {
    "year": "год года году годом годе",
    "half": "полугодие полугодия полугодию полугодием полугодии",
    "quarter": "квартал квартала кварталу кварталом квартале",
    "month": "месяц месяца месяцу месяцем месяце",
    "week": "неделя недели неделе неделю неделей",
    "decade": "десятилетие десятилетия десятилетию десятилетии",
}
_MANY = {
    "year": "годы годов годах лет",
    "half": "полугодий полугодиях",
    "quarter": "кварталы кварталов кварталах",
    "month": "месяцы месяцев месяцах",
    "week": "недели недель неделях",
    "day": "день дня дню дни дней днях сутки суток",
    "decade": "десятилетия десятилетий",
}
# The months of a term in one adjective, as in «в трёхмесячный срок».
_PREFIXES = listed("двух трех четырех пяти шести семи восьми девяти десяти")
_TERM_UNITS = {
    "year": ("годичн", "годичн летн"),
    "month": ("месячн", "месячн"),
    "week": ("недельн", "недельн"),
    "day": ("дневн", "дневн"),
}
_TERMS = {
    say.length(unit, number): _joined(_adjective(f"{prefix}{stem}") for stem in stems.split())
    for unit, (_, stems) in _TERM_UNITS.items()
    for number, prefix in enumerate(_PREFIXES, 2)
} | {
    say.length(unit, 1): _joined(_adjective(alone), _adjective(f"одно{alone}"))
    for unit, (alone, _) in _TERM_UNITS.items()
}

_VOCABULARY: dict[str, dict[str, Any]] = {
    "month": _forms({f"{number:02}": _month(_MONTH_NAMES[number]) for number in range(1, 13)})
    | {word: f"{number:02}" for number, word in enumerate(_SHORT_MONTHS, 1)}
    | {"сент": "09", "нояб": "11", "февр": "02"},
    "season": _forms(
        {
            "21": _declined("весн", "а ы е у"),
            "22": _declined("лет", "о а у е"),
            "23": _declined("осен", "ь и"),
            "24": _declined("зим", "а ы е у"),
        }
    ),
    "in_season": _forms(
        {"21": "весной весною", "22": "летом", "23": "осенью", "24": "зимой зимою"}
    ),
    "number": _forms(_CARDINALS),
    "tens": _forms({tens: _CARDINALS[tens] for tens in range(20, 100, 10)}),
    "ones": _forms({ones: _CARDINALS[ones] for ones in range(1, 10)}),
    "ordinal": _forms(_ORDINALS)
    | {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    | {"і": 1, "іі": 2, "ііі": 3, "іv": 4},
    "low_ordinal": _forms({ones: _ORDINALS[ones] for ones in range(1, 10)}),
    "unit": _forms(_UNITS),
    "units": _forms(_MANY) | _forms(_UNITS),
    "many": _forms(_MANY | {"year": "годы лет", "day": "дни дней", "week": "недели недель"}),
    "one": _forms(_UNITS | {"day": "день дня сутки суток"}),
    "steps": _forms(
        {
            0: _joined(
                _adjective("текущ", soft=True),
                _adjective("нынешн", soft=True),
                "сего этот этого этому этим этом эта этой эту это",
            ),
            1: _joined(_adjective("следующ", soft=True), _adjective("будущ", soft=True)),
            -1: _joined(
                _adjective("прошл"),
                _adjective("минувш", soft=True),
                _adjective("прошедш", soft=True),
                _adjective("предыдущ", soft=True),
            ),
            -2: _adjective("позапрошл"),
        }
    ),
    "point": _forms({1: _declined("начал", "о а у ом е"), 2: _declined("середин", "а ы е у ой")}),
    "term": _forms(_TERMS),
    "term_unit": _forms({unit: _adjective(alone) for unit, (alone, _) in _TERM_UNITS.items()}),
}

_YEAR = "год|года|году|годом|годе|г"
_YEARS = "годы|годов|годах|годам|гг|год|года|году"
_QUARTER = "квартал|квартала|кварталу|кварталом|квартале|кварталах|кв"
_HALF = "полугодие|полугодия|полугодию|полугодием|полугодии"
_HALVES = "половина|половины|половине|половину|половиной"
_THIRDS = "треть|трети|третью"
_TEN_DAYS = "декада|декады|декаде|декаду|декадой"
_END = "конец|конца|концу|концом|конце|исход|исходу|исходе|окончания|завершения|истечения"
_SUFFIX = "го|й|ый|ий|я|ая|м|ом|ем|му|ому|е|ое|ые|х|ых|ю|ую"
_LATER = "позднее|позже"
_EARLIER = "раньше|ранее"
_COMING = "ближайшие|предстоящие|грядущие|ближайших|предстоящих|грядущих"
_NEXT = f"{_COMING}|следующие|следующих"
_NEAREST = "ближайший|ближайшего|ближайшую|ближайшей|ближайшее"
_AFTER = "после|с|со|от"

_NUMBERS = [
    rule("number", lambda day, tens, ones: [tens + ones], "<tens> <ones>"),
    rule("ordinal", same, f"<figure> -? {_SUFFIX}"),
    rule("day_number", same, "<figure|ordinal>"),
    rule("day_number", lambda day, tens, ones: [tens + ones], "<tens> <low_ordinal>"),
    rule("unit_offset", say.offset, "<number> календарных? <units>"),
    rule("unit_offset", constant(say.length("half", 1)), "полгода|полугода"),
    rule("unit_offset", constant(say.length("month", 18)), "полтора|полутора года|лет"),
    rule("term", say.offset, "<figure> - <term_unit>"),
    rule("offset", say.offset_sum, "<unit_offset> ,? и? <unit_offset>"),
    rule("offset", same, "<unit_offset>"),
    rule("up_to", say.offset_larger, "<numbers> <units>"),
    rule("up_to", say.offset_larger_of, "<number> -|или|до <number> <units>"),
]

_PERIODS = [
    rule("high", name.high_day, "<figure>"),
    # Without a year
    rule("code", name.quarter_code, f"<figure|ordinal> -? {_QUARTER}"),
    rule("code", name.half_code, f"<figure|ordinal> -? {_HALF}"),
    rule("day_code", name.day_code, "<day_number> <month>"),
    rule("code", same, "<day_code|season|month>"),
    rule("floating", name.floating, "<code>"),
    rule("near", name.present, "<unit>"),
    # With one
    rule("year", name.year, f"[steps]? <digits> {_YEAR}", f"<digits> - {_SUFFIX} {_YEAR}"),
    rule("year", name.year, f"[steps] , <digits> {_YEAR}"),
    rule("year", name.relative, "<steps> <unit>"),
    rule("year", given(name.relative, 0, "year"), "с|т г"),
    rule("short_year", name.near_year, "<digits> [stop]"),
    rule("named", same, f"<date> {_YEAR}?", "<year>"),
    rule("named", name.in_period_year, "<code> ,? <year>", "<code> <near>"),
    rule("named", name.in_year, "<code> <digits>"),
    rule("named", swapped(name.in_period_year), "<year> ,? в|во? <code>"),
    rule(
        "named",
        given(name.in_period_year, "36"),
        "последний|последнем|последнего квартал|квартале|квартала <year|near>",
    ),
    rule("named", name.relative_code, "<steps> <month|season>"),
    rule("named", name.decade, f"<digits> - е|х|м|ые|ых {_YEARS}?"),
    rule("named", name.winter, f"зима|зимы|зиме|зиму <winter|years> {_YEARS}?"),
    rule("base", same, "<named|floating|short_year>"),
    rule("month_period", name.only_month, "<base|near>"),
    rule("inner", same, "<base|near>"),
    rule("adverb", name.in_period_year, "<in_season> <year>"),
    rule("adverb", span.between, "<in_season> -|и|или <adverb>"),
    rule("adverb", name.in_year, "<in_season> <digits>"),
    rule("adverb", name.relative_code, "<steps> <in_season>"),
    rule("adverb", name.winter, f"зимой <winter|years> {_YEARS}?"),
    rule("adverb", name.floating, "<in_season>"),
    # Parts of one
    rule("piece", name.part_of, "<point> <inner>"),
    rule("piece", name.half_of, f"<ordinal> {_HALVES} <inner>"),
    rule("piece", name.third_of, f"<ordinal> {_THIRDS} <inner>"),
    rule("piece", given(name.third_of, 3), f"последняя|последней|последнюю {_THIRDS} <inner>"),
    rule("piece", name.third_of, f"<ordinal> {_TEN_DAYS} <month_period>"),
    rule("ending", same, f"{_END} <inner>"),
    # From one to another
    rule("long_year", name.year, f"<digits> {_YEARS}"),
    rule("figure_year", name.year, "<digits>"),
    rule("first", same, "<named|code|figure_year|day_number>"),
    rule("last", same, "<named|code|long_year|short_year>"),
    rule("span", span.between, "<first> -|по|до <last>"),
    rule("span", span.quarters, "<figure|ordinal> -|и|или <code|named>"),
    rule("span", span.quarter_pair, f"<numbers> {_QUARTER} <year>"),
    rule("span", span.days_of, "<numbers> <base>"),
    rule("span", span.years, f"<years> {_YEARS}", "<years> [stop]"),
    rule("either", span.between, "<first> и|или <last>"),
    rule("period", same, "<base|piece|span>"),
]

_PHRASES = [
    # Up to a day
    rule("phrase", say.until_end, "до|к|ко|в|на|под? <ending> включительно?"),
    rule("phrase", say.until_end, "до|к|в самого|самому|самом <ending>", f"не {_LATER} <ending>"),
    rule("phrase", say.until, "до|к|ко <base|either>", "вплоть до <base>"),
    rule("phrase", say.until_point, "до|к|ко <point> <inner>"),
    rule("phrase", say.until_piece, "к|ко <piece>"),
    rule("phrase", say.no_later, f"не {_LATER} <base|piece>", "по <base|piece> включительно?"),
    rule("phrase", say.no_later, "до|к|ко <base|piece> включительно"),
    rule("phrase", say.before, f"{_EARLIER} <base>"),
    rule("phrase", say.until_new_year, "до|к нового|новому года|году"),
    # On it or from it
    rule("phrase", say.in_, "в|во|на|за <period>", "в течение|течении|ходе <period>"),
    rule("phrase", say.in_, "на протяжении <period>", "<named|piece|adverb|span>"),
    rule("phrase", say.in_, "[start] <floating|short_year> [stop]"),
    rule("phrase", say.in_, "с|со|между|от|за|на <span|either>", "в|во <either>"),
    rule("phrase", say.in_, "в? период|периода с|со? <span|either>"),
    rule("phrase", say.about, "в|во? около|примерно|ориентировочно|приблизительно в|во|на? <base>"),
    rule("phrase", say.from_, "с|со <base|piece>", "начиная с|со <base|piece>"),
    rule("phrase", say.from_late, f"начиная? с|со {_END} <inner>"),
    rule("phrase", say.from_on, f"не {_EARLIER} <base>"),
    rule("phrase", say.after, "после <base|ending>", f"{_LATER} <base>", "по <ending>"),
    # A length of time
    rule("phrase", say.within, f"в течение|течении|пределах {_NEXT}? <offset>", "за <offset>"),
    rule("phrase", say.within, f"в|за|на {_NEXT} <offset>", "в срок до <offset>", "в <term> срок"),
    rule("phrase", say.within, f"в течение|течении <offset> {_AFTER} [today]"),
    rule("phrase", say.within, f"не {_LATER} чем через <offset>"),
    rule("phrase", say.within, f"в течение|течении <offset> {_AFTER} ![base] <words>"),
    rule("phrase", say.within, f"в <term> срок {_AFTER} ![base] <words>"),
    rule("phrase", say.within, f"не {_LATER} чем? через? <offset> {_AFTER} ![base] <words>"),
    rule("phrase", say.within, "через? <offset> после ![base] <words>"),
    rule("phrase", say.within_up_to, f"в|за течение|течении|пределах? {_NEXT}? <up_to>"),
    rule("phrase", say.within_up_to, f"в течение|течении <up_to> {_AFTER} ![base] <words>"),
    rule("phrase", say.within_from, f"в течение|течении <offset> {_AFTER} <base>"),
    rule("phrase", say.within_from, "через <offset> после <base>"),
    rule("phrase", say.within_one, "в течение|течении|пределах <one>", "за <one>"),
    rule("phrase", say.within_one_only, f"в|за|на {_NEAREST} <one>", f"в течение {_NEAREST} <one>"),
    rule("phrase", say.within_one_only, f"в течение|течении <one> {_AFTER} ![base] <words>"),
    rule("phrase", say.within_one_only, f"не {_LATER} чем через <one> {_AFTER} ![base] <words>"),
    rule("phrase", say.within_one_only, f"не {_LATER} чем через <one>"),
    rule("phrase", say.ahead, "через <offset>"),
    rule("phrase", say.ahead_one, "через <one>"),
    rule("phrase", say.within_one_only, "через <one> после ![base] <words>"),
    rule("phrase", say.ago, "<offset> назад"),
    rule("phrase", say.ago_one, "<one> назад"),
    rule("phrase", say.coming, f"в|на {_COMING} несколько? <many>", f"в течение {_COMING} <many>"),
    rule("phrase", say.soon, "в самое? ближайшее|скорейшее время", "вскоре", "скоро"),
    rule("phrase", say.soon, "в скором времени|будущем", "в кратчайшие|кратчайший сроки|срок"),
    rule("phrase", say.soon, "в самом? ближайшем|обозримом|недалеком будущем"),
    rule("phrase", say.soon, "в ближайшей перспективе", "как можно скорее|быстрее"),
]

_NO_DATES = [
    rule("void", nothing, "<high> <base>"),  # 31 июня
    rule("void", nothing, "не|ни|никогда <phrase>"),
    rule("void", nothing, "ежегодно|ежеквартально|ежемесячно|каждый|каждую|каждое <phrase|base>"),
    rule("void", nothing, "до|чем|кроме|после|перед|накануне|около|сравнению <piece|named|phrase>"),
    rule("void", nothing, "перед|накануне <ending>", "<phrase> до|перед"),
    rule("void", nothing, "неделя|недели|неделе|неделю|неделей|числах <base|near>"),
    rule("void", nothing, "как|не|так скоро", "вскоре|скоро после"),
]

RUSSIAN = Language(
    code="ru",
    vocabulary=_VOCABULARY,
    rules=_NUMBERS + _PERIODS + _PHRASES + _NO_DATES,
    short=frozenset(_SHORT_MONTHS) | {"сент", "нояб", "февр", "г", "гг", "кв", "с", "т"},
    stops=frozenset(listed("и а но или что который которая будет будут должен должны планируется")),
    today=frozenset({"сегодняшнего дня", "этого дня", "этого момента", "настоящего момента"}),
)
