// Package docker is the docker command line: a program that runs on a host and
// speaks to the engine there.
//
// Every command is a row of Commands and a run function in a file of its name.
// The row says how it is called, which flags it knows and how long its request
// takes; usage lines, help, argument checks, refusals and completion follow
// from the rows. A run function gets a Call: what was typed, and the process
// it runs in. Nothing blocks: a command that has to wait says what comes next
// and returns, so a client that follows a log is a value like all else.
package docker
