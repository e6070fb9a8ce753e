#!/usr/bin/env bash
# Puts a backup back. Stop every node first and start them afterwards: deploy/README.md, "Restore".
#
#   restore.sh database FILE            into the empty database that libpq's variables name
#   restore.sh directory FILE DATA      into a data directory that is not there yet or is empty
set -euo pipefail

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }

whole() {
    (cd "$(dirname "$1")" && sha256sum --check --quiet "$(basename "$1").sha256") || { echo "$1 is not whole, or has no check sum beside it: take another backup." >&2; exit 1; }
}

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1"; }

case ${1:-} in
    database)
        [[ $# -eq 2 ]] || usage
        whole "$2"
        [[ $(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'realtime-member'") == 0 ]] ||
            { echo "Nodes are connected to this database: stop them first." >&2; exit 1; }
        [[ $(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0 ]] ||
            { echo "This database is not empty: restore into a new one, so that the old one stays as a witness." >&2; exit 1; }
        pg_restore --single-transaction --exit-on-error --no-owner --no-privileges --dbname="${PGDATABASE:?}" "$2"
        ask "ANALYZE"
        ;;
    directory)
        [[ $# -eq 3 ]] || usage
        whole "$2"
        [[ ! -e $3 || -z $(ls -A "$3") ]] || { echo "$3 is not empty." >&2; exit 1; }
        mkdir -p -m 700 "$3"
        tar --extract --gzip --file="$2" --directory="$3" --preserve-permissions
        ;;
    *) usage ;;
esac
