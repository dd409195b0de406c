"""Runs a command where no interface is but loopback, and passes connections to sockets in a folder on to its ports.

Usage: `unshare --map-root-user --net python isolated.py <folder> <port,port> <command..>`; the socket of port 8080 is
`<folder>/8080`. The command takes this process's place.
"""
import asyncio
import fcntl
import os
import socket
import struct
import sys

SIOCSIFFLAGS = 0x8914
IFF_UP = 1


def raise_loopback():
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))


async def copy(reader, writer):
    try:
        while True:
            data = await reader.read(65536)
            if not data:
                break
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def forward(port):
    async def connected(reader, writer):
        try:
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(copy(reader, to_writer), copy(to_reader, writer))

    return connected


async def serve(folder, ports):
    for port in ports:
        await asyncio.start_unix_server(forward(port), os.path.join(folder, str(port)))
    await asyncio.Event().wait()


def main(folder, ports, *command):
    raise_loopback()
    if os.fork() == 0:
        asyncio.run(serve(folder, [int(port) for port in ports.split(",")]))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
