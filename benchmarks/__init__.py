"""Synthetic data, a load driver and what the tracker is measured against; see README.md."""
