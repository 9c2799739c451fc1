package differential

import "strings"

// fields are what a service may say, one a line in YAML's flow style; of each
// a project is made. Many of them are mistakes.
const fields = `
annotations: {a: b, c: }
attach: false
attach: "no"
blkio_config: {weight: 300, weight_device: [{path: /dev/sda, weight: 400}], device_read_bps: [{path: /dev/sda, rate: 12mb}]}
blkio_config: {weigth: 300}
build: .
build: {context: ./dir, target: x, args: {A: 1, FOO: , NONE: }, tags: [a, b], platforms: [linux/amd64]}
build: {context: dir, dockerfile: D, dockerfile_inline: FROM x}
build: {context: dir, cache_from: [a], cache_to: [type=local], extra_hosts: [a=1.2.3.4], isolation: x, network: host, no_cache: true, pull: true, shm_size: 2gb, privileged: true, entitlements: [network.host]}
build: {additional_contexts: {a: ./b, c: docker-image://x, d: service:web, e: https://x/y.git}}
build: {ulimits: {nofile: 5, nproc: {soft: 1, hard: 2}}, labels: [a=b, c], ssh: [default], secrets: [s]}
build: {foo: bar}
build: [a]
build:
cap_add: [NET_ADMIN, NET_ADMIN]
cap_add: NET_ADMIN
cap_add: [NET_ADMIN]
cap_drop: [ALL]
cgroup: host
cgroup: foo
cgroup_parent: m
command: echo hi
command: echo "a b" 'c $$d'
command: [echo, "1"]
command: echo "a
command: [echo, 1]
command: []
command: ""
command:
configs: [nosuch]
container_name: web
container_name: "-"
container_name: 5
cpu_count: 2
cpu_count: -1
cpu_percent: 50
cpu_percent: 101
cpu_period: 100000
cpu_period: "10ms"
cpu_quota: 50000
cpu_rt_runtime: 400000
cpu_shares: 73
cpus: 0.5
cpus: "1.5"
cpus: half
cpuset: 0,1
credential_spec: {file: a.json}
depends_on: [db]
depends_on: {db: {condition: service_started}}
depends_on: {db: {condition: healthy}}
depends_on: {db: {}}
depends_on: {db: {condition: service_healthy, restart: true, required: false}}
depends_on: [nosuch]
depends_on: {nosuch: {condition: service_started, required: false}}
depends_on: web
depends_on: [web]
deploy: {}
deploy: {mode: global, replicas: 3, endpoint_mode: vip, labels: {a: b}}
deploy: {replicas: "3"}
deploy: {replicas: three}
deploy: {replicas: -1}
deploy: {resources: {limits: {cpus: "0.50", memory: 50M, pids: 1}, reservations: {cpus: "0.25", memory: 20M}}}
deploy: {resources: {limits: {memory: lots}}}
deploy: {resources: {limits: {memory: 50}}}
deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1}]}}}
deploy: {restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 120s}}
deploy: {restart_policy: {delay: soon}}
deploy: {update_config: {parallelism: 2, delay: 10s, order: stop-first, max_failure_ratio: 0.1}}
deploy: {update_config: {order: first}}
deploy: {placement: {constraints: [node.role == manager], preferences: [{spread: node.labels.zone}], max_replicas_per_node: 1}}
deploy: {foo: bar}
develop: {watch: [{path: ./src, action: sync, target: /x, ignore: [node_modules]}, {path: p, action: rebuild}]}
develop: {watch: [{path: ./src, action: sync}]}
develop: {watch: [{action: sync}]}
develop: {watch: [{path: a, action: copy}]}
device_cgroup_rules: ["c 1:3 mr"]
devices: ["/dev/ttyUSB0:/dev/ttyUSB0", /dev/sda, "/dev/a:/dev/b:r"]
devices: [{source: /dev/a}]
dns: 8.8.8.8
dns: [8.8.8.8, 9.9.9.9]
dns_opt: [use-vc]
dns_search: example.com
domainname: x
driver_opts: {a: b}
entrypoint: /code/entrypoint.sh a b
entrypoint: [php, -d]
entrypoint: []
entrypoint: ""
env_file: .env
env_file: [a.env, b.env]
env_file: [{path: a.env, required: false}, {path: own.env, format: raw}]
env_file: nosuch.env
environment: {RACK: development, EMPTY: "", NULL: , FOO: , NUM: 1, BOOL: true, FLOAT: 1.50}
environment: [RACK=development, SHOW, FOO, EQ=a=b, "SP=a b"]
environment: [RACK=1, RACK=2]
environment: RACK
environment: {A: [1]}
environment: ["A =b"]
expose: ["3000", 8000, 9000-9002]
expose: 80
extends: db
extends: {service: db}
extends: {service: nosuch}
extends: {file: nosuch.yaml, service: db}
external_links: [redis, "db:mysql"]
extra_hosts: ["somehost=162.242.195.82", "other:50.31.209.229", "v6=[::1]", "g:host-gateway"]
extra_hosts: {a: 1.2.3.4, b: [5.6.7.8, 9.9.9.9]}
extra_hosts: ["somehost"]
gpus: all
gpus: some
gpus: [{driver: nvidia, count: 2}]
group_add: [mail, 5]
healthcheck: {test: curl -f http://localhost, interval: 1m30s, timeout: 10s, retries: 3, start_period: 40s, start_interval: 5s}
healthcheck: {test: [CMD, curl], retries: "3"}
healthcheck: {test: [curl, x]}
healthcheck: {test: []}
healthcheck: {disable: true}
healthcheck: {interval: 10}
healthcheck: {interval: ten}
healthcheck: {retries: three}
healthcheck: {test: NONE}
hostname: web.local
image: 5
image: ""
image: "nginx:${TAG:-1.2}"
image: "nginx:${TAG:?not set}"
image: "nginx:${TAG?}"
image: "nginx:${FOO:+set}${EMPTY:+set}${EMPTY+set}"
image: "nginx:${TAG"
image: "nginx:$"
image: "nginx:$1"
image: "nginx:${TAG:-${OTHER:-x}}"
image: "nginx:${TAG-}"
image: "nginx:$$FOO"
image: "nginx:${FOO}$FOO-x"
image: "nginx:${FOO:bar}"
image: "${}"
init: true
init: "yes"
init: perhaps
ipc: host
ipc: service:db
isolation: default
labels: {a: b, n: 1, e: }
labels: ["a=b", c]
labels: [{a: b}]
label_file: nosuch.labels
links: [db, "db:database"]
links: [nosuch]
logging: {driver: syslog, options: {syslog-address: "tcp://1.2.3.4", n: 5, e: }}
logging: {foo: 1}
mac_address: 02:42:ac:11:65:43
mem_limit: 64m
mem_limit: 67108864
mem_limit: 1.5g
mem_limit: lots
mem_limit: -1
mem_reservation: 32m
mem_swappiness: 10
memswap_limit: -1
memswap_limit: 2g
models: [m]
network_mode: host
network_mode: service:db
network_mode: service:nosuch
network_mode: "container:x"
networks: [default]
networks: [nosuch]
networks: []
networks: {default: {aliases: [a, b], ipv4_address: 1.2.3.4, priority: 5, mac_address: "02:00:00:00:00:01", gw_priority: 3, interface_name: eth7, link_local_ips: [1.2.3.4], driver_opts: {a: 1}}}
networks: {default: {alias: [a]}}
networks: default
oom_kill_disable: true
oom_score_adj: 500
oom_score_adj: 5000
pid: host
pid: service:db
pids_limit: 100
pids_limit: "100"
pids_limit: -1
platform: linux/arm64
ports: ["3000", "3000-3005", "8000:8000", "9090-9091:8080-8081", "49100:22", "127.0.0.1:8001:8001", "127.0.0.1:5000-5010:5000-5010", "6060:6060/udp", "::1:6000:6000"]
ports: [80, "8080:80"]
ports: [{target: 80, host_ip: 127.0.0.1, published: "8080", protocol: tcp, app_protocol: http, mode: host, name: web}]
ports: [{target: "80", published: 8080}]
ports: [{published: 80}]
ports: [{target: eighty}]
ports: [{target: 80, host_ip: nowhere}]
ports: ["80:80:80:80:80"]
ports: ["a:b"]
ports: ["8000-8005:80"]
ports: ["8000-8005:80-81"]
ports: ["70000:80"]
ports: ["80/foo"]
ports: [""]
ports: "80:80"
ports: ["80:80", "80:80"]
ports: ["0.0.0.0:80:80", "80:80"]
ports: ["${NUMBER}000:80"]
post_start: [{command: ./do.sh, user: root, privileged: true, environment: [A=b]}]
post_start: [{user: root}]
pre_stop: [{command: [a, b]}]
privileged: true
privileged: "1"
profiles: [frontend]
profiles: frontend
provider: {type: x, options: {a: 1, b: [c]}}
provider: {options: {}}
pull_policy: always
pull_policy: sometimes
pull_policy: if_not_present
pull_policy: every_12h
read_only: true
restart: "no"
restart: no
restart: always
restart: on-failure:3
restart: sometimes
runtime: runc
scale: 3
scale: "3"
scale: -1
secrets: [s]
secrets: [{source: s, target: t, uid: "1", gid: "2", mode: 0400}]
secrets: [{source: s, mode: "0440"}]
secrets: [nosuch]
secrets: [{source: s, mode: rw}]
security_opt: [no-new-privileges, "seccomp:unconfined"]
service: x
shm_size: 2gb
shm_size: 10000000
stdin_open: true
stop_grace_period: 1m30s
stop_grace_period: 10
stop_grace_period: long
stop_signal: SIGUSR1
storage_opt: {size: 1G}
sysctls: {net.core.somaxconn: 1024, net.ipv4.tcp_syncookies: 0}
sysctls: [net.core.somaxconn=1024]
tmpfs: /run
tmpfs: [/run, "/tmp:size=64m,mode=755"]
tmpfs: [/run, "/run:size=64m"]
tty: true
ulimits: {nproc: 65535, nofile: {soft: 20000, hard: 40000}}
ulimits: {nofile: {soft: 20000}}
ulimits: {NOFILE: 5}
ulimits: {nofile: "5"}
ulimits: {nofile: many}
use_api_socket: true
user: "1000:1000"
user: 1000
userns_mode: host
uts: host
volumes: [data:/d, ./src:/app, /abs:/abs:ro, ~/x:/y, /anon, "data:/e:ro,nocopy", "./f:/f:rw,z", "../up:/up:cached", "./s:/s:rshared"]
volumes: [{type: bind, source: ./x, target: /y, read_only: true, bind: {propagation: rslave, create_host_path: false, selinux: z, recursive: disabled}}]
volumes: [{type: bind, source: ./x, target: /y}]
volumes: [{type: volume, source: data, target: /y, volume: {nocopy: true, subpath: a, labels: {x: y}}}]
volumes: [{type: tmpfs, target: /y, tmpfs: {size: 64m, mode: 0755}}]
volumes: [{type: tmpfs, target: /y, tmpfs: {size: 1048576}}]
volumes: [{type: image, source: nginx, target: /y, image: {subpath: a}}]
volumes: [{type: npipe, source: a, target: /y}]
volumes: [{type: foo, target: /y}]
volumes: [{source: data, target: /y}]
volumes: [{type: bind, target: /y}]
volumes: [{type: volume, source: data}]
volumes: [nosuch:/x]
volumes: ["aa:bb:cc:dd"]
volumes: ["::"]
volumes: [""]
volumes: [data:/d, ./x:/d]
volumes: ["data:relative"]
volumes: ["C:\\x:/y"]
volumes: data:/d
volumes: ["data:/d/:ro", "data:/e//f"]
volumes_from: [db, "db:ro", "container:x:ro"]
working_dir: /src
x-own: {a: [1]}
imagee: nginx
`

