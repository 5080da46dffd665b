from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "rekam.applications"

    def ready(self) -> None:
        """Say below which papers are held here."""
        from rekam.applications.uploads.services import holds_scan
        from rekam.registry.services import papers

        papers.held_above(holds_scan)
