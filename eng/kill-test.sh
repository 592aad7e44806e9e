#!/usr/bin/env bash
# Kills the gateway under load at random moments, many times, on both databases, and compares what clients saw with what was recorded.
# Usage: eng/kill-test.sh [KILLS]   (20 unless told; CI runs 3)
SIGNALBOX_KILLS="${1:-20}" exec "$(dirname "$0")/both-databases.sh" --filter-method '*Kill_9*'
