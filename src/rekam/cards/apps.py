from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "rekam.cards"

    def ready(self) -> None:
        """Hear what the apps below tell, say which papers are held here and who opens hand-overs."""
        from rekam.cards import hearing
        from rekam.cards.orders.forgetting import holds_scan
        from rekam.cards.packs.arriving import open_hand_over
        from rekam.enrolment.openers import opens
        from rekam.enrolment.packet_kind import Kind
        from rekam.registry.services import papers

        hearing.connect()
        papers.held_above(holds_scan)
        opens(Kind.HAND_OVER, open_hand_over)
