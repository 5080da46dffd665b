"""Two presses report a device, with or without a network."""

from django.test import Client

from rekam.station.desk import Desk


def check_a_fault_is_reported_by_two_presses_and_waits_for_the_network(unlocked: Client, desk: Desk) -> None:
    for page in ("/", "/alat?diam=1"):
        assert 'href="/alat/bermasalah"' in unlocked.get(page).content.decode()
    assert 'value="iris"' in unlocked.get("/alat/bermasalah").content.decode()
    unlocked.post("/alat/bermasalah", {"part": "iris"})

    assert [one.kind for one in desk.outbox.faults.waiting()] == ["iris"]
    page = unlocked.get("/alat/bermasalah").content.decode()
    assert "Pemindai iris dilaporkan." in page
    assert "menunggu jaringan" in page
    unlocked.post("/alat/bermasalah", {"part": "kursi"})
    assert len(desk.outbox.faults.waiting()) == 1


def check_nobody_reports_without_being_at_work(client: Client) -> None:
    assert client.post("/alat/bermasalah", {"part": "iris"}).status_code == 302
