"""The next machines: a mail server on a socket, and a gateway over HTTP; both keep what they are told."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class MailServer(socketserver.ThreadingTCPServer):
    """Enough of RFC 5321 to take a mail; `refuses` is what it answers to a recipient instead."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Mail)
        self.mails: list[str] = []
        self.refuses = b""

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Mail(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                self.server.mails.append(self._mail())
                self.wfile.write(b"250 taken\r\n")
            elif word.startswith(b"RCPT") and self.server.refuses:
                self.wfile.write(self.server.refuses + b"\r\n")
            elif word.startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _mail(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines).decode()


class GatewayServer(HTTPServer):
    """Keeps what it is sent; `status` is what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Gateway)
        self.taken: list[dict[str, str]] = []
        self.tokens: list[str] = []
        self.status = 202

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/send"


class _Gateway(BaseHTTPRequestHandler):
    server: GatewayServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(json.loads(body))
        self.server.tokens.append(self.headers.get("Authorization", ""))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_told: object) -> None:
        """Nothing: a test's output is not its log."""


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[None]:
    """Serve in a thread for as long as the block lasts."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
