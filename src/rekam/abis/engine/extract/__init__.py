"""From images to templates, one module a modality."""
