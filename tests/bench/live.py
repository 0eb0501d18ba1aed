#!/usr/bin/env python3
"""Measures `pelorus live`: from a datagram in to the track on the feed.

    python3 tests/bench/live.py build/release/pelorus latency [--curve]
    python3 tests/bench/live.py build/release/pelorus rate [--seconds 60] [--curve]
    python3 tests/bench/live.py build/release/pelorus slow     # 200 subscribers, 20 that never read
    python3 tests/bench/live.py build/release/pelorus memory [--seconds 120]

Sends AIS position reports without stamps, so that the time of arrival is the time of the report;
the latency is from sendto() to recv() of the track, of a sample of the ships. Everything is on this machine and ends with it.
"""
import argparse
import collections
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import zmq
import zmq.auth


def sentence(mmsi, lat, lon, second):
    """An AIVDM sentence of a type 1 report of a ship that lies still."""
    fields = [(1, 6), (0, 2), (mmsi, 30), (0, 4), (-128 & 0xFF, 8), (0, 10), (0, 1),
              (int(lon * 600000) & (1 << 28) - 1, 28), (int(lat * 600000) & (1 << 27) - 1, 27),
              (0, 12), (0, 9), (second, 6), (0, 2), (0, 3), (0, 1), (0, 19)]
    value = 0
    for number, width in fields:
        value = value << width | number
    letters = [value >> shift & 63 for shift in range(162, -1, -6)]
    body = 'AIVDM,1,1,,A,' + ''.join(chr(v + 48 if v < 40 else v + 56) for v in letters) + ',0'
    check = 0
    for c in body:
        check ^= ord(c)
    return ('!%s*%02X\r\n' % (body, check)).encode()


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Live:
    """The program, publishing what comes to a port of this machine."""

    def __init__(self, binary, curve, reorder, scheme='udp'):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.port = free_port(socket.SOCK_DGRAM if scheme == 'udp' else socket.SOCK_STREAM)
        self.feed = 'tcp://127.0.0.1:%d' % free_port(socket.SOCK_STREAM)
        (self.path / 'live.toml').write_text('[live]\nreorder_s = %g\n' % reorder)
        command = [binary, 'live', '--input', 'nmea@%s://127.0.0.1:%d' % (scheme, self.port),
                   '--publish', self.feed, '--region', '0,50,20,60',
                   '--config', str(self.path / 'live.toml')]
        self.keys = self.path / 'keys' if curve else None
        if curve:
            subprocess.run([binary, 'keygen', str(self.keys), '--quiet'], check=True)
            command += ['--curve-keys', str(self.keys)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.words = ''
        while 'ready' not in self.words:
            self.words += self.process.stderr.readline()

    def subscribe(self, context, topic=b'', queue=1000000):
        sub = context.socket(zmq.SUB)
        sub.rcvhwm = queue
        sub.linger = 0
        if self.keys:
            sub.curve_serverkey, _ = zmq.auth.load_certificate(self.keys / 'server.key')
            public, secret = zmq.auth.load_certificate(self.keys / 'client.key_secret')
            sub.curve_publickey, sub.curve_secretkey = public, secret
        sub.connect(self.feed)
        sub.subscribe(topic)
        return sub

    def cost(self):
        """Processor seconds and resident megabytes."""
        fields = pathlib.Path('/proc/%d/stat' % self.process.pid).read_text().split(') ')[1].split()
        ticks = int(fields[11]) + int(fields[12])
        status = pathlib.Path('/proc/%d/status' % self.process.pid).read_text()
        return ticks / os.sysconf('SC_CLK_TCK'), int(re.search(r'VmRSS:\s+(\d+)', status)[1]) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.words += self.process.stderr.read()
        self.process.wait()
        self.folder.cleanup()


def place(i):
    return 50.5 + i % 9, 0.5 + i // 9 % 19


def prepare(ships, rounds):
    """A sentence a ship and round, each a little apart: equal ones would count as copies."""
    return [sentence(200000000 + i, place(i)[0] + k * 1e-5, place(i)[1], k % 60)
            for k in range(rounds) for i in range(ships)]


def send(live, sentences, ships, rate, sent, sample=9):
    """Sends a datagram a sentence at a steady rate; notes when each ship's of the sample went."""
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    to = ('127.0.0.1', live.port)
    start = time.monotonic()
    n = 0
    while n < len(sentences):
        due = min(int((time.monotonic() - start) * rate), len(sentences))
        for i in range(n, due):
            if i % ships % sample == 0:
                sent[200000000 + i % ships].append(time.monotonic())
            out.sendto(sentences[i], to)
        n = due
        time.sleep(0.001)


def field(payload, number):
    """The first field of that number in a protobuf message: bytes, or a plain number."""
    at = 0
    while at < len(payload):
        key, at = varint(payload, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(payload, at)
        elif kind == 1:
            value, at = payload[at:at + 8], at + 8
        else:
            size, at = varint(payload, at)
            value, at = payload[at:at + size], at + size
        if key >> 3 == number:
            return value
    return 0


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return value, at
        shift += 7


def receive(sub, sent, delays, stop):
    """A ship reports every two seconds, its track is published once a second: none is held back."""
    while not stop.is_set():
        if not sub.poll(100):
            continue
        _, _, payload = sub.recv_multipart()
        now = time.monotonic()
        waiting = sent[int(field(payload, 2)[5:])]
        if waiting:
            since = waiting.popleft()
            delays.append((since, now - since))


def measure(binary, rate, seconds, curve, reorder):
    ships = 2 * rate
    sentences = prepare(ships, int(seconds / 2))
    live = Live(binary, curve, reorder)
    context = zmq.Context()
    # Of the cells of place(): a row for slow rates, one of them where Python would not keep up.
    sample, topic = (9, b'v1.trk.world.n50') if rate < 10000 else (171, b'v1.trk.world.n50e000.')
    sub = live.subscribe(context, topic)
    time.sleep(0.5)
    sent = collections.defaultdict(collections.deque)
    delays, stop = [], threading.Event()
    receiver = threading.Thread(target=receive, args=(sub, sent, delays, stop))
    receiver.start()
    before, _ = live.cost()
    send(live, sentences, ships, rate, sent, sample)
    time.sleep(reorder + 2)
    after, resident = live.cost()
    stop.set()
    receiver.join()
    sub.close()
    live.stop()
    # The last ones wait for a lull: with nobody behind them they are no measure of a stream.
    last = max([since for since, _ in delays], default=0) - reorder - 0.5
    steady = sorted(delay for since, delay in delays if since < last) or [float('nan')]
    wanted = sum(1 for i in range(len(sentences)) if i % ships % sample == 0)
    print('%s reorder %g s, %6d/s for %d s: %d of %d came; median %.0f ms, p99 %.0f ms; '
          '%.0f %% of a core, %.0f MB; %s' %
          ('curve' if curve else 'plain', reorder, rate, seconds, len(delays), wanted,
           1e3 * steady[len(steady) // 2], 1e3 * steady[len(steady) * 99 // 100],
           100 * (after - before) / seconds, resident, live.words.strip().splitlines()[-1][9:]),
          flush=True)


def pour(live, sentences, rate, seconds):
    """Writes prepared sentences into a connection, as a steady stream."""
    out = socket.create_connection(('127.0.0.1', live.port))
    start, n = time.monotonic(), 0
    while time.monotonic() - start < seconds:
        due = int((time.monotonic() - start) * rate)
        if due > n:
            out.sendall(b''.join(sentences[i % len(sentences)] for i in range(n, due)))
            n = due
        time.sleep(0.01)
    out.close()
    return n


def highest(binary, seconds, curve):
    sentences = prepare(20000, 40)
    for rate in (50000, 100000, 150000, 200000):
        live = Live(binary, curve, 0.5, 'tcp-listen')
        context = zmq.Context()
        sub = live.subscribe(context, b'v1.hb.')
        n = pour(live, sentences, rate, seconds)
        time.sleep(2)
        cpu, memory = live.cost()
        sub.close()
        live.stop()
        print('%s offered %d/s for %d s: %d sent; %s; %.0f %% of a core, %.0f MB' %
              ('curve' if curve else 'plain', rate, seconds, n,
               live.words.strip().splitlines()[-1][9:], 100 * cpu / seconds, memory), flush=True)


def slow(binary):
    live = Live(binary, False, 0.5)
    context = zmq.Context()
    context.set(zmq.MAX_SOCKETS, 1000)
    idle = [live.subscribe(context, queue=1) for _ in range(20)]
    subs = [live.subscribe(context) for _ in range(180)]
    time.sleep(1)
    counts, lost, last = collections.Counter(), collections.Counter(), {}
    poller = zmq.Poller()
    for sub in subs:
        poller.register(sub, zmq.POLLIN)
    sent = collections.defaultdict(collections.deque)
    sender = threading.Thread(target=send, args=(live, prepare(1000, 15), 1000, 500, sent))
    sender.start()
    end = time.monotonic() + 34
    while time.monotonic() < end:
        for sub, _ in poller.poll(100):
            _, header, _ = sub.recv_multipart()
            number = field(header, 3)
            lost[sub] += max(0, number - last.get(sub, number) - 1)
            last[sub] = number
            counts[sub] += 1
    sender.join()
    cpu, memory = live.cost()
    print('180 that read got %d to %d messages each, %d lost in all; 20 never read; %.0f MB, %s' %
          (min(counts.values()), max(counts.values()), sum(lost.values()), memory,
           live.words.strip().splitlines()[-1][9:]))
    for sub in idle + subs:
        sub.close()
    live.stop()


def memory(binary, seconds):
    live = Live(binary, False, 0.5)
    sent = collections.defaultdict(collections.deque)
    sender = threading.Thread(target=send,
                              args=(live, prepare(2000, int(seconds / 2)), 2000, 1000, sent))
    sender.start()
    for _ in range(6):
        time.sleep(seconds / 6)
        print('%.0f MB' % live.cost()[1], flush=True)
    sender.join()
    live.stop()
    print(live.words.strip().splitlines()[-1][9:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('binary')
    parser.add_argument('what', choices=['latency', 'rate', 'slow', 'memory'])
    parser.add_argument('--seconds', type=float, default=0)
    parser.add_argument('--curve', action='store_true')
    a = parser.parse_args()
    if a.what == 'latency':
        for reorder in (2, 0):
            for rate in (1000, 10000, 50000):
                measure(a.binary, rate, a.seconds or 10, a.curve, reorder)
    elif a.what == 'rate':
        highest(a.binary, a.seconds or 30, a.curve)
    elif a.what == 'slow':
        slow(a.binary)
    else:
        memory(a.binary, a.seconds or 120)


if __name__ == '__main__':
    sys.exit(main())
