#!/usr/bin/env python3
"""Reads two minutes of simulated frames with dump1090-mutability (Debian) and compares the positions
that it gives with the truth. Usage: dump1090_check.py FOLDER, as `pelorus simulate` wrote it."""
import collections, json, math, shutil, socket, subprocess, sys, threading, time

BEGIN, SECONDS, FASTER = 1772323200 + 12 * 3600, 120, 6
INPUT, SBS = 41001, 41003


def frames(folder):
    for line in open(folder + "/modes.csv"):
        stamp, text = line.strip().split(",")
        if BEGIN <= float(stamp) < BEGIN + SECONDS:
            yield float(stamp), text


def truth(folder):
    places = collections.defaultdict(list)
    for line in open(folder + "/truth.jsonl"):
        if '"aircraft_position"' in line:
            one = json.loads(line)
            if abs(one["t"] - BEGIN) < SECONDS + 60:
                places[one["icao"]].append(one)
    return places


def listen(received):
    connection = socket.create_connection(("127.0.0.1", SBS))
    while data := connection.recv(65536):
        received.append(data)


def main(folder):
    if shutil.which("dump1090-mutability") is None:
        sys.exit("dump1090-mutability is not installed")
    ports = ["--net-ri-port", str(INPUT), "--net-sbs-port", str(SBS), "--net-ro-port", "41002",
             "--net-bi-port", "41004", "--net-bo-port", "41005", "--net-http-port", "0"]
    decoder = subprocess.Popen(["dump1090-mutability", "--net-only", "--quiet", "--no-fix", *ports],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    received = []
    threading.Thread(target=listen, args=(received,), daemon=True).start()
    feed = socket.create_connection(("127.0.0.1", INPUT))
    begun, sent = time.time(), 0
    for stamp, text in frames(folder):
        time.sleep(max(0.0, begun + (stamp - BEGIN) / FASTER - time.time()))
        feed.sendall(f"*{text};\n".encode())
        sent += len(text) == 28
    time.sleep(2)
    decoder.terminate()
    places, farthest, kinds = truth(folder), 0.0, collections.Counter()
    for line in b"".join(received).decode().split("\n"):
        field = line.split(",")
        if len(field) < 16:
            continue
        kinds[field[1]] += 1
        if field[1] == "3" and field[14]:
            lat, lon = float(field[14]), float(field[15])
            shrink = math.cos(math.radians(lat))
            farthest = max(farthest, min(
                60 * math.hypot(p["lat"] - lat, (p["lon"] - lon) * shrink)
                for p in places[field[4].lower()]))
            kinds["placed"] += 1
    print(f"{sent} long frames: {kinds['1']} call signs, {kinds['3']} positions "
          f"({kinds['placed']} placed), {kinds['4']} velocities; "
          f"farthest from the nearest full minute of truth: {farthest:.2f} nm")


main(sys.argv[1])
