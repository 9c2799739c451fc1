package proc

import "strings"

const elf = "\x7fELF\x02\x01\x01"

// Binary is the content of a program file: an ELF magic and the name by which
// the machine knows the program. A copied or renamed file stays that program.
func Binary(name string) string { return elf + name }

// BinaryName returns the program a file's content stands for, and whether it is one.
func BinaryName(data string) (string, bool) { return strings.CutPrefix(data, elf) }
