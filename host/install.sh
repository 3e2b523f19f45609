# The installation of the host files. The rendered part above defines, besides this file's variables, the function
# `each_entry`: it calls `directory` or `file` for each entry, with the content of a file on standard input.

usage() {
  cat << USAGE
usage: install.sh [--root DIR] [--check | --uninstall]

Installs the host files of InventorySync ($environment, host group $host_group). Prints what it changes. A second run
changes nothing. Run it as root.

  --check      change nothing; print each difference, and exit with 1 if there is one
  --uninstall  restore the files of before; keep users, groups, and directories that contain other files
  --root DIR   work in this directory tree instead of /; create no users, and start or stop no services

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
      [ -d "$2" ] || fail "the root $2 is not a directory; create it first"
      root=$(cd "$2" && pwd -P)
      [ "$root" != / ] || root=
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

# What an uninstallation needs: the managed paths, the originals of overwritten files, and the directories.
state=$root/var/lib/inventorysync/host-files
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/paths"
: > "$work/changed"
: > "$work/differences"
[ ! -f "$state/paths" ] || cp "$state/paths" "$work/paths-before"
[ -f "$work/paths-before" ] || : > "$work/paths-before"

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
    has_account group "$name" || { groupadd --system "$name" && echo "created the group $name"; }
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
    is_in "$4" "$state/directories-created" || is_in "$4" "$state/directories-changed-paths" || {
      echo "$4" >> "$state/directories-changed-paths"
      stat -c '%a %u:%g' "$root$4" >> "$state/directories-changed-permissions"
    }
  else
    create_directory "$4"
  fi
  chown "$owner_ids" "$root$4"
  set_mode "$1" "$root$4"
}

# set_mode MODE PATH: GNU chmod keeps the set-user-ID and set-group-ID bits of a directory that a mode does not have.
set_mode() { chmod ug-s "$2" && chmod "$1" "$2"; }

# file MODE OWNER GROUP PATH < content
file() {
  cat > "$work/content"
  echo "$4" >> "$work/paths"
  ids "$2" "$3"
  compare_file "$4" "$1"
  [ -n "$found" ] || return 0
  differ "$4" "$found"
  echo "$4" >> "$work/changed"
  [ "$action" = install ] || return 0
  create_directory "$(dirname "$4")"
  if ! is_in "$4" "$state/paths"; then
    if [ -e "$root$4" ] || [ -L "$root$4" ]; then
      mkdir -p "$state/originals$(dirname "$4")"
      cp -pP "$root$4" "$state/originals$4"
    fi
    echo "$4" >> "$state/paths"
  fi
  new=$(mktemp "$root$4.XXXXXX")
  cat "$work/content" > "$new"
  chown "$owner_ids" "$new"
  chmod "$1" "$new"
  mv -f "$new" "$root$4"
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
  mkdir -p -m 755 "$state"
  [ -z "$created" ] || printf %s "$created" >> "$state/directories-created"
}

# --- paths of an earlier installation ---

restore() {
  if [ -e "$state/originals$1" ] || [ -L "$state/originals$1" ]; then
    mv -f "$state/originals$1" "$root$1"
    echo "restored $1"
  else
    rm -f "$root$1"
    echo "removed $1"
  fi
}

obsolete_paths() { grep -Fxv -f "$work/paths" "$work/paths-before" || true; }

# --- services ---

has_changed() { is_in "$1" "$work/changed"; }

# Only services of the running system, and only those whose files changed.
apply_to_services() {
  if command -v systemctl > /dev/null && [ -d /run/systemd/system ]; then
    if grep -q '^/etc/systemd/system/' "$work/changed"; then
      systemctl daemon-reload
      systemctl enable "$service_unit"
    fi
    if grep -qv -e "^$agent_configuration\$" -e '^/etc/logrotate.d/' "$work/changed"; then
      systemctl try-restart "$service_unit"
      echo "restarted $service_unit, if it was running"
    fi
  fi
  if [ -x "$agent_control" ] && { has_changed "$agent_configuration" || [ -n "$agent_changed" ] || ! agent_is_current; }; then
    "$agent_control" -a append-config -m ec2 -s -c "file:$agent_configuration"
    echo "restarted the CloudWatch agent"
  fi
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

# --- actions ---

agent_directory=/opt/aws/amazon-cloudwatch-agent
agent_control=$agent_directory/bin/amazon-cloudwatch-agent-ctl
agent_version_file=$agent_directory/bin/CWAGENT_VERSION
agent_copy=$agent_directory/etc/amazon-cloudwatch-agent.d/file_$(basename "$agent_configuration")
agent_changed=

install_all() {
  create_state
  [ -n "$root" ] || create_accounts
  each_entry
  obsolete_paths > "$work/obsolete"
  while read -r path; do
    restore "$path"
  done < "$work/obsolete"
  cp "$work/paths" "$state/paths"
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
  [ -n "$root" ] || check_system
  if [ -s "$work/differences" ]; then
    sed 's/^/differs: /' "$work/differences"
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
  fi
  if [ -z "$root" ] && [ -x "$agent_control" ]; then
    "$agent_control" -a remove-config -m ec2 -s -c "file:$agent_configuration" || true
  fi
  while read -r path; do
    restore "$path"
  done < "$work/paths-before"
  if [ -f "$state/directories-changed-paths" ]; then
    paste -d ' ' "$state/directories-changed-permissions" "$state/directories-changed-paths" > "$work/permissions"
    while read -r mode owner path; do
      [ ! -d "$root$path" ] || { chown "$owner" "$root$path" && set_mode "$mode" "$root$path"; }
    done < "$work/permissions"
  fi
  sort -r "$state/directories-created" > "$work/created" 2> /dev/null || : > "$work/created"
  rm -rf "$state"
  while read -r path; do
    [ -d "$root$path" ] || continue
    rmdir "$root$path" 2> /dev/null && echo "removed $path" || echo "kept $path, which is not empty"
  done < "$work/created"
  if [ -z "$root" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
}

case $action in
  install) install_all ;;
  check) check_all ;;
  uninstall) uninstall_all ;;
esac
