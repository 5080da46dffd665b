from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "rekam.enrolment"

    def ready(self) -> None:
        """The register cannot see the cases above it, and must not let go of their papers."""
        from rekam.enrolment.forgetting import holds_paper
        from rekam.registry.entries.services import held_above

        held_above(holds_paper)
