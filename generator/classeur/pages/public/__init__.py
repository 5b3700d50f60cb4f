"""The public site, composed from `organisme.yml` and `content/` alone: `world` narrows, `site` composes."""
