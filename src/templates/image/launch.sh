#!/bin/sh
# Starts a model service in the image that `evalbridge build` made, which has its runtime and none of its files.
#
#   INFER_CODE_PATH or MODEL_PACKAGE_PATH   the package: a folder or an archive (tar, tar.gz, zip); required
#   MODEL_PATH or MODEL_CKPT_PATH           the model's files: a folder, an archive or a file; they go into models/
#   http_port, grpc_port                    where its platform listened, unless its files say so
set -eu

package=${INFER_CODE_PATH:-${MODEL_PACKAGE_PATH:-}}
checkpoint=${MODEL_PATH:-${MODEL_CKPT_PATH:-}}
if [ -z "$package" ]; then
  echo "launch.sh: set INFER_CODE_PATH (or MODEL_PACKAGE_PATH) to the package" >&2
  exit 2
fi

# Copies what a path holds, be it a folder, an archive or a file, into a folder.
take() {
  if [ -d "$1" ]; then
    cp -R "$1/." "$2"
    return
  fi
  case $1 in
    *.tar | *.tar.gz | *.tgz | *.tar.bz2 | *.tar.xz) tar -xf "$1" -C "$2" ;;
    *.zip) python3 -m zipfile -e "$1" "$2" ;;
    *) cp "$1" "$2" ;;
  esac
}

project=${PROJECT_PATH:-/opt/service/project}
mkdir -p "$project"
take "$package" "$project"
# An archive of one folder holds the package one level down.
set -- "$project"/*
if [ $# -eq 1 ] && [ -d "$1" ]; then project=$1; fi
if [ -n "$checkpoint" ]; then
  mkdir -p "$project/models"
  take "$checkpoint" "$project/models"
fi
if [ -n "${http_port:-}${grpc_port:-}" ] && [ ! -e "$project/config.ini" ] && [ ! -e "$project/release.yaml" ]; then
  {
    echo "ports:"
    if [ -n "${http_port:-}" ]; then echo "  http: $http_port"; fi
    if [ -n "${grpc_port:-}" ]; then echo "  grpc: $grpc_port"; fi
  } > "$project/release.yaml"
fi

# node takes this shell's place, so that SIGTERM reaches it and it drains.
exec node "${EVALBRIDGE_HOME:-/opt/evalbridge}/dist/main.js" serve "$project" --host 0.0.0.0 --platform-ports
