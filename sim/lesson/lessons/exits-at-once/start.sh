#!/bin/sh
[ -n "${{key}}" ] || { echo "{{key}} is not set" >&2; exit {{code}}; }
echo {{app}} is ready
while :; do sleep 1; done
