"""A bad line: a small TCP proxy between a station and a server that loses, delays, cuts and lies."""

import random
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

CHUNK = 512
PORTAL = b"<html><h1>Selamat datang di Wi-Fi</h1>Setuju?</html>"
PORTAL_HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(PORTAL)


@dataclass(frozen=True, kw_only=True)
class Weather:
    """What is wrong with a line.

    loss         chance that a piece of 512 bytes is the connection's last
    rate         bytes a second each way; 0 = as fast as it goes
    reset_after  bytes from the station, after which a connection is reset; 0 = never
    swallowed    answers of the server that never arrive, though it did what was asked
    silent       connections, the first ones, that are taken and never answered
    portal       connections, the first ones, that a captive portal answers
    flapping     seconds that the line is there, and then away, in turn; 0 = always there
    """

    loss: float = 0.0
    rate: int = 0
    reset_after: int = 0
    swallowed: int = 0
    silent: int = 0
    portal: int = 0
    flapping: float = 0.0


CALM = Weather()


@dataclass
class Line:
    """Listens on `port` and passes on to `server`, in this weather."""

    server: int
    weather: Weather
    seed: int = 1
    _open: set[socket.socket] = field(default_factory=set)

    def __enter__(self) -> "Line":
        self._chance = random.Random(self.seed)
        self._taken, self._swallowed, self._lock = 0, 0, threading.Lock()
        self._begun, self._ended = time.monotonic(), False
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._socket.shutdown(socket.SHUT_RDWR)  # closing alone does not end a waiting accept
        self._socket.close()
        for one in list(self._open):
            self._reset(one)

    def _listen(self) -> None:
        while not self._ended:
            try:
                station, _ = self._socket.accept()
            except OSError:
                return
            self._taken += 1
            self._open.add(station)
            threading.Thread(target=self._serve, args=(station, self._taken), daemon=True).start()

    def _serve(self, station: socket.socket, number: int) -> None:
        try:
            if number <= self.weather.silent:
                return  # taken, and nothing more
            if number <= self.weather.silent + self.weather.portal:
                self._lie(station)
                return
            if self._is_away():
                self._reset(station)
                return
            server = socket.create_connection(("127.0.0.1", self.server))
            self._open.add(server)
            back = threading.Thread(target=self._carry, args=(server, station), daemon=True)
            back.start()
            self._carry(station, server, limit=self.weather.reset_after)
        except OSError:
            self._reset(station)

    def _lie(self, station: socket.socket) -> None:
        station.recv(65_536)
        station.sendall(PORTAL_HEAD + PORTAL)
        station.close()

    def _carry(self, source: socket.socket, goal: socket.socket, *, limit: int = 0) -> None:
        """Pass pieces on until a fault ends both ways; only the way from the station has a limit."""
        passed = 0
        try:
            while piece := source.recv(CHUNK):
                passed += len(piece)
                if self._is_away() or self._chance.random() < self.weather.loss or 0 < limit < passed:
                    break
                if limit == 0 and piece.startswith(b"HTTP/1.1 ") and self._swallow():
                    break
                if self.weather.rate:
                    time.sleep(len(piece) / self.weather.rate)
                goal.sendall(piece)
        except OSError:
            pass
        self._reset(source)
        self._reset(goal)

    def _swallow(self) -> bool:
        with self._lock:
            if self._swallowed >= self.weather.swallowed or self._chance.random() < 0.5:
                return False
            self._swallowed += 1
            return True

    def _is_away(self) -> bool:
        period = self.weather.flapping
        return bool(period) and int((time.monotonic() - self._begun) / period) % 2 == 1

    def _reset(self, one: socket.socket) -> None:
        self._open.discard(one)
        try:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        one.close()
