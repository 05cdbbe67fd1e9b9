#!/usr/bin/env python3
"""What a fit costs those who wait for verdicts: eight clients, in turns with and without a fit beside them.

    fit.py http://127.0.0.1:8080 MODEL GOOD_PICTURES_FOLDER [SECONDS]

The folder needs so many pictures that a fit to them takes longer than a turn. The fit is cancelled after each turn.
"""
import http.client
import json
import pathlib
import sys
import threading
import time
import urllib.parse

CLIENTS = 8
TURNS = 2
WARM_UP_SECONDS = 8

server = urllib.parse.urlparse(sys.argv[1]).netloc
model = urllib.parse.quote(sys.argv[2])
pictures = [file.read_bytes() for file in sorted(pathlib.Path(sys.argv[3]).iterdir())]
seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 20


def send(method, path, body=None, kind="application/octet-stream"):
    connection = http.client.HTTPConnection(server, timeout=120)
    connection.request(method, path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 300:
        sys.exit(f"{method} {path}: {answer.status} {content.decode()}")
    return json.loads(content) if content else None


def client(number, end, times):
    connection = http.client.HTTPConnection(server, timeout=120)
    while time.monotonic() < end:
        begin = time.monotonic()
        picture = pictures[(number + len(times)) % len(pictures)]
        connection.request("POST", f"/v1/models/{model}/predictions", picture, {"Content-Type": "application/octet-stream"})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            times.append(time.monotonic() - begin)


def turn(name, duration):
    times = []
    end = time.monotonic() + duration
    clients = [threading.Thread(target=client, args=(number, end, times)) for number in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    print(f"{name}: {len(times) / duration:.1f} a second, p50 {times[len(times) // 2] * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms")
    return p99


fit = "/v1/fits/" + send("POST", "/v1/fits")["id"]
for picture in pictures:
    send("POST", fit + "/pictures", picture)
turn("warm-up", WARM_UP_SECONDS)
for _ in range(TURNS):
    alone = turn("without a fit", seconds)
    send("POST", fit + "/start", json.dumps({"model": "fit-benchmark"}), "application/json")
    while send("GET", fit)["progress"] is None:
        time.sleep(0.2)
    beside = turn("with a fit", seconds)
    state = send("GET", fit)["state"]
    print(f"p99 with a fit: {beside / alone:.2f} times; the fit was {state} at the end of the turn")
    if state == "running":
        send("POST", fit + "/cancel")
send("DELETE", fit)
