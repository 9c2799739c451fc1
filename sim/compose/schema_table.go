package compose

// schemaTable is what may stand in a compose file. A line without an indent
// begins an object; below it stand its fields, each with its shape:
//
//	str int num bool null any   what YAML has
//	a/b       one of several plain types
//	=a=b      one of these words
//	int>=0<=9 a number within bounds
//	str~w     a text in which a pattern of the given name is found
//	[x] [x]!  a list, ! without repetitions
//	{x}       a mapping with any keys, {w:x} with those of a pattern
//	name      an object of the table
//	x|y       either shape
//
// An object takes fields that begin with x- unless it is marked "exact", and
// any field at all if it is marked "open". "* required" names fields that have
// to be there. Source: compose-spec schema.
const schemaTable = `
file
  version str
  name str
  include [str|include]
  services {name:service}
  models {name:model}
  networks {name:network|null}
  volumes {name:volume|null}
  secrets {name:secret}
  configs {name:config}

include exact
  path str|[str]!
  env_file str|[str]!
  project_directory str

service
  annotations {str/num/bool/null}|[str]!
  attach bool/str
  build str|build
  blkio_config blkio
  cap_add [str]!
  cap_drop [str]!
  cgroup =host=private
  cgroup_parent str
  command null|str|[str]
  configs [str|ref]!
  container_name str~container
  cpu_count str|int>=0
  cpu_percent str|num>=0<=100
  cpu_shares num/str
  cpu_quota num/str
  cpu_period num/str
  cpu_rt_period num/str
  cpu_rt_runtime num/str
  cpus num/str
  cpuset str
  credential_spec credential
  depends_on [str]!|{name:dependency}
  deploy deploy|null
  develop develop|null
  device_cgroup_rules [str]!
  devices [str|device]!
  dns str|[str]!
  dns_opt [str]!
  dns_search str|[str]!
  domainname str
  entrypoint null|str|[str]
  env_file str|[str|envfile]
  environment {str/num/bool/null}|[str]!
  expose [str/num]!
  extends str|extends
  external_links [str]!
  extra_hosts {str/[]}|[str]!
  gpus =all|[gpu]
  group_add [str/num]!
  healthcheck healthcheck
  hostname str
  image str
  init bool/str
  ipc str
  isolation str
  label_file str|[str]
  labels {str/num/bool/null}|[str]!
  links [str]!
  logging logging
  mac_address str
  mem_limit num/str
  mem_reservation str/int
  mem_swappiness int/str
  memswap_limit num/str
  models [str]!|{name:servicemodel|null}
  network_mode str
  networks [str]!|{name:endpoint|null}
  oom_kill_disable bool/str
  oom_score_adj str|int>=-1000<=1000
  pid str/null
  pids_limit num/str
  platform str
  ports [num|str|port]!
  post_start [hook]
  pre_start [prehook]
  pre_stop [hook]
  privileged bool/str
  profiles [str]!
  provider provider
  pull_policy str~policy
  pull_refresh_after str
  read_only bool/str
  restart str
  runtime str
  scale int/str
  secrets [str|ref]!
  security_opt [str]!
  shm_size num/str
  stdin_open bool/str
  stop_grace_period str
  stop_signal str
  storage_opt {any}
  sysctls {str/num/bool/null}|[str]!
  tmpfs str|[str]!
  tty bool/str
  ulimits {int/str|ulimit}
  use_api_socket bool
  user str
  userns_mode str
  uts str
  volumes [str|mount]!
  volumes_from [str]!
  working_dir str

build
  additional_contexts {str/num/bool/null}|[str]!
  args {str/num/bool/null}|[str]!
  cache_from [str]
  cache_to [str]
  context str
  dockerfile str
  dockerfile_inline str
  entitlements [str]
  extra_hosts {str/[]}|[str]!
  isolation str
  labels {str/num/bool/null}|[str]!
  network str
  no_cache bool/str
  no_cache_filter str|[str]!
  platforms [str]!
  privileged bool/str
  provenance str/bool
  pull bool/str
  sbom str/bool
  secrets [str|ref]!
  shm_size int/str
  ssh {str/num/bool/null}|[str]!
  tags [str]!
  target str
  ulimits {int/str|ulimit}

blkio exact
  device_read_bps [blkiolimit]
  device_read_iops [blkiolimit]
  device_write_bps [blkiolimit]
  device_write_iops [blkiolimit]
  weight int/str
  weight_device [blkioweight]

blkiolimit exact
  path str
  rate int/str

blkioweight exact
  path str
  weight int/str

credential
  config str
  file str
  registry str

dependency
  restart bool/str
  required bool
  condition =service_started=service_healthy=service_completed_successfully
  * condition

device
  source str
  target str
  permissions str
  * source

envfile exact
  path str
  format str
  required bool/str
  * path

extends exact
  service str
  file str
  * service

gpu
  capabilities [str]!
  count str/int
  device_ids [str]!
  driver str
  options {str/num/bool/null}|[str]!

reserved
  capabilities [str]!
  count str/int
  device_ids [str]!
  driver str
  options {str/num/bool/null}|[str]!
  * capabilities

healthcheck
  disable bool/str
  interval str
  retries num/str
  test str|[str]
  timeout str
  start_period str
  start_interval str

hook
  command null|str|[str]
  user str
  privileged bool/str
  working_dir str
  environment {str/num/bool/null}|[str]!
  * command

prehook
  command null|str|[str]
  image str
  user str
  privileged bool/str
  working_dir str
  environment {str/num/bool/null}|[str]!
  per_replica bool/str

provider
  type str
  options {str/num/bool|[str/num/bool]}
  * type

servicemodel
  endpoint_var str
  model_var str

logging
  driver str
  options {str/num/null}

endpoint
  aliases [str]!
  driver_opts {str/num}
  gw_priority num
  interface_name str
  ipv4_address str
  ipv6_address str
  link_local_ips [str]!
  mac_address str
  priority num

port
  name str
  mode str
  host_ip str
  target int/str
  published str/int
  protocol str
  app_protocol str

ref
  source str
  target str
  uid str
  gid str
  mode num/str

mount
  type =bind=volume=tmpfs=cluster=npipe=image
  source str
  target str
  read_only bool/str
  consistency str
  bind bind
  volume volumeoptions
  tmpfs tmpfs
  image imageoptions
  * type

bind
  propagation str
  create_host_path bool/str
  recursive =enabled=disabled=writable=readonly
  selinux =z=Z

volumeoptions
  labels {str/num/bool/null}|[str]!
  nocopy bool/str
  subpath str

tmpfs
  size int>=0|str
  mode num/str

imageoptions
  subpath str

ulimit
  hard int/str
  soft int/str
  * soft hard

deploy
  mode str
  endpoint_mode str
  replicas int/str
  labels {str/num/bool/null}|[str]!
  rollback_config updateconfig
  update_config updateconfig
  resources resources
  restart_policy restartpolicy
  placement placement

updateconfig
  parallelism int/str
  delay str
  failure_action str
  monitor str
  max_failure_ratio num/str
  order =start-first=stop-first

resources
  limits limits
  reservations limits

limits
  cpus num/str
  memory str
  pids int/str
  generic_resources [generic]
  devices [reserved]

restartpolicy
  condition str
  delay str
  max_attempts int/str
  window str

generic
  discrete_resource_spec discrete

discrete
  kind str
  value num/str

preference
  spread str

placement
  constraints [str]
  preferences [preference]
  max_replicas_per_node int/str

develop
  watch [watch]

watch
  ignore str|[str]!
  include str|[str]!
  path str
  action =rebuild=sync=restart=sync+restart=sync+exec
  target str
  exec hook
  initial_sync bool
  * path action

network
  name str
  driver str
  driver_opts {str/num}
  ipam ipam
  external bool/str|external
  internal bool/str
  enable_ipv4 bool/str
  enable_ipv6 bool/str
  attachable bool/str
  labels {str/num/bool/null}|[str]!

external
  name str

ipam
  driver str
  config [pool]
  options {str}

pool
  subnet str
  ip_range str
  gateway str
  aux_addresses {str}

volume
  name str
  driver str
  driver_opts {str/num}
  external bool/str|external
  labels {str/num/bool/null}|[str]!

secret
  name str
  environment str
  file str
  external bool/str|external
  labels {str/num/bool/null}|[str]!
  driver str
  driver_opts {str/num}
  template_driver str

config
  name str
  content str
  environment str
  file str
  external bool/str|external
  labels {str/num/bool/null}|[str]!
  template_driver str

model
  name str
  model str
  context_size int
  runtime_flags [str]
  * model
`
