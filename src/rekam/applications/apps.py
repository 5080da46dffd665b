from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "rekam.applications"

    def ready(self) -> None:
        """Say below which papers are held here, and hear the moves of recordings and of cards."""
        from rekam.applications.complaints.forgetting import holds_sheet
        from rekam.applications.notices import recording
        from rekam.applications.review import cards
        from rekam.applications.uploads.services import holds_scan
        from rekam.registry.services import papers

        papers.held_above(holds_scan)
        papers.held_above(holds_sheet)
        recording.connect()
        cards.connect()
