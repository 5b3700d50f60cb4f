"""Tests of spreadsheets, read back as a spreadsheet program would."""
