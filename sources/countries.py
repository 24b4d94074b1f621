"""Countries by their ISO 3166-1 codes; their names come from Babel."""

from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError


@cache
def country_names(language: str) -> dict[str, str]:
    """Every country's name in a language, by its two-letter code."""
    territories = Locale(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def validate_country(code: str) -> None:
    """Refuse what is not the code of a country."""
    if code not in country_names("en"):
        raise ValidationError(
            f"“{code}” is not a country's code; give two capital letters such as KZ.",
            code="invalid_country",
        )
