"""Spreadsheets: what a book holds, and its bytes."""
