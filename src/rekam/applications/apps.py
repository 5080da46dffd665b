from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "rekam.applications"

    def ready(self) -> None:
        """Say below which papers and photographs are held here, and hear of recordings and cards."""
        from rekam.applications.childcards.queries import find_photo
        from rekam.applications.complaints.forgetting import holds_sheet
        from rekam.applications.notices import recording
        from rekam.applications.review import cards
        from rekam.applications.uploads.services import holds_scan
        from rekam.credentials.issuing import child_photos
        from rekam.registry.services import papers

        papers.held_above(holds_scan)
        papers.held_above(holds_sheet)
        child_photos.found_above(find_photo)
        recording.connect()
        cards.connect()
