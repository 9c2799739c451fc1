//go:build !core

package bin

import (
	"drydock/sim/proc"
	"drydock/sim/script"
)

// interpreters are the programs that run programs, by every name their files have.
var interpreters = []Row{
	{"python3", script.Python},
	{"python", script.Python},
	{"flask", script.Module("flask")},
	{"node", script.Node},
	{"gunicorn", script.Module("gunicorn")},
	{"uvicorn", script.Module("uvicorn")}, {"fastapi", script.Module("fastapi")},
	{"go", script.GoTool}, {"java", script.Java}, {"javac", script.Javac},
	{"nodemon", script.App("nodemon")},
	{"php", script.PHP}, {"apache2", script.App("apache2")},
	{"mongod", script.App("mongod")}, {"mongosh", script.App("mongosh")}, {"mongo", script.App("mongosh")},
	{"memcached", script.App("memcached")}, {"caddy", script.App("caddy")},
	{"rabbitmq-server", script.App("rabbitmq")}, {"rabbitmqctl", script.App("rabbitmqctl")}, {"rabbitmq-plugins", script.App("rabbitmqctl")}, {"rabbitmq-diagnostics", script.App("rabbitmqctl")},
	{"elasticsearch", script.App("elasticsearch")}, {"kibana", script.App("elasticsearch")},
}

// built is a program that the world itself compiled.
func built(name string) proc.Program { return script.Built(name) }
