#!/usr/bin/env python3
"""Follows a pelorus feed: subscribes, takes a snapshot, watches the numbers for gaps.

Debian packages: python3-zmq, python3-protobuf, protobuf-compiler. Once:
    protoc -I io/wire --python_out=. feed.proto
Then:
    python3 subscribe.py tcp://127.0.0.1:5556 tcp://127.0.0.1:5557 [KEYS_DIR NAME]
"""
import sys
import zmq
import zmq.auth
import feed_pb2

feed, snapshot = sys.argv[1:3]
context = zmq.Context()
live, ask = context.socket(zmq.SUB), context.socket(zmq.DEALER)
if len(sys.argv) > 4:
    folder, name = sys.argv[3:5]
    server, _ = zmq.auth.load_certificate(f"{folder}/server.key")
    public, secret = zmq.auth.load_certificate(f"{folder}/{name}.key_secret")
    for socket in (live, ask):
        socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = server, public, secret
live.subscribe("")  # or a prefix such as v1.trk.caspian.
live.connect(feed)
ask.connect(snapshot)
poller = zmq.Poller()
poller.register(live, zmq.POLLIN)
poller.register(ask, zmq.POLLIN)


def show(topic, payload, source):
    if topic.startswith(b"v1.trk."):
        t = feed_pb2.TrackUpdate.FromString(payload)
        state = feed_pb2.TrackState.Name(t.state).removeprefix("TRACK_STATE_").lower()
        print(source, t.key, f"{t.lat_deg:.4f} {t.lon_deg:.4f} {t.sog_kn:.1f} kn", state, flush=True)
    elif topic.startswith(b"v1.evt."):
        e = feed_pb2.Event.FromString(payload)
        print(source, e.kind, f"{e.probability:.2f}", *e.participants, flush=True)


epoch, last, stands_at = 0, 0, 0
while True:
    ready = dict(poller.poll())
    while ask in ready and ask.poll(0):
        _, topic, head, payload = ask.recv_multipart()
        header = feed_pb2.Header.FromString(head)
        stands_at = header.sequence  # what is live up to here is in the snapshot
        if topic == b"v1.end.":
            print("snapshot", stands_at, flush=True)
        show(topic, payload, "snapshot")
    if live in ready:
        topic, head, payload = live.recv_multipart()
        header = feed_pb2.Header.FromString(head)
        if header.stream_epoch != epoch or header.sequence > last + 1:  # new, or messages are missing
            epoch, stands_at = header.stream_epoch, 0
            ask.send_multipart([b"", b"snapshot"])
        last = header.sequence
        if header.sequence > stands_at:
            show(topic, payload, "live")
