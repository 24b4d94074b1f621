"""Statements from tables: read from CSV and XLSX, checked cell by cell, recorded all or none."""
