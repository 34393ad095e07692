#!/usr/bin/env bash
# Tells Spark which GPUs a worker or executor has (spark.*.resource.gpu.discoveryScript):
# {"name": "gpu", "addresses": ["0", "1"]}
set -euo pipefail

# Containers and YARN often show only some of the machine's GPUs, by index or by name.
visible=${CUDA_VISIBLE_DEVICES:-${NVIDIA_VISIBLE_DEVICES:-all}}
case $visible in
  none | void | -1) indexes= ;;
  all) indexes=$(nvidia-smi --query-gpu=index --format=csv,noheader) ;;
  # CUDA numbers what it may see from 0.
  *) indexes=$(tr ',' '\n' <<<"$visible" | awk 'NF { print n++ }') ;;
esac

addresses=
for index in $indexes; do
  addresses+="${addresses:+, }\"$index\""
done
echo "{\"name\": \"gpu\", \"addresses\": [$addresses]}"
