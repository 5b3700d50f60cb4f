"""Spreadsheets to take away, each made from what an edition may see."""