// files are whole compose files, parted by lines of dashes.
const files = `
services: {}
----
services:
----
name: My App
services: {a: {image: x}}
----
name: "${FOO}x"
services: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}
----
version: "3.8"
services: {a: {image: x}}
----
services: {"a b": {image: x}}
----
services: {a: }
----
services: {a: x}
----
services: [a]
----
service: {a: {image: x}}
----
- a
----
services: {a: {image: x}}
networks: {front: , back: {internal: true, attachable: true, driver: bridge, driver_opts: {a: 1}, enable_ipv6: true, enable_ipv4: false, labels: [a=b], ipam: {driver: default, config: [{subnet: 1.2.3.0/24, gateway: 1.2.3.1, ip_range: 1.2.3.0/25, aux_addresses: {x: 1.2.3.9}}], options: {a: b}}}}
----
services: {a: {image: x, networks: [front, back, out]}}
networks: {front: , back: {name: own, labels: {a: b}}, out: {external: true}}
----
services: {a: {image: x, networks: [out]}}
networks: {out: {external: {name: other}}}
----
services: {a: {image: x, networks: [out]}}
networks: {out: {external: true, name: other}}
----
services: {a: {image: x, networks: [default]}}
networks: {default: {name: mine, driver: bridge}}
----
services: {a: {image: x}}
networks: {default: {external: true, name: mine}}
----
services: {a: {image: x, volumes: [d:/d, e:/e, "f:/f"]}}
volumes: {d: , e: {driver: local, driver_opts: {type: none, o: bind, device: ./x}, labels: {a: b}}, f: {external: true}, unused: }
----
services: {a: {image: x}}
volumes: {d: {external: true, driver: local}}
----
services: {a: {image: x}}
volumes: {d: {foo: bar}}
----
services: {a: {image: x, secrets: [one, two, three], configs: [c, {source: d, target: /e, mode: 0400}, i]}}
secrets: {one: {file: ./one.txt}, two: {environment: FOO}, three: {external: true}}
configs: {c: {file: ./c}, d: {environment: FOO}, i: {content: "hello ${FOO}"}}
----
services: {a: {image: x}}
secrets: {one: {}}
----
services: {a: {image: x}}
secrets: {one: {file: a, environment: b}}
----
services: {a: {image: x}}
configs: {c: {}}
----
services: {a: {image: x}}
configs: {c: {content: a, file: b}}
----
services: {a: {image: x, depends_on: [b]}, b: {image: y, depends_on: [a]}}
----
services: {a: {image: x, depends_on: [b]}, b: {image: y, profiles: [p]}}
----
services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}, b: {image: y, profiles: [p]}}
----
services: {a: {image: x, container_name: one, scale: 2}}
----
services: {a: {image: x, container_name: one, deploy: {replicas: 2}}}
----
services: {a: {image: x, scale: 2, deploy: {replicas: 3}}}
----
services: {a: {image: x, cpus: 1, deploy: {resources: {limits: {cpus: "2"}}}}}
----
services: {a: {image: x, mem_limit: 1g, deploy: {resources: {limits: {memory: 2g}}}}}
----
services: {a: {image: x, network_mode: host, networks: [default]}}
----
x-common: &c {restart: always, environment: {A: 1}}
services: {a: {<<: *c, image: x}, b: {<<: *c, image: y, environment: {B: 2}}}
----
x-env: &e {A: "1"}
services: {a: {image: x, environment: {<<: *e, B: "2"}}}
----
services:
  a: {image: x}
  a: {image: y}
----
services:
  a:
    image: x
   ports: [80]
----
services:
	a: {image: x}
----
services: {a: {image: x, extends: b}, b: {image: y, extends: a}}
----
services: {a: {extends: b, environment: [A=2]}, b: {image: y, environment: {A: 1, B: 3}, ports: ["80:80"], command: x, volumes: [./d:/d]}}
----
include: [nosuch.yaml]
services: {a: {image: x}}
----
include: [own.yaml]
services: {a: {image: x, depends_on: [included]}}
----
include: [{path: own.yaml, project_directory: sub, env_file: own.env}]
services: {a: {image: x}}
----
include: own.yaml
services: {a: {image: x}}
----
foo: bar
services: {a: {image: x}}
----
x-foo: bar
services: {a: {image: x}}
----
services: {a: {image: x, environment: {A: "${X:-a b}", B: "${X-}", C: $${X}, D: "${NUMBER}"}}}
----
services: {a: {image: x, environment: ["A=${X}", "B=$Y"]}}
----
services: {a: {image: "${A", command: "${B:?need B}"}}
----
services: {a: {image: x, cpus: "${X}", tty: "${X}", scale: "${NUMBER}"}}
----
services: {a: {image: x, models: {llm: {endpoint_var: E}}}}
models: {llm: {model: ai/x, context_size: 10}}
----
services: {a: {image: x, build: {context: ., secrets: [s]}}}
secrets: {s: {file: ./s}}
----
services: {a: {image: x, ports: [80], labels: {a: !reset null, b: c}}}
----
services: {a: {build: {context: ., args: [A, B=1, FOO]}}}
----
services: {a: {image: x, environment: {1: a}}}
----
services: {a: {image: x, labels: {yes: a}}}
`

