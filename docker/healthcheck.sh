#!/usr/bin/env bash
# Whether the server of this container can answer requests. The base image has no program for HTTP that could be relied on.
set -euo pipefail

exec 3<> "/dev/tcp/127.0.0.1/${BLEMISH_MANAGEMENT_PORT:-9090}"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
