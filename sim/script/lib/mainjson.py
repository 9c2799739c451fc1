import sys
import json
try:
    data = json.load(open(sys.argv[1]) if len(sys.argv) > 1 else sys.stdin)
except ValueError as e:
    raise SystemExit(e)
print(json.dumps(data, indent=4, ensure_ascii=False))
