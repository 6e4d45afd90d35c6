#!/bin/sh
# What the scripts of the package share. Read by them, never run. POSIX sh: DSM's may be ash or bash.
# Nothing here runs as root, and nothing is written outside of the folders that DSM gave to the package.
# shellcheck disable=SC2034 # names are there for those who read this

PATH="${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
export PATH
umask 077

port=8643
target=${SYNOPKG_PKGDEST:-/var/packages/grappe/target}
var=${SYNOPKG_PKGVAR:-/var/packages/grappe/var}
binary=$target/bin/grappe
data=$var/data
database=$data/grappe.sqlite3
config=$var/grappe.toml
choices=$var/package.conf
backups=$var/backup
run=$var/run
log=$var/log/grappe.log

# choice NAME: what was chosen in a wizard, now or earlier; nothing when it never was.
choice() {
    [ -r "$choices" ] || return 0
    sed -n "s/^$1=//p" "$choices" | tail -n 1
}

# choose NAME VALUE: keeps it for later starts.
choose() {
    mkdir -p "$var" || return 1
    { [ ! -r "$choices" ] || grep -v "^$1=" "$choices"; printf '%s=%s\n' "$1" "$2"; } >"$choices.new"
    mv "$choices.new" "$choices"
}

# DSM's language while somebody looks, else the one chosen at installation; French when nobody said.
speaks_french() {
    language=${SYNOPKG_DSM_LANGUAGE:-$(choice language)}
    [ "${language:-fre}" = fre ]
}

# show FRENCH ENGLISH: to whoever looks at DSM, and nowhere else.
show() {
    if speaks_french; then text=$1; else text=$2; fi
    if [ -n "${SYNOPKG_TEMP_LOGFILE:-}" ]; then
        printf '%s\n' "$text" >>"$SYNOPKG_TEMP_LOGFILE"
    else
        printf '%s\n' "$text"
    fi
}

# tell FRENCH ENGLISH: the same, and into the log of the package.
tell() {
    show "$1" "$2"
    printf '%s\n' "$text" >&2
}

# The program's own messages come in this language.
locale() {
    if speaks_french; then echo fr_FR.UTF-8; else echo en_US.UTF-8; fi
}

# is_older VERSION VERSION: numbers between « . », « - » and « _ », compared one by one. In a shell of its own: its words are nobody's.
is_older() (
    left=$(printf '%s' "$1" | tr '._-' '   ')
    right=$(printf '%s' "$2" | tr '._-' '   ')
    while [ -n "$left$right" ]; do
        # shellcheck disable=SC2086 # split into numbers
        set -- $left
        a=${1:-0}
        [ $# -eq 0 ] || shift
        left=$*
        # shellcheck disable=SC2086
        set -- $right
        b=${1:-0}
        [ $# -eq 0 ] || shift
        right=$*
        [ "$a" -ge "$b" ] || exit 0
        [ "$a" -le "$b" ] || exit 1
    done
    exit 1
)

# is_daemon PID: alive, and our program. Numbers of processes are given again after a restart of the NAS.
is_daemon() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
    ours=$(readlink -f "$binary") || return 1
    case $(readlink "/proc/$1/exe" 2>/dev/null) in
        "$ours") return 0 ;;
        # Code of another kind of processor is run by an interpreter, which stands in the place of the program.
        */qemu-*) tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -qxF -e "$binary" -e "$ours" ;;
        *) return 1 ;;
    esac
}

# is_supervisor PID: alive, and the script that starts the program again.
is_supervisor() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
    tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -qx '.*/scripts/supervise'
}

# number FILE: the process written there; nothing when there is none.
number() {
    [ -r "$1" ] && read -r found <"$1" && case $found in
        *[!0-9]* | '') ;;
        *) printf '%s' "$found" ;;
    esac
}

