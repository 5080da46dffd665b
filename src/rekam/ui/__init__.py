"""Base templates, component partials, form fields, tags, tokens and print styles."""
