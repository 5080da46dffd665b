from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "rekam.cards"

    def ready(self) -> None:
        """Hear what the apps below tell, and say who opens what stations tell of hand-overs."""
        from rekam.cards import hearing
        from rekam.cards.packs.arriving import open_hand_over
        from rekam.enrolment.openers import opens
        from rekam.enrolment.packet_kind import Kind

        hearing.connect()
        opens(Kind.HAND_OVER, open_hand_over)
