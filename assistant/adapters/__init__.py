"""Everything that meets an outside service: models, channels, document formats."""
