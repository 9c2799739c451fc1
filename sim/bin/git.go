//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/repos"
)

// gitVerb is one command of git. Source: git 2.39 as Debian 12 has it.
type gitVerb struct {
	name string
	run  func(g git)
}

// git is one run of git inside a repository.
type git struct {
	call
	repository
	rest []string
}

var gitVerbs = []gitVerb{
	{"add", gitAdd}, {"apply", gitApply}, {"commit", gitDoCommit}, {"status", gitStatus}, {"log", gitLog}, {"branch", gitBranch}, {"checkout", gitCheckout}, {"switch", gitCheckout},
	{"diff", gitDiff}, {"reset", gitReset}, {"restore", gitRestore}, {"config", gitConfig}, {"remote", gitRemote}, {"rev-parse", gitRevParse}, {"tag", gitTag}, {"show", gitLog},
	{"ls-files", gitLsFiles}, {"rm", gitRm}, {"mv", gitMv}, {"pull", gitPull}, {"fetch", gitFetch}, {"push", gitPush}, {"describe", gitRevParse},
}

func gitProgram(p *proc.Proc, c call) {
	args := c.args
	for len(args) > 1 && (args[0] == "-C" || args[0] == "-c") {
		if args[0] == "-C" {
			if err := p.Sys.Chdir(args[1]); err != nil {
				p.Fail(128, "fatal: cannot change to '"+args[1]+"': "+err.Error())
				return
			}
		}
		args = args[2:]
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" {
		proc.Finish(p, "usage: git [-v | --version] [-C <path>] <command> [<args>]\n\nThe commands that are simulated: clone init add apply commit status log branch checkout switch\ndiff reset restore config remote tag show ls-files rm mv pull fetch push\n", 1)
		return
	}
	switch args[0] {
	case "--version", "-v", "version":
		proc.Finish(p, "git version 2.39.5\n", 0)
		return
	case "clone":
		gitClone(p, args[1:])
		return
	case "init":
		gitInit(p, args[1:])
		return
	}
	i := slices.IndexFunc(gitVerbs, func(v gitVerb) bool { return v.name == args[0] })
	if i < 0 {
		p.Fail(1, "git: '"+args[0]+"' is not a git command. See 'git --help'.")
		return
	}
	r, ok := openRepository(p)
	if !ok && (args[0] == "config" || args[0] == "apply") { // they need no repository
		r = repository{p, "/nonexistent"}
	} else if !ok {
		p.Fail(128, "fatal: not a git repository (or any of the parent directories): .git")
		return
	}
	c.args = args[1:]
	gitVerbs[i].run(git{c, r, args[1:]})
}

func gitInit(p *proc.Proc, args []string) {
	branch, dir := "master", p.Dir
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "-b" && i+1 < len(args):
			branch = args[i+1]
			i++
		case !strings.HasPrefix(args[i], "-"):
			dir = path.Join(p.Dir, args[i])
			if strings.HasPrefix(args[i], "/") {
				dir = args[i]
			}
		}
	}
	if err := makeDirs(p, dir); err != nil {
		p.Fail(128, "fatal: cannot mkdir "+dir+": "+err.Error())
		return
	}
	r := repository{p, dir}
	if r.read("HEAD") != "" {
		proc.Finish(p, "Reinitialized existing Git repository in "+dir+"/.git/\n", 0)
		return
	}
	r.begin(branch)
	proc.Finish(p, "Initialized empty Git repository in "+dir+"/.git/\n", 0)
}

func (r repository) begin(branch string) {
	r.write("HEAD", "ref: refs/heads/"+branch+"\n")
	r.write("config", "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n")
	r.write("description", "Unnamed repository; edit this file 'description' to name the repository.\n")
	for _, dir := range []string{"objects", "refs/heads", "refs/tags"} {
		_ = makeDirs(r.p, r.file(dir)) // else the first write says so
	}
}

