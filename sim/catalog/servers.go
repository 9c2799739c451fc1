package catalog

// serverReleases are servers of Docker Hub whose programs are not simulated:
// the image is there to pull, to look into and to start, and what starts says
// that it answers nobody. Sizes are near those of their pages.
func serverReleases() (all []release) {
	for _, s := range []struct {
		base           []step
		names, created string
		size           int64 // bytes unpacked, above the base
		program, ports string
		steps          string // further lines of the page
	}{
		{alpineBase, "mongo-express latest 1.0 1.0.2 1 1.0.2-20-alpine3.19", "2024-10-02T00:00:00Z", 174000000, "mongo-express", "8081/tcp:{}", "ENV ME_CONFIG_MONGODB_URL=mongodb://mongo:27017\nWORKDIR /app\nCMD [\"mongo-express\"]"},
		{bookwormSlim, "influxdb latest 2 2.7 2.7.12", "2026-08-20T00:00:00Z", 300000000, "influxd", "8086/tcp:{}", "VOLUME [/var/lib/influxdb2 /etc/influxdb2]\nCMD [\"influxd\"]"},
		{bookwormSlim, "influxdb 1.8 1.8.10 1", "2026-08-20T00:00:00Z", 240000000, "influxd", "8086/tcp:{}", "VOLUME [/var/lib/influxdb]\nCMD [\"influxd\"]"},
		{bookwormSlim, "telegraf latest 1 1.36", "2026-08-20T00:00:00Z", 400000000, "telegraf", "8092/udp:{} 8094/tcp:{} 8125/udp:{}", "CMD [\"telegraf\"]"},
		{nobleBase, "sonarqube latest community lts lts-community 9.9-community 25.9.0.112764-community", "2026-09-01T00:00:00Z", 1100000000, "sonarqube", "9000/tcp:{}", "WORKDIR /opt/sonarqube\nENV SONARQUBE_HOME=/opt/sonarqube\nCMD [\"sonarqube\"]"},
		{nil, "nats latest 2 2.11 2.10 scratch linux", "2026-08-18T00:00:00Z", 17000000, "nats-server", "4222/tcp:{} 6222/tcp:{} 8222/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/nats-server\"]\nCMD [\"--config\" \"nats-server.conf\"]"},
		{alpineBase, "nats alpine 2-alpine 2.11-alpine 2.10-alpine", "2026-08-18T00:00:00Z", 22000000, "nats-server", "4222/tcp:{} 6222/tcp:{} 8222/tcp:{}", "CMD [\"nats-server\" \"--config\" \"/etc/nats/nats-server.conf\"]"},
		{alpineBase, "hashicorp/vault latest 1.20 1.19 1.15", "2026-08-06T00:00:00Z", 480000000, "vault", "8200/tcp:{}", "VOLUME [/vault/logs /vault/file]\nCMD [\"vault\" \"server\" \"-dev\"]"},
		{alpineBase, "vault latest 1.13.3 1.13", "2023-06-09T00:00:00Z", 230000000, "vault", "8200/tcp:{}", "VOLUME [/vault/logs /vault/file]\nCMD [\"vault\" \"server\" \"-dev\"]"},
		{alpineBase, "hashicorp/consul latest 1.21 1.20 1.15", "2026-08-12T00:00:00Z", 190000000, "consul", "8300/tcp:{} 8500/tcp:{} 8600/tcp:{}", "VOLUME [/consul/data]\nCMD [\"consul\" \"agent\" \"-dev\" \"-client\" \"0.0.0.0\"]"},
		{alpineBase, "hashicorp/terraform latest 1.13 1.9", "2026-08-20T00:00:00Z", 110000000, "terraform", "", "ENTRYPOINT [\"/usr/local/bin/terraform\"]"},
		{nobleBase, "kong latest 3 3.9 3.4", "2026-07-20T00:00:00Z", 300000000, "kong", "8000/tcp:{} 8001/tcp:{} 8443/tcp:{} 8444/tcp:{}", "STOPSIGNAL SIGQUIT\nCMD [\"kong\" \"docker-start\"]"},
		{nobleBase, "cassandra latest 5 5.0 4.1 4 3.11", "2026-08-20T00:00:00Z", 280000000, "cassandra", "7000/tcp:{} 7001/tcp:{} 7199/tcp:{} 9042/tcp:{} 9160/tcp:{}", "VOLUME [/var/lib/cassandra]\nCMD [\"cassandra\" \"-f\"]"},
		{bookwormSlim, "couchdb latest 3 3.5 3.4 2", "2026-07-01T00:00:00Z", 170000000, "couchdb", "4369/tcp:{} 5984/tcp:{} 9100/tcp:{}", "VOLUME [/opt/couchdb/data]\nCMD [\"couchdb\"]"},
		{bookwormSlim, "neo4j latest 5 5.26 4.4 community enterprise", "2026-08-20T00:00:00Z", 500000000, "neo4j", "7473/tcp:{} 7474/tcp:{} 7687/tcp:{}", "VOLUME [/data /logs]\nWORKDIR /var/lib/neo4j\nCMD [\"neo4j\"]"},
		{nobleBase, "solr latest 9 9.9 8 8.11", "2026-08-01T00:00:00Z", 560000000, "solr", "8983/tcp:{}", "WORKDIR /opt/solr\nUSER 8983\nCMD [\"solr\" \"-f\"]"},
		{trixieSlim, "joomla latest 5 5.3 php8.3-apache apache", "2026-08-20T00:00:00Z", 590000000, "apache2-foreground=php-apache", "80/tcp:{}", "VOLUME [/var/www/html]\nWORKDIR /var/www/html\nCMD [\"apache2-foreground\"]"},
		{trixieSlim, "odoo latest 19 18 17 16", "2026-09-01T00:00:00Z", 1800000000, "odoo", "8069/tcp:{} 8071/tcp:{} 8072/tcp:{}", "VOLUME [/var/lib/odoo /mnt/extra-addons]\nCMD [\"odoo\"]"},
		{trixieSlim, "redmine latest 6 6.0 5 5.1", "2026-08-20T00:00:00Z", 560000000, "rails=redmine", "3000/tcp:{}", "WORKDIR /usr/src/redmine\nVOLUME [/usr/src/redmine/files]\nCMD [\"rails\" \"server\" \"-b\" \"0.0.0.0\"]"},
		{trixieSlim, "mediawiki latest 1.44 1.43 lts", "2026-08-20T00:00:00Z", 900000000, "apache2-foreground=php-apache", "80/tcp:{}", "WORKDIR /var/www/html\nCMD [\"apache2-foreground\"]"},
		{trixieSlim, "matomo latest 5 apache", "2026-08-20T00:00:00Z", 500000000, "apache2-foreground=php-apache", "80/tcp:{}", "VOLUME [/var/www/html]\nCMD [\"apache2-foreground\"]"},
		{nobleBase, "zookeeper latest 3.9 3.8 3.7 3.6 3.4", "2026-07-01T00:00:00Z", 240000000, "zkServer.sh", "2181/tcp:{} 2888/tcp:{} 3888/tcp:{} 8080/tcp:{}", "VOLUME [/data /datalog /logs]\nCMD [\"zkServer.sh\" \"start-foreground\"]"},
		{nobleBase, "flink latest 2.1 1.20", "2026-08-01T00:00:00Z", 700000000, "flink", "6123/tcp:{} 8081/tcp:{}", "WORKDIR /opt/flink\nCMD [\"flink\"]"},
		{nobleBase, "spark latest 4.0.1 3.5.6 python3", "2026-08-01T00:00:00Z", 900000000, "spark", "", "WORKDIR /opt/spark/work-dir\nCMD [\"spark\"]"},
		{nobleBase, "jetty latest 12 11 9.4", "2026-08-20T00:00:00Z", 330000000, "jetty", "8080/tcp:{}", "WORKDIR /var/lib/jetty\nCMD [\"jetty\"]"},
		{trixieSlim, "fluentd latest v1.19 v1.16-1 edge", "2026-08-01T00:00:00Z", 130000000, "fluentd", "5140/tcp:{} 24224/tcp:{}", "CMD [\"fluentd\"]"},
		{trixieSlim, "fluent/fluentd latest v1.19 v1.16-1 edge v1.3-debian-1", "2026-08-01T00:00:00Z", 130000000, "fluentd", "5140/tcp:{} 24224/tcp:{}", "CMD [\"fluentd\"]"},
		{trixieSlim, "fluent/fluent-bit latest 4.0 3.2", "2026-08-20T00:00:00Z", 90000000, "fluent-bit", "2020/tcp:{}", "CMD [\"fluent-bit\"]"},
		{alpineBase, "eclipse-mosquitto latest 2 2.0 1.6 openssl", "2026-07-20T00:00:00Z", 12000000, "mosquitto", "1883/tcp:{}", "VOLUME [/mosquitto/data /mosquitto/log]\nCMD [\"mosquitto\" \"-c\" \"/mosquitto/config/mosquitto.conf\"]"},
		{trixieSlim, "varnish latest stable fresh 7.7 6.0", "2026-08-20T00:00:00Z", 90000000, "varnishd", "80/tcp:{} 8443/tcp:{}", "WORKDIR /etc/varnish\nCMD [\"varnishd\" \"-F\"]"},
		{trixieSlim, "unit latest minimal", "2026-02-20T00:00:00Z", 110000000, "unitd", "80/tcp:{}", "CMD [\"unitd\" \"--no-daemon\"]"},
		{alpineBase, "gitea/gitea latest 1.24 1.22 1", "2026-08-20T00:00:00Z", 180000000, "gitea", "22/tcp:{} 3000/tcp:{}", "VOLUME [/data]\nCMD [\"gitea\"]"},
		{nobleBase, "gitlab/gitlab-ce latest", "2026-09-01T00:00:00Z", 2700000000, "gitlab", "22/tcp:{} 80/tcp:{} 443/tcp:{}", "VOLUME [/etc/gitlab /var/log/gitlab /var/opt/gitlab]\nCMD [\"gitlab\"]"},
		{nobleBase, "gitlab/gitlab-runner latest alpine", "2026-09-01T00:00:00Z", 600000000, "gitlab-runner", "", "ENTRYPOINT [\"gitlab-runner\"]\nCMD [\"run\"]"},
		{oracleLinux, "sonatype/nexus3 latest", "2026-08-20T00:00:00Z", 700000000, "nexus", "8081/tcp:{}", "VOLUME [/nexus-data]\nCMD [\"nexus\"]"},
		{alpineBase, "verdaccio/verdaccio latest 6 5", "2026-08-20T00:00:00Z", 150000000, "verdaccio", "4873/tcp:{}", "CMD [\"verdaccio\"]"},
		{trixieSlim, "bitnami/kafka latest", "2025-08-01T00:00:00Z", 400000000, "kafka", "9092/tcp:{}", "USER 1001\nCMD [\"kafka\"]"},
		{alpineBase, "apache/kafka latest 4.1.0 4.0.0 3.9.1 3.7.0", "2026-08-01T00:00:00Z", 390000000, "kafka", "9092/tcp:{}", "CMD [\"kafka\"]"},
		{oracleLinux, "confluentinc/cp-kafka latest 8.0.0 7.9.0 7.6.0", "2026-08-01T00:00:00Z", 900000000, "kafka", "9092/tcp:{}", "CMD [\"kafka\"]"},
		{oracleLinux, "confluentinc/cp-zookeeper latest 7.9.0 7.6.0", "2026-08-01T00:00:00Z", 900000000, "zkServer.sh", "2181/tcp:{} 2888/tcp:{} 3888/tcp:{}", "CMD [\"zkServer.sh\"]"},
		{alpineBase, "grafana/loki latest 3.5.0 2.9.0", "2026-08-20T00:00:00Z", 120000000, "loki", "3100/tcp:{}", "CMD [\"loki\"]"},
		{trixieSlim, "grafana/promtail latest 3.5.0 2.9.0", "2026-08-20T00:00:00Z", 190000000, "promtail", "", "CMD [\"promtail\"]"},
		{nil, "prom/node-exporter latest v1.9.1", "2026-04-01T00:00:00Z", 24000000, "node_exporter", "9100/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/node_exporter\"]"},
		{nil, "prom/alertmanager latest v0.28.1", "2026-03-01T00:00:00Z", 70000000, "alertmanager", "9093/tcp:{}", "VOLUME [/alertmanager]\nENTRYPOINT [\"/usr/local/bin/alertmanager\"]"},
		{alpineBase, "gcr.io/cadvisor/cadvisor latest v0.52.1 v0.47.2", "2026-03-01T00:00:00Z", 70000000, "cadvisor", "8080/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/cadvisor\" \"-logtostderr\"]"},
		{alpineBase, "google/cadvisor latest v0.33.0", "2019-02-26T00:00:00Z", 60000000, "cadvisor", "8080/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/cadvisor\" \"-logtostderr\"]"},
		{alpineBase, "jaegertracing/all-in-one latest 1.73.0", "2026-08-01T00:00:00Z", 90000000, "all-in-one", "4317/tcp:{} 4318/tcp:{} 14250/tcp:{} 16686/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/all-in-one\"]"},
		{alpineBase, "openzipkin/zipkin latest 3", "2026-05-01T00:00:00Z", 160000000, "zipkin", "9410/tcp:{} 9411/tcp:{}", "CMD [\"zipkin\"]"},
		{trixieSlim, "localstack/localstack latest 4 3", "2026-08-20T00:00:00Z", 1200000000, "localstack", "4566/tcp:{} 5678/tcp:{}", "VOLUME [/var/lib/localstack]\nCMD [\"localstack\"]"},
		{nobleBase, "jupyter/base-notebook latest", "2023-10-20T00:00:00Z", 800000000, "start-notebook.sh", "8888/tcp:{}", "USER 1000\nWORKDIR /home/jovyan\nCMD [\"start-notebook.sh\"]"},
		{nobleBase, "jupyter/scipy-notebook latest", "2023-10-20T00:00:00Z", 2800000000, "start-notebook.sh", "8888/tcp:{}", "USER 1000\nWORKDIR /home/jovyan\nCMD [\"start-notebook.sh\"]"},
		{nobleBase, "dpage/pgadmin4 latest 9 8", "2026-08-20T00:00:00Z", 500000000, "pgadmin", "80/tcp:{} 443/tcp:{}", "VOLUME [/var/lib/pgadmin]\nUSER 5050\nCMD [\"pgadmin\"]"},
		{alpineBase, "containrrr/watchtower latest 1.7.1", "2023-11-11T00:00:00Z", 14000000, "watchtower", "8080/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/watchtower\"]"},
		{alpineBase, "linuxserver/nginx latest", "2026-08-20T00:00:00Z", 110000000, "linuxserver-init", "80/tcp:{} 443/tcp:{}", "VOLUME [/config]\nCMD [\"linuxserver-init\"]"},
		{alpineBase, "ollama/ollama latest", "2026-09-01T00:00:00Z", 3500000000, "ollama", "11434/tcp:{}", "ENTRYPOINT [\"/usr/local/bin/ollama\"]\nCMD [\"serve\"]"},
		{trixieSlim, "selenium/standalone-chrome latest", "2026-08-20T00:00:00Z", 1500000000, "selenium", "4444/tcp:{} 5900/tcp:{}", "USER 1200\nCMD [\"selenium\"]"},
		{trixieSlim, "arangodb latest 3.12 3.11", "2026-08-20T00:00:00Z", 600000000, "arangod", "8529/tcp:{}", "VOLUME [/var/lib/arangodb3]\nCMD [\"arangod\"]"},
		{trixieSlim, "cockroachdb/cockroach latest v25.3.0 v23.1.0", "2026-08-20T00:00:00Z", 400000000, "cockroach", "8080/tcp:{} 26257/tcp:{}", "WORKDIR /cockroach\nENTRYPOINT [\"/usr/local/bin/cockroach\"]"},
		{trixieSlim, "clickhouse latest 25.8 25.3 24.8 lts", "2026-08-20T00:00:00Z", 800000000, "clickhouse-server", "8123/tcp:{} 9000/tcp:{} 9009/tcp:{}", "VOLUME [/var/lib/clickhouse]\nCMD [\"clickhouse-server\"]"},
		{trixieSlim, "opensearchproject/opensearch latest 3 2", "2026-08-20T00:00:00Z", 1300000000, "opensearch", "9200/tcp:{} 9300/tcp:{} 9600/tcp:{}", "USER 1000\nCMD [\"opensearch\"]"},
		{nil, "valkey/valkey latest 8 8.1 7.2", "2026-08-20T00:00:00Z", 120000000, "valkey-server", "6379/tcp:{}", "VOLUME [/data]\nCMD [\"/usr/local/bin/valkey-server\"]"},
	} {
		steps := s.steps
		if s.ports != "" {
			steps = "EXPOSE map[" + s.ports + "]\n" + steps
		}
		all = append(all, withPrograms(s.base, s.names, s.created, s.size, s.program+":"+itoa(s.size/3), steps))
	}
	return all
}

