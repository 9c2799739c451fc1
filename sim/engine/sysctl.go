package engine

import (
	"slices"
	"strconv"
	"strings"

	"drydock/sim/vfs"
)

// sysctl is a kernel setting in /proc/sys: what was written to it, what
// --sysctl says, else the host's own.
func (h *Host) sysctl(machine, name string) (string, bool) {
	if name == "kernel.hostname" {
		return h.hostname(machine), true
	}
	if v, ok := h.sysctls.Get(settingKey(machine, name)); ok {
		return v, true
	}
	if machine != "" {
		if v, ok := h.containers.At(machine).Host.Sysctls[name]; ok {
			return v, true
		}
	}
	i := slices.IndexFunc(kernelSettings, func(s [2]string) bool { return s[0] == name })
	if i < 0 {
		return "", false
	}
	return kernelSettings[i][1], true
}

// forgetSettings lets those go that a machine had of its own.
func (h *Host) forgetSettings(machine string) {
	for key := range h.sysctls.From(machine + " ") {
		if !strings.HasPrefix(key, machine+" ") {
			return
		}
		h.sysctls = h.sysctls.Delete(key)
	}
}

// ofNamespace begin the settings that each container has of its own; the others
// are the one kernel's. Source: Linux Documentation/admin-guide/sysctl.
var ofNamespace = []string{"net.", "kernel.msg", "kernel.sem", "kernel.shm", "kernel.domainname", "fs.mqueue."}

func settingKey(machine, name string) string {
	if !slices.ContainsFunc(ofNamespace, func(begins string) bool { return strings.HasPrefix(name, begins) }) {
		machine = ""
	}
	return machine + " " + name
}

func isSetting(path string) bool { return strings.HasPrefix(path, "/proc/sys/") }

// openSetting opens a file below /proc/sys to be written to: containers have it
// read-only, unless they are privileged. Errors: EROFS.
func (s *Sys) openSetting(path string) (int, error) {
	machine := s.machine()
	if machine != "" && !s.h.containers.At(machine).Host.Privileged {
		return -1, vfs.EROFS
	}
	name := strings.ReplaceAll(strings.TrimPrefix(path, "/proc/sys/"), "/", ".")
	return s.install(s.h.addFile(file{kind: setting, machine: machine, name: name}), 0)
}

// mostSetting is how long a setting may be, in bytes.
const mostSetting = 256

// set writes a setting. Errors: EACCES for what tells of the kernel only, EINVAL
// for a word where numbers are wanted.
func (s *Sys) set(machine, name, value string) error {
	value = strings.TrimSpace(value)
	now, _ := s.h.sysctl(machine, name)
	switch {
	case name == "kernel.hostname":
		return s.SetHostname(value)
	case name == "kernel.ostype" || name == "kernel.osrelease" || name == "kernel.version":
		return vfs.EACCES
	case value == "":
		return nil
	case len(value) > mostSetting || numbers(now) && !numbers(value):
		return vfs.EINVAL
	}
	s.h.sysctls = s.h.sysctls.Set(settingKey(machine, name), strings.Join(strings.Fields(value), "\t"))
	return nil
}

func numbers(text string) bool {
	for word := range strings.FieldsSeq(text) {
		if _, err := strconv.ParseInt(word, 10, 64); err != nil {
			if _, err := strconv.ParseUint(word, 10, 64); err != nil {
				return false
			}
		}
	}
	return true
}

// kernelSettings are the host's own. Source: a Linux 6 with Docker's changes.
var kernelSettings = [][2]string{
	{"fs.file-max", "9223372036854775807"}, {"kernel.domainname", "(none)"}, {"kernel.hostname", hostName}, {"kernel.osrelease", "6.12.48"},
	{"kernel.version", "#1 SMP PREEMPT_DYNAMIC"}, {"kernel.threads-max", "63465"},
	{"kernel.msgmax", "8192"}, {"kernel.msgmnb", "16384"}, {"kernel.msgmni", "32000"}, {"kernel.ostype", "Linux"}, {"kernel.pid_max", "4194304"},
	{"kernel.sem", "32000\t1024000000\t500\t32000"}, {"kernel.shm_rmid_forced", "0"}, {"kernel.shmall", "18446744073692774399"},
	{"kernel.shmmax", "18446744073692774399"}, {"kernel.shmmni", "4096"}, {"net.core.somaxconn", "4096"}, {"net.ipv4.ip_forward", "1"},
	{"net.ipv4.ip_local_port_range", "32768\t60999"}, {"net.ipv4.ip_unprivileged_port_start", "0"}, {"net.ipv4.ping_group_range", "0\t2147483647"},
	{"net.ipv4.tcp_syncookies", "1"}, {"net.ipv6.conf.all.disable_ipv6", "0"}, {"vm.max_map_count", "65530"}, {"vm.overcommit_memory", "1"},
	{"vm.swappiness", "60"},
}

// sysNode is a node below /proc/sys.
func (h *Host) sysNode(machine string, parts []string) (vfs.Node, error) {
	name := strings.Join(parts, ".")
	if v, ok := h.sysctl(machine, name); ok {
		return vfs.File(0o644, v+"\n", h.now), nil
	}
	for _, s := range kernelSettings {
		if name == "" || strings.HasPrefix(s[0], name+".") {
			return vfs.Dir(0o555, h.now), nil
		}
	}
	return vfs.Node{}, vfs.ENOENT
}

// sysctlNames are what a directory below /proc/sys holds.
func sysctlNames(parts []string) (names []string) {
	prefix := strings.Join(parts, ".")
	if prefix != "" {
		prefix += "."
	}
	for _, s := range kernelSettings {
		if rest, ok := strings.CutPrefix(s[0], prefix); ok {
			name, _, _ := strings.Cut(rest, ".")
			names = append(names, name)
		}
	}
	return names
}
