//go:build !core

package bin

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"drydock/sim/proc"
)

// magics are what files begin with, and what file says of them.
var magics = []struct{ prefix, what string }{
	{"\x7fELF", "ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, for GNU/Linux 3.2.0, stripped"},
	{"\x1f\x8b", "gzip compressed data"}, {"BZh", "bzip2 compressed data"}, {"\xfd7zXZ", "XZ compressed data"}, {"PK\x03\x04", "Zip archive data"},
	{"\x89PNG", "PNG image data"}, {"\xff\xd8\xff", "JPEG image data"}, {"GIF8", "GIF image data"}, {"%PDF-", "PDF document"},
	{"<?xml", "XML 1.0 document, ASCII text"}, {"<!DOCTYPE html", "HTML document, ASCII text"}, {"<!doctype html", "HTML document, ASCII text"}, {"<html", "HTML document, ASCII text"},
	{"{", "JSON text data"}, {"#!/bin/sh", "POSIX shell script, ASCII text executable"}, {"#!/bin/bash", "Bourne-Again shell script, ASCII text executable"},
	{"#!/usr/bin/env bash", "Bourne-Again shell script, ASCII text executable"}, {"#!/usr/bin/env python", "Python script, ASCII text executable"},
	{"#!/usr/bin/python", "Python script, ASCII text executable"},
}

func fileProgram(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "b,brief i,mime L,dereference h,no-dereference z s k N F: mime-type 0 p r")
	if !ok {
		return
	}
	if len(names) == 0 {
		p.Fail(1, "Usage: file [-bL] [FILE...]")
		return
	}
	width := 0
	for _, n := range names {
		width = max(width, len(n))
	}
	var b strings.Builder
	for _, name := range names {
		if !o.has("b") {
			b.WriteString(name + ": " + strings.Repeat(" ", width-len(name)))
		}
		b.WriteString(kindOfFile(p, name, o) + "\n")
	}
	proc.Finish(p, b.String(), 0)
}

func kindOfFile(p *proc.Proc, name string, o options) string {
	st, err := p.Sys.Lstat(name)
	if err == nil && st.IsSymlink() && o.has("L") {
		st, err = p.Sys.Stat(name)
	}
	mime := o.has("i", "mime-type")
	pick := func(plain, typed string) string {
		if mime {
			return typed
		}
		return plain
	}
	switch {
	case err != nil:
		return "cannot open `" + name + "' (" + err.Error() + ")"
	case st.IsDir():
		return pick(map[bool]string{true: "sticky, directory", false: "directory"}[st.Mode&fs.ModeSticky != 0], "inode/directory")
	case st.IsSymlink():
		if _, err := p.Sys.Stat(name); err != nil {
			return pick("broken symbolic link to "+st.Data, "inode/symlink")
		}
		return pick("symbolic link to "+st.Data, "inode/symlink")
	case st.Mode&fs.ModeDevice != 0:
		return pick("character special ("+strings.ReplaceAll(device(st.Data), ", ", "/")+")", "inode/chardevice")
	case st.Mode&fs.ModeSocket != 0:
		return pick("socket", "inode/socket")
	case st.Mode&fs.ModeNamedPipe != 0:
		return pick("fifo (named pipe)", "inode/fifo")
	}
	data, err := p.Sys.ReadFile(name)
	if err != nil {
		return "regular file, no read permission"
	}
	return contentKind(data, pick)
}

func contentKind(data string, pick func(plain, typed string) string) string {
	if data == "" {
		return pick("empty", "inode/x-empty")
	}
	for _, m := range magics {
		if strings.HasPrefix(data, m.prefix) {
			return pick(m.what, "application/octet-stream")
		}
	}
	if len(data) > 262 && data[257:262] == "ustar" {
		return pick("POSIX tar archive", "application/x-tar")
	}
	if strings.ContainsAny(data, "\x00\x01\x02\x03\x04\x05\x06\x0e\x0f") || !utf8.ValidString(data) {
		return pick("data", "application/octet-stream")
	}
	what := "ASCII text"
	for i := range len(data) {
		if data[i] >= 0x80 {
			what = "Unicode text, UTF-8 text"
			break
		}
	}
	switch {
	case strings.Contains(data, "\r\n"):
		what += ", with CRLF line terminators"
	case !strings.Contains(data, "\n"):
		what += ", with no line terminators"
	}
	return pick(what, "text/plain")
}
