package bin

import (
	"drydock/sim/script"
)

// interpreters are the programs that run programs, by every name their files have.
var interpreters = []Row{
	{"python3", script.Python},
	{"python", script.Python},
	{"flask", script.Module("flask")},
	{"node", script.Node},
	{"gunicorn", script.Module("gunicorn")},
}