// gitClone makes a repository of one that is simulated; any other one is
// refused as GitHub refuses what does not exist: it asks who wants to know.
func gitClone(p *proc.Proc, args []string) {
	var words []string
	branch := ""
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case (a == "-b" || a == "--branch") && i+1 < len(args):
			branch = args[i+1]
			i++
		case (a == "--depth" || a == "-o" || a == "--origin") && i+1 < len(args):
			i++
		case !strings.HasPrefix(a, "-"):
			words = append(words, a)
		}
	}
	if len(words) == 0 {
		p.Fail(129, "fatal: You must specify a repository to clone.")
		return
	}
	url := words[0]
	dir := strings.TrimSuffix(path.Base(strings.TrimSuffix(url, "/")), ".git")
	if len(words) > 1 {
		dir = words[1]
	}
	root := path.Join(p.Dir, dir)
	if strings.HasPrefix(dir, "/") {
		root = path.Clean(dir)
	}
	if entries, err := p.Sys.ReadDir(root); err == nil && len(entries) > 0 {
		p.Fail(128, "fatal: destination path '"+dir+"' already exists and is not an empty directory.")
		return
	}
	server := host(url)
	if !strings.Contains(url, "://") {
		if _, after, at := strings.Cut(url, "@"); at {
			server, _, _ = strings.Cut(after, ":")
		} else {
			p.Fail(128, "fatal: repository '"+url+"' does not exist")
			return
		}
	}
	if !slices.Contains(args, "-q") && !slices.Contains(args, "--quiet") {
		p.Err("Cloning into '" + dir + "'...\n")
	}
	reaches(p, server, func(p *proc.Proc, err error) {
		all, ok := repos.Find(url)
		switch {
		case err != nil:
			p.Fail(128, "fatal: unable to access '"+strings.TrimSuffix(url, "/")+"/': Could not resolve host: "+server)
		case !ok && strings.HasPrefix(url, "git@"):
			p.Fail(128, "git@"+server+": Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.")
		case !ok:
			p.Fail(128, "fatal: could not read Username for 'https://"+server+"': terminal prompts disabled")
			p.Sys.Warn("GitHub does not tell a repository that does not exist from one you may not see; here those of well-known courses exist")
		default:
			cloned(p, root, url, branch, all)
		}
	})
}

func cloned(p *proc.Proc, root, url, branch string, all []repos.Branch) {
	if branch != "" && !slices.ContainsFunc(all, func(b repos.Branch) bool { return b.Name == branch }) {
		p.Fail(128, "fatal: Remote branch "+branch+" not found in upstream origin")
		return
	}
	if branch == "" {
		branch = all[0].Name
	}
	objects := 0
	for _, b := range all {
		objects += len(b.Files)
	}
	shown := ""
	if p.Sys.IsTerminal(2) {
		shown = fmt.Sprintf("remote: Enumerating objects: %d, done.\nremote: Counting objects: 100%% (%d/%d), done.\nremote: Total %d (delta 0), reused %d (delta 0), pack-reused 0\nReceiving objects: 100%% (%d/%d), %d.00 KiB | 4.10 MiB/s, done.\n",
			objects, objects, objects, objects, objects, objects, objects, 2+objects)
	}
	perform(p, []act{{wait: 700 * time.Millisecond, err: shown}}, func(p *proc.Proc) {
		if err := makeDirs(p, root); err != nil {
			p.Fail(128, "fatal: could not create work tree dir '"+root+"': "+err.Error())
			return
		}
		r := repository{p, root}
		r.begin(branch)
		r.write("config", r.read("config")+"[remote \"origin\"]\n\turl = "+url+"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch \""+branch+"\"]\n\tremote = origin\n\tmerge = refs/heads/"+branch+"\n")
		parent := ""
		for _, b := range all {
			hash := r.store(b, parent)
			r.write("refs/remotes/origin/"+b.Name, hash+"\n")
			if parent = hash; b.Name == branch {
				r.write("refs/heads/"+branch, hash+"\n")
			}
		}
		r.checkout(r.head())
		p.Sys.Exit(0)
	})
}

// store keeps a branch of a simulated repository as a commit.
func (r repository) store(b repos.Branch, parent string) string {
	var list []gitEntry
	for _, f := range b.Files {
		mode := "100644"
		if strings.HasPrefix(f.Data, "#!") {
			mode = "100755"
		}
		list = append(list, gitEntry{f.Path, r.put("blob", f.Data), mode})
	}
	return r.putCommit(r.putTree(sortEntries(list), ""), parent, "Drydock <drydock@example.com>", time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC), "Add "+b.Name+"\n")
}

func (r repository) putCommit(tree, parent, who string, at time.Time, message string) string {
	text := "tree " + tree + "\n"
	if parent != "" {
		text += "parent " + parent + "\n"
	}
	stamp := fmt.Sprintf(" %d +0000\n", at.Unix())
	return r.put("commit", text+"author "+who+stamp+"committer "+who+stamp+"\n"+message)
}
