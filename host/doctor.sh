# The causes on a host. The rendered part above defines this file's other variables. Each function reports one cause; the
# names of the causes are those of `npx logs doctor`.

usage() {
  cat << USAGE
usage: doctor.sh [--root DIR] [--report]

Looks for the reasons why the log files of InventorySync ($environment, host group $host_group) grow, or cannot be written
or read. Prints each finding with its remedy, causes first. Changes nothing. Run it as root.

  --report     print the findings for npx logs doctor --host-report: fields with a tab between them
  --root DIR   look in this directory tree instead of /, such as an image

Exit codes: 0 every check is verified, 1 one is not, 2 an error. With --report: 0 or 2.
USAGE
}

fail() {
  echo "doctor.sh: $1" >&2
  exit 2
}

format=text
root=
while [ $# -gt 0 ]; do
  case $1 in
    --report) format=report ;;
    --root)
      [ $# -ge 2 ] || fail "--root needs a directory"
      root=$2
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) fail "unknown option $1; expected --root, --report or --help" ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || fail "it runs as the user $(id -un), expected root; use sudo"
if [ -n "$root" ]; then
  [ -d "$root" ] || fail "the root $root is not a directory"
  root=$(cd "$root" && pwd -P)
  [ "$root" != / ] || root=
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/findings"
directory=$root$log_directory
install="run the document $install_document of Systems Manager, or sudo sh install.sh"
now=$(date +%s)
tab=$(printf '\t')
day=86400

# --- findings ---

# finding RESULT CAUSE HOW [REMEDY]
finding() {
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$(one_line "$3")" "$(one_line "${4-}")" >> "$work/findings"
}
one_line() { printf %s "$1" | tr '\t\r\n' '   '; }
verified() { finding verified "$@"; }
failed() { finding failed "$@"; }
not_verifiable() { finding "not verifiable" "$@"; }

# --- users and groups ---

# id_of passwd|group NAME: the numeric id; nothing if it does not exist.
id_of() {
  if [ -n "$root" ]; then
    [ ! -f "$root/etc/$1" ] || awk -F: -v name="$2" '$1 == name { print $3; exit }' "$root/etc/$1"
  else
    getent "$1" "$2" | cut -d: -f3
  fi
}

# is_reader USER
is_reader() {
  if [ -n "$root" ]; then
    awk -F: -v group="$readers_group" -v user="$1" \
      '$1 == group && index("," $4 ",", "," user ",") { found = 1 } END { exit !found }' "$root/etc/group"
  else
    id -nG "$1" | tr ' ' '\n' | grep -Fxq "$readers_group"
  fi
}

uid=$(id_of passwd "$service_user")
gid=$(id_of group "$readers_group")
owner=$service_user:$readers_group

host_accounts() {
  if [ -z "$uid" ]; then
    failed host-accounts "the user $service_user of the application does not exist" "$install"
  elif [ -z "$gid" ]; then
    failed host-accounts "the group $readers_group, which reads the log files, does not exist" "$install"
  elif ! is_reader "$service_user"; then
    failed host-accounts "the user $service_user is not a member of $readers_group" "$install"
  else
    verified host-accounts "the user $service_user is a member of $readers_group"
  fi
}

host_agent() {
  if [ -z "$(id_of passwd "$agent_user")" ]; then
    failed host-agent "the user $agent_user does not exist: the CloudWatch agent is not installed" \
      "install the package amazon-cloudwatch-agent, then $install"
  elif [ -z "$gid" ] || ! is_reader "$agent_user"; then
    failed host-agent "the CloudWatch agent's user $agent_user is not a member of $readers_group, so it cannot read the log files" "$install"
  elif [ -z "$root" ] && command -v systemctl > /dev/null && ! systemctl --quiet is-active amazon-cloudwatch-agent; then
    failed host-agent "the service amazon-cloudwatch-agent does not run" "sudo systemctl start amazon-cloudwatch-agent"
  else
    verified host-agent "the CloudWatch agent's user $agent_user is a member of $readers_group"
  fi
}

