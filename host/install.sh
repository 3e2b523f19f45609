# The installation of the host files. The rendered part above defines, besides this file's variables, the function
# `each_entry`: it calls `directory` or `file` for each entry, with the content of a file on standard input.

usage() {
  cat << USAGE
usage: install.sh [--root DIR] [--check | --uninstall]

Installs the host files of InventorySync ($environment, host group $host_group). Prints what it changes. A second run
changes nothing. Run it as root.

  --check      change nothing; print each difference, and exit with 1 if there is one
  --uninstall  restore the files of before; keep users, groups, and directories that contain other files
  --root DIR   work in this directory tree instead of /, such as an image; create no users, and touch no services,
               which the first run on the started host does

Exit codes: 0 success, 1 a difference (--check), 2 an error.
USAGE
}

fail() {
  echo "install.sh: $1" >&2
  exit 2
}

action=install
root=
while [ $# -gt 0 ]; do
  case $1 in
    --check) action=check ;;
    --uninstall) action=uninstall ;;
    --root)
      [ $# -ge 2 ] || fail "--root needs a directory"
      root=$2
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) fail "unknown option $1; expected --root, --check, --uninstall or --help" ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || fail "it runs as the user $(id -un), expected root; use sudo"
if [ -n "$root" ]; then
  [ -d "$root" ] || fail "the root $root is not a directory; create it first"
  root=$(cd "$root" && pwd -P)
  [ "$root" != / ] || root=
fi

# State Manager can start several runs at the same time. The lock is on the directory, so that no file is created for it.
exec 9< "${root:-/}"
flock --wait 60 9 || fail "another run has not ended within 60 s; run the script again when it has"

# What later runs need: the host group, the managed paths, the digests of what was installed, the originals of overwritten
# files, the directories, and the paths whose services were not restarted yet.
state=$root/var/lib/inventorysync/host-files
work=$(mktemp -d)
new=
expected_status=0
finish() {
  status=$?
  rm -rf "$work"
  [ -z "$new" ] || rm -f "$new"
  # A command that fails, such as on a full disk, ends the script with a status of its own.
  [ "$status" -eq "$expected_status" ] || exit 2
}
trap finish EXIT
trap 'exit 2' HUP INT TERM
: > "$work/paths"
: > "$work/differences"
[ ! -f "$state/paths" ] || cp "$state/paths" "$work/paths-before"
[ -f "$work/paths-before" ] || : > "$work/paths-before"

# --- the host group of this host ---

check_host_group() {
  [ -f "$state/host-group" ] || return 0
  installed=$(cat "$state/host-group")
  [ "$installed" = "$environment $host_group" ] || fail "this host has the files of another host group \
(environment and host group: $installed, expected $environment $host_group); run the install.sh of that host group \
with --uninstall first, or remove this host's tag of one of them"
}

# --- users and groups ---

# database_id passwd|group NAME: the numeric id, from the databases of the root if it has them.
database_id() {
  if [ -n "$root" ] && [ -f "$root/etc/$1" ]; then
    id=$(awk -F: -v name="$2" '$1 == name { print $3; exit }' "$root/etc/$1")
  else
    id=$(getent "$1" "$2" | cut -d: -f3)
  fi
  [ -n "$id" ] || fail "$3 $2 does not exist in ${root:-/}; create it, or set another name in the setting hosts.$host_group"
  echo "$id"
}

# ids OWNER GROUP: sets `owner_ids`, such as 998:997.
ids() {
  uid=$(database_id passwd "$1" "the user")
  gid=$(database_id group "$2" "the group")
  owner_ids=$uid:$gid
}

has_account() { getent "$1" "$2" > /dev/null; }
is_member() { id -nG "$1" | tr ' ' '\n' | grep -Fxq "$2"; }

