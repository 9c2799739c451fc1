package bin

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

// A stand-in is what runs where a program of an image is not simulated: it
// says so and fails. A server whose protocol is not spoken here starts as the
// real one does, in a few words, and stays until it is told to end; it opens no
// port, since nobody would answer there.
func standIn(name string) proc.Program {
	for _, d := range idlers {
		if d.name == name {
			return d.run
		}
	}
	for _, q := range quiet {
		if slices.Contains(strings.Fields(q.names), name) {
			return idler{name, []string{notServed}, q.code}.run
		}
	}
	return func(p *proc.Proc, _ proc.Event) {
		own := name
		if len(p.Argv) > 0 && p.Argv[0] != "" {
			own = p.Argv[0]
		}
		p.Fail(1, own+": this program is not simulated")
	}
}

// idler is a server that only starts.
type idler struct {
	name string
	log  []string // lines it prints as it starts; the first word may be a pattern of its time
	code int      // it ends with on SIGTERM
}

const notServed = "(this server is not simulated: it runs, but answers nobody)"

var idlers = []idler{
	{"traefik", []string{"INF Traefik is starting", notServed}, 0},
	{"haproxy", []string{"[NOTICE]   (1) : New worker (8) forked", notServed}, 143},
	{"catalina", []string{"INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [512] milliseconds", notServed}, 143},
	{"jenkins", []string{"Running from: /usr/share/jenkins/jenkins.war", "INFO hudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running", notServed}, 143},
	{"logstash", []string{"[INFO ][logstash.agent] Successfully started Logstash API endpoint", notServed}, 143},
	{"consul", []string{"==> Consul agent running!", notServed}, 0}, {"rethinkdb", []string{"Server ready", notServed}, 0},
	{"portainer", []string{"INF starting Portainer", notServed}, 2}, {"prometheus", []string{"level=INFO msg=\"Server is ready to receive web requests.\"", notServed}, 0},
	{"grafana", []string{"logger=http.server level=info msg=\"HTTP Server Listen\"", notServed}, 0}, {"minio", []string{"MinIO Object Storage Server", notServed}, 0},
	{"forego", []string{"forego     | starting nginx.1 on port 5000", notServed}, 0}, {"MailHog", []string{"Serving under http://0.0.0.0:8025/", notServed}, 2},
	{"dockerd", []string{"level=info msg=\"Starting up\"", "level=info msg=\"Daemon has completed initialization\"", "(a daemon inside a container is not simulated: it runs, but answers nobody)"}, 0},
	{"http-https-echo", []string{"Listening on ports 8080 for http, and 8443 for https.", notServed}, 0},
	{"php-fpm", []string{"NOTICE: fpm is running, pid 1", "NOTICE: ready to handle connections", notServed}, 0},
	{"registry", []string{"level=info msg=\"listening on [::]:5000\"", notServed}, 2}, {"whoami", []string{"Starting up on port 80", notServed}, 2},
	{"http-echo", []string{"[INFO] server is listening on :5678", notServed}, 2}, {"hello-app", []string{"Server listening on port 8080", notServed}, 2},
	{"mysqld", []string{"[System] [MY-010931] [Server] mysqld: ready for connections.", notServed}, 0}, {"mariadbd", []string{"[Note] mariadbd: ready for connections.", notServed}, 0},
	{"postgres", []string{"LOG:  database system is ready to accept connections", notServed}, 0}, {"httpd", []string{"[mpm_event:notice] AH00489: Apache/2.4 configured -- resuming normal operations", notServed}, 0},
}

// quiet are further servers that only start, by what they end with on SIGTERM.
var quiet = []struct {
	code  int
	names string
}{
	{0, "alertmanager arangod cadvisor clickhouse-server cockroach fluent-bit fluentd gitea gitlab gitlab-runner influxd kong loki mosquitto nats-server node_exporter ollama pgadmin php-apache promtail redmine telegraf unitd valkey-server varnishd watchtower linuxserver-init all-in-one odoo selenium start-notebook.sh localstack"},
	{1, "vault"},
	{143, "cassandra couchdb flink jetty kafka mongo-express neo4j nexus opensearch solr sonarqube spark verdaccio zipkin zkServer.sh"},
}

// answers are first arguments that ask a server something instead of starting it.
var answers = []string{"--version", "version", "-v", "-V", "--help", "-h", "help"}

func (d idler) run(p *proc.Proc, _ proc.Event) {
	if len(p.Argv) > 1 && slices.Contains(answers, p.Argv[1]) {
		p.Fail(1, p.Argv[0]+": this program is not simulated")
		return
	}
	p.Catch = proc.Of(proc.SIGTERM, proc.SIGINT, proc.SIGQUIT, proc.SIGWINCH)
	perform(p, []act{{err: strings.Join(d.log, "\n") + "\n"}}, func(p *proc.Proc) { d.wait(p) })
}

func (d idler) wait(p *proc.Proc) {
	p.Next = func(p *proc.Proc, ev proc.Event) {
		if ev.Kind == proc.Signaled {
			p.Sys.Exit(d.code)
			return
		}
		d.wait(p)
	}
}