# --- owners and modes ---

host_log_directory() {
  if [ ! -d "$directory" ]; then
    failed host-log-directory "the directory $log_directory does not exist" "$install"
    return
  fi
  if [ -z "$uid" ] || [ -z "$gid" ]; then
    not_verifiable host-log-directory "the owner $owner does not exist" "$install"
    return
  fi
  parent=$(dirname "$log_directory")
  while [ "$parent" != / ]; do
    case $(stat -c %a "$root$parent") in
      *[1357]) ;;
      *)
        failed host-log-directory "$parent has the mode $(stat -c %a "$root$parent"), so other users cannot enter it" \
          "sudo chmod o+x $parent"
        return
        ;;
    esac
    parent=$(dirname "$parent")
  done
  actual=$(stat -c '%u:%g %a' "$directory")
  if [ "$actual" = "$uid:$gid $log_directory_mode" ]; then
    verified host-log-directory "$log_directory has the owner $owner and the mode $log_directory_mode"
  else
    failed host-log-directory "$log_directory has owner and mode $actual, expected $uid:$gid $log_directory_mode ($owner)" "$install"
  fi
}

# The owner must write a log file, and the readers' group must read it.
host_log_files() {
  if [ ! -d "$directory" ] || [ -z "$uid" ] || [ -z "$gid" ]; then
    not_verifiable host-log-files "the log directory, or its owner, does not exist" "$install"
    return
  fi
  find "$directory" -maxdepth 1 -type f \( -name '*.log' -o -name '*.log.*' \) \
    \( ! -uid "$uid" -o ! -gid "$gid" \) -printf '%f has the owner %U:%G; ' > "$work/owners"
  find "$directory" -maxdepth 1 -type f -name '*.log' ! -perm -0640 -printf '%f has the mode %m; ' > "$work/modes"
  if [ -s "$work/owners" ]; then
    failed host-log-files "$(cat "$work/owners")expected $uid:$gid ($owner) in $log_directory" "$install"
  elif [ -s "$work/modes" ]; then
    failed host-log-files "$(cat "$work/modes")expected at least 640 in $log_directory" \
      "sudo chmod u+rw,g+r $log_directory/*.log"
  else
    verified host-log-files "every log file in $log_directory has the owner $owner, who may write it"
  fi
}

# --- SELinux and AppArmor ---

# SELinux names a file without its directory.
{
  printf '"%s\n' "$log_directory"
  printf '%s,%s\n' "$(basename "$log_directory")" "$log_file_names" | tr ',' '\n' | sed 's/.*/name="&"/'
} > "$work/names"

# recent_denials PATTERN: the last line of the audit log about the log directory in the last 15 minutes.
recent_denials() {
  {
    for log in audit/audit.log kern.log syslog; do
      [ ! -f "$root/var/log/$log" ] || tail -n 20000 "$root/var/log/$log"
    done
    [ -n "$root" ] || ! command -v journalctl > /dev/null || journalctl -k -o cat --since -15min 2> /dev/null || true
  } | grep -e "$1" | grep -F -f "$work/names" |
    awk -v since="$((now - 900))" 'match($0, /audit\([0-9]+/) && substr($0, RSTART + 6, RLENGTH - 6) + 0 >= since' |
    tail -n 1
}

host_selinux() {
  if [ "$(cat "$root/sys/fs/selinux/enforce" 2> /dev/null || true)" != 1 ]; then
    verified host-selinux "SELinux does not enforce a policy"
    return
  fi
  denial=$(recent_denials 'avc: *denied')
  if [ -n "$denial" ]; then
    failed host-selinux "SELinux denied an access to the log files in the last 15 minutes: $denial" \
      "sudo restorecon -Rv $log_directory; if it changes nothing, the policy lacks a rule: ausearch -m avc -ts recent | audit2why"
  else
    verified host-selinux "SELinux denied no access to the log files in the last 15 minutes"
  fi
}

