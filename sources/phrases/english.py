"""English: words for dates, and the rules that read them."""

from typing import Any

from sources.phrases import findings as say
from sources.phrases import periods as name
from sources.phrases import spans as span
from sources.phrases.grammar import Language, constant, given, listed, nothing, rule, same, swapped

_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_ONES = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS = listed("decade year quarter month week day")

_VOCABULARY: dict[str, dict[str, Any]] = {
    "month": {word: f"{number:02}" for number, word in enumerate(_MONTHS, 1)}
    | {word[:3]: f"{number:02}" for number, word in enumerate(_MONTHS, 1)}
    | {"sept": "09"},
    "season": {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"},
    "number": {word: number for number, word in enumerate(_ONES, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)},
    "article": {"a": 1, "an": 1},
    "tens": {word: 10 * number for number, word in enumerate(_TENS, 2)},
    "ones": {word: number for number, word in enumerate(_ONES[:9], 1)},
    "ordinal": {word: number for number, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30},
    "low_ordinal": {word: number for number, word in enumerate(_ORDINALS[:9], 1)},
    "roman": {"i": 1, "ii": 2, "iii": 3, "iv": 4},
    "unit": {word: word for word in _UNITS},
    "units": {f"{word}s": word for word in _UNITS},
    "long_unit": {word: word for word in _UNITS if word != "day"},
    "steps": {"this": 0, "current": 0, "present": 0, "next": 1, "last": -1, "previous": -1},
    "part": {"early": 1, "mid": 2, "late": 3},
    "point": {"beginning": 1, "start": 1, "middle": 2},
}

# What a number of four digits may count, when it is no year.
_THINGS = (
    "%|percent|km|kilometres|kilometers|metres|meters|m|mw|gw|kw|gb|tb|tonnes|tons|people|residents"
    "|students|specialists|companies|schools|households|villages|settlements|stations|satellites"
    "|jobs|dollars|euros|tenge|usd|eur|kzt|million|billion|thousand|units|items|servers|cameras"
    "|years|months|weeks|days|hours|minutes|times|points|pages"
)
_UNTIL = "by|until|till"
_TO = "to|till|until|through|-"
_IN = "in|during|on|over|throughout|for|within|at"
_NEXT = "next|coming|upcoming"
_AFTER = "of|after|from|following|since"
_ABOUT = "about|around|approximately|roughly|circa"

_NUMBERS = [
    rule("number", lambda day, tens, ones: [tens + ones], "<tens> -? <ones>"),
    rule("count", same, "<number|article>"),
    rule("ordinal", same, "<number> st|nd|rd|th"),
    rule("ordinal", lambda day, tens, ones: [tens + ones], "<tens> -? <low_ordinal>"),
    rule("day_number", same, "<number|ordinal>"),
    rule("unit_offset", say.offset, "<count> -? calendar? <unit|units> '?"),
    rule("unit_offset", constant(say.length("half", 1)), "half a|of? a? - year", "half a? year"),
    rule("unit_offset", say.offset_and_half, "<article> <unit> and a half"),
    rule("unit_offset", say.offset_and_half, "<number> and a half <units>"),
    rule("offset", say.offset_sum, "<unit_offset> ,? and? <unit_offset>"),
    rule("offset", same, "<unit_offset>"),
    rule("up_to", say.offset_larger, "<numbers> <units>"),
    rule("up_to", say.offset_larger_of, "<number> to|or|- <number> <units>"),
]

_PERIODS = [
    rule("high", name.high_day, "<figure>"),
    # Without a year
    rule("day_code", name.day_code, "<day_number> of? <month>"),
    rule("day_code", swapped(name.day_code), "<month> <day_number>"),
    rule("code", name.quarter_code, "<ordinal|roman> quarter", "q <number>", "<number> q"),
    rule("code", name.quarter_code, "quarter <number|roman>"),
    rule("code", name.half_code, "h <number>", "<number> h", "<ordinal> half - year"),
    rule("code", same, "<day_code|season|month>"),
    rule("floating", name.floating, "<code>"),
    rule("near", name.present, "<long_unit>"),
    rule("near", given(name.present, "half"), "half - year"),
    # With one
    rule("bare_year", name.near_year, "<digits>"),
    rule("year", name.year, "year? <digits>"),
    rule("year", name.relative, "<steps> <long_unit>"),
    rule("named", name.year, "year <digits>"),
    rule("named", name.relative, "<steps> <long_unit>"),
    rule("named", same, "<date>"),
    rule("named", name.in_period_year, "<code> ,? of|in? <year>", "<code> of <near>"),
    rule("named", swapped(name.in_period_year), "<year> <code>"),
    rule("named", given(name.in_period_year, "36"), "last|final quarter of <year|near>"),
    rule("named", name.relative_code, "<steps> <month|season>"),
    rule("named", name.ahead_only, "this? coming|upcoming <floating>"),
    rule("named", name.decade, "<digits> '? s"),
    rule("named", name.winter, "winter of? <winter|years>"),
    rule("dated", same, "<named|bare_year>"),
    rule("base", same, "<dated|floating>"),
    rule("inner", same, "<base|near>"),
    # Parts of one
    rule("piece", name.part_of, "<part> -? in? <base>", "<part> in <near>", "<point> of <inner>"),
    rule("piece", given(name.part_of, 2), "mid - <near>"),
    rule("piece", name.half_of, "<ordinal> half of <inner>"),
    rule("piece", given(name.half_of, 2), "last|final half of <inner>"),
    rule("piece", name.third_of, "<ordinal> third of <inner>"),
    rule("piece", given(name.third_of, 3), "last|final third of <inner>"),
    rule("ending", same, "end|close of <inner>", "end -? <base>", "<near> -? end"),
    rule("ending", same, "year -? end <year>", "<named> ' s end"),
    # From one to another
    rule("bound", same, "<dated|code>"),
    rule("span", span.between, f"<bound|day_number> {_TO} <bound>"),
    rule("span", span.years, "<years>"),
    rule("span", span.days_of, "<numbers> of? <base>"),
    rule("span", span.between, "<code> or|and <named>"),
    rule("span", span.quarters, "<ordinal> or|and|to|- <code|named>"),
    rule("either", span.between, "<bound|day_number> or|and <bound>"),
    rule("period", same, "<base|piece|span>"),
]

_PHRASES = [
    # Up to a day
    rule("phrase", say.until_end, f"{_UNTIL}|before|at|in|on|towards|toward|for? <ending>"),
    rule("phrase", say.until_end, "up to <ending>", "no|not later than <ending>"),
    rule("phrase", say.until_end, "before <near|named> is out|over", "before <near|named> ends"),
    rule("phrase", say.until, f"{_UNTIL} <base|span|either>", "up to <base|span>"),
    rule("phrase", say.until_point, f"{_UNTIL}|before <point> of <inner>"),
    rule("phrase", given(say.until_point, 2), f"{_UNTIL} mid -? <base>", f"{_UNTIL} mid - <near>"),
    rule("phrase", say.until_piece, "by <piece>"),
    rule("phrase", say.no_later, "no|not later than <base|piece>", "on or before <base|piece>"),
    rule("phrase", say.no_later, f"{_UNTIL}? <base|piece> at latest", f"{_UNTIL} <base> inclusive"),
    rule("phrase", say.before, "before|prior to? <base>", "earlier|sooner than <base>"),
    rule(
        "phrase", say.until_new_year, f"{_UNTIL}|before new year", f"{_UNTIL}|before year ' s end"
    ),
    # On it or from it
    rule("phrase", say.in_, f"{_IN} course? of? <period>", f"{_IN}? <named|piece>", "<span>"),
    rule("phrase", say.in_, "[start] <bare_year|floating> [stop]", "from <span>"),
    rule("phrase", say.in_, "between|in|during|on|for <either>", "between <span>"),
    rule("phrase", say.about, f"in|on? {_ABOUT} <dated>"),
    rule("phrase", say.from_, "from|since|starting|beginning|effective|commencing <base|piece>"),
    rule("phrase", say.from_, "as of|from <base|piece>"),
    rule("phrase", say.from_, "starting|beginning|effective from|in|on|at|with <base|piece>"),
    rule("phrase", say.from_late, "from|since end of <inner>"),
    rule("phrase", say.from_on, "from <base> on|onward|onwards|forward"),
    rule("phrase", say.from_on, "no|not earlier|sooner than <base>", "not before <base>"),
    rule("phrase", say.after, "after|following <base|ending>"),
    # A length of time
    rule("phrase", say.within, f"within|inside|in|over|during|for {_NEXT} <offset>"),
    rule("phrase", say.within, "within|inside <offset>", f"within <offset> {_AFTER} [today]"),
    rule("phrase", say.within_up_to, "within|inside next? <up_to>", f"in|over {_NEXT} <up_to>"),
    rule("phrase", say.within, f"within|inside|in? <offset> {_AFTER} ![base] <words>"),
    rule("phrase", say.within, f"no|not later than <offset> {_AFTER} ![base] <words>"),
    rule("phrase", say.within_up_to, f"within|inside <up_to> {_AFTER} ![base] <words>"),
    rule("phrase", say.within_from, f"within|inside|in? <offset> {_AFTER} <base>"),
    rule("phrase", say.maybe_within_one, "in|within|over|during next <unit>"),
    rule("phrase", say.ahead_or_within, "in <offset>"),
    rule("phrase", say.ahead, "in <offset> s? time", "in? <offset> from [today]", "<offset> hence"),
    rule("phrase", say.ago, "<offset> ago"),
    rule("phrase", say.coming, f"in|over|during|within|throughout {_NEXT} few|several? <units>"),
    rule("phrase", say.coming, "in|over|during <units> ahead", "in|over|during <units> to come"),
    rule("phrase", say.soon, "soon", "shortly", "before long", "as soon as possible"),
    rule("phrase", say.soon, "in? near|nearest|foreseeable|immediate future"),
]

_NO_DATES = [
    rule("void", nothing, "<high> of? <base>", "<phrase> <high> [stop]"),  # 31 June, June 31
    rule("void", nothing, "not|never|t|annually|yearly|every|each <phrase|base|units>"),
    rule("void", nothing, f"<phrase|bare_year> -? {_THINGS}", f"<digits> {_THINGS}"),
    rule("void", nothing, f"{_UNTIL}|than|beyond|past|like|unlike|before <piece|named|near>"),
    rule("void", nothing, "than|beyond|past|around|about|after|since|from <phrase>"),
    rule("void", nothing, "within|in? <offset> before|prior|earlier"),
    rule("void", nothing, "until|till <phrase>", "week|weeks|weekend|days|day of|in <base|near>"),
    rule(
        "void", nothing, "as|how|so|too|sooner soon as?", "soon|shortly after|before|as|thereafter"
    ),
]

ENGLISH = Language(
    code="en",
    vocabulary=_VOCABULARY,
    rules=_NUMBERS + _PERIODS + _PHRASES + _NO_DATES,
    fillers=frozenset({"the"}),
    short=frozenset(listed("jan feb mar apr jun jul aug sep sept oct nov dec")),
    stops=frozenset(listed("and but or will shall must which that")),
    today=frozenset({"now", "today", "this day", "this date", "present"}),
)