// pairs are two files, the second laid over the first.
const twoFiles = `
services: {a: {image: x, ports: ["80:80"], environment: {A: 1, B: 2}, command: one, volumes: ["d:/d"], labels: [l=1]}}
volumes: {d: }
++++
services: {a: {image: y, ports: ["81:80", "80:80"], environment: [B=3, C=4], command: [two], volumes: ["./x:/d", "e:/e"], labels: {m: 2}}}
volumes: {e: }
----
services: {a: {build: ./dir, depends_on: [b]}, b: {image: x}}
++++
services: {a: {build: {target: t}, depends_on: {b: {condition: service_healthy}}}}
----
services: {a: {image: x, ports: [80], environment: {A: 1}, depends_on: [b]}, b: {image: y}}
++++
services: {a: {ports: !reset [], environment: !override {B: 2}, depends_on: !reset []}}
----
services: {a: {image: x, ports: ["80:80"]}}
++++
services: {a: {ports: !override ["81:81"]}, b: !reset null}
----
services: {a: {image: x, networks: [one]}}
networks: {one: }
++++
services: {a: {networks: {two: {aliases: [z]}}}}
networks: {two: }
----
services: {a: {image: x, logging: {driver: a, options: {x: "1"}}}}
++++
services: {a: {logging: {driver: b, options: {y: "2"}}}}
----
services: {a: {image: x, logging: {driver: a, options: {x: "1"}}}}
++++
services: {a: {logging: {options: {y: "2"}}}}
----
services: {a: {image: x, healthcheck: {test: a, interval: 5s}, ulimits: {nofile: 5}, dns: 1.1.1.1, tmpfs: /a, cap_add: [A], expose: [80]}}
++++
services: {a: {healthcheck: {test: b}, ulimits: {nofile: {soft: 1, hard: 2}}, dns: [2.2.2.2], tmpfs: [/b], cap_add: [A, B], expose: ["80", "81"]}}
----
services: {a: {image: x, secrets: [s]}}
secrets: {s: {file: a}}
++++
services: {a: {secrets: [{source: s, target: t}]}}
----
services: {a: {image: x, env_file: own.env, extra_hosts: [a:1.1.1.1], sysctls: {a: 1}}}
++++
services: {a: {env_file: [own.env], extra_hosts: {b: 2.2.2.2, a: 1.1.1.1}, sysctls: [b=2]}}
----
services: {a: {image: x, deploy: {replicas: 2, resources: {limits: {memory: 1g}}}}}
++++
services: {a: {deploy: {resources: {limits: {cpus: "1"}}}, image: }}
----
services: {a: {image: x, command: }}
++++
services: {a: {image: [x]}}
----
services: {a: {image: x, environment: {A: 1}}}
++++
services: {a: {environment: }, b: {image: z}}
----
name: one
services: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}
++++
name: two
services: {}
----
services: {a: {image: x, entrypoint: [e], command: [c]}}
++++
services: {a: {entrypoint: [], command: }}
----
services: {a: {image: x, devices: ["/dev/a:/dev/x"], profiles: [p]}}
++++
services: {a: {devices: ["/dev/b:/dev/x"], profiles: !reset []}}
`

