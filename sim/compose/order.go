package compose

import "strings"

// order are the fields of the schema's rows in the order in which a project is
// written. Source: compose-go v2.14 types, whose structs are written as they
// are declared.
var order = parseOrder(`
file name services networks volumes secrets configs models
service profiles annotations attach build develop blkio_config cap_add cap_drop cgroup_parent cgroup cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpus cpuset cpu_shares command configs container_name credential_spec depends_on deploy device_cgroup_rules devices dns dns_opt dns_search dockerfile domainname entrypoint provider environment env_file expose extends external_links extra_hosts group_add gpus hostname healthcheck image init ipc isolation labels label_file links logging log_driver log_opt mem_limit mem_reservation memswap_limit mem_swappiness mac_address models net network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports privileged pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volume_driver volumes volumes_from working_dir pre_start post_start pre_stop
build context dockerfile dockerfile_inline entitlements args provenance sbom ssh labels cache_from cache_to no_cache no_cache_filter additional_contexts pull extra_hosts isolation network target secrets shm_size tags ulimits platforms privileged
watch path action target exec include ignore initial_sync
gpu capabilities driver count device_ids options
reserved capabilities driver count device_ids options
envfile path required format
healthcheck test timeout interval retries start_period start_interval disable
hook command image user privileged working_dir environment per_replica
prehook command image user privileged working_dir environment per_replica
model name model context_size runtime_flags
servicemodel endpoint_var model_var
provider type options
blkio weight weight_device device_read_bps device_read_iops device_write_bps device_write_iops
device source target permissions
logging driver options
deploy mode replicas labels update_config rollback_config resources restart_policy placement endpoint_mode
updateconfig parallelism delay failure_action monitor max_failure_ratio order
resources limits reservations
limits cpus memory pids devices generic_resources
restartpolicy condition delay max_attempts window
placement constraints preferences max_replicas_per_node
endpoint aliases driver_opts gw_priority interface_name ipv4_address ipv6_address link_local_ips mac_address priority
port name mode host_ip target published protocol app_protocol
mount type source target read_only consistency bind volume tmpfs image
bind selinux propagation create_host_path recursive
volumeoptions labels nocopy subpath
tmpfs size mode
ref source target uid gid mode
ulimit single soft hard
network name driver driver_opts ipam external internal attachable labels enable_ipv4 enable_ipv6
ipam driver config options
pool subnet gateway ip_range aux_addresses
volume name driver driver_opts external labels
credential config file registry
secret name file environment content external labels driver driver_opts template_driver
config name file environment content external labels driver driver_opts template_driver
dependency condition restart required
extends file service
`)

func parseOrder(table string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		words := strings.Fields(line)
		all[words[0]] = words[1:]
	}
	return all
}
