// Package script runs small programs in the languages that tutorials bring
// into containers.
//
// One machine runs them all: each language has a reader of its own that turns
// source into a tree, one compiler turns the tree into code, and the machine
// runs the code in frames that are data. A program can so stop at any
// instruction, in a sleep, in an accept, in the middle of a loop, and be kept
// in a process's State. What a running program changes it changes in place;
// when it stops, what it holds becomes a value, and when it goes on it goes on
// with a copy (see copier), so that older worlds stay as they were.
//
// Only a subset of each language is here. What is outside it is refused with
// the file and the line, never guessed.
package script