// toolReleases are images of commands that are not simulated: they are there
// to build on and to look into, and say so when they are run.
func toolReleases() (all []release) {
	for _, s := range []struct {
		base           []step
		names, created string
		size           int64 // bytes unpacked, above the base
		words, steps   string
	}{
		{alpineBase, "composer latest 2 2.8 lts 1", "2026-08-20T00:00:00Z", 170000000, "composer:3000000 php=php:20000000", "WORKDIR /app\nENTRYPOINT [\"composer\"]"},
		{trixieSlim, "archlinux latest base base-devel", "2026-09-01T00:00:00Z", 420000000, "pacman:5000000 bash:1100000", "CMD [\"/usr/bin/bash\"]"},
		{trixieSlim, "dart latest 3 3.9 stable", "2026-08-20T00:00:00Z", 700000000, "dart:10000000", "ENV DART_SDK=/usr/lib/dart\nWORKDIR /root\nCMD [\"dart\"]"},
		{trixieSlim, "swipl latest 9", "2026-08-20T00:00:00Z", 200000000, "swipl:1000000", "CMD [\"swipl\"]"},
		{trixieSlim, "pypy latest 3 3.11", "2026-08-20T00:00:00Z", 300000000, "pypy3:70000000", "CMD [\"pypy3\"]"},
		{trixieSlim, "tensorflow/tensorflow latest 2.20.0 latest-jupyter", "2026-08-20T00:00:00Z", 1700000000, "tensorflow:1000", "CMD [\"/bin/bash\"]"},
		{nobleBase, "nvidia/cuda 12.9.1-base-ubuntu24.04 12.4.1-base-ubuntu22.04 11.8.0-base-ubuntu22.04 11.0.3-base-ubuntu20.04", "2026-06-20T00:00:00Z", 120000000, "nvidia-smi:700000", "ENV NVIDIA_VISIBLE_DEVICES=all\nCMD [\"/bin/bash\"]"},
		{alpineBase, "amazon/aws-cli latest 2.28.0", "2026-08-20T00:00:00Z", 420000000, "aws:7000000", "WORKDIR /aws\nENTRYPOINT [\"/usr/local/bin/aws\"]"},
		{alpineBase, "bitnami/kubectl latest", "2025-08-01T00:00:00Z", 60000000, "kubectl:55000000", "ENTRYPOINT [\"kubectl\"]\nCMD [\"--help\"]"},
		{alpineBase, "hadolint/hadolint latest 2.12.0", "2022-11-09T00:00:00Z", 50000000, "hadolint:50000000", "CMD [\"/usr/local/bin/hadolint\" \"-\"]"},
		{alpineBase, "aquasec/trivy latest 0.66.0", "2026-09-01T00:00:00Z", 170000000, "trivy:150000000", "ENTRYPOINT [\"trivy\"]"},
		{alpineBase, "wagoodman/dive latest v0.13", "2025-03-01T00:00:00Z", 50000000, "dive:12000000", "ENTRYPOINT [\"/usr/local/bin/dive\"]"},
		{alpineBase, "mikefarah/yq latest 4", "2026-08-01T00:00:00Z", 12000000, "yq:11000000", "ENTRYPOINT [\"/usr/local/bin/yq\"]"},
		{nobleBase, "cypress/included latest 15.0.0 13.0.0", "2026-08-20T00:00:00Z", 2900000000, "cypress:1000000", "ENTRYPOINT [\"cypress\" \"run\"]"},
	} {
		all = append(all, withPrograms(s.base, s.names, s.created, s.size, s.words, s.steps))
	}
	return all
}
