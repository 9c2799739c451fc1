//go:build core

package docker

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"drydock/sim/proc"
)

// bounded is a template of the plain tables: names of columns with text between
// them. Other templates are of the whole build: what text/template can do needs
// every method of every type that could be printed, in a program that is to be
// small.
type bounded struct{ parts []string } // text and names in turn

func parseTemplate(format string) (*bounded, error) {
	var t bounded
	for {
		text, rest, more := strings.Cut(format, "{{")
		t.parts = append(t.parts, text)
		if !more {
			return &t, nil
		}
		name, after, _ := strings.Cut(rest, "}}")
		t.parts = append(t.parts, strings.TrimPrefix(name, "."))
		format = after
	}
}

// headings take the place of functions, of which there are none.
type noFunctions struct{}

var headings noFunctions

func (b *bounded) with(noFunctions) *bounded { return b }
func (b *bounded) strict() *bounded          { return b }

// Execute writes the columns of a row.
func (b *bounded) Execute(w io.Writer, row any) error {
	for i, part := range b.parts {
		if i%2 == 1 {
			part = cell(row, part)
		}
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}

func cell(row any, name string) string {
	if h, ok := row.(header); ok && h[name] != "" {
		return h[name]
	}
	m := column(reflect.ValueOf(row), name)
	if !m.IsValid() {
		panic(proc.Beyond("the template " + name))
	}
	return fmt.Sprint(m.Call(nil)[0].Interface())
}

// column is the method that a plain table names. Each name is written out: the
// linker keeps the methods of these names, and may drop all others.
func column(row reflect.Value, name string) (m reflect.Value) {
	switch name {
	case "Active":
		m = row.MethodByName("Active")
	case "BlockIO":
		m = row.MethodByName("BlockIO")
	case "CPUPerc":
		m = row.MethodByName("CPUPerc")
	case "CacheType":
		m = row.MethodByName("CacheType")
	case "Command":
		m = row.MethodByName("Command")
	case "Comment":
		m = row.MethodByName("Comment")
	case "Containers":
		m = row.MethodByName("Containers")
	case "CreatedAt":
		m = row.MethodByName("CreatedAt")
	case "CreatedBy":
		m = row.MethodByName("CreatedBy")
	case "CreatedSince":
		m = row.MethodByName("CreatedSince")
	case "Description":
		m = row.MethodByName("Description")
	case "DockerEndpoint":
		m = row.MethodByName("DockerEndpoint")
	case "Driver":
		m = row.MethodByName("Driver")
	case "Enabled":
		m = row.MethodByName("Enabled")
	case "Error":
		m = row.MethodByName("Error")
	case "ID":
		m = row.MethodByName("ID")
	case "Image":
		m = row.MethodByName("Image")
	case "IsOfficial":
		m = row.MethodByName("IsOfficial")
	case "LastUsed":
		m = row.MethodByName("LastUsed")
	case "LastUsedSince":
		m = row.MethodByName("LastUsedSince")
	case "Links":
		m = row.MethodByName("Links")
	case "LocalVolumes":
		m = row.MethodByName("LocalVolumes")
	case "MemPerc":
		m = row.MethodByName("MemPerc")
	case "MemUsage":
		m = row.MethodByName("MemUsage")
	case "Name":
		m = row.MethodByName("Name")
	case "Names":
		m = row.MethodByName("Names")
	case "NetIO":
		m = row.MethodByName("NetIO")
	case "PIDs":
		m = row.MethodByName("PIDs")
	case "Ports":
		m = row.MethodByName("Ports")
	case "Reclaimable":
		m = row.MethodByName("Reclaimable")
	case "Repository":
		m = row.MethodByName("Repository")
	case "RunningFor":
		m = row.MethodByName("RunningFor")
	case "Scope":
		m = row.MethodByName("Scope")
	case "Service":
		m = row.MethodByName("Service")
	case "Shared":
		m = row.MethodByName("Shared")
	case "SharedSize":
		m = row.MethodByName("SharedSize")
	case "Size":
		m = row.MethodByName("Size")
	case "StarCount":
		m = row.MethodByName("StarCount")
	case "State":
		m = row.MethodByName("State")
	case "Status":
		m = row.MethodByName("Status")
	case "Tag":
		m = row.MethodByName("Tag")
	case "TotalCount":
		m = row.MethodByName("TotalCount")
	case "Type":
		m = row.MethodByName("Type")
	case "UniqueSize":
		m = row.MethodByName("UniqueSize")
	case "UsageCount":
		m = row.MethodByName("UsageCount")
	}
	return m
}

func columns(any) ([]byte, error) { panic(proc.Beyond("rows as JSON")) }
