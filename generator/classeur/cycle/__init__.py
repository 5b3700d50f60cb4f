"""The cycle of a certification and its legal delays: dates and counts, without a word of French."""
