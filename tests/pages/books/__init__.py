"""Tests of the spreadsheets to take away."""