host_apparmor() {
  denial=$(recent_denials 'apparmor="DENIED"')
  if [ -n "$denial" ]; then
    profile=$(printf %s "$denial" | sed -n 's/.*profile="\([^"]*\)".*/\1/p')
    failed host-apparmor "AppArmor denied an access to the log files in the last 15 minutes: $denial" \
      "add the line $log_directory/** rw, to the file of the profile $profile in /etc/apparmor.d/local/, then sudo apparmor_parser -r its file in /etc/apparmor.d/"
  else
    verified host-apparmor "AppArmor denied no access to the log files in the last 15 minutes"
  fi
}

# --- disk and rotation ---

host_disk() {
  path=$directory
  [ -d "$path" ] || path=${root:-/}
  space=$(df -P "$path" | awk 'NR == 2 { print $5 + 0 }')
  inodes=$(df -P -i "$path" | awk 'NR == 2 { print $5 + 0 }')
  if [ "$space" -ge 95 ] || [ "$inodes" -ge 95 ]; then
    failed host-disk "the file system of $log_directory is full: $space % of the space and $inodes % of the inodes are used" \
      "delete what no program needs (sudo du -xh / | sort -h | tail), or enlarge the volume; lower hosts.$host_group.rotation.keep if it is the rotated logs"
  else
    verified host-disk "$space % of the space and $inodes % of the inodes are used"
  fi
}

host_rotation_file() {
  if [ ! -f "$root$rotation_file" ]; then
    failed host-rotation-file "$rotation_file does not exist" "$install"
  elif [ "$(sha256sum < "$root$rotation_file" | cut -d ' ' -f 1)" != "$rotation_digest" ]; then
    failed host-rotation-file "$rotation_file has other content than this version" "$install"
  else
    verified host-rotation-file "$rotation_file is that of this version"
  fi
}

host_rotation_schedule() {
  for path in /etc/systemd/system/timers.target.wants/logrotate.timer /etc/cron.daily/logrotate; do
    if [ -e "$root$path" ] || [ -L "$root$path" ]; then
      verified host-rotation-schedule "$path runs logrotate"
      return
    fi
  done
  failed host-rotation-schedule "neither the systemd timer logrotate.timer nor /etc/cron.daily/logrotate runs logrotate" \
    "install the package logrotate, and sudo systemctl enable --now logrotate.timer"
}

# The time of the first record of a file is when it was created: rotation is daily.
host_rotation() {
  if [ ! -d "$directory" ]; then
    not_verifiable host-rotation "$log_directory does not exist" "$install"
    return
  fi
  for file in "$directory"/*.log; do
    [ -s "$file" ] || continue
    first=$(head -n 1 "$file" | head -c 4096 | sed -n 's/.*"@timestamp": *"\([^"]*\)".*/\1/p')
    seconds=$(date -d "${first:-none}" +%s 2> /dev/null || echo "$now")
    age=$(((now - seconds) / day))
    if [ "$age" -ge 2 ]; then
      failed host-rotation "$(basename "$file") begins with a line of $first, $age days ago, and has $(stat -c %s "$file") bytes: it is not rotated daily" \
        "sudo logrotate -f $rotation_file prints the error; then journalctl -u logrotate.service"
      return
    fi
  done
  verified host-rotation "no log file begins with a line that is older than two days"
}

# --- volume ---

# text_of_debug_mode KEY: a text of the debug mode's file, which is one JSON object.
text_of_debug_mode() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$root$debug_file" | tail -n 1
}

# The level of debug mode, while it lasts; the application ignores the file before and afterwards.
debug_level() {
  [ -f "$root$debug_file" ] || return 0
  begins=$(date -d "$(text_of_debug_mode since)" +%s 2> /dev/null) || return 0
  ends=$(date -d "$(text_of_debug_mode until)" +%s 2> /dev/null) || return 0
  [ "$begins" -gt "$now" ] || [ "$ends" -le "$now" ] || text_of_debug_mode level
}

