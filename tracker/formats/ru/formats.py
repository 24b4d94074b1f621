"""What differs from Django's Russian formats."""

# As in all dates here, and what the scripts of the pages read
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
