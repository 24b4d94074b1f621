"""SQLite, as the tracker uses it; `ENGINE` in the settings names this package."""
