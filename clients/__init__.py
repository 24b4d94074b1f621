"""Clients made from docs/openapi.yaml, and programs that run them. README.md has the rest."""