// beside are the files that own cases find beside theirs.
var beside = map[string]string{
	".env":     "FROM_DOTENV=1\nNUMBER=7\n",
	"a.env":    "A=1\n# comment\nexport B='two $FOO'\nC=\"three $FOO\\n\"\nD=${A}x\nE\n",
	"b.env":    "A=2\nF=a b # c\nG=\n",
	"own.env":  "OWN=yes\nTWO=\"a\nb\"\n",
	"sub/x":    "",
	"own.yaml": "services: {included: {image: i, volumes: [./rel:/r], environment: {OWN: }}}\nvolumes: {v: }\n",
}

func ownCases() []kase {
	var all []kase
	add := func(name string, use ...string) {
		files := map[string]string{}
		for k, v := range beside {
			files[k] = v
		}
		var names []string
		for i, text := range use {
			names = append(names, []string{"compose.yaml", "over.yaml"}[i])
			files[names[i]] = text
		}
		all = append(all, kase{name: name, files: files, use: names})
	}
	for line := range strings.Lines(strings.TrimSpace(fields)) {
		line = strings.TrimSpace(line)
		image := "    image: nginx\n"
		if strings.HasPrefix(line, "image:") {
			image = ""
		}
		add(line, "services:\n  web:\n"+image+"    "+line+"\n  db:\n    image: redis\nvolumes:\n  data:\nsecrets:\n  s:\n    file: ./s.txt\n")
	}
	for text := range strings.SplitSeq(strings.TrimSpace(files), "\n----\n") {
		add(strings.ReplaceAll(text, "\n", " "), text+"\n")
	}
	for text := range strings.SplitSeq(strings.TrimSpace(twoFiles), "\n----\n") {
		one, two, _ := strings.Cut(text, "\n++++\n")
		add("over: "+strings.ReplaceAll(two, "\n", " "), one+"\n", two+"\n")
	}
	return all
}
