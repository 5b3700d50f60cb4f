"""PDFs of pages: `document` makes the HTML of a sheet, `press` prints it, `printing` strings all of it together."""