create_accounts() {
  for name in "$service_group" "$readers_group"; do
    if ! has_account group "$name"; then
      groupadd --system "$name"
      echo "created the group $name"
    fi
  done
  if ! has_account passwd "$service_user"; then
    useradd --system --gid "$service_group" --no-create-home --home-dir / --shell /usr/sbin/nologin "$service_user"
    echo "created the user $service_user"
  fi
  for name in "$service_user" "$agent_user"; do
    if has_account passwd "$name" && ! is_member "$name" "$readers_group"; then
      usermod --append --groups "$readers_group" "$name"
      echo "added the user $name to the group $readers_group"
      [ "$name" != "$agent_user" ] || agent_changed=yes
    fi
  done
}

# --- comparison ---

# differ PATH TEXT
differ() { echo "$1: $2" >> "$work/differences"; }

# compare_permissions PATH MODE: adds to `found`.
compare_permissions() {
  actual_mode=$(stat -c %a "$root$1")
  actual_ids=$(stat -c %u:%g "$root$1")
  [ "$actual_mode" = "${2#0}" ] || found="$found, mode $actual_mode instead of ${2#0}"
  [ "$actual_ids" = "$owner_ids" ] || found="$found, owner $actual_ids instead of $owner_ids"
}

# compare_file PATH MODE: sets `found`, empty if the file is as expected. Its content is in $work/content.
compare_file() {
  found=
  if [ -L "$root$1" ]; then
    found=", a symbolic link instead of a file"
  elif [ ! -e "$root$1" ]; then
    found=", missing"
  elif [ ! -f "$root$1" ]; then
    fail "$root$1 is not a file; remove it"
  else
    cmp -s "$work/content" "$root$1" || found=", other content"
    compare_permissions "$1" "$2"
  fi
  found=${found#, }
}

# compare_directory PATH MODE: sets `found`.
compare_directory() {
  found=
  if [ -L "$root$1" ] || { [ -e "$root$1" ] && [ ! -d "$root$1" ]; }; then
    fail "$root$1 is not a directory; remove it"
  elif [ ! -d "$root$1" ]; then
    found=", missing"
  else
    compare_permissions "$1" "$2"
  fi
  found=${found#, }
}

# --- entries ---

# directory MODE OWNER GROUP PATH
directory() {
  ids "$2" "$3"
  compare_directory "$4" "$1"
  [ -n "$found" ] || return 0
  differ "$4" "$found"
  [ "$action" = install ] || return 0
  if [ -d "$root$4" ]; then
    is_in "$4" "$state/directories-created" || is_changed_directory "$4" ||
      echo "$(stat -c '%a %u:%g' "$root$4") $4" >> "$state/directories-changed"
  else
    create_directory "$4"
  fi
  chown "$owner_ids" "$root$4"
  set_mode "$1" "$root$4"
}

# is_changed_directory PATH
is_changed_directory() {
  [ -f "$state/directories-changed" ] && cut -d ' ' -f 3 "$state/directories-changed" | grep -Fxq -e "$1"
}

# log_files OWNER GROUP DIRECTORY: the log files in the directory, also rotated ones. A file with another owner or group,
# such as one of a program that root once started, stops the application or the rotation. The owner of the directory could
# replace a file by a link meanwhile, so that no link is followed (-h), and no mode is changed, which chmod cannot do so.
log_files() {
  [ -d "$root$3" ] || return 0
  ids "$1" "$2"
  find "$root$3" -maxdepth 1 -type f -links 1 \( -name '*.log' -o -name '*.log.*' \) \
    \( ! -uid "$uid" -o ! -gid "$gid" \) -printf '%U:%G %f\n' | sort > "$work/log-files"
  while read -r actual_ids name; do
    differ "$3/$name" "owner $actual_ids instead of $owner_ids"
    [ "$action" != install ] || chown -h "$owner_ids" "$root$3/$name"
  done < "$work/log-files"
}

# set_mode MODE PATH: GNU chmod keeps the set-user-ID and set-group-ID bits of a directory that a mode does not have.
set_mode() { chmod ug-s "$2" && chmod "$1" "$2"; }

# file MODE OWNER GROUP PATH < content
file() {
  cat > "$work/content"
  echo "$4" >> "$work/paths"
  ids "$2" "$3"
  compare_file "$4" "$1"
  [ "$action" != install ] || keep_original "$4"
  [ -n "$found" ] || return 0
  differ "$4" "$found"
  [ "$action" = install ] || return 0
  create_directory "$(dirname "$4")"
  echo "$4" >> "$state/unapplied"
  # logrotate and systemd ignore a name that ends with ~, if the script is killed here.
  new=$(mktemp "$root$4.XXXXXX~")
  cat "$work/content" > "$new"
  chown "$owner_ids" "$new"
  chmod "$1" "$new"
  cksum < "$new" >> "$state/digests"
  mv -f "$new" "$root$4"
  new=
}

# keep_original PATH: once, before the first change.
keep_original() {
  ! is_in "$1" "$state/paths" || return 0
  if [ -e "$root$1" ] || [ -L "$root$1" ]; then
    mkdir -p "$state/originals$(dirname "$1")"
    cp -pP "$root$1" "$state/originals$1"
  fi
  echo "$1" >> "$state/paths"
}

# is_in LINE FILE
is_in() { [ -f "$2" ] && grep -Fxq -e "$1" "$2"; }

# create_directory PATH: with its parents; remembers those that it creates, parents first.
create_directory() {
  [ ! -d "$root$1" ] || return 0
  (create_directory "$(dirname "$1")")
  mkdir "$root$1"
  chmod 755 "$root$1"
  echo "$1" >> "$state/directories-created"
}

# create_state: its own directories have to be remembered before there is a place for the list.
create_state() {
  created=
  path=${state#"$root"}
  while [ ! -d "$root$path" ]; do
    created="$path
$created"
    path=$(dirname "$path")
  done
  mkdir -p "$state"
  [ -z "$created" ] || printf %s "$created" >> "$state/directories-created"
}

# --- paths of an earlier installation ---

# restore PATH: copies the original, so that a run that ended early can be repeated.
restore() {
  original=$state/originals$1
  note=
  if [ -f "$root$1" ] && ! cmp -s "$original" "$root$1" && ! is_in "$(cksum < "$root$1")" "$state/digests"; then
    note="; it had been changed after the installation"
  fi
  if [ -e "$original" ] || [ -L "$original" ]; then
    mkdir -p "$(dirname "$root$1")"
    new=$root$1.original~
    cp -pP --remove-destination "$original" "$new"
    mv -f "$new" "$root$1"
    new=
    echo "restored $1$note"
  else
    rm -f "$root$1"
    echo "removed $1$note"
  fi
}

obsolete_paths() { grep -Fxv -f "$work/paths" "$work/paths-before" || true; }

# --- services ---

has_changed() { is_in "$1" "$state/unapplied"; }

# Only services of the running system, and only those whose files changed, now or in a run that did not get here.
apply_to_services() {
  [ -f "$state/unapplied" ] || : > "$state/unapplied"
  if command -v systemctl > /dev/null && [ -d /run/systemd/system ]; then
    if grep -q '^/etc/systemd/system/' "$state/unapplied"; then
      systemctl daemon-reload
      systemctl enable "$service_unit"
      systemctl enable "$debug_unit.timer"
      # A restart, so that a timer that is active takes over what changed.
      systemctl restart "$debug_unit.timer"
    fi
    # The application reads its debug mode without a restart.
    if grep -qv -e "^$agent_configuration\$" -e '^/etc/logrotate.d/' -e "^$debug_program\$" \
      -e "^/etc/systemd/system/$debug_unit\." "$state/unapplied"; then
      systemctl try-restart "$service_unit"
      echo "restarted $service_unit, if it was running"
    fi
  fi
  if [ -x "$agent_control" ] && { has_changed "$agent_configuration" || [ -n "$agent_changed" ] || ! agent_is_current; }; then
    "$agent_control" -a append-config -m ec2 -s -c "file:$agent_configuration"
    echo "restarted the CloudWatch agent"
  fi
  rm "$state/unapplied"
}

# The agent works with its own copy of the configuration.
agent_is_current() { cmp -s "$root$agent_configuration" "$agent_copy"; }

check_system() {
  for name in "$service_user" "$agent_user"; do
    if ! has_account passwd "$name"; then
      differ "$name" "the user does not exist"
    elif ! is_member "$name" "$readers_group"; then
      differ "$name" "the user is not a member of $readers_group"
    fi
  done
  if [ ! -f "$agent_version_file" ]; then
    differ "$agent_version_file" "the CloudWatch agent is not installed, expected version $min_agent_version or later"
    return
  fi
  version=$(head -n 1 "$agent_version_file")
  oldest=$(printf '%s\n%s\n' "$version" "$min_agent_version" | sort -V | head -n 1)
  [ "$oldest" = "$min_agent_version" ] ||
    differ "$agent_version_file" "version $version of the CloudWatch agent, expected $min_agent_version or later"
  agent_is_current || differ "$agent_copy" "the CloudWatch agent uses another configuration"
}

# save_state NAME: replaces the file as a whole, so that a full disk does not empty it.
save_state() {
  cmp -s "$work/$1" "$state/$1" || {
    new=$state/$1.new
    cp "$work/$1" "$new"
    mv "$new" "$state/$1"
    new=
  }
}

# --- actions ---

agent_directory=/opt/aws/amazon-cloudwatch-agent
agent_control=$agent_directory/bin/amazon-cloudwatch-agent-ctl
agent_version_file=$agent_directory/bin/CWAGENT_VERSION
agent_copy=$agent_directory/etc/amazon-cloudwatch-agent.d/file_$(basename "$agent_configuration")
agent_changed=

install_all() {
  create_state
  echo "$environment $host_group" > "$work/host-group"
  save_state host-group
  [ -n "$root" ] || create_accounts
  each_entry
  obsolete_paths > "$work/obsolete"
  while read -r path; do
    restore "$path"
  done < "$work/obsolete"
  save_state paths
  while read -r path; do
    rm -f "$state/originals$path"
  done < "$work/obsolete"
  sed 's/^/installed /' "$work/differences"
  [ -n "$root" ] || apply_to_services
  [ -s "$work/differences" ] || [ -s "$work/obsolete" ] || echo "nothing to change"
}

check_all() {
  if [ -z "$root" ]; then
    has_account passwd "$service_user" || fail "the user $service_user does not exist; run install.sh first"
  fi
  each_entry
  obsolete_paths > "$work/obsolete"
  while read -r path; do
    differ "$path" "no longer a host file"
  done < "$work/obsolete"
  if [ -z "$root" ]; then check_system; fi
  if [ -z "$root" ] && [ -s "$state/unapplied" ]; then
    while read -r path; do
      differ "$path" "installed, but its service was not restarted"
    done < "$state/unapplied"
  fi
  if [ -s "$work/differences" ]; then
    sed 's/^/differs: /' "$work/differences"
    expected_status=1
    exit 1
  fi
  echo "no differences"
}

uninstall_all() {
  [ -d "$state" ] || {
    echo "nothing to uninstall"
    return 0
  }
  if [ -z "$root" ] && command -v systemctl > /dev/null && [ -d /run/systemd/system ]; then
    systemctl disable --now "$service_unit" || true
    systemctl disable --now "$debug_unit.timer" || true
  fi
  if [ -z "$root" ] && [ -x "$agent_control" ]; then
    "$agent_control" -a remove-config -m ec2 -s -c "file:$agent_configuration" || true
  fi
  if [ -z "$root" ]; then rm -rf "$secrets_directory" "$debug_directory"; fi
  while read -r path; do
    restore "$path"
  done < "$work/paths-before"
  if [ -f "$state/directories-changed" ]; then
    while read -r mode owner path; do
      [ ! -d "$root$path" ] || { chown "$owner" "$root$path" && set_mode "$mode" "$root$path"; }
    done < "$state/directories-changed"
  fi
  sort -r "$state/directories-created" > "$work/created" 2> /dev/null || : > "$work/created"
  rm -rf "$state"
  while read -r path; do
    [ -d "$root$path" ] || continue
    if rmdir "$root$path" 2> /dev/null; then echo "removed $path"; else echo "kept $path, which is not empty"; fi
  done < "$work/created"
  if [ -z "$root" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
}

check_host_group
case $action in
  install) install_all ;;
  check) check_all ;;
  uninstall) uninstall_all ;;
esac
