"""What a device does on the line in place of answering."""

import socket
import time


def dies(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"biometrics"')
    connection.shutdown(socket.SHUT_RDWR)


def hangs(connection: socket.socket) -> None:
    time.sleep(1.2)


def trickles(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    try:
        for _ in range(25):
            connection.sendall(b" ")
            time.sleep(0.05)
    except OSError:
        pass


def floods(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
    try:
        while True:
            connection.sendall(b"[" * 65_536)
    except OSError:
        pass


def babbles(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\xff\x00\xfe{{")


def speaks_no_http(connection: socket.socket) -> None:
    connection.sendall(b"\x16\x03\x01 not http\r\n\r\n")
