"""What the tracker is measured against: a plain DRF app, as tutorials write it.

It keeps one row for each milestone, as it stands, and no history. Nothing in it is slow on purpose:
what the tracker derives on each read is stored here in plain columns.
"""