host_log_level() {
  if [ "$(debug_level)" = DEBUG ]; then
    failed host-log-level "debug mode is on: LOG_LEVEL is DEBUG until $(text_of_debug_mode until), started by $(text_of_debug_mode startedBy)" \
      "npx logs debug $environment off, or wait until it ends by itself"
    return
  fi
  level=
  source=
  for file in "$root$environment_file" "$root/run/systemd/system/$service_unit.d"/*.env; do
    [ -f "$file" ] || continue
    found=$(sed -n 's/^LOG_LEVEL="\{0,1\}\([A-Za-z]*\).*/\1/p' "$file" | tail -n 1)
    [ -z "$found" ] || { level=$found && source=${file#"$root"}; }
  done
  case $level in
    '') not_verifiable host-log-level "no file sets LOG_LEVEL; $environment_file should" "$install" ;;
    DEBUG)
      remedy="set app.logLevel to INFO in config/environments/$environment.ts and deploy, or $install if the file was changed by hand"
      [ "$source" = "$environment_file" ] || remedy="sudo rm $source, sudo systemctl daemon-reload and sudo systemctl restart $service_unit"
      failed host-log-level "LOG_LEVEL is DEBUG in $source" "$remedy"
      ;;
    *) verified host-log-level "LOG_LEVEL is $level in $source" ;;
  esac
}

# Of the newest lines, by bytes.
host_log_spam() {
  find "$directory" -maxdepth 1 -name '*.log' -exec tail -q -n 20000 {} + 2> /dev/null | awk '
    match($0, /"logger": *"[^"]*"/) {
      name = substr($0, RSTART, RLENGTH); sub(/^"logger": *"/, "", name); sub(/"$/, "", name)
      bytes[name] += length($0) + 1; lines[name] += 1; total += length($0) + 1
    }
    END { for (name in bytes) print int(100 * bytes[name] / total), lines[name], bytes[name], name }' |
    sort -k 1,1nr -k 2,2nr > "$work/loggers"
  if [ ! -s "$work/loggers" ]; then
    not_verifiable host-log-spam "no line in $log_directory has a logger" "start the application, and wait for lines"
    return
  fi
  read -r percent lines bytes name < "$work/loggers"
  shares=$(head -n 3 "$work/loggers" | awk '{ printf "%s%s %s %% (%s lines, %s bytes)", separator, $4, $1, $2, $3; separator = ", " }')
  if [ "$percent" -ge "$spam_percent" ] && [ "$lines" -ge "$spam_lines" ]; then
    failed host-log-spam "the logger $name wrote $percent % of the newest lines: $shares" \
      "read what it repeats: grep -F '\"$name\"' $log_directory/*.log | tail; then log it less often, or raise the level of this logger in the application"
  else
    verified host-log-spam "no logger wrote $spam_percent % of $bytes bytes or more: $shares"
  fi
}

# --- report ---

print_text() {
  failed=$(grep -c '^failed' "$work/findings" || true)
  open=$(grep -c '^not verifiable' "$work/findings" || true)
  if [ "$failed" -gt 0 ]; then
    grep '^failed' "$work/findings" | head -n 1 | cut -f 3 | sed 's/^/cause: /'
  else
    echo "no cause found; $open of $(wc -l < "$work/findings") checks are not verifiable"
  fi
  for result in failed "not verifiable" verified; do
    grep "^$result" "$work/findings" | while IFS=$tab read -r _ cause how remedy; do
      case $result in failed) symbol=✘ ;; verified) symbol=✔ ;; *) symbol='?' ;; esac
      printf '  %s %s: %s\n' "$symbol" "$cause" "$how"
      [ -z "$remedy" ] || printf '      remedy: %s\n' "$remedy"
    done || true
  done
  [ "$failed" -eq 0 ] && [ "$open" -eq 0 ]
}

host_accounts
host_log_directory
host_log_files
host_selinux
host_apparmor
host_disk
host_rotation_file
host_rotation_schedule
host_rotation
host_log_level
host_log_spam
host_agent

if [ "$format" = report ]; then cat "$work/findings"; else print_text; fi
