//go:build !core

package bin

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/sql"
)

func mysqlAdmin(maria bool) func(p *proc.Proc, c call) {
	return func(p *proc.Proc, c call) {
		r, rest, _ := mysqlOptions(p, c, maria)
		command := ""
		for _, a := range rest {
			if !strings.HasPrefix(a, "-") {
				command = a
			}
		}
		if command != "ping" && command != "status" && command != "version" {
			c.die(p, 1, "%s is not simulated", strings.TrimSpace("mysqladmin "+command))
			return
		}
		r.d.port = setting(p, "MYSQL_TCP_PORT", r.d.port)
		r.then = func(p *proc.Proc, r mysqlRun) {
			if command == "ping" {
				proc.Finish(p, "mysqld is alive\n", 0)
				return
			}
			proc.Finish(p, "Uptime: 60  Threads: 2  Questions: 5  Slow queries: 0  Opens: 119  Flush tables: 3  Open tables: 38  Queries per second avg: 0.083\n", 0)
		}
		r.start(p)
	}
}

// mysqlDump writes databases as statements.
func mysqlDump(maria bool) func(p *proc.Proc, c call) {
	return func(p *proc.Proc, c call) {
		r, rest, _ := mysqlOptions(p, c, maria)
		all := false
		var names []string
		for _, a := range rest {
			switch {
			case a == "--all-databases" || a == "-A":
				all = true
			case !strings.HasPrefix(a, "-"):
				names = append(names, a)
			}
		}
		if !all && len(names) == 0 {
			p.Fail(1, "Usage: mysqldump [OPTIONS] database [tables]\nOR     mysqldump [OPTIONS] --databases [OPTIONS] DB1 [DB2 DB3...]\nOR     mysqldump [OPTIONS] --all-databases [OPTIONS]\nFor more options, use mysqldump --help")
			return
		}
		r.then = func(p *proc.Proc, r mysqlRun) {
			askServer(p, r.fd, sqlRequest{Dump: true}, func(p *proc.Proc, reply sqlReply, ok bool) {
				if !ok || reply.State == nil {
					p.Fail(2, "mysqldump: Got error: 2013: Lost connection to MySQL server during query")
					return
				}
				out, missing := dumpText(*reply.State, names, all, r.version)
				if missing != "" {
					p.Err("mysqldump: Got error: 1049: Unknown database '" + missing + "' when selecting the database\n")
					p.Sys.Exit(2)
					return
				}
				proc.Finish(p, out, 0)
			})
		}
		r.start(p)
	}
}

func dumpText(st sql.State, names []string, all bool, version string) (out, missing string) {
	out = "-- MySQL dump 10.13  Distrib " + version + ", for Linux (x86_64)\n--\n-- Host: localhost    Database: " + strings.Join(names, " ") + "\n-- ------------------------------------------------------\n-- Server version\t" + version + "\n\n"
	for _, n := range names {
		if !st.HasDatabase(n) {
			return "", n
		}
	}
	for _, d := range st.Databases {
		wanted := all && d.Name != "sys"
		for _, n := range names {
			wanted = wanted || n == d.Name
		}
		if !wanted {
			continue
		}
		if all {
			out += fmt.Sprintf("--\n-- Current Database: `%s`\n--\n\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ `%s`;\n\nUSE `%s`;\n\n", d.Name, d.Name, d.Name)
		}
		for _, t := range d.Tables {
			out += dumpTable(t)
		}
	}
	return out + "-- Dump completed\n", ""
}

func dumpTable(t sql.Table) string {
	var cols []string
	for _, c := range t.Columns {
		s := "  `" + c.Name + "` " + c.Type
		if c.NotNull {
			s += " NOT NULL"
		} else {
			s += " DEFAULT NULL"
		}
		if c.Serial {
			s += " AUTO_INCREMENT"
		}
		cols = append(cols, s)
	}
	for _, c := range t.Columns {
		if c.Primary {
			cols = append(cols, "  PRIMARY KEY (`"+c.Name+"`)")
		}
	}
	out := "--\n-- Table structure for table `" + t.Name + "`\n--\n\nDROP TABLE IF EXISTS `" + t.Name + "`;\nCREATE TABLE `" + t.Name + "` (\n" + strings.Join(cols, ",\n") + "\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;\n\n--\n-- Dumping data for table `" + t.Name + "`\n--\n\n"
	var rows []string
	for _, row := range t.Rows {
		var vals []string
		for _, v := range row {
			switch v.Kind {
			case "":
				vals = append(vals, "NULL")
			case "i", "f":
				vals = append(vals, v.Text)
			default:
				vals = append(vals, strings.Trim(strconv.Quote("'"+strings.ReplaceAll(v.Text, "'", "''")+"'"), `"`))
			}
		}
		rows = append(rows, "("+strings.Join(vals, ",")+")")
	}
	if len(rows) > 0 {
		out += "INSERT INTO `" + t.Name + "` VALUES " + strings.Join(rows, ",") + ";\n\n"
	}
	return out
}
