#!/usr/bin/env bash
# Breaks the registry at random (empty, corrupted, throwing, slow) under load, on both databases, and fails if any call does; prints what was served by what.
# Usage: eng/registry-soak.sh [SECONDS]   (per database, 120 unless told; the suite makes a dozen faults)
SIGNALBOX_SOAK_SECONDS="${1:-120}" exec "$(dirname "$0")/both-databases.sh" --filter-class '*.RegistrySoakTests'
