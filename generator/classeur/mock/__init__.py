"""The mock audit: what an auditor would draw, find, ask and praise, before the auditor comes."""
