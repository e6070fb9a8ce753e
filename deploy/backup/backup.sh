#!/usr/bin/env bash
# Backs a city up while it runs, or the stores of one node that is stopped. What a backup holds and what it does not: deploy/README.md, "Backup".
#
#   backup.sh database DIR [NAME]       the database that libpq's variables name (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSFILE) to DIR/NAME-TIME.dump
#   backup.sh directory DATA DIR        the data directory of a stopped node (embedded stores, audit) to DIR/data-TIME.tar.gz
#
# Prints the file's name. A file without its .sha256 is not a backup: the check sum is written last.
set -euo pipefail

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }

# Complete or not there: what is under way has another name.
finish() {
    local file=$1
    mv "$file.part" "$file"
    (cd "$(dirname "$file")" && sha256sum "$(basename "$file")" >"$(basename "$file").sha256.part" && mv "$(basename "$file").sha256.part" "$(basename "$file").sha256")
    sync "$file" "$file.sha256"
    echo "$file"
}

umask 077 # Whoever reads a backup reads the city.
time=$(date -u +%Y%m%dT%H%M%SZ)
case ${1:-} in
    database)
        [[ $# -ge 2 && $# -le 3 ]] || usage
        file=$2/${3:-journal}-$time.dump
        mkdir -p "$2"
        # One transaction: journal, snapshots and facts of one moment, however long it takes. The lease belongs to nodes that will not be there.
        pg_dump --format=custom --no-owner --no-privileges --exclude-table-data=realtime_lease --file="$file.part"
        finish "$file"
        ;;
    directory)
        [[ $# -eq 3 ]] || usage
        file=$3/data-$time.tar.gz
        mkdir -p "$3"
        # The lock is the node's for as long as it runs: files of a running one do not fit each other.
        exec 9<>"$2/realtime.lock"
        flock --nonblock 9 || { echo "A node uses $2: stop it first." >&2; exit 1; }
        tar --create --gzip --file="$file.part" --directory="$2" --exclude=./realtime.lock .
        finish "$file"
        ;;
    *) usage ;;
esac
