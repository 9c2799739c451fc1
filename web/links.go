package web

import (
	"context"
	"errors"
	"time"
)

// The kinds of link.
const (
	OpenLink = "open" // to a copy of a lab as it was at a moment
	LiveLink = "live" // to look at a lab while it is used
)

// Link leads to a lab without telling its id.
type Link struct {
	Code string // nobody can guess it
	Kind string
	Lab  string
	// At and Line are the moment, Inputs is how many the lab had. A live link
	// has none of them.
	At, Line, Inputs int64
	Created          time.Time // to the millisecond
}

// LinkStore keeps links. A Store that is none keeps labs for one browser, where
// no other comes to. What is said of Store holds for it.
type LinkStore interface {
	// AddLink keeps a new link. Conflict when its lab has one of this kind to
	// this moment already.
	AddLink(ctx context.Context, l Link) error
	// Link returns the link of a kind with a code. NotFound when there is none.
	Link(ctx context.Context, kind, code string) (Link, error)
	// LinkTo returns the link that leads where another one leads, whatever its
	// code. NotFound when there is none.
	LinkTo(ctx context.Context, like Link) (Link, error)
	// DropLink removes a link; it is no fault when there is none.
	DropLink(ctx context.Context, kind, code string) error
}

// links is the store of links; ok is false where none can be kept.
func (s *server) links() (store LinkStore, ok bool) {
	store, ok = s.store.(LinkStore)
	return store, ok
}

// errNoLinks is the answer where no links are kept.
var errNoLinks = &Error{Class: NotFound, Message: "No links are kept here. Take the link that holds the whole lab, or the file."}

// linkTo is a link that leads where like does: the one there is, or a new one.
func (s *server) linkTo(ctx context.Context, like Link) (Link, error) {
	store, ok := s.links()
	if !ok {
		return Link{}, errNoLinks
	}
	for range 3 { // two who make the same link at once
		if l, err := store.LinkTo(ctx, like); !isClass(err, NotFound) {
			return l, err
		}
		like.Code, like.Created = newSecret(), s.labs.now().UTC().Truncate(time.Millisecond)
		if like.Kind == OpenLink {
			like.Code = newSecret()[:12] // 60 bits
		}
		if err := store.AddLink(ctx, like); !isClass(err, Conflict) {
			return like, err
		}
	}
	return Link{}, &Error{Class: Conflict, Message: "The link could not be made. Try again."}
}

// linked is the link with the code of the address.
func (s *server) linked(ctx context.Context, kind, code string) (Link, error) {
	store, ok := s.links()
	if !ok {
		return Link{}, errNoLinks
	}
	l, err := store.Link(ctx, kind, code)
	if isClass(err, NotFound) {
		err = &Error{Class: NotFound, Message: missing[kind], Cause: err}
	}
	return l, err
}

// missing says of each kind of link that there is none.
var missing = map[string]string{
	OpenLink: "There is no lab behind this link. It may have been mistyped, or what it led to has been deleted.",
	LiveLink: "Nobody shows a lab here: this link has ended, or was mistyped.",
}

// live is the live link of a lab, the zero one if it has none.
func (s *server) liveLink(ctx context.Context, lab string) (Link, error) {
	store, ok := s.links()
	if !ok {
		return Link{}, nil
	}
	l, err := store.LinkTo(ctx, Link{Kind: LiveLink, Lab: lab})
	if isClass(err, NotFound) {
		err = nil
	}
	return l, err
}

// unshare ends the live link of a lab. Who looks is told.
func (s *server) unshare(ctx context.Context, lab string) error {
	l, err := s.liveLink(ctx, lab)
	if err != nil || l.Code == "" {
		return err
	}
	store, _ := s.links()
	err = store.DropLink(ctx, LiveLink, l.Code)
	s.bus.tell("lab:"+lab, "unshared")
	return err
}

// isOurs tells whether an error is one of ours, with a sentence.
func isOurs(err error) (string, bool) {
	var ours *Error
	if errors.As(err, &ours) {
		return ours.Message, true
	}
	return "", false
}
