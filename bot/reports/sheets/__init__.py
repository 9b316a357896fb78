"""Workbooks: columns, cells and pages as the office prints them."""
