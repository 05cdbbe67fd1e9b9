"""How fast a server answers with a million verdicts in its history: its start, the first page, filters and charts.

    million.py MODELS [ROWS [DATABASE]]

MODELS is a folder with a model; its history in MODELS/.server, or DATABASE (a JDBC URL of PostgreSQL, whose verdicts are
replaced), is filled with made-up verdicts of 60 days. It needs Python alone, and psql for PostgreSQL. The figures are
milliseconds: the first answer after the start, and the median and the largest of ten more.
"""
import hashlib
import json
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

URL = 'http://127.0.0.1:8079'
BLEMISH = Path(__file__).resolve().parents[2] / 'blemish'
DAYS, MODELS = 60, ('bracket', 'housing', 'rare')
COLUMNS = ('id, time_ms, model, version, name, score, threshold, review_threshold, pixel_threshold, anomalous, width, '
           'height, regions, picture_sha256, label, note').split(', ')


class Server:
    def __init__(self, models, database):
        words = [BLEMISH, 'serve', models, '--port', '8079']
        begun = time.perf_counter()
        self.process = subprocess.Popen(words + (['--database', database] if database else []),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not self.ready():
            if self.process.poll() is not None:
                sys.exit(self.process.stderr.read())
            time.sleep(0.01)
        self.seconds = time.perf_counter() - begun

    @staticmethod
    def ready():
        try:
            return urllib.request.urlopen(URL + '/health/ready').status == 200
        except OSError:
            return False

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def rows(count):
    rng = random.Random(1)
    now = int(time.time() * 1000)
    for number in range(count):
        at = now - int((count - number) * DAYS * 86_400_000 / count)
        model = MODELS[2] if number % 5000 == 0 else MODELS[number % 2]
        score = rng.gammavariate(9, 0.1)
        anomalous = score > 1.5
        wild = rng.getrandbits(62)
        identifier = f'{at << 16 | 0x7000:016x}{1 << 63 | wild:016x}'
        region = {'x': 10, 'y': 20, 'width': 30, 'height': 40, 'area': 800, 'peak_x': 25, 'peak_y': 41, 'peak': score,
                  'mean': score / 2}
        sure = rng.random()
        label = None if sure > 0.02 else 'wrong' if sure < 0.002 else 'right'
        yield ('-'.join((identifier[:8], identifier[8:12], identifier[12:16], identifier[16:20], identifier[20:])), at,
               model, '0' * 11 + str(1 + 2 * number // count), f'camera-1/{number:07}.png', score, 1.5, 1.4, 1.5,
               int(anomalous), 1024, 768, json.dumps([region] if anomalous else []),
               hashlib.sha256(str(number).encode()).hexdigest(), label, None)


def fill(models, database, count):
    if not database:
        with sqlite3.connect(models / '.server/history.db') as history:
            history.execute('DELETE FROM prediction')
            history.executemany(f'INSERT INTO prediction ({", ".join(COLUMNS)}) '
                                f'VALUES ({", ".join("?" * len(COLUMNS))})', rows(count))
        history.close()
        return
    url = database.removeprefix('jdbc:')
    subprocess.run(['psql', '-q', url, '-c', 'DELETE FROM prediction'], check=True)
    copy = subprocess.Popen(['psql', '-q', url, '-c', f'COPY prediction ({", ".join(COLUMNS)}) FROM STDIN'],
                            stdin=subprocess.PIPE, text=True)
    for row in rows(count):
        copy.stdin.write('\t'.join(r'\N' if value is None else str(value) for value in row) + '\n')
    copy.stdin.close()
    if copy.wait():
        sys.exit('psql did not take the rows')
    subprocess.run(['psql', '-q', url, '-c', 'ANALYZE prediction'], check=True)


def ask(path):
    begun = time.perf_counter()
    body = urllib.request.urlopen(URL + path).read()
    return (time.perf_counter() - begun) * 1000, body


def days_ago(days):
    return urllib.parse.quote((datetime.now(timezone.utc) - timedelta(days=days)).isoformat(timespec='seconds'))


def main():
    models = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    database = sys.argv[3] if len(sys.argv) > 3 else None
    empty = Server(models, database)
    empty.stop()
    fill(models, database, count)
    Server(models, database).stop()
    server = Server(models, database)
    print(f'start, s: {empty.seconds:.2f} with what was there before, {server.seconds:.2f} with {count:,} verdicts')
    middle = json.loads(ask(f'/v1/predictions?to={days_ago(DAYS / 2)}&limit=1')[1])['predictions'][0]['id']
    for what, path in (
            ('first page', '/v1/predictions?limit=50'),
            ('a page from the middle', f'/v1/predictions?limit=50&after={middle}'),
            ('pictures of one model', '/v1/predictions?model=bracket'),
            ('pictures of a rare model', '/v1/predictions?model=rare'),
            ('defects', '/v1/predictions?verdict=defect'),
            ('defects of a rare model', '/v1/predictions?verdict=defect&model=rare'),
            ('those to be reviewed', '/v1/predictions?verdict=review&label=none'),
            ('those of one model', '/v1/predictions?verdict=review&label=none&model=bracket'),
            ('how many those are', f'/v1/summary?verdict=review&label=none&model=bracket&buckets=1&from={days_ago(DAYS + 1)}'),
            ('labelled wrong', '/v1/predictions?label=wrong'),
            ('those of one model ', '/v1/predictions?label=wrong&model=bracket'),
            ('where a shadow differs', '/v1/predictions?shadow=differs'),
            ('there of one model', '/v1/predictions?shadow=differs&model=bracket'),
            ('the older version', '/v1/predictions?version=' + '0' * 11 + '1'),
            ('one day a month ago', f'/v1/predictions?from={days_ago(31)}&to={days_ago(30)}'),
            ('scores that a hundred have', '/v1/predictions?min_score=2.9'),
            ('scores that none has', '/v1/predictions?min_score=99'),
            ('chart of a day', f'/v1/summary?from={days_ago(1)}'),
            ('chart of a week', f'/v1/summary?from={days_ago(7)}'),
            ('chart of all', f'/v1/summary?from={days_ago(DAYS + 1)}'),
            ('chart of all of one model', f'/v1/summary?model=housing&from={days_ago(DAYS + 1)}'),
            ('rates of all', '/v1/rates'),
            ('rates of one model', '/v1/rates?model=bracket'),
            ('rates of a week', f'/v1/rates?from={days_ago(7)}')):
        try:
            first, body = ask(path)
        except urllib.error.HTTPError as refused:
            sys.exit(f'{path}: {refused.code} {refused.read().decode()}')
        more = [ask(path)[0] for _ in range(10)]
        print(f'{what:30} {first:8.0f} {statistics.median(more):8.0f} {max(more):8.0f}  {len(body):,} bytes')
    server.stop()


main()
