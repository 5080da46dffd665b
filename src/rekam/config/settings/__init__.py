"""One module a process: base, server, station, abis, test."""