# owns_data: whether what lies in the package's folder is the package's. Tells when it is not.
owns_data() {
    account=$(id -un 2>/dev/null || id -u)
    for place in "$var" "$data" "$database" "$config" "$run"; do
        [ -e "$place" ] || continue
        if [ -n "$(find -H "$place" -prune ! -user "$(id -u)")" ] || [ ! -w "$place" ]; then
            tell "Grappe n'a pas le droit d'écrire dans $place : ce dossier appartient à un autre compte. Rien n'a été touché. Rendez-le au compte $account (ou désinstallez en gardant les données, puis réinstallez)." \
                "Grappe may not write to $place: it belongs to another account. Nothing was touched. Give it back to the account $account (or uninstall keeping the data, then install again)."
            return 1
        fi
    done
}

# kilobytes FILE…: what they take.
kilobytes() {
    du -sk "$@" 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'
}

# free_kilobytes FOLDER: what its volume still takes.
free_kilobytes() {
    df -Pk "$1" | awk 'NR == 2 { print $4 }'
}

# prepare: configuration, data folder and first account, where they are not there yet. It may have been cut off anywhere before, so
# that each step is taken when its result is missing.
prepare() {
    owns_data && mkdir -p "$run" "$var/log" || return 1
    # What an earlier program said of the data is no news of this one.
    rm -f "$run/ended"
    [ -e "$config" ] || write_config || return 1
    # Once there was an account, a database that is away is a loss: the program refuses, and no new practice takes its place.
    [ -e "$var/account" ] || first_account
}

write_config() {
    address=$(choice address)
    {
        printf '# Grappe sur DSM. Les clés : chapitre « Mettre en service » du manuel.\n[practice]\ndata = "%s"\n\n' "$data"
        printf '[server]\nlisten = "127.0.0.1:%s"\ntrusted_proxies = ["127.0.0.1"]\n' "$port"
        if [ -n "$address" ]; then
            printf 'public_url = "%s"\n' "$address"
            name=$(hostname | tr '[:upper:]' '[:lower:]' | tr -cd 'a-z0-9.-')
            # With an address the pages answer to its name alone; inside the practice the NAS is known by its own.
            [ -z "$name" ] || printf 'hosts = ["%s", "%s.local"]\n' "$name" "${name%%.*}"
        fi
    } >"$config.new" && mv "$config.new" "$config"
}

# The account « admin » and its code, shown to whoever installs and kept nowhere.
first_account() {
    rm -f "$run/init.toml"
    LANG=$(locale) "$binary" init --config "$run/init.toml" --data "$data" >"$run/init" 2>"$run/init.error"
    made=$?
    rm -f "$run/init.toml"
    if [ "$made" -eq 0 ]; then
        show_code "$run/init"
    elif [ "$made" -eq 2 ] && [ -e "$database" ]; then
        # An earlier try made the account and was cut off before its code was shown.
        new_code
    else
        reason=$(tr '\n' ' ' <"$run/init.error")
        tell "$reason" "$reason"
        rm -f "$run/init" "$run/init.error"
        return 1
    fi || return 1
    printf 'admin\n' >"$var/account"
}

# new_code: another code for « admin »; the service is stopped.
new_code() {
    if LANG=$(locale) "$binary" user code admin --data "$data" >"$run/init" 2>"$run/init.error"; then
        show_code "$run/init"
    else
        reason=$(tr '\n' ' ' <"$run/init.error")
        tell "$reason" "$reason"
        rm -f "$run/init" "$run/init.error"
        return 1
    fi
}

# show_code FILE: what the program said, of which only the code matters here; the file goes.
show_code() {
    code=$(grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4}){3}' "$1" | head -n 1)
    rm -f "$run/init" "$run/init.error"
    [ -n "$code" ] || return 1
    address=$(choice address)
    address=${address:-https://<NAS>/rdv}
    show "Ouvrez $address/admin/welcome et donnez le code $code : il sert une seule fois, pendant 24 heures. Notez-le, il ne sera plus montré." \
        "Open $address/admin/welcome and give the code $code: it is good once, for 24 hours. Write it down, it is not shown again."
}
