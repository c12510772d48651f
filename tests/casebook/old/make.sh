#!/bin/bash
# Makes the casebook of b36ef7c.tar.gz with the code of that commit: make.sh SOURCES FOLDER, SOURCES a checkout of it.
set -e
export PYTHONPATH="$1/src" ACCORDINGTO_PERSON=Ada ACCORDINGTO_CASE="$(realpath -m "$2")"
run() { python -m accordingto "$@"; }
event() { run events --format jsonl | python -c "import json, sys; print([json.loads(line)['id'] for line in sys.stdin][$1])"; }
cd "$(mktemp -d)"
cat > one.txt <<'END'
The Corvia Post
12 March 2021

Police detained 14 protesters in the city of Aleppo on 10 March 2021, the interior ministry said. The ministry denied that police fired on the crowd. "We arrested nobody without cause," spokesman Doran Velk said.

A witness, Mirela Tarn, said that soldiers shelled the market in Aleppo and killed six people.
END
cat > two.txt <<'END'
Hamra Observer
13 March 2021

Soldiers shelled the market in Aleppo on 9 March 2021 and killed five people, a rights group said. The army denied the attack. The rights group said that police arrested 14 protesters in Aleppo on 10 March 2021.
END
cat > three.txt <<'END'
Northern Wire
14 March 2021

Doran Velk, spokesman of the interior ministry, said on Saturday that police had released nine protesters in Aleppo. The opposition party condemned the arrests and demanded an inquiry.
END
run add one.txt two.txt three.txt
run decide 1.c1 accept --why "seen"
run decide 1.c2 reject --why "no act"
run decide 2.c1 change '{"mode": "shelling"}' --why "own words"
run reconcile
run access Ada names --why "keeper"
run protect "Mirela Tarn" --as witness --why "at risk"
run merge-events "$(event -1)" "$(event -2)" --why "one protest, told by Doran Velk"
run split-event "$(event 0)" 2.c1 --why "another day"
run decide 3 add-act '{"type": "COERCE", "trigger": {"words": "inquiry"}}' --why "hand"
run reconcile
run watch add shelling --type ASSAULT
run protect "Doran Velk" --as source --why "asked for it"
run reconcile
run verify
run seal
